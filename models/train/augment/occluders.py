"""Masks, hands, phones, earphones: what hides a face or an ear."""

import cv2
import numpy as np

from teacher import EAR, OCCLUDER, SKIN

from .cloth import cloth
from .scene import CHIN, SIZE, Scene, filled, smooth_noise, stroked

# Mesh landmarks down the cheeks to the jaw: the edge of a surgical mask.
MASK_RIGHT = (454, 323, 361, 397, 379, 377)
MASK_LEFT = (148, 150, 172, 132, 93, 234)
# Share of the face that an occluder must hide to count.
COVERED_SHARE = 0.05
UNSURE_SHARE = 0.015


def _settle(scene: Scene, region: np.ndarray, before: list[int]) -> None:
    """Label the region and decide whether the face is covered."""
    face = filled(scene.oval) > 0.5
    share = ((region > 0.5) & face).sum() / max(1, face.sum())
    scene.classes[region > 0.5] = OCCLUDER
    if share > COVERED_SHARE:
        scene.covered = 1
    elif share > UNSURE_SHARE and scene.covered == 0:
        scene.covered = -1
    scene.cover_ears(before, region)


def draw_mask(scene: Scene, rng: np.random.Generator) -> None:
    """Surgical or cloth mask over nose and mouth; sometimes lowered to the chin."""
    before = [scene.ear_pixels(0), scene.ear_pixels(1)]
    points = scene.landmarks[:, :2]
    _, across, down = scene.axes()
    lowered = rng.random() < 0.15
    rise = rng.uniform(-0.12, 0.25) if not lowered else rng.uniform(0.85, 1.05)
    nose = points[6] * 0.3 + points[195] * 0.7 + down * rise
    shrink = rng.uniform(0.02, 0.16)
    middle = points[list(MASK_RIGHT + MASK_LEFT)].mean(axis=0)
    right = points[list(MASK_RIGHT)] * (1 - shrink) + middle * shrink + down * (max(0.0, rise) * 0.5 + 0.05)
    left = points[list(MASK_LEFT)] * (1 - shrink) + middle * shrink + down * (max(0.0, rise) * 0.5 + 0.05)
    if lowered:
        right, left = right[2:], left[:-2]
    chin = points[CHIN] + down * rng.uniform(0.02, 0.2)
    cheeks = points[[330, 101]] + down * (rise - rng.uniform(0.0, 0.15))
    parts = [right, chin[None], left] if lowered else [nose[None], cheeks[:1], right, chin[None], left, cheeks[1:]]
    outline = np.concatenate(parts)
    region = filled(outline, 0.5)
    kind = rng.random()
    if kind < 0.35:
        colour = np.array([150, 195, 220]) * rng.uniform(0.75, 1.15) + rng.uniform(-15, 15, 3)
        fabric = np.broadcast_to(colour, (SIZE, SIZE, 3)).copy()
    elif kind < 0.6:
        fabric = np.ones((SIZE, SIZE, 3)) * rng.uniform(185, 250) + rng.uniform(-8, 8, 3)
    elif kind < 0.8:
        fabric = np.ones((SIZE, SIZE, 3)) * rng.uniform(8, 60) + rng.uniform(-5, 5, 3)
    else:
        fabric = cloth(scene, rng)
    if rng.random() < 0.6:
        y = np.arange(SIZE)[:, None]
        fabric = fabric * (1 + rng.uniform(0.02, 0.1) * np.sin(y * rng.uniform(0.5, 1.2)))[..., None]
    x = (np.arange(SIZE)[None] - middle[0]) / (np.linalg.norm(across) + 1e-6)
    fabric = fabric * (1 - rng.uniform(0, 0.3) * np.clip(np.abs(x), 0, 1.2))[..., None]
    fabric = fabric * (1 + 0.06 * smooth_noise(rng, 8)[..., None])
    loops = rng.random() < 0.8
    if loops and not lowered:
        for edge, side in ((454, 1), (234, -1)):
            ear = points[edge] + across * side * rng.uniform(0.02, 0.15)
            start = right[0] if side > 0 else left[-1]
            line = stroked(np.stack([start, ear - down * rng.uniform(0.1, 0.4)]), rng.uniform(0.6, 1.6), False)
            scene.paint(line * 0.9, fabric.mean(axis=(0, 1)), None)
    shadow = cv2.GaussianBlur(region, (0, 0), 3)
    scene.paint(shadow * rng.uniform(0, 0.35), np.zeros(3), None)
    scene.paint(region, np.clip(fabric, 0, 255), None)
    _settle(scene, region, before)


