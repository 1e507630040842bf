"""Chooses limits for light, tilt and blur on labelled photographs, and prints what it chose and why, beside what each preset has.

    python3 xtask/limits.py SWAFOTO ../shared/data [SELFIES]

Photographs are those of `dev` and of `train` that have labels, every studio portrait (London, Canada), which is good, and where they are
at hand the selfies, which serve for choosing only: what is reported of the chosen limits is therefore reported on folds that did not
choose, five of them, drawn by name. A limit is the round number that catches most of the bad less COST times what it blocks of the
good, both as shares; among equals the laxest, since a person who is refused without need loses more than one who is told a little late.
"""

import csv
import hashlib
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

LABELS = Path(__file__).parent.parent / "tests/labels"
CORRECTIONS = [LABELS / "dev-light.csv", LABELS / "dev-ears.csv", LABELS / "generated-light.csv"]
LABELLED = ("dev", "train/interfaces", "train/generated")
STUDIO = ("train/london", "train/canada")
PRESETS = ("prakerja-2020", "prakerja-2022", "ektp", "icao-9303", "dukcapil-1to1")

# How much worse it is to block a share of the good than to miss the same share of the bad.
COST = 4
FOLDS = 5

# Rules, the defects that their photographs are bad for, and the numbers that a limit may be.
STEPS = {
    "under-exposure": 0.1,
    "over-exposure": 0.01,
    "illumination-uniformity": 0.1,
    "cast-shadow": 0.01,
    "head-pose-pitch": 1.0,
    "head-pose-yaw": 1.0,
    "head-pose-roll": 1.0,
    "sharpness": 0.05,
}

# Below so many pixels between the eyes another rule speaks.
LEAST_EYE_DISTANCE = 60

Number = tuple[str, float]


def judged(swafoto: str, folder: Path) -> list[dict]:
    """Every photograph of a folder, each rule's number as the default policy has it, and what the labels make of it."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as table:
        options = [part for file in CORRECTIONS for part in ("--corrections", str(file))]
        command = [swafoto, "eval", str(folder), "--csv", table.name, "--truth", *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return list(csv.DictReader(open(table.name, newline="")))


def limits(swafoto: str, policy: str) -> dict[str, float]:
    """Every rule's greatest number in a preset."""
    text = subprocess.run([swafoto, "policy", policy, "--resolved"], check=True, capture_output=True, text=True).stdout
    return {rule: limit["max"] for rule, limit in tomllib.loads(text)["rules"].items() if "max" in limit}


def numbers(rows: list[dict], rule: str, truth: str) -> list[Number]:
    """Name and number of the photographs that are good, or bad, for a rule, and could be assessed."""
    kept = (row for row in rows if row[f"truth_{rule}"] == truth and row[f"measured_{rule}"])
    return [(row["photo"], abs(float(row[f"measured_{rule}"]))) for row in kept]


def beyond(values: list[Number], limit: float) -> int:
    return sum(value > limit for _, value in values)


def chosen(bad: list[Number], good: list[Number], step: float) -> float:
    """The limit of greatest use on these."""
    most = max(value for _, value in bad + good)
    steps = range(1, int(most / step) + 2)
    use = lambda limit: beyond(bad, limit) / len(bad) - COST * beyond(good, limit) / len(good)  # noqa: E731
    return max((step * index for index in steps), key=lambda limit: (round(use(limit), 9), limit))


def fold(name: str) -> int:
    return hashlib.sha256(Path(name).name.encode()).digest()[0] % FOLDS


def held_out(bad: list[Number], good: list[Number], step: float) -> tuple[int, int]:
    """How many of the bad are caught and of the good blocked by limits that others chose."""
    caught = blocked = 0
    for part in range(FOLDS):
        inside = lambda values: [value for value in values if fold(value[0]) == part]  # noqa: E731, B023
        outside = lambda values: [value for value in values if fold(value[0]) != part]  # noqa: E731, B023
        if outside(bad) and outside(good):
            limit = chosen(outside(bad), outside(good), step)
            caught, blocked = caught + beyond(inside(bad), limit), blocked + beyond(inside(good), limit)
    return caught, blocked


def main() -> None:
    swafoto, data, *more = sys.argv[1:]
    folders = [Path(data) / name for name in LABELLED + STUDIO] + [Path(folder) for folder in more]
    rows = [row for folder in folders for row in judged(swafoto, folder)]
    for row in rows:
        if any(name in row["photo"] for name in STUDIO):
            row |= {f"truth_{rule}": "good" for rule in STEPS}
    large = lambda row: row["inter_eye_distance"] and float(row["inter_eye_distance"]) >= LEAST_EYE_DISTANCE  # noqa: E731
    rows = [row for row in rows if large(row)]
    presets = {name: limits(swafoto, name) for name in PRESETS}
    print(f"{len(rows)} photographs; a share of the good counts {COST} times a share of the bad")
    for rule, step in STEPS.items():
        bad, good = numbers(rows, rule, "bad"), numbers(rows, rule, "good")
        if not bad or not good:
            print(f"{rule}: no labels")
            continue
        limit = chosen(bad, good, step)
        caught, blocked = held_out(bad, good, step)
        print(f"{rule}: {limit:.2f} is chosen, catches {beyond(bad, limit)} of {len(bad)}, blocks {beyond(good, limit)} of {len(good)};"
              f" on folds that did not choose {caught} and {blocked}")
        for name, preset in presets.items():
            if rule in preset:
                has = preset[rule]
                print(f"    {name:15} {has:6.2f} catches {beyond(bad, has)}, blocks {beyond(good, has)}")


if __name__ == "__main__":
    main()
