"""Drawn backgrounds that people stand before: leaves, doors, bricks, blinds, shelves, signs.

They are what a head covering is mistaken for: edges, colours and cloth-like
texture above and beside a bare head.
"""

import cv2
import numpy as np

from .cloth import random_cloth
from .scene import SIZE, smooth_noise


def _flat(rng: np.random.Generator) -> np.ndarray:
    """A wall of one colour with a soft gradient."""
    colour = rng.uniform(120, 245) * np.ones(3) if rng.random() < 0.5 else rng.uniform(10, 245, 3)
    return colour * (1 + rng.uniform(0.02, 0.25) * smooth_noise(rng, int(rng.integers(2, 5)))[..., None])


def _leaves(rng: np.random.Generator) -> np.ndarray:
    """Foliage: some hundred leaves, the lit ones in front, gaps of sky or of dark."""
    page = np.full((SIZE, SIZE, 3), rng.choice([12.0, 35.0, 215.0])) * rng.uniform(0.7, 1.1, 3)
    size = rng.uniform(4, 15)
    hue, spread = rng.uniform(25, 70), rng.uniform(3, 14)
    count = int(rng.uniform(0.8, 2.6) * SIZE * SIZE / (size * size))
    for depth in np.linspace(0.25, 1.0, min(count, 500)):
        centre = tuple(int(v) for v in rng.integers(0, SIZE, 2))
        axes = max(1, int(size * rng.uniform(0.6, 1.5))), max(1, int(size * rng.uniform(0.15, 0.6)))
        hsv = np.uint8([[[rng.normal(hue, spread) % 180, rng.uniform(60, 220), 255 * depth * rng.uniform(0.4, 1.0)]]])
        colour = cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)[0, 0]
        cv2.ellipse(page, centre, axes, float(rng.uniform(0, 180)), 0, 360, colour.tolist(), -1, cv2.LINE_AA)
    return page


def _panels(rng: np.random.Generator) -> np.ndarray:
    """A door, a cupboard or a panelled wall: nested boxes with a lit and a dark edge."""
    wood = rng.random() < 0.5
    base = np.array([120, 75, 40]) * rng.uniform(0.3, 1.6) if wood else rng.uniform(60, 245) * rng.uniform(0.85, 1.05, 3)
    page = np.broadcast_to(base, (SIZE, SIZE, 3)) * (1 + 0.04 * smooth_noise(rng, 5)[..., None])
    page = page * (1 + 0.06 * smooth_noise(rng, int(rng.integers(20, 60)))[:1, :, None]) if wood else page
    page = np.ascontiguousarray(page)
    wide, high = rng.uniform(30, 130), rng.uniform(30, 150)
    gap, line = rng.uniform(6, 22), int(rng.integers(1, 4))
    origin = rng.uniform(-wide, 0), rng.uniform(-high, 0)
    lit, dark = rng.uniform(1.05, 1.4), rng.uniform(0.3, 0.8)
    for left in np.arange(origin[0], SIZE, wide + gap):
        for top in np.arange(origin[1], SIZE, high + gap):
            for inset in (0.0, rng.uniform(4, 9)):
                x0, y0 = int(left + inset), int(top + inset)
                x1, y1 = int(left + wide - inset), int(top + high - inset)
                cv2.line(page, (x0, y0), (x1, y0), (base * dark).tolist(), line)
                cv2.line(page, (x0, y0), (x0, y1), (base * dark).tolist(), line)
                cv2.line(page, (x0, y1), (x1, y1), (base * lit).tolist(), line)
                cv2.line(page, (x1, y0), (x1, y1), (base * lit).tolist(), line)
    return page


def _bricks(rng: np.random.Generator) -> np.ndarray:
    """Bricks, or tiles where the rows are not staggered."""
    wide, high = rng.uniform(12, 60), rng.uniform(8, 40)
    stagger = 0.5 if rng.random() < 0.6 else 0.0
    y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
    row = np.floor(y / high)
    column = np.floor(x / wide + row * stagger)
    tone = np.sin(row * 12.9898 + column * 78.233) * 43758.5453
    tone = tone - np.floor(tone)
    base = np.array([150, 85, 65]) * rng.uniform(0.5, 1.4) if rng.random() < 0.5 else rng.uniform(30, 240, 3)
    page = base * (1 + rng.uniform(0.02, 0.35) * (tone - 0.5))[..., None]
    joint = ((y / high) % 1 < 1.5 / high) | ((x / wide + row * stagger) % 1 < 1.5 / wide)
    page[joint] = base * rng.uniform(0.4, 1.5)
    return page


def _blinds(rng: np.random.Generator) -> np.ndarray:
    """Curtains, blinds, planks, corrugated iron: waves in one direction."""
    y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
    angle = rng.choice([0.0, np.pi / 2]) + rng.normal(0, 0.06)
    along = x * np.cos(angle) + y * np.sin(angle) + 2 * smooth_noise(rng, 3)
    wave = np.sin(along * 2 * np.pi / rng.uniform(4, 45) + 0.7 * smooth_noise(rng, 4))
    wave = np.sign(wave) * np.abs(wave) ** rng.uniform(0.2, 1.5)
    base = rng.uniform(90, 240) * rng.uniform(0.85, 1.1, 3) if rng.random() < 0.6 else rng.uniform(20, 240, 3)
    return base * (1 + rng.uniform(0.05, 0.45) * wave)[..., None]


