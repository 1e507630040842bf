"""Hats as solids: a crown, a peak, a brim in three dimensions, seen from where the head is turned to."""

from dataclasses import dataclass

import cv2
import numpy as np

from align import eye_centres
from teacher import BACKGROUND, EAR, EYEWEAR, HAIR, SKIN

from .cloth import black_cloth, cloth
from .headwear import HAT_LABEL, cover, hide_hair
from .scene import CHIN, EYE_DISTANCE, FOREHEAD, SIZE, Scene, filled, smooth_noise

# A head as an ellipsoid, in distances of the eye centres: 15 cm wide, 19.5 long and 22 high with the eyes 6.3 apart.
HALF_WIDTH, HALF_LENGTH, HALF_HEIGHT = 1.2, 1.55, 1.75
# Its centre behind the middle of the eyes and above it.
CENTRE_BEHIND, CENTRE_ABOVE = 1.35, 0.1
AROUND = np.linspace(0, 2 * np.pi, 48)
OUTWARDS = np.linspace(0, 1, 7)[:, None]
# A hat of which less is in the picture is none.
LEAST_PIXELS = 300


class Head:
    """Where the head lies: crop pixels, z growing away from the camera."""

    def __init__(self, scene: Scene):
        points = scene.landmarks.astype(np.float64)
        left, right = eye_centres(points)
        self.size = float(np.linalg.norm(right - left)) + 1e-6
        self.across = (right - left) / self.size
        up = points[FOREHEAD] - points[CHIN]
        up -= self.across * (up @ self.across)
        self.up = up / (np.linalg.norm(up) + 1e-6)
        self.forward = np.cross(self.across, self.up)
        eyes = (left + right) / 2
        self.centre = eyes - self.forward * CENTRE_BEHIND * self.size + self.up * CENTRE_ABOVE * self.size

    def place(self, x: np.ndarray, y: np.ndarray, z: np.ndarray) -> np.ndarray:
        """Points of the head's own frame (rightwards, up, forward; eye distances from its centre) in the crop."""
        own = np.stack(np.broadcast_arrays(x, y, z), axis=-1)
        return self.centre + own @ np.stack([self.across, self.up, self.forward]) * self.size

    def surface(self, body: np.ndarray) -> np.ndarray:
        """Depth of what is seen of the person, (192, 192): the head's front side, else its middle's; +inf beside it."""
        axes = np.stack([self.across / HALF_WIDTH, self.up / HALF_HEIGHT, self.forward / HALF_LENGTH]) / self.size
        y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float64)
        flat = (x - self.centre[0])[..., None] * axes[:, 0] + (y - self.centre[1])[..., None] * axes[:, 1]
        deep = axes[:, 2]
        # |flat + t deep| = 1, the nearer of both.
        a, b, c = deep @ deep, flat @ deep, (flat * flat).sum(axis=-1) - 1
        root = np.sqrt(np.maximum(b * b - a * c, 0))
        depth = np.where(b * b - a * c > 0, (-b - root) / a, 0.0) + self.centre[2]
        return np.where(body, depth, np.inf)


@dataclass
class Light:
    """Where light comes from, a unit vector, and how much of it comes from everywhere."""

    sun: np.ndarray
    ambient: float

    @classmethod
    def some(cls, rng: np.random.Generator) -> "Light":
        sun = np.array([rng.normal(0, 0.6), -rng.uniform(0.2, 1), -rng.uniform(0.2, 1)])
        return cls(sun / np.linalg.norm(sun), rng.uniform(0.25, 0.85))


class Sheet:
    """A bent sheet (rows, columns, 3) drawn square by square, nearer ones over those that lie further back."""

    def __init__(self):
        self.depth = np.full((SIZE, SIZE), np.inf, np.float32)
        self.light = np.ones((SIZE, SIZE), np.float32)

    def add(self, points: np.ndarray, light: Light, both_sides: bool = False) -> None:
        corners = np.stack([points[:-1, :-1], points[:-1, 1:], points[1:, 1:], points[1:, :-1]], axis=2).reshape(-1, 4, 3)
        normals = np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1])
        length = np.linalg.norm(normals, axis=1)
        keep = length > 1e-9
        if not both_sides:
            keep &= normals[:, 2] < 0
        corners, normals = corners[keep], normals[keep] / length[keep, None]
        # What is seen from below turns its normal round.
        normals = np.where(normals[:, 2:] > 0, -normals, normals)
        shade = light.ambient + (1 - light.ambient) * np.clip(normals @ light.sun, 0, None)
        for index in np.argsort(-corners[:, :, 2].mean(axis=1)):
            outline = [np.round(corners[index, :, :2] * 16).astype(np.int32)]
            cv2.fillPoly(self.depth, outline, float(corners[index, :, 2].mean()), shift=4)
            cv2.fillPoly(self.light, outline, float(shade[index]), shift=4)


