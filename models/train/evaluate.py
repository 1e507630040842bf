"""What training asks of a network while it is still one of PyTorch: areas under the curve, and overlaps of classes.

How the product judges with an exported network is told by `product.py` and by `swafoto eval DIR --parser FILE`.
"""

import numpy as np

from augment.compose import attribute_targets, shrink_classes
from augment.geometry import to_scene
from augment.scene import Scene
from contract import ATTRIBUTES
from contract import MIRRORED as MIRRORED
from labels import Sample
from teacher import EAR, EYEWEAR, HAT, SCARF, SKIN, UNKNOWN


def batch_of(samples: list[Sample]) -> tuple[np.ndarray, list[Scene]]:
    """The crops as the product would cut them: (N, 3, 192, 192) in [0, 1]."""
    scenes = scenes_of(samples)
    images = np.stack([s.image for s in scenes]).transpose(0, 3, 1, 2)
    return np.ascontiguousarray(images, dtype=np.float32) / 255, scenes


def scenes_of(samples: list[Sample]) -> list[Scene]:
    """The crops as the product would cut them, with their labels."""
    rng = np.random.default_rng(0)
    return [to_scene(s, rng, jitter=False) for s in samples]


def true_attributes(scenes: list[Scene]) -> np.ndarray:
    return np.stack([attribute_targets(s) for s in scenes])


def softmax(logits: np.ndarray) -> np.ndarray:
    """Logits (N, classes) -> probabilities."""
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)


def probabilities(attributes: np.ndarray) -> dict[str, np.ndarray]:
    """Logits (N, attributes) -> probabilities by the attribute's name."""
    score = dict(zip(ATTRIBUTES, (1 / (1 + np.exp(-attributes))).T, strict=True))
    for kind in ("eyewear_", "head_"):
        columns = [i for i, name in enumerate(ATTRIBUTES) if name.startswith(kind)]
        score |= {ATTRIBUTES[i]: values for i, values in zip(columns, softmax(attributes[:, columns]).T, strict=True)}
    return score


def area_under_curve(score: np.ndarray, truth: np.ndarray) -> float:
    """Chance that a positive scores above a negative."""
    positive, negative = score[truth == 1], score[truth == 0]
    if not len(positive) or not len(negative):
        return float("nan")
    return float((positive[:, None] > negative).mean() + 0.5 * (positive[:, None] == negative).mean())


def attribute_report(attributes: np.ndarray, truth: np.ndarray, classes: np.ndarray, scenes: list[Scene]) -> dict[str, float]:
    """Areas under the curve, caught and false shares at 0.5, and class overlaps."""
    report = {}
    for column, (name, values) in enumerate(probabilities(attributes).items()):
        known = truth[:, column] >= 0
        values, positive = values[known], truth[known, column]
        report[f"{name}_auc"] = area_under_curve(values, positive)
        for word, those in (("caught", values[positive == 1]), ("false", values[positive == 0])):
            report[f"{name}_{word}"] = float((those > 0.5).mean()) if len(those) else float("nan")
        report[f"{name}_count"] = int(positive.sum())
    wanted = np.stack([shrink_classes(s.classes) for s in scenes])
    known = wanted != UNKNOWN
    if known.any():
        for name, index in (("skin", SKIN), ("ear", EAR), ("eyewear", EYEWEAR), ("hat", HAT), ("scarf", SCARF)):
            mine, theirs = (classes == index) & known, wanted == index
            report[f"iou_{name}"] = float((mine & theirs).sum() / max(1, (mine | theirs).sum()))
    return report


def report_line(report: dict[str, float]) -> str:
    return " ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in report.items())
