"""The picture of one ear, as the product makes it (core/src/face/ear_crop.rs)."""

import math

import cv2
import numpy as np

from align import eye_centres

from .contract import EDGE, EDGE_AT, EYE_DISTANCE


def image_to_ear(landmarks: np.ndarray, side: str, room: float = 0.0, scale: float = 1.0) -> np.ndarray:
    """2x3 matrix from image pixels to those of the ear's picture, which is `room` pixels larger on each side, all of it `scale` times
    as large.
    """
    left, right = eye_centres(landmarks)
    roll = math.atan2(right[1] - left[1], right[0] - left[0])
    factor = scale * EYE_DISTANCE / float(np.linalg.norm(right - left))
    cosine, sine = math.cos(roll) * factor, math.sin(roll) * factor
    linear = np.array([[cosine, sine], [-sine, cosine]])
    if side == "right":
        linear[0] *= -1
    at = scale * (np.array(EDGE_AT) + room)
    edge = landmarks[EDGE[side], :2].astype(float)
    return np.concatenate([linear, (at - linear @ edge)[:, None]], axis=1)


def warp(image: np.ndarray, matrix: np.ndarray, size: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """The pixels of `image` under `matrix`, black outside, and which lie inside; `size` is width and height. Areas are averaged where
    it shrinks.
    """
    factor = math.sqrt(abs(np.linalg.det(matrix[:, :2])))
    matrix = matrix.copy()
    height, width = image.shape[:2]
    if factor < 0.75:
        small = (max(1, round(width * factor / 0.75)), max(1, round(height * factor / 0.75)))
        image = cv2.resize(image, small, interpolation=cv2.INTER_AREA)
        ratio = np.array([width / small[0], height / small[1]])
        # Pixel centres: x_full = (x_small + 0.5) * ratio - 0.5.
        matrix[:, 2] += matrix[:, :2] @ (0.5 * ratio - 0.5)
        matrix[:, :2] *= ratio
    # Of pixel corners, as the product counts, to pixel centres, as OpenCV does.
    matrix[:, 2] += 0.5 * matrix[:, :2].sum(axis=1) - 0.5
    inside = cv2.warpAffine(np.full(image.shape[:2], 255, np.uint8), matrix, size, flags=cv2.INTER_NEAREST)
    return cv2.warpAffine(image, matrix, size, flags=cv2.INTER_LINEAR), inside > 0
