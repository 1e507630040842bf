"""Frames and files from whatever holds bytes: `bytes`, `bytearray`, `memoryview`, `mmap`, an array of NumPy's.

They are read where they lie. The generated code takes `bytes` alone for what the library borrows, and for what it keeps counts the
items of a buffer where it should count bytes.
"""

from __future__ import annotations

import ctypes
from typing import Any

# UniFFI's lengths are 32 bits wide and signed; ctypes would cut a larger one off in silence.
_LONGEST = 2**31 - 1

# Formats of items that are bytes.
_OF_BYTES = ("B", "c", "<B", "=B", "@B", ">B")


class _PyBuffer(ctypes.Structure):
    """CPython's `Py_buffer`."""

    _fields_ = [
        ("buf", ctypes.c_void_p),
        ("obj", ctypes.c_void_p),
        ("len", ctypes.c_ssize_t),
        ("itemsize", ctypes.c_ssize_t),
        ("readonly", ctypes.c_int),
        ("ndim", ctypes.c_int),
        ("format", ctypes.c_void_p),
        ("shape", ctypes.c_void_p),
        ("strides", ctypes.c_void_p),
        ("suboffsets", ctypes.c_void_p),
        ("internal", ctypes.c_void_p),
    ]


_get_buffer = ctypes.pythonapi.PyObject_GetBuffer
_get_buffer.argtypes = (ctypes.py_object, ctypes.POINTER(_PyBuffer), ctypes.c_int)
_get_buffer.restype = ctypes.c_int
_release_buffer = ctypes.pythonapi.PyBuffer_Release
_release_buffer.argtypes = (ctypes.POINTER(_PyBuffer),)
_release_buffer.restype = None


def mend_buffers(native: Any) -> None:
    """Has the generated converters take any buffer of bytes."""
    borrowed, kept = native._UniffiFfiConverterByRefBytes, native._UniffiFfiConverterBytes
    foreign_bytes, pointer = native._UniffiForeignBytes, ctypes.POINTER(ctypes.c_char)
    lower_bytes, write_bytes = borrowed.lower, kept.write

    def lower(value: Any) -> Any:
        if type(value) is bytes:
            return lower_bytes(value)
        # While it lives, what it shows can be neither freed nor moved; the call holds it by what is returned.
        view = memoryview(value)
        lowered = foreign_bytes(len=view.nbytes)
        lowered.view = view
        if view.nbytes:
            lowered.data = ctypes.cast(_address(view), pointer)
        return lowered

    def write(value: Any, buffer: Any) -> None:
        write_bytes(bytes(value), buffer)

    for converter in (borrowed, kept):
        converter.check_lower = staticmethod(check_bytes)
    borrowed.lower = staticmethod(lower)
    kept.write = staticmethod(write)


def check_bytes(value: Any) -> None:
    """Raises `TypeError` for what holds no bytes, `ValueError` for bytes that do not lie in one piece or are too many."""
    if type(value) is bytes:
        length = len(value)
    else:
        try:
            view = memoryview(value)
        except TypeError:
            raise TypeError(f"bytes are needed, not {type(value).__name__}") from None
        if view.format not in _OF_BYTES:
            raise TypeError(f"bytes are needed, not items of the format {view.format!r}")
        if not view.c_contiguous:
            raise ValueError("the bytes must lie in one piece: copy them first, with NumPy by `ascontiguousarray`")
        length = view.nbytes
    if length > _LONGEST:
        raise ValueError(f"{length} bytes are too many, at most {_LONGEST} cross at once")


def _address(view: memoryview) -> int:
    shown = _PyBuffer()
    _get_buffer(view, ctypes.byref(shown), 0)
    address: int = shown.buf
    _release_buffer(ctypes.byref(shown))
    return address
