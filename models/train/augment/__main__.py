"""Fill a folder with augmented examples, chunk after chunk, until stopped."""

import argparse
import time
from pathlib import Path

import cv2
import numpy as np

from labels import load_samples

from .compose import Composer

CHUNK = 1024
# Cameras that see one scene.
VIEWS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--chunks", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    samples = [s for s in load_samples(arguments.cache, None, arguments.data) if not s.is_validation]
    composer = Composer(samples, arguments.seed)
    print(f"{len(samples)} photographs, {len(composer.donors)} coverings", flush=True)
    arguments.out.mkdir(parents=True, exist_ok=True)
    for chunk in range(arguments.chunks):
        start = time.monotonic()
        examples = []
        while len(examples) < CHUNK:
            examples += composer.examples(VIEWS)
        images, classes, attributes, made_of = (np.stack(part) for part in zip(*examples[:CHUNK], strict=True))
        name = f"{arguments.seed:03d}-{chunk:05d}"
        temporary = arguments.out / f".{name}.npz"
        np.savez(temporary, images=images, classes=classes, attributes=attributes, made_of=made_of)
        temporary.rename(arguments.out / f"{name}.npz")
        print(f"chunk {name}: {CHUNK / (time.monotonic() - start):.0f} a second", flush=True)


if __name__ == "__main__":
    main()
