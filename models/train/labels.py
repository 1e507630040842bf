"""From the teacher's pixels and our corrections to labelled samples.

Attributes of a photograph are first read from the teacher's pixels, then from
hand labels in the data set, then from `corrections.csv` and `coverings.csv`,
each overruling the one before. Pixels that contradict the attributes become
UNKNOWN: they are neither rewarded nor punished in training.
"""

import csv
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

import cv2
import numpy as np

from contract import ATTRIBUTES as ATTRIBUTES
from teacher import BACKGROUND, CLOTHING, EAR, EYEWEAR, HAIR, HAT, NECK, SCARF, SKIN, UNKNOWN, to_our_classes

# Eye distance in the cached base crop, pixels (prepare.BASE_SIZE / BASE_SIDE).
EYE_DISTANCE = 60

EYEWEAR_VALUES = ("none", "clear", "tinted")
HEAD_VALUES = ("none", "hat", "scarf")
# An ear is hidden, shown in part (a sliver is enough), or in full outline.
EAR_VALUES = ("hidden", "partly", "full")
COVERED_VALUES = ("free", "covered")
UNSURE = -1

# Least pixels of the teacher's class for the attribute, at 60 px eye distance.
EYEWEAR_PIXELS = 250
HAT_PIXELS = 900
EAR_PIXELS = 50
EAR_FULL_PIXELS = 560
# From here on to EAR_PIXELS most are slivers, some are mistakes.
EAR_DOUBT_PIXELS = 16

# MediaPipe mesh: the outline of the face, clockwise from the forehead.
FACE_OVAL = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip

# Mesh landmarks on the edge of the face near the ears, and the chin.
FACE_EDGE = {"left": (127, 234, 93), "right": (356, 454, 323)}
CHIN = 152

# Share of people kept for validation.
VALIDATION_SHARE = 0.12

# Of a crop that is cut along the face, less than this share of the base crop is picture.
NARROW_SHARE = 0.3
# Cloth that frames a face lies at least so far around its outline, eye distances.
FRAMING_CLOTH = 0.35

HERE = Path(__file__).parent
# What labels mean, by column and label: the file that `swafoto eval` reads.
MEANING = tomllib.loads((HERE / "../../tests/labels/meaning.toml").read_text())


@dataclass
class Sample:
    """One photograph: base crop, pixel classes, landmarks and attributes."""

    source: str
    name: str
    image: np.ndarray
    classes: np.ndarray
    inside: np.ndarray
    landmarks: np.ndarray
    eyewear: int = 0
    head: int = 0
    ears: list[int] = field(default_factory=lambda: [0, 0])
    covered: int = 0
    note: str = ""

    @property
    def person(self) -> str:
        """What must not be split between training and validation."""
        stem = Path(self.name).stem
        return f"{self.source}/{stem.split('_')[-1]}" if self.source == "london" else f"{self.source}/{stem}"

    @property
    def is_validation(self) -> bool:
        """Fixed by the person's name, so it never changes between runs."""
        return crc32(self.person.encode()) % 1000 < VALIDATION_SHARE * 1000

    @property
    def is_narrow(self) -> bool:
        """Whether the picture is cut along the face, so that ears and crown lie on its border or beyond."""
        return bool(self.inside.mean() < NARROW_SHARE)

    def short_caption(self) -> str:
        stem = Path(self.name).stem.replace("female", "f").replace("male", "m").replace("neutral", "n")
        marks = "?nct"[self.eyewear + 1] + "?nhs"[self.head + 1]
        return f"{stem} {marks}{''.join('?012'[e + 1] for e in self.ears)}{'C' if self.covered else ''}"


def from_teacher(sample: Sample, answer: np.ndarray) -> None:
    """Attributes as the teacher's pixels tell them."""
    sample.eyewear = int((answer == 6).sum() >= EYEWEAR_PIXELS)
    sample.head = int((answer == 18).sum() >= HAT_PIXELS)
    for side, (own, other) in enumerate(((7, 8), (8, 7))):
        # The teacher sometimes swaps sides; where the pixels lie decides.
        middle = sample.landmarks[168, 0]
        ear = (answer == own) | (answer == other)
        columns = np.arange(ear.shape[1])
        ear = ear & ((columns < middle) if side == 0 else (columns > middle))[None]
        count = int(ear.sum())
        sample.ears[side] = int(count >= EAR_PIXELS) + int(count >= EAR_FULL_PIXELS)
        if EAR_DOUBT_PIXELS <= count < EAR_PIXELS:
            sample.ears[side] = UNSURE


