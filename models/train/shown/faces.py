"""Faces to draw on: the middle of the cached base crops, with what is known to hide something in them already."""

import csv
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
    # Whether a hand or a thing lies before it, and where is known.
    is_covered: bool


# What lies before faces, by eye: of a face, the hidden squares and those that are hidden in part or nobody can tell, columns A to H and rows
# 1 to 9 of a grid over what is cut out here; "all" is every one.
HIDDEN_SQUARES = Path(__file__).with_name("hidden.csv")
COLUMNS_OF_SQUARES, ROWS_OF_SQUARES = "ABCDEFGH", 9


def read_squares() -> dict[tuple[str, str], tuple[str, str]]:
    """Hidden and unsure squares by source and file."""
    with open(HIDDEN_SQUARES, newline="") as table:
        return {(row["source"], row["file"]): (row["hidden"], row["unsure"]) for row in csv.DictReader(table)}


def mark(truth: np.ndarray, squares: str, value: int) -> None:
    """Marks what lies in `squares`."""
    height, width = truth.shape
    for square in squares.split():
        if square == "all":
            truth[:] = value
            continue
        column, row = COLUMNS_OF_SQUARES.index(square[0]), int(square[1:]) - 1
        rows = slice(round(row * height / ROWS_OF_SQUARES), round((row + 1) * height / ROWS_OF_SQUARES))
        columns = slice(round(column * width / len(COLUMNS_OF_SQUARES)), round((column + 1) * width / len(COLUMNS_OF_SQUARES)))
        truth[rows, columns] = value


def load_faces(cache: Path, data: Path) -> list[Face]:
    """Every cached face that was looked at, or that the teacher knows."""
    squares = read_squares()
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
        hidden, unsure = squares.get((sample.source, Path(sample.name).name), ("", "all")) if sample.covered != 0 else ("", "")
        if sample.head == 2:
            # The edge of a hijab lies on that of the face.
            truth[classes == SCARF] = UNTOLD
        if hidden:
            # The teacher knows no hands and no things: what it says there is nothing.
            oval = np.zeros_like(truth)
            cv2.fillPoly(oval, [points[list(FACE_OVAL)].round().astype(np.int32)], 1)
            truth[oval > 0] = np.where(truth[oval > 0] == UNTOLD, SEEN, truth[oval > 0])
            mark(truth, hidden, HIDDEN)
            truth[(truth == SEEN) & np.isin(classes, (HAT, CLOTHING, OCCLUDER))] = UNTOLD
        mark(truth, unsure, UNTOLD)
        truth[~inside] = UNTOLD
        spread = image.max(axis=2).astype(int) - image.min(axis=2)
        is_grey = bool(spread[inside].mean() < GREY)
        is_covered = bool((truth == HIDDEN).any())
        faces.append(
            Face(sample.source, sample.name, image, points, truth, inside.copy(), sample.is_validation, is_grey, is_covered)
        )
    return faces


def _around(points: np.ndarray, indices: tuple[int, ...], distance: float) -> np.ndarray:
    """The rows and columns of a box around landmarks, `distance` eye distances larger on each side."""
    low = points[list(indices)].min(axis=0) - distance * BASE_EYE_DISTANCE
    high = points[list(indices)].max(axis=0) + distance * BASE_EYE_DISTANCE
    return np.s_[max(0, int(low[1])) : int(high[1]), max(0, int(low[0])) : int(high[0])]
