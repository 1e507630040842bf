"""How steady the answers on a still head are: held-out heads, each in crops jittered as a hand-held camera moves."""

import argparse
from pathlib import Path

import cv2
import numpy as np

from align import CROP_SIZE, EYE_MIDPOINT, image_to_crop, warp
from evaluate import THRESHOLDS, Network, probabilities
from labels import load_samples

# Standard deviations of the jitter: degrees, share of the size, pixels of the crop.
TURN, ZOOM, SHIFT = 0.7, 0.008, 0.5
THRESHOLD_OF = {"ear_left": "ear", "ear_right": "ear"}


def jittered(matrix: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The crop's matrix, moved a little about the middle of the eyes."""
    move = cv2.getRotationMatrix2D(EYE_MIDPOINT, rng.normal(0, TURN), 1 + rng.normal(0, ZOOM))
    move[:, 2] += rng.normal(0, SHIFT, 2)
    return (np.vstack([move, [0, 0, 1]]) @ np.vstack([matrix, [0, 0, 1]]))[:2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--heads", type=int, default=60)
    parser.add_argument("--crops", type=int, default=8)
    arguments = parser.parse_args()
    rng = np.random.default_rng(5)
    samples = [s for s in load_samples(arguments.cache, None, arguments.data) if s.is_validation]
    chosen = [samples[i] for i in rng.choice(len(samples), min(arguments.heads, len(samples)), replace=False)]
    crops = []
    for sample in chosen:
        matrix = image_to_crop(sample.landmarks)
        crops += [warp(sample.image, jittered(matrix, rng), CROP_SIZE) for _ in range(arguments.crops)]
    images = np.stack(crops).transpose(0, 3, 1, 2).astype(np.float32) / 255
    attributes, _ = Network(arguments.model).run(images)
    print(f"{len(chosen)} heads, {arguments.crops} crops each")
    for name, values in probabilities(attributes).items():
        heads = values.reshape(len(chosen), arguments.crops)
        threshold = THRESHOLDS.get(THRESHOLD_OF.get(name, name), 0.5)
        over = heads > threshold
        flips = int((over.any(axis=1) & ~over.all(axis=1)).sum())
        print(f"  {name:15} flips on {flips} heads, median deviation {np.median(heads.std(axis=1)):.4f}")


if __name__ == "__main__":
    main()