def value(values: tuple[str, ...], name: str) -> int:
    """The number of an attribute's value, or UNSURE."""
    return UNSURE if name == "unsure" else values.index(name)


def learnt(values: tuple[str, ...], column: str, label: str) -> int:
    """What is learnt of a label in a column, as a number."""
    return value(values, MEANING[column][label]["trains"])


def from_hand_labels(sample: Sample, row: dict[str, str]) -> None:
    """Attributes from a `labels.csv` in the format of the data's README."""
    sample.eyewear = learnt(EYEWEAR_VALUES, "glasses", row["glasses"])
    sample.head = learnt(HEAD_VALUES, "head_cover", row["head_cover"])
    sample.ears = [learnt(EAR_VALUES, ear, row[ear]) for ear in ("ear_image_left", "ear_image_right")]
    sample.covered = learnt(COVERED_VALUES, "occlusion", row["occlusion"])
    if row["head_cover"] == "headband":
        sample.note = "headband"


def from_correction(sample: Sample, row: dict[str, str]) -> None:
    """Attributes from a row of `corrections.csv`; an empty cell keeps."""
    if row["eyewear"]:
        sample.eyewear = value(EYEWEAR_VALUES, row["eyewear"])
    if row["head"]:
        sample.head = value(HEAD_VALUES, row["head"])
    for side, key in enumerate(("ear_image_left", "ear_image_right")):
        if row[key]:
            sample.ears[side] = value(EAR_VALUES, row[key])
    if row["covered"]:
        sample.covered = int(row["covered"])
    sample.note = row["note"] or sample.note


def from_covering(sample: Sample, row: dict[str, str]) -> None:
    """Attributes from a row of `coverings.csv`: what was decided by looking at the photograph."""
    sample.head, sample.note = learnt(HEAD_VALUES, "worn", row["worn"]), row["worn"]
    sample.covered = 1 if row["worn"] == "niqab" else int(row["covered"])
    sample.eyewear = value(EYEWEAR_VALUES, row["eyewear"])
    if row["worn"] in ("hijab", "niqab"):
        sample.ears = [0, 0]
    elif sample.is_narrow or row["worn"] != "bare":
        # The teacher knows no ears on the border of a picture, nor beside cloth.
        sample.ears = [UNSURE, UNSURE]


def _frame_with_cloth(sample: Sample) -> None:
    """Whatever lies around a face in a hijab is cloth, for the teacher took it for hat, hair, clothes, neck or background."""
    outline = sample.landmarks[list(FACE_OVAL), :2].round().astype(np.int32)
    face = cv2.fillPoly(np.zeros(sample.classes.shape, np.uint8), [outline], 1)
    reach = 2 * round(FRAMING_CLOTH * EYE_DISTANCE) + 1
    around = cv2.dilate(face, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))) > face
    taken = np.isin(sample.classes, (BACKGROUND, HAIR, HAT, NECK, CLOTHING, EAR))
    sample.classes[around & taken] = SCARF


