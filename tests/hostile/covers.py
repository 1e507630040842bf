"""Edits that hide a part of the face."""

from collections.abc import Callable

import cv2
import numpy as np

from face import BROWS, CHEEKS, FOREHEAD, LEFT_EYE, MOUTH, NOSE_TIP, RIGHT_EYE, Face, Image, Mask, blend

Edit = Callable[[Face], Image]
Region = Callable[[Face], Mask]
Paint = Callable[[Face], Image | np.ndarray]


# Regions


def bar(height: float, width: float = 2.2) -> Region:
    return lambda face: face.box(0, 0, width, height)


def eye_box(side: int, size: float) -> Region:
    """`side` -1 is the eye on the picture's left, 1 the other."""
    return lambda face: face.box(side / 2, 0, 0.8 * size, 0.55 * size)


def eye_ellipse(side: int, size: float) -> Region:
    return lambda face: face.ellipse(side / 2, 0, 0.85 * size, 0.6 * size)


def eyes_ellipse(height: float) -> Region:
    return lambda face: face.ellipse(0, 0, 2.1, height)


def sockets(size: float) -> Region:
    """The openings of both eyes and `size` around them."""

    def region(face: Face) -> Mask:
        around = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * int(size * face.unit) + 1,) * 2)
        return cv2.dilate(np.maximum(face.hull(LEFT_EYE), face.hull(RIGHT_EYE)), around)

    return region


def mouth_box(size: float) -> Region:
    return lambda face: face.box(*face.place(*MOUTH), 1.15 * size, 0.6 * size)


def mouth_ellipse(size: float) -> Region:
    return lambda face: face.ellipse(*face.place(*MOUTH), 1.2 * size, 0.65 * size)


def below_nose(face: Face) -> Mask:
    """All of the picture below the middle of the nose."""
    return (face.grid[1] > face.place(NOSE_TIP)[1] - 0.2).astype(np.float32)


def above_brows(face: Face) -> Mask:
    """All of the picture above the brows."""
    return (face.grid[1] < face.place(*BROWS)[1] - 0.1).astype(np.float32)


def half(side: int) -> Region:
    """All of the picture on one side of the nose."""
    return lambda face: (face.grid[0] * side > 0).astype(np.float32)


def of_face(region: Region) -> Region:
    """What of a region lies on the face."""
    return lambda face: region(face) * face.outline()


def whole_face(face: Face) -> Mask:
    return face.outline()


def both_eyes(face: Face) -> Mask:
    return np.maximum(eye_box(-1, 1.2)(face), eye_box(1, 1.2)(face))


# Paints


def flat(blue: int, green: int, red: int) -> Paint:
    return lambda face: np.array([blue, green, red], float)


def skin(face: Face) -> np.ndarray:
    return face.skin()


def gradient(start: Paint, end: Paint, axis: int) -> Paint:
    """From one colour to the other over two eye distances, along `x` (0) or `y` (1)."""

    def paint(face: Face) -> Image:
        share = np.clip(face.grid[axis] / 2 + 0.5, 0, 1)[..., None]
        return start(face) * (1 - share) + end(face) * share

    return paint


def noise(colour: Paint, deviation: float) -> Paint:
    def paint(face: Face) -> Image:
        return colour(face) + np.random.default_rng(1).normal(0, deviation, face.image.shape)

    return paint


