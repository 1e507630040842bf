"""What limits of `face-parts-visible` and `natural-colour` would do, on people who did not train.

    python -m shown.limits --cache WORK/cache --data DATA --checkpoint WORK/face_shown.pt | ../face_shown.onnx

Prints, for each limit, how many faces as they are would be refused, and how many of which a part was hidden would pass.
"""

import argparse
from pathlib import Path

import numpy as np
import torch

from network import loaded

from . import colours
from .contract import COLUMNS, ROWS, STEP
from .examples import filed, hides, placed
from .faces import UNTOLD, Face, load_faces
from .fills import fill
from .network import FaceShown
from .parts import HALVES, PARTS
from .regions import over

LIMITS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
# Of a part, so many of its places must be of the face and in the photograph for it to be judged.
TOLD = 0.9
INWARD = np.array([0.1, 0.3, 0.5, 0.7, 0.9])


def of_part(places: np.ndarray, points: np.ndarray, part: str) -> float:
    """The mean over a part, or the harmonic one of both of its halves, as the core takes it (core/src/measure/shown.rs)."""
    middle = points[list(PARTS[part])].mean(axis=0)
    means = []
    for half in HALVES.get(part, (PARTS[part],)):
        edge = points[list(half)]
        inward = edge[:, None] + INWARD[None, :, None] * (middle - edge)[:, None]
        columns = np.clip(inward[..., 0] // STEP, 0, COLUMNS - 1).astype(int)
        rows = np.clip(inward[..., 1] // STEP, 0, ROWS - 1).astype(int)
        means.append(float(places[rows, columns].mean()))
    return len(means) / sum(1 / max(mean, 1e-6) for mean in means)


def answers(network: FaceShown, image: np.ndarray) -> tuple[np.ndarray, float]:
    """Probabilities of the places and of natural colours."""
    with torch.no_grad():
        seen, natural = network(torch.from_numpy(image.transpose(2, 0, 1).copy())[None].float() / 255)
    return torch.sigmoid(seen)[0, 0].numpy(), float(torch.sigmoid(natural))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    network = loaded(FaceShown(), arguments.checkpoint).eval()
    faces = [face for face in load_faces(arguments.cache, arguments.data) if face.is_validation and not face.is_covered]
    rng = np.random.default_rng(5)
    bare: dict[str, list[float]] = {part: [] for part in PARTS}
    hidden: dict[str, list[float]] = {part: [] for part in PARTS}
    least, in_colour, out_of_colour = [], [], []
    for face in faces:
        other = faces[rng.integers(len(faces))]
        image, truth, points = placed(face, other, rng)
        natural = filed(colours.natural(image, rng), rng)
        places, colour = answers(network, natural)
        told = {}
        of_face = (truth[STEP // 2 :: STEP, STEP // 2 :: STEP] != UNTOLD).astype(float)
        for part in PARTS:
            if of_part(of_face, points, part) >= TOLD:
                told[part] = of_part(places, points, part)
                bare[part].append(told[part])
        if len(told) == len(PARTS):
            least.append(min(told.values()))
        if not face.is_grey:
            in_colour.append(colour)
        out_of_colour.append(answers(network, filed(colours.unnatural(image, rng), rng))[1])
        part = list(PARTS)[rng.integers(len(PARTS))]
        mask = over(points[list(PARTS[part])], points, rng)
        edited = image + (fill(image, mask, other.image.astype(np.float32), rng) - image) * mask[..., None]
        # A fill of the part's own look hides nothing.
        if part in told and hides(edited, image, points[list(PARTS[part])]):
            places, _ = answers(network, filed(colours.natural(edited, rng), rng))
            hidden[part].append(of_part(places, points, part))

    def row(name: str, values: list[float], below: bool) -> None:
        array = np.array(values)
        shares = [f"{100 * ((array < limit) if below else (array >= limit)).mean():5.1f}" for limit in LIMITS]
        print(f"{name:28} {len(values):5}  " + "  ".join(shares))

    print(f"{'per cent, at the limit':28} {'of':>5}  " + "  ".join(f"{limit:5}" for limit in LIMITS))
    row("whole faces refused", least, True)
    for part in PARTS:
        row(f"  {part}", bare[part], True)
    for part in PARTS:
        row(f"hidden passed: {part}", hidden[part], False)
    row("natural colours refused", in_colour, True)
    row("other colours passed", out_of_colour, False)


if __name__ == "__main__":
    main()
