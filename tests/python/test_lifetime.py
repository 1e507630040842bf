"""Objects live as long as they should, and no longer; any thread may call anything."""

import ctypes
import gc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import films
import pytest

import swafoto
from swafoto import SwafotoError
from swafoto._native import swafoto as native


def resident_megabytes() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) // 1024


def test_use_after_release_is_refused(engine, perfect):
    run = films.Replay(engine, perfect)
    capture = run.session.take_capture()
    for _ in range(2):
        run.session.release()
        capture.release()
    for call in (run.session.cancel, run.session.state, run.session.take_capture, capture.jpeg, capture.receipt):
        with pytest.raises(SwafotoError.Released):
            call()


def test_with_releases_whatever_happens_within(engine, perfect):
    with films.Replay(engine, perfect).session as session:
        capture = session.take_capture()
    with pytest.raises(ZeroDivisionError), capture as same:
        assert same is capture
        raise ZeroDivisionError
    for call in (session.state, capture.jpeg):
        with pytest.raises(SwafotoError.Released, match="was released"):
            call()


def test_a_thousand_sessions_leave_nothing_behind(engine, perfect):
    film = films.preview("perfect")
    first, layout = next(film), film.format()

    def sessions(count):
        for _ in range(count):
            session = swafoto.SelfieSession(engine, perfect.policy, swafoto.SessionRequest())
            session.preview_yuv420(*first, layout, swafoto.FrameFacts(), 0)

    gc.collect()
    before = native.probe_live_objects()
    sessions(200)
    resident = resident_megabytes()
    sessions(800)
    gc.collect()
    assert native.probe_live_objects() == before
    assert resident_megabytes() - resident < 16


def test_one_session_takes_one_frame_at_a_time(engine, perfect):
    film = films.preview("perfect")
    first, layout = next(film), film.format()
    session = swafoto.SelfieSession(engine, perfect.policy, swafoto.SessionRequest())

    def look(_):
        try:
            session.preview_yuv420(*first, layout, swafoto.FrameFacts(), 0)
            return "judged"
        except SwafotoError.Busy:
            return "busy"

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(look, range(200)))
    assert set(outcomes) == {"judged", "busy"}


def test_one_engine_judges_for_all(perfect):
    photo = films.PORTRAIT.read_bytes()
    with ThreadPoolExecutor(4) as pool:
        verdicts = list(pool.map(lambda _: swafoto.as_dict(swafoto.check(photo)), range(8)))
    assert all(verdict == verdicts[0] for verdict in verdicts)


def test_frames_are_read_where_they_lie():
    frame = bytes(640 * 480 * 3 // 2)
    assert native.probe_address(frame) == ctypes.cast(ctypes.c_char_p(frame), ctypes.c_void_p).value


def test_frames_in_any_buffer(engine, perfect):
    film = films.preview("perfect")
    planes, layout = next(film), film.format()

    def judged(hold):
        held = [hold(plane) for plane in planes]
        return engine.judge_yuv420(*held, layout, swafoto.FrameFacts(), perfect.policy)

    assert judged(bytes) == judged(bytearray) == judged(memoryview)
    shape = (film.height, film.width)
    y, u, v = planes
    rows = memoryview(y).cast("B", shape)
    assert engine.judge_yuv420(rows, u, v, layout, swafoto.FrameFacts(), perfect.policy) == judged(bytes)
