"""Shadows and lamps: what lies on a face and covers nothing. Labels never change."""

import cv2
import numpy as np

from teacher import NECK, SKIN, UNKNOWN

from .scene import CHIN, SIZE, Scene, filled, smooth_noise

# MediaPipe mesh, an eye of the picture's left and one of its right: from the temple along the brow's lower edge to the
# nose, and back below the eye, near it and farther away.
BROWS_BELOW = ((124, 46, 53, 52, 65, 55, 193), (353, 276, 283, 282, 295, 285, 417))
BELOW_EYES_NEAR = ((226, 31, 228, 229, 230, 231, 232, 233, 244), (446, 261, 448, 449, 450, 451, 452, 453, 464))
BELOW_EYES_FAR = ((143, 111, 117, 118, 119, 120, 121, 128, 245), (372, 340, 346, 347, 348, 349, 350, 357, 465))
# The face's outline from one ear's lobe over the chin to the other's.
JAW = (361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136, 172, 58, 132)
NOSE_TIP, BELOW_NOSE, BETWEEN_BROWS = 4, 2, 151
# Forehead, bridge and tip of the nose, cheekbones, chin.
GLOSSY = (151, 9, 168, 6, 197, 4, 50, 280, 119, 348, 199)


def shade_eye_sockets(scene: Scene, rng: np.random.Generator) -> None:
    """The shadow that brows throw on deep-set eyes under a ceiling lamp: no lens is as soft, or follows the brow so."""
    depth, softness = rng.uniform(0.15, 1.4), float(np.exp(rng.uniform(np.log(0.6), np.log(5.0))))
    if scene.eyewear == 1:
        # Much darker, and clear lenses would look like tinted ones.
        depth = min(depth, 0.5)
    reach, rise = rng.uniform(-0.5, 1.0), rng.uniform(0.0, 0.35)
    fade = rng.uniform(0, 0.8)
    one_side = rng.uniform(0.3, 1.0, 2) if rng.random() < 0.3 else np.ones(2)
    dark = np.zeros((SIZE, SIZE), np.float32)
    for brow, near, far, share in zip(BROWS_BELOW, BELOW_EYES_NEAR, BELOW_EYES_FAR, one_side, strict=True):
        above = scene.landmarks[list(brow), :2]
        below = scene.landmarks[list(near), :2] * (1 - reach) + scene.landmarks[list(far), :2] * reach
        above = above + (above.mean(axis=0) - below.mean(axis=0)) * rise
        socket = filled(np.concatenate([above, below[::-1]]), softness)
        height = np.arange(SIZE, dtype=np.float32)[:, None]
        top, bottom = above[:, 1].mean(), below[:, 1].mean()
        socket *= 1 - fade * np.clip((height - top) / max(4.0, bottom - top), 0, 1)
        dark = np.maximum(dark, socket * share)
    if rng.random() < 0.4:
        # The same lamp leaves the face below nose and lip darker.
        nose, chin = scene.landmarks[BELOW_NOSE, 1], scene.landmarks[CHIN, 1]
        height = np.arange(SIZE, dtype=np.float32)[:, None]
        lower = np.clip((height - nose) / max(8.0, chin - nose), 0, 1) * filled(scene.oval, 6.0)
        dark = np.maximum(dark, lower * rng.uniform(0, 0.5))
    # Light that comes back from the cheeks is warm.
    gain = np.exp(-depth * dark[..., None] * (np.array([0.9, 1.0, 1.06]) if rng.random() < 0.6 else np.ones(3)))
    scene.image = np.clip(scene.image * gain, 0, 255).astype(np.uint8)