@dataclass
class Hat:
    """What a hat is made of, before cloth: its hem above the head's centre, its slope and half axes, in eye distances."""

    kind: str
    hem: float
    slope: tuple[float, float]
    half_width: float
    half_length: float

    def at(self, head: Head, x: np.ndarray, height: np.ndarray, z: np.ndarray, foot: tuple | None = None) -> np.ndarray:
        """Points of the hat in the crop; the slope lifts them by where they, or the `foot` they stand on, are."""
        foot_x, foot_z = foot or (x, z)
        return head.place(x, self.hem + height + self.slope[0] * foot_z + self.slope[1] * foot_x, z)

    def ring(self, head: Head, scale: float, height: float) -> np.ndarray:
        x, z = self.half_width * scale * np.sin(AROUND), self.half_length * scale * np.cos(AROUND)
        return self.at(head, x, np.float64(height), z)


def _some_hat(rng: np.random.Generator) -> Hat:
    kind = str(rng.choice(["cap", "cap", "cap", "bucket", "tall", "wide", "wide", "peci", "dome"]))
    # The brows are about 0.35 above the head's centre and the hairline 0.9.
    hem = rng.uniform(0.45, 1.05)
    slope = (rng.normal(0.06, 0.1), rng.normal(0, 0.05))
    if kind in ("wide", "cap") and rng.random() < 0.5:
        # Set back: from the hairline down to the nape, the brim seen from below behind hair that hangs.
        slope = (rng.uniform(0.25, 0.7), slope[1])
        hem = rng.uniform(0.7, 1.15) - slope[0] * HALF_LENGTH
    grown = np.sqrt(max(0.3, 1 - (hem / HALF_HEIGHT) ** 2)) * rng.uniform(1.08, 1.24)
    return Hat(kind, hem, slope, HALF_WIDTH * grown, HALF_LENGTH * grown)


def _crown(hat: Hat, head: Head, rng: np.random.Generator) -> np.ndarray:
    """Rings from the hem to the top, (levels, steps around, 3); seen from outside, their normals look at the viewer."""
    if hat.kind == "peci":
        tall, power, narrow = rng.uniform(0.75, 1.25), 12.0, rng.uniform(-0.02, 0.14)
    elif hat.kind in ("tall", "wide"):
        tall, power, narrow = rng.uniform(0.8, 1.4), rng.uniform(3.0, 8.0), rng.uniform(-0.05, 0.2)
    else:
        tall, power, narrow = rng.uniform(0.75, 1.25), rng.uniform(1.9, 2.6), 0.0
    level = np.linspace(0, 1, 14)
    radius = (1 - level**power) ** (1 / power) * (1 - narrow * level)
    dent = rng.uniform(0, 0.25) if hat.kind in ("tall", "wide") and rng.random() < 0.6 else 0.0
    return np.stack([hat.ring(head, r, tall * (h - dent * (h > 0.9) * (1 - r))) for r, h in zip(radius, level, strict=True)])


def _brim(hat: Hat, head: Head, rng: np.random.Generator) -> np.ndarray:
    """All around: hanging, flat or rolled up at the sides."""
    width = {"bucket": rng.uniform(0.35, 0.8), "tall": rng.uniform(0.25, 0.7), "wide": rng.uniform(0.6, 1.5)}[hat.kind]
    droop = {"bucket": rng.uniform(-1.2, -0.3), "tall": rng.normal(0, 0.2), "wide": rng.normal(0, 0.25)}[hat.kind]
    roll = rng.normal(0, 0.25) if hat.kind != "bucket" else 0.0
    grown = 1 + OUTWARDS * width / ((hat.half_width + hat.half_length) / 2)
    waves = 0.06 * rng.uniform(0, 1) * np.sin(AROUND * rng.integers(2, 5)) * OUTWARDS
    height = OUTWARDS * width * droop + roll * OUTWARDS**2 * np.abs(np.sin(AROUND)) + waves
    x, z = hat.half_width * grown * np.sin(AROUND), hat.half_length * grown * np.cos(AROUND)
    return hat.at(head, x, height, z)


