"""Brows, beards and strands of hair: dark things on a face that are no frame, no mask and no covering."""

import cv2
import numpy as np

from teacher import EYEWEAR, HAIR, HAT, OCCLUDER, SCARF, SKIN, UNKNOWN

from .scene import CHIN, FOREHEAD, SIZE, Scene, filled, smooth_noise, stroked
from .shadow import BELOW_NOSE, BROWS_BELOW, JAW

BROWS_ABOVE = ((70, 63, 105, 66, 107), (300, 293, 334, 296, 336))
LIPS = (61, 40, 37, 0, 267, 270, 291, 321, 314, 17, 84, 91)
MOUTH_CORNERS = (61, 291)


def thicken_brows(scene: Scene, rng: np.random.Generator) -> None:
    """Brows darker and heavier than they are."""
    if scene.eyewear > 0:
        # They would be drawn over a frame.
        return
    hair = np.array([1.0, 0.8, 0.65]) * rng.uniform(8, 70)
    texture = 1 + 0.25 * rng.standard_normal((SIZE, SIZE, 1)).astype(np.float32)
    for brow, above in zip(BROWS_BELOW, BROWS_ABOVE, strict=True):
        lower, upper = scene.landmarks[list(brow)[1:-1], :2], scene.landmarks[list(above), :2]
        thick = rng.uniform(-0.1, 0.6)
        middle = lower.mean(axis=0) - upper.mean(axis=0)
        alpha = filled(np.concatenate([lower + middle * thick, upper[::-1]]), rng.uniform(0.7, 1.6))
        scene.paint(alpha * rng.uniform(0.3, 0.9) * np.isin(scene.classes, (SKIN, UNKNOWN)), np.clip(hair * texture, 0, 255), None)


def draw_beard(scene: Scene, rng: np.random.Generator) -> None:
    """A moustache, a goatee, a full beard or stubble, patchy or dense. A bearded face is not covered."""
    points = scene.landmarks[:, :2]
    _, across, down = scene.axes()
    lip, corners = points[BELOW_NOSE], points[list(MOUTH_CORNERS)]
    kind = rng.choice(["moustache", "goatee", "goatee", "full", "full", "stubble"])
    if kind in ("full", "stubble"):
        top = rng.uniform(0.0, 0.3)
        edge = points[list(JAW)] + down * rng.uniform(0, 0.12)
        inner = [corners[0] - across * top, lip + down * 0.04, corners[1] + across * top]
        region = filled(np.concatenate([edge, inner]))
    elif kind == "goatee":
        chin, wide = points[CHIN] + down * rng.uniform(-0.05, 0.25), rng.uniform(0.15, 0.42)
        below = (corners.mean(axis=0) * 0.4 + points[CHIN] * 0.6) + down * rng.uniform(-0.1, 0.1)
        region = filled(np.array([below - across * wide, below + across * wide, chin + across * wide * 0.7, chin - across * wide * 0.7]), 1.5)
        if rng.random() < 0.6:
            region = np.maximum(region, _moustache(corners, lip, across, down, rng))
    else:
        region = _moustache(corners, lip, across, down, rng)
    region = region * (1 - filled(points[list(LIPS)], 0.6))
    region = cv2.GaussianBlur(region.astype(np.float32), (0, 0), float(rng.uniform(0.8, 2.8)))
    if rng.random() < 0.6:
        region = region * np.clip(0.6 + rng.uniform(0.2, 0.6) * smooth_noise(rng, int(rng.integers(8, 30))), 0, 1)
    alpha = region * (rng.uniform(0.25, 0.6) if kind == "stubble" else rng.uniform(0.4, 0.97))
    grain = 1 + rng.uniform(0.1, 0.4) * rng.standard_normal((SIZE, SIZE, 1)).astype(np.float32)
    colour = np.array([1.0, 0.88, 0.8]) * (rng.uniform(8, 60) if rng.random() < 0.8 else rng.uniform(60, 200))
    page = np.clip(scene.image * rng.uniform(0.1, 0.35) + colour * grain, 0, 255)
    scene.paint(alpha * np.isin(scene.classes, (SKIN, HAIR, UNKNOWN)), page, None)
    # A dense beard is hair to the network, and what lies between is neither.
    drawn = (alpha > 0.3) & (scene.classes == SKIN)
    scene.classes[drawn] = UNKNOWN


def _moustache(
    corners: np.ndarray, lip: np.ndarray, across: np.ndarray, down: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    droop, thick = rng.uniform(-0.02, 0.2), rng.uniform(0.06, 0.16)
    left, right = corners[0] + down * droop, corners[1] + down * droop
    return filled(np.array([left, lip + down * 0.03, right, lip + down * (0.03 + thick)]), 1.0)


def draw_strands(scene: Scene, rng: np.random.Generator) -> None:
    """Loose or wet strands that fall over forehead, eyes and cheek."""
    _, across, down = scene.axes()
    dark = scene.image[scene.classes == HAIR]
    colour = np.median(dark, axis=0) if len(dark) > 100 else np.ones(3) * rng.uniform(8, 60)
    free = ~np.isin(scene.classes, (HAT, SCARF, EYEWEAR, OCCLUDER))
    start = scene.landmarks[FOREHEAD, :2] + across * rng.uniform(-0.9, 0.9) - down * rng.uniform(0, 0.2)
    for _ in range(int(rng.integers(1, 9))):
        begin = start + across * rng.normal(0, 0.15)
        end = begin + down * rng.uniform(0.4, 2.2) + across * rng.normal(0, 0.35)
        bend = (begin + end) / 2 + across * rng.normal(0, 0.2)
        t = np.linspace(0, 1, 16)[:, None]
        line = stroked(begin * (1 - t) ** 2 + 2 * bend * t * (1 - t) + end * t**2, float(rng.uniform(0.4, 1.6)), False)
        scene.paint(line * free * rng.uniform(0.4, 0.95), np.clip(colour * rng.uniform(0.6, 1.4), 0, 255), None)
