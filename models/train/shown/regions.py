"""Where something hides a face: soft masks, (HEIGHT, WIDTH) float32 in 0..=1."""

from collections.abc import Callable

import cv2
import numpy as np

from labels import FACE_OVAL

from .contract import EYE_DISTANCE, HEIGHT, WIDTH
from .parts import BROW_LEFT, BROW_RIGHT, CHEEK_LEFT, CHEEK_RIGHT, CHIN, EYE_LEFT, EYE_RIGHT, FOREHEAD, MOUTH, NOSE

GROUPS = (
    EYE_LEFT, EYE_RIGHT, EYE_LEFT + EYE_RIGHT, EYE_LEFT + BROW_LEFT, EYE_RIGHT + BROW_RIGHT,
    EYE_LEFT + EYE_RIGHT + BROW_LEFT + BROW_RIGHT, EYE_LEFT + EYE_RIGHT + NOSE, NOSE, MOUTH, NOSE + MOUTH, MOUTH + CHIN,
    NOSE + MOUTH + CHIN, CHIN, CHEEK_LEFT, CHEEK_RIGHT, FOREHEAD, FOREHEAD + BROW_LEFT + BROW_RIGHT,
    EYE_LEFT + CHEEK_LEFT, EYE_RIGHT + CHEEK_RIGHT, CHEEK_LEFT + MOUTH, CHEEK_RIGHT + MOUTH,
)  # fmt: skip

Rng = np.random.Generator


def region(points: np.ndarray, rng: Rng) -> np.ndarray:
    """Any of the shapes below."""
    kinds: list[Callable] = [_over_parts, _over_parts, _over_parts, _over_eyes, _beyond_line, _beyond_line, _anywhere, _blob, _bar]
    mask = kinds[rng.integers(len(kinds))](points, rng)
    if rng.random() < 0.12:
        mask = np.maximum(mask, kinds[rng.integers(len(kinds))](points, rng))
    softness = rng.choice([0.0, 0.6, 1.2, 3.0, 4.5], p=[0.3, 0.35, 0.15, 0.1, 0.1])
    return cv2.GaussianBlur(mask, (0, 0), softness) if softness else mask


def _turned(points: np.ndarray, rng: Rng) -> float:
    """The lean of the eye line in degrees, or another."""
    across = points[list(EYE_RIGHT)].mean(axis=0) - points[list(EYE_LEFT)].mean(axis=0)
    return float(np.degrees(np.arctan2(across[1], across[0])) + rng.choice([0.0, rng.normal(0, 6), rng.uniform(-90, 90)], p=[0.5, 0.4, 0.1]))


def _box(middle: np.ndarray, half: np.ndarray, turn: float, rng: Rng) -> np.ndarray:
    """A box, an ellipse or a box with round corners."""
    kind = rng.integers(4)
    mask = np.zeros((HEIGHT, WIDTH), np.float32)
    if kind == 0:
        cv2.ellipse(mask, (tuple(map(float, middle)), tuple(map(float, 2.2 * half)), turn), 1.0, -1)
        return mask
    corners = cv2.boxPoints((tuple(map(float, middle)), tuple(map(float, 2 * half)), turn))
    cv2.fillPoly(mask, [(corners * 16).round().astype(np.int32)], 1.0, cv2.LINE_8, 4)
    if kind == 1:
        radius = max(1, int(min(half) * rng.uniform(0.2, 0.9)))
        element = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
        mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, element)
    return mask


def _hull(points: np.ndarray) -> np.ndarray:
    mask = np.zeros((HEIGHT, WIDTH), np.float32)
    cv2.fillConvexPoly(mask, cv2.convexHull(points.round().astype(np.int32)), 1.0)
    return mask


def _over_parts(points: np.ndarray, rng: Rng) -> np.ndarray:
    """Over one or more parts of the face, tight or wide."""
    return over(points[list(GROUPS[rng.integers(len(GROUPS))])], points, rng)


def _over_eyes(points: np.ndarray, rng: Rng) -> np.ndarray:
    """Over one eye or both, each by itself: what a face is known by."""
    eyes = ((EYE_LEFT,), (EYE_RIGHT,), (EYE_LEFT, EYE_RIGHT), (EYE_LEFT, EYE_RIGHT))[rng.integers(4)]
    return np.max([over(points[list(eye)], points, rng) for eye in eyes], axis=0)


