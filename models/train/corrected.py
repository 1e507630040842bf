"""A labelled folder with the labels that we corrected by looking: `corrected.py DEV OUT` links the pictures.

Every label "hidden" of an ear on `dev` was looked at, whatever the network said of it; other labels only where a
verdict was wrong. Figures are reported with the labels as they came and with these.
"""

import csv
import sys
from pathlib import Path


def main() -> None:
    folder, out = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    with open(Path(__file__).parent / "dev_corrections.csv", newline="") as table:
        corrections = list(csv.DictReader(table))
    with open(folder / "labels.csv", newline="") as table:
        rows = list(csv.DictReader(table))
    by_file = {row["file"]: row for row in rows}
    for correction in corrections:
        row, column = by_file[correction["file"]], correction["column"]
        if row[column] != correction["labelled"]:
            raise ValueError(f"{correction['file']} has {column} {row[column]}, not {correction['labelled']}")
        row[column] = correction["seen"]
    out.mkdir(parents=True, exist_ok=True)
    with open(out / "labels.csv", "w", newline="") as table:
        writer = csv.DictWriter(table, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    if not (out / "images").exists():
        (out / "images").symlink_to(folder / "images")
    print(f"{len(corrections)} labels of {len(by_file)} pictures corrected")


if __name__ == "__main__":
    main()
