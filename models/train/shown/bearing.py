"""What a face may have that hides no part of it: beards, moustaches, heavy brows, strands of hair."""

import numpy as np

from align import EYE_MIDPOINT
from augment.facial_hair import draw_beard, draw_strands, thicken_brows
from augment.scene import SIZE, Scene
from teacher import SKIN

from .contract import EYES_AT, HEIGHT, WIDTH

Rng = np.random.Generator

# The first column and row of what the network is shown, in the head crop that the parser's training draws on.
LEFT, TOP = (round(head - shown) for head, shown in zip(EYE_MIDPOINT, EYES_AT, strict=True))
WINDOW = np.s_[TOP : TOP + HEIGHT, LEFT : LEFT + WIDTH]

# Beards are the most often taken for something that lies over a mouth.
DRAWN = (draw_beard, draw_beard, draw_beard, thicken_brows, draw_strands)


def bearing(image: np.ndarray, points: np.ndarray, rng: Rng) -> np.ndarray:
    """`image` with one of them on the face at `points`."""
    head = np.zeros((SIZE, SIZE, 3), np.uint8)
    head[WINDOW] = np.clip(image, 0, 255).astype(np.uint8)
    landmarks = np.zeros((len(points), 3), np.float32)
    landmarks[:, :2] = points + (LEFT, TOP)
    scene = Scene(head, np.full((SIZE, SIZE), SKIN, np.uint8), landmarks, eyewear=0, head=0, ears=[0, 0], covered=0)
    DRAWN[rng.integers(len(DRAWN))](scene, rng)
    return scene.image[WINDOW].astype(np.float32)
