"""An exported network as the product judges with it: the core itself, by its Python package.

    cargo xtask wheel && pip install target/wheels/swafoto-*.whl
"""

from pathlib import Path

import numpy as np
import swafoto


class Product:
    """The core with one head parser."""

    def __init__(self, model: Path, policy: str | None = None):
        self._engine = swafoto.Engine.with_head_parser(model.read_bytes())
        self._policy = swafoto.Policy.preset(policy or swafoto.default_policy_name())

    def analyse(self, image: np.ndarray, landmarks: np.ndarray) -> swafoto.Analysis:
        """What is measured of a head in `image` (H, W, 3) uint8 whose mesh is known, (468, 3) in pixels of it."""
        height, width, _ = image.shape
        layout = swafoto.PackedFormat(
            layout=swafoto.PackedLayout.RGB, width=width, height=height, row_stride=3 * width
        )
        mesh = [swafoto.Point3(x=x, y=y, z=z) for x, y, z in landmarks.tolist()]
        pixels = np.ascontiguousarray(image).tobytes()
        return self._engine.analyse_packed(pixels, layout, swafoto.FrameFacts(), self._policy, landmarks=mesh)


def check_of(analysis: swafoto.Analysis, rule: swafoto.RuleId) -> swafoto.Check | None:
    """How a rule came out, or None where the policy lacks it."""
    return next((check for check in analysis.verdict.checks if check.rule == rule), None)
