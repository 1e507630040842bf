"""`ear_shown`: a small convolutional network that says of one ear what it is.

Layers as in the head parser: plain convolutions, stride 2 to shrink, ReLU.
"""

import torch
from torch import nn

from network import Residual, convolution

from .contract import HEIGHT, STATES, WIDTH


class EarShown(nn.Module):
    """`image` 1x3x112x80 in [0, 1] -> logits `state` 1x4."""

    def __init__(self, channels: tuple[int, int, int, int] = (16, 28, 44, 48), places: int = 10):
        super().__init__()
        a, b, c, d = channels
        self.body = nn.Sequential(
            convolution(3, a, 3, 2),
            convolution(a, b, 3, 2), Residual(b), Residual(b),
            convolution(b, c, 3, 2), Residual(c), Residual(c),
            convolution(c, d, 3, 2), Residual(d),
        )  # fmt: skip
        # Where in the picture something lies tells a lobe from a cheek.
        self.places = convolution(d, places, 1)
        cells = (HEIGHT // 16) * (WIDTH // 16)
        self.state = nn.Sequential(
            nn.Linear(places * cells, 32), nn.ReLU(inplace=True), nn.Dropout(0.1), nn.Linear(32, len(STATES))
        )

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        return self.state(self.places(self.body(image * 4 - 2)).flatten(1))
