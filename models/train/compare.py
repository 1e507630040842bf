"""Compare checkpoints on the same augmented examples of held-out people."""

import argparse
from pathlib import Path

import numpy as np
import torch

from augment.compose import Composer
from contract import CLASSES
from evaluate import area_under_curve, probabilities
from labels import load_samples
from network import cost, load
from teacher import UNKNOWN


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoints", nargs="+", help="DESIGN=FILE")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--examples", type=int, default=800)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    composer = Composer([s for s in load_samples(arguments.cache, None, arguments.data) if s.is_validation], seed=99)
    examples = [composer.example() for _ in range(arguments.examples)]
    images = torch.from_numpy(np.stack([e[0] for e in examples])).permute(0, 3, 1, 2).float() / 255
    wanted, truth = np.stack([e[1] for e in examples]), np.stack([e[2] for e in examples])
    for pair in arguments.checkpoints:
        design, file = pair.split("=")
        network = load(design, Path(file)).eval()
        with torch.no_grad():
            outputs = [network(images[i : i + 32]) for i in range(0, len(images), 32)]
        score = probabilities(torch.cat([o[1] for o in outputs]).numpy())
        classes = torch.cat([o[0].argmax(dim=1) for o in outputs]).numpy()
        print(f"{file}: {design}, %d parameters, %.0f MMAC" % cost(network))
        for column, (name, values) in enumerate(score.items()):
            known = truth[:, column] >= 0
            print(f"  {name} AUC {area_under_curve(values[known], truth[known, column]):.3f}", end="")
        print()
        known = wanted != UNKNOWN
        for index, name in enumerate(CLASSES):
            mine, theirs = (classes == index) & known, wanted == index
            print(f"  {name} IoU {(mine & theirs).sum() / max(1, (mine | theirs).sum()):.3f}", end="")
        print()


if __name__ == "__main__":
    main()
