"""Records say what they hold, compare with anything, and are dataclasses."""

import dataclasses
import inspect

import films
import pytest

import swafoto
from swafoto._native import swafoto as native

RECORDS = [record for _, record in inspect.getmembers(native, dataclasses.is_dataclass)]


def any_of(record):
    return record(**dict.fromkeys(inspect.signature(record).parameters))


@pytest.mark.parametrize("record", RECORDS)
def test_every_record_shows_and_compares_all_its_fields(record):
    one, other = any_of(record), any_of(record)
    fields = list(inspect.signature(record).parameters)
    assert fields and [field.name for field in dataclasses.fields(record)] == fields
    assert all(f"{field}=" in repr(one) for field in fields) and str(one) == repr(one)
    assert one == other and one != None and one != 7  # noqa: E711
    for field in fields:
        assert dataclasses.replace(one, **{field: "another"}) != one


def test_a_verdict_says_what_it_is():
    verdict = swafoto.check(films.PORTRAIT.read_bytes())
    assert repr(verdict).startswith(f"Verdict(accepted={verdict.accepted}, hint=")
    assert "Check(rule=<RuleId." in repr(verdict)
    assert dataclasses.asdict(verdict)["checks"][0]["rule"] == verdict.checks[0].rule
