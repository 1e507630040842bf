"""What hides an eye, drawn over it. Pictures are (HEIGHT, WIDTH, 3) float32 in 0..=255."""

from collections.abc import Callable

import cv2
import numpy as np

from .contract import EYE_DISTANCE, HEIGHT, WIDTH

Rng = np.random.Generator
# Of the image, the mask, another eye's base crop.
Fill = Callable[[np.ndarray, np.ndarray, np.ndarray, Rng], np.ndarray]

# Of the opening so much must be covered, and changed by so much on average (of 255), for the eye to be hidden.
COVERED, CHANGED = 0.85, 9.0


def hide(image: np.ndarray, lids: np.ndarray, other: np.ndarray, rng: Rng, fill: Fill | None = None) -> tuple[np.ndarray, bool]:
    """`image` with something over the eye, a given `fill` or any, and whether that hides it. `other` is another eye's base crop."""
    opening = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.fillConvexPoly(opening, cv2.convexHull(lids.round().astype(np.int32)), 1)
    opening = cv2.dilate(opening, np.ones((3, 3), np.uint8))
    mask = _mask(lids, rng)
    drawn = (fill or FILLS[rng.integers(len(FILLS))])(image, mask, other, rng)
    covered = image * (1 - mask[..., None]) + np.clip(drawn, 0, 255) * mask[..., None]
    inside = opening > 0
    if not inside.any():
        return image, False
    hides = mask[inside].mean() > COVERED and np.abs(covered - image).max(axis=2)[inside].mean() > CHANGED
    # What neither hides the eye nor leaves it as it is would teach nothing.
    return (covered.astype(np.float32), True) if hides else (image, False)


def _mask(lids: np.ndarray, rng: Rng) -> np.ndarray:
    """Over the opening, tight or wide, up to all that is shown."""
    mask = np.zeros((HEIGHT, WIDTH), np.float32)
    kind = rng.integers(5)
    low, high = lids.min(axis=0), lids.max(axis=0)
    middle = (low + high) / 2
    half = (high - low) / 2 + rng.uniform(0.03, 0.3, 2) * EYE_DISTANCE
    if kind == 0:
        mask[:] = 1
    elif kind == 1:
        cv2.fillConvexPoly(mask, cv2.convexHull(lids.round().astype(np.int32)), 1.0)
        radius = int(rng.integers(2, 8))
        mask = cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1)))
    elif kind == 2:
        cv2.ellipse(mask, (tuple(map(float, middle)), tuple(map(float, 2.5 * half)), rng.normal(0, 8)), 1.0, -1)
    elif kind == 3:
        corners = cv2.boxPoints((tuple(map(float, middle)), tuple(map(float, 2 * half)), rng.normal(0, 8)))
        cv2.fillPoly(mask, [corners.round().astype(np.int32)], 1.0)
    else:
        # A bar, or a half of the face.
        top, bottom = middle[1] - half[1], middle[1] + half[1]
        if rng.random() < 0.3:
            top, bottom = (0, bottom) if rng.random() < 0.5 else (top, HEIGHT)
        mask[max(0, int(top)) : int(bottom) + 1] = 1
    softness = rng.choice([0.0, 0.6, 1.2, 2.5])
    return cv2.GaussianBlur(mask, (0, 0), softness) if softness else mask


def _colour(image: np.ndarray, rng: Rng) -> np.ndarray:
    """Black, any, or that of the face itself."""
    kind = rng.random()
    if kind < 0.3:
        return np.full(3, rng.choice([0.0, 255.0, rng.uniform(0, 40), rng.uniform(0, 255)]))
    if kind < 0.8:
        row = int(rng.choice([rng.integers(2, 8), rng.integers(HEIGHT - 10, HEIGHT - 2)]))
        column = int(rng.integers(4, WIDTH - 4))
        return image[row - 2 : row + 3, column - 2 : column + 3].mean(axis=(0, 1)) * rng.uniform(0.75, 1.2) + rng.normal(0, 5, 3)
    return rng.uniform(0, 255, 3)


def _painted(image: np.ndarray, _mask: np.ndarray, _other: np.ndarray, rng: Rng) -> np.ndarray:
    y, x = np.mgrid[-1 : 1 : HEIGHT * 1j, -1 : 1 : WIDTH * 1j].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    way = 0.5 + 0.5 * (x * np.cos(angle) + y * np.sin(angle))[..., None]
    first = _colour(image, rng)
    second = _colour(image, rng) if rng.random() < 0.4 else first
    noise = rng.choice([0, 0, 2, 8, 30]) * rng.normal(0, 1, (HEIGHT, WIDTH, 1 if rng.random() < 0.5 else 3))
    if rng.random() < 0.4:
        noise = 3 * cv2.GaussianBlur(noise, (0, 0), rng.uniform(0.5, 3)).reshape(HEIGHT, WIDTH, -1)
    return first * way + second * (1 - way) + noise


def _pattern(image: np.ndarray, _mask: np.ndarray, _other: np.ndarray, rng: Rng) -> np.ndarray:
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    angle, width = rng.uniform(0, np.pi), rng.uniform(2, 14)
    u, v = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    a, b = (u / width) % 1 < 0.5, (v / width) % 1 < 0.5
    on = (a, a | b, a & b)[rng.integers(3)]
    return np.where(on[..., None], _colour(image, rng), _colour(image, rng))


