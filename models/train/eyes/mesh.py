"""The core's own mesh (../face_landmark.onnx), fitted as the core does: eyes are cut for training where the product cuts them."""

from pathlib import Path

import cv2
import numpy as np
import onnxruntime

OUTER_CORNERS = (33, 263)
# The core's (core/src/face/mesh.rs).
CROP_MARGIN = 1.5


class Mesh:
    """468 points of a face, from about where they are."""

    def __init__(self) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        file = Path(__file__).parents[2] / "face_landmark.onnx"
        self.session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        self.input = self.session.get_inputs()[0]
        self.outputs = [output.name for output in self.session.get_outputs()]

    def fit(self, rgb: np.ndarray, about: np.ndarray) -> np.ndarray | None:
        """The mesh (468, 3) in pixels, starting from any mesh of the face; `None` where there is no face."""
        points, presence = self._once(rgb, about)
        return points if presence >= 0 else None

    def _once(self, rgb: np.ndarray, points: np.ndarray) -> tuple[np.ndarray, float]:
        size = self.input.shape[-1]
        across = points[OUTER_CORNERS[1], :2] - points[OUTER_CORNERS[0], :2]
        turn = np.arctan2(across[1], across[0])
        cosine, sine = np.cos(turn), np.sin(turn)
        level = np.array([[cosine, sine], [-sine, cosine]])
        flat = points[:, :2] @ level.T
        low, high = flat.min(axis=0), flat.max(axis=0)
        middle = level.T @ ((low + high) / 2)
        scale = size / (CROP_MARGIN * (high - low).max())
        linear = level * scale
        matrix = np.concatenate([linear, (size / 2 - linear @ middle)[:, None]], axis=1)
        # cv2 counts from the middles of pixels, the core from their corners.
        shifted = matrix.copy()
        shifted[:, 2] += linear @ [0.5, 0.5] - 0.5
        crop = cv2.warpAffine(rgb, shifted, (size, size), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
        image = np.ascontiguousarray(crop.transpose(2, 0, 1)[None], np.float32) / 255
        answer = dict(zip(self.outputs, self.session.run(None, {self.input.name: image}), strict=True))
        raw = answer["landmarks"].reshape(-1, 3)
        inverse = cv2.invertAffineTransform(matrix)
        fitted = np.empty_like(raw)
        fitted[:, :2] = raw[:, :2] @ inverse[:, :2].T + inverse[:, 2]
        fitted[:, 2] = raw[:, 2] / scale
        return fitted, float(np.ravel(answer["presence"])[0])
