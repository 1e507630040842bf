"""Drawn eyewear: rimless to thick, clear, tinted, mirrored, with reflections."""

import cv2
import numpy as np

from teacher import EYEWEAR

from .scene import SIZE, TEMPLES, Scene, filled, smooth_noise, stroked


def _lens(rng: np.random.Generator) -> dict[str, float]:
    """Shape of a lens in eye distances; a real one is 45-62 mm on 63 mm."""
    width = rng.uniform(0.64, 0.98)
    return {
        "width": width,
        "height": float(np.clip(width * rng.uniform(0.5, 1.02), 0.38, 0.9)),
        "power": rng.choice([2.0, 2.4, 3.0, 4.0, 6.0]),
        "taper": rng.uniform(-0.05, 0.25),
        "lift": rng.uniform(-0.08, 0.1),
        "gap": rng.uniform(0.17, 0.36),
    }


def _outline(shape: dict[str, float], side: int) -> np.ndarray:
    """Outline of a lens in eye distances from the middle of the eyes."""
    angle = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    cosine, sine = np.cos(angle), np.sin(angle)
    x = np.sign(cosine) * np.abs(cosine) ** (2 / shape["power"]) * shape["width"] / 2
    y = np.sign(sine) * np.abs(sine) ** (2 / shape["power"]) * shape["height"] / 2
    # Wide at the brow, narrower at the cheek, more so towards the nose.
    low = np.clip(y / shape["height"] + 0.5, 0, 1)
    x = x * (1 - shape["taper"] * low)
    y = y - shape["lift"] * (x / shape["width"]) * 0.5
    return np.stack([side * (x + shape["gap"] / 2 + shape["width"] / 2), y], axis=1)


def _place(points: np.ndarray, origin: np.ndarray, across: np.ndarray, down: np.ndarray) -> np.ndarray:
    return origin + points[:, :1] * across + points[:, 1:] * down


def _reflection(rng: np.random.Generator, lens: np.ndarray) -> np.ndarray:
    """Alpha of light reflected by a lens."""
    kind = rng.integers(3)
    if kind == 0:
        # A bright band across the lens.
        y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
        angle = rng.uniform(0, np.pi)
        phase = (x * np.cos(angle) + y * np.sin(angle)) / rng.uniform(10, 40) + rng.uniform(0, 6)
        shine = np.clip(np.sin(phase) * 3 - rng.uniform(0.8, 2), 0, 1)
    elif kind == 1:
        # A window or a screen: a rough square.
        ys, xs = np.nonzero(lens > 0.5)
        shine = np.zeros((SIZE, SIZE), np.float32)
        if len(xs):
            pick = rng.integers(len(xs))
            size = rng.uniform(2, 9, 2)
            turn = (float(xs[pick]), float(ys[pick])), (float(size[0]), float(size[1])), float(rng.uniform(-20, 20))
            shine = filled(cv2.boxPoints(turn), 0.7)
    else:
        shine = np.clip(smooth_noise(rng, 8) - 0.3, 0, 1)
    return shine * lens * rng.uniform(0.2, 0.95)


