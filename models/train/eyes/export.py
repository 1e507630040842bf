"""Checkpoint -> ONNX with fp16 weights and the contract, checked against PyTorch.

Of the examples a fifth was hidden, which before cameras a fiftieth is at most: the probability that an eye is seen is moved by as much, so
that it may be read as one, and no reflection on a lens makes an eye none.

    python -m eyes.export --checkpoint WORK/face_eyes.pt --out ../face_eyes.onnx
"""

import argparse
import math
from pathlib import Path

import torch

from export import write_checked
from network import folded

from .contract import HEIGHT, OUTPUTS, WIDTH, metadata
from .network import FaceEyes

HIDDEN_IN_TRAINING, HIDDEN_BEFORE_CAMERAS = 0.2, 0.02


def log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))


# What the export adds to `seen`.
MOVED = log_odds(HIDDEN_IN_TRAINING) - log_odds(HIDDEN_BEFORE_CAMERAS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    network = FaceEyes()
    network.load_state_dict(torch.load(arguments.checkpoint, weights_only=True))
    with torch.no_grad():
        network.seen.bias += MOVED
    write_checked(folded(network), arguments.out, (HEIGHT, WIDTH), list(OUTPUTS), metadata())


if __name__ == "__main__":
    main()
