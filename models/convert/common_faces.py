"""Writes core/src/session/likeness/common.bin: what all faces have in common, for telling two of them apart.

The patterns of a face that `core/src/session/likeness/mod.rs` describes are taken from many portraits of different people,
in different light. Their mean and their principal components are what says least about who it is: how a face is built, how
light falls on it. The core takes them out of a pattern before it compares two.

The file holds 1 + COMPONENTS rows of SIDE * SIDE signed bytes, each row scaled to its largest value.

    python common_faces.py ../../../shared/data/train ../../core/src
"""

import re
import sys
from pathlib import Path

import cv2
import mediapipe
import numpy as np

SIDE, FINE, COARSE = 32, 0.67, 2.67
COMPONENTS = 8
PORTRAITS = ("generated/images/*", "interfaces/images/*", "congress/images/*")
MOST_OF_A_SET = 350
EYES, EYE_DISTANCE, CROP_SIDE, EYES_AT = ((33, 133), (362, 263)), 40.0, 192, (96.0, 100.0)
# Beyond this many degrees of yaw a half of the face is mostly guessed.
MOST_YAW = 15.0


def table(source: str, name: str) -> np.ndarray:
    rows = source[source.index(f"const {name}:") :].split("= [", 1)[1].split("];", 1)[0]
    return np.array([[float(n) for n in row.split(",")] for row in re.findall(r"\[([^\]]+)\]", rows)])


class Grid:
    """Where each cell of the pattern lies in the mesh: a triangle and its weights."""

    def __init__(self, face: np.ndarray, triangles: np.ndarray):
        (left, right), (low, high) = ((face[:, axis].min(), face[:, axis].max()) for axis in (0, 1))
        self.corners = np.zeros((SIDE * SIDE, 3), int)
        self.weights = np.zeros((SIDE * SIDE, 3))
        for cell in range(SIDE * SIDE):
            row, column = divmod(cell, SIDE)
            place = np.array([left + (column + 0.5) * (right - left) / SIDE, high - (row + 0.5) * (high - low) / SIDE])
            for corners in triangles:
                a, b, c = face[corners, :2]
                edges = np.array([a - c, b - c]).T
                if abs(np.linalg.det(edges)) < 1e-6:
                    continue
                u, v = np.linalg.solve(edges, place - c)
                if min(u, v, 1 - u - v) >= 0:
                    self.corners[cell], self.weights[cell] = corners, (u, v, 1 - u - v)
                    break
        self.mask = (self.weights.sum(axis=1) > 0).reshape(SIDE, SIDE).astype(float)

    def pattern(self, crop: np.ndarray, mesh: np.ndarray) -> np.ndarray:
        places = (mesh[self.corners, :2] * self.weights[..., None]).sum(axis=1).astype(np.float32) - 0.5
        places = places.reshape(SIDE, SIDE, 2)
        colours = cv2.remap(crop.astype(np.float32), places[..., 0], places[..., 1], cv2.INTER_LINEAR)
        light = np.log(colours @ np.array([0.114, 0.587, 0.299]) + 8.0)
        edges = self.blur(light, FINE) - self.blur(light, COARSE)
        spread = np.sqrt(self.blur(edges**2, COARSE) + 1e-4)
        pattern = (edges / spread * self.mask).ravel()
        return pattern / np.linalg.norm(pattern)

    def blur(self, plane: np.ndarray, sigma: float) -> np.ndarray:
        at = np.arange(SIDE)
        kernel = np.exp(-((at[:, None] - at) ** 2) / (2 * sigma**2))
        kernel[abs(at[:, None] - at) > np.ceil(3 * sigma)] = 0
        return (kernel @ (plane * self.mask) @ kernel) / np.maximum(kernel @ self.mask @ kernel, 1e-3)


def crop_of(image: np.ndarray, mesh: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The aligned head, as `core/src/face/head_crop.rs` has it, and the mesh in it."""
    right, left = (mesh[list(corners)].mean(axis=0) for corners in EYES)
    turn, scale = np.arctan2(left[1] - right[1], left[0] - right[0]), EYE_DISTANCE / np.linalg.norm(left - right)
    turned = scale * np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    move = np.array(EYES_AT) - turned @ ((right + left) / 2)[:2]
    shrink = min(1.0, scale)
    small = cv2.resize(image, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    crop = cv2.warpAffine(small, np.column_stack([turned / shrink, move]), (CROP_SIDE, CROP_SIDE))
    return crop, mesh[:, :2] @ turned.T + move


def main() -> None:
    root, core = Path(sys.argv[1]), Path(sys.argv[2])
    source = (core / "face/canonical.rs").read_text()
    grid = Grid(table(source, "CANONICAL_FACE"), table(source, "TRIANGLES").astype(int))
    network = mediapipe.solutions.face_mesh.FaceMesh(static_image_mode=True, max_num_faces=1)
    patterns = []
    for portraits in PORTRAITS:
        for path in sorted(root.glob(portraits))[:MOST_OF_A_SET]:
            image = cv2.imread(str(path))
            answer = network.process(image[..., ::-1]).multi_face_landmarks if image is not None else None
            if not answer:
                continue
            height, width = image.shape[:2]
            mesh = np.array([[p.x * width, p.y * height, p.z * width] for p in answer[0].landmark[:468]])
            if abs(np.degrees(np.arctan2(*(mesh[454] - mesh[234])[[2, 0]]))) <= MOST_YAW:
                patterns.append(grid.pattern(*crop_of(image, mesh)))
    patterns = np.array(patterns)
    mean = patterns.mean(axis=0)
    _, spread, components = np.linalg.svd(patterns - mean, full_matrices=False)
    rows = np.vstack([mean, components[:COMPONENTS]])
    rows /= abs(rows).max(axis=1, keepdims=True)
    target = core / "session/likeness/common.bin"
    target.write_bytes(np.rint(127 * rows).astype(np.int8).tobytes())
    share = (spread[:COMPONENTS] ** 2).sum() / (spread**2).sum()
    print(f"{len(patterns)} portraits; {COMPONENTS} components hold {share:.2f} of the variance; {target}")


if __name__ == "__main__":
    main()
