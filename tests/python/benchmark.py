"""Prints what the boundary costs in Python. `cargo xtask bench --bindings` runs it; it proves nothing."""

import time

import swafoto
from swafoto._native import swafoto as native

ROUNDS, CALLS = 40, 200

FRAME, CHROMA = bytes(640 * 480), bytes(320 * 240)
FORMAT = swafoto.Yuv420Format(
    encoding=swafoto.YuvEncoding.BT601_FULL_RANGE,
    width=640,
    height=480,
    y_row_stride=640,
    u_row_stride=320,
    u_pixel_stride=1,
    v_row_stride=320,
    v_pixel_stride=1,
)
FACTS = swafoto.FrameFacts(exposure=swafoto.ExposureFacts(iso=100, exposure_time_s=0.01, aperture=2))

WORK = {
    "python, a call without arguments": lambda: native.probe_nothing(),
    "python, a plane of 640x480": lambda: native.probe_first_byte(FRAME),
    "python, all that a preview frame takes and gives": lambda: native.probe_preview(
        FRAME, CHROMA, CHROMA, FORMAT, FACTS
    ),
}

best = dict.fromkeys(WORK, float("inf"))
for _ in range(ROUNDS):
    for name, call in WORK.items():
        start = time.perf_counter()
        for _ in range(CALLS):
            call()
        best[name] = min(best[name], (time.perf_counter() - start) / CALLS)
for name, seconds in best.items():
    print(f"{name:55} {seconds * 1e6:8.2f} us")
