"""What is known of each eye: decided by looking (`decided.csv`), else by the teacher where it is sure."""

import csv
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

# The teacher's blink and half of how far it sees the eye look down: below the first it is open, above the second shut. Beyond lie hardly
# any that looking calls otherwise; between, every second one.
SURELY_OPEN, SURELY_SHUT = 0.34, 0.85
# What the teacher says between counts for so much.
UNSURE_WEIGHT = 0.1
# One in so many photographs reports, and does not train.
HELD_OUT = 12

STATES = {"open": 1.0, "half": 0.5, "closed": 0.0}


@dataclass
class Eyes:
    """Eyes of photographs: base crops, and for each how open it is (0 to 1) and whether it is seen, with the weights of both, and
    whether that was decided by looking.
    """

    crops: list[np.ndarray]
    open: np.ndarray
    open_weight: np.ndarray
    seen: np.ndarray
    seen_weight: np.ndarray
    lids: np.ndarray
    brow: np.ndarray
    size: np.ndarray
    shut: np.ndarray
    looked_at: np.ndarray
    keys: list[tuple[str, str, str]]

    def chosen(self, mask: np.ndarray) -> "Eyes":
        """Those of a mask."""
        at = np.flatnonzero(mask)
        arrays = ("open", "open_weight", "seen", "seen_weight", "lids", "brow", "size", "shut", "looked_at")
        return Eyes([self.crops[i] for i in at], keys=[self.keys[i] for i in at], **{name: getattr(self, name)[at] for name in arrays})


def is_held_out(photograph: str) -> bool:
    """By the name, so that both eyes of a photograph stand on one side."""
    return zlib.crc32(photograph.encode()) % HELD_OUT == 0


def decided() -> dict[tuple[str, str, str], str]:
    """What was decided by looking, by source, photograph and the subject's side."""
    with (Path(__file__).parent / "decided.csv").open(newline="") as table:
        return {(row["source"], row["photograph"], row["side"]): row["state"] for row in csv.DictReader(table)}


def load_eyes(work: Path) -> Eyes:
    """Every gathered eye that tells anything."""
    looked = decided()
    parts = {name: [] for name in ("open", "open_weight", "seen", "seen_weight", "lids", "brow", "size", "shut")}
    crops, keys = [], []
    for file in sorted(work.glob("*-*.npz")):
        source = file.stem.rsplit("-", 1)[0]
        facts, pictures = np.load(file), np.load(file.with_suffix(".npy"))
        rows = zip(facts["photograph"], facts["side"], facts["blink"], facts["down"], facts["lids"], facts["brow"], facts["size"], strict=True)
        for at, (photograph, side, blink, down, lids, brow, size) in enumerate(rows):
            key = (source, str(photograph).rsplit("__", 1)[-1], str(side))
            state, shut = looked.get(key), float(blink + down / 2)
            if state == "skip":
                continue
            seen, seen_weight = 1.0, 1.0
            if state == "hidden":
                is_open, weight, seen = 0.5, 0.0, 0.0
            elif state:
                is_open, weight = STATES[state], 1.0
            else:
                is_open = float(np.clip((SURELY_SHUT - shut) / (SURELY_SHUT - SURELY_OPEN), 0, 1))
                weight = 1.0 if is_open in (0.0, 1.0) else UNSURE_WEIGHT
            values = (is_open, weight, seen, seen_weight, lids, brow, size, shut)
            for name, value in zip(parts, values, strict=True):
                parts[name].append(value)
            crops.append(pictures[at])
            keys.append(key)
    looked_at = np.array([key in looked for key in keys])
    return Eyes(crops, keys=keys, looked_at=looked_at, **{name: np.array(values, np.float32) for name, values in parts.items()})
