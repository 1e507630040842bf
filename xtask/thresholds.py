"""Prints what the policy's limits do on the training photographs, and where the data alone would put them.

    python3 xtask/thresholds.py SWAFOTO ../shared/data/train

Good photographs are those labelled good for a rule, and every studio portrait (London, Canada); bad ones are labelled bad
(tests/labels/meaning.toml says what is). For the light the generated portraits count too, by the labels in tests/labels. The
proposal is the tightest limit that blocks at most 2 % of the good. A policy may be laxer than the proposal where the rule
costs people more than it helps (ears, eyes), never tighter without a reason in its comments. `dev` and `pose` are not read.
"""

import csv
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ALLOWED_BLOCKS = 0.02
STUDIO = ("london", "canada")
GENERATED_LIGHT = Path(__file__).parent.parent / "tests/labels/generated-light.csv"
LIGHT_RULES = {"under-exposure", "over-exposure", "illumination-uniformity", "cast-shadow"}

# Long hair covers ears in studio portraits too, and nobody labelled them.
UNLABELLED_STUDIO = {"ears-visible-right", "ears-visible-left"}


def judged(swafoto: str, folder: Path, *options: str) -> list[dict]:
    with tempfile.NamedTemporaryFile(suffix=".csv") as table:
        command = [swafoto, "eval", str(folder), "--csv", table.name, "--truth", *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return list(csv.DictReader(open(table.name, newline="")))


def grows_with_the_defect(swafoto: str) -> dict[str, bool]:
    """Every rule of the default policy: whether it has a greatest number."""
    command = [swafoto, "policy", "prakerja-2020", "--resolved"]
    policy = tomllib.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {rule: "max" in limit for rule, limit in policy["rules"].items()}


def number(row: dict, rule: str) -> float | None:
    value = row[f"measured_{rule}"]
    return abs(float(value)) if value else None


def main() -> None:
    swafoto, train = sys.argv[1], Path(sys.argv[2])
    labelled = judged(swafoto, train / "interfaces")
    studio = [row for name in STUDIO for row in judged(swafoto, train / name)]
    generated = judged(swafoto, train / "generated", "--corrections", str(GENERATED_LIGHT))
    print(f"{'rule':24} {'good':>5} {'proposal':>9} {'blocked by policy':>18} {'bad':>5} {'caught by policy':>17}")
    for rule, grows in grows_with_the_defect(swafoto).items():
        if rule == "single-face-present" or f"truth_{rule}" not in labelled[0]:
            continue
        judged_by_label = labelled + (generated if rule in LIGHT_RULES else [])
        good = [row for row in judged_by_label if row[f"truth_{rule}"] == "good"]
        bad = [row for row in judged_by_label if row[f"truth_{rule}"] == "bad"]
        good += [] if rule in UNLABELLED_STUDIO else studio
        values = sorted((v for row in good if (v := number(row, rule)) is not None), reverse=grows)
        proposal = values[int(ALLOWED_BLOCKS * len(values))] if values else float("nan")
        fails = lambda rows: sum(row[f"status_{rule}"] in ("fail", "unknown") for row in rows)  # noqa: E731
        print(f"{rule:24} {len(good):5} {proposal:9.3f} {fails(good):18} {len(bad):5} {fails(bad):17}")


if __name__ == "__main__":
    main()
