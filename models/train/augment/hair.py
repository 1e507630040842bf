"""Hair as people wear it: dyed, curly and wide, in a bun, cut off, in a fringe, over the ears.

Bare heads all of them: what a network must not take for a covering, and what
hides an ear without being one.
"""

import cv2
import numpy as np

from teacher import BACKGROUND, EAR, EYEWEAR, HAIR, HAT, OCCLUDER, SCARF, SKIN

from .headwear import around, curve, dome, head_frame, hide_hair
from .scene import CHIN, FOREHEAD, NOSE_BRIDGE, SIZE, TEMPLES, Scene, filled, smooth_noise, stroked

# Pixels of hair without which there is no colour to draw with.
LEAST_HAIR = 150

# Hair as it grows and as it is dyed, RGB.
DYES = (
    (215, 185, 130), (235, 225, 205), (150, 150, 150), (225, 225, 225), (180, 90, 45), (140, 30, 30), (30, 60, 150),
    (30, 130, 130), (220, 110, 160), (110, 50, 140), (60, 130, 60), (20, 18, 18), (95, 60, 40), (160, 120, 80),
)  # fmt: skip


def _grid() -> tuple[np.ndarray, np.ndarray]:
    y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
    return x, y


def _strands(rng: np.random.Generator, bend: float) -> np.ndarray:
    """Noise stretched along the fall of straight or wavy hair, about unit variance."""
    fine = rng.standard_normal((int(rng.integers(3, 10)), SIZE)).astype(np.float32)
    long = cv2.resize(fine, (SIZE, SIZE), interpolation=cv2.INTER_CUBIC)
    x, y = _grid()
    return cv2.remap(long, x + bend * smooth_noise(rng, 3), y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)