def texture(face: Face) -> Image:
    """What is in a lower corner of the picture, mostly cloth, repeated."""
    height, width = face.image.shape[:2]
    side = max(int(0.5 * face.unit), 8)
    patch = face.image[height - side :, :side]
    return np.tile(patch, (height // side + 1, width // side + 1, 1))[:height, :width]


def weave(face: Face) -> Image:
    """Checked cloth."""
    x, y = face.grid
    threads = (np.sin(x * 40) * 40 + np.sin(y * 40) * 40)[..., None]
    return np.array([90, 70, 140]) + threads


# What is done with a region


def cover(region: Region, paint: Paint, edge: float = 0.0) -> Edit:
    """Paints over it; `edge` is how soft."""
    return lambda face: blend(face, paint(face), face.soft(region(face), edge) if edge else region(face))


def mosaic(region: Region, cell: float) -> Edit:
    """Cells of one colour, `cell` wide."""

    def edit(face: Face) -> Image:
        height, width = face.image.shape[:2]
        side = max(cell * face.unit, 1)
        few = cv2.resize(face.image, (round(width / side), round(height / side)), interpolation=cv2.INTER_AREA)
        return blend(face, cv2.resize(few, (width, height), interpolation=cv2.INTER_NEAREST), region(face))

    return edit


def blur(region: Region, deviation: float) -> Edit:
    """A Gaussian blur, so that no detail of an eye is left from 0.12 on."""

    def edit(face: Face) -> Image:
        blurred = cv2.GaussianBlur(face.image, (0, 0), deviation * face.unit)
        return blend(face, blurred, face.soft(region(face), 0.1))

    return edit


def smear(region: Region, length: float, degrees: float) -> Edit:
    """As a thumb smears wet paint: a mean along a line."""

    def edit(face: Face) -> Image:
        size = int(length * face.unit) | 1
        line = np.zeros((size, size), np.float32)
        line[size // 2] = 1
        turn = cv2.getRotationMatrix2D((size // 2, size // 2), degrees, 1)
        line = cv2.warpAffine(line, turn, (size, size))
        return blend(face, cv2.filter2D(face.image, -1, line / line.sum()), face.soft(region(face), 0.1))

    return edit


def moved(face: Face, start: tuple[float, float], end: tuple[float, float], zoom: float = 1.0) -> Image:
    """The whole picture moved so that what was at `start` is at `end`."""
    start, end = face.pixel(*start), face.pixel(*end)
    shift = np.column_stack([np.eye(2) * zoom, end - zoom * start])
    height, width = face.image.shape[:2]
    return cv2.warpAffine(face.image, shift, (width, height), borderMode=cv2.BORDER_REFLECT)


def clone(region: Region, to: Callable[[Face], tuple[float, float]]) -> Edit:
    """A stamp of the cheek on the same side."""

    def edit(face: Face) -> Image:
        cheek = min((face.place(point) for point in CHEEKS), key=lambda cheek: abs(cheek[0] - to(face)[0]))
        return blend(face, moved(face, cheek, to(face)), face.soft(region(face), 0.12))

    return edit


def in_turn(*edits: Edit) -> Edit:
    def edit(face: Face) -> Image:
        for step in edits:
            face = Face(step(face), face.points)
        return face.image

    return edit


def clone_eye(side: int, size: float) -> Edit:
    return clone(eye_ellipse(side, size), lambda face: (side / 2, 0))


def clone_mouth(size: float) -> Edit:
    return clone(mouth_ellipse(size), lambda face: face.place(*MOUTH))


def inpaint(region: Region, method: int) -> Edit:
    """What OpenCV makes up from the surroundings."""
    return lambda face: cv2.inpaint(face.image, region(face).astype(np.uint8), int(0.05 * face.unit) + 1, method)


def mouths_for_eyes(size: float) -> Edit:
    def edit(face: Face) -> Image:
        mouth, out = face.place(*MOUTH), face
        for side in (-1, 1):
            mask = face.soft(eye_ellipse(side, size)(face), 0.1)
            out = Face(blend(out, moved(face, mouth, (side / 2, 0), 0.8), mask), face.points)
        return out.image

    return edit


def eyes_for_mouth(face: Face) -> Image:
    mask = face.soft(mouth_ellipse(1.0)(face), 0.1)
    return blend(face, moved(face, (-0.5, 0), face.place(*MOUTH), 1.3), mask)


# Light and lens


def finger(x: float, y: float, edge_x: float, edge_y: float, width: float, colour: Paint) -> Edit:
    """A fingertip before the lens, out of focus: from the picture's edge that lies towards `edge` up to (x, y)."""

    def edit(face: Face) -> Image:
        mask = face.blank()
        start, end = face.pixel(x, y), face.pixel(x + edge_x, y + edge_y)
        thickness = max(int(width * face.unit), 1)
        cv2.line(mask, tuple(map(int, start)), tuple(map(int, end)), 1, thickness)
        return blend(face, colour(face), face.soft(mask, 0.35))

    return edit


def stain(place: Callable[[Face], tuple[float, float]], size: float, paint: Paint) -> Edit:
    """A round area that is blown or black, with a soft edge."""
    return lambda face: blend(face, paint(face), face.soft(face.ellipse(*place(face), size, size), 0.2))


# Drawings


def polygon(face: Face, image: Image, corners: list[tuple[float, float]], colour: tuple[int, int, int]) -> None:
    cv2.fillPoly(image, [np.array([face.pixel(*c) for c in corners]).astype(np.int32)], colour, cv2.LINE_AA)


def disc(face: Face, image: Image, x: float, y: float, size: float, colour: tuple[int, int, int]) -> None:
    centre = tuple(map(int, face.pixel(x, y)))
    cv2.circle(image, centre, max(int(size * face.unit / 2), 1), colour, -1, cv2.LINE_AA)


def emoji(face: Face, image: Image, x: float, y: float, size: float) -> None:
    disc(face, image, x, y, size, (40, 200, 255))
    for side in (-1, 1):
        disc(face, image, x + side * 0.18 * size, y - 0.12 * size, 0.14 * size, (20, 40, 60))
    mouth = face.pixel(x, y + 0.1 * size)
    half_axes = (int(0.25 * size * face.unit), int(0.2 * size * face.unit))
    cv2.ellipse(image, tuple(map(int, mouth)), half_axes, 0, 0, 180, (20, 40, 60), -1, cv2.LINE_AA)


def heart(face: Face, image: Image, x: float, y: float, size: float) -> None:
    t = np.linspace(0, 2 * np.pi, 60)
    across = 16 * np.sin(t) ** 3
    down = -(13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t))
    corners = [(x + a * size / 32, y + d * size / 32) for a, d in zip(across, down, strict=True)]
    polygon(face, image, corners, (60, 20, 230))


Sticker = Callable[[Face, Image, float, float, float], None]


def stickers(sticker: Sticker, size: float, *places: Callable[[Face], tuple[float, float]]) -> Edit:
    def edit(face: Face) -> Image:
        image = face.image.copy()
        for place in places:
            sticker(face, image, *place(face), size)
        return image

    return edit


def sunglasses(colour: tuple[int, int, int], size: float) -> Edit:
    """Two flat lenses and a bridge."""

    def edit(face: Face) -> Image:
        image = face.image.copy()
        for side in (-1, 1):
            lens = [(-0.42, -0.22), (0.42, -0.22), (0.36, 0.2), (0.1, 0.32), (-0.2, 0.32), (-0.4, 0.15)]
            polygon(face, image, [(side * (0.5 - size * x), size * y) for x, y in lens], colour)
        polygon(face, image, [(-0.2, -0.15), (0.2, -0.15), (0.2, -0.05), (-0.2, -0.05)], colour)
        return image

    return edit


def whiskers(face: Face, image: Image, colour: tuple[int, int, int]) -> None:
    nose = face.place(NOSE_TIP)[1]
    for side in (-1, 1):
        for lean in (-0.12, 0.0, 0.12):
            ends = [face.pixel(side * 0.35, nose + 0.1 + lean), face.pixel(side * 1.15, nose + 0.1 + 3 * lean)]
            start, end = (tuple(map(int, point)) for point in ends)
            cv2.line(image, start, end, colour, max(int(0.03 * face.unit), 1), cv2.LINE_AA)


def cat(colour: tuple[int, int, int], nose_size: float) -> Edit:
    """Nose, whiskers and ears of a cat."""

    def edit(face: Face) -> Image:
        image = face.image.copy()
        (_, nose), (_, top) = face.place(NOSE_TIP), face.place(FOREHEAD)
        corners = [(-0.3, -0.15), (0.3, -0.15), (0, 0.2)]
        polygon(face, image, [(nose_size * x, nose + nose_size * y) for x, y in corners], colour)
        whiskers(face, image, colour)
        for side in (-1, 1):
            polygon(face, image, [(side * 0.3, top), (side * 1.0, top + 0.1), (side * 0.8, top - 0.8)], colour)
        return image

    return edit


def dog(tongue: float) -> Edit:
    """Nose, muzzle, hanging ears and the tongue of a dog, over nose, mouth and temples."""

    def edit(face: Face) -> Image:
        (_, nose), (_, mouth), (_, top) = face.place(NOSE_TIP), face.place(*MOUTH), face.place(FOREHEAD)
        brown = (60, 90, 150)
        muzzle = face.ellipse(0, nose + 0.1, 1.0, 0.7)
        image = blend(face, np.array([200, 215, 235]), face.soft(muzzle, 0.05))
        end = mouth + tongue
        polygon(face, image, [(-0.2, mouth), (0.2, mouth), (0.2, end), (-0.2, end)], (110, 80, 240))
        disc(face, image, 0, nose, 0.4, (25, 25, 25))
        for side in (-1, 1):
            corners = [(side * 0.5, top), (side * 1.1, top - 0.1), (side * 1.5, top + 0.8), (side * 1.0, top + 1.0)]
            polygon(face, image, corners, brown)
        return image

    return edit


def text(words: str, lines: int, height: float, colour: tuple[int, int, int]) -> Edit:
    """Fat letters over the eyes."""

    def edit(face: Face) -> Image:
        image = face.image.copy()
        scale = height * face.unit / 22
        thickness = max(int(0.22 * height * face.unit), 1)
        for line in range(lines):
            (wide, _), _ = cv2.getTextSize(words, cv2.FONT_HERSHEY_DUPLEX, scale, thickness)
            x, y = face.pixel(0, height * (1.05 * (line - lines / 2) + 1))
            origin = (int(x - wide / 2), int(y))
            cv2.putText(image, words, origin, cv2.FONT_HERSHEY_DUPLEX, scale, colour, thickness, cv2.LINE_AA)
        return image

    return edit


def stripes(region: Region, width: float, axis: int, paint: Paint) -> Edit:
    """Bands as wide as the gaps between them."""

    def edit(face: Face) -> Image:
        bands = (np.floor(face.grid[axis] / width) % 2 == 0).astype(np.float32)
        return blend(face, paint(face), bands * region(face))

    return edit


def grid(region: Region, gap: float, paint: Paint) -> Edit:
    """Bars as of a cage, each as wide as a gap between them."""

    def edit(face: Face) -> Image:
        x, y = (np.floor(axis / gap) % 2 == 0 for axis in face.grid)
        return blend(face, paint(face), (x | y) * region(face))

    return edit


def left_eye(face: Face) -> tuple[float, float]:
    return -0.5, 0.0


def right_eye(face: Face) -> tuple[float, float]:
    return 0.5, 0.0


def nose(face: Face) -> tuple[float, float]:
    return face.place(NOSE_TIP)


def mouth(face: Face) -> tuple[float, float]:
    return face.place(*MOUTH)


def left_cheek(face: Face) -> tuple[float, float]:
    return face.place(CHEEKS[0])
