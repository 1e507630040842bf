"""What ends a program ends it from within a callback, too.

The app's code runs inside of a call into the library, which knows errors but not `KeyboardInterrupt` or `SystemExit`: ctypes prints
those and goes on. Here they wait until the call is back in Python, on the same thread, and are raised there.
"""

from __future__ import annotations

import threading
from typing import Any


class _Thread(threading.local):
    """How many calls into the library a thread is in, and what ended the callback of which of them."""

    depth = 0
    ending: BaseException | None = None
    ended_at = 0


def mend_callbacks(native: Any) -> None:
    """Wraps the way into the library and the way back out of it."""
    thread = _Thread()
    call_rust = native._uniffi_rust_call_with_error

    def rust_call(error_converter: Any, function: Any, *arguments: Any) -> Any:
        thread.depth += 1
        result = None
        try:
            result = call_rust(error_converter, function, *arguments)
        finally:
            thread.depth -= 1
            # Calls that come on the way back, such as for the memory of an error's text, leave it alone.
            if thread.ending is not None and thread.ended_at > thread.depth:
                ending, thread.ending = thread.ending, None
                if isinstance(result, native._UniffiRustBuffer):
                    result.free()
                raise ending from None
        return result

    def held(make_call: Any) -> Any:
        def call() -> Any:
            try:
                return make_call()
            except Exception:
                raise
            except BaseException as ending:
                thread.ending, thread.ended_at = ending, thread.depth
                raise RuntimeError(f"{type(ending).__name__} in a callback") from None

        return call

    def wrapped(call_app: Any) -> Any:
        return lambda status, make_call, *more: call_app(status, held(make_call), *more)

    native._uniffi_rust_call_with_error = rust_call
    for name in ("_uniffi_trait_interface_call", "_uniffi_trait_interface_call_with_error"):
        setattr(native, name, wrapped(getattr(native, name)))