def _curls(rng: np.random.Generator) -> np.ndarray:
    """Noise of tight or loose curls, about unit variance."""
    cells = int(rng.integers(24, 80))
    return 0.7 * smooth_noise(rng, cells) + 0.7 * np.sin(3 * smooth_noise(rng, cells // 2))


def texture(scene: Scene, rng: np.random.Generator, curly: bool = False) -> np.ndarray | None:
    """Hair of this person's own colour, where possible a mirrored patch of it; `None` without hair."""
    hair = scene.classes == HAIR
    if hair.sum() < LEAST_HAIR:
        return None
    colour = np.median(scene.image[hair], axis=0).astype(np.float32)
    depth = cv2.distanceTransform(hair.astype(np.uint8), cv2.DIST_L2, 3)
    row, column = np.unravel_index(int(depth.argmax()), depth.shape)
    # Hair that the crop cuts off is deepest on the border.
    half = int(min(depth[row, column] * 0.7, row, column, SIZE - row, SIZE - column))
    if half >= 5 and rng.random() < 0.6 and not curly:
        patch = scene.image[row - half : row + half, column - half : column + half]
        if rng.random() < 0.5:
            patch = patch[:, ::-1]
        patch = cv2.resize(np.ascontiguousarray(patch), None, fx=rng.uniform(0.8, 1.6), fy=rng.uniform(0.8, 2.5))
        patch = np.concatenate([np.concatenate([patch, patch[:, ::-1]], 1)] * 2, 0)
        patch[len(patch) // 2 :] = patch[: len(patch) // 2][::-1]
        times = SIZE // min(patch.shape[:2]) + 2
        page = np.tile(patch, (times, times, 1))
        top, left = rng.integers(0, patch.shape[0]), rng.integers(0, patch.shape[1])
        page = page[top : top + SIZE, left : left + SIZE].astype(np.float32)
        return np.clip(page * (1 + rng.uniform(0, 0.2) * smooth_noise(rng, 4)[..., None]), 0, 255)
    weave = _curls(rng) if curly else _strands(rng, rng.uniform(0, 9))
    colour = colour * rng.uniform(0.75, 1.2)
    page = colour * (1 + rng.uniform(0.12, 0.4) * weave[..., None]) + rng.uniform(0, 14) * weave[..., None]
    return np.clip(page * (1 + rng.uniform(0, 0.3) * smooth_noise(rng, 3)[..., None]), 0, 255)


NATURAL = ((25, 20, 18), (50, 34, 26), (85, 55, 36), (120, 78, 45), (165, 120, 75), (205, 170, 120), (140, 60, 30), (150, 148, 146))


def _relative_light(scene: Scene, hair: np.ndarray, floor: float) -> np.ndarray:
    """How bright each pixel is beside the median of the hair; `floor` keeps the noise of black hair small."""
    grey = scene.image.astype(np.float32).mean(axis=2)
    return (grey + floor) / (np.median(grey[hair]) + floor)


def dye(scene: Scene, rng: np.random.Generator) -> None:
    """Another colour, or two from root to tip."""
    hair = scene.classes == HAIR
    if hair.sum() < LEAST_HAIR:
        return
    light = _relative_light(scene, hair, 8)
    # Where this is used, far more heads wear a pastel scarf than pastel hair, and from afar the two look alike.
    palette = DYES if rng.random() < 0.25 else NATURAL
    colours = [np.array(palette[rng.integers(len(palette))], np.float32) * rng.uniform(0.7, 1.1) for _ in range(2)]
    mix = np.zeros((SIZE, SIZE, 1), np.float32)
    if rng.random() < 0.3:
        _, y = _grid()
        mix = (1 / (1 + np.exp((scene.landmarks[1, 1] + rng.normal(0, 20) - y) / 8)))[..., None]
    colour = colours[0] * (1 - mix) + colours[1] * mix
    page = np.clip(colour * (light ** rng.uniform(0.6, 1.1))[..., None], 0, 255)
    scene.paint(cv2.GaussianBlur(hair.astype(np.float32), (0, 0), 1.0) * rng.uniform(0.7, 1.0), page, None)


def blacken(scene: Scene, rng: np.random.Generator) -> None:
    """Black hair, from strands that still show to a picture in which nothing of them is left."""
    hair = scene.classes == HAIR
    if hair.sum() < LEAST_HAIR:
        return
    light = _relative_light(scene, hair, 6)
    page = rng.uniform(5, 34) * np.array([1.0, 0.95, 0.9]) * (light ** rng.uniform(0.1, 1.2))[..., None]
    scene.paint(cv2.GaussianBlur(hair.astype(np.float32), (0, 0), 1.0), np.clip(page, 0, 255), None)


def grow(scene: Scene, rng: np.random.Generator) -> None:
    """An afro, curls or simply much hair around the head; over the ears or behind them."""
    curly = rng.random() < 0.6
    page = texture(scene, rng, curly)
    if page is None:
        return
    before = [scene.ear_pixels(0), scene.ear_pixels(1)]
    outline = around(scene, rng.uniform(1.25, 2.0), rng.uniform(1.15, 1.75), rng.uniform(0.2, 1.3))
    edge = cv2.GaussianBlur(filled(outline), (0, 0), rng.uniform(1.5, 5))
    edge = np.clip((edge - 0.5) * rng.uniform(2, 6) + 0.5 + rng.uniform(0.1, 0.5) * smooth_noise(rng, int(rng.integers(16, 60))), 0, 1)
    region = edge * (filled(outline * 1.0) > 0.02)
    free = np.isin(scene.classes, (BACKGROUND, HAIR))
    if rng.random() < 0.4:
        free |= scene.classes == EAR
    region = region * free
    scene.paint(cv2.GaussianBlur(region, (0, 0), 2.5) * (scene.classes == SKIN) * rng.uniform(0, 0.4), np.zeros(3), None)
    scene.paint(region, page, HAIR)
    scene.cover_ears(before, (region > 0.5).astype(np.float32))


def bun(scene: Scene, rng: np.random.Generator) -> None:
    """One or two buns or a high tail on top of the hair."""
    page = texture(scene, rng)
    if page is None:
        return
    base, half, up = head_frame(scene)
    columns = np.nonzero((scene.classes == HAIR)[:, int(np.clip(base[0], 8, SIZE - 9))])[0]
    top = columns.min() if len(columns) else base[1] + up[1] * 0.6
    for place in (rng.normal(0, 0.15),) if rng.random() < 0.7 else (-rng.uniform(0.4, 0.8), rng.uniform(0.4, 0.8)):
        size = rng.uniform(8, 22)
        centre = (float(base[0] + half[0] * place), float(top - size * rng.uniform(0.0, 0.8) + abs(place) * 8))
        ball = np.zeros((SIZE, SIZE), np.uint8)
        axes = (int(size * rng.uniform(0.8, 1.4)), int(size * rng.uniform(0.7, 1.1)))
        cv2.ellipse(ball, (int(centre[0]), int(centre[1])), axes, float(rng.uniform(-20, 20)), 0, 360, 255, -1, cv2.LINE_AA)
        region = cv2.GaussianBlur(ball.astype(np.float32) / 255, (0, 0), rng.uniform(0.5, 1.5))
        rim = np.clip(cv2.GaussianBlur(region, (0, 0), 3) - region * 0.6, 0, 1)
        region = region * np.isin(scene.classes, (BACKGROUND, HAIR))
        scene.paint(region, page * rng.uniform(0.8, 1.2) * (1 - 0.6 * rim[..., None]), HAIR)


def shave(scene: Scene, rng: np.random.Generator) -> None:
    """A bald or shaven head: the skin of the forehead goes on over the skull."""
    hair = scene.classes == HAIR
    skin = scene.image[(scene.classes == SKIN) & (np.arange(SIZE)[:, None] < scene.landmarks[168, 1] - 8)]
    if len(skin) < 60:
        return
    frame = head_frame(scene)
    outline = dome(rng.uniform(1.0, 1.1), rng.uniform(-0.7, -0.3), rng.uniform(0.85, 1.2), 2.1)
    skull = filled(curve(outline, frame), 1.0) * (scene.classes != BACKGROUND)
    skull = skull * (hair | (scene.classes == SKIN))
    scene_top = np.arange(SIZE)[:, None] < scene.landmarks[FOREHEAD, 1] + 6
    scalp = skull * np.maximum(hair, scene_top & (scene.classes == SKIN))
    colour = np.median(skin, axis=0).astype(np.float32) * rng.uniform(0.85, 1.1)
    x, y = _grid()
    shade = 1 + rng.uniform(-0.15, 0.15) * (x - frame[0][0]) / 50 - rng.uniform(0, 0.3) * np.clip((frame[0][1] - y) / 40, 0, 1) ** 2
    page = colour * shade[..., None] * (1 + 0.03 * smooth_noise(rng, 30)[..., None])
    if rng.random() < 0.6:
        spot = frame[0] + frame[2] * rng.uniform(0.1, 0.5) + frame[1] * rng.uniform(-0.5, 0.5)
        gloss = np.exp(-(((x - spot[0]) / rng.uniform(6, 20)) ** 2 + ((y - spot[1]) / rng.uniform(4, 12)) ** 2))
        page = page + rng.uniform(10, 80) * gloss[..., None]
    if rng.random() < 0.4:
        # Stubble: what was hair is a darker, greyer skin.
        page = page * rng.uniform(0.55, 0.9) + rng.uniform(0, 12) * smooth_noise(rng, 90)[..., None]
    scene.paint(cv2.GaussianBlur(scalp.astype(np.float32), (0, 0), 1.0), np.clip(page, 0, 255), None)
    hide_hair(scene, skull.astype(np.float32), rng)
    scene.classes[scalp > 0.5] = SKIN


def fringe(scene: Scene, rng: np.random.Generator) -> None:
    """Hair over the forehead, straight cut or ragged."""
    page = texture(scene, rng)
    if page is None:
        return
    _, across, down = scene.axes()
    brow = scene.landmarks[[105, 334], :2].mean(axis=0) - down * rng.uniform(-0.12, 0.4)
    left, right = scene.landmarks[[54, 284], :2]
    top = scene.landmarks[FOREHEAD, :2] - down * rng.uniform(0.1, 0.3)
    part = rng.uniform(-0.3, 0.3) if rng.random() < 0.4 else None
    lower = [brow + across * t - down * (0.0 if part is None else rng.uniform(0.2, 0.6) * np.exp(-(((t - part) / 0.35) ** 2)))
             for t in np.linspace(-0.95, 0.95, 9)]  # fmt: skip
    region = filled(np.array([left - down * 0.25, top, right - down * 0.25, *lower[::-1]]), 1.0)
    ragged = _strands(rng, 4)
    region = np.clip(region * 2 - 0.5 + rng.uniform(0.1, 0.4) * ragged * (region > 0.02), 0, 1)
    region = region * np.isin(scene.classes, (SKIN, HAIR))
    scene.paint(cv2.GaussianBlur(region, (0, 0), 2.5) * (scene.classes == SKIN) * rng.uniform(0, 0.4), np.zeros(3), None)
    scene.paint(region, page, HAIR)


# Pixels of hair beside the face from which on it may fall over the ears.
LONG_HAIR_PIXELS = 150


def over_ears(scene: Scene, rng: np.random.Generator) -> None:
    """Hair falls over one ear or both, wholly or in part."""
    page = texture(scene, rng)
    if page is None:
        return
    columns, rows, points = np.arange(SIZE)[None], np.arange(SIZE)[:, None], scene.landmarks
    beside = (columns < points[TEMPLES[0], 0]) | (columns > points[TEMPLES[1], 0])
    beside = beside & (rows > points[NOSE_BRIDGE, 1] + 8) & (rows < points[CHIN, 1])
    if ((scene.classes == HAIR) & beside).sum() < LONG_HAIR_PIXELS and rng.random() < 0.8:
        # On short hair it would be a slab that hangs from nothing.
        return
    before = [scene.ear_pixels(0), scene.ear_pixels(1)]
    sides = [0, 1] if rng.random() < 0.6 else [int(rng.integers(2))]
    _, across, down = scene.axes()
    unit = across / (np.linalg.norm(across) + 1e-6) * np.linalg.norm(down)
    for side in sides:
        sign = -1 if side == 0 else 1
        temple = scene.landmarks[(127, 356)[side], :2]
        jaw = scene.landmarks[(132, 361)[side], :2]
        start = temple - down * rng.uniform(0.4, 0.9) + unit * sign * rng.uniform(0.0, 0.1)
        length = rng.uniform(0.1, 2.2)
        inner = [
            start - unit * sign * rng.uniform(0, 0.15),
            temple - unit * sign * rng.uniform(-0.05, 0.2),
            jaw + down * length * 0.2 - unit * sign * rng.uniform(-0.12, 0.3),
            jaw + down * length - unit * sign * rng.uniform(-0.2, 0.4),
        ]
        wide = rng.uniform(0.25, 0.8)
        outer = [
            jaw + down * length + unit * sign * wide,
            jaw + down * 0.2 * length + unit * sign * (wide + rng.uniform(0, 0.2)),
            temple + unit * sign * wide,
            start + unit * sign * wide * 0.8,
        ]
        region = filled(np.array(inner + outer), 1.0)
        frayed = _strands(rng, rng.uniform(0, 9))
        region = np.clip(region * 2 - 0.5 + 0.35 * frayed * (region > 0.02), 0, 1) * (region > 0.05)
        # Under a brim or a hem, not over it.
        region = region * ~np.isin(scene.classes, (HAT, SCARF, EYEWEAR, OCCLUDER))
        if rng.random() < 0.7:
            # Where hair already hangs there, only ear and cheek are covered, and no seam shows.
            region = region * (1 - 0.9 * cv2.GaussianBlur((scene.classes == HAIR).astype(np.float32), (0, 0), 1.5))
        scene.paint(cv2.GaussianBlur(region, (0, 0), 3) * rng.uniform(0, 0.3), np.zeros(3), None)
        scene.paint(region, page, None)
        scene.classes[(region > 0.5)] = HAIR
        if rng.random() < 0.3:
            # A loose strand.
            lock = stroked(np.stack([start, (temple + jaw) / 2 - unit * sign * 0.15, jaw + down * 0.5]), rng.uniform(0.6, 2), False)
            scene.paint(lock * rng.uniform(0.4, 0.9), page, None)
    scene.cover_ears(before, (scene.classes == HAIR).astype(np.float32))


STYLES = (dye, dye, grow, grow, bun, shave, fringe)
