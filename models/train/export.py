"""Checkpoint -> ONNX with fp16 weights, checked against PyTorch.

BatchNorm is folded into the convolutions, weights are stored as fp16 with a
Cast to float behind each (tract folds those at load), shapes are static. The
file says what its numbers mean (`contract.py`); the core takes no other. Where
`head_parser.md` lies beside `--out`, the line with hash and size is renewed.

    python export.py --checkpoint WORK/head_parser.pt --design deep-low --out ../head_parser.onnx
    python export.py --restate ../head_parser.onnx        the same weights, with what `contract.py` says today
"""

import argparse
import hashlib
import re
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from contract import CROP_SIDE, metadata
from network import DESIGNS, folded, load

# Small tensors (shapes, scales) stay as they are.
LEAST_HALVED = 16
# Largest difference of a logit that fp16 weights may make.
TOLERANCE = 0.08


def halve_weights(model: onnx.ModelProto) -> onnx.ModelProto:
    """Store float weights as fp16 behind Cast nodes."""
    graph = model.graph
    casts = []
    for index, tensor in enumerate(list(graph.initializer)):
        if tensor.data_type != TensorProto.FLOAT or int(np.prod(tensor.dims)) < LEAST_HALVED:
            continue
        name = tensor.name
        half = numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), name + "_fp16")
        graph.initializer.remove(tensor)
        graph.initializer.append(half)
        casts.append(helper.make_node("Cast", [half.name], [name], name=f"cast_{index}", to=TensorProto.FLOAT))
    nodes = casts + list(graph.node)
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    return model


def write(model: onnx.ModelProto, out: Path, contract: dict[str, str]) -> None:
    """Write the file with its contract."""
    helper.set_model_props(model, contract)
    onnx.save(model, out)


def renew_card(file: Path) -> None:
    """Print hash and size of a file that is right, and write them into the card beside it."""
    data = file.read_bytes()
    facts = f"SHA-256 `{hashlib.sha256(data).hexdigest()}`, {len(data)} bytes"
    print(f"{file.name}: {facts}")
    card = file.with_suffix(".md")
    if card.exists():
        text, lines = re.subn(r"SHA-256 `[0-9a-f]{64}`, \d+ bytes", facts, card.read_text())
        if lines != 1:
            raise ValueError(f"{card} states hash and size {lines} times")
        card.write_text(text)


def restate(file: Path) -> None:
    """Write today's contract into a file whose network is kept as it is."""
    model = onnx.load(file)
    before = model.graph.SerializeToString(deterministic=True)
    write(model, file, metadata())
    if onnx.load(file).graph.SerializeToString(deterministic=True) != before:
        raise ValueError("the network itself has changed")
    renew_card(file)


def write_checked(
    network: nn.Module, out: Path, size: tuple[int, int], outputs: list[str], contract: dict[str, str]
) -> None:
    """Write the ONNX file of a network whose BatchNorms are folded, and check that it says what `network` does.

    `size` is the height and the width of its input.
    """
    example = torch.rand(1, 3, *size)
    temporary = out.with_suffix(".float.onnx")
    torch.onnx.export(
        network, example, str(temporary), opset_version=17, dynamo=False,
        input_names=["image"], output_names=outputs,
    )  # fmt: skip
    model = halve_weights(onnx.load(temporary))
    temporary.unlink()
    model.producer_name, model.producer_version = "swafoto models/train", ""
    write(model, out, contract)
    session = onnxruntime.InferenceSession(str(out), providers=["CPUExecutionProvider"])
    worst = 0.0
    for seed in range(4):
        image = torch.rand(1, 3, *size, generator=torch.Generator().manual_seed(seed))
        with torch.no_grad():
            wanted = network(image)
        for mine, theirs in zip(session.run(None, {"image": image.numpy()}), wanted, strict=True):
            worst = max(worst, float(np.abs(mine - theirs.numpy()).max()))
    if worst > TOLERANCE:
        raise ValueError(f"fp16 weights move a logit by {worst:.3f}")
    print(f"logits within {worst:.4f} of PyTorch")
    renew_card(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--checkpoint", type=Path)
    what.add_argument("--restate", type=Path, help="an exported file that is to keep its network")
    parser.add_argument("--design", choices=DESIGNS, default="deep-low")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--head-temperature", type=float, default=1.0, help="see calibrate.py")
    arguments = parser.parse_args()
    if arguments.restate:
        restate(arguments.restate)
        return
    if not arguments.out:
        parser.error("--checkpoint needs --out")
    torch.set_num_threads(1)
    network = load(arguments.design, arguments.checkpoint)
    last = network.attributes[-1]
    with torch.no_grad():
        # The logits of bare, hat and scarf.
        last.weight[3:6] /= arguments.head_temperature
        last.bias[3:6] /= arguments.head_temperature
    contract = metadata()
    write_checked(folded(network), arguments.out, (CROP_SIDE, CROP_SIDE), ["classes", "attributes"], contract)


if __name__ == "__main__":
    main()