def light_from(scene: Scene, rng: np.random.Generator) -> None:
    """Light from one direction, mostly from above, on the face's own relief: what a lamp, a window or the sun does."""
    points = scene.landmarks
    inside = ((points[:, :2] >= 0) & (points[:, :2] < SIZE)).all(axis=1)
    columns, rows = points[inside, :2].astype(int).T
    total, count = np.zeros((2, SIZE, SIZE), np.float32)
    np.add.at(total, (rows, columns), points[inside, 2])
    np.add.at(count, (rows, columns), 1)
    # Fine where points are near each other, coarse between and beyond them.
    depth = np.zeros((SIZE, SIZE), np.float32)
    for sigma in (30.0, 14.0, rng.uniform(7.0, 9.0)):
        weight = cv2.GaussianBlur(count, (0, 0), sigma)
        level = cv2.GaussianBlur(total, (0, 0), sigma) / (weight + 1e-6)
        trust = np.clip(weight * 2 * np.pi * sigma**2, 0, 1)
        trust = cv2.GaussianBlur(trust, (0, 0), sigma / 2)
        depth = depth * (1 - trust) + level * trust
    depth = cv2.GaussianBlur(depth, (0, 0), 2.5) * rng.uniform(1.0, 1.6)
    slope = np.stack([cv2.Sobel(depth, cv2.CV_32F, 1, 0), cv2.Sobel(depth, cv2.CV_32F, 0, 1)], axis=-1) / 8
    normal = np.concatenate([slope, -np.ones((SIZE, SIZE, 1), np.float32)], axis=-1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    around, up = rng.normal(0, 0.7), rng.uniform(-0.3, 1.35)
    source = np.array([np.sin(around) * np.cos(up), -np.sin(up), -np.cos(around) * np.cos(up)])
    shade = np.clip(normal @ source, 0, None)
    ambient = rng.uniform(0.25, 0.85)
    oval = filled(scene.oval)
    gain = ambient + (1 - ambient) * shade / max(0.15, float((shade * oval).sum() / (oval.sum() + 1e-6)))
    face = cv2.GaussianBlur(oval, (0, 0), 5.0)[..., None]
    gain = 1 + (np.clip(gain, 0.1, 2.2)[..., None] - 1) * face
    # The picture's numbers are not light: their power is about 2.2.
    scene.image = np.clip(scene.image * gain ** (1 / 1.8), 0, 255).astype(np.uint8)


def cast_shadow(scene: Scene, rng: np.random.Generator) -> None:
    """A shadow with an edge, hard or soft: of blinds, of leaves, of a roof, of the nose or of the brow."""
    y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    along = x * np.cos(angle) + y * np.sin(angle)
    kind = rng.integers(4)
    if kind == 0:
        dark = np.sin(along * 2 * np.pi / rng.uniform(10, 60) + smooth_noise(rng, 4)) > rng.uniform(-0.5, 0.5)
    elif kind == 1:
        dark = smooth_noise(rng, int(rng.integers(4, 24))) > rng.uniform(-0.5, 1.0)
    else:
        middle = scene.landmarks[rng.choice([NOSE_TIP, BELOW_NOSE, BETWEEN_BROWS]), :2] + rng.normal(0, 8, 2)
        edge = (x - middle[0]) * np.cos(angle) + (y - middle[1]) * np.sin(angle)
        dark = edge + rng.uniform(0, 4) * smooth_noise(rng, 5) > 0
    dark = cv2.GaussianBlur(dark.astype(np.float32), (0, 0), float(np.exp(rng.uniform(-0.7, 1.2))))
    if rng.random() < 0.3:
        # On the face alone: what throws it is near.
        dark *= cv2.GaussianBlur(filled(scene.oval), (0, 0), 2.0)
    scene.image = np.clip(scene.image * np.exp(-rng.uniform(0.2, 1.5) * dark[..., None]), 0, 255).astype(np.uint8)


def shade_below_chin(scene: Scene, rng: np.random.Generator) -> None:
    """The shadow below the jaw, which a chin that is lifted turns towards the camera: a mask there is cloth."""
    _, across, down = scene.axes()
    jaw = scene.landmarks[list(JAW), :2]
    high, low = rng.uniform(-0.1, 0.35), rng.uniform(0.2, 1.0)
    share = rng.uniform(0.5, 1.0)
    middle = jaw.mean(axis=0)
    rim = middle + (jaw - middle) * share - down * high
    below = scene.landmarks[CHIN, :2] + down * low
    outline = np.concatenate([rim, [below - across * rng.uniform(0.3, 0.8), below + across * rng.uniform(0.3, 0.8)]])
    dark = filled(outline, float(np.exp(rng.uniform(0.0, 1.6))))
    height = np.arange(SIZE, dtype=np.float32)[:, None]
    chin = scene.landmarks[CHIN, 1]
    # Only what lies below the mouth's corners.
    above = (chin - down[1] * (0.35 + high) - height) / rng.uniform(0.7, 3.0)
    dark *= 1 / (1 + np.exp(np.clip(above, -50, 50)))
    dark *= np.isin(scene.classes, (SKIN, NECK, UNKNOWN))
    dark = cv2.GaussianBlur(dark, (0, 0), 0.8)
    scene.image = np.clip(scene.image * np.exp(-rng.uniform(0.2, 1.1) * dark[..., None]), 0, 255).astype(np.uint8)


def gloss(scene: Scene, rng: np.random.Generator) -> None:
    """Oily or wet skin under a flash: white spots on forehead, nose and cheeks, as lenses reflect them."""
    y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
    shine = np.zeros((SIZE, SIZE), np.float32)
    for point in rng.choice(GLOSSY, int(rng.integers(1, 6)), replace=False):
        middle = scene.landmarks[point, :2] + rng.normal(0, 3, 2)
        wide, tall = np.exp(rng.uniform(np.log(1.5), np.log(7.0), 2))
        spot = np.exp(-(((x - middle[0]) / wide) ** 2 + ((y - middle[1]) / tall) ** 2) / 2)
        shine = np.maximum(shine, spot * rng.uniform(0.2, 0.9))
    on_skin = cv2.GaussianBlur((scene.classes == SKIN).astype(np.float32), (0, 0), 0.8)
    scene.paint(shine * on_skin, rng.uniform(225, 255, 3), None)
