"""Train `face_eyes`.

    python -m eyes.train --work WORK --minutes 30 --out WORK/face_eyes.pt [--start CHECKPOINT | ../face_eyes.onnx]

Examples are drawn beside the training and seen once. A run may be stopped at any time and gone on with by --start.
"""

import argparse
from pathlib import Path

import cv2
import numpy as np
import torch
from torch.nn import functional as F
from torch.utils.data import DataLoader, IterableDataset

from loop import Loop
from network import UNFOLDING, started

from .examples import example
from .export import MOVED
from .labels import Eyes, is_held_out, load_eyes
from .network import FaceEyes

BATCH = 64
RATE = 4e-3
# Examples that are kept to report on.
REPORTED = 4000
# Of all examples, so many are of eyes that are shut, unsure or hidden, or open where only looking told so: far fewer photographs show
# them.
SHUT, UNSURE, COVERED, LOOKED_AT = 0.3, 0.15, 0.05, 0.12

Drawing = tuple[np.ndarray, float, float, float, float]


class Drawn(IterableDataset):
    """Endless examples: picture, how open, its weight, whether seen, its weight."""

    def __init__(self, eyes: Eyes, seed: int):
        self.eyes, self.seed = eyes, seed
        seen, sure = eyes.seen > 0.5, eyes.open_weight == 1
        is_open = seen & sure & (eyes.open > 0.5)
        looked_at = is_open & eyes.looked_at
        kinds = (seen & sure & (eyes.open < 0.5), seen & ~(sure & (eyes.open != 0.5)), ~seen, looked_at, is_open & ~looked_at)
        shares = np.array([SHUT, UNSURE, COVERED, LOOKED_AT])
        shares = np.append(shares, 1 - shares.sum())
        self.kinds = [np.flatnonzero(kind) for kind in kinds]
        self.shares = shares * [len(kind) > 0 for kind in self.kinds]
        self.shares /= self.shares.sum()

    def draw(self, rng: np.random.Generator) -> Drawing:
        eyes = self.eyes
        at = int(rng.choice(self.kinds[rng.choice(len(self.kinds), p=self.shares)]))
        other = eyes.crops[rng.integers(len(eyes.crops))]
        image, hidden = example(eyes.crops[at], eyes.lids[at], float(eyes.size[at]), other, rng, eyes.seen[at] > 0.5)
        image = np.ascontiguousarray(image.transpose(2, 0, 1))
        if hidden:
            return image, 0.5, 0.0, 0.0, 1.0
        return image, float(eyes.open[at]), float(eyes.open_weight[at]), float(eyes.seen[at]), float(eyes.seen_weight[at])

    def __iter__(self):
        worker = torch.utils.data.get_worker_info()
        rng = np.random.default_rng((self.seed, worker.id if worker else 0))
        while True:
            yield self.draw(rng)


def loss(network: FaceEyes, images, is_open, open_weight, seen, seen_weight) -> torch.Tensor:
    """Of lids, where an eye is seen, and of whether one is."""
    of_open, of_seen = (logit[:, 0] for logit in network(images.float() / 255))
    lids = F.binary_cross_entropy_with_logits(of_open, is_open.float(), weight=open_weight.float(), reduction="sum")
    whether = F.binary_cross_entropy_with_logits(of_seen, seen.float(), weight=seen_weight.float(), reduction="sum")
    return lids / open_weight.sum().clamp(min=1) + 0.5 * whether / seen_weight.sum().clamp(min=1)


def report(network: FaceEyes, kept) -> str:
    """Shares of wrong answers on photographs that did not train."""
    network.eval()
    with torch.no_grad():
        answers = [network(images.float() / 255) for images, *_ in kept]
    network.train()
    of_open, of_seen = (torch.sigmoid(torch.cat([answer[at][:, 0] for answer in answers])) for at in (0, 1))
    is_open, open_weight, seen, _ = (torch.cat([part[at] for part in kept]) for at in range(1, 5))
    sure = open_weight == 1

    def share(wrong: torch.Tensor, of: torch.Tensor) -> str:
        return f"{100 * (wrong & of).sum().item() / max(1, of.sum().item()):.2f} % of {of.sum().item()}"

    return (
        f"wrong at .5: open {share(of_open < 0.5, sure & (is_open == 1))}, shut {share(of_open > 0.5, sure & (is_open == 0))}; "
        f"not seen of those that are {share(of_seen < 0.5, seen == 1)}, seen of the hidden {share(of_seen > 0.5, seen == 0)}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    torch.manual_seed(arguments.seed)
    eyes = load_eyes(arguments.work)
    held_out = np.array([is_held_out(photograph) for _, photograph, _ in eyes.keys])
    training, reporting = eyes.chosen(~held_out), eyes.chosen(held_out)
    print(f"{len(training.crops)} eyes train, {(training.open == 0).sum()} of them shut; {len(reporting.crops)} report", flush=True)
    rng = np.random.default_rng(0)
    reported = Drawn(reporting, 0)
    drawn = [reported.draw(rng) for _ in range(REPORTED)]
    kept = [tuple(torch.from_numpy(np.stack(part)) for part in zip(*drawn[at : at + 200], strict=True)) for at in range(0, REPORTED, 200)]
    begun = np.random.default_rng((arguments.seed, 1))
    drawing = Drawn(training, arguments.seed)
    network = started(FaceEyes(), arguments.start, lambda: np.stack([drawing.draw(begun)[0] for _ in range(UNFOLDING)]))
    if arguments.start and arguments.start.suffix == ".onnx":
        with torch.no_grad():
            network.seen.bias -= MOVED
    prefetched = 8 if arguments.workers else None
    batches = DataLoader(drawing, BATCH, num_workers=arguments.workers, prefetch_factor=prefetched)
    loop = Loop(arguments.minutes, arguments.rate, arguments.out, BATCH)
    loop.run(network, batches, lambda batch: loss(network, *batch), lambda average: report(average, kept))


if __name__ == "__main__":
    main()