def _peak(hat: Hat, head: Head, rng: np.random.Generator) -> np.ndarray:
    """In front, or turned aside or behind; level, pulled down or turned up."""
    towards = rng.normal(0, 0.15) if rng.random() < 0.7 else rng.uniform(0, 2 * np.pi)
    half = rng.uniform(0.75, 1.15)
    across = np.linspace(-half, half, 25)
    length, pitch = rng.uniform(0.6, 1.25), rng.normal(-0.1, 0.3)
    reach = length * np.cos(across / half * np.pi / 2) ** rng.uniform(0.4, 0.8)
    # Bent over the middle, like most peaks.
    bend = rng.uniform(0, 0.35) * (across / half) ** 2
    foot_x, foot_z = hat.half_width * np.sin(across + towards), hat.half_length * np.cos(across + towards)
    x, z = foot_x + OUTWARDS * reach * np.sin(towards), foot_z + OUTWARDS * reach * np.cos(towards)
    return hat.at(head, x, OUTWARDS * (pitch * reach - bend), z, (foot_x, foot_z))


def _cloth(
    scene: Scene, hat: Hat, head: Head, crown: Sheet, beside: Sheet, brim: np.ndarray, light: Light, rng: np.random.Generator
) -> np.ndarray:
    """Crown and brim of one cloth or two, perhaps with a ribbon or a badge."""
    fabric = black_cloth(rng) if rng.random() < 0.3 else cloth(scene, rng)
    other = fabric if rng.random() < 0.7 else cloth(scene, rng)
    fabric = fabric * crown.light[..., None]
    if hat.kind not in ("peci", "cap") and rng.random() < 0.5:
        ribbon = Sheet()
        ribbon.add(np.stack([hat.ring(head, 1.01, height) for height in (0.0, rng.uniform(0.1, 0.35))]), light)
        fabric = np.where(np.isfinite(ribbon.depth)[..., None], cloth(scene, rng) * ribbon.light[..., None], fabric)
    fabric = np.where(brim[..., None], other * beside.light[..., None] * rng.uniform(0.6, 1.05), fabric)
    if hat.kind in ("cap", "dome") and rng.random() < 0.4:
        x, y, _ = head.place(rng.normal(0, 0.15), hat.hem + rng.uniform(0.25, 0.5), hat.half_length)
        box = cv2.boxPoints(((float(x), float(y)), tuple(rng.uniform(5, 22, 2).tolist()), float(rng.uniform(-10, 10))))
        letters = smooth_noise(rng, int(rng.integers(20, 60))) > rng.uniform(-1, 0.5)
        badge = (filled(box) > 0.5) & np.isfinite(crown.depth) & letters
        fabric = np.where(badge[..., None], rng.uniform(0, 255, 3), fabric)
    return np.clip(fabric, 0, 255)


def _shade(scene: Scene, head: Head, hat: np.ndarray, rng: np.random.Generator) -> None:
    """The shade of a peak or brim on the face."""
    fall = -head.up[:2] * EYE_DISTANCE * rng.uniform(0.1, 0.6)
    shade = cv2.warpAffine(hat.astype(np.float32), np.float32([[1, 0, fall[0]], [0, 1, fall[1]]]), (SIZE, SIZE))
    shade = cv2.GaussianBlur(shade, (0, 0), rng.uniform(1, 4)) * np.isin(scene.classes, (SKIN, EAR, HAIR, EYEWEAR))
    scene.paint(shade * rng.uniform(0.1, 0.65), np.zeros(3), None)


def draw_solid_hat(scene: Scene, rng: np.random.Generator) -> None:
    """A cap (peak in front, aside, behind, turned up), a bucket hat, one with a brim, one set back on the head, a peci."""
    head = Head(scene)
    if head.forward[2] > -0.2:
        # Seen from behind: the landmarks are wrong.
        return
    hat, light = _some_hat(rng), Light.some(rng)
    crown, beside = Sheet(), Sheet()
    crown.add(_crown(hat, head, rng), light)
    if hat.kind in ("bucket", "tall", "wide"):
        beside.add(_brim(hat, head, rng), light, both_sides=True)
    elif hat.kind == "cap":
        beside.add(_peak(hat, head, rng), light, both_sides=True)
    # A crown rests on the hair that it covers, however thick that is; a brim may pass behind the face and what hangs beside it,
    # to which `surface` gives the depth of the head's middle.
    shown = np.isfinite(crown.depth)
    brim = np.isfinite(beside.depth) & (beside.depth < np.minimum(crown.depth, head.surface(scene.classes != BACKGROUND)))
    region = cv2.morphologyEx((shown | brim).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    if region.sum() < LEAST_PIXELS:
        return
    fabric = _cloth(scene, hat, head, crown, beside, brim, light, rng)
    if brim.any() and rng.random() < 0.7:
        _shade(scene, head, brim | shown, rng)
    hide_hair(scene, shown.astype(np.float32), rng)
    soft = cv2.GaussianBlur(region.astype(np.float32), (0, 0), rng.uniform(0.4, 0.9))
    cover(scene, rng, soft, fabric, HAT_LABEL)
