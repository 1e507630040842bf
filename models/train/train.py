"""Train one design on the pool of augmented examples.

The pool is read while it grows; an example is seen several times, each time
with another mirroring, gain and cast. The last weights are an exponential
moving average. A run may be stopped at any time (SIGTERM) and gone on with by
the same command: what it knew lies beside the checkpoint as `.resume`.
"""

import argparse
import copy
import json
import signal
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from evaluate import MIRRORED, attribute_report, batch_of, report_line, true_attributes
from labels import ATTRIBUTES, load_samples
from network import DESIGNS, HeadParser, cost, load, unfolded
from teacher import EAR, EYEWEAR, HAT, OCCLUDER, SCARF, UNKNOWN

BATCH = 32
# Thin and rare classes count more.
CLASS_WEIGHTS = {EAR: 3.0, EYEWEAR: 3.0, HAT: 1.5, SCARF: 1.5, OCCLUDER: 2.0}
REPORT_STEPS = 100
SAVE_SECONDS = 120
# Batches that tell the statistics of a network whose BatchNorms were folded away.
UNFOLDING_BATCHES = 24


class Pool:
    """Examples in memory, as many as asked for, the oldest replaced first."""

    def __init__(self, folder: Path, capacity: int, without: frozenset[str] = frozenset()):
        self.folder, self.capacity, self.without = folder, capacity, without
        self.read: set[str] = set()
        self.chunks: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []

    def refresh(self, at_once: int = 6) -> None:
        """Read a few chunks that are new."""
        fresh = [p for p in sorted(self.folder.glob("[!.]*.npz")) if p.name not in self.read]
        if not self.read:
            # Of what earlier runs drew, the newest.
            self.read.update(p.name for p in fresh[: -self.capacity])
            fresh = fresh[-self.capacity :]
        for path in fresh[:at_once]:
            part = np.load(path)
            kept = np.ones(len(part["images"]), bool)
            if self.without:
                kept = np.array([self.without.isdisjoint(made_of.split()) for made_of in part["made_of"]])
            self.chunks.append((part["images"][kept], part["classes"][kept], part["attributes"][kept]))
            self.read.add(path.name)
        del self.chunks[: max(0, len(self.chunks) - self.capacity)]

    def batch(self, rng: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Images in [0, 1], classes and attributes, mirrored and tinted at random."""
        images, classes, attributes = [], [], []
        for _ in range(BATCH):
            chunk = self.chunks[rng.integers(len(self.chunks))]
            index = rng.integers(len(chunk[0]))
            image, labels, target = (part[index] for part in chunk)
            if rng.random() < 0.5:
                image, labels = image[:, ::-1], labels[:, ::-1]
                target = target[MIRRORED]
            images.append(image)
            classes.append(labels)
            attributes.append(target)
        tensor = torch.from_numpy(np.stack(images)).permute(0, 3, 1, 2).float() / 255
        gain = torch.exp(torch.randn(BATCH, 1, 1, 1) * 0.12 + torch.randn(BATCH, 3, 1, 1) * 0.04)
        tensor = (tensor * gain).clamp_(0, 1).contiguous(memory_format=torch.channels_last)
        return tensor, torch.from_numpy(np.stack(classes)).long(), torch.from_numpy(np.stack(attributes))


def loss_of(
    classes: torch.Tensor, attributes: torch.Tensor, labels: torch.Tensor, targets: torch.Tensor, weights: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Cross-entropy of the pixels, and of the attributes that are known."""
    pixels = F.cross_entropy(classes, labels, weight=weights, ignore_index=UNKNOWN)
    total = classes.new_zeros(())
    for start in (0, 3):
        known = targets[:, start] >= 0
        if known.any():
            index = targets[known, start : start + 3].argmax(dim=1)
            total = total + F.cross_entropy(attributes[known, start : start + 3], index, label_smoothing=0.02)
    for column in range(6, len(ATTRIBUTES)):
        known = targets[:, column] >= 0
        if known.any():
            total = total + 0.5 * F.binary_cross_entropy_with_logits(
                attributes[known, column], targets[known, column].float() * 0.98 + 0.01
            )
    return pixels, total


def validate(network: HeadParser, cache: Path, data: Path) -> dict[str, float]:
    """Attributes on the validation photographs as they are."""
    samples = [s for s in load_samples(cache, None, data) if s.is_validation]
    images, scenes = batch_of(samples)
    network.eval()
    with torch.no_grad():
        outputs = [network(torch.from_numpy(images[i : i + 32])) for i in range(0, len(images), 32)]
    attributes = torch.cat([o[1] for o in outputs]).numpy()
    classes = torch.cat([o[0].argmax(dim=1) for o in outputs]).numpy()
    return attribute_report(attributes, true_attributes(scenes), classes, scenes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pool", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--design", choices=DESIGNS, default="deep-low")
    parser.add_argument("--out", type=Path, required=True, help="checkpoint to write")
    parser.add_argument("--start", type=Path, help="checkpoint or exported ONNX file whose weights to begin with")
    length = parser.add_mutually_exclusive_group(required=True)
    length.add_argument("--minutes", type=float, help="how long, whatever else the machine does")
    length.add_argument("--steps", type=int, help="how many steps of 32 examples: for runs that are to be compared")
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--capacity", type=int, default=40, help="chunks kept in memory")
    parser.add_argument("--chunks", type=int, default=12, help="chunks to wait for before the start")
    parser.add_argument("--without", default="", help="leave out what is made of these, names by commas: what each adds")
    parser.add_argument("--frozen-pool", action="store_true", help="read no more chunks after the start")
    parser.add_argument("--attribute-weight", type=float, default=1.0, help="of the attributes' loss beside the pixels'")
    parser.add_argument("--unjudged", action="store_true", help="do not judge the result on held-out photographs")
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed)
    rng = np.random.default_rng(arguments.seed)
    network = load(arguments.design, arguments.start) if arguments.start else HeadParser(DESIGNS[arguments.design])
    print(arguments.design, "%d parameters, %.1f MMAC" % cost(network), flush=True)
    # Where the processor has no bf16, it is emulated, and several times slower than float.
    halves = torch.backends.mkldnn.is_available() and torch.ops.mkldnn._is_mkldnn_bf16_supported()
    pool = Pool(arguments.pool, arguments.capacity, frozenset(filter(None, arguments.without.split(","))))
    while len(list(arguments.pool.glob("[!.]*.npz"))) < arguments.chunks:
        time.sleep(2)
    pool.refresh(arguments.chunks if arguments.frozen_pool else arguments.capacity)
    if not any(isinstance(module, torch.nn.BatchNorm2d) for module in network.modules()):
        network = unfolded(network, HeadParser(DESIGNS[arguments.design]), torch.cat([pool.batch(rng)[0] for _ in range(UNFOLDING_BATCHES)]))
    network = network.to(memory_format=torch.channels_last)
    average = copy.deepcopy(network)
    weights = torch.ones(10)
    for index, weight in CLASS_WEIGHTS.items():
        weights[index] = weight
    optimizer = torch.optim.AdamW(network.parameters(), lr=arguments.rate, weight_decay=1e-3)
    progress = arguments.out.with_suffix(".resume")
    step, spent = 0, 0.0
    if progress.exists():
        known = torch.load(progress, weights_only=True)
        network.load_state_dict(known["network"])
        average.load_state_dict(known["average"])
        optimizer.load_state_dict(known["optimizer"])
        step, spent = known["step"], known["spent"]
        rng = np.random.default_rng([arguments.seed, step])
        print(f"going on after step {step}", flush=True)
    stopped = []
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(True))
    begin = saved = time.monotonic()
    seen = {"pixels": 0.0, "attributes": 0.0}
    while not stopped:
        elapsed = spent + time.monotonic() - begin
        done = step / arguments.steps if arguments.steps else elapsed / (arguments.minutes * 60)
        if done >= 1:
            break
        warm = min(1.0, (step + 1) / 200)
        for group in optimizer.param_groups:
            # A plain float: a resumed run reads nothing but tensors and numbers.
            group["lr"] = float(arguments.rate * warm * (0.01 + 0.99 * 0.5 * (1 + np.cos(np.pi * done))))
        image, labels, targets = pool.batch(rng)
        network.train()
        with torch.autocast("cpu", torch.bfloat16, enabled=halves):
            classes, attributes = network(image)
        pixels, known = loss_of(classes.float(), attributes.float(), labels, targets, weights)
        optimizer.zero_grad(set_to_none=True)
        (pixels + arguments.attribute_weight * known).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimizer.step()
        step += 1
        decay = min(0.998, step / (step + 50))
        with torch.no_grad():
            for mine, theirs in zip(average.state_dict().values(), network.state_dict().values(), strict=True):
                if mine.dtype.is_floating_point:
                    mine.lerp_(theirs, 1 - decay)
                else:
                    mine.copy_(theirs)
        seen["pixels"] += float(pixels.detach())
        seen["attributes"] += float(known.detach())
        if step % REPORT_STEPS == 0:
            print(
                f"{done:5.1%} step {step} pixels {seen['pixels'] / REPORT_STEPS:.4f}"
                f" attributes {seen['attributes'] / REPORT_STEPS:.4f} {step * BATCH / elapsed:.0f}/s pool {len(pool.chunks)}",
                flush=True,
            )
            seen = dict.fromkeys(seen, 0.0)
            if not arguments.frozen_pool:
                pool.refresh()
        if time.monotonic() - saved > SAVE_SECONDS or stopped:
            saved = time.monotonic()
            torch.save(average.state_dict(), arguments.out)
            state = {"network": network.state_dict(), "average": average.state_dict(), "optimizer": optimizer.state_dict()}
            torch.save(state | {"step": step, "spent": spent + saved - begin}, progress)
    if stopped:
        raise SystemExit(f"stopped after step {step}")
    progress.unlink(missing_ok=True)
    torch.save(average.state_dict(), arguments.out)
    if arguments.unjudged:
        return
    report = validate(average, arguments.cache, arguments.data)
    print(report_line(report), flush=True)
    report |= {"design": arguments.design, "steps": step, "examples": step * BATCH, "minutes": (spent + time.monotonic() - begin) / 60}
    arguments.out.with_suffix(".json").write_text(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
