"""Train `face_shown`.

    python -m shown.train --cache WORK/cache --data DATA --minutes 60 --out WORK/face_shown.pt [--start CHECKPOINT | ../face_shown.onnx]

Examples are drawn beside the training and seen once. A run may be stopped at any time and gone on with by --start.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F
from torch.utils.data import DataLoader, IterableDataset

from loop import Loop
from network import UNFOLDING, started

from .examples import example
from .faces import HIDDEN, SEEN, UNTOLD, Face, load_faces
from .network import FaceShown

BATCH = 32
RATE = 3e-3
# Examples that are kept to report on.
REPORTED = 1500
# Of one hidden cell as of this many that show: fewer are hidden.
HIDDEN_WEIGHT = 1.5
# Faces with a real hand or thing before them are seen so many times more often: there are few.
COVERED_AGAIN = 2
# And faces in whole pictures, for in what is around them colours show.
WIDE_AGAIN = 1
# Of the colours' loss as of the places'.
COLOURS_WEIGHT = 1.5


class Drawn(IterableDataset):
    """Endless examples."""

    def __init__(self, faces: list[Face], seed: int):
        self.faces, self.seed = faces, seed

    def __iter__(self):
        worker = torch.utils.data.get_worker_info()
        rng = np.random.default_rng((self.seed, worker.id if worker else 0))
        while True:
            yield drawn(self.faces, rng)


def drawn(faces: list[Face], rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, int]:
    """One example as the network takes it, mirrored half of the time."""
    one = example(faces[rng.integers(len(faces))], faces[rng.integers(len(faces))], rng)
    image, truth = one.image, one.truth
    if rng.random() < 0.5:
        # The eyes' midpoint is the picture's middle.
        image, truth = image[:, ::-1], truth[:, ::-1]
    return np.ascontiguousarray(image.transpose(2, 0, 1)), np.ascontiguousarray(truth), one.natural


def loss(network: FaceShown, images: torch.Tensor, truth: torch.Tensor, natural: torch.Tensor) -> torch.Tensor:
    """Of places that are told, and of colours."""
    seen, colours = network(images.float() / 255)
    told = truth != UNTOLD
    weight = told.float() * torch.where(truth == HIDDEN, HIDDEN_WEIGHT, 1.0)
    places = F.binary_cross_entropy_with_logits(seen[:, 0], (truth == SEEN).float(), weight=weight, reduction="sum")
    return places / weight.sum().clamp(min=1) + COLOURS_WEIGHT * F.binary_cross_entropy_with_logits(colours[:, 0], natural.float())


def report(network: FaceShown, kept: list[tuple[torch.Tensor, ...]]) -> str:
    """Shares of wrong cells and colours of people who did not train."""
    network.eval()
    wrong = {SEEN: [0, 0], HIDDEN: [0, 0]}
    colours = {0: [0, 0], 1: [0, 0]}
    with torch.no_grad():
        for images, truth, natural in kept:
            seen, of_colours = network(images.float() / 255)
            for value in wrong:
                chosen = truth == value
                wrong[value][0] += int(((seen[:, 0] > 0) != (value == SEEN))[chosen].sum())
                wrong[value][1] += int(chosen.sum())
            for value in colours:
                chosen = natural == value
                colours[value][0] += int(((of_colours[:, 0] > 0) != bool(value))[chosen].sum())
                colours[value][1] += int(chosen.sum())
    network.train()

    def share(pair: list[int]) -> str:
        return f"{100 * pair[0] / max(1, pair[1]):.2f} %"

    return (
        f"wrong: cells that show {share(wrong[SEEN])}, hidden {share(wrong[HIDDEN])}; "
        f"natural colours {share(colours[1])}, others {share(colours[0])}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed)
    faces = load_faces(arguments.cache, arguments.data)
    training = [face for face in faces if not face.is_validation]
    training += WIDE_AGAIN * [face for face in training if face.inside.all()]
    training += COVERED_AGAIN * [face for face in training if face.is_covered]
    held_out = [face for face in faces if face.is_validation]
    print(f"{len(training)} faces train, {len(held_out)} report", flush=True)
    rng = np.random.default_rng(0)
    collated = [drawn(held_out, rng) for _ in range(REPORTED)]
    kept = [
        tuple(torch.from_numpy(np.stack(part)) for part in zip(*collated[at : at + 100], strict=True))
        for at in range(0, REPORTED, 100)
    ]
    network = started(FaceShown(), arguments.start, lambda: np.stack([drawn(training, rng)[0] for _ in range(UNFOLDING)]))
    batches = DataLoader(Drawn(training, arguments.seed), BATCH, num_workers=arguments.workers, prefetch_factor=8)
    loop = Loop(arguments.minutes, arguments.rate, arguments.out, BATCH)
    loop.run(network, batches, lambda batch: loss(network, *batch), lambda average: report(average, kept))


if __name__ == "__main__":
    main()
