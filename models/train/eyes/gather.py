"""Cut the eyes out of photographs, and ask the teacher how far they are shut.

    python -m eyes.gather NAME IMAGES... --teacher face_landmarker.task --work WORK [--adults fairface_label_train.csv]

IMAGES are folders or files. Writes WORK/NAME-0.npz (what is known of each eye) and WORK/NAME-0.npy (its base crop), and so on for
every so many photographs: a run that was stopped goes on where it was. The teacher is
MediaPipe's `face_landmarker` (see the model's card); its blinks are numbers 9 (left) and 10 (right) of the blendshapes.
"""

import argparse
import csv
from pathlib import Path

import cv2
import numpy as np

from .crops import BASE_HEIGHT, BASE_WIDTH, BROW, CORNERS, OPENING, base_matrix, cut, eye_distance
from .mesh import Mesh

# By subject's side, in the teacher's list.
BLENDSHAPES = {"blink": {"left": 9, "right": 10}, "down": {"left": 11, "right": 12}, "squint": {"left": 19, "right": 20}}
# Eyes in photographs with fewer pixels to an eye distance say little.
LEAST_EYE_DISTANCE = 24.0
# Beyond this the far eye hides behind the nose; policies stop far earlier.
GREATEST_YAW = 35.0
# Photographs to a file.
PART = 1000
# Room around photographs that are cut close to the face, as a share of their side: the teacher's detector needs it.
ROOM = 0.2
ADULT = ("20-29", "30-39", "40-49", "50-59", "60-69", "more than 70")


def landmarker(file: Path):
    """The teacher."""
    from mediapipe.tasks.python import BaseOptions, vision

    options = vision.FaceLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(file)),
        output_face_blendshapes=True,
        output_facial_transformation_matrixes=True,
        min_face_detection_confidence=0.3,
    )
    return vision.FaceLandmarker.create_from_options(options)


def pose(matrix: np.ndarray) -> tuple[float, float]:
    """Yaw and pitch in degrees."""
    return float(np.degrees(np.arctan2(matrix[0, 2], matrix[2, 2]))), float(np.degrees(np.arcsin(-matrix[1, 2])))


def eyes_of(rgb: np.ndarray, teacher, mesh: Mesh):
    """Both eyes of a photograph's face, each with what is known of it."""
    import mediapipe

    height, width = rgb.shape[:2]
    room = round(ROOM * max(height, width))
    padded = cv2.copyMakeBorder(rgb, room, room, room, room, cv2.BORDER_REPLICATE)
    found = teacher.detect(mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=padded))
    if not found.face_blendshapes:
        return
    size = np.array([padded.shape[1], padded.shape[0], padded.shape[1]])
    theirs = np.array([(p.x, p.y, p.z) for p in found.face_landmarks[0]], np.float32) * size - [room, room, 0]
    yaw, pitch = pose(found.facial_transformation_matrixes[0])
    if abs(yaw) > GREATEST_YAW:
        return
    points = mesh.fit(rgb, theirs[:468])
    if points is None or eye_distance(points) < LEAST_EYE_DISTANCE:
        return
    scores = [shape.score for shape in found.face_blendshapes[0]]
    for side in CORNERS:
        matrix = base_matrix(points, side)
        lids, brow = (theirs[list(part[side]), :2] @ matrix[:, :2].T + matrix[:, 2] for part in (OPENING, BROW))
        facts = {name: scores[by_side[side]] for name, by_side in BLENDSHAPES.items()}
        facts |= {"yaw": yaw, "pitch": pitch, "side": side, "size": eye_distance(points), "lids": lids, "brow": brow}
        yield cut(rgb, matrix, (BASE_WIDTH, BASE_HEIGHT)), facts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name")
    parser.add_argument("images", type=Path, nargs="+")
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--adults", type=Path, help="FairFace's labels: only those of 20 and more are taken")
    parser.add_argument("--workers", type=int, default=1, help="this many of these run beside each other")
    parser.add_argument("--worker", type=int, default=0)
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    files = [file for at in arguments.images for file in (sorted(at.iterdir()) if at.is_dir() else [at])]
    if arguments.adults:
        with arguments.adults.open(newline="") as table:
            adults = {Path(row["file"]).name for row in csv.DictReader(table) if row["age"] in ADULT}
        files = [file for file in files if file.name.rsplit("__", 1)[-1] in adults]
    arguments.work.mkdir(parents=True, exist_ok=True)
    teacher, mesh = landmarker(arguments.teacher), Mesh()
    for part in range(0, -(-len(files) // PART)):
        out = arguments.work / f"{arguments.name}-{part}.npz"
        if part % arguments.workers != arguments.worker or out.exists():
            continue
        crops, rows = [], []
        for file in files[part * PART : (part + 1) * PART]:
            bgr = cv2.imread(str(file))
            if bgr is None:
                continue
            for crop, facts in eyes_of(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), teacher, mesh):
                crops.append(crop)
                rows.append({"photograph": file.name} | facts)
        np.save(out.with_suffix(".npy"), np.stack(crops))
        np.savez(out, **{key: np.array([row[key] for row in rows]) for key in rows[0]})
        print(f"{out.stem}: {len(rows)} eyes", flush=True)


if __name__ == "__main__":
    main()
