"""Read photographs, find faces, ask the teacher, and cache base crops.

The cache holds, for each photograph with a face, a level head crop (`BASE_SIDE`
eye distances wide, so that shifts and turns of the 4.8-wide training crop stay
inside), the teacher's classes, and the landmarks in crop pixels.
"""

import argparse
from pathlib import Path

import cv2
import numpy as np

from align import EYE_MIDPOINT, image_to_crop, transform, warp
from contract import CROP_EYE_DISTANCE
from landmarks import find_landmarks
from teacher import UNKNOWN, Teacher

# A base crop is 6.4 eye distances wide at 60 px an eye distance, half as much
# again as the training crop in each direction and in sampling.
BASE_SIZE = 384
BASE_SIDE = 6.4


def base_matrix(landmarks: np.ndarray) -> np.ndarray:
    """2x3 matrix from image pixels to the base crop."""
    matrix = image_to_crop(landmarks)
    zoom = (BASE_SIZE / BASE_SIDE) / CROP_EYE_DISTANCE
    centre = np.array([BASE_SIZE / 2, BASE_SIZE * 0.52])
    matrix[:, 2] = zoom * (matrix[:, 2] - np.array(EYE_MIDPOINT)) + centre
    matrix[:, :2] *= zoom
    return matrix


def prepare(folder: Path, teacher: Teacher | None, out: Path) -> None:
    """Cache every photograph under `folder/images` as one .npz."""
    files = sorted(f"images/{p.name}" for p in (folder / "images").iterdir())
    faces = find_landmarks(folder, files)
    rows = {"name": [], "image": [], "teacher": [], "inside": [], "landmarks": []}
    for name, points in faces.items():
        rgb = cv2.cvtColor(cv2.imread(str(folder / name)), cv2.COLOR_BGR2RGB)
        matrix = base_matrix(points)
        crop = warp(rgb, matrix, BASE_SIZE)
        inside = warp(np.full(rgb.shape[:2], 255, np.uint8), matrix, BASE_SIZE) > 127
        classes = np.full((BASE_SIZE, BASE_SIZE), UNKNOWN, np.uint8)
        if teacher is not None:
            answer, to_teacher = teacher.labels(rgb, points)
            back = np.vstack([matrix, [0, 0, 1]]) @ np.linalg.inv(np.vstack([to_teacher, [0, 0, 1]]))
            classes = cv2.warpAffine(
                answer, back[:2], (BASE_SIZE, BASE_SIZE), flags=cv2.INTER_NEAREST, borderValue=UNKNOWN
            )
            classes[~inside] = UNKNOWN
        rows["name"].append(name)
        rows["image"].append(crop)
        rows["teacher"].append(classes)
        rows["inside"].append(inside)
        rows["landmarks"].append(transform(points, matrix))
    missed = sorted(set(files) - set(faces))
    print(f"{folder.name}: {len(faces)} faces, none found in {len(missed)}: {missed[:12]}", flush=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    np.savez(out, **{key: np.stack(value) for key, value in rows.items()})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="folders with images/ and labels.csv")
    parser.add_argument("--teacher", type=Path, help="the teacher's .tflite; none: landmarks only")
    parser.add_argument("--cache", type=Path, required=True)
    arguments = parser.parse_args()
    teacher = Teacher(arguments.teacher) if arguments.teacher else None
    for folder in arguments.folders:
        prepare(folder, teacher, arguments.cache / f"{folder.name}.npz")


if __name__ == "__main__":
    main()