def _skin_colour(scene: Scene, rng: np.random.Generator) -> np.ndarray:
    skin = scene.image[scene.classes == SKIN]
    colour = np.median(skin, axis=0) if len(skin) > 50 else np.array([180, 130, 105])
    return np.clip(colour * rng.uniform(0.6, 1.2) * rng.uniform(0.93, 1.07, 3), 0, 255)


def _capsule(start: np.ndarray, end: np.ndarray, width: float) -> tuple[np.ndarray, np.ndarray]:
    """A finger: its alpha, and how far from its edge each pixel lies (0 at the edge, 1 in the middle)."""
    alpha = stroked(np.stack([start, end]), width, False)
    depth = cv2.distanceTransform((alpha > 0.5).astype(np.uint8), cv2.DIST_L2, 3) / (width / 2 + 1e-6)
    return alpha, np.clip(depth, 0, 1)


def draw_hand(scene: Scene, rng: np.random.Generator) -> None:
    """A hand in the person's own skin: a palm, jointed fingers that shade each other, often nails."""
    before = [scene.ear_pixels(0), scene.ear_pixels(1)]
    oval = scene.oval
    middle = oval.mean(axis=0)
    target = middle + rng.uniform(-1, 1, 2) * np.ptp(oval, axis=0) * 0.45
    angle = rng.uniform(-np.pi, 0) if rng.random() < 0.8 else rng.uniform(0, np.pi)
    # Fingers point along `way`; the wrist comes from outside.
    way = np.array([np.cos(angle), np.sin(angle)])
    normal = np.array([-way[1], way[0]])
    size = rng.uniform(13, 26)
    palm = target - way * size * rng.uniform(0.2, 1.2)
    skin = _skin_colour(scene, rng)
    flat = np.broadcast_to(skin, (SIZE, SIZE, 3)) * (1 + 0.08 * smooth_noise(rng, 5)[..., None])
    flat = flat * (1 + 0.03 * smooth_noise(rng, 60)[..., None])
    lit = rng.uniform(0.25, 0.6)
    region = np.zeros((SIZE, SIZE), np.float32)
    sleeve = stroked(np.stack([palm - way * size * rng.uniform(1.5, 4), palm - way * 160]), 1.5 * size, False)

    def part(alpha: np.ndarray, depth: np.ndarray) -> None:
        nonlocal region
        shadow = cv2.GaussianBlur(alpha, (0, 0), 2.0) * (1 - alpha)
        scene.paint(shadow * rng.uniform(0.1, 0.45), np.zeros(3), None)
        round_shade = 1 - lit + lit * np.sqrt(np.clip(1 - (1 - depth) ** 2, 0, 1))
        scene.paint(alpha, np.clip(flat * round_shade[..., None], 0, 255), None)
        region = np.maximum(region, alpha)

    arm, _ = _capsule(palm, palm - way * 160, rng.uniform(1.0, 1.5) * size)
    part(arm, np.ones((SIZE, SIZE)))
    if rng.random() < 0.4:
        scene.paint(sleeve, cloth(scene, rng), None)
        region = np.maximum(region, sleeve)
    back, depth = _capsule(palm - normal * size * 0.25, palm + normal * size * 0.25, rng.uniform(1.3, 1.7) * size)
    part(back, np.clip(depth * 2, 0, 1))
    curl, spread = rng.uniform(0.0, 1.5), rng.uniform(0.2, 1.0)
    for finger in rng.permutation(np.linspace(-0.62, 0.62, 4)):
        if rng.random() < 0.12:
            continue
        thick = size * rng.uniform(0.3, 0.42)
        start = palm + normal * finger * size + way * size * 0.4
        joint = start + way * size * rng.uniform(0.5, 0.8) + normal * finger * size * 0.4 * spread
        bend = rng.normal(0, 0.25)
        end = joint + (way + normal * (bend + finger * spread * 0.4)) * size * curl * rng.uniform(0.5, 0.8)
        part(*_capsule(start, joint, thick))
        if curl > 0.3:
            part(*_capsule(joint, end, thick * 0.92))
        if rng.random() < 0.6:
            tip = end if curl > 0.3 else joint
            nail = stroked(np.stack([tip - way * thick * 0.25, tip + way * thick * 0.1]), thick * 0.55, False)
            colour = skin * [1.1, 0.95, 0.95] if rng.random() < 0.7 else rng.uniform(0, 255, 3)
            scene.paint(nail * rng.uniform(0.4, 1.0), np.clip(colour, 0, 255), None)
    if rng.random() < 0.5:
        side = rng.choice([-1, 1])
        root = palm + normal * side * size * 0.6
        part(*_capsule(root, root + (normal * side + way * rng.uniform(0, 1.2)) * size * rng.uniform(0.5, 0.9), size * 0.42))
    _settle(scene, region, before)


