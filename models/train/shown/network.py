"""`face_shown`: a small convolutional network with an answer for each place, and one for the picture.

Layers as in the head parser: plain convolutions, stride 2 to shrink, nearest to grow, ReLU.
"""

import torch
from torch import nn

from network import Residual, convolution, grow

from .contract import HEIGHT, STEP, WIDTH

# Channels of what is told of a place's colour alone.
PALETTE = 16


class FaceShown(nn.Module):
    """`image` 1x3x128x112 in [0, 1] -> logits `seen` 1x1x32x28 and `natural` 1x1."""

    def __init__(self, channels: tuple[int, int, int, int] = (12, 24, 40, 56)):
        super().__init__()
        a, b, c, d = channels
        self.at4 = nn.Sequential(convolution(3, a, 3, 2), convolution(a, b, 3, 2), Residual(b))
        self.at8 = nn.Sequential(convolution(b, c, 3, 2), Residual(c))
        self.at16 = nn.Sequential(convolution(c, d, 3, 2), Residual(d), Residual(d))
        # A place is an eye's or a cheek's by where it lies.
        self.place = nn.Parameter(torch.zeros(1, d, HEIGHT // (4 * STEP), WIDTH // (4 * STEP)))
        self.from16 = nn.Conv2d(d, c, 1)
        self.join8 = nn.Sequential(nn.ReLU(inplace=True), Residual(c))
        self.from8 = nn.Conv2d(c, b, 1)
        self.join4 = nn.Sequential(nn.ReLU(inplace=True), Residual(b))
        self.seen = nn.Conv2d(b, 1, 1)
        self.summed = convolution(d, 8, 1)
        cells = HEIGHT * WIDTH // (4 * STEP) ** 2
        # What colours there are, wherever: a skin is judged by the whites beside it, and a toned picture by what all of it has.
        self.colours = nn.Sequential(convolution(3, PALETTE, STEP, STEP), convolution(PALETTE, PALETTE, 1), convolution(PALETTE, PALETTE, 1))
        self.natural = nn.Sequential(nn.Linear(8 * cells + 2 * PALETTE, 24), nn.ReLU(inplace=True), nn.Linear(24, 1))

    def forward(self, image: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        image = image * 4 - 2
        x4 = self.at4(image)
        x8 = self.at8(x4)
        x16 = self.at16(x8)
        y8 = self.join8(grow(self.from16(x16 + self.place)) + x8)
        y4 = self.join4(grow(self.from8(y8)) + x4)
        palette = self.colours(image)
        told = torch.cat([self.summed(x16).flatten(1), palette.mean((2, 3)), palette.amax((2, 3))], dim=1)
        return self.seen(y4), self.natural(told)
