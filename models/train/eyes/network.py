"""`face_eyes`: a very small convolutional network that keeps the places of what it sees to its end.

Layers as in the head parser: plain convolutions, stride 2 to shrink, ReLU.
"""

import torch
from torch import nn

from network import Residual, convolution

from .contract import HEIGHT, WIDTH


class FaceEyes(nn.Module):
    """`image` 1x3x48x64 in [0, 1] -> logits `open` 1x1 and `seen` 1x1."""

    def __init__(self, channels: tuple[int, int, int] = (12, 24, 40)):
        super().__init__()
        a, b, c = channels
        self.features = nn.Sequential(
            convolution(3, a, 3, 2), convolution(a, b, 3, 2), Residual(b), convolution(b, c, 3, 2), Residual(c), Residual(c)
        )  # fmt: skip
        self.summed = convolution(c, 8, 1)
        cells = HEIGHT * WIDTH // 64
        self.both = nn.Sequential(nn.Linear(8 * cells, 24), nn.ReLU(inplace=True))
        self.open, self.seen = nn.Linear(24, 1), nn.Linear(24, 1)

    def forward(self, image: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        told = self.both(self.summed(self.features(image * 4 - 2)).flatten(1))
        return self.open(told), self.seen(told)