def _shelf(rng: np.random.Generator) -> np.ndarray:
    """Shelves of books, boxes or goods."""
    page = np.full((SIZE, SIZE, 3), rng.uniform(15, 140))
    top = rng.uniform(-50, 0)
    while top < SIZE:
        high, left = rng.uniform(22, 75), rng.uniform(-20, 0)
        while left < SIZE:
            wide, tall = rng.uniform(3, 26), high * rng.uniform(0.55, 0.95)
            box = (int(left), int(top + high - tall)), (int(left + wide - 1), int(top + high))
            cv2.rectangle(page, *box, rng.uniform(5, 250, 3).tolist(), -1)
            left += wide
        top += high + rng.uniform(3, 8)
    return page


def _sign(rng: np.random.Generator) -> np.ndarray:
    """A banner or poster: blocks of colour and writing."""
    page = np.ascontiguousarray(_flat(rng))
    for _ in range(rng.integers(1, 5)):
        x, y = rng.integers(-40, SIZE, 2)
        wide, high = rng.integers(30, 160, 2)
        cv2.rectangle(page, (int(x), int(y)), (int(x + wide), int(y + high)), rng.uniform(0, 255, 3).tolist(), -1)
    letters = "ABDEGIKLMNOPRSTU0123456789"
    for _ in range(rng.integers(1, 6)):
        text = "".join(rng.choice(list(letters), rng.integers(3, 12)))
        spot = int(rng.integers(-30, SIZE - 20)), int(rng.integers(5, SIZE))
        scale = float(rng.uniform(0.4, 2.4))
        cv2.putText(page, text, spot, 2, scale, rng.uniform(0, 255, 3).tolist(), int(rng.integers(1, 4)), cv2.LINE_AA)
    return page


def _window(rng: np.random.Generator) -> np.ndarray:
    """A bright window, a mirror or a picture frame on a wall."""
    page = np.ascontiguousarray(_flat(rng) * rng.uniform(0.3, 1.0))
    for _ in range(rng.integers(1, 3)):
        x, y = rng.integers(-60, 130, 2)
        wide, high = rng.integers(40, 150, 2)
        inner = rng.uniform(190, 255) * np.ones(3) if rng.random() < 0.6 else rng.uniform(10, 250, 3)
        cv2.rectangle(page, (int(x), int(y)), (int(x + wide), int(y + high)), inner.tolist(), -1)
        frame = rng.uniform(5, 250, 3).tolist()
        cv2.rectangle(page, (int(x), int(y)), (int(x + wide), int(y + high)), frame, int(rng.integers(2, 8)))
        if rng.random() < 0.5:
            cv2.line(page, (int(x + wide // 2), int(y)), (int(x + wide // 2), int(y + high)), frame, int(rng.integers(1, 5)))
    return page


def _clutter(rng: np.random.Generator) -> np.ndarray:
    """A room full of things: ellipses and polygons of any colour."""
    page = np.ascontiguousarray(_flat(rng))
    for _ in range(rng.integers(10, 60)):
        centre, size = rng.uniform(0, SIZE, 2), rng.uniform(4, 45)
        count = int(rng.integers(3, 8))
        points = centre + rng.normal(0, size / 2, (count, 2))
        colour = (rng.uniform(5, 250) * np.ones(3) if rng.random() < 0.5 else rng.uniform(0, 255, 3)).tolist()
        if rng.random() < 0.5:
            cv2.fillPoly(page, [points.astype(np.int32)], colour, cv2.LINE_AA)
        else:
            axes = tuple(int(v) for v in rng.uniform(2, size, 2))
            cv2.ellipse(page, tuple(int(v) for v in centre), axes, float(rng.uniform(0, 180)), 0, 360, colour, -1)
    return page


_KINDS = (_leaves, _leaves, _panels, _panels, _bricks, _blinds, _shelf, _sign, _window, _clutter, _flat, random_cloth)


def backdrop(rng: np.random.Generator) -> np.ndarray:
    """One drawn background, (192, 192, 3) float, lit unevenly and often out of focus."""
    page = np.asarray(_KINDS[rng.integers(len(_KINDS))](rng), np.float32)
    page = page * (1 + rng.uniform(0, 0.25) * smooth_noise(rng, 3)[..., None]) + rng.standard_normal((SIZE, SIZE, 1)) * 2
    # Rooms are greyer than drawn colours.
    page = page + (page.mean(axis=2, keepdims=True) - page) * rng.uniform(0, 0.9)
    if rng.random() < 0.6:
        page = cv2.GaussianBlur(page, (0, 0), float(np.exp(rng.uniform(-0.9, 1.8))))
    return np.clip(page, 0, 255)
