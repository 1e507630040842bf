"""Does the ONNX file say what the TFLite file says?"""

from pathlib import Path

import numpy as np
import onnxruntime
from ai_edge_litert.interpreter import Interpreter
from PIL import Image

from catalog import Network

# Largest difference, relative to an output's scale.
TOLERANCE = 2e-4
RANDOM_INPUTS = 16


def inputs(network: Network, shape: tuple[int, ...], photograph: Path) -> dict[str, list[np.ndarray]]:
    """NHWC inputs: noise, and a real subject as it is and mirrored."""
    low, high = network.value_range
    generator = np.random.default_rng(20201)
    noise = [generator.uniform(low, high, shape).astype(np.float32) for _ in range(RANDOM_INPUTS)]
    _, height, width, _ = shape
    with Image.open(photograph) as picture:
        subject = picture.convert("RGB").resize((width, height), Image.Resampling.BILINEAR, box=network.crop)
    pixels = low + (high - low) * np.asarray(subject, np.float32)[None] / 255
    return {"noise": noise, "photograph": [pixels, pixels[:, :, ::-1].copy()]}


class Tflite:
    """TFLite's own answers."""

    def __init__(self, file: bytes):
        self._interpreter = Interpreter(model_content=file, num_threads=1)
        self._interpreter.allocate_tensors()
        (self._input,) = self._interpreter.get_input_details()
        self._outputs = self._interpreter.get_output_details()

    @property
    def input_shape(self) -> tuple[int, ...]:
        """NHWC."""
        return tuple(int(size) for size in self._input["shape"])

    def run(self, image: np.ndarray) -> list[np.ndarray]:
        """The outputs in the file's order."""
        self._interpreter.set_tensor(self._input["index"], image)
        self._interpreter.invoke()
        return [self._interpreter.get_tensor(output["index"]) for output in self._outputs]


def differences(network: Network, tflite_file: bytes, onnx_file: bytes, photograph: Path) -> dict[str, dict[str, float]]:
    """For each kind of input, each output's largest difference relative to its scale."""
    tflite = Tflite(tflite_file)
    session = onnxruntime.InferenceSession(onnx_file, providers=["CPUExecutionProvider"])
    names = [output.name for output in network.outputs]
    worst: dict[str, dict[str, float]] = {}
    for kind, images in inputs(network, tflite.input_shape, photograph).items():
        worst[kind] = dict.fromkeys(names, 0.0)
        for image in images:
            expected = tflite.run(image)
            found = session.run(names, {"image": np.ascontiguousarray(image.transpose(0, 3, 1, 2))})
            for output, want, got in zip(network.outputs, expected, found, strict=True):
                scale = output.scale or max(1.0, float(np.abs(want).max()))
                difference = float(np.abs(want.reshape(output.shape) - got).max()) / scale
                worst[kind][output.name] = max(worst[kind][output.name], difference)
    return worst


def require_parity(name: str, measured: dict[str, dict[str, float]]) -> None:
    """Fails where a difference is above the tolerance."""
    for kind, outputs in measured.items():
        for output, difference in outputs.items():
            if not difference <= TOLERANCE:
                raise ValueError(f"{name}: {output} differs by {difference:.1e} of its scale on {kind}")
