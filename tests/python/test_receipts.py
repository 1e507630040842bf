"""A server holds what a key has signed against the policy that it asked for."""

import json

import films
import pytest

import swafoto


@pytest.fixture
def receipt(engine, perfect) -> dict:
    return json.loads(films.Replay(engine, perfect).session.take_capture().receipt())


def test_a_receipt_fits_the_policy_that_judged(receipt, perfect):
    assert perfect.policy.contradictions(json.dumps(receipt)) == []


def test_what_contradicts_the_policy_is_said(receipt, perfect):
    [other] = swafoto.Policy.preset("ektp").contradictions(json.dumps(receipt))
    assert receipt["policy"]["sha256"] in other
    yaw = next(check for check in receipt["checks"] if check["rule"] == "head-pose-yaw")
    yaw["measured"] = 999
    receipt["models"] = []
    beyond, *unnamed = perfect.policy.contradictions(json.dumps(receipt))
    assert beyond == "head-pose-yaw passed with 999" and len(unnamed) == 7


def test_what_is_no_receipt_is_refused(perfect):
    with pytest.raises(swafoto.SwafotoError.Receipt, match="not that of a receipt"):
        perfect.policy.contradictions("{}")
