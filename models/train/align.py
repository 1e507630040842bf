"""The aligned head crop: the one geometry shared by training and the product.

Landmarks are MediaPipe FaceMesh's 468 points as an (468, 3) array, x and y in
image pixels and z on the same scale.
"""

import math

import cv2
import numpy as np

from contract import CROP_EYE_DISTANCE, CROP_EYES_AT, CROP_SIDE

# Corners of the two eyes in the MediaPipe mesh ("left" is the image's left).
EYE_IMAGE_LEFT = (33, 133)
EYE_IMAGE_RIGHT = (362, 263)

CROP_SIZE = CROP_SIDE
EYE_MIDPOINT = CROP_EYES_AT
SIDE_IN_EYE_DISTANCES = CROP_SIDE / CROP_EYE_DISTANCE


def eye_centres(landmarks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Centres of the image-left and image-right eye, each (x, y, z)."""
    left = landmarks[list(EYE_IMAGE_LEFT)].mean(axis=0)
    right = landmarks[list(EYE_IMAGE_RIGHT)].mean(axis=0)
    return left, right


def turn(landmarks: np.ndarray) -> float:
    """How far the eye line points out of the camera's plane, degrees."""
    left, right = eye_centres(landmarks)
    across = right - left
    return math.degrees(math.atan2(across[2], math.hypot(across[0], across[1])))


def image_to_crop(landmarks: np.ndarray, size: int = CROP_SIZE) -> np.ndarray:
    """2x3 affine matrix from image pixels to crop pixels.

    The eye line is level, the distance between the eye centres in three
    dimensions (so that it does not shrink with yaw) is `size / 4.8`, and the
    midpoint of the eyes lies at (96, 100) of 192.
    """
    left, right = eye_centres(landmarks)
    distance = float(np.linalg.norm(right - left))
    roll = math.atan2(right[1] - left[1], right[0] - left[0])
    scale = size / (SIDE_IN_EYE_DISTANCES * distance)
    cosine, sine = math.cos(roll) * scale, math.sin(roll) * scale
    middle = (left + right)[:2] / 2
    target = np.array(EYE_MIDPOINT) * size / CROP_SIZE
    linear = np.array([[cosine, sine], [-sine, cosine]])
    return np.concatenate([linear, (target - linear @ middle)[:, None]], axis=1)


def transform(points: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """Apply a 2x3 affine matrix to (N, 2) or (N, 3) points; z is scaled alike."""
    moved = points.astype(np.float64).copy()
    moved[:, :2] = points[:, :2] @ matrix[:, :2].T + matrix[:, 2]
    if points.shape[1] == 3:
        moved[:, 2] *= math.sqrt(abs(np.linalg.det(matrix[:, :2])))
    return moved.astype(np.float32)


def warp(image: np.ndarray, matrix: np.ndarray, size: int, border: int = cv2.BORDER_CONSTANT, nearest: bool = False) -> np.ndarray:
    """Sample `image` through `matrix`, averaging over areas when it shrinks."""
    scale = math.sqrt(abs(np.linalg.det(matrix[:, :2])))
    flags = cv2.INTER_NEAREST if nearest else cv2.INTER_LINEAR
    matrix = matrix.copy()
    if scale < 0.75 and not nearest:
        shrink = max(scale, 1e-3) / 0.75
        height, width = image.shape[:2]
        small = (max(1, round(width * shrink)), max(1, round(height * shrink)))
        image = cv2.resize(image, small, interpolation=cv2.INTER_AREA)
        ratio = np.array([width / small[0], height / small[1]])
        # Pixel centres: x_full = (x_small + 0.5) * ratio - 0.5.
        matrix[:, 2] += matrix[:, :2] @ (0.5 * ratio - 0.5)
        matrix[:, :2] *= ratio
    return cv2.warpAffine(image, matrix, (size, size), flags=flags, borderMode=border)
