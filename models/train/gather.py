"""Link the photographs that `coverings.csv` names into sources that `train.sh` reads.

`python gather.py UNPACKED DATA`: UNPACKED holds what the data's `unpack.py` made of FairFace (`fair_face__train__*.jpg`) and of
the portraits from Pixabay (`data__man__*.jpg`); DATA gets `fairface/images` and `pixabay/images`. Without them `train.sh` trains on
the other sources alone.
"""

import csv
import sys
from pathlib import Path

PREFIXES = {"fairface": "fair_face__", "pixabay": "data__"}


def main() -> None:
    unpacked, data = (Path(folder).resolve() for folder in sys.argv[1:3])
    linked = dict.fromkeys(PREFIXES, 0)
    with open(Path(__file__).parent / "coverings.csv", newline="") as table:
        for row in csv.DictReader(table):
            photograph = unpacked / (PREFIXES[row["source"]] + row["file"])
            if not photograph.exists():
                continue
            link = data / row["source"] / "images" / row["file"]
            link.parent.mkdir(parents=True, exist_ok=True)
            if not link.exists():
                link.symlink_to(photograph)
            linked[row["source"]] += 1
    print(", ".join(f"{count} of {source}" for source, count in linked.items()))


if __name__ == "__main__":
    main()
