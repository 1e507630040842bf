"""One call for one photograph."""

from __future__ import annotations

import functools
import os
import threading
from typing import TYPE_CHECKING, Any

from ._buffers import check_bytes
from ._native.swafoto import Limit, Verdict, default_policy_name, hint_name, rule_name
from ._objects import Engine, Policy

if TYPE_CHECKING:
    from typing_extensions import Buffer

_loading = threading.Lock()


def _forked() -> None:
    """Whoever was loading in the parent is not there to let go of the lock."""
    global _loading
    _loading = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)


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
    photo: Buffer,
    policy: str | Policy | None = None,
    declared_covering: bool = False,
    engine: Engine | None = None,
) -> Verdict:
    """Judges the bytes of a JPEG or PNG file by every rule of a policy.

    `photo` is anything that holds bytes in one piece: `bytes`, `bytearray`, `memoryview`, `mmap`, an array of NumPy's. The
    picture is turned as its EXIF orientation says. `policy` is the name of a preset, a `Policy` (such as
    `Policy.from_toml(text)`), or `None` for the default. `declared_covering` says that the person covers their head for
    faith or health: where a receipt says so, judge by it. `engine` is one of your own, such as
    `Engine.with_head_parser(onnx)`, else that of the process. The GIL is released while the photograph is judged, so threads
    judge in parallel, and processes, as everything that is taken and given can be pickled but an engine of your own.

    Raises `SwafotoError.UnusableFile` for bytes that are no photograph, `SwafotoError.InvalidPolicy` for an unknown
    name, `TypeError` for arguments of other types, and `ValueError` for bytes in pieces or of 2 GiB and more.
    """
    check_bytes(photo)
    if policy is None:
        policy = default_policy_name()
    if isinstance(policy, str):
        policy = _preset(policy)
    elif not isinstance(policy, Policy):
        raise TypeError(f"policy must be a preset's name or a Policy, not {type(policy).__name__}")
    return (engine or default_engine()).judge_file(photo, policy, declared_covering)


def as_dict(verdict: Verdict) -> dict[str, Any]:
    """The verdict in plain types, with the keys and names of `swafoto check --json`."""

    def limit(bounds: Limit) -> dict[str, float]:
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
