"""Cloth to draw hats, scarves and masks with: cut from photographs, or made up."""

import cv2
import numpy as np

from labels import Sample
from teacher import CLOTHING, HAIR, SKIN

from .scene import SIZE, Scene, smooth_noise

# Least side of a square of clothing, at 60 px eye distance.
LEAST_SWATCH = 44


def swatches(samples: list[Sample]) -> list[np.ndarray]:
    """The greatest square of clothing in each photograph that has one, (side, side, 3) uint8."""
    found = []
    for sample in samples:
        mask = ((sample.classes == CLOTHING) & sample.inside).astype(np.uint8)
        distance = cv2.distanceTransform(np.pad(mask, 1), cv2.DIST_C, 3)[1:-1, 1:-1]
        y, x = np.unravel_index(distance.argmax(), distance.shape)
        half = int(distance[y, x]) - 1
        if 2 * half >= LEAST_SWATCH:
            found.append(sample.image[y - half : y + half, x - half : x + half])
    return found


def recoloured(texture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Another colour of the same cloth."""
    kind = rng.random()
    if kind < 0.25:
        return texture.astype(np.float32)
    grey = texture.astype(np.float32).mean(axis=2, keepdims=True)
    if kind < 0.6:
        tint = rng.uniform(0.2, 1.6, 3)
        return np.clip(grey * tint, 0, 255)
    hsv = cv2.cvtColor(texture, cv2.COLOR_RGB2HSV).astype(np.float32)
    hsv[..., 0] = (hsv[..., 0] + rng.uniform(0, 180)) % 180
    hsv[..., 1] *= rng.uniform(0.2, 1.3)
    hsv[..., 2] *= rng.uniform(0.4, 1.2)
    return cv2.cvtColor(np.clip(hsv, 0, [179, 255, 255]).astype(np.uint8), cv2.COLOR_HSV2RGB).astype(np.float32)


def cloth(scene: Scene, rng: np.random.Generator) -> np.ndarray:
    """A picture of cloth as float (192, 192, 3): about half of it photographed, with its real weave, folds and light."""
    if rng.random() < 0.2:
        return _camouflaged(scene, rng)
    return _plain(scene, rng)


def _camouflaged(scene: Scene, rng: np.random.Generator) -> np.ndarray:
    """Cloth about as bright and of the same colour as the skin or the hair that it lies on: what is mistaken most."""
    values = scene.image[scene.classes == (SKIN if rng.random() < 0.6 else HAIR)]
    fabric = _plain(scene, rng)
    if len(values) < 100:
        return fabric
    grey = fabric.mean(axis=2, keepdims=True)
    colour = np.median(values, axis=0) * np.exp(rng.normal(0, 0.12, 3))
    return np.clip(grey / max(8.0, float(np.median(grey))) * colour, 0, 255)


def _plain(scene: Scene, rng: np.random.Generator) -> np.ndarray:
    if not scene.swatches or rng.random() < 0.5:
        return random_cloth(rng)
    swatch = scene.swatches[rng.integers(len(scene.swatches))]
    side = swatch.shape[0]
    part = int(rng.uniform(0.6, 1.0) * side)
    y, x = rng.integers(0, side - part + 1, 2)
    piece = np.rot90(swatch[y : y + part, x : x + part], int(rng.integers(4)))
    if rng.random() < 0.5:
        piece = piece[:, ::-1]
    return recoloured(cv2.resize(np.ascontiguousarray(piece), (SIZE, SIZE), interpolation=cv2.INTER_CUBIC), rng)


def plain_cloth(rng: np.random.Generator) -> np.ndarray:
    """Cloth of one colour, pastel to black, of which nothing shows but the light on it."""
    hue, grey = rng.uniform(0, 180), rng.random()
    saturation = rng.uniform(0, 25) if grey < 0.3 else rng.uniform(15, 110) if grey < 0.8 else rng.uniform(90, 230)
    value = rng.uniform(12, 60) if rng.random() < 0.3 else rng.uniform(60, 245)
    pixel = np.uint8([[[hue, saturation, value]]])
    cloth = np.broadcast_to(cv2.cvtColor(pixel, cv2.COLOR_HSV2RGB).astype(np.float32), (SIZE, SIZE, 3))
    cloth = cloth * (1 + rng.uniform(0, 0.08) * smooth_noise(rng, 4)[..., None])
    return cloth + rng.standard_normal((SIZE, SIZE, 1)) * rng.uniform(0, 3)


def black_cloth(rng: np.random.Generator) -> np.ndarray:
    """Black or nearly so, like many hats and the hair under them."""
    return rng.uniform(6, 40) * (1 + 0.15 * smooth_noise(rng, 6)[..., None]) + rng.standard_normal((SIZE, SIZE, 3)) * 2


def random_cloth(rng: np.random.Generator) -> np.ndarray:
    """A cloth-like picture: colour, folds, weave, sometimes a print."""
    kind = rng.random()
    if kind < 0.35:
        base = rng.uniform(10, 60) * np.array([1, 1, 1]) + rng.uniform(-6, 6, 3)
    elif kind < 0.55:
        base = rng.uniform(150, 250) * np.array([1, 1, 1]) + rng.uniform(-15, 15, 3)
    else:
        base = rng.uniform(15, 245, 3)
    cloth = np.broadcast_to(base.astype(np.float32), (SIZE, SIZE, 3)).copy()
    if rng.random() < 0.3:
        ink = rng.uniform(0, 255, 3).astype(np.float32)
        y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
        pattern = rng.integers(3)
        if pattern == 0:
            print_mask = smooth_noise(rng, int(rng.integers(12, 48))) > rng.uniform(0.3, 1.2)
        elif pattern == 1:
            angle, period = rng.uniform(0, np.pi), rng.uniform(4, 20)
            print_mask = np.sin((x * np.cos(angle) + y * np.sin(angle)) * 2 * np.pi / period) > rng.uniform(-0.2, 0.7)
        else:
            period = rng.uniform(6, 18)
            print_mask = np.sin(x * 2 * np.pi / period) * np.sin(y * 2 * np.pi / period) > rng.uniform(0.2, 0.7)
        cloth[print_mask] = ink
    # Folds: stretched noise, turned.
    folds = smooth_noise(rng, int(rng.integers(4, 9)))
    folds = folds + 0.6 * np.sin(smooth_noise(rng, 4) * rng.uniform(2, 9) + folds)
    cloth *= (1 + rng.uniform(0.03, 0.22) * folds)[..., None]
    cloth += rng.standard_normal((SIZE, SIZE, 1)).astype(np.float32) * rng.uniform(0, 7)
    return np.clip(cloth, 0, 255)
