"""How many covered faces are refused, and how many bare ones with them, of those that look to the front without eyewear.

    swafoto eval V --csv judged.csv && python3 xtask/covered.py judged.csv

V is FairFace's val part with tests/labels/fairface-val.csv, which say nothing of pose and eyewear: here the product's own measures do.
"""

import csv
import sys

# The rules that fail where something lies over the face.
COVER = ("face-occlusion", "eyes-visible", "face-parts-visible")
# What is to the front, in degrees, and what of eyewear is none.
MOST_YAW, MOST_PITCH, MOST_EYEWEAR = 12, 18, 0.3
# Pixels between the eyes below which too little is seen.
LEAST_EYE_DISTANCE = 50


def number(row: dict[str, str], column: str) -> float:
    return float(row[column] or "nan")


def counts(row: dict[str, str]) -> bool:
    return (
        abs(number(row, "yaw")) <= MOST_YAW
        and abs(number(row, "pitch")) <= MOST_PITCH
        and number(row, "eyewear_clear") + number(row, "eyewear_tinted") < MOST_EYEWEAR
        and number(row, "inter_eye_distance") >= LEAST_EYE_DISTANCE
    )


def main() -> None:
    with open(sys.argv[1], newline="") as table:
        rows = [row for row in csv.DictReader(table) if counts(row)]
    bare = [row for row in rows if row["label_occlusion"] == "none" and row["label_head_cover"] in ("none", "hijab")]
    covered = [row for row in rows if row["label_occlusion"] == "hand_or_object"]
    for rules in (*((rule,) for rule in COVER), COVER):
        of = lambda group: sum(any(row[f"status_{rule}"] == "fail" for rule in rules) for row in group)
        print(f"{' or '.join(rules):60} covered {of(covered):3} of {len(covered)}, bare {of(bare):3} of {len(bare)}")


if __name__ == "__main__":
    main()
