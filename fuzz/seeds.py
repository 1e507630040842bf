#!/usr/bin/env python3
"""Writes the seeds that are not files of this repository already: small ones of every kind that a target reads.

    pip install cryptography numpy onnx pillow
    python fuzz/seeds.py

They are committed; this says how they came about.
"""

import base64
import io
import json
import struct
from pathlib import Path

import numpy as np
import onnx
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from onnx import TensorProto, helper, numpy_helper
from PIL import Image

HERE = Path(__file__).parent
ROOT = HERE.parent


def write(target: str, name: str, seed: bytes) -> None:
    folder = HERE / "seeds" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(seed)


def policies() -> None:
    # The presets are seeds, too (xtask/src/fuzz.rs).
    write("policies", "over-a-base", b'base = "icao-9303"\nid = "own"\ntitle = "Own"\n[rules]\nhat = false\n')
    covering = b'[covering]\nscarf-odds = 2\nleast-scarf = 0.5\n[session]\nhold-s = 1\n[photo]\nwidth = 480\n'
    write("policies", "covered", b'head-covering = ["hijab"]\nid = "a"\ntitle = "A"\nears = "one"\n' + covering)


def receipts() -> None:
    # src/receipt.rs has the same key, and expects the same signatures.
    key = ec.derive_private_key(int.from_bytes(bytes([7] * 32)), ec.SECP256R1())
    content = {
        "checks": [
            {"limit": {"min": 90.0}, "measured": 151.5, "rule": "inter-eye-distance", "status": "pass", "unit": "pixels"},
            {"limit": {"max": 0.1}, "measured": None, "rule": "hat", "status": "waived", "unit": "share"},
        ],
        "compliant": True,
        "declared_covering": "person",
        "models": [{"name": "head_parser", "sha256": "0" * 64}],
        "nonce": "n\u00f6nce",
        "photo": {"bytes": 1, "height": 640, "sha256": "0" * 64, "width": 480},
        "policy": {"id": "icao-9303", "sha256": "0" * 64},
        "receipt": 2,
        "sdk_version": "0.1.0",
        "still": {"height": 1280, "width": 960},
    }

    def encode(part: bytes) -> str:
        return base64.urlsafe_b64encode(part).rstrip(b"=").decode()

    payload = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    write("receipts", "bare.json", payload)
    for name, header in (
        ("signed", {"alg": "ES256", "typ": "swafoto-receipt+jws"}),
        ("named", {"alg": "ES256", "crit": ["b64"], "kid": "key", "typ": "swafoto-receipt+jws"}),
    ):
        signed = f"{encode(json.dumps(header).encode())}.{encode(payload)}"
        der = key.sign(signed.encode(), ec.ECDSA(SHA256(), deterministic_signing=True))
        numbers = b"".join(number.to_bytes(32) for number in decode_dss_signature(der))
        write("receipts", name, f"{signed}.{encode(numbers)}".encode())


def y4m() -> None:
    frame = b"FRAME\n" + bytes(range(24))
    write("y4m", "plain", b"YUV4MPEG2 W4 H4 F30:1 Ip A1:1 C420jpeg\n" + 2 * frame)
    write("y4m", "odd", b"YUV4MPEG2 W3 H3 F30000:1001 C420mpeg2 XCOLORRANGE=FULL\nFRAME Ip\n" + bytes(17))
    write("y4m", "unknown", b"YUV4MPEG2 W4 H4 F0:0 I? C420\n" + frame)


def frames() -> None:
    # src/frames.rs reads: kind, width, height, six strides, turn, mirrored, a map, a corner, two slices, the rest.
    def size(number: int) -> bytes:
        return bytes([0, number])

    near = struct.pack("<I", 1 | (130 << 24))  # Some pixels into the picture.
    for kind, strides, planes in (
        (0, (32, 0, 0, 0, 0, 0), (0, 0, 256)),
        (2, (26, 0, 0, 0, 0, 0), (0, 0, 208)),
        (3, (8, 8, 0, 0, 0, 0), (64, 0, 32)),
        (68, (9, 10, 0, 0, 0, 0), (72, 0, 40)),
        (197, (8, 1, 4, 1, 8, 2), (64, 16, 32)),
    ):
        head = bytes([kind]) + size(8) + size(8) + b"".join(map(size, strides)) + bytes([kind % 4, kind % 2]) + 8 * near
        first, second, rest = planes
        body = size(first) + bytes(range(first)) + size(second) + bytes(range(second)) + bytes(rest)
        write("frames", f"kind-{kind}", head + body)


