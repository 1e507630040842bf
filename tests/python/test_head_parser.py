"""A head parser of one's own: taken where it means what the core means, else refused by name."""

import re

import films
import pytest

import swafoto
from swafoto import SwafotoError

SHIPPED = (films.ROOT / "models/head_parser.onnx").read_bytes()


def restated(old: bytes, new: bytes) -> bytes:
    """The network that ships, saying something else of the same length in its metadata, which ends the file."""
    start = SHIPPED.rindex(b"contract")
    network, metadata = SHIPPED[:start], SHIPPED[start:]
    assert len(old) == len(new) and old in metadata
    return network + metadata.replace(old, new, 1)


@pytest.fixture(scope="module")
def portrait() -> bytes:
    return films.PORTRAIT.read_bytes()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b"hat, scarf", b"scarf, hat", "class 5 is `scarf`, expected `hat`"),
        (b"head_hat, ", b" " * 10, "attribute `head_hat` is missing"),
        (b"96, 100", b"96, 108", "crop_eyes_at is `96, 108`, expected `96, 100`"),
        (b"crop_side", b"crop_edge", "lacks `crop_side`"),
    ],
)
def test_a_network_that_means_something_else_is_refused_by_name(old, new, reason):
    with pytest.raises(SwafotoError.InvalidModel) as refused:
        swafoto.Engine.with_head_parser(restated(old, new))
    assert refused.value.model == "head_parser"
    assert reason in refused.value.reason


@pytest.mark.parametrize("onnx", [b"", b"no network", SHIPPED[: SHIPPED.rindex(b"contract") - 4]])
def test_what_says_nothing_of_itself_is_refused(onnx):
    with pytest.raises(SwafotoError.InvalidModel):
        swafoto.Engine.with_head_parser(onnx)


def test_a_network_of_ones_own_judges(portrait):
    own = swafoto.Engine.with_head_parser(SHIPPED)
    assert swafoto.check(portrait, engine=own) == swafoto.check(portrait)


def test_measures_come_with_the_verdict(portrait, engine):
    policy = swafoto.Policy.preset("prakerja-2020")
    analysis = engine.analyse_file(portrait, policy)
    assert analysis.verdict == engine.judge_file(portrait, policy)
    assert analysis.measures["width"] == 512
    assert 0 <= analysis.measures["hat"] < 0.1
    yaw = next(check for check in analysis.verdict.checks if check.rule == swafoto.RuleId.HEAD_POSE_YAW)
    assert yaw.measured == analysis.measures["yaw"]


def grey(side: int) -> tuple[bytes, swafoto.PackedFormat]:
    layout = swafoto.PackedFormat(layout=swafoto.PackedLayout.RGB, width=side, height=side, row_stride=3 * side)
    return bytes([128]) * (3 * side * side), layout


def mesh_of_a_face(side: int) -> list[swafoto.Point3]:
    """The canonical face, drawn in the middle of a picture."""
    text = (films.ROOT / "core/src/face/canonical.rs").read_text()
    points = re.findall(r"\[(-?\d+\.\d+), (-?\d+\.\d+), (-?\d+\.\d+)\]", text)
    points = [[side / 40 * float(number) for number in point] for point in points]
    return [swafoto.Point3(x=side / 2 + x, y=side / 2 - y, z=-z) for x, y, z in points]


def test_a_face_whose_mesh_is_known_is_measured_and_not_looked_for(engine):
    policy = swafoto.Policy.preset("prakerja-2020")
    pixels, layout = grey(480)
    facts = swafoto.FrameFacts()
    assert engine.analyse_packed(pixels, layout, facts, policy).measures["faces"] == 0
    mesh = mesh_of_a_face(480)
    measures = engine.analyse_packed(pixels, layout, facts, policy, landmarks=mesh).measures
    assert measures["faces"] == 1
    assert measures["yaw"] == pytest.approx(0, abs=1) and "hat" in measures
    with pytest.raises(SwafotoError.InvalidFrame) as refused:
        engine.analyse_packed(pixels, layout, facts, policy, landmarks=mesh[:-1])
    assert refused.value.field == "landmarks"
