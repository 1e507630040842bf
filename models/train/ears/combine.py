"""How much the head parser's logit should count beside that of `ear_shown`, and whether their sum means what it says.

    python -m ears.combine --ears WORK/ears.pickle --checkpoint WORK/ear_shown.pt [--dev DEV --parser ../head_parser.onnx]

On held-out people of `ears.csv`, and on the hand-labelled ears of `dev`, which never train. Prints for several shares of the parser how
well the sum ranks, and by how much it should be divided and shifted to be a probability (logistic regression).
"""

import argparse
import csv
import pickle
from pathlib import Path

import cv2
import numpy as np
import torch

from landmarks import find_landmarks

from .examples import SHOWN
from .labels import is_validation, labelled
from .network import EarShown
from .prepare import Ear, Parser, ears_of
from .train import area, shown_logits

SHARES = (0.0, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0, 2.0)


def dev_ears(folder: Path, parser: Parser, corrections: Path) -> list[tuple[Ear, bool]]:
    """The ears of frontal faces of a hand-labelled folder, and whether any of them shows."""
    with open(corrections, newline="") as table:
        corrected = {(row["photo"].removeprefix("dev/"), row["column"]): row["is"] for row in csv.DictReader(table)}
    with open(folder / "labels.csv", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["n_faces"] == "1" and row["head_cover"] != "hijab"]
    landmarks = find_landmarks(folder, [row["file"] for row in rows])
    found = []
    for row in rows:
        if row["file"] not in landmarks:
            continue
        image = cv2.cvtColor(cv2.imread(str(folder / row["file"])), cv2.COLOR_BGR2RGB)
        for ear in ears_of("dev", row["file"], image, landmarks[row["file"]], parser):
            column = f"ear_image_{ear.side}"
            label = corrected.get((row["file"], column), row[column])
            if label in ("visible", "partly", "hidden"):
                found.append((ear, label != "hidden"))
    return found


def logistic(scores: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """Slope and offset of the probability of `truth`, by Newton's method."""
    x = np.stack([scores, np.ones_like(scores)], axis=1).astype(float)
    weights = np.zeros(2)
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        hessian = x.T @ (x * (p * (1 - p))[:, None]) + 1e-3 * np.eye(2)
        weights += np.linalg.solve(hessian, x.T @ (truth - p) - 1e-3 * weights)
    return float(weights[0]), float(weights[1])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--ears", type=Path, required=True)
    arguments.add_argument("--checkpoint", type=Path, required=True)
    arguments.add_argument("--dev", type=Path)
    arguments.add_argument("--parser", type=Path)
    given = arguments.parse_args()
    torch.set_num_threads(1)
    network = EarShown()
    network.load_state_dict(torch.load(given.checkpoint, weights_only=True))
    with open(given.ears, "rb") as file:
        ears = pickle.load(file)
    held_out = [one for one in labelled(ears) if is_validation(one.ear)]
    sets = {
        "held out, decided": [(one.ear, bool(one.target[SHOWN] > 0.5)) for one in held_out if one.decided],
        "held out, all": [(one.ear, bool(one.target[SHOWN] > 0.5)) for one in held_out],
    }
    if given.dev:
        corrections = Path(__file__).parents[3] / "tests/labels/dev-ears.csv"
        sets["dev"] = dev_ears(given.dev, Parser(given.parser), corrections)
    for name, chosen in sets.items():
        truth = np.array([shows for _, shows in chosen])
        own = shown_logits(network, [ear for ear, _ in chosen])
        parser = np.array([ear.logit for ear, _ in chosen])
        print(f"{name}: {truth.sum()} show, {(~truth).sum()} do not; the parser alone {area(parser, truth):.4f}")
        for share in SHARES:
            scores = own + share * parser
            slope, offset = logistic(scores, truth)
            print(f"  share {share:.1f}: area {area(scores, truth):.4f}, slope {slope:.2f}, offset {offset:+.2f}")


if __name__ == "__main__":
    main()
