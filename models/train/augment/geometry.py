"""From a base crop to a training crop: jitter, phone perspective, half-seen heads."""

import cv2
import numpy as np

from align import turn
from labels import EAR_FULL_PIXELS, EAR_PIXELS, UNSURE, Sample
from labels import EYE_DISTANCE as BASE_EYE_DISTANCE
from prepare import BASE_SIZE
from teacher import BACKGROUND, EAR

from .scene import EAR_EDGES, EAR_SHOWN_PIXELS, EYE_DISTANCE, NOSE_BRIDGE, SIZE, Scene, filled

# Pixels of the base crop for one of the training crop.
ZOOM = 60.0 / EYE_DISTANCE
EYES_IN_CROP = np.array([96.0, 100.0])
EYES_IN_BASE = np.array([BASE_SIZE / 2, BASE_SIZE * 0.52])
# A side squeezed by less than this has its ear behind the cheek.
BEHIND_CHEEK = 0.1
# A head turned by this much, degrees, is cropped half as exactly as a level one.
LOOSENING_TURN = 30.0
# An ear is in full outline from this share of the pixels on that a level, frontal head shows of it.
FULL_SHARE = 0.6


def _squeeze(
    x: np.ndarray, edges: tuple[float, float], factors: tuple[float, float], widths: tuple[float, float]
) -> np.ndarray:
    """Crop column -> column before the ears were foreshortened.

    Beyond each edge of the face a strip of the side's width is squeezed by its
    factor; what lies further out moves in.
    """
    left, right = edges
    result = x.copy()
    for sign, edge, factor, width in ((-1, left, factors[0], widths[0]), (1, right, factors[1], widths[1])):
        beyond = sign * (x - edge)
        inside = np.minimum(beyond, width * factor) / factor
        moved = np.where(beyond > width * factor, beyond - width * factor + width, inside)
        result = np.where(beyond > 0, edge + sign * moved, result)
    return result


