"""Colours that a camera gives a face, and colours that it never does. Pictures are float32 RGB in 0..=255."""

from collections.abc import Callable

import cv2
import numpy as np

Rng = np.random.Generator


def natural(image: np.ndarray, rng: Rng) -> np.ndarray:
    """Another lamp, from candle to shade as far as a camera leaves its colour; another exposure, contrast and noise."""
    linear = (np.clip(image, 0, 255) / 255 + 1e-4) ** 2.2
    if rng.random() < 0.8:
        # Along the way from warm to cold light, and a little across it as lamps do.
        warmth, green = np.clip(rng.normal(0.03, 0.16), -0.25, 0.4), rng.normal(0, 0.035)
        linear = linear * np.exp(np.array([0.8 * warmth, green, -warmth]))
    # A dim room is dark, not of other colours.
    linear *= np.exp2(rng.normal(-0.2, 0.6) if rng.random() < 0.85 else rng.uniform(-4, -1))
    image = 255 * np.clip(linear, 0, 1) ** (1 / 2.2)
    if rng.random() < 0.5:
        middle = rng.uniform(70, 160)
        image = middle + (image - middle) * rng.uniform(0.65, 1.3)
    if rng.random() < 0.4:
        grey = image @ np.float32([0.299, 0.587, 0.114])
        image = grey[..., None] + (image - grey[..., None]) * rng.uniform(0.6, 1.4)
    if rng.random() < 0.3:
        # A veil of light.
        image = image * (1 - (veil := rng.uniform(0, 0.3))) + veil * rng.uniform(120, 255)
    return np.clip(image, 0, 255).astype(np.float32)


def shaded(image: np.ndarray, rng: Rng) -> np.ndarray:
    """Light from a side, or the edge of a shadow."""
    height, width = image.shape[:2]
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    ramp = x * np.cos(angle) + y * np.sin(angle)
    if rng.random() < 0.4:
        ramp = np.tanh((ramp + rng.uniform(-0.6, 0.6)) * rng.uniform(2, 12))
    gain = np.exp(rng.uniform(0.1, 0.7) * ramp)[..., None]
    return np.clip(image * gain, 0, 255).astype(np.float32)


def unnatural(image: np.ndarray, rng: Rng) -> np.ndarray:
    """Any of the ways below in which no camera sees."""
    return np.clip(UNNATURAL[rng.integers(len(UNNATURAL))](image, rng), 0, 255).astype(np.float32)


def _luma(image: np.ndarray) -> np.ndarray:
    return image @ np.float32([0.299, 0.587, 0.114])


def _grey(image: np.ndarray, rng: Rng) -> np.ndarray:
    weights = rng.dirichlet([2, 3, 1])
    grey = (image @ weights.astype(np.float32))[..., None]
    return grey + (image - grey) * rng.choice([0.0, rng.uniform(0, 0.15)])


def _toned(image: np.ndarray, rng: Rng) -> np.ndarray:
    """Sepia, cyanotype, two colours."""
    grey = _luma(image)[..., None] / 255
    kind = rng.random()
    if kind < 0.45:
        # Brown, as old prints are, from hardly to wholly so, and lighter or darker.
        brown = 255 * grey * np.array([1.35, 1.2, 0.94]) * rng.uniform(0.7, 1.05) * np.exp(rng.normal(0, 0.05, 3))
        share = rng.uniform(0.8, 1.0)
        return share * np.clip(brown, 0, 255) + (1 - share) * image
    if kind < 0.6:
        return 255 * grey * np.exp(rng.normal(0, 0.25, 3))
    dark, light = rng.uniform(0, 120, 3), rng.uniform(120, 255, 3)
    return dark * (1 - grey) + light * grey


def _exchanged(image: np.ndarray, rng: Rng) -> np.ndarray:
    """Channels in another order."""
    orders = [(2, 1, 0), (2, 1, 0), (1, 0, 2), (0, 2, 1), (0, 2, 1), (1, 2, 0), (2, 0, 1)]
    return image[..., list(orders[rng.integers(len(orders))])]


def _turned_hue(image: np.ndarray, rng: Rng) -> np.ndarray:
    hsv = cv2.cvtColor((np.clip(image, 0, 255) / 255).astype(np.float32), cv2.COLOR_RGB2HSV)
    hsv[..., 0] = (hsv[..., 0] + rng.uniform(45, 315)) % 360
    return 255 * cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)


def _tinted(image: np.ndarray, rng: Rng) -> np.ndarray:
    """Under a lamp of one colour, or with a colour laid over it."""
    hue = np.array(cv2.cvtColor(np.float32([[[rng.uniform(0, 360), 1, 1]]]), cv2.COLOR_HSV2RGB)[0, 0])
    # Candle light is warm too.
    warm = 0.75 * hue[0] + 0.25 * hue[1] > 0.85 and hue[2] < 0.2
    if rng.random() < 0.5:
        least = rng.uniform(0.0, 0.3 if warm else 0.45)
        return image * (least + (1 - least) * hue)
    share = rng.uniform(0.45 if warm else 0.35, 0.75)
    return image * (1 - share) + share * 255 * hue


