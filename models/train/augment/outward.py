"""Beyond the border of a picture that is cut along the face: what lies on the border, carried on outward.

The parser sees 4.8 eye distances, such a picture spans 2.7 of them. Black around it would teach that who wears something
lives in a small window; nothing at all is known of what is there.
"""

import cv2
import numpy as np

from teacher import BACKGROUND, CLOTHING, HAIR, HAT, SCARF, UNKNOWN

from .scene import EYE_DISTANCE, SIZE, Scene, filled

# Of the narrow pictures, how many stay in a black frame, as a photograph that ends there does.
LEFT_BLACK = 0.2
# Of the others, how many get another background beyond the outline of a head.
NEW_BACKGROUND = 0.8
# What is carried on outward stays what it is; of skin, ears and things beyond the border nobody knows.
CARRIED = (BACKGROUND, HAIR, HAT, SCARF, CLOTHING)
# So far outward, eye distances, that still holds.
CERTAIN = 0.8


def _nearest(outside: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Row and column of the nearest pixel of the picture, and its distance."""
    distance, label = cv2.distanceTransformWithLabels(
        outside.astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    rows, columns = np.nonzero(~outside)
    row_of, column_of = np.zeros(label.max() + 1, np.int32), np.zeros(label.max() + 1, np.int32)
    row_of[label[rows, columns]], column_of[label[rows, columns]] = rows, columns
    return row_of[label], column_of[label], distance


def _head(scene: Scene, rng: np.random.Generator) -> np.ndarray:
    """Where a head, its covering and its shoulders may be."""
    middle, across, down = scene.axes()
    unit = across / (np.linalg.norm(across) + 1e-6) * np.linalg.norm(down)
    wide, high = rng.uniform(1.35, 2.0), rng.uniform(1.7, 2.4)
    angle = np.linspace(0, 2 * np.pi, 40)
    low = rng.uniform(1.8, 2.6)
    y = np.where(np.sin(angle) > 0, np.sin(angle) * low, np.sin(angle) * high)
    head = filled(middle + np.cos(angle)[:, None] * wide * unit + y[:, None] * down, 1.5)
    chin = middle + down * 1.9
    broad = rng.uniform(1.6, 3.0)
    shoulders = [chin - unit * 1.0, chin + unit * 1.0, chin + unit * broad + down * 1.2, chin + unit * broad + down * 3]
    shoulders += [chin - unit * broad + down * 3, chin - unit * broad + down * 1.2]
    return np.maximum(head, filled(np.array(shoulders), 1.5))


def carry_on(scene: Scene, rng: np.random.Generator, other: np.ndarray) -> None:
    """Fill what lies outside of a narrow picture; `other` is a photograph to take a background from."""
    outside = scene.outside
    if not outside.any() or outside.all() or rng.random() < LEFT_BLACK:
        return
    # The picture's border is half black, from sampling it.
    inside = cv2.erode((~outside).astype(np.uint8), np.ones((5, 5), np.uint8))
    if not inside.any():
        return
    rows, columns, distance = _nearest(inside == 0)
    # Not the border's own pixels all the way, which would leave streaks, but what lies just inside of it.
    y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
    fold = rng.uniform(0.0, 0.3)
    wander = rng.uniform(0.5, 2.0)
    source_y = rows + fold * (rows - y) + wander * rng.standard_normal((SIZE, SIZE))
    source_x = columns + fold * (columns - x) + wander * rng.standard_normal((SIZE, SIZE))
    carried = cv2.remap(
        scene.image, source_x.astype(np.float32), source_y.astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    soft = cv2.GaussianBlur(carried, (0, 0), rng.uniform(0.8, 2.0))
    picture = inside.astype(np.float32)
    alpha = cv2.GaussianBlur(picture, (0, 0), 0.7) * picture
    image = scene.image * alpha[..., None] + soft * (1 - alpha[..., None])
    classes = scene.classes.copy()
    beyond = scene.classes[rows, columns]
    known = np.isin(beyond, CARRIED) & (distance < CERTAIN * EYE_DISTANCE)
    classes[inside == 0] = np.where(known, beyond, UNKNOWN)[inside == 0]
    if rng.random() < NEW_BACKGROUND:
        height, width = other.shape[:2]
        left, top = rng.integers(0, width - SIZE + 1), rng.integers(0, height - SIZE + 1)
        ground = cv2.GaussianBlur(other[top : top + SIZE, left : left + SIZE], (0, 0), rng.uniform(0.1, 6))
        away = (1 - _head(scene, rng)) * (1 - alpha)
        image = image * (1 - away[..., None]) + ground * away[..., None]
        classes[(away > 0.5) & (inside == 0)] = BACKGROUND
    scene.image = np.clip(image, 0, 255).astype(np.uint8)
    scene.classes = classes
    scene.outside = np.zeros((SIZE, SIZE), bool)
