"""Contact sheets of cached crops with their labels drawn, to be looked at."""

import argparse
from pathlib import Path

import cv2
import numpy as np

# RGB for: background, skin, ear, hair, eyewear, hat, scarf, neck, clothing, occluder.
COLOURS = np.array(
    [
        (0, 0, 0), (255, 190, 150), (255, 0, 0), (120, 70, 20), (0, 220, 255),
        (0, 0, 255), (190, 0, 255), (255, 255, 0), (0, 120, 0), (255, 255, 255),
    ],
    np.uint8,
)  # fmt: skip


def overlay(image: np.ndarray, classes: np.ndarray, strength: float = 0.45) -> np.ndarray:
    """Colour the classes over the picture; unknown pixels stay dark."""
    paint = np.zeros_like(image)
    known = classes < len(COLOURS)
    paint[known] = COLOURS[classes[known]]
    return (image * (1 - strength) + paint * strength).astype(np.uint8)


def sheet(tiles: list[np.ndarray], captions: list[str], columns: int, size: int) -> np.ndarray:
    """Tiles in rows with captions underneath, RGB."""
    rows = -(-len(tiles) // columns)
    page = np.zeros((rows * (size + 12), columns * size, 3), np.uint8)
    for index, (tile, caption) in enumerate(zip(tiles, captions, strict=True)):
        y, x = divmod(index, columns)
        y, x = y * (size + 12), x * size
        page[y : y + size, x : x + size] = cv2.resize(tile, (size, size), interpolation=cv2.INTER_AREA)
        cv2.putText(page, caption, (x + 1, y + size + 10), cv2.FONT_HERSHEY_PLAIN, 0.75, (255, 255, 255), 1)
    return page


def save(path: Path, page: np.ndarray) -> None:
    cv2.imwrite(str(path), page[..., ::-1])


def main() -> None:
    from labels import load_samples

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--data", type=Path, help="folder of the sources with their labels.csv")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--source", action="append", help="cached folder names; none: all")
    parser.add_argument("--columns", type=int, default=12)
    parser.add_argument("--rows", type=int, default=8)
    parser.add_argument("--size", type=int, default=130)
    parser.add_argument("--plain", action="store_true", help="pictures without classes")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    samples = load_samples(arguments.cache, arguments.source, arguments.data)
    step = arguments.columns * arguments.rows
    for page, start in enumerate(range(0, len(samples), step)):
        part = samples[start : start + step]
        tiles = [s.image if arguments.plain else overlay(s.image, s.classes) for s in part]
        captions = [s.short_caption() for s in part]
        save(arguments.out / f"page{page:02d}.png", sheet(tiles, captions, arguments.columns, arguments.size))


if __name__ == "__main__":
    main()
