"""Examples drawn from cut ears: another geometry, other covers, other things behind, another light.

A drawn example keeps the ear's state unless what was drawn changes it: hair or cloth over all of an ear that the parser's pixels
place. Where only little of it is left, nothing is learnt from it.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from .contract import EDGE_AT, HEIGHT, STATES, WIDTH
from .prepare import BEHIND, CLOTH, EAR, HAIR, ROOM, Ear

Rng = np.random.Generator
SHOWN, UNDER_HAIR, UNDER_CLOTH, AWAY = range(len(STATES))

# Of an ear's pixels at least this share is left where it still shows, and at most this where it is hidden. A lobe is a tenth of an ear.
STILL_SHOWN, NOW_HIDDEN = 0.1, 0.03
# Pixels of the half-sized map that make an ear to be covered.
EAR_PIXELS = 60


# Pixels of an ear behind a cheek that make a sliver, and that are none.
SLIVER_PIXELS, GONE_PIXELS = 70, 8


@dataclass
class Labelled:
    """An ear, how likely each state is, and whether a person decided, and if so that only a part of it shows."""

    ear: Ear
    target: np.ndarray
    decided: bool
    part: bool = False


def example(one: Labelled, covers: list[Ear], cloths: list[Ear], others: list[Labelled], rng: Rng) -> tuple[np.ndarray, np.ndarray, float]:
    """`image` of the network's size (uint8 RGB), the states' probabilities, and the weight."""
    image = one.ear.image.astype(np.float32)
    inside = one.ear.inside.copy()
    seen = cv2.resize(one.ear.seen, image.shape[1::-1], interpolation=cv2.INTER_LINEAR).astype(np.float32) * np.float32(1 / 255)
    target, weight = one.target.copy(), 1.0
    ear = seen[..., EAR]
    has_ear = one.target[SHOWN] > 0.9 and (ear > 0.5).sum() > 4 * EAR_PIXELS
    if rng.random() < 0.3:
        image = _other_backdrop(image, seen, others, rng)
    if rng.random() < 0.1:
        image = _against_the_light(image, seen, rng)
    kind = rng.random()
    if has_ear and kind < 0.30:
        by_hair = rng.random() < 0.65 or not cloths
        image, left = _covered(image, ear, covers if by_hair else cloths, HAIR if by_hair else CLOTH, rng)
        if left < NOW_HIDDEN:
            target = np.eye(len(STATES), dtype=np.float32)[UNDER_HAIR if by_hair else UNDER_CLOTH]
        elif left < STILL_SHOWN:
            weight = 0.0
    elif kind > 0.92:
        image = _strands(image, rng)
    if rng.random() < 0.18:
        image = _jewellery(image, rng)
    if inside.all() and rng.random() < 0.2:
        # The picture ends beyond the ear.
        reach = _reach(ear) if has_ear else 18
        inside[:, : max(0, int(EDGE_AT[0]) + ROOM - reach - rng.integers(2, 30))] = False
    layers = np.dstack([np.where(inside[..., None], image, 0), inside, ear]).astype(np.float32)
    if has_ear and target[SHOWN] > 0.9 and weight and rng.random() < 0.35:
        layers, left = _behind_the_cheek(layers, _reach(ear), rng)
        if left < GONE_PIXELS:
            target = np.eye(len(STATES), dtype=np.float32)[AWAY]
        elif left < SLIVER_PIXELS:
            weight = 0.0
    layers = _moved(layers, target[SHOWN] > 0.9, rng)
    image = _lit(layers[..., :3], layers[..., 3:4], rng)
    return _photographed(image, rng), target, weight


def _reach(ear: np.ndarray) -> int:
    """Pixels by which an ear stands out from the edge of the face."""
    columns = np.flatnonzero((ear > 0.4).sum(axis=0) > 3)
    return int(np.clip(EDGE_AT[0] + ROOM - columns.min(), 10, 50)) if len(columns) else 30


def _moved(image: np.ndarray, shows: bool, rng: Rng) -> np.ndarray:
    """What the network is shown of it: shifted, turned, of another size, and foreshortened beside the face as a near camera does."""
    scale = np.exp(rng.normal(0, 0.08))
    wide = scale * np.exp(rng.normal(0, 0.05))
    angle = np.deg2rad(rng.normal(0, 4))
    # A head that nods has its ears higher or lower beside the edge of its face.
    shift = rng.normal(0, 1, 2) * (3.5, 5.0 if rng.random() < 0.7 else 10.0)
    x, y = np.meshgrid(np.arange(WIDTH) + 0.5 - EDGE_AT[0], np.arange(HEIGHT) + 0.5 - EDGE_AT[1])
    x, y = x + shift[0], y + shift[1]
    if shows and rng.random() < 0.35:
        # Beside the face twice as far may lie what lies near, so that an ear is a sliver.
        squeeze = rng.uniform(1.0, 2.8)
        reach = 26.0
        x = np.where(x < 0, np.where(x > -reach / squeeze, x * squeeze, x - reach + reach / squeeze), x)
    x, y = x / wide, y / scale
    cosine, sine = np.cos(angle), np.sin(angle)
    column = cosine * x - sine * y + EDGE_AT[0] + ROOM - 0.5
    row = sine * x + cosine * y + EDGE_AT[1] + ROOM - 0.5
    border = cv2.BORDER_REPLICATE if rng.random() < 0.7 else cv2.BORDER_CONSTANT
    return cv2.remap(image, column.astype(np.float32), row.astype(np.float32), cv2.INTER_LINEAR, borderMode=border)


def _behind_the_cheek(layers: np.ndarray, reach: int, rng: Rng) -> tuple[np.ndarray, int]:
    """The ear drawn behind the cheek, as a near camera sees it, and the pixels of it that are left."""
    height, width = layers.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    out = reach * rng.uniform(0.35, 0.95) if rng.random() < 0.7 else reach + rng.uniform(1, 8)
    # The edge of a cheek is round.
    middle, bend = EDGE_AT[1] + ROOM + rng.uniform(-25, 15), rng.uniform(0, 10)
    seam = EDGE_AT[0] + ROOM + rng.normal(0, 2) + bend * ((y - middle) / 50) ** 2
    cheek = x > seam
    drawn = cv2.remap(layers, np.where(cheek, x, x - out + 1), y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    if rng.random() < 0.6:
        # It turns away from the light.
        shade = 1 - rng.uniform(0.05, 0.4) * np.exp(-np.abs(x - seam) / rng.uniform(1.5, 6)) * (cheek | (rng.random() < 0.3))
        drawn[..., :3] *= shade[..., None]
    soft = np.clip(np.abs(x - seam), 0, 1)[..., None]
    drawn[..., :3] = soft * drawn[..., :3] + (1 - soft) * cv2.GaussianBlur(drawn[..., :3], (0, 0), 0.8)
    return drawn, int(((drawn[..., 4] > 0.5) & ~cheek & (drawn[..., 3] > 0.5)).sum())


def _covered(image: np.ndarray, ear: np.ndarray, covers: list[Ear], channel: int, rng: Rng) -> tuple[np.ndarray, float]:
    """Hair or cloth of another picture over the ear, and the share of it that is left."""
    cover = covers[rng.integers(len(covers))]
    size = image.shape[1::-1]
    # Moved outward or upward, it leaves a rim or a lobe.
    shift = (rng.normal(0, 7), rng.normal(0, 12)) if rng.random() < 0.7 else (0.0, 0.0)
    matrix = np.array([[1, 0, shift[0]], [0, 1, shift[1]]], np.float32)
    over = cv2.warpAffine(cover.image, matrix, size, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    mask = cv2.resize(cover.seen[..., channel], size).astype(np.float32) / 255
    # Hair before the cheek of the other picture lies before the ear of this one.
    mask = cv2.warpAffine(mask, matrix, size, borderMode=cv2.BORDER_REPLICATE)
    mask = np.clip((mask - 0.3) * 2.5, 0, 1)
    if rng.random() < 0.35:
        mask = mask * _part(mask.shape, rng)
    if channel == CLOTH and rng.random() < 0.6:
        over = _dyed(over, rng)
    elif channel == HAIR and rng.random() < 0.3:
        over = over * rng.uniform(0.35, 1.2) * np.exp(rng.normal(0, 0.06, 3))
    # The light of this picture.
    gain = (image.mean() + 20) / (over.mean() + 20)
    over = over * np.clip(gain, 0.4, 2.0) ** 0.6
    mask = cv2.GaussianBlur(mask, (0, 0), rng.uniform(0.5, 1.2))
    solid = ear > 0.5
    # What shines through everywhere is no part that shows.
    left = float((mask < 0.5)[solid].sum() / max(1, solid.sum()))
    return np.clip(image + mask[..., None] * (over - image), 0, 255), left


def _part(shape: tuple[int, int], rng: Rng) -> np.ndarray:
    """A half-plane with a wavy edge: what lies beyond it is not covered."""
    y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    away = (x - EDGE_AT[0] - ROOM + 12) * np.cos(angle) + (y - EDGE_AT[1] - ROOM) * np.sin(angle)
    away += rng.uniform(1, 4) * np.sin((x * np.sin(angle) - y * np.cos(angle)) / rng.uniform(4, 14) + rng.uniform(0, 6))
    return np.clip(away + rng.uniform(-14, 22), 0, 1)


def _dyed(image: np.ndarray, rng: Rng) -> np.ndarray:
    """The same cloth in another colour, plain or with a pattern."""
    grey = image @ np.float32([0.299, 0.587, 0.114])
    colour = rng.uniform(10, 245, 3) if rng.random() < 0.7 else np.full(3, rng.uniform(5, 60))
    if rng.random() < 0.3:
        colour = rng.uniform((150, 100, 70), (235, 195, 170))
    shade = np.clip(grey / max(20.0, float(np.median(grey))), 0.3, 1.7)
    dyed = shade[..., None] * colour
    if rng.random() < 0.25:
        dyed = np.where(_pattern(grey.shape, rng)[..., None], dyed, shade[..., None] * rng.uniform(10, 245, 3))
    return np.clip(dyed, 0, 255)


def _pattern(shape: tuple[int, int], rng: Rng) -> np.ndarray:
    """Stripes, checks, dots or blobs."""
    y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    angle, period = rng.uniform(0, np.pi), rng.uniform(4, 30)
    u = (x * np.cos(angle) + y * np.sin(angle)) / period
    v = (y * np.cos(angle) - x * np.sin(angle)) / period
    which = rng.integers(4)
    if which == 0:
        return u % 1 < 0.5
    if which == 1:
        return (u % 1 < 0.5) ^ (v % 1 < 0.5)
    if which == 2:
        return np.hypot(u % 1 - 0.5, v % 1 - 0.5) < rng.uniform(0.2, 0.45)
    noise = cv2.GaussianBlur(rng.normal(size=shape).astype(np.float32), (0, 0), period / 2)
    return noise > 0


def _other_backdrop(image: np.ndarray, seen: np.ndarray, others: list[Labelled], rng: Rng) -> np.ndarray:
    """Something else where the parser sees what is behind."""
    mask = np.clip((seen[..., BEHIND] - 0.5) * 3, 0, 1)
    mask = cv2.GaussianBlur(mask, (0, 0), 1.0)
    shape = mask.shape
    kind = rng.random()
    if kind < 0.25:
        # The colour of this skin.
        column = int(EDGE_AT[0]) + ROOM + 16
        skin = image[40:120, column : column + 8].reshape(-1, 3).mean(axis=0)
        back = np.ones((*shape, 1)) * skin * rng.uniform(0.75, 1.25)
    elif kind < 0.5:
        back = np.ones((*shape, 1)) * (rng.uniform(0, 255) + rng.normal(0, 30, 3))
        ramp = np.linspace(rng.uniform(0.6, 1.4), rng.uniform(0.6, 1.4), shape[rng.integers(2)])
        back = back * (ramp[:, None, None] if len(ramp) == shape[0] else ramp[None, :, None])
    elif kind < 0.7:
        back = np.where(_pattern(shape, rng)[..., None], rng.uniform(0, 255, 3), rng.uniform(0, 255, 3))
        back = cv2.GaussianBlur(back, (0, 0), rng.uniform(0.3, 2))
    else:
        other = others[rng.integers(len(others))].ear
        back = cv2.resize(other.image, None, fx=2.0, fy=2.0)[
            rng.integers(other.image.shape[0]) :, rng.integers(other.image.shape[1]) :
        ][: shape[0], : shape[1]].astype(np.float32)
        if rng.random() < 0.5:
            back = cv2.GaussianBlur(back, (0, 0), rng.uniform(1, 6))
    if kind < 0.7:
        back = back + rng.normal(0, rng.uniform(0, 6), (*shape, 1))
    back = np.clip(back, 0, 255).astype(np.float32)
    if rng.random() < 0.3:
        # An earth-bound camera loses the edge in a veil of light.
        back = back * 0.3 + 0.7 * 255
    return image + mask[..., None] * (back - image)


def _against_the_light(image: np.ndarray, seen: np.ndarray, rng: Rng) -> np.ndarray:
    """A head dark before what is bright, which spills over its edges."""
    behind = cv2.GaussianBlur(np.clip((seen[..., BEHIND] - 0.5) * 3, 0, 1), (0, 0), 0.8)[..., None]
    bright = np.clip(image * rng.uniform(1.0, 1.8) + rng.uniform(20, 150), 0, 255)
    lit = image * rng.uniform(0.25, 0.8) * (1 - behind) + bright * behind
    spill = cv2.GaussianBlur(np.where(behind > 0.5, lit, 0), (0, 0), rng.uniform(2, 12))
    return np.clip(lit + rng.uniform(0, 0.5) * spill, 0, 255).astype(np.float32)


def _strands(image: np.ndarray, rng: Rng) -> np.ndarray:
    """A few strands of hair that leave the rest to be seen."""
    layer = np.zeros(image.shape[:2], np.float32)
    for _ in range(rng.integers(1, 9)):
        x = EDGE_AT[0] + ROOM + rng.uniform(-34, 14)
        along = np.linspace(0, 1, 12)
        bend = rng.uniform(-18, 10) * along + rng.normal(0, 7) * np.sin(np.pi * along) + rng.normal(0, 2) * np.sin(rng.uniform(3, 9) * along)
        rows = rng.uniform(-10, 50) + rng.uniform(60, 150) * along
        points = np.stack([x + bend, rows], axis=1)
        cv2.polylines(layer, [(points * 8).round().astype(np.int32)], False, float(rng.uniform(0.4, 1)), 1 if rng.random() < 0.7 else 2, cv2.LINE_AA, 3)
    dark = rng.uniform(0, 70) * np.array([1.0, rng.uniform(0.75, 1), rng.uniform(0.55, 1)])
    colour = dark if rng.random() < 0.75 else dark + rng.uniform(60, 150)
    return image + layer[..., None] * (colour - image)


def _jewellery(image: np.ndarray, rng: Rng) -> np.ndarray:
    """A stud, a drop or a hoop where lobes are; it tells nothing of the ear."""
    image = np.ascontiguousarray(image)
    at = (int(EDGE_AT[0] + ROOM + rng.normal(-8, 6)), int(EDGE_AT[1] + ROOM + rng.normal(31, 9)))
    colour = [float(value) for value in rng.uniform((120, 110, 60), 255)]
    kind = rng.integers(3)
    if kind == 0:
        cv2.circle(image, at, int(rng.integers(1, 5)), colour, -1, cv2.LINE_AA)
    elif kind == 1:
        cv2.ellipse(image, (at[0], at[1] + 8), (int(rng.integers(3, 9)), int(rng.integers(6, 14))), 0, 0, 360, colour, int(rng.integers(1, 3)), cv2.LINE_AA)
    else:
        cv2.line(image, at, (at[0] + int(rng.integers(-2, 3)), at[1] + int(rng.integers(6, 24))), colour, int(rng.integers(1, 4)), cv2.LINE_AA)
        cv2.circle(image, (at[0], at[1] + int(rng.integers(6, 20))), int(rng.integers(2, 5)), colour, -1, cv2.LINE_AA)
    return image


def _lit(image: np.ndarray, inside: np.ndarray, rng: Rng) -> np.ndarray:
    """Another lamp, exposure and contrast, light from a side, a veil; black stays what lies outside."""
    linear = (image / np.float32(255)) ** np.float32(2.2)
    if rng.random() < 0.7:
        warmth, green = rng.normal(0, 0.14), rng.normal(0, 0.04)
        linear = linear * np.exp(np.float32([0.8 * warmth, green, -warmth]))
    linear = linear * np.float32(np.exp2(np.clip(rng.normal(-0.1, 0.7), -2.5, 1.2)))
    if rng.random() < 0.25:
        y, x = np.mgrid[-1 : 1 : image.shape[0] * 1j, -1 : 1 : image.shape[1] * 1j].astype(np.float32)
        angle = rng.uniform(0, 2 * np.pi)
        ramp = x * np.cos(angle) + y * np.sin(angle)
        if rng.random() < 0.5:
            ramp = np.tanh((ramp + rng.uniform(-0.4, 0.4)) * rng.uniform(2, 10))
        linear = linear * np.exp(rng.uniform(0.2, 0.9) * ramp)[..., None]
    image = 255 * np.clip(linear, 0, 1) ** np.float32(1 / 2.2)
    if rng.random() < 0.4:
        middle = rng.uniform(60, 160)
        image = middle + (image - middle) * rng.uniform(0.6, 1.35)
    if rng.random() < 0.15:
        grey = image @ np.float32([0.299, 0.587, 0.114])
        image = grey[..., None] + (image - grey[..., None]) * rng.uniform(0, 1.4)
    if rng.random() < 0.15:
        image = image * (1 - (veil := rng.uniform(0, 0.35))) + veil * rng.uniform(140, 255)
    return (np.clip(image, 0, 255) * inside).astype(np.float32)


def _photographed(image: np.ndarray, rng: Rng) -> np.ndarray:
    """Smoothed skin, fewer pixels, blur, noise and JPEG."""
    image = image.astype(np.float32)
    if rng.random() < 0.08:
        image = cv2.bilateralFilter(image, 5, rng.uniform(15, 45), rng.uniform(2, 4))
    if rng.random() < 0.45:
        share = rng.uniform(0.35, 0.9)
        small = cv2.resize(image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        image = cv2.resize(small, (WIDTH, HEIGHT), interpolation=cv2.INTER_LINEAR)
    if rng.random() < 0.2:
        image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.4, 1.8))
    if rng.random() < 0.2:
        image = np.clip(image + rng.uniform(0.3, 1.2) * (image - cv2.GaussianBlur(image, (0, 0), 1.5)), 0, 255)
    if rng.random() < 0.4:
        noise = rng.normal(0, rng.uniform(1, 9), (HEIGHT, WIDTH, 3 if rng.random() < 0.5 else 1)).astype(np.float32)
        image = image + (cv2.GaussianBlur(noise, (0, 0), 0.8).reshape(HEIGHT, WIDTH, -1) * 1.6 if rng.random() < 0.5 else noise)
    image = np.clip(image, 0, 255).astype(np.uint8)
    if rng.random() < 0.5:
        coded = cv2.imencode(".jpg", image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(30, 95))])[1]
        image = cv2.imdecode(coded, cv2.IMREAD_COLOR)[..., ::-1]
    return image