def _sticker(image: np.ndarray, _mask: np.ndarray, _other: np.ndarray, rng: Rng) -> np.ndarray:
    """Flat shapes over one another: a drawn thing."""
    drawn = np.broadcast_to(_colour(image, rng), image.shape).astype(np.float32).copy()
    for _ in range(int(rng.integers(1, 6))):
        at, axes = rng.uniform(0, 1, 2) * (WIDTH, HEIGHT), rng.uniform(4, 34, 2)
        colour = tuple(map(float, _colour(image, rng)))
        cv2.ellipse(drawn, (tuple(map(float, at)), tuple(map(float, axes)), rng.uniform(0, 180)), colour, int(rng.choice([-1, -1, 1, 2])))
    return drawn


def _mosaic(image: np.ndarray, _mask: np.ndarray, _other: np.ndarray, rng: Rng) -> np.ndarray:
    cell = rng.uniform(0.2, 0.5) * EYE_DISTANCE
    size = (max(1, round(WIDTH / cell)), max(1, round(HEIGHT / cell)))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return cv2.resize(small, (WIDTH, HEIGHT), interpolation=cv2.INTER_NEAREST if rng.random() < 0.7 else cv2.INTER_LINEAR)


def _blurred(image: np.ndarray, _mask: np.ndarray, _other: np.ndarray, rng: Rng) -> np.ndarray:
    return cv2.GaussianBlur(image, (0, 0), rng.uniform(0.13, 0.5) * EYE_DISTANCE)


def _smeared(image: np.ndarray, _mask: np.ndarray, _other: np.ndarray, rng: Rng) -> np.ndarray:
    """Drawn out along a line, so far that no lid is left of it."""
    length = int(rng.uniform(0.32, 1.0) * EYE_DISTANCE) | 1
    line = np.zeros((length, length), np.float32)
    line[length // 2 - int(rng.integers(0, 3)) : length // 2 + int(rng.integers(1, 4))] = 1
    degrees = rng.choice([0.0, 90.0, rng.uniform(0, 180)], p=[0.3, 0.2, 0.5])
    line = cv2.warpAffine(line, cv2.getRotationMatrix2D((length // 2, length // 2), degrees, 1.0), (length, length))
    return cv2.filter2D(image, -1, line / line.sum(), borderType=cv2.BORDER_REPLICATE)


def _stirred(image: np.ndarray, _mask: np.ndarray, _other: np.ndarray, rng: Rng) -> np.ndarray:
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    cx, cy = WIDTH / 2 + rng.normal(0, 5), HEIGHT / 2 + rng.normal(0, 4)
    turn = rng.choice([-1, 1]) * rng.uniform(2.5, 6) * np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * (rng.uniform(0.2, 0.35) * EYE_DISTANCE) ** 2))
    dx, dy = x - cx, y - cy
    return cv2.remap(image, cx + dx * np.cos(turn) - dy * np.sin(turn), cy + dx * np.sin(turn) + dy * np.cos(turn), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)


def _skin(image: np.ndarray, _mask: np.ndarray, _other: np.ndarray, rng: Rng) -> np.ndarray:
    """Skin from below or beside the eye, enlarged."""
    height, width = int(rng.integers(8, 14)), int(rng.integers(12, 30))
    top = int(rng.choice([HEIGHT - height - rng.integers(0, 3), rng.integers(0, 4)], p=[0.75, 0.25]))
    left = int(rng.integers(0, WIDTH - width))
    return cv2.resize(image[top : top + height, left : left + width], (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)


def _turned(_image: np.ndarray, _mask: np.ndarray, other: np.ndarray, rng: Rng) -> np.ndarray:
    """A bit of another picture, on its side and off its middle: not an eye where one belongs."""
    turned = np.rot90(other, int(rng.choice([1, 3])))
    zoom = rng.uniform(1.2, 2.5)
    height, width = turned.shape[:2]
    corner = [rng.uniform(0, max(1, width - WIDTH / zoom)), rng.uniform(0, 0.3) * height]
    matrix = np.float32([[zoom, 0, -corner[0] * zoom], [0, zoom, -corner[1] * zoom]])
    drawn = cv2.warpAffine(np.ascontiguousarray(turned), matrix, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT_101)
    return drawn.astype(np.float32) * rng.uniform(0.5, 1.3)


def _inpainted(image: np.ndarray, mask: np.ndarray, _other: np.ndarray, rng: Rng) -> np.ndarray:
    """What is around, grown inward."""
    hole = cv2.dilate((mask > 0.05).astype(np.uint8), np.ones((3, 3), np.uint8))
    if hole.mean() > 0.7:
        return _blurred(image, mask, _other, rng)
    return cv2.inpaint(np.clip(image, 0, 255).astype(np.uint8), hole, 4, cv2.INPAINT_TELEA).astype(np.float32)


FILLS = [_painted, _painted, _painted, _pattern, _sticker, _mosaic, _blurred, _smeared, _smeared, _stirred, _skin, _skin, _turned, _inpainted, _inpainted]
