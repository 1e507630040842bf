"""What hides a face: pictures to blend in, (HEIGHT, WIDTH, 3) float32 in 0..=255."""

from collections.abc import Callable

import cv2
import numpy as np

from .contract import EYE_DISTANCE, HEIGHT, WIDTH

Rng = np.random.Generator


def fill(image: np.ndarray, mask: np.ndarray, other: np.ndarray, rng: Rng) -> np.ndarray:
    """Any of the fills below. `other` is another face, as large as `image`."""
    chances = np.array([weight for _, weight in FILLS])
    chosen = FILLS[rng.choice(len(FILLS), p=chances / chances.sum())][0]
    return np.clip(chosen(image, mask, other, rng), 0, 255)


def _colour(image: np.ndarray, mask: np.ndarray, rng: Rng) -> np.ndarray:
    kind = rng.random()
    if kind < 0.35:
        return np.full(3, rng.choice([0.0, 0.0, 255.0, rng.uniform(0, 40), rng.uniform(0, 255)]))
    if kind < 0.7:
        # A colour of the face itself, more or less.
        y, x = int(rng.uniform(0.3, 0.8) * HEIGHT), int(rng.uniform(0.3, 0.7) * WIDTH)
        return image[y - 2 : y + 3, x - 2 : x + 3].mean(axis=(0, 1)) * rng.uniform(0.8, 1.2) + rng.normal(0, 6, 3)
    if kind < 0.8:
        return image[mask > 0.5].mean(axis=0) if (mask > 0.5).any() else image.mean(axis=(0, 1))
    if kind < 0.9:
        # The skin right around.
        around = (cv2.dilate(mask, np.ones((9, 9), np.uint8)) > 0.5) & (mask < 0.1)
        return image[around].mean(axis=0) if around.any() else image.mean(axis=(0, 1))
    return rng.uniform(0, 255, 3)


def _solid(image: np.ndarray, mask: np.ndarray, _other: np.ndarray, rng: Rng) -> np.ndarray:
    return np.broadcast_to(_colour(image, mask, rng), image.shape).astype(np.float32)


def _shaded(image: np.ndarray, mask: np.ndarray, _other: np.ndarray, rng: Rng) -> np.ndarray:
    y, x = np.mgrid[-1 : 1 : HEIGHT * 1j, -1 : 1 : WIDTH * 1j].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    way = 0.5 + 0.5 * (x * np.cos(angle) + y * np.sin(angle))[..., None]
    mixed = _colour(image, mask, rng) * way + _colour(image, mask, rng) * (1 - way)
    noise = rng.choice([0, 0, 3, 12, 45])
    grain = rng.normal(0, 1, (HEIGHT, WIDTH, 1 if rng.random() < 0.5 else 3))
    if rng.random() < 0.5:
        grain = cv2.GaussianBlur(grain, (0, 0), rng.uniform(0.5, 4)).reshape(HEIGHT, WIDTH, -1) * 3
    return (mixed + noise * grain).astype(np.float32)


