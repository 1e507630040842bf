"""Examples: a face as a phone might see it, what hides places of it, and how its colours were changed."""

from dataclasses import dataclass

import cv2
import numpy as np

from . import colours
from .bearing import bearing
from .contract import COLUMNS, EYE_DISTANCE, EYES_AT, HEIGHT, ROWS, STEP, WIDTH
from .exchange import exchanged
from .faces import BASE_EYE_DISTANCE, HIDDEN, ROOM, SEEN, UNTOLD, Face
from .fills import fill
from .regions import region

Rng = np.random.Generator

EDITED = 0.55
BEARING = 0.2
# Of what is edited, with a part where another belongs.
EXCHANGED = 0.13
UNNATURAL = 0.35
# Blurred as a whole.
SOFT = 0.15
# Pixels, of 40 to an eye distance.
BLURRED = 1.8
# Of colours of no camera, made of a picture under another lamp and of another exposure: these alone tell nothing.
LIT_BEFORE = 0.6
# What a place must have changed by, on average, to be hidden (of 255); by less than the second it still shows.
CHANGED, UNCHANGED = 7.0, 1.5
# Where hue, lightness and drawing are gone so far that nothing more can be said of places.
DESTROYING = 0.5


@dataclass
class Example:
    """`image` (HEIGHT, WIDTH, 3) uint8; `truth` (ROWS, COLUMNS) of HIDDEN, SEEN, UNTOLD; `natural` 1, 0 or -1."""

    image: np.ndarray
    truth: np.ndarray
    natural: int


