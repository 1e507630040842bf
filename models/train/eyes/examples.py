"""Examples: an eye as a phone might see it. Pictures are float32 RGB in 0..=255."""

import cv2
import numpy as np

from shown.colours import natural, shaded

from .contract import EYE_DISTANCE, HEIGHT, WIDTH
from .crops import shown
from .hidden import hide

Rng = np.random.Generator

# Of eyes that are seen, so many are hidden by drawing.
HIDDEN = 0.2
# Half of the examples lose detail, down to this many pixels of an eye distance.
LEAST_DETAIL = 13.0


def placed(crop: np.ndarray, rng: Rng) -> tuple[np.ndarray, np.ndarray]:
    """What the network is shown of a base crop, as surely as the mesh places it, and the map from the base crop."""
    zoom, turn = np.exp(rng.normal(0, 0.07)), rng.normal(0, 0.06)
    narrow = np.exp(rng.normal(0, 0.05))
    linear = zoom * np.array([[narrow * np.cos(turn), -np.sin(turn)], [narrow * np.sin(turn), np.cos(turn)]])
    middle = np.array([WIDTH, HEIGHT]) / 2
    shift = np.clip(rng.normal(0, 1, 2), -2.2, 2.2) * [2.6, 2.2]
    change = np.concatenate([linear, (middle - linear @ middle + shift)[:, None]], axis=1)
    base = shown()
    matrix = np.concatenate([linear @ base[:, :2], (linear @ base[:, 2] + change[:, 2])[:, None]], axis=1)
    shifted = matrix.copy()
    shifted[:, 2] += matrix[:, :2] @ [0.5, 0.5] - 0.5
    return cv2.warpAffine(crop, shifted, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT), matrix


def example(crop: np.ndarray, lids: np.ndarray, size: float, other: np.ndarray, rng: Rng, may_hide: bool) -> tuple[np.ndarray, bool]:
    """One example, and whether the eye is hidden in it by what was drawn. `other` is another eye's base crop."""
    image, matrix = placed(crop, rng)
    image = image.astype(np.float32)
    points = lids @ matrix[:, :2].T + matrix[:, 2]
    if rng.random() < 0.35:
        image = shaded(image, rng)
    hidden = False
    if may_hide and rng.random() < HIDDEN:
        image, hidden = hide(image, points, other, rng)
    image = natural(image, rng)
    if rng.random() < 0.2:
        # Grey cameras, and lamps of one colour.
        grey = image @ rng.dirichlet([3, 5, 2]).astype(np.float32)
        image = grey[..., None] * np.exp(rng.normal(0, 0.12 if rng.random() < 0.5 else 0, 3)).astype(np.float32)
    if rng.random() < 0.12:
        image = image * rng.uniform(0.12, 0.6)
    return filed(image, size, rng), hidden


def filed(image: np.ndarray, size: float, rng: Rng) -> np.ndarray:
    """As a camera and a file leave it: blur, few pixels, noise, JPEG."""
    if rng.random() < 0.25:
        image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.4, 1.6))
    if rng.random() < 0.12:
        length = int(rng.integers(3, 8)) | 1
        kernel = np.zeros((length, length), np.float32)
        reach = length / 2 * np.array([np.cos(angle := rng.uniform(0, np.pi)), np.sin(angle)])
        cv2.line(kernel, tuple((length // 2 - reach).astype(int).tolist()), tuple((length // 2 + reach).astype(int).tolist()), 1.0)
        image = cv2.filter2D(image, -1, kernel / kernel.sum())
    scale = 1.0
    if rng.random() < 0.5:
        detail = np.exp(rng.uniform(np.log(LEAST_DETAIL), np.log(EYE_DISTANCE)))
        # No less than a third of what there is: beyond that nobody could say.
        scale = max(detail, 0.33 * min(size, EYE_DISTANCE)) / EYE_DISTANCE
        image = cv2.resize(image, (max(8, round(WIDTH * scale)), max(6, round(HEIGHT * scale))), interpolation=cv2.INTER_AREA)
    if rng.random() < 0.4:
        image = image + rng.normal(0, rng.uniform(1, 10), image.shape)
    image = np.clip(image, 0, 255).astype(np.uint8)
    if rng.random() < 0.4:
        _, data = cv2.imencode(".jpg", image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(35, 96))])
        image = cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1]
    if scale < 1.0:
        how = (cv2.INTER_CUBIC, cv2.INTER_CUBIC, cv2.INTER_LINEAR, cv2.INTER_LANCZOS4)[rng.integers(4)]
        image = cv2.resize(image, (WIDTH, HEIGHT), interpolation=how)
    return image
