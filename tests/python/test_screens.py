"""What a phone shows of every film and in every state is what `tests/screens` says, seen from Python."""

import films
import phone
import pytest
import swafoto

SCREENS = films.ROOT / "tests/screens"


@pytest.mark.parametrize("name", films.names())
def test_a_film_shows_what_it_should(engine, name):
    expected = (SCREENS / "films" / f"{name}.txt").read_text()
    assert phone.watch(engine, films.case(name)).splitlines() == expected.splitlines()


def test_every_state_shows_what_it_should(engine):
    script = (SCREENS / "states.script").read_text()
    assert phone.play(engine, script).splitlines() == (SCREENS / "states.txt").read_text().splitlines()


def test_a_platform_is_a_page():
    lines = (films.ROOT / "tests/python/phone.py").read_text().splitlines()
    assert len(lines) <= 150


def test_an_outcome_is_handed_over_once(engine):
    flow = swafoto.SelfieFlow(
        swafoto.FlowRequest(policy=swafoto.PolicyChoice.PRESET(name="no such"), session=swafoto.SessionRequest()), engine
    )
    flow.tell(swafoto.Event.SHOWN(), 0)
    flow.tell(swafoto.Event.OPENED(still_size=None), 0)
    turn = flow.tell(swafoto.Event.BACK(), 0)
    assert swafoto.Command.FINISH in turn.commands
    outcome = flow.take_outcome()
    assert isinstance(outcome, swafoto.Outcome.FAILED) and "no such" in outcome.reason
    assert flow.take_outcome() is None