def _pattern(image: np.ndarray, mask: np.ndarray, _other: np.ndarray, rng: Rng) -> np.ndarray:
    """Stripes, a grid, dots or writing."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    angle, width = rng.uniform(0, np.pi), rng.uniform(2, 12)
    u, v = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    kind = rng.integers(4)
    if kind == 3:
        written = np.zeros((HEIGHT, WIDTH), np.float32)
        for row in range(6, HEIGHT + 10, int(rng.integers(9, 22))):
            letters = "".join(chr(rng.integers(33, 126)) for _ in range(20))
            cv2.putText(written, letters, (int(rng.integers(-20, 4)), row), int(rng.integers(4)), rng.uniform(0.3, 0.9), 1.0, int(rng.integers(1, 3)))
        on = written > 0.5
    else:
        a, b = (u / width) % 1 < 0.5, (v / width) % 1 < 0.5
        on = (a, a | b, a & b)[kind]
    return np.where(on[..., None], _colour(image, mask, rng), _colour(image, mask, rng)).astype(np.float32)


def _mosaic(image: np.ndarray, _mask: np.ndarray, _other: np.ndarray, rng: Rng) -> np.ndarray:
    cell = rng.uniform(0.14, 0.6) * EYE_DISTANCE
    size = (max(2, round(WIDTH / cell)), max(2, round(HEIGHT / cell)))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    how = cv2.INTER_NEAREST if rng.random() < 0.75 else cv2.INTER_LINEAR
    return cv2.resize(small, (WIDTH, HEIGHT), interpolation=how)


def _blurred(image: np.ndarray, _mask: np.ndarray, _other: np.ndarray, rng: Rng) -> np.ndarray:
    return cv2.GaussianBlur(image, (0, 0), rng.uniform(0.11, 0.6) * EYE_DISTANCE)


def _smeared(image: np.ndarray, _mask: np.ndarray, _other: np.ndarray, rng: Rng) -> np.ndarray:
    length = int(rng.uniform(0.3, 1.3) * EYE_DISTANCE) | 1
    kernel = np.zeros((length, length), np.float32)
    angle = rng.choice([0.0, np.pi / 2, rng.uniform(0, np.pi)])
    reach = (length / 2 * np.cos(angle), length / 2 * np.sin(angle))
    middle = length // 2
    cv2.line(kernel, (int(middle - reach[0]), int(middle - reach[1])), (int(middle + reach[0]), int(middle + reach[1])), 1.0, int(rng.integers(1, 4)))
    smeared = cv2.filter2D(image, -1, kernel / max(kernel.sum(), 1.0))
    if rng.random() < 0.4:
        # Stirred.
        y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
        cx, cy = rng.uniform(0.25, 0.75) * WIDTH, rng.uniform(0.2, 0.8) * HEIGHT
        turn = rng.choice([-1, 1]) * rng.uniform(2, 6) * np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * (rng.uniform(0.3, 0.7) * EYE_DISTANCE) ** 2))
        dx, dy = x - cx, y - cy
        return cv2.remap(image, cx + dx * np.cos(turn) - dy * np.sin(turn), cy + dx * np.sin(turn) + dy * np.cos(turn), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return smeared


# Across and down, in eye distances.
PLACES_OF_PARTS = ((0.5, -1.1), (-0.5, -1.1), (0.5, 1.1), (-0.5, 1.1), (1.0, 0.0), (-1.0, 0.0), (0.0, 0.6), (0.0, -0.6), (0.5, 0.6), (-0.5, 0.6))


def _moved(image: np.ndarray, _mask: np.ndarray, _other: np.ndarray, rng: Rng) -> np.ndarray:
    """Skin or another part of the same face, stamped here."""
    if rng.random() < 0.25:
        return image[::-1].copy()
    if rng.random() < 0.4:
        # As an eye lies from the mouth, the mouth from an eye, an eye from the other and from its cheek.
        far = np.array(PLACES_OF_PARTS[rng.integers(len(PLACES_OF_PARTS))]) + rng.normal(0, 0.08, 2)
        far *= EYE_DISTANCE
    else:
        angle = rng.uniform(0, 2 * np.pi)
        far = rng.uniform(0.35, 1.3) * EYE_DISTANCE * np.array([np.cos(angle), np.sin(angle)])
    zoom = np.exp(rng.normal(0, 0.15))
    middle = np.array([WIDTH, HEIGHT]) / 2
    shift = far + (1 - zoom) * middle
    matrix = np.float32([[zoom, 0, shift[0]], [0, zoom, shift[1]]])
    return cv2.warpAffine(image, matrix, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT_101)


def _borrowed(_image: np.ndarray, _mask: np.ndarray, other: np.ndarray, rng: Rng) -> np.ndarray:
    """A bit of another picture, turned so that no face is seen in it where a face belongs."""
    turned = np.rot90(other, int(rng.integers(1, 4)))
    zoom = rng.uniform(0.7, 3.0)
    height, width = turned.shape[:2]
    low = (rng.uniform(0, max(1, width - WIDTH / zoom)), rng.uniform(0, max(1, height - HEIGHT / zoom)))
    matrix = np.float32([[zoom, 0, -low[0] * zoom], [0, zoom, -low[1] * zoom]])
    return cv2.warpAffine(np.ascontiguousarray(turned), matrix, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT_101) * rng.uniform(0.5, 1.3)


def _inpainted(image: np.ndarray, mask: np.ndarray, _other: np.ndarray, rng: Rng) -> np.ndarray:
    """What is around, grown inward."""
    hole = cv2.dilate((mask > 0.05).astype(np.uint8), np.ones((3, 3), np.uint8))
    if hole.mean() > 0.2:
        return _blurred(image, mask, _other, rng)
    how = cv2.INPAINT_TELEA if rng.random() < 0.5 else cv2.INPAINT_NS
    return cv2.inpaint(np.clip(image, 0, 255).astype(np.uint8), hole, 4, how).astype(np.float32)


def _blown(image: np.ndarray, _mask: np.ndarray, _other: np.ndarray, rng: Rng) -> np.ndarray:
    """Burnt out, or lost in black."""
    if rng.random() < 0.5:
        return image * rng.uniform(0.2, 1) + rng.uniform(200, 320) * (1 - rng.uniform(0, 0.15, 3))
    return image * rng.uniform(0.0, 0.1)


def _sticker(image: np.ndarray, mask: np.ndarray, _other: np.ndarray, rng: Rng) -> np.ndarray:
    """Flat shapes in a few colours over one another: a drawn thing."""
    drawn = np.broadcast_to(_colour(image, mask, rng), image.shape).astype(np.float32).copy()
    inside = np.argwhere(mask > 0.5)
    if len(inside) == 0:
        return drawn
    low, high = inside.min(axis=0), inside.max(axis=0)
    for _ in range(int(rng.integers(2, 9))):
        at = low + rng.uniform(0, 1, 2) * (high - low)
        size = np.maximum(2, rng.uniform(0.08, 0.5, 2) * (high - low + 1))
        colour = tuple(map(float, _colour(image, mask, rng)))
        axes = (tuple(map(float, at[::-1])), tuple(map(float, size[::-1])), float(rng.uniform(0, 180)))
        if rng.random() < 0.6:
            cv2.ellipse(drawn, axes, colour, -1 if rng.random() < 0.7 else 2)
        else:
            cv2.fillPoly(drawn, [cv2.boxPoints(axes).astype(np.int32)], colour)
    return drawn


FILLS: list[tuple[Callable, float]] = [
    (_solid, 3.5), (_shaded, 2.0), (_pattern, 1.0), (_mosaic, 2.0), (_blurred, 1.5), (_smeared, 4.5), (_moved, 2.5),
    (_borrowed, 1.5), (_inpainted, 0.8), (_blown, 1.2), (_sticker, 1.5),
]  # fmt: skip
