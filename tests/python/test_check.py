"""One call for one photograph, as a server makes it."""

import hashlib
import json
import pickle
import subprocess

import films
import pytest

import swafoto
from swafoto import FileFault, SwafotoError


@pytest.fixture(scope="module")
def portrait() -> bytes:
    return films.PORTRAIT.read_bytes()


def test_a_photograph_is_judged(portrait):
    verdict = swafoto.check(portrait, "prakerja-2020")
    assert isinstance(verdict, swafoto.Verdict)
    rules = [rule.rule for rule in swafoto.Policy.preset("prakerja-2020").rules()]
    assert [check.rule for check in verdict.checks] == rules
    assert verdict == swafoto.check(bytearray(portrait)) == swafoto.check(memoryview(portrait), None)
    assert verdict == pickle.loads(pickle.dumps(verdict))


def test_a_policy_of_ones_own(portrait):
    text = (films.ROOT / "core/policies/icao-9303.toml").read_text()
    own = swafoto.Policy.from_toml(text)
    assert swafoto.check(portrait, own) == swafoto.check(portrait, "icao-9303")
    assert own.sha256() == hashlib.sha256(own.resolved_text().encode()).hexdigest()
    assert swafoto.Policy.from_toml(own.resolved_text()).sha256() == own.sha256()


def test_a_policy_over_a_base(portrait):
    own = swafoto.Policy.from_toml(
        'base = "icao-9303"\nid = "own"\ntitle = "Own"\n[rules]\nbackground-uniformity = false'
    )
    rules = [check.rule for check in swafoto.check(portrait, "icao-9303").checks]
    rules.remove(swafoto.RuleId.BACKGROUND_UNIFORMITY)
    assert [check.rule for check in swafoto.check(portrait, own).checks] == rules


def test_a_declared_covering_is_judged_by_its_rules(portrait):
    def outline(**declared):
        checks = swafoto.check(portrait, "prakerja-2020", **declared).checks
        return next(check.status for check in checks if check.rule == swafoto.RuleId.FACE_OUTLINE)

    # Without a covering there is no outline to keep free.
    assert outline() == outline(declared_covering=False) == swafoto.Status.WAIVED
    assert outline(declared_covering=True) != swafoto.Status.WAIVED


def test_the_plain_form_is_that_of_the_command(portrait):
    told = json.loads(json.dumps(swafoto.as_dict(swafoto.check(portrait))))
    command = films.ROOT / "target/debug/swafoto"
    if not command.exists():
        pytest.skip("the command is not built")
    run = subprocess.run([command, "check", "--json", films.PORTRAIT], capture_output=True, text=True)
    of_command = json.loads(run.stdout)
    assert told["hint"] == of_command["hint"]
    for ours, theirs in zip(told["checks"], of_command["checks"], strict=True):
        assert ours["rule"] == theirs["rule"]
        assert ours["status"] == theirs["status"]
        assert ours["unit"] == theirs["unit"]
        assert ours["limit"] == pytest.approx(theirs["limit"])


@pytest.mark.parametrize(
    ("fault", "photo"),
    [
        (FileFault.EMPTY, lambda good: b""),
        (FileFault.FORMAT, lambda good: b"GIF89a"),
        (FileFault.TRUNCATED, lambda good: good[: len(good) // 2]),
        (FileFault.DAMAGED, lambda good: good[: len(good) // 2] + good[len(good) // 2 + 900 :]),
        (FileFault.DAMAGED, lambda good: b"\xff\xd8\xff\xda\x00\x02\xff\xd9"),
    ],
)
def test_what_is_no_photograph_says_why(portrait, fault, photo):
    with pytest.raises(SwafotoError.UnusableFile) as unusable:
        swafoto.check(photo(portrait))
    assert unusable.value.fault == fault
    assert unusable.value.reason


@pytest.mark.parametrize(("photo", "policy"), [("path.jpg", None), (None, None), (b"", 7)])
def test_arguments_of_the_wrong_type(photo, policy):
    with pytest.raises(TypeError):
        swafoto.check(photo, policy)


def test_an_unknown_policy_is_refused(portrait):
    with pytest.raises(SwafotoError.InvalidPolicy):
        swafoto.check(portrait, "none")