def _reconcile(sample: Sample) -> None:
    """Make the pixels agree with the attributes, or make them UNKNOWN."""
    classes, points = sample.classes, sample.landmarks
    height = np.arange(classes.shape[0])[:, None]
    middle, chin = points[168, 0], points[CHIN, 1]

    if sample.eyewear == 0:
        classes[classes == EYEWEAR] = UNKNOWN
    elif (classes == EYEWEAR).sum() < EYEWEAR_PIXELS:
        band = np.abs(height - points[168, 1]) < 0.6 * EYE_DISTANCE
        classes[band & (classes == SKIN)] = UNKNOWN

    covering = classes == HAT
    if sample.head == 0:
        # On a head that was looked at and found bare, what the teacher took for a hat is thick hair.
        classes[covering] = HAIR if sample.note == "bare" else UNKNOWN
    elif sample.head == 2:
        classes[covering] = SCARF
        if sample.note == "turban" and covering.sum() < HAT_PIXELS:
            # ... or took all of it for hair.
            classes[(height < points[10, 1]) & (classes == HAIR)] = UNKNOWN
        if sample.note != "turban":
            # A scarf's cloth beside and under the chin is drawn as clothing.
            cloth = classes == CLOTHING
            # A keffiyeh's is the tunic.
            low = height >= chin + 0.35 * EYE_DISTANCE if sample.note != "keffiyeh" else True
            classes[cloth & np.logical_not(low)] = SCARF
            classes[cloth & low] = UNKNOWN
            classes[classes == NECK] = UNKNOWN
        if sample.note in ("hijab", "niqab"):
            # The teacher takes dark cloth on the forehead for hair.
            classes[classes == HAIR] = SCARF
            _frame_with_cloth(sample)
        if sample.note == "loose":
            classes[classes == HAIR] = UNKNOWN
        if sample.note == "keffiyeh":
            # ... and the white cloth beside the face for background.
            classes[(classes == BACKGROUND) & (height > points[168, 1] - EYE_DISTANCE)] = UNKNOWN
    elif sample.head == 1 and covering.sum() < HAT_PIXELS:
        classes[(height < points[10, 1]) | (classes == HAIR)] = UNKNOWN

    if sample.covered != 0:
        # The teacher knows no hands and no things.
        below_brow = height > points[168, 1] - EYE_DISTANCE
        classes[below_brow & (classes != EAR) & (classes != HAT)] = UNKNOWN

    columns = np.arange(classes.shape[1])[None]
    for side, edge in enumerate(FACE_EDGE.values()):
        own = (columns < middle) if side == 0 else (columns > middle)
        ear = (classes == EAR) & own
        if sample.ears[side] == 0:
            classes[ear] = UNKNOWN
        elif sample.ears[side] == UNSURE or ear.sum() < EAR_PIXELS:
            centre = points[list(edge), :2].mean(axis=0)
            disc = np.zeros(classes.shape, np.uint8)
            cv2.circle(disc, (int(centre[0]), int(centre[1])), int(0.6 * EYE_DISTANCE), 1, -1)
            # Of a photograph whose covering was looked at, hair and cloth are known.
            kept = (EAR, HAIR, HAT, SCARF) if sample.note in MEANING["worn"] else (EAR,)
            classes[(disc > 0) & ~np.isin(classes, kept)] = UNKNOWN


def load_samples(cache: Path, sources: list[str] | None = None, data: Path | None = None) -> list[Sample]:
    """Every cached photograph with its settled labels.

    `data` is the folder that holds the sources with their `labels.csv`.
    """
    corrections = {}
    with open(HERE / "corrections.csv", newline="") as table:
        for row in csv.DictReader(table):
            corrections[(row["source"], row["file"])] = row
    with open(HERE / "coverings.csv", newline="") as table:
        coverings = {(row["source"], row["file"]): row for row in csv.DictReader(table)}
    samples = []
    for path in sorted(cache.glob("*.npz")):
        if sources and path.stem not in sources:
            continue
        if data is not None and not (data / path.stem / "images").exists():
            # Never mix in a set that is not part of this data folder.
            raise ValueError(f"{path.stem} is cached but not in {data}")
        hand = {}
        if data is not None and (data / path.stem / "labels.csv").exists():
            with open(data / path.stem / "labels.csv", newline="") as table:
                hand = {row["file"]: row for row in csv.DictReader(table)}
        arrays = np.load(path)
        images, answers, insides, meshes = (arrays[k] for k in ("image", "teacher", "inside", "landmarks"))
        for index, name in enumerate(arrays["name"]):
            name = str(name)
            sample = Sample(
                path.stem, name, images[index], to_our_classes(answers[index]), insides[index], meshes[index]
            )
            from_teacher(sample, answers[index])
            row = hand.get(name, {})
            if "glasses" in row:
                from_hand_labels(sample, row)
            covering = coverings.get((path.stem, Path(name).name))
            if covering and covering["worn"] == "skip":
                continue
            if sample.is_narrow and covering is None:
                # The teacher is too weak on pictures that are cut along the face to be believed unseen.
                continue
            if covering:
                from_covering(sample, covering)
            correction = corrections.get((path.stem, Path(name).name))
            if correction:
                from_correction(sample, correction)
            if (answers[index] != UNKNOWN).any():
                _reconcile(sample)
                # Black outside of the photograph is background to the network.
                sample.classes[~sample.inside] = BACKGROUND
                # Photograph and teacher's answer differ by a pixel about where its border lies.
                border = cv2.dilate((~sample.inside).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
                sample.classes[border & (sample.classes == UNKNOWN)] = BACKGROUND
            samples.append(sample)
    return samples
