"""Train `ear_shown`.

    python -m ears.train --ears WORK/ears.pickle --minutes 45 --out WORK/ear_shown.pt
        [--start CHECKPOINT | ../ear_shown.onnx] [--teacher CHECKPOINT]

Examples are drawn beside the training and seen about twice. A run may be stopped at any time and gone on with by --start.
"""

import argparse
import itertools
import pickle
from collections import deque
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F
from torch.utils.data import DataLoader, IterableDataset

from loop import Loop
from network import UNFOLDING, started

from .contract import EYE_DISTANCE, HEIGHT, WIDTH
from .examples import SHOWN, UNDER_CLOTH, UNDER_HAIR, Labelled, example
from .labels import is_validation, labelled
from .network import EarShown
from .prepare import CLOTH, HAIR, NARROW, ROOM, Ear

BATCH = 64
RATE = 3e-3
REPORT_STEPS = 200
# Half of a batch was shown before, at most so many batches ago: to draw an example costs more than to learn from it.
REMEMBERED = 300
# Where the processor has it, a step costs half as much.
BF16 = torch.backends.mkldnn.is_available() and torch.ops.mkldnn._is_mkldnn_bf16_supported()
# Of the examples this share are of ears that somebody decided on, half of them shown and half not; of those that show, so many in part.
DECIDED, IN_PART = 0.55, 0.55
# So many are of ears as sharp as a phone shows them, with all that is around them: most photographs are too small or cut along the face.
SHARP = 0.45
# What the parser's logit counts beside a teacher's, and by how much their sum is too sure.
PARSER_SHARE, TAUGHT_SLOPE = 0.4, 0.8
# Hair or cloth that covers others fills at least this share of the place beside its own face.
COVERS = 0.5


class Drawn(IterableDataset):
    """Endless examples."""

    def __init__(self, known: list[Labelled], ears: list[Ear], seed: int):
        self.seed, self.known = seed, known
        self.groups = [
            [one for one in known if one.decided == decided and (one.target[SHOWN] > 0.5) == shown]
            for decided in (True, False)
            for shown in (True, False)
        ]
        self.parts = [one for one in known if one.part]
        self.sharp = [[one for one in group if is_sharp(one.ear)] for group in (*self.groups, self.parts)]
        beside = [(ear, ear.beside()) for ear in ears if not is_validation(ear)]
        self.hair = [ear for ear, shares in beside if shares[HAIR] > COVERS and ear.logit < 0]
        self.sharp_hair = [ear for ear in self.hair if is_sharp(ear)]
        self.cloth = [ear for ear, shares in beside if shares[CLOTH] > COVERS]

    def __iter__(self):
        worker = torch.utils.data.get_worker_info()
        rng = np.random.default_rng((self.seed, worker.id if worker else 0))
        while True:
            group = 2 * int(rng.random() >= DECIDED) + int(rng.random() < 0.5)
            if not self.groups[group]:
                continue
            chosen = self.groups[group]
            if group == 0 and rng.random() < IN_PART:
                group, chosen = len(self.groups), self.parts
            if rng.random() < SHARP and self.sharp[group]:
                chosen = self.sharp[group]
            one = chosen[rng.integers(len(chosen))]
            # Blurred hair over a sharp ear would give itself away.
            hair = self.sharp_hair if is_sharp(one.ear) and self.sharp_hair else self.hair
            image, target, weight = example(one, hair, self.cloth, self.known, rng)
            yield np.ascontiguousarray(image.transpose(2, 0, 1)), target, np.float32(weight)


def is_sharp(ear: Ear) -> bool:
    return ear.source not in NARROW and ear.eye_distance > 0.8 * EYE_DISTANCE


