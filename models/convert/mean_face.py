"""Writes core/src/face/canonical.rs and core/src/face/contours.rs.

The canonical face is the mean of what the mesh network itself answers on neutral, frontal studio portraits (the
Face Research Lab London Set and the Canadian set, both CC BY 4.0), made symmetric and scaled to centimetres by the mean
adult inter-eye distance. MediaPipe's own canonical face has other proportions than its network's answers, above all in
depth, and so reads a level face as one that looks up or down; the mean of the answers does not.

    python mean_face.py ../../../shared/data/train ../../core/src/face
"""

import sys
from pathlib import Path

import cv2
import mediapipe
import numpy as np
from mediapipe.python.solutions import face_mesh_connections as connections
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist

INTER_EYE_DISTANCE_CM = 6.3
RIGHT_EYE, LEFT_EYE = (33, 133), (362, 263)
# A coordinate that happens to be near pi is a coordinate.
ATTRIBUTES = "#[rustfmt::skip]\n#[allow(clippy::approx_constant)]"
PORTRAITS = ("london/images/neutral_*", "canada/images/*")


def meshes(root: Path) -> np.ndarray:
    """The mesh of every portrait, `portraits x 468 x 3`, in pixels."""
    network = mediapipe.solutions.face_mesh.FaceMesh(static_image_mode=True, max_num_faces=1)
    found = []
    for pattern in PORTRAITS:
        for path in sorted(root.glob(pattern)):
            image = cv2.imread(str(path))
            height, width = image.shape[:2]
            answer = network.process(image[..., ::-1]).multi_face_landmarks
            if answer:
                found.append([[p.x * width, p.y * height, p.z * width] for p in answer[0].landmark])
    return np.array(found)


def rotation_onto(points: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, float]:
    """Rotation `R` and scale `s` for which `s * points @ R` is nearest to `target`; both centred."""
    u, singular, vt = np.linalg.svd(points.T @ target)
    flip = np.diag([1, 1, np.sign(np.linalg.det(u @ vt))])
    return u @ flip @ vt, float((singular * np.diag(flip)).sum() / (points**2).sum())


def procrustes_mean(faces: np.ndarray) -> np.ndarray:
    """Generalised Procrustes mean, turned as the portraits are on average."""
    faces = faces - faces.mean(axis=1, keepdims=True)
    mean = faces[0]
    for _ in range(8):
        fits = [rotation_onto(face, mean) for face in faces]
        mean = np.mean([s * face @ r for face, (r, s) in zip(faces, fits)], axis=0)
    u, _, vt = np.linalg.svd(sum(rotation_onto(mean, face)[0] for face in faces))
    return mean @ (u @ vt)


def symmetric(face: np.ndarray) -> np.ndarray:
    """The face averaged with its mirror image, the plane of symmetry at x = 0."""
    mirror = np.array([-1.0, 1.0, 1.0])
    for _ in range(10):
        face = face - face.mean(axis=0)
        _, partner = linear_sum_assignment(cdist(face, face * mirror) ** 2)
        across = face[partner] - face
        axis = (across * np.sign(across[:, :1])).sum(axis=0)
        axis /= np.linalg.norm(axis)
        k = np.cross(axis, [1.0, 0.0, 0.0])
        skew = np.array([[0, -k[2], k[1]], [k[2], 0, -k[0]], [-k[1], k[0], 0]])
        face = face @ (np.eye(3) + skew + skew @ skew / (1 + axis[0])).T
        face = (face + (face * mirror)[partner]) / 2
    return face


def canonical(root: Path) -> np.ndarray:
    """468 points in centimetres: x to the picture's right, y up, z towards the camera, origin between the eyes."""
    face = symmetric(procrustes_mean(meshes(root)))
    right, left = (face[list(corners)].mean(axis=0) for corners in (RIGHT_EYE, LEFT_EYE))
    face = (face - (right + left) / 2) * INTER_EYE_DISTANCE_CM / np.linalg.norm(left - right)
    return face * [1, -1, -1]


