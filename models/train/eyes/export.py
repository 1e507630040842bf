"""Checkpoint -> ONNX with fp16 weights and the contract, checked against PyTorch.

    python -m eyes.export --checkpoint WORK/face_eyes.pt --out ../face_eyes.onnx
"""

import argparse
from pathlib import Path

import torch

from export import write_checked
from network import folded

from .contract import HEIGHT, OUTPUTS, WIDTH, metadata
from .network import FaceEyes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    network = FaceEyes()
    network.load_state_dict(torch.load(arguments.checkpoint, weights_only=True))
    write_checked(folded(network), arguments.out, (HEIGHT, WIDTH), list(OUTPUTS), metadata())


if __name__ == "__main__":
    main()
