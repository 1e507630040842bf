"""Whether the probabilities of bare, hat and scarf mean what they say, on photographs of people whom training never saw.

Prints a reliability table and the temperature at which the logits of the three fit best (Guo et al., On Calibration of Modern
Neural Networks, ICML 2017); `export.py --head-temperature` folds it into the last layer.
"""

import argparse
from pathlib import Path

import numpy as np

from labels import HEAD_VALUES, load_samples
from product import Product

BINS = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0)


def loss(probability: np.ndarray, truth: np.ndarray) -> float:
    """Mean negative logarithm of the probability of what is true."""
    return float(-np.log(probability[np.arange(len(truth)), truth] + 1e-9).mean())


def tempered(probability: np.ndarray, temperature: float) -> np.ndarray:
    """The probabilities that the same logits give over `temperature`."""
    weights = (probability + 1e-9) ** (1 / temperature)
    return weights / weights.sum(axis=1, keepdims=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args()
    samples = [s for s in load_samples(arguments.cache, None, arguments.data) if s.is_validation and s.head >= 0]
    product = Product(arguments.model)
    measures = [product.analyse(s.image, s.landmarks).measures for s in samples]
    probability = np.array([(max(0.0, 1 - m["hat"] - m["scarf"]), m["hat"], m["scarf"]) for m in measures])
    truth = np.array([s.head for s in samples])
    grid = np.exp(np.linspace(np.log(0.4), np.log(3), 60))
    best = min(grid, key=lambda temperature: loss(tempered(probability, temperature), truth))
    losses = loss(probability, truth), loss(tempered(probability, best), truth)
    print(f"{len(samples)} photographs, loss {losses[0]:.3f}; {losses[1]:.3f} at temperature {best:.2f}")
    for index, name in enumerate(HEAD_VALUES):
        print(name)
        for low, high in zip(BINS, BINS[1:], strict=False):
            inside = (probability[:, index] >= low) & ((probability[:, index] < high) | (high == 1.0))
            if inside.any():
                said, so = probability[inside, index].mean(), (truth[inside] == index).mean()
                print(f"  said {low:.2f} to {high:.2f}: {inside.sum():4d}, mean {said:.2f}, true {so:.2f}")


if __name__ == "__main__":
    main()
