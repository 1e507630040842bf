"""What each source of coverings and each way of drawing them adds: the same short training once with all of them, and once without each.

    python3 leave_out.py --pool POOL --cache CACHE --data DATA --start OLD.onnx --work FOLDER

Judged on photographs of people whom training never saw, by what they wear: how many of the bare are called covered, and how many
hats and scarves are called what they are, at the greatest of the three probabilities. A drawing that costs nothing when it is left out
teaches only drawings. The runs are short: what they tell is which way, not how far.
"""

import argparse
import subprocess
import sys
from pathlib import Path

import numpy as np
import torch

from evaluate import batch_of, softmax
from labels import Sample, load_samples
from network import DESIGNS, HeadParser

# What is left out together, by the names that `Scene.made_of` has.
PARTS = {
    "nothing": "",
    "FairFace": "fairface",
    "Pixabay": "pixabay",
    "other colours": "recolour_worn",
    "carried outward": "carry_on",
    "moved between heads": "transplant",
    "drawn hijabs": "draw_hijab",
    "drawn turbans": "draw_turban",
    "hats drawn flat": "draw_peci,draw_cap,draw_skullcap,draw_helmet,draw_hood",
    "hats drawn as solids": "draw_solid_hat",
}
GROUPS = {"bare": ("bare", "headband"), "hats": ("hat", "hood"), "hijabs": ("hijab", "niqab"), "turbans, loose": ("turban", "loose")}
HEAD = slice(3, 6)


def judged(checkpoint: Path, images: np.ndarray) -> np.ndarray:
    """The likeliest of bare, hat and scarf."""
    network = HeadParser(DESIGNS["deep-low"])
    network.load_state_dict(torch.load(checkpoint, weights_only=True))
    network.eval()
    with torch.no_grad():
        logits = [network(torch.from_numpy(images[i : i + 32]))[1].numpy() for i in range(0, len(images), 32)]
    return softmax(np.concatenate(logits)[:, HEAD]).argmax(axis=1)


def row(name: str, answers: np.ndarray, samples: list[Sample]) -> str:
    cells = []
    for kinds in GROUPS.values():
        inside = np.array([s.note in kinds for s in samples])
        truth = np.array([s.head for s in samples])
        right = int((answers == truth)[inside].sum())
        cells.append(f"{right}/{inside.sum()} {100 * right / max(1, inside.sum()):.0f} %")
    return f"| {name} | " + " | ".join(cells) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for folder in ("pool", "cache", "data", "start", "work"):
        parser.add_argument(f"--{folder}", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=1200)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    kinds = {kind for group in GROUPS.values() for kind in group}
    samples = [s for s in load_samples(arguments.cache, None, arguments.data) if s.is_validation and s.note in kinds]
    images, _ = batch_of(samples)
    arguments.work.mkdir(parents=True, exist_ok=True)
    print("| left out | " + " | ".join(GROUPS) + " |\n|---|" + "---|" * len(GROUPS), flush=True)
    for name, parts in PARTS.items():
        out = arguments.work / f"without-{name.replace(' ', '-')}.pt"
        if not out.exists() or out.with_suffix(".resume").exists():
            command = [sys.executable, "train.py", "--frozen-pool", "--chunks", "24", "--capacity", "24", "--rate", "1e-3"]
            command += ["--pool", arguments.pool, "--cache", arguments.cache, "--data", arguments.data, "--start", arguments.start]
            command += ["--steps", str(arguments.steps), "--without", parts, "--out", out, "--unjudged"]
            subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL, cwd=Path(__file__).parent)
        print(row(name, judged(out, images), samples), flush=True)


if __name__ == "__main__":
    main()
