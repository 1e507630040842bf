"""Checkpoint -> ONNX with fp16 weights, checked against PyTorch.

BatchNorm is folded into the convolutions, weights are stored as fp16 with a
Cast to float behind each (tract folds those at load), shapes are static.
"""

import argparse
import hashlib
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

from network import DESIGNS, HeadParser, folded, load

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


def export(network: HeadParser, out: Path) -> str:
    """Write the ONNX file and return its SHA-256."""
    network = folded(network)
    example = torch.rand(1, 3, 192, 192)
    temporary = out.with_suffix(".float.onnx")
    torch.onnx.export(
        network, example, str(temporary), opset_version=17, dynamo=False,
        input_names=["image"], output_names=["classes", "attributes"],
    )  # fmt: skip
    model = halve_weights(onnx.load(temporary))
    temporary.unlink()
    model.producer_name, model.producer_version = "swafoto models/train", ""
    onnx.save(model, out)
    session = onnxruntime.InferenceSession(str(out), providers=["CPUExecutionProvider"])
    worst = 0.0
    for seed in range(4):
        image = torch.rand(1, 3, 192, 192, generator=torch.Generator().manual_seed(seed))
        with torch.no_grad():
            wanted = network(image)
        for mine, theirs in zip(session.run(None, {"image": image.numpy()}), wanted, strict=True):
            worst = max(worst, float(np.abs(mine - theirs.numpy()).max()))
    if worst > TOLERANCE:
        raise ValueError(f"fp16 weights move a logit by {worst:.3f}")
    data = out.read_bytes()
    print(f"{out.name}: {len(data)} bytes, logits within {worst:.4f} of PyTorch")
    return hashlib.sha256(data).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--design", choices=DESIGNS, default="two-stem")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--head-temperature", type=float, default=1.0, help="see calibrate.py")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    network = load(arguments.design, arguments.checkpoint)
    last = network.attributes[-1]
    with torch.no_grad():
        # The logits of bare, hat and scarf.
        last.weight[3:6] /= arguments.head_temperature
        last.bias[3:6] /= arguments.head_temperature
    print(export(network, arguments.out))


if __name__ == "__main__":
    main()
