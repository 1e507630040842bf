"""Judge a network by attributes and pixels on photographs with known labels.

`python evaluate.py` reports on a hand-labelled folder (`dev`), with thresholds
that were chosen on the validation part of `train` by `thresholds.py`.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from augment.compose import attribute_targets, shrink_classes
from augment.geometry import to_scene
from augment.scene import Scene
from labels import Sample, load_samples
from teacher import EAR, EYEWEAR, HAT, OCCLUDER, SCARF, SKIN, UNKNOWN

HERE = Path(__file__).parent


def batch_of(samples: list[Sample]) -> tuple[np.ndarray, list[Scene]]:
    """The crops as the product would cut them: (N, 3, 192, 192) in [0, 1]."""
    rng = np.random.default_rng(0)
    scenes = [to_scene(s, rng, jitter=False) for s in samples]
    images = np.stack([s.image for s in scenes]).transpose(0, 3, 1, 2)
    return np.ascontiguousarray(images, dtype=np.float32) / 255, scenes


def true_attributes(scenes: list[Scene]) -> np.ndarray:
    return np.stack([attribute_targets(s) for s in scenes])


def probabilities(attributes: np.ndarray) -> dict[str, np.ndarray]:
    """Logits (N, 11) -> probabilities by name."""

    def softmax(x: np.ndarray) -> np.ndarray:
        e = np.exp(x - x.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    eyewear, head = softmax(attributes[:, 0:3]), softmax(attributes[:, 3:6])
    single = 1 / (1 + np.exp(-attributes[:, 6:]))
    return {
        "eyewear": 1 - eyewear[:, 0],
        "tinted": eyewear[:, 2],
        "head": 1 - head[:, 0],
        "hat": head[:, 1],
        "scarf": head[:, 2],
        "ear_left": single[:, 0],
        "ear_right": single[:, 1],
        "covered": single[:, 2],
        "ear_left_full": single[:, 3],
        "ear_right_full": single[:, 4],
    }


def area_under_curve(score: np.ndarray, truth: np.ndarray) -> float:
    """Chance that a positive scores above a negative."""
    positive, negative = score[truth == 1], score[truth == 0]
    if not len(positive) or not len(negative):
        return float("nan")
    return float((positive[:, None] > negative).mean() + 0.5 * (positive[:, None] == negative).mean())


def attribute_report(attributes: np.ndarray, truth: np.ndarray, classes: np.ndarray, scenes: list[Scene]) -> dict[str, float]:
    """Areas under the curve, caught and false shares at 0.5, and class overlaps."""
    score = probabilities(attributes)
    report = {}

    def add(name: str, values: np.ndarray, known: np.ndarray, positive: np.ndarray) -> None:
        values, positive = values[known], positive[known].astype(int)
        report[f"{name}_auc"] = area_under_curve(values, positive)
        report[f"{name}_caught"] = float((values[positive == 1] > 0.5).mean()) if positive.any() else float("nan")
        report[f"{name}_false"] = float((values[positive == 0] > 0.5).mean()) if (positive == 0).any() else float("nan")
        report[f"{name}_count"] = int(positive.sum())

    add("eyewear", score["eyewear"], truth[:, 0] >= 0, truth[:, 0] == 0)
    add("head", score["head"], truth[:, 3] >= 0, truth[:, 3] == 0)
    add("ear_left", score["ear_left"], truth[:, 6] >= 0, truth[:, 6] == 1)
    add("ear_right", score["ear_right"], truth[:, 7] >= 0, truth[:, 7] == 1)
    add("covered", score["covered"], truth[:, 8] >= 0, truth[:, 8] == 1)
    for side, column in (("left", 9), ("right", 10)):
        add(f"ear_{side}_full", score[f"ear_{side}_full"], truth[:, column] >= 0, truth[:, column] == 1)
    wanted = np.stack([shrink_classes(s.classes) for s in scenes])
    known = wanted != UNKNOWN
    if known.any():
        for name, index in (("skin", SKIN), ("ear", EAR), ("eyewear", EYEWEAR), ("hat", HAT), ("scarf", SCARF)):
            mine, theirs = (classes == index) & known, wanted == index
            report[f"iou_{name}"] = float((mine & theirs).sum() / max(1, (mine | theirs).sum()))
    return report


def report_line(report: dict[str, float]) -> str:
    return " ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in report.items())
