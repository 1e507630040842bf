"""A photograph of one face, and where things are in it.

Lengths are eye distances. `x` runs from the middle between the eyes along the line of the eyes to the picture's right, `y`
at right angles to it towards the chin: what is drawn leans as the head does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import cv2
import mediapipe
import numpy as np

# Points of MediaPipe's mesh. Left and right are those of the picture.
LEFT_EYE = (33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246)
RIGHT_EYE = (263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466)
BROWS = (70, 63, 105, 66, 107, 300, 293, 334, 296, 336)
FOREHEAD, NOSE_TIP, CHIN = 10, 1, 152
MOUTH = (61, 291, 0, 17)
CHEEKS = (50, 280)
OUTLINE = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip

# Pixels between the eyes that every policy is content with. More cost time and change no verdict.
MOST_UNIT = 120

Image = np.ndarray
# One number a pixel, 0 (as it was) to 1 (replaced).
Mask = np.ndarray


class Unusable(Exception):
    """What keeps edits from being made or counted."""


@dataclass(frozen=True)
class Face:
    """A photograph (BGR, 8 bits) and the mesh of its face in pixels."""

    image: Image
    points: np.ndarray

    @cached_property
    def eyes(self) -> tuple[np.ndarray, np.ndarray]:
        return self.points[list(LEFT_EYE)].mean(axis=0), self.points[list(RIGHT_EYE)].mean(axis=0)

    @cached_property
    def unit(self) -> float:
        """The eye distance in pixels."""
        return float(np.linalg.norm(self.eyes[1] - self.eyes[0]))

    @cached_property
    def axes(self) -> np.ndarray:
        """Rows: `x` and `y`, one pixel long."""
        across = (self.eyes[1] - self.eyes[0]) / self.unit
        return np.array([across, (-across[1], across[0])])

    def pixel(self, x: float, y: float) -> np.ndarray:
        return (self.eyes[0] + self.eyes[1]) / 2 + self.unit * np.array([x, y]) @ self.axes

    def place(self, *points: int) -> tuple[float, float]:
        """The middle of points of the mesh in eye distances."""
        middle = self.points[list(points)].mean(axis=0) - (self.eyes[0] + self.eyes[1]) / 2
        x, y = self.axes @ middle / self.unit
        return float(x), float(y)

    @cached_property
    def grid(self) -> tuple[np.ndarray, np.ndarray]:
        """`x` and `y` of every pixel."""
        height, width = self.image.shape[:2]
        pixels = np.stack(np.meshgrid(np.arange(width), np.arange(height)), axis=-1).astype(np.float32)
        from_middle = (pixels - self.pixel(0, 0).astype(np.float32)) @ (self.axes.T / self.unit).astype(np.float32)
        return np.ascontiguousarray(from_middle[..., 0]), np.ascontiguousarray(from_middle[..., 1])

    def blank(self) -> Mask:
        return np.zeros(self.image.shape[:2], np.float32)

    def hull(self, points: Iterable[int]) -> Mask:
        """The convex hull of points of the mesh."""
        mask = self.blank()
        cv2.fillConvexPoly(mask, cv2.convexHull(self.points[list(points)].astype(np.int32)), 1)
        return mask

    def outline(self) -> Mask:
        """Forehead to chin, ear to ear."""
        return self.hull(OUTLINE)

    def box(self, x: float, y: float, width: float, height: float) -> Mask:
        """A rectangle around (x, y)."""
        across, down = self.grid
        return ((np.abs(across - x) <= width / 2) & (np.abs(down - y) <= height / 2)).astype(np.float32)

    def ellipse(self, x: float, y: float, width: float, height: float) -> Mask:
        """An ellipse around (x, y)."""
        across, down = self.grid
        inside = (2 * (across - x) / width) ** 2 + (2 * (down - y) / height) ** 2 <= 1
        return inside.astype(np.float32)

    def soft(self, mask: Mask, edge: float) -> Mask:
        """`mask` with an edge about `edge` wide."""
        return cv2.GaussianBlur(mask, (0, 0), max(edge * self.unit / 2, 0.1))

    def skin(self) -> np.ndarray:
        """The colour of the cheeks."""
        cheeks = [self.ellipse(*self.place(point), 0.25, 0.25) > 0 for point in CHEEKS]
        return np.median(self.image[cheeks[0] | cheeks[1]], axis=0)


def blend(face: Face, paint: Image | np.ndarray, mask: Mask) -> Image:
    """The photograph with `paint`, a picture or one colour, where `mask` is 1."""
    share = mask[..., None]
    return np.clip(face.image * (1 - share) + paint * share, 0, 255).astype(np.uint8)


def read(photographs: Iterable[Path]) -> list[Face]:
    """The faces of photographs with one face each, shrunk where the eyes are farther apart than `MOST_UNIT`."""
    faces = []
    with mediapipe.solutions.face_mesh.FaceMesh(static_image_mode=True, min_detection_confidence=0.4) as mesh:
        for path in photographs:
            image = cv2.imread(str(path))
            found = mesh.process(cv2.cvtColor(image, cv2.COLOR_BGR2RGB)).multi_face_landmarks
            if not found:
                raise Unusable(f"{path}: MediaPipe finds no face")
            size = image.shape[1::-1]
            points = np.array([(point.x, point.y) for point in found[0].landmark]) * size
            scale = min(MOST_UNIT / Face(image, points).unit, 1.0)
            if scale < 1:
                image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            faces.append(Face(image, points * scale))
    return faces
