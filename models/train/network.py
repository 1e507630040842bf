"""The head parser: a plain convolutional U-Net and an attribute head.

Only layers that are fast in tract: plain 3x3 and 1x1 convolutions, stride 2 to
shrink, nearest to grow, ReLU. Detail is bought with the stem, meaning with many
channels on small maps.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.utils.fusion import fuse_conv_bn_eval

from contract import ATTRIBUTES, CLASSES, CROP_SIDE


@dataclass(frozen=True)
class Design:
    """Widths and depths of one network."""

    stem: str  # "two": two 3x3/2; "one": one 4x4/4
    channels: tuple[int, int, int, int]  # at 48, 24, 12 and 6 px
    depth: tuple[int, int, int, int]  # stride-1 convolutions there
    decoder: tuple[int, int, int]  # convolutions after joining at 12, 24 and 48 px
    residual: bool = False


DESIGNS = {
    "two-stem": Design("two", (32, 64, 96, 96), (0, 1, 2, 1), (0, 0, 1)),
    "one-stem": Design("one", (32, 64, 96, 96), (1, 1, 2, 1), (0, 0, 1)),
    "deep-low": Design("two", (24, 48, 96, 80), (0, 1, 2, 1), (1, 1, 1), True),
}


def convolution(inputs: int, outputs: int, kernel: int = 3, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, (kernel - 1) // 2 if kernel % 2 else 0, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class Residual(nn.Module):
    """x + convolution(x): tract adds for free."""

    def __init__(self, channels: int):
        super().__init__()
        self.body = convolution(channels, channels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.body(x)


class HeadParser(nn.Module):
    """`image` 1x3x192x192 in [0, 1] -> `classes` 1x10x96x96 and `attributes` 1x11, logits."""

    def __init__(self, design: Design):
        super().__init__()
        a, b, c, d = design.channels
        same = Residual if design.residual else (lambda n: convolution(n, n))
        if design.stem == "two":
            stem = [convolution(3, 16, 3, 2), convolution(16, a, 3, 2)]
        else:
            stem = [convolution(3, a, 4, 4)]
        depth, decoder = design.depth, design.decoder
        self.at48 = nn.Sequential(*stem, *(same(a) for _ in range(depth[0])))
        self.at24 = nn.Sequential(convolution(a, b, 3, 2), *(same(b) for _ in range(depth[1])))
        self.at12 = nn.Sequential(convolution(b, c, 3, 2), *(same(c) for _ in range(depth[2])))
        self.at6 = nn.Sequential(convolution(c, d, 3, 2), *(same(d) for _ in range(depth[3])))
        self.from6 = nn.Conv2d(d, c, 1)
        self.join12 = nn.Sequential(nn.ReLU(inplace=True), *(same(c) for _ in range(decoder[0])))
        self.from12 = nn.Conv2d(c, b, 1)
        self.join24 = nn.Sequential(nn.ReLU(inplace=True), *(same(b) for _ in range(decoder[1])))
        self.from24 = nn.Conv2d(b, a, 1)
        self.join48 = nn.Sequential(nn.ReLU(inplace=True), *(same(a) for _ in range(decoder[2])))
        self.classes = nn.Conv2d(a, len(CLASSES) * 4, 1)
        # Left and right ear need to know where: keep the places of the 12x12
        # map (after it has heard from 6x6) and of the 6x6 map.
        self.places12 = convolution(c, 6, 1)
        self.places6 = convolution(d, 16, 1)
        self.attributes = nn.Sequential(
            nn.Linear(6 * 144 + 16 * 36, 48), nn.ReLU(inplace=True), nn.Dropout(0.1), nn.Linear(48, len(ATTRIBUTES))
        )

    def forward(self, image: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        x48 = self.at48(image * 4 - 2)
        x24 = self.at24(x48)
        x12 = self.at12(x24)
        x6 = self.at6(x12)
        y12 = self.join12(grow(self.from6(x6)) + x12)
        y24 = self.join24(grow(self.from12(y12)) + x24)
        y48 = self.join48(grow(self.from24(y24)) + x48)
        places = torch.cat([self.places12(y12).flatten(1), self.places6(x6).flatten(1)], dim=1)
        return F.pixel_shuffle(self.classes(y48), 2), self.attributes(places)


def grow(x: torch.Tensor) -> torch.Tensor:
    return F.interpolate(x, scale_factor=2.0, mode="nearest")


def folded(network: nn.Module) -> nn.Module:
    """A copy with every BatchNorm folded into its convolution."""
    network = copy.deepcopy(network).eval()
    for module in network.modules():
        if isinstance(module, nn.Sequential) and len(module) >= 2:
            for index in range(len(module) - 1):
                if isinstance(module[index], nn.Conv2d) and isinstance(module[index + 1], nn.BatchNorm2d):
                    module[index] = fuse_conv_bn_eval(module[index], module[index + 1])
                    module[index + 1] = nn.Identity()
    return network


def load(design: str, file: Path) -> HeadParser:
    """A network from a checkpoint, or from an exported ONNX file (folded, with the weights that ship)."""
    network = HeadParser(DESIGNS[design])
    state = from_onnx(file) if file.suffix == ".onnx" else torch.load(file, weights_only=True)
    if not any("running_mean" in key for key in state):
        network = folded(network)
    network.load_state_dict(state)
    return network


def unfolded(network: nn.Module, fresh: nn.Module, images: torch.Tensor) -> nn.Module:
    """The same function with a BatchNorm behind every convolution that `folded` took one from: as `fresh`, which is filled.

    A network trains on much better with them. Their means and variances are those of `images`, as the network takes them.
    """
    outputs: dict[str, tuple[torch.Tensor, torch.Tensor]] = {}

    def measure(name: str) -> Callable:
        def hook(_module: nn.Module, _inputs: tuple, output: torch.Tensor) -> None:
            outputs[name] = (output.mean(dim=(0, 2, 3)), output.var(dim=(0, 2, 3)))

        return hook

    network = network.eval()
    convolutions = {name: module for name, module in network.named_modules() if isinstance(module, nn.Conv2d)}
    hooks = [module.register_forward_hook(measure(name)) for name, module in convolutions.items()]
    with torch.no_grad():
        network(images)
    for hook in hooks:
        hook.remove()
    state = network.state_dict()
    for name, module in fresh.named_modules():
        if isinstance(module, nn.BatchNorm2d):
            convolution_name = name.rsplit(".", 1)[0] + ".0"
            mean, variance = outputs[convolution_name]
            bias = state.pop(f"{convolution_name}.bias")
            state[f"{name}.running_mean"] = mean - bias
            state[f"{name}.running_var"] = variance
            state[f"{name}.weight"] = (variance + module.eps).sqrt()
            state[f"{name}.bias"] = mean
            state[f"{name}.num_batches_tracked"] = torch.zeros((), dtype=torch.long)
    fresh.load_state_dict(state)
    return fresh


# Examples whose means and variances an exported network goes on from.
UNFOLDING = 512


def started(fresh: nn.Module, start: Path | None, draw: Callable[[], np.ndarray]) -> nn.Module:
    """`fresh` with the weights of `start`, a checkpoint or an exported network, if there is one to go on from.

    `draw` makes examples, n x 3 x height x width of 0 to 255, for the means and variances that an exported network has no more.
    """
    if start is None:
        return fresh
    network = loaded(fresh, start)
    return unfolded(network, fresh, torch.from_numpy(draw()).float() / 255) if start.suffix == ".onnx" else network


def loaded(fresh: nn.Module, file: Path) -> nn.Module:
    """`fresh` with the weights of a checkpoint; of an exported network, as `fresh` is without BatchNorm."""
    network, weights = (
        (folded(fresh), from_onnx(file)) if file.suffix == ".onnx" else (fresh, torch.load(file, weights_only=True))
    )
    network.load_state_dict(weights)
    return network


def from_onnx(file: Path) -> dict[str, torch.Tensor]:
    """The weights of an exported network by the names that its module gives them."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(file).graph
    # `export.halve_weights` marks what it stored as fp16.
    # What wraps a network for the export, as `ears.export` does, calls it `network`.
    arrays = {
        tensor.name.removesuffix("_fp16").removeprefix("network."): numpy_helper.to_array(tensor) for tensor in graph.initializer
    }
    return {name: torch.from_numpy(array.copy()).float() for name, array in arrays.items()}


def cost(network: nn.Module) -> tuple[int, float]:
    """Parameters, and millions of multiply-adds for one head."""
    total = [0]

    def count(module: nn.Module, _: tuple, output: torch.Tensor) -> None:
        if isinstance(module, nn.Conv2d):
            total[0] += output[0].numel() * module.in_channels * module.kernel_size[0] * module.kernel_size[1]
        else:
            total[0] += module.in_features * module.out_features

    hooks = [m.register_forward_hook(count) for m in network.modules() if isinstance(m, nn.Conv2d | nn.Linear)]
    was = network.training
    network.eval()
    with torch.no_grad():
        network(torch.zeros(1, 3, CROP_SIDE, CROP_SIDE))
    network.train(was)
    for hook in hooks:
        hook.remove()
    return sum(p.numel() for p in network.parameters()), total[0] / 1e6
