"""One picture on its way through the augmentation: 192 px crop and labels."""

from dataclasses import dataclass, field

import cv2
import numpy as np

from labels import FACE_OVAL, UNSURE
from teacher import EAR, UNKNOWN

SIZE = 192
# Eye distance in the crop, pixels.
EYE_DISTANCE = 40.0

FOREHEAD, CHIN, NOSE_BRIDGE = 10, 152, 168
TEMPLES = (127, 356)
EAR_EDGES = ((127, 234, 93), (356, 454, 323))

# Pixels of ear that make it shown, and that leave it in doubt, at 40 px.
EAR_SHOWN_PIXELS = 16
EAR_DOUBT_PIXELS = 6


@dataclass
class Scene:
    """Picture (192, 192, 3) uint8, classes (192, 192) uint8, landmarks, attributes."""

    image: np.ndarray
    classes: np.ndarray
    landmarks: np.ndarray
    eyewear: int
    head: int
    ears: list[int]
    covered: int
    note: str = ""
    # Where the photograph has ended: black.
    outside: np.ndarray = field(default_factory=lambda: np.zeros((SIZE, SIZE), bool), repr=False)
    # Where it comes from and what was drawn, by name: what `train.py --without` leaves out.
    made_of: list[str] = field(default_factory=list)
    # Cloth from photographs, to draw with.
    swatches: list[np.ndarray] = field(default_factory=list, repr=False)

    @property
    def oval(self) -> np.ndarray:
        return self.landmarks[list(FACE_OVAL), :2]

    def axes(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Middle of the eyes, the way to the right, and down, one eye distance long.

        The way to the right is foreshortened by yaw like the face itself.
        """
        left = self.landmarks[[33, 133], :2].mean(axis=0)
        right = self.landmarks[[362, 263], :2].mean(axis=0)
        across = right - left
        length = np.linalg.norm(across) + 1e-6
        depth = self.landmarks[[362, 263], 2].mean() - self.landmarks[[33, 133], 2].mean()
        down = np.array([-across[1], across[0]]) / length * np.hypot(length, depth)
        return (left + right) / 2, across, down

    def ear_pixels(self, side: int) -> int:
        columns = np.arange(SIZE)[None]
        middle = self.landmarks[NOSE_BRIDGE, 0]
        own = columns < middle if side == 0 else columns >= middle
        return int(((self.classes == EAR) & own).sum())

    def paint(self, alpha: np.ndarray, colour: np.ndarray, label: int | None) -> None:
        """Blend `colour` (3,) or (192, 192, 3) by `alpha` in [0, 1]; label where it rules."""
        weight = alpha[..., None].astype(np.float32)
        blended = self.image * (1 - weight) + np.asarray(colour, np.float32) * weight
        self.image = np.clip(blended, 0, 255).astype(np.uint8)
        if label is not None:
            self.classes[alpha > 0.5] = label

    def cover_ears(self, before: list[int], covering: np.ndarray) -> None:
        """Settle the ears after `covering` was drawn; `before` are its pixels."""
        for side in (0, 1):
            if self.ears[side] == 0:
                continue
            if before[side] < EAR_SHOWN_PIXELS:
                # The ear was shown where no pixels were labelled.
                middle = self.landmarks[list(EAR_EDGES[side]), :2].mean(axis=0).astype(int)
                x, y = np.clip(middle, 12, SIZE - 13)
                share = covering[y - 12 : y + 13, x - 12 : x + 13].mean()
                if share > 0.1:
                    self.ears[side] = UNSURE
                continue
            left = self.ear_pixels(side)
            if left < EAR_DOUBT_PIXELS:
                self.ears[side] = 0
                self._forget(side)
            elif left < EAR_SHOWN_PIXELS:
                self.ears[side] = UNSURE
            elif left < 0.85 * before[side] and self.ears[side] == 2:
                self.ears[side] = 1

    def _forget(self, side: int) -> None:
        columns = np.arange(SIZE)[None]
        middle = self.landmarks[NOSE_BRIDGE, 0]
        own = columns < middle if side == 0 else columns >= middle
        self.classes[(self.classes == EAR) & own] = UNKNOWN


def filled(points: np.ndarray, soft: float = 0.0) -> np.ndarray:
    """Antialiased filled polygon as float alpha."""
    mask = np.zeros((SIZE, SIZE), np.uint8)
    cv2.fillPoly(mask, [np.round(points * 16).astype(np.int32)], 255, cv2.LINE_AA, shift=4)
    if soft > 0:
        mask = cv2.GaussianBlur(mask, (0, 0), soft)
    return mask.astype(np.float32) / 255


def stroked(points: np.ndarray, width: float, closed: bool) -> np.ndarray:
    """Antialiased line as float alpha; widths under a pixel fade."""
    big = np.zeros((SIZE * 2, SIZE * 2), np.uint8)
    thick = max(1, round(width * 2))
    cv2.polylines(big, [np.round((points * 2 + 0.5) * 16).astype(np.int32)], closed, 255, thick, cv2.LINE_AA, shift=4)
    mask = cv2.resize(big, (SIZE, SIZE), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    return mask * min(1.0, width * 2 / thick)


def smooth_noise(rng: np.random.Generator, cells: int, channels: int = 1) -> np.ndarray:
    """Smooth noise over the crop, about unit variance."""
    small = rng.standard_normal((cells, cells, channels)).astype(np.float32)
    big = cv2.resize(small, (SIZE, SIZE), interpolation=cv2.INTER_CUBIC)
    return big if channels > 1 else big.reshape(SIZE, SIZE)