def draw_thing(scene: Scene, rng: np.random.Generator) -> None:
    """A phone, a cup, a card: a rounded rectangle somewhere on the head."""
    before = [scene.ear_pixels(0), scene.ear_pixels(1)]
    oval = scene.oval
    centre = oval.mean(axis=0) + rng.uniform(-1, 1, 2) * np.ptp(oval, axis=0) * 0.65
    size = rng.uniform(18, 60), rng.uniform(18, 70)
    box = cv2.boxPoints(((float(centre[0]), float(centre[1])), size, float(rng.uniform(0, 180))))
    region = filled(box, rng.uniform(0.4, 1.5))
    fabric = np.ones((SIZE, SIZE, 3)) * rng.uniform(5, 50) if rng.random() < 0.5 else cloth(scene, rng)
    if rng.random() < 0.4:
        inner = filled(box * 0.85 + box.mean(axis=0) * 0.15)[..., None]
        fabric = fabric * (1 - inner) + rng.uniform(0, 255, 3) * (1 + 0.3 * smooth_noise(rng, 6)[..., None]) * inner
    scene.paint(region, np.clip(fabric, 0, 255), None)
    _settle(scene, region, before)


def draw_earphone(scene: Scene, rng: np.random.Generator) -> None:
    """An earbud or an earring: the ear stays shown, its pixels are in doubt."""
    ear = scene.classes == EAR
    if ear.sum() < 40:
        return
    ys, xs = np.nonzero(ear)
    pick = rng.integers(len(xs))
    spot = np.array([xs[pick], ys[pick]], float)
    if rng.random() < 0.5:
        stem = np.stack([spot, spot + [rng.uniform(-2, 2), rng.uniform(3, 9)]])
        alpha = stroked(stem, rng.uniform(2, 4), False)
    else:
        alpha = stroked(np.stack([spot, spot + [0.1, rng.uniform(0.1, 14)]]), rng.uniform(1.5, 5), False)
    colour = rng.choice([240.0, 20.0, 190.0]) * np.ones(3) * rng.uniform(0.8, 1.05)
    scene.paint(alpha, np.clip(colour, 0, 255), None)
    scene.classes[(alpha > 0.5) & ear] = 255


def draw_headphones(scene: Scene, rng: np.random.Generator) -> None:
    """Over-ear headphones: cups hide the ears, the band is no hat."""
    before = [scene.ear_pixels(0), scene.ear_pixels(1)]
    _, across, down = scene.axes()
    unit = across / (np.linalg.norm(across) + 1e-6) * np.linalg.norm(down)
    colour = rng.uniform(5, 70) * np.ones(3) if rng.random() < 0.6 else rng.uniform(0, 255, 3)
    top = scene.landmarks[10, :2] - down * rng.uniform(0.45, 0.75)
    cups, region = [], np.zeros((SIZE, SIZE), np.float32)
    for edge, sign in ((234, -1), (454, 1)):
        centre = scene.landmarks[edge, :2] + unit * sign * rng.uniform(0.08, 0.2)
        cups.append(centre)
        size = np.array([rng.uniform(0.2, 0.32), rng.uniform(0.36, 0.5)])
        angle = np.linspace(0, 2 * np.pi, 24)
        cup = centre + np.cos(angle)[:, None] * unit * size[0] + np.sin(angle)[:, None] * down * size[1]
        region = np.maximum(region, filled(cup, 0.5))
    t = np.linspace(0, np.pi, 20)
    middle = (cups[0] + cups[1]) / 2
    half = (cups[1] - cups[0]) / 2
    band = middle - np.cos(t)[:, None] * half + np.sin(t)[:, None] * (top - middle)
    strap = stroked(band, rng.uniform(3, 8), False)
    shade = np.clip(colour * (1 + 0.3 * smooth_noise(rng, 6)[..., None]), 0, 255)
    scene.paint(np.maximum(strap, region), shade, None)
    scene.classes[strap > 0.5] = 255
    _settle(scene, region, before)
