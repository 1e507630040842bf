"""How steady the answers on a still head are: held-out heads, each with its mesh jittered as that of a hand-held camera is."""

import argparse
from pathlib import Path

import cv2
import numpy as np
from swafoto import Analysis, Check, Status

from align import eye_centres, transform
from contract import CROP_EYE_DISTANCE
from labels import load_samples
from product import Product, check_of
from thresholds import RULES

# Standard deviations of the jitter: degrees, share of the size, pixels of the crop.
TURN, ZOOM, SHIFT = 0.7, 0.008, 0.5


def jittered(landmarks: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The mesh, moved a little about the middle of the eyes: the crop moves with it."""
    left, right = eye_centres(landmarks)
    middle = (left + right)[:2] / 2
    move = cv2.getRotationMatrix2D(middle.tolist(), rng.normal(0, TURN), 1 + rng.normal(0, ZOOM))
    move[:, 2] += rng.normal(0, SHIFT, 2) * np.linalg.norm(right - left) / CROP_EYE_DISTANCE
    return transform(landmarks, move)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--heads", type=int, default=60)
    parser.add_argument("--crops", type=int, default=8)
    arguments = parser.parse_args()
    rng = np.random.default_rng(5)
    product = Product(arguments.model)
    samples = [s for s in load_samples(arguments.cache, None, arguments.data) if s.is_validation]
    chosen = [samples[i] for i in rng.choice(len(samples), min(arguments.heads, len(samples)), replace=False)]
    heads: list[list[Analysis]] = [
        [product.analyse(s.image, jittered(s.landmarks, rng)) for _ in range(arguments.crops)] for s in chosen
    ]
    print(f"{len(chosen)} heads, {arguments.crops} crops each")
    for rule in RULES:
        checks: list[list[Check]] = [[check_of(analysis, rule) for analysis in head] for head in heads]
        if checks[0][0] is None:
            continue
        flips = sum(len({check.status for check in head}) > 1 for head in checks)
        known = [[check.measured for check in head] for head in checks]
        deviations = [np.std(head) for head in known if None not in head]
        judged = sum(all(check.status != Status.UNKNOWN for check in head) for head in checks)
        median = np.median(deviations) if deviations else float("nan")
        print(f"  {rule.name.lower():20} flips on {flips} heads of {judged} judged, median deviation {median:.4f}")


if __name__ == "__main__":
    main()
