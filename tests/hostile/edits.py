"""Edits photographs that are accepted, in every way that a fraud or a joke may, and counts those still accepted.

    pip install -r tests/hostile/requirements.txt
    python3 tests/hostile/edits.py target/release/swafoto ../shared/data/dev/images

A line each kind of edit: how many edited photographs were accepted. Exit status: 0 no kind exceeds its allowance; 1 some
kind does; 2 it could not be counted. These edits train no network.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np

from face import BROWS, CHIN, Face, Unusable, read
from kinds import KINDS, Kind

SUFFIXES = {".jpg", ".jpeg", ".png"}
JPEG_QUALITY = 95
SHEET_TILE = 200

# A kind and a variant of it.
Name = tuple[str, str]


def main() -> int:
    try:
        return run(options())
    except (Unusable, OSError) as error:
        print(f"edits.py: {error}", file=sys.stderr)
        return 2


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("swafoto", help="the command")
    parser.add_argument("photographs", type=Path, help="a folder; those that are accepted as they are get edited")
    parser.add_argument("--policy", default="prakerja-2020", help="a preset's name or a TOML file")
    parser.add_argument("--most", type=int, default=13, help="edit so many photographs, spread over the folder")
    parser.add_argument("--kinds", default="", help="only kinds whose name has these letters")
    parser.add_argument("--sheets", type=Path, help="write what is judged, a picture for each kind, into this folder")
    parser.add_argument("-v", "--verbose", action="store_true", help="a line each variant, too")
    return parser.parse_args()


def run(arguments: argparse.Namespace) -> int:
    kinds = [kind for kind in KINDS if arguments.kinds in kind.name]
    command = [arguments.swafoto, "check", "--json", "--policy", arguments.policy]
    found = sorted(path for path in arguments.photographs.iterdir() if path.suffix.lower() in SUFFIXES)
    accepted = [path for path, verdict in verdicts(command, found).items() if verdict]
    # Shrunk and encoded anew, they must still be accepted: what is counted must come of the edits.
    whole = read(accepted)
    unedited = judged(command, [face.image for face in whole])
    faces = spread([face for face, verdict in zip(whole, unedited, strict=True) if verdict], arguments.most)
    if not faces or not kinds:
        raise Unusable("nothing to edit: no photograph is accepted as it is, or no kind has that name")
    print(f"{len(accepted)} of {len(found)} photographs are accepted as they are, {len(faces)} edited", flush=True)
    counts = count(command, faces, kinds)
    if arguments.sheets:
        draw(arguments.sheets, faces, kinds)
    return report(kinds, counts, len(faces), arguments.verbose)


def verdicts(command: list[str], photographs: list[Path]) -> dict[Path, bool | None]:
    """Whether each is accepted; `None` for one that cannot be judged."""
    run = subprocess.run([*command, *map(str, photographs)], stdout=subprocess.PIPE, text=True)
    lines = map(json.loads, run.stdout.splitlines())
    said = {Path(line["photo"]): line.get("accepted") for line in lines}
    if said.keys() != set(photographs):
        raise Unusable(f"{command[0]} did not judge every photograph: exit status {run.returncode}")
    return said


def judged(command: list[str], images: Iterable[np.ndarray]) -> list[bool]:
    """Whether each is accepted, written as a JPEG."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for image in images:
            paths.append(Path(folder, f"{len(paths)}.jpg"))
            cv2.imwrite(str(paths[-1]), image, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
        said = verdicts(command, paths) if paths else {}
    if None in said.values():
        raise Unusable("an edited photograph could not be judged")
    return [bool(said[path]) for path in paths]


def spread(faces: list[Face], most: int) -> list[Face]:
    """At most `most` of them, evenly."""
    places = {round(at) for at in np.linspace(0, len(faces) - 1, min(most, len(faces)))}
    return [faces[place] for place in sorted(places)]


def count(command: list[str], faces: list[Face], kinds: list[Kind]) -> Counter[Name]:
    """How many photographs each variant left acceptable."""
    accepted: Counter[Name] = Counter()
    edits = [(kind.name, variant, edit) for kind in kinds for variant, edit in kind.variants.items()]
    for number, face in enumerate(faces, 1):
        progress(f"photograph {number} of {len(faces)}")
        said = judged(command, (edit(face) for _, _, edit in edits))
        for (kind, variant, _), verdict in zip(edits, said, strict=True):
            accepted[kind, variant] += verdict
    progress("")
    return accepted


def progress(words: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{words:40}", end="" if words else "\r", file=sys.stderr, flush=True)


def report(kinds: list[Kind], accepted: Counter[Name], photographs: int, verbose: bool) -> int:
    exceeded = []
    for kind in kinds:
        of_kind = sum(accepted[kind.name, variant] for variant in kind.variants)
        edited = photographs * len(kind.variants)
        too_many = of_kind > kind.allowance * edited
        exceeded += [kind] if too_many else []
        print(f"{of_kind:5} / {edited:<4} {kind.name}{'  <- too many' if too_many else ''}")
        if verbose and len(kind.variants) > 1:
            for variant in kind.variants:
                print(f"{accepted[kind.name, variant]:9} / {photographs:<4} {variant}")
    print(f"{len(exceeded)} of {len(kinds)} kinds exceed their allowance")
    return 1 if exceeded else 0


def draw(folder: Path, faces: Iterable[Face], kinds: list[Kind]) -> None:
    """Writes a sheet for each kind: a row each variant, the heads of the first photographs beside each other."""
    folder.mkdir(parents=True, exist_ok=True)
    few = list(faces)[:: max(len(list(faces)) // 4, 1)][:4]
    for kind in kinds:
        rows = [np.hstack([tile(face, edit(face), variant) for face in few]) for variant, edit in kind.variants.items()]
        cv2.imwrite(str(folder / f"{kind.name.replace(' ', '-')}.png"), np.vstack(rows))


def tile(face: Face, edited: np.ndarray, caption: str) -> np.ndarray:
    """The head, small."""
    (_, brows), (_, chin) = face.place(*BROWS), face.place(CHIN)
    side = (chin - brows) * 1.8
    top_left = face.pixel(0, (brows + chin) / 2) - face.unit * side / 2
    scale = SHEET_TILE / (face.unit * side)
    crop = np.array([[scale, 0, -scale * top_left[0]], [0, scale, -scale * top_left[1]]])
    picture = cv2.warpAffine(edited, crop, (SHEET_TILE, SHEET_TILE), flags=cv2.INTER_AREA)
    return cv2.putText(picture, caption, (2, SHEET_TILE - 4), cv2.FONT_HERSHEY_PLAIN, 0.8, (0, 255, 255), 1)


if __name__ == "__main__":
    sys.exit(main())