def _negative(image: np.ndarray, rng: Rng) -> np.ndarray:
    kind = rng.integers(4)
    if kind == 0:
        return 255 - image
    if kind == 1:
        # Of its lightness alone.
        if rng.random() < 0.5:
            return image + (255 - 2 * _luma(image))[..., None]
        lab = cv2.cvtColor((np.clip(image, 0, 255) / 255).astype(np.float32), cv2.COLOR_RGB2LAB)
        lab[..., 0] = 100 - lab[..., 0]
        return 255 * cv2.cvtColor(lab, cv2.COLOR_LAB2RGB)
    turning = rng.uniform(90, 215)
    if kind == 2:
        return np.where(image > turning, 255 - image, image)
    return np.where(image > turning, 255 - image, image) * (255 / turning)


def _few_levels(image: np.ndarray, rng: Rng) -> np.ndarray:
    levels = int(rng.integers(2, 8))
    if rng.random() < 0.7:
        return np.floor(image / 256 * levels) * (255 / (levels - 1))
    # The same share of pixels in each.
    luma = _luma(image)
    edges = np.quantile(luma, np.linspace(0, 1, levels + 1)[1:-1])
    rank = np.digitize(luma, edges)
    palette = np.array([image[rank == at].mean(axis=0) if (rank == at).any() else np.zeros(3) for at in range(levels)])
    return palette[rank]


def _drawn(image: np.ndarray, rng: Rng) -> np.ndarray:
    """Like a drawing: flat colours with dark lines, or lines alone."""
    small = np.clip(image, 0, 255).astype(np.uint8)
    luma = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    kind = rng.choice(4, p=[0.25, 0.2, 0.2, 0.35])
    if kind == 3:
        # Each channel by itself: coloured pencils.
        soft = cv2.GaussianBlur(255 - small, (0, 0), rng.uniform(1.0, 5)).astype(np.float32)
        return np.clip(small * 256.0 / np.maximum(256 - soft, 1), 0, 255) * rng.uniform(0.85, 1.0)
    if kind == 0:
        for _ in range(int(rng.integers(2, 5))):
            small = cv2.bilateralFilter(small, 7, 60, 7)
        levels = rng.integers(4, 9)
        flat = np.floor(small / 256 * levels) * (255 / levels) + 128 / levels
        lines = cv2.adaptiveThreshold(cv2.medianBlur(luma, 3), 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, int(rng.choice([5, 7, 9])), int(rng.integers(2, 6)))
        return flat * (lines[..., None] / 255)
    if kind == 1:
        soft = cv2.GaussianBlur(255 - luma, (0, 0), rng.uniform(1.5, 5)).astype(np.float32)
        lines = np.clip(luma * 256.0 / np.maximum(256 - soft, 1), 0, 255)
        paper = np.array([255.0, 255, 255]) - rng.uniform(0, 30, 3)
        return lines[..., None] / 255 * paper
    edges = cv2.Canny(luma, 30, 90)
    return 255 - np.repeat(edges[..., None].astype(np.float32), 3, axis=2)


def _screened(image: np.ndarray, rng: Rng) -> np.ndarray:
    """Black and white only: a threshold, dots or noise."""
    luma = _luma(image)
    height, width = luma.shape
    y, x = np.mgrid[0:height, 0:width]
    kind = rng.integers(3)
    if kind == 0:
        threshold = np.full_like(luma, np.median(luma) * rng.uniform(0.8, 1.2))
    elif kind == 1:
        threshold = rng.uniform(0, 255, luma.shape)
    else:
        wave = rng.uniform(0.8, 2.5)
        threshold = 127 + 127 * np.sin(x / wave) * np.sin(y / wave)
    picture = np.where(luma > threshold, 255.0, 0.0)
    return np.repeat(picture[..., None], 3, axis=2)


def _garish(image: np.ndarray, rng: Rng) -> np.ndarray:
    if rng.random() < 0.5:
        # Away from grey.
        grey = _luma(image)[..., None]
        return grey + (image - grey) * rng.uniform(2.1, 5.5)
    if rng.random() < 0.5:
        hsv = cv2.cvtColor((np.clip(image, 0, 255) / 255).astype(np.float32), cv2.COLOR_RGB2HSV)
        hsv[..., 1] = np.clip(hsv[..., 1] * rng.uniform(2.1, 5.5), 0, 1)
        return 255 * cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)
    lab = cv2.cvtColor((np.clip(image, 0, 255) / 255).astype(np.float32), cv2.COLOR_RGB2LAB)
    lab[..., 1:] *= rng.uniform(2.1, 4.5)
    return 255 * np.clip(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB), 0, 1)


UNNATURAL: list[Callable] = [
    _grey, _toned, _toned, _toned, _exchanged, _exchanged, _exchanged, _turned_hue, _turned_hue, _tinted, _tinted, _tinted, _negative,
    _negative, _few_levels, _few_levels, _few_levels, _drawn, _drawn, _drawn, _screened, _garish, _garish, _garish, _garish,
    _garish,
]  # fmt: skip