def draw_eyewear(scene: Scene, rng: np.random.Generator, tinted: bool) -> None:
    """Draw one pair on a bare face, and label it."""
    origin, across, down = scene.axes()
    shape = _lens(rng)
    origin = origin + down * rng.uniform(-0.03, 0.16) + across * rng.normal(0, 0.015)
    style = rng.choice(["full", "full", "full", "half", "rimless"])
    width = rng.uniform(0.5, 1.3) if rng.random() < 0.55 else rng.uniform(1.3, 4.2)
    if tinted and style == "rimless":
        width = 0.6
    kind = rng.random()
    if kind < 0.5:
        frame = rng.uniform(5, 70) * np.ones(3) + rng.uniform(-5, 5, 3)
    elif kind < 0.75:
        frame = np.array([150, 120, 80]) * rng.uniform(0.5, 1.5) + rng.uniform(-20, 20, 3)
    elif kind < 0.88:
        frame = rng.uniform(130, 235) * np.ones(3)
    else:
        frame = rng.uniform(0, 255, 3)
    outlines = [_place(_outline(shape, side), origin, across, down) for side in (-1, 1)]
    label = np.zeros((SIZE, SIZE), np.float32)

    lenses = [filled(outline) for outline in outlines]
    both = np.maximum(*lenses)
    if tinted:
        strength = rng.uniform(0.5, 0.99)
        tint = rng.uniform(0, 60, 3) if rng.random() < 0.7 else rng.uniform(0, 190, 3)
        y = (np.arange(SIZE, dtype=np.float32)[:, None] - origin[1]) / (down[1] * shape["height"] + 1e-6)
        fade = 1 - rng.uniform(0, 0.6) * np.clip(y + 0.5, 0, 1) if rng.random() < 0.5 else 1.0
        if rng.random() < 0.2:
            tint = np.clip(tint + smooth_noise(rng, 5, 3) * 40 + rng.uniform(0, 90, 3), 0, 255)
        scene.paint(both * strength * fade, tint, None)
    elif rng.random() < 0.6:
        scene.paint(both * rng.uniform(0.0, 0.14), rng.uniform(60, 255, 3), None)
    if not tinted and rng.random() < 0.5:
        # Strong lenses shrink or enlarge what is behind them a little.
        for outline, lens in zip(outlines, lenses, strict=True):
            centre = outline.mean(axis=0)
            zoom = rng.uniform(0.9, 1.08)
            matrix = np.array([[zoom, 0, centre[0] * (1 - zoom)], [0, zoom, centre[1] * (1 - zoom)]])
            bent = cv2.warpAffine(scene.image, matrix, (SIZE, SIZE), borderMode=cv2.BORDER_REPLICATE)
            scene.paint(lens, bent, None)
    if rng.random() < 0.45:
        for lens in lenses:
            if rng.random() < 0.8:
                scene.paint(_reflection(rng, lens), rng.uniform(170, 255, 3), None)
    label = np.maximum(label, both)

    if rng.random() < 0.4:
        # The shadow of the frame on the cheeks.
        shadow = np.maximum(*[stroked(outline + down * 0.05, width, True) for outline in outlines])
        scene.paint(shadow * rng.uniform(0.1, 0.35), np.zeros(3), None)
    parts = []
    opacity = rng.uniform(0.7, 1.0)
    for outline in outlines:
        if style == "full":
            parts.append(stroked(outline, width, True))
        elif style == "half":
            top = outline[np.arange(24, 49) % 48]
            parts.append(stroked(top, width, False))
            parts.append(stroked(outline, 0.5, True) * rng.uniform(0.1, 0.5))
        else:
            parts.append(stroked(outline, 0.5, True) * rng.uniform(0.12, 0.6))
    # Bridge.
    half = shape["gap"] / 2 + 0.03
    rise = rng.uniform(-0.16, 0.0)
    bridge = np.array([[-half, rise + 0.05], [-half / 2, rise - 0.02], [half / 2, rise - 0.02], [half, rise + 0.05]])
    parts.append(stroked(_place(bridge, origin, across, down), max(0.7, width * 0.8), False))
    # Temples run to the ears, if the head is not in the way.
    lift = rng.uniform(-0.2, 0.0)
    for side, temple in ((-1, TEMPLES[0]), (1, TEMPLES[1])):
        if rng.random() < 0.1:
            continue
        hinge = np.array([[side * (shape["gap"] / 2 + shape["width"] * 0.98), lift]])
        start = _place(hinge, origin, across, down)[0]
        end = scene.landmarks[temple, :2] + side * across * rng.uniform(0.0, 0.07) + down * rng.uniform(-0.05, 0.15)
        if side * (end - start) @ across < 0:
            continue
        parts.append(stroked(np.stack([start, end]), max(0.7, width * rng.uniform(0.6, 1.2)), False))
    frame_alpha = np.maximum.reduce(parts)
    light = 1 + 0.3 * smooth_noise(rng, 10)[..., None]
    scene.paint(frame_alpha * opacity, frame * light, None)
    label = np.maximum(label, (frame_alpha > 0.3).astype(np.float32))
    scene.classes[label > 0.5] = EYEWEAR
    scene.eyewear = 2 if tinted else 1


def draw_eyewear_on_head(scene: Scene, rng: np.random.Generator) -> None:
    """Glasses pushed up into the hair: allowed, so labels do not change."""
    origin, across, down = scene.axes()
    top = scene.landmarks[10, :2]
    kept = scene.classes.copy()
    keep = scene.eyewear
    shifted = scene.landmarks.copy()
    shifted[:, :2] += (top - origin) - down * rng.uniform(0.1, 0.5)
    whole, scene.landmarks = scene.landmarks, shifted
    draw_eyewear(scene, rng, tinted=rng.random() < 0.7)
    scene.landmarks, scene.classes, scene.eyewear = whole, kept, keep
