"""What the policy's limits do on people of `train` whom training never saw, and what others would.

Two sets: their photographs as they are, and augmented examples of them (for what the photographs lack: hats, tinted lenses,
masks). Numbers and limits are the product's (`product.py`). Written as JSON, and printed as a table for the card.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from swafoto import Analysis, RuleId, Status

from augment import light
from augment.compose import Composer
from contract import ATTRIBUTES
from evaluate import scenes_of, true_attributes
from labels import load_samples
from product import Product, check_of

GRID = (0.2, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
# By rule: the attribute by which a head is what the rule's number tells of, and whether that is so where the attribute is not.
RULES = {
    RuleId.NO_EYEWEAR: ("eyewear_none", False),
    RuleId.NO_HEAD_COVERING: ("head_hat", True),
    RuleId.FACE_OCCLUSION: ("face_covered", True),
    # The picture's left is the subject's right.
    RuleId.EARS_VISIBLE_RIGHT: ("ear_image_left_shown", True),
    RuleId.EARS_VISIBLE_LEFT: ("ear_image_right_shown", True),
}
# By measure: the same of the attribute that it is the probability of.
MEASURES = {
    "eyewear_tinted": "eyewear_tinted",
    "hat": "head_hat",
    "scarf": "head_scarf",
    "right_ear_full": "ear_image_left_full",
    "left_ear_full": "ear_image_right_full",
}


def row_of(threshold: float, values: np.ndarray, positive: np.ndarray) -> dict[str, float | None]:
    """Shares above `threshold`. What could not be measured is above none."""
    over = values > threshold
    return {
        "threshold": threshold,
        "caught": round(float(over[positive].mean()), 4) if positive.any() else None,
        "false": round(float(over[~positive].mean()), 4) if (~positive).any() else None,
    }


def question(values: list[float | None], truth: np.ndarray, attribute: str, wanted: bool, limit: float | None) -> dict:
    """Shares caught and false over the grid, at the product's own limit first."""
    column = truth[:, ATTRIBUTES.index(attribute)]
    known = column >= 0
    positive = (column == 1)[known] == wanted
    numbers = np.array([np.nan if value is None else value for value in values])[known]
    return {
        "limit": limit,
        "positives": int(positive.sum()),
        "negatives": int((~positive).sum()),
        "unknown": int(np.isnan(numbers).sum()),
        "rows": [row_of(threshold, numbers, positive) for threshold in ((limit,) if limit is not None else ()) + GRID],
    }


def judged(analyses: list[Analysis], truth: np.ndarray) -> dict[str, dict]:
    """The table of one set."""
    result = {}
    for rule, (attribute, wanted) in RULES.items():
        checks = [check_of(analysis, rule) for analysis in analyses]
        if checks[0] is None:
            continue
        values = [None if check.status == Status.WAIVED else check.measured for check in checks]
        limit = checks[0].limit.max if checks[0].limit.max is not None else checks[0].limit.min
        result[rule.name.lower().replace("_", "-")] = question(values, truth, attribute, wanted, limit)
    for measure, attribute in MEASURES.items():
        values = [analysis.measures.get(measure) for analysis in analyses]
        result[measure] = question(values, truth, attribute, True, None)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--examples", type=int, default=1500)
    parser.add_argument("--policy", help="a preset's name; the default one where none is named")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    product = Product(arguments.model, arguments.policy)
    samples = [s for s in load_samples(arguments.cache, None, arguments.data) if s.is_validation]
    analyses = [product.analyse(s.image, s.landmarks) for s in samples]
    report = {"photographs": judged(analyses, true_attributes(scenes_of(samples)))}
    composer = Composer(samples, seed=99)
    scenes = [composer.scene() for _ in range(arguments.examples)]
    analyses = [product.analyse(light.degrade(s.image, composer.rng), s.landmarks) for s in scenes]
    report["augmented"] = judged(analyses, true_attributes(scenes))
    arguments.out.write_text(json.dumps(report, indent=1))
    print("| number | threshold | photographs | augmented |\n|---|---|---|---|")
    for name, photographs in report["photographs"].items():
        augmented = report["augmented"][name]
        for row, other in zip(photographs["rows"], augmented["rows"], strict=True):
            if row["threshold"] == photographs["limit"] or (photographs["limit"] is None and row["threshold"] == 0.5):
                told = [shares(row, photographs), shares(other, augmented)]
                print(f"| {name} | {row['threshold']:.2g} | {' | '.join(told)} |")
                break


def shares(row: dict, counts: dict) -> str:
    """A cell of the card's table."""
    caught, false = (float("nan") if row[word] is None else 100 * row[word] for word in ("caught", "false"))
    return f"{caught:.1f} % of {counts['positives']}, {false:.1f} % of {counts['negatives']}"


if __name__ == "__main__":
    main()
