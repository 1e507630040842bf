"""Choose the decision thresholds on people of `train` whom training never saw.

Two sets: their photographs as they are, and augmented examples of them (for
what the photographs lack: hats, tinted lenses, masks). For each attribute a
table of thresholds with caught and false shares is written as JSON.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from augment import light
from augment.compose import Composer
from augment.scene import Scene
from evaluate import Network, batch_of, hat_on_top, hat_worn, probabilities, true_attributes
from labels import load_samples

GRID = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
# name of the probability -> (column that says it is known, what makes it true)
QUESTIONS = {
    "eyewear": (0, lambda t: t[:, 0] == 0),
    "tinted": (0, lambda t: t[:, 2] == 1),
    "head": (3, lambda t: t[:, 3] == 0),
    "hat": (3, lambda t: t[:, 4] == 1),
    "scarf": (3, lambda t: t[:, 5] == 1),
    "hat_worn": (3, lambda t: t[:, 4] == 1),
    "ear_left": (6, lambda t: t[:, 6] == 1),
    "ear_right": (7, lambda t: t[:, 7] == 1),
    "covered": (8, lambda t: t[:, 8] == 1),
    "ear_left_full": (9, lambda t: t[:, 9] == 1),
    "ear_right_full": (10, lambda t: t[:, 10] == 1),
}


def table(scores: dict[str, np.ndarray], truth: np.ndarray) -> dict[str, list[dict[str, float]]]:
    """For each question, caught and false shares over the grid."""
    result = {}
    for name, (column, positive) in QUESTIONS.items():
        known = truth[:, column] >= 0
        yes = positive(truth)[known]
        value = scores[name][known]
        rows = []
        for threshold in GRID:
            over = value > threshold
            rows.append(
                {
                    "threshold": threshold,
                    "caught": round(float(over[yes].mean()), 4) if yes.any() else None,
                    "false": round(float(over[~yes].mean()), 4) if (~yes).any() else None,
                }
            )
        result[name] = [{"positives": int(yes.sum()), "negatives": int((~yes).sum())}, *rows]
    return result


def judged(network: Network, images: np.ndarray, scenes: list[Scene]) -> dict[str, list[dict[str, float]]]:
    """The table of one set."""
    attributes, classes = network.run(images)
    scores = probabilities(attributes)
    top = np.array([hat_on_top(c, s.landmarks) for c, s in zip(classes, scenes, strict=True)])
    scores["hat_worn"] = hat_worn(scores, top)
    return table(scores, true_attributes(scenes))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--examples", type=int, default=1500)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    network = Network(arguments.model)
    samples = [s for s in load_samples(arguments.cache, None, arguments.data) if s.is_validation]
    images, scenes = batch_of(samples)
    report = {"photographs": judged(network, images, scenes)}
    composer = Composer(samples, seed=99)
    scenes = [composer.scene() for _ in range(arguments.examples)]
    images = np.stack([light.degrade(s.image, composer.rng) for s in scenes])
    report["augmented"] = judged(network, images.transpose(0, 3, 1, 2).astype(np.float32) / 255, scenes)
    arguments.out.write_text(json.dumps(report, indent=1))
    for part, questions in report.items():
        print(part)
        for name, (counts, *rows) in questions.items():
            line = "  ".join(f"{r['threshold']}: {r['caught']}/{r['false']}" for r in rows)
            print(f"  {name:15} {counts['positives']}+ {counts['negatives']}-  {line}")


if __name__ == "__main__":
    main()
