"""Times MediaPipe's Python FaceMesh and `swafoto bench` in turns on the same photograph at 640x480, one thread.

    python peer.py SWAFOTO PHOTO

Prints the mean CPU milliseconds a frame of each, medians over the rounds, and their ratios: CPU time does not count what else
the machine does meanwhile, and counts every thread that MediaPipe may use.
"""

import json
import os
import statistics
import subprocess
import sys
import time

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["GLOG_minloglevel"] = "3"

import cv2
import mediapipe

ROUNDS, FRAMES, WARM_UP = 3, 40, 5


def frame(photo: str):
    """The photograph on a 640x480 frame, as `swafoto bench` makes it: scaled to fit, black around it."""
    image = cv2.imread(photo)[..., ::-1]
    scale = min(640 / image.shape[1], 480 / image.shape[0])
    image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    bottom, right = 480 - image.shape[0], 640 - image.shape[1]
    return cv2.copyMakeBorder(image, bottom // 2, bottom - bottom // 2, right // 2, right - right // 2, cv2.BORDER_CONSTANT)


def peer(image, static: bool) -> float:
    """Mean milliseconds of CPU time a frame."""
    with mediapipe.solutions.face_mesh.FaceMesh(static_image_mode=static, max_num_faces=1) as mesh:
        for _ in range(WARM_UP):
            mesh.process(image)
        times = []
        for _ in range(FRAMES):
            start = time.process_time()
            mesh.process(image)
            times.append(time.process_time() - start)
    return 1000 * statistics.mean(times)


def main() -> None:
    swafoto, photo = sys.argv[1:3]
    image = frame(photo)
    rows = {"detect + mesh + pose": [], "tracking": []}
    for _ in range(ROUNDS):
        ours = json.loads(subprocess.run([swafoto, "bench", photo, "--json"], check=True, capture_output=True).stdout)
        stages = {stage["stage"]: stage["cpu_ms"] for stage in ours["stages"]}
        rows["detect + mesh + pose"].append((stages["preview-detect-and-mesh"], peer(image, True)))
        rows["tracking"].append((stages["preview-tracking"], peer(image, False)))
    print(f"{'640x480, one thread':24} {'swafoto':>10} {'MediaPipe':>10} {'ratio':>7}")
    for name, pairs in rows.items():
        ratio = statistics.median(ours / theirs for ours, theirs in pairs)
        ours, theirs = (statistics.median(column) for column in zip(*pairs))
        print(f"{name:24} {ours:8.2f}ms {theirs:8.2f}ms {ratio:6.2f}x")


if __name__ == "__main__":
    main()