def loss(logits: torch.Tensor, target: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """Of whether it shows, and half as much of why not."""
    states = F.log_softmax(logits, dim=1)
    hidden = torch.logsumexp(torch.cat([states[:, :SHOWN], states[:, SHOWN + 1 :]], dim=1), dim=1)
    shows = -(target[:, SHOWN] * states[:, SHOWN] + (1 - target[:, SHOWN]) * hidden)
    whole = -(target * states).sum(dim=1)
    return (weight * (shows + 0.5 * whole)).sum() / weight.sum().clamp(min=1)


def plain(ear: Ear) -> np.ndarray:
    """An ear as the product shows it to the network."""
    return ear.image[ROOM : ROOM + HEIGHT, ROOM : ROOM + WIDTH].transpose(2, 0, 1)


def shown_logits(network: EarShown, ears: list[Ear]) -> np.ndarray:
    """The logit of `shown` against the rest together."""
    was, answers = network.training, []
    network.eval()
    with torch.no_grad():
        for at in range(0, len(ears), 64):
            images = torch.from_numpy(np.stack([plain(ear) for ear in ears[at : at + 64]]))
            logits = network(images.float() / 255)
            answers.append(logits[:, SHOWN] - torch.logsumexp(logits[:, SHOWN + 1 :], dim=1))
    network.train(was)
    return torch.cat(answers).numpy()


def taught(network: EarShown, ears: list[Ear]) -> np.ndarray:
    """The states' probabilities by trained weights and the parser together, as far as they mean what they say (`combine.py`)."""
    network.eval()
    answers = []
    with torch.no_grad():
        for at in range(0, len(ears), 64):
            some = ears[at : at + 64]
            logits = network(torch.from_numpy(np.stack([plain(ear) for ear in some])).float() / 255)
            logits[:, SHOWN] += PARSER_SHARE * torch.tensor([ear.logit for ear in some])
            answers.append(torch.softmax(TAUGHT_SLOPE * logits, dim=1))
    network.train()
    return torch.cat(answers).numpy()


def area(scores: np.ndarray, truth: np.ndarray) -> float:
    """Area under the curve: how often what shows has more than what does not."""
    order = scores.argsort().argsort()
    positives = truth.sum()
    return float((order[truth].sum() - positives * (positives - 1) / 2) / max(1, positives * (~truth).sum()))


def report(network: EarShown, held_out: list[Labelled]) -> str:
    decided = [one for one in held_out if one.decided]
    truth = np.array([one.target[SHOWN] > 0.5 for one in decided])
    scores = shown_logits(network, [one.ear for one in decided])
    parser = np.array([one.ear.logit for one in decided])
    wrong_shown, wrong_hidden = (scores[truth] < 0).sum(), (scores[~truth] > 0).sum()
    return (
        f"decided: {wrong_shown} of {truth.sum()} shown called hidden, {wrong_hidden} of {(~truth).sum()} hidden called shown, "
        f"area {area(scores, truth):.4f} (parser {area(parser, truth):.4f}, both {area(scores + 0.5 * parser, truth):.4f})"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ears", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--teacher", type=Path, help="a checkpoint that says what nobody decided on, in place of the parser alone")
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed)
    with open(arguments.ears, "rb") as file:
        ears = pickle.load(file)
    teaching = None
    if arguments.teacher:
        teacher = EarShown()
        teacher.load_state_dict(torch.load(arguments.teacher, weights_only=True))
        teaching = taught(teacher, ears)
    training = [one for one in labelled(ears, teaching) if not is_validation(one.ear)]
    held_out = [one for one in labelled(ears) if is_validation(one.ear)]
    drawn = Drawn(training, ears, arguments.seed)
    print(
        f"{len(training)} ears train, {[len(group) for group in drawn.groups]}, sharp {[len(group) for group in drawn.sharp]}; "
        f"{len(drawn.hair)} covers of hair, {len(drawn.sharp_hair)} of them sharp, {len(drawn.cloth)} of cloth; "
        f"{sum(one.decided for one in held_out)} decided report", flush=True,
    )  # fmt: skip
    few = itertools.islice(drawn, UNFOLDING)
    network = started(EarShown(), arguments.start, lambda: np.stack([image for image, *_ in few]))
    network = network.to(memory_format=torch.channels_last)
    rng = np.random.default_rng(arguments.seed)
    shown_before: deque[list[torch.Tensor]] = deque(maxlen=REMEMBERED)

    def loss_of(fresh: list[torch.Tensor]) -> torch.Tensor:
        """Of new ears and as many that were drawn before: drawing takes longer than learning."""
        again = shown_before[rng.integers(len(shown_before))] if shown_before else fresh
        shown_before.append(fresh)
        images, target, weight = (torch.cat(both) for both in zip(fresh, again, strict=True))
        with torch.autocast("cpu", torch.bfloat16, enabled=BF16):
            logits = network((images.float() / 255).contiguous(memory_format=torch.channels_last))
        return loss(logits.float(), target, weight)

    batches = DataLoader(drawn, BATCH // 2, num_workers=arguments.workers, prefetch_factor=8)
    loop = Loop(
        arguments.minutes, arguments.rate, arguments.out, BATCH,
        warm_up=100, weight_decay=1e-3, report_steps=REPORT_STEPS,
    )  # fmt: skip
    loop.run(network, batches, loss_of, lambda average: report(average, held_out))


if __name__ == "__main__":
    main()
