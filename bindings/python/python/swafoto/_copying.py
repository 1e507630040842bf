"""What copying and pickling mean for what the native library made.

An object of the library is a pointer into this process's memory. Python would copy the pointer: two owners who both free it, or an
owner in another process where it points at nothing. So a policy travels as its text, and everything else refuses.
"""

from __future__ import annotations

import inspect
from typing import Any, NoReturn

# What to do instead. An object that is not named here refuses all the same.
_INSTEAD = {
    "Engine": "let each process load its own: `swafoto.check` does, or call `Engine()` there",
    "SelfieFlow": "a flow stays in the process that began it; send its turns",
    "SelfieSession": "a session stays in the process that began it; send its updates",
    "Capture": "send `jpeg()` and what `sign(...)` gives",
}


def objects(native: Any) -> list[tuple[str, Any]]:
    """The classes whose instances hold a pointer of the library, by name."""
    classes = inspect.getmembers(native, inspect.isclass)
    return [(name, cls) for name, cls in classes if "_uniffi_make_instance" in vars(cls)]


def mend_objects(native: Any) -> None:
    """Gives each class whose instances hold a pointer of the library an answer to `copy` and `pickle`."""
    for name, cls in objects(native):
        instead = _INSTEAD.get(name, "make another where it is needed")
        cls.__reduce__ = _policy_as_text if name == "Policy" else _refusal(name, instead)
        # A pickle of another version might still hold a pointer.
        cls.__setstate__ = _refusal(name, instead)


def mend_errors(native: Any) -> None:
    """Errors come back from another process as they were, and each of them says something."""
    base = native.SwafotoError
    base.__str__ = _message
    for variant in base.__subclasses__():
        fields = tuple(inspect.signature(variant).parameters)
        variant.__reduce__ = _by_fields(fields)


def _policy_as_text(policy: Any) -> tuple[Any, ...]:
    return type(policy).from_toml, (policy.resolved_text(),)


def _refusal(name: str, instead: str) -> Any:
    def refuse(self: object, state: object = None) -> NoReturn:
        raise TypeError(f"{name} holds memory of this process and cannot be copied or pickled: {instead}")

    return refuse


def _by_fields(fields: tuple[str, ...]) -> Any:
    def reduce(self: Any) -> tuple[Any, ...]:
        return type(self), tuple(getattr(self, field) for field in fields)

    return reduce


def _message(error: Exception) -> str:
    said = Exception.__str__(error)
    if said:
        return said
    # An error without fields: what its documentation says of it, which `python -OO` leaves out.
    words = (type(error).__doc__ or "").split("\n\n")[0]
    return " ".join(words.split()) or type(error).__name__
