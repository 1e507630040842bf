"""Light, camera and file: what happens to the pixels, never to the labels."""

import cv2
import numpy as np

from teacher import BACKGROUND, EAR, EYEWEAR, NECK, SKIN, UNKNOWN

from .backdrop import backdrop
from .scene import SIZE, Scene, filled, smooth_noise

# Unlabelled pixels beside the face that would keep their old colour, and so give away what is there.
MOST_LOOSE_PIXELS = 250


def _has_loose_pixels(scene: Scene) -> bool:
    loose = (scene.classes == UNKNOWN) & (filled(scene.oval) < 0.5)
    return scene.head == 0 and loose.sum() > MOST_LOOSE_PIXELS


def change_skin_tone(scene: Scene, rng: np.random.Generator) -> None:
    """Darken or lighten skin, ears and neck together, keeping their shading."""
    if _has_loose_pixels(scene):
        return
    # Behind clear lenses, and where thin frames make the label unsure, there is skin as well.
    face = np.isin(scene.classes, (SKIN, EAR, NECK)) | ((scene.classes == UNKNOWN) & (filled(scene.oval) > 0.5))
    if scene.eyewear == 1:
        face |= scene.classes == EYEWEAR
    skin = cv2.GaussianBlur(face.astype(np.float32), (0, 0), 1.2)[..., None]
    values = scene.image[scene.classes == SKIN]
    if len(values) < 100:
        return
    now = np.median(values, axis=0) / 255 + 0.02
    # From very dark to very light skin under ordinary light.
    tone = rng.uniform(0.12, 0.85)
    wanted = np.array([tone, tone * rng.uniform(0.68, 0.82), tone * rng.uniform(0.5, 0.72)])
    power = np.clip(np.log(wanted) / np.log(now), 0.5, 3.2)
    changed = 255 * (scene.image.astype(np.float32) / 255 + 1e-3) ** power
    scene.image = np.clip(scene.image * (1 - skin) + changed * skin, 0, 255).astype(np.uint8)


def knows_background(scene: Scene) -> bool:
    """Whether what is behind the person is labelled well enough to be exchanged."""
    return (scene.classes == UNKNOWN).mean() <= 0.1 and not _has_loose_pixels(scene)


def ground(rng: np.random.Generator, other: np.ndarray) -> np.ndarray:
    """A background, (192, 192, 3) float32: a drawn one, a part of another picture, or a colour."""
    kind = rng.random()
    if kind < 0.45:
        picture = backdrop(rng)
    elif kind < 0.8:
        turn = np.rot90(other, int(rng.integers(4)))
        zoom = rng.uniform(1.0, 2.5)
        size = int(SIZE * zoom)
        big = cv2.resize(np.ascontiguousarray(turn), (size, size))
        x, y = rng.integers(0, size - SIZE + 1, 2)
        picture = big[y : y + SIZE, x : x + SIZE].astype(np.float32)
        if rng.random() < 0.7:
            picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(1, 12))
    else:
        picture = rng.uniform(0, 255, 3) * (1 + rng.uniform(0, 0.4) * smooth_noise(rng, int(rng.integers(2, 6)))[..., None])
    return np.clip(picture, 0, 255).astype(np.float32)


def change_background(scene: Scene, rng: np.random.Generator, other: np.ndarray) -> None:
    """Another background, see `ground`."""
    back = (scene.classes == BACKGROUND).astype(np.uint8)
    back = cv2.GaussianBlur(back.astype(np.float32), (0, 0), 0.8)
    scene.paint(back, ground(rng, other), None)
    scene.outside[:] = False


def relight(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """One-sided light, hard or soft, or blotches of shadow; float in and out."""
    y, x = (np.mgrid[0:SIZE, 0:SIZE].astype(np.float32) - 96) / 60
    angle = rng.uniform(0, 2 * np.pi)
    ramp = x * np.cos(angle) + y * np.sin(angle)
    if rng.random() < 0.4:
        ramp = np.tanh((ramp + rng.uniform(-0.5, 0.5)) * rng.uniform(2, 8))
    gain = np.exp(rng.uniform(0.1, 0.75) * ramp)
    if rng.random() < 0.3:
        gain = gain * np.exp(rng.uniform(0.1, 0.4) * smooth_noise(rng, int(rng.integers(3, 7))))
    return image * gain[..., None]


def degrade(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Exposure, colour, blur, noise, resolution, JPEG; uint8 in and out."""
    picture = image.astype(np.float32)
    if rng.random() < 0.35:
        picture = relight(picture, rng)
    if rng.random() < 0.5:
        picture *= np.exp(rng.normal(0, 0.12, 3))
    mode = rng.random()
    if mode < 0.2:
        picture *= rng.uniform(0.18, 0.6)
    elif mode < 0.3:
        picture *= rng.uniform(1.25, 1.9)
    elif mode < 0.7:
        picture = 255 * np.clip(picture / 255, 0, 1) ** np.exp(rng.normal(0, 0.25))
    if rng.random() < 0.12:
        picture = np.repeat(picture.mean(axis=2, keepdims=True), 3, axis=2)
    blur = rng.random()
    if blur < 0.12:
        length = int(rng.integers(3, 9))
        kernel = np.zeros((length, length), np.float32)
        kernel[length // 2] = 1 / length
        turn = cv2.getRotationMatrix2D(((length - 1) / 2, (length - 1) / 2), rng.uniform(0, 180), 1)
        kernel = cv2.warpAffine(kernel, turn, (length, length))
        picture = cv2.filter2D(picture, -1, kernel / max(kernel.sum(), 1e-3))
    elif blur < 0.3:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 1.8))
    elif blur < 0.45:
        # Cameras sharpen, and cheap ones too much.
        picture = picture + (picture - cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.7, 2.0))) * rng.uniform(0.3, 2.0)
    if rng.random() < 0.2:
        small = max(48, int(SIZE * rng.uniform(0.35, 0.8)))
        picture = cv2.resize(cv2.resize(picture, (small, small), interpolation=cv2.INTER_AREA), (SIZE, SIZE))
    if rng.random() < 0.5:
        read, shot = rng.uniform(0, 8), rng.uniform(0, 0.9)
        noise = rng.standard_normal((SIZE, SIZE, 3)).astype(np.float32)
        if rng.random() < 0.4:
            noise = cv2.GaussianBlur(noise, (0, 0), 0.7) * 1.8
        picture = picture + noise * np.sqrt(read**2 + shot * np.clip(picture, 0, 255))
        if mode < 0.2 and rng.random() < 0.5:
            # The camera's gain brings a dark picture up, noise and all.
            picture *= rng.uniform(1.3, 4)
    picture = np.clip(picture, 0, 255).astype(np.uint8)
    if rng.random() < 0.5:
        quality = int(rng.integers(25, 92))
        _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
        picture = cv2.imdecode(data, cv2.IMREAD_COLOR)
    return picture
