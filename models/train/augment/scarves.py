"""Scarves that frame the face, and wraps around the head."""

import cv2
import numpy as np

from align import turn
from teacher import EAR, HAIR, NECK, SKIN

from .cloth import cloth, plain_cloth
from .headwear import SCARF_LABEL, arc, around, cover, curve, dome, drape, head_frame, hide_ears, hide_hair, rounded
from .scene import CHIN, EYE_DISTANCE, SIZE, TEMPLES, Scene, filled, smooth_noise


# Degrees of turn from which the mesh's oval is not the outline of the face.
TURNED = 15.0


def _spread(noise: np.ndarray, columns: np.ndarray, rows: np.ndarray) -> np.ndarray:
    columns, rows = columns.astype(np.float32), rows.astype(np.float32)
    return cv2.remap(noise, columns, rows, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)


def folds(scene: Scene, inner: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Light and dark of the folds of a scarf: around the face at its sides, falling and spreading below the chin."""
    away = cv2.distanceTransform((inner < 0.5).astype(np.uint8), cv2.DIST_L2, 3) / EYE_DISTANCE
    middle, chin = scene.oval.mean(axis=0), scene.landmarks[CHIN, :2]
    y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
    angle = np.arctan2(x - middle[0], middle[1] - y) / np.pi
    # Around the face: many across the way outwards, few along the outline.
    rings = rng.standard_normal((int(rng.integers(6, 16)), int(rng.integers(3, 7)))).astype(np.float32)
    drift = rng.uniform(0, 0.5) * smooth_noise(rng, 3)
    rows = (away * rng.uniform(0.25, 0.6) + drift * 0.2) * rings.shape[0]
    columns = (angle + 1) / 2 * (rings.shape[1] - 1)
    around_face = _spread(rings, columns, rows)
    # Below the chin: from a point under it outwards, or slung across.
    origin = chin + [rng.normal(0, 14), rng.uniform(-25, 5)]
    fan = np.arctan2(x - origin[0], np.maximum(y - origin[1], 1)) / (np.pi / 2)
    falls = rng.standard_normal((int(rng.integers(2, 4)), int(rng.integers(6, 18)))).astype(np.float32)
    columns = ((fan * rng.uniform(0.5, 1) + drift * 0.3 + 1) / 2) * (falls.shape[1] - 1)
    rows = np.clip((y - chin[1]) / SIZE + 0.5, 0, 1) * (falls.shape[0] - 1)
    below_chin = _spread(falls, columns, rows)
    below = 1 / (1 + np.exp(-(y - chin[1] - rng.normal(0, 6)) / 6))
    folds = around_face * (1 - below) + below_chin * below
    # Sharp on one side, soft on the other, as cloth that lies over itself.
    folds = folds + rng.uniform(0, 0.8) * np.sin(2 * folds)
    return np.clip(1 + rng.uniform(0.05, 0.28) * folds, 0.3, 1.6)


def _crossing(scene: Scene, rng: np.random.Generator) -> np.ndarray:
    """The shade of the edge where one end of a scarf is laid over the other under the chin."""
    chin = scene.landmarks[CHIN, :2]
    side = rng.choice([-1, 1])
    start = chin + [side * rng.uniform(15, 50), rng.uniform(-30, 4)]
    end = chin + [-side * rng.uniform(10, 70), rng.uniform(15, 70)]
    bend = (start + end) / 2 + [0, rng.uniform(2, 20)]
    t = np.linspace(0, 1, 12)[:, None]
    edge = (1 - t) ** 2 * start + 2 * t * (1 - t) * bend + t**2 * end
    under = filled(np.concatenate([edge, [end + [0, 100], start + [0, 100]]]), 0.7)
    shade = cv2.GaussianBlur(1 - under, (0, 0), rng.uniform(2, 6)) * under
    return 1 - rng.uniform(0.3, 1.0) * shade


def draw_hijab(scene: Scene, rng: np.random.Generator) -> None:
    """A scarf that frames the face and falls over the neck."""
    outer = around(scene, rng.uniform(1.12, 1.5), rng.uniform(1.1, 1.42), rng.uniform(1.02, 1.2))
    region = drape(scene, rng, outer)
    inner = filled(around(scene, rng.uniform(0.78, 1.0), rng.uniform(0.92, 1.04), rng.uniform(0.93, 1.05)), 0.5)
    if abs(turn(scene.landmarks)) > TURNED:
        # Nose and mouth stick out beyond the oval of a face that is turned.
        points = scene.landmarks[:, :2].astype(np.float32)
        inner = np.maximum(inner, filled(cv2.convexHull(points)[:, 0], 0.5))
    # A forehead goes on above the mesh: of the head, nothing shows outside of the opening.
    tidy = np.isin(scene.classes, (HAIR, EAR, NECK, SKIN)).astype(np.uint8)
    region = np.maximum(region, cv2.dilate(tidy, np.ones((5, 5), np.uint8)))
    smooth = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * int(rng.integers(2, 14)) + 1,) * 2)
    region = np.maximum(region, cv2.morphologyEx((region > 0.5).astype(np.uint8), cv2.MORPH_CLOSE, smooth)) * (1 - inner)
    fabric = plain_cloth(rng) if rng.random() < 0.4 else cloth(scene, rng)
    # Rounded at the edge of the face, darker in the folds under the chin.
    near = cv2.GaussianBlur(inner, (0, 0), rng.uniform(2, 5))
    fabric = fabric * (1 - rng.uniform(0, 0.6) * near[..., None])
    if rng.random() < 0.3:
        band = filled(around(scene, rng.uniform(1.02, 1.15), 1.06, 1.0)) * (1 - inner)
        band *= np.arange(SIZE)[:, None] < scene.landmarks[TEMPLES[0], 1]
        fabric = fabric * (1 - band[..., None]) + cloth(scene, rng) * band[..., None]
    if rng.random() < 0.8:
        fabric = fabric * folds(scene, inner, rng)[..., None]
    if rng.random() < 0.4:
        fabric = fabric * _crossing(scene, rng)[..., None]
    fabric = np.clip(rounded(fabric, region, rng), 0, 255)
    cover(scene, rng, region.astype(np.float32), fabric, SCARF_LABEL)
    hide_ears(scene)


def draw_turban(scene: Scene, rng: np.random.Generator) -> None:
    """A wrap around the head, neck free; ears under it or not."""
    frame = head_frame(scene)
    low, wide = rng.uniform(-0.25, 0.1), rng.uniform(1.08, 1.4)
    outline = dome(wide, low, rng.uniform(0.8, 1.5), rng.choice([2.0, 2.2]))
    sides = rng.uniform(0.1, 0.9)
    lower = [(wide * 0.98, low - sides), *arc(wide * 0.85, -wide * 0.85, low, rng.uniform(-0.05, 0.25)), (-wide * 0.98, low - sides)]
    region = filled(curve(outline + lower, frame), 0.5)
    fabric = cloth(scene, rng)
    y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
    slant, period = rng.uniform(0.2, 0.9) * rng.choice([-1, 1]), rng.uniform(5, 12)
    wraps = np.sin((y + slant * np.abs(x - frame[0][0])) * 2 * np.pi / period + smooth_noise(rng, 5))
    fabric = fabric * (1 + rng.uniform(0.08, 0.3) * wraps[..., None])
    hide_hair(scene, region, rng)
    cover(scene, rng, region, np.clip(fabric, 0, 255), SCARF_LABEL)


SCARVES = (draw_hijab, draw_hijab, draw_hijab, draw_turban)