def to_scene(sample: Sample, rng: np.random.Generator, jitter: bool = True) -> Scene:
    """Sample a training crop from a base crop."""
    angle = scale = 0.0
    shift = np.zeros(2)
    aspect = 1.0
    squeeze = (1.0, 1.0)
    bulge = 0.0
    if jitter:
        # The mesh, and with it the crop, errs more on turned heads.
        loose = 1 + min(abs(turn(sample.landmarks)), 60) / LOOSENING_TURN
        angle = np.radians(rng.normal(0, 4 * loose) if rng.random() < 0.85 else rng.uniform(-25, 25))
        # A mesh that errs by a fifth is rare, but that a face is nearer must not say what it wears.
        scale = rng.normal(0, 0.05 * loose) if rng.random() < 0.75 else rng.uniform(-0.22, 0.22)
        shift = rng.normal(0, 2.5 * loose, 2)
        aspect = np.exp(rng.normal(0, 0.03))
        if rng.random() < 0.35:
            both = rng.uniform(0.3, 1.0)
            squeeze = tuple(np.clip(both * rng.uniform(0.8, 1.25, 2), 0.25, 1.0))
            if rng.random() < 0.3:
                # A camera so near that the cheek hides this ear, or both.
                gone = rng.uniform(0.01, 0.06)
                squeeze = ((gone, squeeze[1]), (squeeze[0], gone), (gone, gone))[rng.integers(3)]
        if rng.random() < 0.4:
            bulge = rng.uniform(-0.05, 0.2)
    zoom = ZOOM * np.exp(scale)
    y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
    landmarks = sample.landmarks.astype(np.float64).copy()
    landmarks[:, :2] = (landmarks[:, :2] - EYES_IN_BASE) / ZOOM + EYES_IN_CROP
    landmarks[:, 2] /= ZOOM
    # Undo, from the crop outwards: shift and turn, bulge, squeeze, zoom.
    cosine, sine = np.cos(angle), np.sin(angle)
    dx, dy = x - EYES_IN_CROP[0] - shift[0], y - EYES_IN_CROP[1] - shift[1]
    u, v = (cosine * dx + sine * dy) * aspect, (-sine * dx + cosine * dy) / aspect
    if bulge:
        # A near camera: the middle of the face grows against its edges.
        v_face = v - 10
        radius = (u * u + v_face * v_face) / (80.0 * 80.0)
        grow = (1 + bulge * radius) / (1 + 0.5 * bulge)
        u, v = u * grow, v_face * grow + 10
    edges = tuple(landmarks[list(edge), 0].mean() - EYES_IN_CROP[0] for edge in EAR_EDGES)
    if squeeze != (1.0, 1.0):
        # A cheek hides the whole of an ear, its outer rim too.
        widths = tuple(EYE_DISTANCE * (0.75 if factor < BEHIND_CHEEK else 0.45) for factor in squeeze)
        u = _squeeze(u, edges, squeeze, widths).astype(np.float32)
    map_x = (u * zoom + EYES_IN_BASE[0]).astype(np.float32)
    map_y = (v * zoom + EYES_IN_BASE[1]).astype(np.float32)
    # Blur first, since the crop is smaller than the base.
    soft = cv2.GaussianBlur(sample.image, (0, 0), 0.45)
    image = cv2.remap(soft, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    classes = cv2.remap(
        sample.classes, map_x, map_y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT, borderValue=BACKGROUND
    )
    # Landmarks forward: all but the bulge and squeeze, which hardly move the face.
    p = (landmarks[:, :2] - EYES_IN_CROP) * (ZOOM / zoom) / np.array([aspect, 1 / aspect])
    if bulge:
        r = (p[:, 0] ** 2 + (p[:, 1] - 10) ** 2) / (80.0 * 80.0)
        factor = (1 + 0.5 * bulge) / (1 + bulge * r)
        p = np.stack([p[:, 0] * factor, (p[:, 1] - 10) * factor + 10], axis=1)
    landmarks[:, 0] = cosine * p[:, 0] - sine * p[:, 1] + EYES_IN_CROP[0] + shift[0]
    landmarks[:, 1] = sine * p[:, 0] + cosine * p[:, 1] + EYES_IN_CROP[1] + shift[1]
    scene = Scene(
        image, classes, landmarks.astype(np.float32), sample.eyewear, sample.head, list(sample.ears), sample.covered,
        sample.note, made_of=[sample.source, sample.note or "plain"],
    )  # fmt: skip
    inside = sample.inside.astype(np.uint8)
    scene.outside = cv2.remap(inside, map_x, map_y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT) == 0
    for side in (0, 1):
        if scene.ears[side] > 0 and squeeze[side] < 1:
            scene.ears[side] = _squeezed_ear(scene, sample, side, squeeze[side])
    return scene


def _squeezed_ear(scene: Scene, sample: Sample, side: int, squeeze: float) -> int:
    """How much of an ear still shows after its side was squeezed."""
    columns, middle = np.arange(BASE_SIZE)[None], sample.landmarks[NOSE_BRIDGE, 0]
    own = columns < middle if side == 0 else columns >= middle
    if ((sample.classes == EAR) & own).sum() < EAR_PIXELS:
        # Shown, but not to the teacher: its pixels cannot be counted.
        return scene.ears[side] if squeeze >= 0.6 else UNSURE
    count = scene.ear_pixels(side)
    if count == 0:
        return 0
    if count < EAR_SHOWN_PIXELS:
        return UNSURE
    least = FULL_SHARE * EAR_FULL_PIXELS * (EYE_DISTANCE / BASE_EYE_DISTANCE) ** 2
    return 1 if squeeze < BEHIND_CHEEK or count < least else scene.ears[side]


def mirrored(scene: Scene) -> Scene:
    """Picture, classes and ears in a mirror. For the last step: landmarks and what lies outside stay as they were."""
    scene.image = np.ascontiguousarray(scene.image[:, ::-1])
    scene.classes = np.ascontiguousarray(scene.classes[:, ::-1])
    scene.ears = scene.ears[::-1]
    return scene


# A picture cut along the face, eye distances from the middle of the eyes to each border, as FairFace's are.
NARROW_WIDTH, NARROW_TOP, NARROW_BOTTOM = (1.2, 1.9), (0.74, 1.32), (1.67, 2.33)


def cut_along_face(scene: Scene, rng: np.random.Generator) -> None:
    """Cut a whole photograph like the narrow ones: black beyond, and of an ear that is cut nobody knows."""
    before = [scene.ear_pixels(0), scene.ear_pixels(1)]
    middle, across, down = scene.axes()
    unit = np.array([down[1], -down[0]])
    left, right = (-rng.triangular(NARROW_WIDTH[0], 1.42, NARROW_WIDTH[1]) for _ in range(2))
    top, bottom = -rng.triangular(NARROW_TOP[0], 0.9, NARROW_TOP[1]), rng.triangular(NARROW_BOTTOM[0], 1.92, NARROW_BOTTOM[1])
    corners = [middle + x * unit + y * down for x, y in ((left, top), (-right, top), (-right, bottom), (left, bottom))]
    cut = filled(np.array(corners)) < 0.5
    scene.image[cut] = 0
    scene.classes[cut] = BACKGROUND
    scene.outside |= cut
    for side in (0, 1):
        if scene.ear_pixels(side) < before[side] or before[side] == 0:
            scene.ears[side] = UNSURE if scene.ears[side] > 0 else scene.ears[side]


def half_seen(scene: Scene, rng: np.random.Generator) -> None:
    """Cut the photograph off at a line, or all around the face: black beyond, and what is there is hidden."""
    before = [scene.ear_pixels(0), scene.ear_pixels(1)]
    cut = np.zeros((SIZE, SIZE), bool)
    # Selfies mostly cut off the top of the head; pictures of a face and little else cut off all around.
    side = rng.choice([0, 1, 2, 2, 3, 4])
    if side == 4:
        left, top = np.maximum(scene.oval.min(axis=0) + rng.normal(-4, 8, 2), 0).astype(int)
        right, bottom = np.minimum(scene.oval.max(axis=0) + rng.normal(4, 8, 2), SIZE).astype(int)
        cut[:] = True
        cut[top:bottom, left:right] = False
    elif side == 0:
        cut[:, : rng.integers(5, 80)] = True
    elif side == 1:
        cut[:, SIZE - rng.integers(5, 80) :] = True
    elif side == 2:
        cut[: rng.integers(5, 75)] = True
    else:
        cut[SIZE - rng.integers(5, 60) :] = True
    scene.image[cut] = 0
    scene.classes[cut] = BACKGROUND
    scene.cover_ears(before, cut.astype(np.float32))
