"""The weighted mean of the weights of two networks of one design: often better than either, where one was trained on from the other.

    python average.py BEFORE.onnx AFTER.onnx --out MEAN.onnx [--share 0.5]

Of Wortsman et al., "Robust fine-tuning of zero-shot models" (CVPR 2022): what the first knew stays, most of what the second learnt comes
along. BatchNorm must be folded, as export.py leaves it.
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper


def average(before: onnx.ModelProto, after: onnx.ModelProto, share: float) -> None:
    """Moves the weights of `before` by `share` of the way to those of `after`."""
    others = {weights.name: numpy_helper.to_array(weights) for weights in after.graph.initializer}
    if others.keys() != {weights.name for weights in before.graph.initializer}:
        raise SystemExit("these are not networks of one design")
    for weights in before.graph.initializer:
        own = numpy_helper.to_array(weights)
        if own.dtype in (np.float16, np.float32):
            mean = (1 - share) * own.astype(np.float64) + share * others[weights.name].astype(np.float64)
            weights.CopyFrom(numpy_helper.from_array(mean.astype(own.dtype), weights.name))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="of the second, 0 to 1")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    before, after = onnx.load(arguments.before), onnx.load(arguments.after)
    average(before, after, arguments.share)
    onnx.save(before, arguments.out)


if __name__ == "__main__":
    main()
