"""What is known of the cut ears: decisions by looking (`ears.csv`), and for the rest what the head parser is sure of."""

import csv
from pathlib import Path
from zlib import crc32

import numpy as np

from .contract import STATES
from .examples import AWAY, SHOWN, UNDER_CLOTH, UNDER_HAIR, Labelled
from .prepare import CLOTH, HAIR, Ear

# What `ears.csv` may say, and the state that it is: of a whole ear or a part of one, a sliver, a lobe or a rim.
DECISIONS = {"visible": SHOWN, "partly": SHOWN, "hair": UNDER_HAIR, "cloth": UNDER_CLOTH, "away": AWAY}
UNSURE = "unsure"

# A logit of the parser beyond which it is believed, and as how sure.
SURE, BELIEVED = 3.5, 0.97
# Share of the place beside the face that hair or cloth fills where it hides the ear, and at most where nothing does.
COVERS, FREE = 0.55, 0.25

# Share of people kept to report on, by their names.
VALIDATION_SHARE = 0.12

Key = tuple[str, str, str]


def decisions() -> dict[Key, str]:
    with open(Path(__file__).with_name("ears.csv"), newline="") as table:
        return {(row["source"], row["file"], row["side"]): row["ear"] for row in csv.DictReader(table)}


def is_validation(ear: Ear) -> bool:
    stem = Path(ear.name).stem
    if ear.source == "london":
        stem = stem.split("_")[-1]
    elif ear.source == "pixabay":
        # So its files were called when the first weights were trained: who was held out then stays so.
        stem = f"data__{stem}"
    person = f"{ear.source}/{stem}"
    return crc32(person.encode()) % 1000 < VALIDATION_SHARE * 1000


def labelled(ears: list[Ear], taught: np.ndarray | None = None) -> list[Labelled]:
    """The ears of which anything is known. `taught` are the states' probabilities by a teacher, for those that nobody decided on."""
    decided, known = decisions(), []
    for index, ear in enumerate(ears):
        decision = decided.get(ear.key)
        if taught is not None and decision in (None, UNSURE):
            known.append(Labelled(ear, taught[index], False))
            continue
        if decision == UNSURE:
            continue
        if decision is not None:
            known.append(Labelled(ear, np.eye(len(STATES), dtype=np.float32)[DECISIONS[decision]], True, decision == "partly"))
        elif (target := _believed(ear)) is not None:
            known.append(Labelled(ear, target, False))
    return known


def _believed(ear: Ear) -> np.ndarray | None:
    """What the parser is sure of, or None."""
    if abs(ear.logit) < SURE:
        return None
    if ear.logit > 0:
        state = SHOWN
    else:
        beside = ear.beside()
        if beside[HAIR] > COVERS:
            state = UNDER_HAIR
        elif beside[CLOTH] > COVERS:
            state = UNDER_CLOTH
        elif beside[HAIR] + beside[CLOTH] < FREE:
            state = AWAY
        else:
            return None
    target = np.full(len(STATES), (1 - BELIEVED) / (len(STATES) - 1), np.float32)
    target[state] = BELIEVED
    return target
