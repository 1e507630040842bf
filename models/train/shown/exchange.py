"""A part of a face where another one belongs: an eye for the mouth, the mouth for an eye, the nose for either."""

import cv2
import numpy as np

from .contract import HEIGHT, WIDTH
from .parts import BROW_LEFT, BROW_RIGHT, CHIN, EYE_LEFT, EYE_RIGHT, FOREHEAD, MOUTH, NOSE

Rng = np.random.Generator

# Parts that no reader of a face takes for each other, eyes with and without their brows; and skin, which may lie on them.
EYES = (EYE_LEFT, EYE_RIGHT, EYE_LEFT + BROW_LEFT, EYE_RIGHT + BROW_RIGHT)
PARTS = (*EYES, NOSE, MOUTH)
SKIN = (CHIN, FOREHEAD)


def exchanged(image: np.ndarray, points: np.ndarray, rng: Rng) -> tuple[np.ndarray, np.ndarray]:
    """`image` with one part copied over another, or both exchanged, and the soft mask of what is not in its place."""
    while True:
        here = PARTS[rng.integers(len(PARTS))]
        there = (*PARTS, *SKIN)[rng.integers(len(PARTS) + len(SKIN))]
        if here != there and not (here in EYES and there in EYES):
            break
    ways = [(here, there)]
    if there in PARTS and rng.random() < 0.6:
        ways.append((there, here))
    elif rng.random() < 0.5 and there == MOUTH:
        # The mouth over both eyes.
        ways = [(EYE_LEFT, MOUTH), (EYE_RIGHT, MOUTH)]
    room, softness, turned = rng.uniform(0.05, 0.5), rng.choice([0.0, 0.8, 2.0]), rng.random() < 0.2
    result, hidden = image, np.zeros((HEIGHT, WIDTH), np.float32)
    for target, source in ways:
        to_middle, to_size = _box(points[list(target)])
        from_middle, from_size = _box(points[list(source)])
        # As large as it is, or as large as what it lies on.
        scale = np.clip(to_size / from_size, 0.5, 2.0) if rng.random() < 0.5 else np.ones(2)
        if turned:
            scale = scale * (1, -1)
        matrix = np.float32([[scale[0], 0, to_middle[0] - scale[0] * from_middle[0]], [0, scale[1], to_middle[1] - scale[1] * from_middle[1]]])
        moved = cv2.warpAffine(image, matrix, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT_101)
        mask = np.zeros((HEIGHT, WIDTH), np.float32)
        half = np.maximum(to_size, np.abs(scale) * from_size) / 2 * (1 + room)
        low, high = to_middle - half, to_middle + half
        if rng.random() < 0.5:
            cv2.ellipse(mask, (tuple(map(float, to_middle)), tuple(map(float, 2.3 * half)), 0.0), 1.0, -1)
        else:
            cv2.rectangle(mask, tuple(map(int, low)), tuple(map(int, high)), 1.0, -1)
        if softness:
            mask = cv2.GaussianBlur(mask, (0, 0), float(softness))
        result = result * (1 - mask[..., None]) + moved * mask[..., None]
        hidden = np.maximum(hidden, mask)
    return result, hidden


def _box(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Middle and size of what points span, at least a few pixels."""
    low, high = points.min(axis=0), points.max(axis=0)
    return (low + high) / 2, np.maximum(high - low, 6.0)
