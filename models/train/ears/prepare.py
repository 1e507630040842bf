"""Cut the ears out of photographs, with what the head parser sees there.

    python -m ears.prepare --data DATA --parser ../head_parser.onnx --out WORK/ears.pickle

DATA holds sources with `images/`, as for the head parser; of `fairface` those that `ears.csv` names and as many others as one
likes may be linked there. Only ears whose place lies in the photograph are kept, of heads that are turned a little at most.
"""

import argparse
import pickle
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import onnxruntime

import align
from contract import ATTRIBUTES, CLASSES
from landmarks import find_landmarks

from .contract import EDGE, EDGE_AT, HEIGHT, WIDTH
from .crop import image_to_ear, warp

# So many pixels more on each side are kept, so that an ear may be shifted and turned.
ROOM = 20
# Degrees out of the camera's plane by which the eyes of a head may be turned, and of one that is cut along the face.
FARTHEST_TURN, FARTHEST_TURN_NARROW = 22, 16
# The photograph must reach so many pixels outward from the edge of the face.
LEAST_OUTWARD, LEAST_OUTWARD_NARROW = 12, 20
NARROW = ("fairface",)

# What is kept of the parser's pixels, by channel.
EAR, HAIR, CLOTH, BEHIND = range(4)
KEPT = (("ear",), ("hair",), ("hat", "scarf", "other_occluder"), ("background",))


@dataclass
class Ear:
    """One ear: `image` (RGB) and `inside` with ROOM, the parser's probabilities `seen` of half as many pixels (0..255), of the
    whole head whether this ear shows (a logit), is whole, and what is on the head; degrees of turn, pixels between the eyes.
    """

    source: str
    name: str
    side: str
    image: np.ndarray
    inside: np.ndarray
    seen: np.ndarray
    logit: float
    full: float
    head: np.ndarray
    turn: float
    eye_distance: float

    @property
    def key(self) -> tuple[str, str, str]:
        return self.source, self.name, self.side

    def beside(self) -> np.ndarray:
        """Shares of KEPT beside the face, where the ear would be."""
        x, y = (int((at + ROOM) / 2) for at in EDGE_AT)
        zone = self.seen[y - 17 : y + 18, x - 15 : x]
        return zone.reshape(-1, len(KEPT)).mean(axis=0) / 255


class Parser:
    """The head parser's file."""

    def __init__(self, file: Path):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(file), options)

    def __call__(self, image: np.ndarray, landmarks: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Probabilities n x n x KEPT, the attributes' logits, and the matrix from the photograph to the crop."""
        matrix = align.image_to_crop(landmarks)
        crop = align.warp(image, matrix.copy(), align.CROP_SIZE).astype(np.float32) / 255
        classes, attributes = self.session.run(None, {"image": crop.transpose(2, 0, 1)[None]})
        shares = np.exp(classes[0] - classes[0].max(axis=0))
        shares /= shares.sum(axis=0)
        kept = [sum(shares[CLASSES.index(name)] for name in names) for names in KEPT]
        return np.stack(kept, axis=-1), attributes[0], matrix


def ears_of(source: str, name: str, image: np.ndarray, landmarks: np.ndarray, parser: Parser) -> list[Ear]:
    """The ears of one photograph (RGB), none where they cannot be seen."""
    turn = align.turn(landmarks)
    narrow = source in NARROW
    if abs(turn) > (FARTHEST_TURN_NARROW if narrow else FARTHEST_TURN):
        return []
    size = (WIDTH + 2 * ROOM, HEIGHT + 2 * ROOM)
    column = int(EDGE_AT[0]) + ROOM - (LEAST_OUTWARD_NARROW if narrow else LEAST_OUTWARD)
    parsed, ears = None, []
    for side in EDGE:
        matrix = image_to_ear(landmarks, side, ROOM)
        crop, inside = warp(image, matrix, size)
        if inside[ROOM + 30 : ROOM + 100, column].mean() < 0.9:
            continue
        if parsed is None:
            parsed = parser(image, landmarks)
        shares, attributes, to_crop = parsed
        # From the parser's grid over the photograph to half of the ear's picture.
        steps = align.CROP_SIZE / shares.shape[0]
        grid = _square(to_crop) / np.array([[steps], [steps], [1]])
        half = np.diag([0.5, 0.5, 1.0]) @ _square(matrix) @ np.linalg.inv(grid)
        half[:2, 2] += 0.5 * half[:2, :2].sum(axis=1) - 0.5
        seen = cv2.warpAffine(
            shares, half[:2], (size[0] // 2, size[1] // 2), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        index = ATTRIBUTES.index(f"ear_image_{side}_shown")
        full = ATTRIBUTES.index(f"ear_image_{side}_full")
        head = np.exp(attributes[3:6] - attributes[3:6].max())
        across = np.linalg.norm(np.subtract(*align.eye_centres(landmarks)))
        ears.append(
            Ear(
                source, name, side, crop, inside, (255 * seen).astype(np.uint8), float(attributes[index]),
                float(attributes[full]), head / head.sum(), turn, float(across),
            )
        )  # fmt: skip
    return ears


def _square(matrix: np.ndarray) -> np.ndarray:
    return np.concatenate([matrix, [[0, 0, 1]]])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--parser", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    given = arguments.parse_args()
    parser, ears = Parser(given.parser), []
    for folder in sorted(given.data.glob("*/images")):
        files = sorted(path.name for path in folder.iterdir())
        for name, landmarks in find_landmarks(folder, files).items():
            image = cv2.cvtColor(cv2.imread(str(folder / name)), cv2.COLOR_BGR2RGB)
            ears += ears_of(folder.parent.name, name, image, landmarks, parser)
        print(folder.parent.name, len(ears), flush=True)
    with open(given.out, "wb") as file:
        pickle.dump(ears, file)


if __name__ == "__main__":
    main()
