"""Faces to draw on: the middle of the cached base crops, with what is known to hide something in them already."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from labels import FACE_OVAL, UNSURE, load_samples
from prepare import BASE_SIDE, BASE_SIZE
from teacher import CLOTHING, EYEWEAR, HAT, OCCLUDER, SCARF

from .contract import EYE_DISTANCE, EYES_AT, HEIGHT, WIDTH

# Pixels to an eye distance of a base crop, and where its eyes are.
BASE_EYE_DISTANCE = BASE_SIZE / BASE_SIDE
BASE_EYES_AT = (BASE_SIZE / 2, BASE_SIZE * 0.52)
# Room around what the network is shown, so that it may be shifted and turned, in eye distances.
ROOM = 0.3

# What is known of a place.
HIDDEN, SEEN, UNTOLD = 0, 1, 255

# A photograph whose colours differ so little, on average, is grey (of 255).
GREY = 2.5


@dataclass
class Face:
    """A face at 60 px an eye distance: picture, landmarks in its pixels, `HIDDEN`, `SEEN` or `UNTOLD` of every pixel, and whether
    it lies inside of the photograph.
    """

    source: str
    name: str
    image: np.ndarray
    landmarks: np.ndarray
    truth: np.ndarray
    inside: np.ndarray
    is_validation: bool
    is_grey: bool


def load_faces(cache: Path, data: Path) -> list[Face]:
    """Every cached face that was looked at, or that the teacher knows."""
    width, height = (round((side / EYE_DISTANCE + 2 * ROOM) * BASE_EYE_DISTANCE) for side in (WIDTH, HEIGHT))
    left, top = (
        round(base - (at / EYE_DISTANCE + ROOM) * BASE_EYE_DISTANCE)
        for base, at in zip(BASE_EYES_AT, EYES_AT, strict=True)
    )
    window = np.s_[top : top + height, left : left + width]
    faces = []
    for sample in load_samples(cache, data=data):
        image = np.ascontiguousarray(sample.image[window])
        points = sample.landmarks[:, :2] - (left, top)
        classes, inside = sample.classes[window], sample.inside[window]
        truth = np.full(classes.shape, UNTOLD, np.uint8)
        cv2.fillPoly(truth, [points[list(FACE_OVAL)].round().astype(np.int32)], SEEN)
        truth[np.isin(classes, (HAT, CLOTHING, OCCLUDER))] = UNTOLD
        if sample.eyewear != 0:
            truth[classes == EYEWEAR] = UNTOLD
        if sample.eyewear in (2, UNSURE):
            truth[_around(points, (33, 133, 362, 263), 0.5)] = UNTOLD
        if sample.covered != 0:
            # Where is not known, for the teacher knows no hands and no things.
            truth[:] = UNTOLD
        if sample.head == 2:
            # The edge of a hijab lies on that of the face.
            truth[classes == SCARF] = UNTOLD
        truth[~inside] = UNTOLD
        spread = image.max(axis=2).astype(int) - image.min(axis=2)
        is_grey = bool(spread[inside].mean() < GREY)
        faces.append(Face(sample.source, sample.name, image, points, truth, inside.copy(), sample.is_validation, is_grey))
    return faces


def _around(points: np.ndarray, indices: tuple[int, ...], distance: float) -> np.ndarray:
    """The rows and columns of a box around landmarks, `distance` eye distances larger on each side."""
    low = points[list(indices)].min(axis=0) - distance * BASE_EYE_DISTANCE
    high = points[list(indices)].max(axis=0) + distance * BASE_EYE_DISTANCE
    return np.s_[max(0, int(low[1])) : int(high[1]), max(0, int(low[0])) : int(high[0])]
