"""Where an eye is cut out of a photograph, as the core cuts it (core/src/face/eye_crop.rs), with room around it."""

import cv2
import numpy as np

from .contract import EYE_DISTANCE, HEIGHT, WIDTH

# The subject's, each from the outer to the inner corner.
CORNERS = {"right": (33, 133), "left": (263, 362)}
# Round the opening from the outer corner: along the lower lid to the inner one, and back along the upper.
OPENING = {
    "right": (33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246),
    "left": (263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466),
}
# The brow's lower edge from the outer end inward.
BROW = {"right": (46, 53, 52, 65, 55), "left": (276, 283, 282, 295, 285)}

# Base crops are finer than what the network is shown, and hold room to shift and turn it.
BASE_EYE_DISTANCE = 96.0
BASE_WIDTH, BASE_HEIGHT = 120, 92


def eye_distance(points: np.ndarray) -> float:
    """Between the middles of both eyes' corners, with depth."""
    right, left = (points[list(CORNERS[side])].mean(axis=0) for side in ("right", "left"))
    return float(np.linalg.norm(right - left))


def base_matrix(points: np.ndarray, side: str) -> np.ndarray:
    """Maps pixels of the photograph, counted from their corners, to the base crop of the subject's eye of a `side`."""
    right, left = (points[list(CORNERS[name]), :2].mean(axis=0) for name in ("right", "left"))
    turn = np.arctan2(*(left - right)[::-1])
    scale = BASE_EYE_DISTANCE / eye_distance(points)
    linear = scale * np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    if side == "left":
        linear[0] *= -1
    middle = points[list(CORNERS[side]), :2].mean(axis=0)
    return np.concatenate([linear, (np.array([BASE_WIDTH, BASE_HEIGHT]) / 2 - linear @ middle)[:, None]], axis=1)


def cut(image: np.ndarray, matrix: np.ndarray, size: tuple[int, int], border: int = cv2.BORDER_CONSTANT) -> np.ndarray:
    """`image` through a map that counts from the corners of pixels; what shrinks is averaged first."""
    linear = matrix[:, :2]
    shrink = 1 / np.sqrt(abs(np.linalg.det(linear)))
    if shrink >= 1.5:
        side = int(round(shrink))
        height, width = (length // side for length in image.shape[:2])
        image = cv2.resize(image[: height * side, : width * side], (width, height), interpolation=cv2.INTER_AREA)
        matrix = np.concatenate([linear * side, matrix[:, 2:]], axis=1)
        linear = matrix[:, :2]
    shifted = matrix.copy()
    shifted[:, 2] += linear @ [0.5, 0.5] - 0.5
    return cv2.warpAffine(image, shifted, size, flags=cv2.INTER_LINEAR, borderMode=border)


def shown(zoom: float = 1.0) -> np.ndarray:
    """Maps a base crop to what the network is shown of it."""
    scale = zoom * EYE_DISTANCE / BASE_EYE_DISTANCE
    offset = np.array([WIDTH, HEIGHT]) / 2 - scale * np.array([BASE_WIDTH, BASE_HEIGHT]) / 2
    return np.array([[scale, 0, offset[0]], [0, scale, offset[1]]])
