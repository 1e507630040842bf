"""The weights halfway between a network and one trained on from it.

Training on makes a network better at what the new examples show and a little worse at the rest; the average keeps
both (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models").
"""

import argparse
from pathlib import Path

import torch

from network import DESIGNS, folded, load


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--start", type=Path, required=True, help="where training began: checkpoint or exported ONNX file")
    parser.add_argument("--end", type=Path, required=True, help="checkpoint that it led to")
    parser.add_argument("--share", type=float, default=0.5, help="of the end")
    parser.add_argument("--design", choices=DESIGNS, default="two-stem")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    start = folded(load(arguments.design, arguments.start)).state_dict()
    end = folded(load(arguments.design, arguments.end)).state_dict()
    torch.save({name: start[name].lerp(end[name], arguments.share) for name in start}, arguments.out)


if __name__ == "__main__":
    main()