def triangles(face: np.ndarray) -> list[tuple[int, int, int]]:
    """The mesh's triangles, counter-clockwise as seen from outside of the head. Eyes and mouth are holes."""
    neighbours: dict[int, set[int]] = {}
    for a, b in connections.FACEMESH_TESSELATION:
        neighbours.setdefault(a, set()).add(b)
        neighbours.setdefault(b, set()).add(a)
    found = {
        tuple(sorted((a, b, c)))
        for a, b in connections.FACEMESH_TESSELATION
        for c in neighbours[a] & neighbours[b]
    }
    inside = np.array([0.0, -2.0, -8.0])
    result = []
    for a, b, c in sorted(found):
        normal = np.cross(face[b] - face[a], face[c] - face[a])
        outward = normal @ (face[[a, b, c]].mean(axis=0) - inside) > 0
        result.append((a, b, c) if outward else (a, c, b))
    return result


def loop(edges, start: int) -> list[int]:
    """The points of a closed contour in order, from `start`."""
    neighbours: dict[int, list[int]] = {}
    for a, b in edges:
        neighbours.setdefault(a, []).append(b)
        neighbours.setdefault(b, []).append(a)
    path, previous = [start], None
    while True:
        here = path[-1]
        step = next(n for n in sorted(neighbours[here]) if n != previous and (n not in path or n == start))
        if step == start:
            return path
        previous = here
        path.append(step)


def component(edges, member: int):
    """The edges that hang together with `member`."""
    reached, grown = {member}, True
    while grown:
        more = {p for edge in edges for p in edge if set(edge) & reached}
        grown, reached = not more <= reached, reached | more
    return [edge for edge in edges if edge[0] in reached]


def rust_table(doc: str, name: str, kind: str, rows: list[str], per_line: int) -> str:
    lines = [", ".join(rows[i : i + per_line]) for i in range(0, len(rows), per_line)]
    body = ",\n    ".join(lines)
    return f"{doc}\n{ATTRIBUTES}\npub const {name}: [{kind}; {len(rows)}] = [\n    {body},\n];\n"


def contours() -> str:
    lips = connections.FACEMESH_LIPS
    brow = lambda edges: sorted({p for edge in edges for p in edge})  # noqa: E731
    tables = [
        ("/// Outline of the face from the middle of the forehead.", "FACE_OVAL", loop(connections.FACEMESH_FACE_OVAL, 10)),
        ("/// Outer edge of the lips from the right corner.", "LIPS_OUTER", loop(component(lips, 61), 61)),
        ("/// Inner edge of the lips from the right corner.", "LIPS_INNER", loop(component(lips, 78), 78)),
        ("/// The right eye's lids from the outer corner.", "RIGHT_EYE", loop(connections.FACEMESH_RIGHT_EYE, 33)),
        ("/// The left eye's lids from the outer corner.", "LEFT_EYE", loop(connections.FACEMESH_LEFT_EYE, 263)),
        ("/// The right eyebrow's points.", "RIGHT_EYEBROW", brow(connections.FACEMESH_RIGHT_EYEBROW)),
        ("/// The left eyebrow's points.", "LEFT_EYEBROW", brow(connections.FACEMESH_LEFT_EYEBROW)),
    ]
    head = (
        "//! Contours of MediaPipe's face mesh (Apache-2.0), closed loops in order. Left and right are the subject's.\n"
        "//!\n//! Written by `models/convert/mean_face.py`.\n\n"
    )
    return head + "\n".join(rust_table(d, n, "usize", [str(i) for i in rows], 16) for d, n, rows in tables)


def main() -> None:
    root, target = Path(sys.argv[1]), Path(sys.argv[2])
    face = canonical(root)
    points = [f"[{x:.3f}, {y:.3f}, {z:.3f}]".replace("-0.000", "0.000") for x, y, z in face]
    corners = [f"[{a}, {b}, {c}]" for a, b, c in triangles(face)]
    (target / "canonical.rs").write_text(
        "//! The canonical face: mean of the mesh network's answers on neutral, frontal portraits.\n//!\n"
        "//! Written by `models/convert/mean_face.py` from the Face Research Lab London Set and the Canadian set (DeBruine\n"
        "//! & Jones 2017, DeBruine 2016; CC BY 4.0). The topology is MediaPipe's (Apache-2.0).\n\n"
        + rust_table(
            "/// The mesh of a mean face in centimetres: x to the picture's right, y up, z towards the camera, the origin\n"
            "/// between the eyes, which are 6.3 cm apart.",
            "CANONICAL_FACE", "[f32; 3]", points, 4)
        + "\n"
        + rust_table(
            "/// Triangles of the mesh, counter-clockwise as seen from outside of the head. Eyes and mouth are holes.",
            "TRIANGLES", "[u16; 3]", corners, 8)
    )
    (target / "contours.rs").write_text(contours())


if __name__ == "__main__":
    main()
