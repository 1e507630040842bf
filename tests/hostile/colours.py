"""Edits after which no colour, or not every tone, is as it was."""

import cv2
import numpy as np

from face import Face, Image


def _of(values: np.ndarray) -> Image:
    return np.clip(values, 0, 255).astype(np.uint8)


def _luminance(face: Face) -> np.ndarray:
    return cv2.cvtColor(face.image, cv2.COLOR_BGR2GRAY).astype(float)


def saturation(factor: float):
    """0 is grey, 1 the photograph."""

    def edit(face: Face) -> Image:
        grey = _luminance(face)[..., None]
        return _of(grey + factor * (face.image - grey))

    return edit


def duotone(dark: tuple[int, int, int], light: tuple[int, int, int]):
    """Every tone a mix of two colours (BGR)."""

    def edit(face: Face) -> Image:
        share = _luminance(face)[..., None] / 255
        return _of(np.array(dark) * (1 - share) + np.array(light) * share)

    return edit


def swapped(*channels: int):
    return lambda face: np.ascontiguousarray(face.image[..., channels])


def hue(degrees: int):
    def edit(face: Face) -> Image:
        hsv = cv2.cvtColor(face.image, cv2.COLOR_BGR2HSV)
        hsv[..., 0] = (hsv[..., 0].astype(int) + degrees // 2) % 180
        return cv2.cvtColor(hsv, cv2.COLOR_HSV2BGR)

    return edit


def tint(colour: tuple[int, int, int], strength: float):
    """As light of one colour (BGR): what the colour lacks is taken away."""
    return lambda face: _of(face.image * (1 - strength * (1 - np.array(colour) / 255)))


def negative(face: Face) -> Image:
    return 255 - face.image


def negative_luminance(face: Face) -> Image:
    lab = cv2.cvtColor(face.image, cv2.COLOR_BGR2LAB)
    lab[..., 0] = 255 - lab[..., 0]
    return cv2.cvtColor(lab, cv2.COLOR_LAB2BGR)


def posterised(levels: int):
    """`levels` tones a channel."""
    return lambda face: _of(np.round(face.image / 255 * (levels - 1)) * 255 / (levels - 1))


def cartoon(levels: int):
    """Smooth areas of few tones with black contours."""

    def edit(face: Face) -> Image:
        smooth = face.image
        for _ in range(4):
            smooth = cv2.bilateralFilter(smooth, 9, 40, 9)
        few = posterised(levels)(Face(smooth, face.points))
        grey = cv2.medianBlur(cv2.cvtColor(face.image, cv2.COLOR_BGR2GRAY), 5)
        block = max(int(0.1 * face.unit), 3) | 1
        lines = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, block, 4)
        return cv2.bitwise_and(few, few, mask=lines)

    return edit


def pencil(coloured: bool):
    def edit(face: Face) -> Image:
        grey, colour = cv2.pencilSketch(face.image, sigma_s=60, sigma_r=0.07, shade_factor=0.05)
        return colour if coloured else cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)

    return edit


def one_bit(face: Face) -> Image:
    """Black and white, by the threshold that parts the tones best."""
    _, bits = cv2.threshold(_luminance(face).astype(np.uint8), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return cv2.cvtColor(bits, cv2.COLOR_GRAY2BGR)


def halftone(dot: float):
    """Black dots on white, as a newspaper prints them, `dot` eye distances apart."""

    def edit(face: Face) -> Image:
        x, y = face.grid
        screen = 127.5 + 63.75 * (np.cos(2 * np.pi * x / dot) + np.cos(2 * np.pi * y / dot))
        return cv2.cvtColor(np.where(_luminance(face) > screen, 255, 0).astype(np.uint8), cv2.COLOR_GRAY2BGR)

    return edit


def solarised(share: float):
    """The lightest `share` of the face turns into its negative, and what else in the picture is as light."""

    def edit(face: Face) -> Image:
        threshold = np.quantile(face.image[face.outline() > 0], 1 - share)
        return np.where(face.image > threshold, 255 - face.image, face.image)

    return edit
