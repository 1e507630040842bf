"""Times MediaPipe's Python FaceMesh and `swafoto bench` in turns on the same photograph at 640x480, one thread.

    python peer.py SWAFOTO PHOTO [--write]

Prints the mean CPU milliseconds a frame of each, medians over the rounds, and their ratios beside those that bench.json records:
CPU time does not count what else the machine does meanwhile, and counts every thread that MediaPipe may use. --write records
what was measured.

Exit status: 0 no ratio is worse than recorded by more than the record's noise, or the processor is another kind; 1 one is.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["GLOG_minloglevel"] = "3"

import cv2
import mediapipe

ROUNDS, FRAMES, WARM_UP = 3, 40, 5
RECORD = Path(__file__).with_name("bench.json")


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


def processor() -> tuple[str, str]:
    """What it is called, and the widest vectors that it has."""
    lines = (line.partition(":") for line in Path("/proc/cpuinfo").read_text().splitlines())
    facts = {name.strip(): value.strip() for name, _, value in reversed(list(lines))}
    flags = facts.get("flags", facts.get("Features", "")).split()
    vectors = next((name for flag, name in (("avx512f", "AVX-512"), ("avx2", "AVX2"), ("asimd", "NEON")) if flag in flags), "none")
    return facts.get("model name", "unknown"), vectors


def main() -> int:
    swafoto, photo, *options = sys.argv[1:]
    image = frame(photo)
    rows = {"detect + mesh + pose": [], "tracking": []}
    for _ in range(ROUNDS):
        ours = json.loads(subprocess.run([swafoto, "bench", photo, "--json"], check=True, capture_output=True).stdout)
        stages = {stage["stage"]: stage["cpu_ms"] for stage in ours["stages"]}
        rows["detect + mesh + pose"].append((stages["preview-detect-and-mesh"], peer(image, True)))
        rows["tracking"].append((stages["preview-tracking"], peer(image, False)))
    record = json.loads(RECORD.read_text())
    name, vectors = processor()
    known = record["peer"]
    print(f"{name}, {vectors}; recorded on {known['machine']}, {known['vectors']}")
    print(f"{'640x480, one thread':24} {'swafoto':>10} {'MediaPipe':>10} {'ratio':>7} {'recorded':>9}")
    ratios, worse = {}, False
    for work, pairs in rows.items():
        ratio = ratios[work] = round(statistics.median(ours / theirs for ours, theirs in pairs), 2)
        ours, theirs = (statistics.median(column) for column in zip(*pairs))
        print(f"{work:24} {ours:8.2f}ms {theirs:8.2f}ms {ratio:6.2f}x {known['ratios'][work]:8.2f}x")
        worse |= ratio > known["ratios"][work] * (1 + known["noise"])
    if "--write" in options:
        known |= {"machine": name, "vectors": vectors, "ratios": ratios}
        RECORD.write_text(json.dumps(record, indent=2) + "\n")
        return 0
    if vectors != known["vectors"]:
        print("another kind of processor than the record's: nothing is held")
        return 0
    if worse:
        print(f"worse than recorded by more than {known['noise']:.0%}")
    return int(worse)


if __name__ == "__main__":
    sys.exit(main())
