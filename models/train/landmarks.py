"""Face landmarks for every photograph of a folder, with MediaPipe FaceMesh."""

from pathlib import Path

import cv2
import numpy as np


def _mesh(face_mesh, rgb: np.ndarray) -> np.ndarray | None:
    """Landmarks of the largest face in pixels, or None."""
    result = face_mesh.process(rgb)
    if not result.multi_face_landmarks:
        return None
    height, width = rgb.shape[:2]
    faces = [
        np.array([(p.x * width, p.y * height, p.z * width) for p in face.landmark], np.float32)
        for face in result.multi_face_landmarks
    ]
    return max(faces, key=lambda face: np.ptp(face[:, 0]) * np.ptp(face[:, 1]))


def _attempts(rgb: np.ndarray):
    """The picture as it is, then padded, enlarged and turned: harder faces."""
    height, width = rgb.shape[:2]
    yield rgb, np.array([[1, 0, 0], [0, 1, 0]], float)
    pad = max(height, width) // 3
    yield (
        cv2.copyMakeBorder(rgb, pad, pad, pad, pad, cv2.BORDER_REPLICATE),
        np.array([[1, 0, pad], [0, 1, pad]], float),
    )
    yield cv2.resize(rgb, None, fx=2, fy=2), np.array([[2, 0, 0], [0, 2, 0]], float)
    for angle in (-30, 30):
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 0.8)
        yield cv2.warpAffine(rgb, turn, (width, height)), turn


def find_landmarks(folder: Path, files: list[str]) -> dict[str, np.ndarray]:
    """Map each file in which a face was found to its (468, 3) landmarks."""
    import mediapipe

    found = {}
    with mediapipe.solutions.face_mesh.FaceMesh(
        static_image_mode=True, max_num_faces=2, refine_landmarks=False, min_detection_confidence=0.4
    ) as face_mesh:
        for name in files:
            rgb = cv2.cvtColor(cv2.imread(str(folder / name)), cv2.COLOR_BGR2RGB)
            for attempt, matrix in _attempts(rgb):
                points = _mesh(face_mesh, np.ascontiguousarray(attempt))
                if points is not None:
                    inverse = cv2.invertAffineTransform(matrix)
                    scale = np.sqrt(abs(np.linalg.det(inverse[:, :2])))
                    points[:, :2] = points[:, :2] @ inverse[:, :2].T + inverse[:, 2]
                    points[:, 2] *= scale
                    found[name] = points
                    break
    return found
