"""Frames and files come as any buffer of bytes, and are read where they lie."""

import ctypes
import mmap
from array import array

import films
import pytest

import swafoto
from swafoto._native import swafoto as native


def address_of(view: memoryview) -> int:
    return ctypes.addressof(ctypes.c_char.from_buffer(view))


def holders(photo: bytes):
    yield "bytearray", bytearray(photo)
    yield "view", memoryview(photo)
    yield "writable view", memoryview(bytearray(photo))
    yield "part of a view", memoryview(b"before" + photo + b"after")[6:-5]
    yield "array", array("B", photo)
    rows = memoryview(photo + bytes(-len(photo) % 4)).cast("B", (4, (len(photo) + 3) // 4))
    yield "a view of rows", rows
    mapped = mmap.mmap(-1, len(photo))
    mapped.write(photo)
    yield "mapped memory", mapped


PHOTO = films.PORTRAIT.read_bytes()


@pytest.mark.parametrize("holder", [holder for _, holder in holders(PHOTO)], ids=[name for name, _ in holders(PHOTO)])
def test_a_photograph_in_any_buffer(holder):
    assert swafoto.check(holder) == swafoto.check(PHOTO)


@pytest.mark.parametrize(
    "holder", [bytearray(b"abc"), array("B", b"abc"), memoryview(bytearray(b"0abc"))[1:], memoryview(b"0abc")[1:]]
)
def test_nothing_is_copied(holder):
    if not hasattr(native, "probe_address"):
        pytest.skip("a library that ships has no probe")
    assert native.probe_first_byte(holder) == ord("a")
    view = memoryview(holder)
    if not view.readonly:
        assert native.probe_address(holder) == address_of(view)
    else:
        whole = view.obj
        assert native.probe_address(holder) == ctypes.cast(ctypes.c_char_p(whole), ctypes.c_void_p).value + 1


def test_nothing_is_held_after_the_call():
    photo = bytearray(PHOTO)
    swafoto.check(photo)
    photo.append(0)  # BufferError while anybody holds it.


@pytest.mark.parametrize(
    "nothing", [b"", bytearray(), memoryview(b""), memoryview(b"abc")[3:]], ids=["bytes", "array", "view", "end"]
)
def test_a_buffer_of_nothing(nothing):
    with pytest.raises(swafoto.SwafotoError.UnusableFile) as empty:
        swafoto.check(nothing)
    assert empty.value.fault == swafoto.FileFault.EMPTY


@pytest.mark.parametrize(
    ("wrong", "error", "words"),
    [
        ("photo.jpg", TypeError, "not str"),
        (None, TypeError, "not NoneType"),
        ([1, 2], TypeError, "not list"),
        (array("f", [1, 2]), TypeError, "items of the format 'f'"),
        (array("b", [1, 2]), TypeError, "items of the format 'b'"),
        (memoryview(bytes(8))[::2], ValueError, "in one piece"),
        (memoryview(bytes(8))[::-1], ValueError, "in one piece"),
    ],
)
def test_what_is_no_row_of_bytes(engine, wrong, error, words):
    facts, policy = swafoto.FrameFacts(), swafoto.Policy.preset("prakerja-2020")
    layout = swafoto.PackedFormat(layout=swafoto.PackedLayout.RGBA, width=1, height=1, row_stride=4)
    for call in (
        lambda: swafoto.check(wrong),
        lambda: engine.judge_packed(wrong, layout, facts, policy),
        lambda: swafoto.Engine.with_head_parser(wrong),
    ):
        with pytest.raises(error, match=words):
            call()


def test_more_bytes_than_cross_at_once_are_refused():
    with mmap.mmap(-1, 2**31) as mapped, pytest.raises(ValueError, match="too many"):
        swafoto.check(mapped)


def test_a_network_in_any_buffer():
    network = (films.ROOT / "models/head_parser.onnx").read_bytes()
    for holder in (bytearray(network), memoryview(network), memoryview(b"0" + network)[1:]):
        assert swafoto.Engine.with_head_parser(holder)
