"""Every film of tests/cases ends as its case says, seen from Python."""

import films
import pytest


@pytest.mark.parametrize("name", films.names())
def test_ends_as_it_should(engine, name):
    case = films.case(name)
    expect = case.expect
    run = films.Replay(engine, case)
    assert run.ending == expect["end"]
    assert run.states == expect["states"]
    assert run.reasons == expect.get("reasons", [])
    hints = iter(run.hints)
    assert all(wanted in hints for wanted in expect.get("hints", [])), run.hints
    assert not set(run.hints) & set(expect.get("never", []))
    if expect.get("asked_before_s") is None:
        assert run.asked_ns is None
    else:
        assert run.asked_ns is not None and run.asked_ns <= expect["asked_before_s"] * 1e9
    if expect.get("verdict"):
        assert run.still_verdict.accepted == expect["verdict"]["accepted"]
    capture = run.session.take_capture()
    assert (capture is not None and capture.compliant()) == (expect["end"] == "accepted")
