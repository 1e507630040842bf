"""What limits of `eyes-open` and of whether an eye is seen would do, on photographs that did not train.

    python -m eyes.limits --work WORK --checkpoint WORK/face_eyes.pt | ../face_eyes.onnx

Prints, for each limit, how many open and seen eyes would be refused, and how many shut, half shut and hidden ones would pass: as they are, and
as phones and files leave them (`eyes/examples.py`).
"""

import argparse
from pathlib import Path

import cv2
import numpy as np
import torch

from network import loaded

from .contract import HEIGHT, WIDTH
from .crops import shown
from .examples import example
from .hidden import FILLS, hide
from .labels import Eyes, is_held_out, load_eyes
from .network import FaceEyes

# One in so many eyes is drawn over.
DRAWN_OVER = 10
LIMITS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


def answers(network: FaceEyes, images: list[np.ndarray]) -> np.ndarray:
    """Probabilities of open and seen, a row an image."""
    found = []
    with torch.no_grad():
        for at in range(0, len(images), 256):
            batch = np.stack(images[at : at + 256]).transpose(0, 3, 1, 2).copy()
            found.append(torch.sigmoid(torch.cat(network(torch.from_numpy(batch).float() / 255), dim=1)).numpy())
    return np.concatenate(found)


def as_it_is(crop: np.ndarray) -> np.ndarray:
    """What the core shows the network of a base crop."""
    matrix = shown()
    matrix[:, 2] += matrix[:, :2] @ [0.5, 0.5] - 0.5
    return cv2.warpAffine(crop, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR)


def rows(eyes: Eyes, probabilities: np.ndarray, what: str) -> None:
    of_open, of_seen = probabilities.T
    sure, seen = eyes.open_weight == 1, eyes.seen == 1
    for name, chosen, values, refused in (
        ("open refused", sure & (eyes.open == 1), of_open, True),
        ("shut passed", sure & (eyes.open == 0), of_open, False),
        ("half shut passed", sure & (eyes.open == 0.5), of_open, False),
        ("seen refused", seen, of_seen, True),
        ("hidden passed", ~seen, of_seen, False),
    ):
        row(f"{what}: {name}", values[chosen], refused)


def row(name: str, array: np.ndarray, refused: bool) -> None:
    shares = [f"{100 * ((array < limit) if refused else (array >= limit)).mean():5.1f}" for limit in LIMITS]
    print(f"{name:34} {len(array):6}  " + "  ".join(shares))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    network = loaded(FaceEyes(), arguments.checkpoint).eval()
    eyes = load_eyes(arguments.work)
    eyes = eyes.chosen(np.array([is_held_out(photograph) for _, photograph, _ in eyes.keys]))
    rng = np.random.default_rng(5)
    print(f"{'per cent, at the limit':34} {'of':>6}  " + "  ".join(f"{limit:5}" for limit in LIMITS))
    rows(eyes, answers(network, [as_it_is(crop) for crop in eyes.crops]), "as they are")
    drawn = [
        example(crop, lids, float(size), crop, rng, may_hide=False)[0]
        for crop, lids, size in zip(eyes.crops, eyes.lids, eyes.size, strict=True)
    ]
    rows(eyes, answers(network, drawn), "as phones see them")
    for fill in dict.fromkeys(FILLS):
        covered = [
            hide(as_it_is(crop).astype(np.float32), lids @ shown()[:, :2].T + shown()[:, 2], eyes.crops[rng.integers(len(eyes.crops))], rng, fill)
            for crop, lids, seen in list(zip(eyes.crops, eyes.lids, eyes.seen, strict=True))[::DRAWN_OVER] if seen == 1
        ]
        of_seen = answers(network, [image.astype(np.uint8) for image, hides in covered if hides])[:, 1]
        row(f"drawn over passed: {fill.__name__.strip('_')}", of_seen, False)


if __name__ == "__main__":
    main()
