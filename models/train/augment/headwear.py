"""Hats, caps, peci, helmets, hoods: drawn flat; and photographed coverings, scarves too, moved between heads."""

from dataclasses import dataclass

import cv2
import numpy as np

from align import EYE_IMAGE_LEFT, EYE_IMAGE_RIGHT
from labels import Sample
from teacher import BACKGROUND, CLOTHING, EAR, HAIR, HAT, NECK, SCARF, SKIN, UNKNOWN

from .cloth import black_cloth, cloth, recoloured
from .scene import CHIN, FACE_OVAL, FOREHEAD, SIZE, TEMPLES, Scene, filled, smooth_noise, stroked

HAT_LABEL, SCARF_LABEL = 1, 2
# Coverings of which the teacher saw too little to move them.
NO_DONORS = ("keffiyeh", "hood", "no donor")


@dataclass
class Donor:
    """A head covering cut from a photograph: texture, masks and landmarks."""

    texture: np.ndarray
    mask: np.ndarray
    hull: np.ndarray
    landmarks: np.ndarray
    label: int
    frames_face: bool


def _spread(image: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Fill everything outside `mask` with the nearest scales of what is inside."""
    result = image.astype(np.float32)
    known = mask.astype(np.float32)
    for sigma in (3, 8, 20, 60):
        weight = cv2.GaussianBlur(known, (0, 0), sigma)
        spread = cv2.GaussianBlur(image * known[..., None], (0, 0), sigma) / (weight[..., None] + 1e-4)
        if sigma == 3:
            filled_so_far, have = spread, weight > 0.05
        else:
            new = ~have & (weight > 0.01)
            filled_so_far[new] = spread[new]
            have |= new
    result[~mask] = filled_so_far[~mask]
    return np.clip(result, 0, 255).astype(np.uint8)


def donors(samples: list[Sample]) -> list[Donor]:
    """Every photographed covering whose pixels are well known."""
    found = []
    for sample in samples:
        if sample.head not in (HAT_LABEL, SCARF_LABEL) or sample.note in NO_DONORS:
            continue
        mask = sample.classes == (HAT if sample.head == HAT_LABEL else SCARF)
        mask = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
        if mask.sum() < 5000:
            continue
        hull = np.zeros_like(mask)
        contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        cv2.drawContours(hull, [max(contours, key=cv2.contourArea)], -1, 1, -1)
        frames_face = sample.note == "hijab"
        if not frames_face:
            # Crumbs of a mask would dangle beside the head.
            mask &= hull
        if frames_face:
            points = cv2.findNonZero(mask)
            hull = np.zeros_like(mask)
            cv2.fillConvexPoly(hull, cv2.convexHull(points), 1)
        inner = cv2.erode(mask, np.ones((3, 3), np.uint8)) > 0
        found.append(
            Donor(_spread(sample.image, inner), mask, hull, sample.landmarks, sample.head, frames_face)
        )
    return found


def _above(region: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """What lies above a covering, and beside it above lines that fall away from its lower corners: where no hair can be."""
    rows, columns = np.nonzero(region > 0.5)
    left, right = columns.min(), columns.max()
    x = np.arange(SIZE)
    bound = np.full(SIZE, SIZE)
    np.minimum.at(bound, columns, rows)
    slope = rng.uniform(0.2, 1.5)
    bound = np.where(x < left, rows[columns <= left + 3].max() + slope * (left - x), bound)
    bound = np.where(x > right, rows[columns >= right - 3].max() + slope * (x - right), bound)
    return np.arange(SIZE)[:, None] < bound[None]


def hide_hair(scene: Scene, region: np.ndarray, rng: np.random.Generator) -> None:
    """Hair that a covering would press down becomes background; a fringe and what hangs below it stay."""
    if not (region > 0.5).any():
        return
    out = (scene.classes == HAIR) & (region < 0.5) & _above(region, rng)
    if out.sum() < 20:
        return
    background = scene.classes == BACKGROUND
    # Hair's own colour bleeds over its edge; do not copy that.
    background &= cv2.dilate(out.astype(np.uint8), np.ones((5, 5), np.uint8)) == 0
    if background.sum() < 200:
        return
    texture = _spread(scene.image, background)
    alpha = cv2.GaussianBlur(cv2.dilate(out.astype(np.float32), np.ones((5, 5), np.uint8)), (0, 0), 1.0)
    alpha *= region < 0.5
    alpha *= (scene.classes == HAIR) | (scene.classes == BACKGROUND)
    scene.paint(alpha, texture, None)
    scene.classes[out] = BACKGROUND


def rounded(fabric: np.ndarray, region: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Light on a covering as on a dome: darker towards its edge, and towards the side that the light does not come from."""
    depth = cv2.distanceTransform((region > 0.5).astype(np.uint8), cv2.DIST_L2, 3)
    depth = np.clip(depth / max(1.0, depth.max()) * rng.uniform(1.2, 3), 0, 1)
    y, x = (np.mgrid[0:SIZE, 0:SIZE].astype(np.float32) - SIZE / 2) / SIZE
    angle = rng.uniform(0, 2 * np.pi)
    side = x * np.cos(angle) + y * np.sin(angle)
    light = (1 - rng.uniform(0, 0.5) * (1 - depth)) * np.exp(rng.uniform(0, 1.2) * side)
    return fabric * light[..., None]


def cover(scene: Scene, rng: np.random.Generator, region: np.ndarray, texture: np.ndarray, label: int) -> None:
    """Paint a covering and its shadow; settle head and ears."""
    before = [scene.ear_pixels(0), scene.ear_pixels(1)]
    shadow = cv2.GaussianBlur(region, (0, 0), rng.uniform(1.5, 4))
    shift = np.float32([[1, 0, rng.uniform(-2, 2)], [0, 1, rng.uniform(0, 4)]])
    shadow = cv2.warpAffine(shadow, shift, (SIZE, SIZE))
    body = (scene.classes != BACKGROUND) & (scene.classes != UNKNOWN)
    scene.paint(shadow * body * rng.uniform(0, 0.5), np.zeros(3), None)
    scene.paint(cv2.GaussianBlur(region, (0, 0), 0.6), texture, None)
    scene.classes[region > 0.5] = HAT if label == HAT_LABEL else SCARF
    scene.head = label
    scene.note = ""
    scene.cover_ears(before, region)


def recolour_worn(scene: Scene, rng: np.random.Generator) -> None:
    """The photographed covering in another colour: often black, or the colour of hair or skin, which are mistaken most."""
    worn = np.isin(scene.classes, (HAT, SCARF))
    if worn.sum() < 400:
        return
    texture = scene.image.astype(np.float32)
    grey = texture.mean(axis=2, keepdims=True)
    middle = max(8.0, float(np.median(grey[worn])))
    kind = rng.random()
    if kind < 0.35:
        # Black cloth still has its folds, lit a little.
        tint = rng.uniform(0.85, 1.15, 3)
        texture = grey * (rng.uniform(12, 55) / middle) * tint
    elif kind < 0.6:
        values = scene.image[scene.classes == (SKIN if rng.random() < 0.6 else HAIR)]
        if len(values) < 100:
            values = rng.uniform([20, 15, 10], [90, 70, 60], (1, 3))
        texture = grey / middle * np.median(values, axis=0) * np.exp(rng.normal(0, 0.15, 3))
    elif kind < 0.75:
        texture = 255 - (255 - grey) * rng.uniform(0.1, 0.5) * rng.uniform(0.9, 1.1, 3)
    else:
        texture = recoloured(scene.image, rng)
    alpha = cv2.GaussianBlur(worn.astype(np.float32), (0, 0), 0.8)
    scene.paint(alpha, np.clip(texture, 0, 255), None)


def hides_eyes(scene: Scene) -> bool:
    """Whether a covering lies over most of the eyes' corners."""
    corners = scene.landmarks[[*EYE_IMAGE_LEFT, *EYE_IMAGE_RIGHT], :2].round().astype(int).clip(0, SIZE - 1)
    return bool(np.isin(scene.classes[corners[:, 1], corners[:, 0]], (HAT, SCARF)).sum() > 2)


def hide_ears(scene: Scene) -> None:
    """Under a scarf that frames the face no ear shows; a stripe of its pixels at the cheek's edge is none."""
    scene.ears = [0, 0]
    scene.classes[scene.classes == EAR] = UNKNOWN


def transplant(scene: Scene, donor: Donor, rng: np.random.Generator) -> None:
    """Fit a photographed covering to this head by the outlines of the faces."""
    source = donor.landmarks[list(FACE_OVAL), :2].astype(np.float64)
    target = scene.oval.astype(np.float64)
    texture, mask, hull = donor.texture, donor.mask, donor.hull
    if rng.random() < 0.5:
        texture, mask, hull = texture[:, ::-1], mask[:, ::-1], hull[:, ::-1]
        source = source.copy()
        source[:, 0] = texture.shape[1] - 1 - source[:, 0]
        source = source[[0, *range(len(source) - 1, 0, -1)]]
    centred = np.concatenate([source, np.ones((len(source), 1))], axis=1)
    matrix = np.linalg.lstsq(centred, target, rcond=None)[0].T
    middle = target.mean(axis=0)
    swell = np.full(2, rng.uniform(1.0, 1.1))
    if not donor.frames_face:
        # Taller or lower, wider or narrower than the one that was photographed.
        swell *= rng.uniform([0.95, 0.88], [1.1, 1.2])
        middle[1] = scene.landmarks[FOREHEAD, 1]
    matrix = matrix * swell[:, None]
    matrix[:, 2] += middle * (1 - swell) + rng.normal(0, 1.2, 2)
    move = lambda picture, flags: cv2.warpAffine(np.ascontiguousarray(picture), matrix, (SIZE, SIZE), flags=flags)  # noqa: E731
    texture = cv2.warpAffine(
        np.ascontiguousarray(texture), matrix, (SIZE, SIZE), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE
    )
    region = move(mask.astype(np.float32), cv2.INTER_LINEAR)
    oval = filled(target)
    if donor.frames_face:
        wide = move(hull.astype(np.float32), cv2.INTER_LINEAR)
        height = np.arange(SIZE)[:, None]
        brow = scene.landmarks[[105, 334], 1].mean()
        region = np.where(height < brow - 4, np.maximum(region, wide * (1 - oval)), wide * (1 - oval))
        tidy = np.isin(scene.classes, (HAIR, EAR, NECK)).astype(np.uint8)
        region = np.maximum(region, cv2.dilate(tidy, np.ones((5, 5), np.uint8)) * (1 - oval))
    else:
        hide_hair(scene, region, rng)
    cover(scene, rng, region.astype(np.float32), recoloured(texture, rng), donor.label)
    if donor.frames_face:
        hide_ears(scene)


def head_frame(scene: Scene) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Middle of the forehead's edge, half the head's width across, one eye distance up."""
    _, across, down = scene.axes()
    left, right = (scene.landmarks[t, :2] for t in TEMPLES)
    unit = across / (np.linalg.norm(across) + 1e-6)
    half = unit * np.linalg.norm(right - left) / 2
    top = scene.landmarks[FOREHEAD, :2]
    middle = (left + right) / 2
    # On the line through the forehead, between the temples.
    base = middle + down * ((top - middle) @ down / (down @ down))
    return base * 0.5 + top * 0.5, half, -down


def curve(points: list[tuple[float, float]], frame: tuple[np.ndarray, np.ndarray, np.ndarray]) -> np.ndarray:
    base, half, up = frame
    return np.array([base + x * half + y * up for x, y in points])


def arc(x0: float, x1: float, y: float, bulge: float, steps: int = 14) -> list[tuple[float, float]]:
    t = np.linspace(0, 1, steps)
    return [(x0 + (x1 - x0) * s, y + bulge * np.sin(np.pi * s)) for s in t]


def dome(width: float, low: float, height: float, power: float) -> list[tuple[float, float]]:
    angle = np.linspace(np.pi, 0, 24)
    cosine, sine = np.cos(angle), np.sin(angle)
    return [
        (np.sign(c) * abs(c) ** (2 / power) * width, low + abs(s) ** (2 / power) * height)
        for c, s in zip(cosine, sine, strict=True)
    ]


def draw_peci(scene: Scene, rng: np.random.Generator) -> None:
    """Peci or songkok: a stiff, mostly black truncated cone; or a white kopiah."""
    frame = head_frame(scene)
    low, tall = rng.uniform(-0.25, 0.12), rng.uniform(0.5, 1.0)
    wide, taper = rng.uniform(1.0, 1.16), rng.uniform(-0.04, 0.14)
    lean = rng.normal(0, 0.04)
    outline = arc(-wide, wide, low, rng.uniform(-0.12, 0.12))
    top = arc(wide - taper + lean, -wide + taper + lean, low + tall, rng.uniform(0.02, 0.2))
    region = filled(curve(outline + top, frame), 0.4)
    kind = rng.random()
    if kind < 0.7:
        fabric = np.ones((SIZE, SIZE, 3)) * rng.uniform(8, 45) + rng.uniform(-4, 4, 3)
        fabric = fabric * (1 + 0.12 * smooth_noise(rng, 6)[..., None]) + rng.standard_normal((SIZE, SIZE, 1)) * 3
    elif kind < 0.85:
        fabric = np.ones((SIZE, SIZE, 3)) * rng.uniform(190, 250)
        fabric = fabric * (1 + 0.06 * smooth_noise(rng, 48)[..., None])
    else:
        fabric = cloth(scene, rng)
    x = (np.arange(SIZE)[None] - frame[0][0]) / (np.linalg.norm(frame[1]) + 1e-6)
    fabric = fabric * (1 - rng.uniform(0.05, 0.35) * np.clip(np.abs(x - rng.uniform(-0.5, 0.5)), 0, 1.2))[..., None]
    hide_hair(scene, region, rng)
    cover(scene, rng, region, np.clip(fabric, 0, 255), HAT_LABEL)


def draw_cap(scene: Scene, rng: np.random.Generator) -> None:
    """Cap, beanie, sun hat: a dome with a peak, a cuff or a brim; the peak in front, aside or behind."""
    frame = head_frame(scene)
    kind = rng.choice(["cap", "cap", "aside", "backwards", "beanie", "brim", "brim"])
    low = rng.uniform(-0.45, 0.12)
    wide = rng.uniform(1.04, 1.2)
    outline = dome(wide, low, rng.uniform(0.7, 1.25), rng.choice([2.0, 2.3, 2.8]))
    sides = rng.uniform(0.0, 0.5) if kind == "beanie" else rng.uniform(0.0, 0.25)
    lower = [(wide, low - sides), *arc(wide * 0.92, -wide * 0.92, low, rng.uniform(-0.1, 0.12)), (-wide, low - sides)]
    crown = filled(curve(outline + lower, frame), 0.4)
    fabric = cloth(scene, rng)
    if rng.random() < 0.2:
        fabric = black_cloth(rng)
    y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
    if kind == "beanie":
        fabric *= (1 + rng.uniform(0.05, 0.25) * np.sin(x * rng.uniform(0.6, 2)))[..., None]
    if rng.random() < 0.4:
        # A badge on the front.
        base, half, up = frame
        spot = base + up * (low + rng.uniform(0.25, 0.5)) + half * rng.uniform(-0.3, 0.3)
        badge = cv2.boxPoints(((float(spot[0]), float(spot[1])), tuple(rng.uniform(5, 20, 2).tolist()), float(rng.uniform(-8, 8))))
        alpha = filled(badge, 0.5)[..., None]
        fabric = fabric * (1 - alpha) + rng.uniform(0, 255, 3) * alpha * (1 + 0.2 * smooth_noise(rng, 40)[..., None])
    region = crown
    if kind in ("cap", "aside", "brim"):
        reach = rng.uniform(0.1, 0.35) if kind == "brim" else rng.uniform(0.08, 0.42)
        spread = rng.uniform(1.4, 2.5) if kind == "brim" else rng.uniform(0.6, 1.05)
        turn = {"cap": rng.normal(0, 0.15), "aside": rng.choice([-1, 1]) * rng.uniform(0.5, 1.2), "brim": 0.0}[kind]
        # A brim that hangs down at the sides (bucket hat), lies flat, or is turned up.
        hang = rng.uniform(-0.1, 0.5) if kind == "brim" else 0.0
        rim = arc(-spread + turn, spread + turn, low + 0.05 - hang, rng.uniform(0.02, 0.18) + hang)
        rim += arc(spread + turn, -spread + turn, low + 0.03 - hang, hang - reach)
        brim = filled(curve(rim, frame), 0.4)
        shade = rng.uniform(0.45, 1.05)
        colour = fabric * shade if rng.random() < 0.7 else cloth(scene, rng) * shade
        fabric = fabric * (1 - brim[..., None]) + colour * brim[..., None]
        region = np.maximum(crown, brim)
        if rng.random() < 0.6:
            base, _, up = frame
            shadow = cv2.warpAffine(brim, np.float32([[1, 0, 0], [0, 1, -up[1] * rng.uniform(0.1, 0.5)]]), (SIZE, SIZE))
            scene.paint(cv2.GaussianBlur(shadow, (0, 0), 2.5) * rng.uniform(0.1, 0.6), np.zeros(3), None)
    hide_hair(scene, region, rng)
    cover(scene, rng, region, np.clip(rounded(fabric, region, rng), 0, 255), HAT_LABEL)


def draw_skullcap(scene: Scene, rng: np.random.Generator) -> None:
    """A beanie, knitted cap or swimming cap: as the head and its hair are shaped, from a line on the forehead upwards."""
    base, half, up = head_frame(scene)
    low = rng.uniform(-0.35, 0.25)
    unit = half / (np.linalg.norm(half) + 1e-6)
    y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
    across = ((x - base[0]) * unit[0] + (y - base[1]) * unit[1]) / (np.linalg.norm(half) + 1e-6)
    height = ((x - base[0]) * up[0] + (y - base[1]) * up[1]) / (up @ up)
    # The hem falls or rises towards the ears.
    above = height > low + rng.uniform(-0.3, 0.15) * across**2 + rng.uniform(-0.08, 0.08) * across
    head = np.isin(scene.classes, (HAIR, SKIN)) | ((scene.classes == UNKNOWN) & (np.abs(across) < 1.1))
    shape = (above & head & (np.abs(across) < 1.5)).astype(np.uint8)
    contours, _ = cv2.findContours(shape, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours or shape.sum() < 600:
        return
    hull = np.zeros_like(shape)
    cv2.fillConvexPoly(hull, cv2.convexHull(max(contours, key=cv2.contourArea)), 1)
    # Thick cloth stands off the hair; a slack one leaves a tip.
    thick = int(rng.integers(0, 5))
    region = cv2.dilate(hull, np.ones((2 * thick + 1, 2 * thick + 1), np.uint8)).astype(np.float32) * above
    region = cv2.GaussianBlur(region, (0, 0), rng.uniform(0.5, 1.3))
    fabric = black_cloth(rng) if rng.random() < 0.25 else cloth(scene, rng)
    knit = rng.random()
    if knit < 0.5:
        period = rng.uniform(2.5, 7)
        fabric = fabric * (1 + rng.uniform(0.05, 0.25) * np.sin(across * 60 * 2 * np.pi / period / 2))[..., None]
    if rng.random() < 0.6:
        # A turned-up cuff, of the same cloth or another.
        cuff = (height < low + rng.uniform(0.15, 0.5))[..., None] * np.ones(3)
        other = fabric * rng.uniform(0.7, 1.1) if rng.random() < 0.7 else cloth(scene, rng)
        fabric = np.where(cuff > 0, other, fabric)
    hide_hair(scene, region, rng)
    cover(scene, rng, region, np.clip(rounded(fabric, region, rng), 0, 255), HAT_LABEL)


def around(scene: Scene, up: float, side: float, down: float) -> np.ndarray:
    """The face's outline, swollen by factors upwards, sideways and downwards."""
    _, across, below = scene.axes()
    oval = scene.oval
    middle = oval.mean(axis=0)
    x = (oval - middle) @ across / (across @ across)
    y = (oval - middle) @ below / (below @ below)
    y = np.where(y < 0, y * up, y * down)
    return middle + (x * side)[:, None] * across + y[:, None] * below


def draw_helmet(scene: Scene, rng: np.random.Generator) -> None:
    """Motorcycle or building-site helmet, with a strap."""
    outer = filled(around(scene, rng.uniform(1.55, 1.95), rng.uniform(1.3, 1.6), rng.uniform(0.7, 1.25)), 0.5)
    inner = filled(around(scene, rng.uniform(0.75, 1.0), rng.uniform(0.98, 1.12), 1.9))
    region = outer * (1 - inner)
    if rng.random() < 0.5:
        # An open helmet ends above the ears.
        origin, _, down = scene.axes()
        y = np.arange(SIZE)[:, None]
        region = region * (y < origin[1] + down[1] * rng.uniform(-0.1, 0.5))
    colour = rng.uniform(10, 60) * np.ones(3) if rng.random() < 0.35 else rng.uniform(20, 255, 3)
    fabric = np.broadcast_to(colour, (SIZE, SIZE, 3)) * (1 + 0.15 * smooth_noise(rng, 4)[..., None])
    if rng.random() < 0.7:
        gloss = np.clip(smooth_noise(rng, 6) - 0.9, 0, 1)[..., None]
        fabric = fabric * (1 - gloss) + 255 * gloss
    if rng.random() < 0.6:
        strap = stroked(around(scene, 1, 1.01, 1.04)[6:31], rng.uniform(1.5, 4), False)
        scene.paint(strap * rng.uniform(0.7, 1), rng.uniform(5, 90) * np.ones(3), None)
    hide_hair(scene, region, rng)
    cover(scene, rng, region.astype(np.float32), np.clip(fabric, 0, 255), HAT_LABEL)


def drape(scene: Scene, rng: np.random.Generator, outer: np.ndarray) -> np.ndarray:
    """Outer outline of cloth that falls from the head to the shoulders."""
    _, across, down = scene.axes()
    chin = scene.landmarks[CHIN, :2]
    unit = across / (np.linalg.norm(across) + 1e-6) * np.linalg.norm(down)
    wide, deep = rng.uniform(1.1, 2.0), rng.uniform(0.6, 2.2)
    shoulders = np.array([chin + unit * wide + down * deep, chin - unit * wide + down * deep])
    right, left = outer[9:11].mean(axis=0), outer[26:28].mean(axis=0)
    skirt = np.array([right, right * 0.4 + shoulders[0] * 0.6 + unit * 0.05, *shoulders, left * 0.4 + shoulders[1] * 0.6, left])
    return np.maximum(filled(outer), filled(skirt))


def draw_hood(scene: Scene, rng: np.random.Generator) -> None:
    """A jacket's hood: round the hair, open at the neck."""
    outer = around(scene, rng.uniform(1.5, 1.9), rng.uniform(1.35, 1.7), rng.uniform(1.0, 1.25))
    region = drape(scene, rng, outer)
    inner = filled(around(scene, rng.uniform(0.98, 1.3), rng.uniform(0.98, 1.22), rng.uniform(1.25, 1.7)), 0.5)
    region = region * (1 - inner)
    if rng.random() < 0.7:
        region = np.maximum(region, (scene.classes == HAIR) * (1 - inner))
    fabric = cloth(scene, rng) * (1 - rng.uniform(0, 0.6) * cv2.GaussianBlur(inner, (0, 0), 4)[..., None])
    hide_hair(scene, region, rng)
    cover(scene, rng, region.astype(np.float32), np.clip(fabric, 0, 255), HAT_LABEL)


def dress(scene: Scene, rng: np.random.Generator) -> None:
    """Other clothes; sometimes a collar, a hood that is down or a towel around the neck. No covering, and ears stay."""
    clothes = cv2.GaussianBlur((scene.classes == CLOTHING).astype(np.float32), (0, 0), 0.8)
    if rng.random() < 0.7:
        scene.paint(clothes, np.clip(cloth(scene, rng), 0, 255), None)
    if rng.random() < 0.35:
        _, across, down = scene.axes()
        chin = scene.landmarks[CHIN, :2]
        high, wide = rng.uniform(-0.5, 0.5), rng.uniform(0.7, 1.6)
        rim = [chin + across * x * wide + down * (high * abs(x) + rng.uniform(0.12, 0.5) * (1 - abs(x))) for x in np.linspace(-1, 1, 9)]
        foot = [chin + across * wide * 1.6 + down * 3, chin - across * wide * 1.6 + down * 3]
        region = filled(np.array([*rim, *foot]), 0.6)
        region *= np.isin(scene.classes, (BACKGROUND, NECK, CLOTHING))
        scene.paint(cv2.GaussianBlur(region, (0, 0), 3) * (scene.classes == SKIN) * rng.uniform(0, 0.4), np.zeros(3), None)
        scene.paint(region, np.clip(rounded(cloth(scene, rng), region, rng), 0, 255) if (region > 0.5).any() else np.zeros(3), CLOTHING)


def draw_headband(scene: Scene, rng: np.random.Generator) -> None:
    """A band in the hair is no covering: the label of the head stays."""
    frame = head_frame(scene)
    low, tall = rng.uniform(-0.05, 0.4), rng.uniform(0.06, 0.3)
    wide = rng.uniform(1.0, 1.15)
    bulge = rng.uniform(0.05, 0.35)
    band = filled(curve(arc(-wide, wide, low, bulge) + arc(wide, -wide, low + tall, bulge), frame), 0.4)
    body = np.isin(scene.classes, (HAIR, UNKNOWN)) | (scene.classes == 1)
    fabric = cloth(scene, rng)
    if rng.random() < 0.3:
        # A knot or a bow.
        base, half, up = frame
        spot = base + up * (low + tall / 2 + bulge) + half * rng.uniform(-0.6, 0.6)
        for sign in (-1, 1):
            loop = spot + np.array([[0, 0], [sign * rng.uniform(8, 18), -rng.uniform(2, 10)], [sign * rng.uniform(6, 16), 8]])
            scene.paint(filled(loop, 0.7) * body, fabric * rng.uniform(0.7, 1.1), None)
    scene.paint(band * body, np.clip(fabric, 0, 255), None)


HATS = (draw_peci, draw_peci, draw_cap, draw_cap, draw_skullcap, draw_skullcap, draw_helmet, draw_hood)