def over(chosen: np.ndarray, points: np.ndarray, rng: Rng) -> np.ndarray:
    """Over `chosen` of a face's `points`."""
    if rng.random() < 0.25:
        radius = int(rng.integers(0, 6))
        return cv2.dilate(_hull(chosen), cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1)))
    low, high = chosen.min(axis=0), chosen.max(axis=0)
    middle = (low + high) / 2 + rng.normal(0, 0.03, 2) * EYE_DISTANCE
    half = (high - low) / 2 + rng.uniform(0.0, 0.3, 2) * EYE_DISTANCE
    return _box(middle, half, _turned(points, rng), rng)


def _bar(points: np.ndarray, rng: Rng) -> np.ndarray:
    """Right across the face at some height."""
    oval = points[list(FACE_OVAL)]
    top, bottom = oval[:, 1].min(), oval[:, 1].max()
    middle = np.array([oval[:, 0].mean(), rng.uniform(top, bottom)])
    half = np.array([rng.uniform(0.8, 2.0), rng.uniform(0.1, 0.5)]) * EYE_DISTANCE
    return _box(middle, half, _turned(points, rng), rng)


def _beyond_line(points: np.ndarray, rng: Rng) -> np.ndarray:
    """All beyond a line through the face, or what of that is face: a half, what is above the brows, what is below the nose."""
    oval = points[list(FACE_OVAL)]
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    through = oval.min(axis=0) + rng.uniform(0.15, 0.85, 2) * np.ptp(oval, axis=0)
    if rng.random() < 0.5:
        brows = points[list(BROW_LEFT + BROW_RIGHT)].mean(axis=0)
        through = brows - [0, rng.uniform(-0.05, 0.3) * EYE_DISTANCE]
        angle = -np.pi / 2 + rng.normal(0, 0.06)
    elif rng.random() < 0.7:
        angle = rng.integers(4) * np.pi / 2 + rng.normal(0, 0.08)
    else:
        angle = rng.uniform(0, 2 * np.pi)
    side = (x - through[0]) * np.cos(angle) + (y - through[1]) * np.sin(angle)
    if rng.random() < 0.3:
        side += rng.uniform(1, 6) * np.sin((x + y) / rng.uniform(4, 20))
    beyond = (side > 0).astype(np.float32)
    if rng.random() < 0.4:
        beyond *= _hull(oval)
    return beyond


def _anywhere(points: np.ndarray, rng: Rng) -> np.ndarray:
    """A box or ellipse of any size somewhere on the face."""
    oval = points[list(FACE_OVAL)]
    middle = oval.min(axis=0) + rng.uniform(0, 1, 2) * np.ptp(oval, axis=0)
    half = np.exp(rng.uniform(np.log(0.12), np.log(0.8), 2)) * EYE_DISTANCE
    return _box(middle, half, rng.uniform(-90, 90), rng)


def _blob(points: np.ndarray, rng: Rng) -> np.ndarray:
    """A patch with a wandering edge, or one that comes in from the border like a finger on the lens."""
    oval = points[list(FACE_OVAL)]
    mask = np.zeros((HEIGHT, WIDTH), np.float32)
    if rng.random() < 0.4:
        angle = rng.uniform(0, 2 * np.pi)
        start = np.array([WIDTH / 2, HEIGHT / 2]) + 90 * np.array([np.cos(angle), np.sin(angle)])
        end = oval.min(axis=0) + rng.uniform(0.1, 0.9, 2) * np.ptp(oval, axis=0)
        thick = int(rng.uniform(0.4, 1.4) * EYE_DISTANCE)
        cv2.line(mask, tuple(map(int, start)), tuple(map(int, end)), 1.0, thick)
        return cv2.GaussianBlur(mask, (0, 0), rng.uniform(0.5, 7))
    middle = oval.min(axis=0) + rng.uniform(0, 1, 2) * np.ptp(oval, axis=0)
    steps = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    waves = sum(rng.normal(0, 0.25 / k) * np.cos(k * steps + rng.uniform(0, 6.3)) for k in (1, 2, 3, 4))
    radius = rng.uniform(0.2, 0.8) * EYE_DISTANCE * np.exp(waves)
    outline = middle + radius[:, None] * np.stack([np.cos(steps), np.sin(steps)], axis=1)
    cv2.fillPoly(mask, [outline.round().astype(np.int32)], 1.0)
    return mask