def placed(face: Face, other: Face, rng: Rng) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The face as the network is shown it, as surely as the mesh places it: picture, truth and landmarks."""
    zoom = EYE_DISTANCE / BASE_EYE_DISTANCE * np.exp(rng.normal(0, 0.035))
    turn = rng.normal(0, 0.035)
    cosine, sine = zoom * np.cos(turn), zoom * np.sin(turn)
    linear = np.array([[cosine, -sine], [sine, cosine]])
    eyes = (np.array(EYES_AT) / EYE_DISTANCE + ROOM) * BASE_EYE_DISTANCE
    target = np.array(EYES_AT) + np.clip(rng.normal(0, 1.4, 2), -4, 4)
    matrix = np.concatenate([linear, (target - linear @ eyes)[:, None]], axis=1)
    # Half of the faces of phones are sharper or softer than the cache.
    softness = rng.choice([0.0, 0.5, 1.0, 2.0], p=[0.4, 0.3, 0.2, 0.1])
    source = cv2.GaussianBlur(face.image, (0, 0), softness) if softness else face.image
    if not face.inside.all() and rng.random() < 0.7:
        # Where a narrow photograph has ended, phones see something. It is out of focus, so that a quarter of its pixels will do.
        behind = np.rot90(other.image, int(rng.integers(4)))
        height, width = face.inside.shape
        behind = cv2.resize(np.ascontiguousarray(behind), (width // 4, height // 4), interpolation=cv2.INTER_AREA)
        behind = cv2.GaussianBlur(behind, (0, 0), rng.uniform(0.5, 5)) * rng.uniform(0.3, 1.0)
        behind = cv2.resize(behind, (width, height))
        source = np.where(face.inside[..., None], source, behind.astype(np.uint8))
    image = cv2.warpAffine(source, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_AREA)
    truth = cv2.warpAffine(face.truth, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_NEAREST, borderValue=UNTOLD)
    points = face.landmarks @ linear.T + matrix[:, 2]
    return image.astype(np.float32), truth, points.astype(np.float32)


def _of_cells(pixels: np.ndarray) -> np.ndarray:
    return pixels.reshape(ROWS, STEP, COLUMNS, STEP).mean(axis=(1, 3))


def hides(edited: np.ndarray, image: np.ndarray, points: np.ndarray) -> bool:
    """Whether the places of a part have changed, on average, by enough to be hidden."""
    low, high = points.min(axis=0).astype(int), points.max(axis=0).astype(int) + 1
    window = np.s_[max(0, low[1]) : high[1], max(0, low[0]) : high[0]]
    return bool(np.abs(edited - image).max(axis=2)[window].mean() > CHANGED)


def example(face: Face, other: Face, rng: Rng) -> Example:
    """One example of `face`; bits of `other` may lie on it."""
    image, truth, points = placed(face, other, rng)
    if rng.random() < 0.35:
        image = colours.shaded(image, rng)
    if rng.random() < BEARING:
        image = bearing(image, points, rng)
    hidden = np.zeros((HEIGHT, WIDTH), np.float32)
    before = image
    for _ in range(int(rng.random() < EDITED) + int(rng.random() < 0.1)):
        if rng.random() < EXCHANGED:
            image, mask = exchanged(image, points, rng)
            hidden = np.maximum(hidden, mask)
            continue
        mask = region(points, rng)
        opacity = 1.0 if rng.random() < 0.8 else rng.uniform(0.85, 1.0)
        alpha = (mask * opacity)[..., None]
        image = image * (1 - alpha) + fill(image, mask, other.image.astype(np.float32), rng) * alpha
        hidden = np.maximum(hidden, mask)
    if rng.random() < 0.08:
        # A mole, a scratch, a jewel: too small to hide a part.
        at = (int(rng.uniform(20, WIDTH - 20)), int(rng.uniform(20, HEIGHT - 20)))
        cv2.circle(image, at, int(rng.integers(1, 4)), tuple(map(float, rng.uniform(0, 255, 3))), -1)
    changed = _of_cells(np.abs(image - before).max(axis=2))
    blurred = rng.random() < SOFT
    if blurred:
        image, blurred = softened(image, rng)
    covered = _of_cells(hidden)
    # A cell that is partly outside of the face counts as what is of it.
    known = _of_cells((truth != UNTOLD).astype(np.float32)) > 0.5
    cells = np.where(_of_cells((truth == HIDDEN).astype(np.float32)) > 0.5, HIDDEN, SEEN)
    cells = np.where((covered > 0.6) & (changed > CHANGED), HIDDEN, cells)
    untold = ~known | ((cells == SEEN) & ((covered > 0.1) & (changed > UNCHANGED)))
    # What is beside the face but was drawn on it too.
    beside = ~known & (covered > 0.6) & (changed > 3 * CHANGED)
    cells = np.where(beside, HIDDEN, np.where(untold, UNTOLD, cells)).astype(np.uint8)
    if blurred:
        # So far that nobody can tell a blur of all from one that was drawn over a part. Another rule judges that.
        cells[cells == SEEN] = UNTOLD
    natural = 0 if face.is_grey else 1
    if rng.random() < UNNATURAL:
        natural = 0
        if rng.random() < LIT_BEFORE:
            image = colours.natural(image, rng)
        image = colours.unnatural(image, rng)
        if rng.random() < DESTROYING:
            cells[:] = UNTOLD
    else:
        image = colours.natural(image, rng)
    return Example(filed(image, rng), cells, natural)


def softened(image: np.ndarray, rng: Rng) -> tuple[np.ndarray, bool]:
    """Out of focus, or moved while it was taken; and whether by more than leaves parts of a face to be seen."""
    if rng.random() < 0.5:
        sigma = rng.uniform(0.7, 4.0)
        return cv2.GaussianBlur(image, (0, 0), sigma), sigma > BLURRED
    length = int(rng.integers(3, 15))
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1 / length
    turn = cv2.getRotationMatrix2D(((length - 1) / 2, (length - 1) / 2), rng.uniform(0, 180), 1.0)
    kernel = cv2.warpAffine(kernel, turn, (length, length))
    # A line of so many pixels spreads as far as a bell of a third of them.
    return cv2.filter2D(image, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE), length / 3.5 > BLURRED


def filed(image: np.ndarray, rng: Rng) -> np.ndarray:
    """As a camera and a file leave it: noise, few pixels, JPEG."""
    if rng.random() < 0.4:
        image = image + rng.normal(0, rng.uniform(1, 9), image.shape)
    if rng.random() < 0.15:
        small = (int(WIDTH * (scale := rng.uniform(0.45, 0.9))), int(HEIGHT * scale))
        image = cv2.resize(cv2.resize(image.astype(np.float32), small, interpolation=cv2.INTER_AREA), (WIDTH, HEIGHT))
    image = np.clip(image, 0, 255).astype(np.uint8)
    if rng.random() < 0.4:
        _, data = cv2.imencode(".jpg", image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(45, 96))])
        image = cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1]
    return image
