"""How far the heads of Pointing'04 really tilt, told by their ears.

An ear lies about 76 mm behind the eyes, so when a head tilts by some angle its ears move, against the eyes, by that
distance times the angle's sine: no face network has a part in this but to say which pixels are ear. The script
compares, for each person, every tilted picture with the level one: the tilt that was asked for, the tilt that the ears
tell, and the pitch that the product measured.

    swafoto eval D/pose --csv pose.csv
    python prepare.py D/pose --cache CACHE
    python tilt.py --csv pose.csv --cache CACHE --model ../head_parser.onnx

With `--level`, the CSV of portraits whose heads were asked to be level (`swafoto eval D/train/london --csv london.csv`,
crops in the same cache), it also prints how far those differ: what mesh and ears have in common there is no error of
either, but how people hold their heads.
"""

import argparse
import csv
from pathlib import Path

import numpy as np

from align import CROP_SIZE, EYE_MIDPOINT, image_to_crop, transform, warp
from augment.scene import EYE_DISTANCE, NOSE_BRIDGE
from teacher import EAR

# Depth from the eyes' centres to the ears' over the distance of the eyes: 76 mm over 63 mm.
EAR_DEPTH = 1.2
LEAST_EAR_PIXELS = 12


def ear_height(ears: np.ndarray, landmarks: np.ndarray) -> float | None:
    """How far the ears' pixels lie below the eyes in the crop, in eye distances, or None where hardly any show."""
    rows, columns = np.nonzero(ears)
    heights = []
    left = columns * 2 + 1 < landmarks[NOSE_BRIDGE, 0]
    for side in (left, ~left):
        if side.sum() >= LEAST_EAR_PIXELS:
            heights.append((rows[side].mean() * 2 + 1, side.sum()))
    if not heights:
        return None
    values, counts = zip(*heights, strict=True)
    return float((np.average(values, weights=counts) - EYE_MIDPOINT[1]) / EYE_DISTANCE)


class EarPixels:
    """The exported network's own pixels of one view of a head. Which of them are ear is all that is asked, nothing is judged."""

    def __init__(self, model: Path):
        import onnxruntime

        self._session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])

    def of(self, crop: np.ndarray) -> np.ndarray:
        """Where (96, 96) a crop (192, 192, 3) uint8 shows an ear."""
        image = crop.transpose(2, 0, 1)[None].astype(np.float32) / 255
        logits = self._session.run(["classes"], {"image": image})[0][0]
        return logits.argmax(axis=0) == EAR


def ear_heights(cache: Path, network: EarPixels) -> dict[str, float | None]:
    """The ears' height in every crop of a cached folder, by the photograph's name."""
    cached, ears = np.load(cache), {}
    for name, image, landmarks in zip(cached["name"], cached["image"], cached["landmarks"], strict=True):
        matrix = image_to_crop(landmarks)
        pixels = network.of(warp(image, matrix, CROP_SIZE))
        ears[Path(str(name)).name] = ear_height(pixels, transform(landmarks, matrix))
    return ears


def level_heads(table: Path, cache: Path, network: EarPixels) -> None:
    """Print how much heads that should be level differ in pitch, by the mesh and by the ears."""
    rows = list(csv.DictReader(table.open(newline="")))
    ears = ear_heights(cache / f"{Path(rows[0]['photo']).parent.parent.name}.npz", network)
    pairs = [
        (float(row["measured_head-pose-pitch"]), ears[Path(row["photo"]).name])
        for row in rows
        if row["measured_head-pose-pitch"] and ears.get(Path(row["photo"]).name) is not None
    ]
    pitch, height = np.array(pairs).T
    tilt = -np.degrees(np.arcsin(np.clip((height - height.mean()) / EAR_DEPTH, -1, 1)))
    together = float(np.cov(pitch, tilt)[0, 1])
    print(
        f"{len(pairs)} level heads: standard deviation {pitch.std():.1f} by the mesh, {tilt.std():.1f} by the ears,"
        f" correlation {np.corrcoef(pitch, tilt)[0, 1]:.2f}, in common {max(0.0, together) ** 0.5:.1f} degrees"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--csv", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--level", type=Path, help="CSV of portraits of level heads")
    arguments = parser.parse_args()
    network = EarPixels(arguments.model)
    ears = ear_heights(arguments.cache / "pose.npz", network)
    if arguments.level:
        level_heads(arguments.level, arguments.cache, network)
    people: dict[tuple[str, str], dict[int, tuple[float, float]]] = {}
    with open(arguments.csv, newline="") as table:
        for row in csv.DictReader(table):
            height = ears.get(Path(row["photo"]).name)
            if float(row["label_pan_yaw_deg"]) == 0 and row["measured_head-pose-pitch"] and height is not None:
                who = (row["label_person"], row["label_series"])
                tilt = int(float(row["label_tilt_pitch_deg"]))
                people.setdefault(who, {})[tilt] = (height, float(row["measured_head-pose-pitch"]))
    # Pointing'04 counts looking up as positive; in the standard and here looking down is.
    changes = np.array(
        [
            (-tilt, -(height - at[0][0]), pitch - at[0][1])
            for at in people.values()
            if 0 in at
            for tilt, (height, pitch) in at.items()
            if tilt != 0
        ]
    )
    print("asked   pictures   by the ears   measured")
    for asked in sorted(set(changes[:, 0])):
        rows = changes[changes[:, 0] == asked]
        tilts = np.degrees(np.arcsin(np.clip(rows[:, 1] / EAR_DEPTH, -1, 1)))
        print(f"{asked:5.0f}   {len(rows):8d}   {np.median(tilts):11.1f}   {np.median(rows[:, 2]):8.1f}")


if __name__ == "__main__":
    main()