def pictures() -> None:
    face = Image.open(ROOT / "tests/fixtures/astronaut.jpg").convert("RGB").resize((40, 48))

    def encoded(picture: Image.Image, form: str, **options) -> bytes:
        file = io.BytesIO()
        picture.save(file, form, **options)
        return file.getvalue()

    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8769).update({0x8827: 100, 0x829A: 0.01, 0x829D: 2.2})
    for name, picture, options in (
        ("baseline", face, {}),
        ("progressive", face, {"progressive": True}),
        ("grey", face.convert("L"), {}),
        ("cmyk", face.convert("CMYK"), {}),
        ("whole-colour", face, {"subsampling": 0}),
        ("restarts", face, {"restart_marker_rows": 1}),
        ("turned", face, {"exif": exif}),
    ):
        write("jpeg", name, encoded(picture, "JPEG", quality=30, **options)[3:])
    deep = Image.fromarray(np.asarray(face.convert("L"), dtype=np.uint16) * 257)
    for name, picture, options in (
        ("colour", face, {}),
        ("alpha", face.convert("RGBA"), {}),
        ("grey", face.convert("L"), {}),
        ("grey-alpha", face.convert("LA"), {}),
        ("palette", face.quantize(16), {"transparency": 3}),
        ("bits", face.convert("1"), {}),
        ("deep", deep, {}),
        ("turned", face.convert("L"), {"exif": exif}),
    ):
        write("png", name, encoded(picture, "PNG", **options)[8:])


def networks() -> None:
    random = np.random.default_rng(7)

    def weights(name: str, *shape: int) -> TensorProto:
        return numpy_helper.from_array(random.standard_normal(shape).astype(np.float32), name)

    def constant(name: str, values: list, kind=np.int64) -> TensorProto:
        return numpy_helper.from_array(np.array(values, kind), name)

    def save(name: str, nodes: list, constants: list, metadata: dict[str, str] | None = None) -> None:
        source = helper.make_tensor_value_info("in", TensorProto.FLOAT, [1, 3, 8, 8])
        graph = helper.make_graph(nodes, name, [source], [onnx.ValueInfoProto(name="out")], constants)
        model = helper.make_model(graph)
        for key, value in (metadata or {}).items():
            model.metadata_props.add(key=key, value=value)
        write("onnx", name, model.SerializeToString())

    node = helper.make_node
    save(
        "convolution",
        [
            node("Conv", ["in", "w", "b"], ["x"], pads=[1, 1, 1, 1], strides=[2, 2], kernel_shape=[3, 3]),
            node("Relu", ["x"], ["out"]),
        ],
        [weights("w", 4, 3, 3, 3), weights("b", 4)],
        {"contract": "1", "crop_side": "256"},
    )
    save(
        "depthwise",
        [
            node("Conv", ["in", "w", "b"], ["x"], pads=[1, 1, 1, 1], group=3, kernel_shape=[3, 3]),
            node("PRelu", ["x", "s"], ["out"]),
        ],
        [weights("w", 3, 1, 3, 3), weights("b", 3), weights("s", 3, 1, 1)],
    )
    save(
        "dilated",
        [node("Conv", ["in", "w", "b"], ["out"], pads=[2, 2, 2, 2], dilations=[2, 2])],
        [weights("w", 2, 3, 3, 3), weights("b", 2)],
    )
    save(
        "up-and-down",
        [
            node("MaxPool", ["in"], ["x"], kernel_shape=[2, 2], strides=[2, 2]),
            node("Resize", ["x", "", "s"], ["y"], mode="linear", coordinate_transformation_mode="half_pixel"),
            node(
                "Resize",
                ["x", "", "s"],
                ["z"],
                mode="nearest",
                coordinate_transformation_mode="asymmetric",
                nearest_mode="floor",
            ),
            node("Add", ["y", "z"], ["a"]),
            node("Mul", ["a", "c"], ["m"]),
            node("Sub", ["m", "in"], ["out"]),
        ],
        [constant("s", [1, 1, 2, 2], np.float32), weights("c", 3, 1, 1)],
    )
    save(
        "shapes",
        [
            node("Pad", ["in", "p"], ["x"], mode="constant"),
            node("Concat", ["x", "x"], ["y"], axis=1),
            node("Transpose", ["y"], ["z"], perm=[0, 2, 3, 1]),
            node("Reshape", ["z", "r"], ["out"]),
        ],
        [constant("p", [0, 1, 0, 0, 0, 0, 0, 0]), constant("r", [1, -1, 8])],
    )
    save(
        "depth",
        [
            node("Concat", ["in", "c"], ["x"], axis=1),
            node("DepthToSpace", ["x"], ["out"], blocksize=2, mode="CRD"),
        ],
        [weights("c", 1, 1, 8, 8)],
    )
    halves = numpy_helper.from_array(random.standard_normal((5, 192)).astype(np.float16), "h")
    save(
        "product",
        [
            node("Cast", ["h"], ["w"], to=TensorProto.FLOAT),
            node("Constant", [], ["b"], value=weights("", 5)),
            node("Flatten", ["in"], ["x"], axis=1),
            node("Gemm", ["x", "w", "b"], ["out"], transB=1),
        ],
        [halves],
    )


for write_seeds in (policies, receipts, y4m, frames, pictures, networks):
    write_seeds()
