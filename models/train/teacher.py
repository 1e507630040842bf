"""Pixel labels from the teacher (BiSeNetV2, CelebAMask-HQ classes), offline.

The teacher was trained on photographs licensed for non-commercial research. It
only draws labels here; neither it nor its output is shipped.
"""

from pathlib import Path

import cv2
import numpy as np

from align import EYE_MIDPOINT, image_to_crop, warp
from contract import CLASSES

INPUT = 448

# Our classes by number.
BACKGROUND, SKIN, EAR, HAIR, EYEWEAR, HAT, SCARF, NECK, CLOTHING, OCCLUDER = range(len(CLASSES))
UNKNOWN = 255

# Teacher's classes in its own order -> ours. An earring is not an ear.
FROM_TEACHER = np.array(
    [
        BACKGROUND, SKIN, SKIN, SKIN, SKIN, SKIN, EYEWEAR, EAR, EAR, UNKNOWN,
        SKIN, SKIN, SKIN, SKIN, NECK, NECK, CLOTHING, HAIR, HAT,
    ],
    np.uint8,
)  # fmt: skip


class Teacher:
    """One BiSeNetV2 interpreter."""

    def __init__(self, model: Path):
        from ai_edge_litert.interpreter import Interpreter

        self._interpreter = Interpreter(model_path=str(model), num_threads=1)
        self._interpreter.allocate_tensors()
        self._input = self._interpreter.get_input_details()[0]["index"]
        self._output = self._interpreter.get_output_details()[0]["index"]

    def _run(self, rgb: np.ndarray) -> np.ndarray:
        tensor = (rgb.astype(np.float32) - 128) / 128
        self._interpreter.set_tensor(self._input, tensor[None])
        self._interpreter.invoke()
        return self._interpreter.get_tensor(self._output).reshape(INPUT, INPUT).astype(np.uint8)

    def labels(self, rgb: np.ndarray, landmarks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Teacher's classes (448x448) and the matrix from the image to them.

        The teacher weakens on tight crops, so it sees 6.2 eye distances: the
        whole head and the shoulders, level, replicated at the border.
        """
        matrix = image_to_crop(landmarks, INPUT)
        shrink = 4.8 / 6.2
        centre = np.array(EYE_MIDPOINT) * INPUT / 192
        target = np.array([INPUT * 0.5, INPUT * 0.47])
        matrix[:, 2] = shrink * (matrix[:, 2] - centre) + target
        matrix[:, :2] *= shrink
        scene = warp(rgb, matrix, INPUT, border=cv2.BORDER_REPLICATE)
        inside = warp(np.full(rgb.shape[:2], 255, np.uint8), matrix, INPUT)
        answer = self._run(scene)
        answer[inside < 128] = UNKNOWN
        return answer, matrix


def to_our_classes(answer: np.ndarray) -> np.ndarray:
    """Teacher's classes -> ours; outside of the photograph stays UNKNOWN."""
    ours = np.full_like(answer, UNKNOWN)
    known = answer != UNKNOWN
    ours[known] = FROM_TEACHER[answer[known]]
    return ours
