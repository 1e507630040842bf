"""Prints what the policy's limits do on the training photographs, and where the data alone would put them.

    python3 xtask/thresholds.py SWAFOTO ../shared/data/train

Good photographs are those labelled good for a rule, and every studio portrait (London, Canada); bad ones are labelled bad. For
the light the generated portraits count too, by the labels in tests/labels. The proposal is the tightest limit that blocks at
most 2 % of the good. A policy may be laxer than the proposal where the rule
costs people more than it helps (ears, eyes), never tighter without a reason in its comments. `dev` and `pose` are not read.
"""

import csv
import subprocess
import sys
import tempfile
from pathlib import Path

ALLOWED_BLOCKS = 0.02
STUDIO = ("london", "canada")
GENERATED_LIGHT = Path(__file__).parent.parent / "tests/labels/generated-light.csv"
LIGHT_RULES = {"under-exposure", "over-exposure", "illumination-uniformity", "cast-shadow"}

# rule: (its number grows with the defect, labels that make a photograph good, labels that make it bad)
LIGHT_IS_GOOD = lambda row: row["light"] == "good"  # noqa: E731
FRONTAL = lambda row: row["pose"] == "frontal"  # noqa: E731
TURNED = lambda row: row["pose"] != "frontal"  # noqa: E731
RULES = {
    "head-pose-yaw": (True, FRONTAL, lambda row: "yaw" in row["pose"] or row["pose"] == "profile"),
    "head-pose-pitch": (True, FRONTAL, lambda row: "pitch" in row["pose"]),
    "head-pose-roll": (True, FRONTAL, lambda row: "roll" in row["pose"]),
    "under-exposure": (True, LIGHT_IS_GOOD, lambda row: row["light"] in ("dark", "backlit")),
    "over-exposure": (True, LIGHT_IS_GOOD, lambda row: row["light"] == "overexposed"),
    "illumination-uniformity": (True, LIGHT_IS_GOOD, lambda row: row["light"] == "uneven_shadow"),
    "cast-shadow": (True, LIGHT_IS_GOOD, lambda row: row["light"] == "uneven_shadow"),
    "no-eyewear": (True, lambda row: row["glasses"] in ("none", "on_head"), lambda row: row["glasses"] in ("clear", "sun")),
    "no-head-covering": (True, lambda row: row["head_cover"] == "none", lambda row: row["head_cover"] in ("hat", "hood", "helmet")),
    "face-occlusion": (True, lambda row: row["occlusion"] == "none", lambda row: row["occlusion"] == "mask"),
    "ears-visible-right": (False, lambda row: row["ear_image_left"] == "visible", lambda row: row["ear_image_left"] == "hidden"),
    "ears-visible-left": (False, lambda row: row["ear_image_right"] == "visible", lambda row: row["ear_image_right"] == "hidden"),
    "eyes-open": (False, lambda row: row["eyes"] == "open", lambda row: row["eyes"] == "closed"),
    "sharpness": (True, lambda row: row["sharp"] == "ok", lambda row: row["sharp"] == "soft_or_lowres"),
}
# Long hair covers ears in studio portraits too, and nobody labelled them.
UNLABELLED_STUDIO = {"ears-visible-right", "ears-visible-left"}


def judged(swafoto: str, folder: Path, *options: str) -> list[dict]:
    with tempfile.NamedTemporaryFile(suffix=".csv") as table:
        command = [swafoto, "eval", str(folder), "--csv", table.name, *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        rows = list(csv.DictReader(open(table.name, newline="")))
    return [{key.removeprefix("label_"): value for key, value in row.items()} | {"set": folder.name} for row in rows]


def number(row: dict, rule: str) -> float | None:
    value = row[f"measured_{rule}"]
    return abs(float(value)) if value else None


def main() -> None:
    swafoto, train = sys.argv[1], Path(sys.argv[2])
    labelled = [row for row in judged(swafoto, train / "interfaces") if row["n_faces"] == "1"]
    studio = [row for name in STUDIO for row in judged(swafoto, train / name)]
    generated = judged(swafoto, train / "generated", "--corrections", str(GENERATED_LIGHT))
    print(f"{'rule':24} {'good':>5} {'proposal':>9} {'blocked by policy':>18} {'bad':>5} {'caught by policy':>17}")
    for rule, (grows, is_good, is_bad) in RULES.items():
        good = [row for row in labelled if is_good(row)] + ([] if rule in UNLABELLED_STUDIO else studio)
        bad = [row for row in labelled if is_bad(row)]
        if rule in LIGHT_RULES:
            good += [row for row in generated if is_good(row)]
            bad += [row for row in generated if is_bad(row)]
        values = sorted((v for row in good if (v := number(row, rule)) is not None), reverse=grows)
        proposal = values[int(ALLOWED_BLOCKS * len(values))] if values else float("nan")
        fails = lambda rows: sum(row[f"status_{rule}"] in ("fail", "unknown") for row in rows)  # noqa: E731
        print(f"{rule:24} {len(good):5} {proposal:9.3f} {fails(good):18} {len(bad):5} {fails(bad):17}")


if __name__ == "__main__":
    main()
