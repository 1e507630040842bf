"""One call for one photograph."""

from __future__ import annotations

import functools
import threading
from typing import Any

from ._native.swafoto import (
    Engine,
    Policy,
    Verdict,
    default_policy_name,
    hint_name,
    rule_name,
)

_loading = threading.Lock()


@functools.cache
def _engine() -> Engine:
    return Engine()


def default_engine() -> Engine:
    """The engine of this process, loaded by whoever asks first. Any number of threads may use it at once."""
    with _loading:
        return _engine()


@functools.lru_cache(maxsize=64)
def _preset(name: str) -> Policy:
    return Policy.preset(name)


def check(
    photo: bytes | bytearray | memoryview,
    policy: str | Policy | None = None,
    declared_covering: bool = False,
    engine: Engine | None = None,
) -> Verdict:
    """Judges the bytes of a JPEG or PNG file by every rule of a policy.

    The picture is turned as its EXIF orientation says. `policy` is the name of a preset, a `Policy` (such as
    `Policy.from_toml(text)`), or `None` for the default. `declared_covering` says that the person covers their head for
    faith or health: where a receipt says so, judge by it. `engine` is one of your own, such as
    `Engine.with_head_parser(onnx)`, else that of the process. The GIL is released while the photograph is judged, so threads
    judge in parallel.

    Raises `SwafotoError.UnusableFile` for bytes that are no photograph, `SwafotoError.InvalidPolicy` for an unknown
    name, and `TypeError` for arguments of other types.
    """
    if not isinstance(photo, (bytes, bytearray, memoryview)):
        raise TypeError(f"photo must be the bytes of a file, not {type(photo).__name__}")
    if policy is None:
        policy = default_policy_name()
    if isinstance(policy, str):
        policy = _preset(policy)
    elif not isinstance(policy, Policy):
        raise TypeError(f"policy must be a preset's name or a Policy, not {type(policy).__name__}")
    return (engine or default_engine()).judge_file(bytes(photo), policy, declared_covering)


def as_dict(verdict: Verdict) -> dict[str, Any]:
    """The verdict in plain types, with the keys and names of `swafoto check --json`."""

    def limit(bounds) -> dict[str, float]:
        pairs = (("min", bounds.min), ("max", bounds.max))
        return {name: value for name, value in pairs if value is not None}

    return {
        "accepted": verdict.accepted,
        "hint": None if verdict.hint is None else hint_name(verdict.hint),
        "checks": [
            {
                "rule": rule_name(check.rule),
                "status": check.status.name.lower(),
                "measured": check.measured,
                "limit": limit(check.limit),
                "unit": check.unit.name.lower().replace("_", "-"),
            }
            for check in verdict.checks
        ],
    }
