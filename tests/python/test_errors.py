"""What is wrong has a type and names itself, and costs nothing but the call."""

import films
import pytest

import swafoto
from swafoto import SwafotoError

SECOND = 1_000_000_000


@pytest.fixture
def film():
    return films.preview("perfect")


@pytest.fixture
def first(film):
    return next(film)


@pytest.fixture
def session(engine, perfect):
    return swafoto.SelfieSession(engine, perfect.policy, swafoto.SessionRequest())


def refused_field(call) -> str:
    with pytest.raises(SwafotoError.InvalidFrame) as refused:
        call()
    return refused.value.field


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("y plane", {"y_row_stride": 10}),
        ("u plane", {"u_pixel_stride": 0}),
        ("v plane", {"v_row_stride": 2**32 - 1}),
        ("width", {"width": 0}),
        ("height", {"height": 2**31}),
    ],
)
def test_formats_that_contradict_the_bytes(session, film, first, field, changes):
    look = lambda **changes: session.preview_yuv420(*first, film.format(**changes), swafoto.FrameFacts(), 0)  # noqa: E731
    look()
    assert refused_field(lambda: look(**changes)) == field
    look()


def test_planes_of_another_length(session, film, first):
    facts = swafoto.FrameFacts()
    for y in (b"", first[0][:-1]):
        call = lambda y=y: session.preview_yuv420(y, first[1], first[2], film.format(), facts, 0)  # noqa: E731
        assert refused_field(call) == "y plane"


def test_frames_that_contradict_each_other(session, film, first):
    facts = swafoto.FrameFacts()
    session.preview_yuv420(*first, film.format(), facts, 2 * SECOND)
    earlier = lambda at: session.preview_yuv420(*first, film.format(), facts, at)  # noqa: E731
    assert refused_field(lambda: earlier(SECOND)) == "timestamp"
    assert refused_field(lambda: earlier(-1)) == "timestamp"
    cropped = film.format(height=film.height - 2)
    assert refused_field(lambda: session.preview_yuv420(*first, cropped, facts, 3 * SECOND)) == "size"
    turned = swafoto.FrameFacts(rotation=45)
    assert refused_field(lambda: session.preview_yuv420(*first, film.format(), turned, 3 * SECOND)) == "rotation"
    session.camera_changed()
    session.preview_yuv420(*first, cropped, facts, 3 * SECOND)


def test_stills_that_do_not_belong(session, film, first):
    planes, layout = films.still("perfect")
    with pytest.raises(SwafotoError.UnexpectedStill):
        session.still_yuv420(*planes, layout, swafoto.FrameFacts(), 0)
    for attempt in range(2):
        for index in range(1, 300):
            at = (attempt * 300 + index) * SECOND // 30
            if session.preview_yuv420(*first, film.format(), swafoto.FrameFacts(), at).capture:
                break
        if attempt == 0:
            with pytest.raises(SwafotoError.UnexpectedStill, match="pixels"):
                session.still_yuv420(*planes, layout, swafoto.FrameFacts(rotation=90), at)
    accepted = session.still_yuv420(*planes, layout, swafoto.FrameFacts(), at)
    assert accepted.state == swafoto.State.ACCEPTED


@pytest.mark.parametrize("text", ["colour = 'green'", "not toml at all [", ""])
def test_policies_that_make_no_sense(text):
    with pytest.raises(SwafotoError.InvalidPolicy):
        swafoto.Policy.from_toml(text)


def test_an_unknown_preset_names_those_there_are():
    with pytest.raises(SwafotoError.InvalidPolicy, match=swafoto.default_policy_name()):
        swafoto.Policy.preset("none")


def test_panics_are_errors():
    from swafoto._native import swafoto as native

    with pytest.raises(SwafotoError.Internal) as defect:
        native.probe_panic()
    assert defect.value.reason == "asked for by a test"
