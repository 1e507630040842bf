"""Checkpoint -> ONNX with fp16 weights and the contract, checked against PyTorch.

    python -m ears.export --checkpoint WORK/ear_shown.pt --out ../ear_shown.onnx
"""

import argparse
from pathlib import Path

import torch

from export import write_checked
from network import folded

from .contract import HEIGHT, OUTPUTS, WIDTH, metadata
from .network import EarShown


class Exported(torch.nn.Module):
    """The network with its outputs in a tuple, as `write_checked` reads them, and its logits divided by a temperature."""

    def __init__(self, network: EarShown, temperature: float):
        super().__init__()
        self.network = network
        last = self.network.state[-1]
        with torch.no_grad():
            last.weight /= temperature
            last.bias /= temperature

    def forward(self, image: torch.Tensor) -> tuple[torch.Tensor]:
        return (self.network(image),)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--temperature", type=float, default=1.0, help="see combine.py")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    network = EarShown()
    network.load_state_dict(torch.load(arguments.checkpoint, weights_only=True))
    exported = Exported(folded(network), arguments.temperature).eval()
    write_checked(exported, arguments.out, (HEIGHT, WIDTH), list(OUTPUTS), metadata())


if __name__ == "__main__":
    main()
