"""How the small networks are trained: `shown`, `eyes` and `ears`."""

import copy
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn


@dataclass
class Loop:
    """AdamW with a rate that rises over `warm_up` steps and falls as a cosine does until `minutes` are over. What is kept is a moving
    average of the weights, written to `out` with every report.
    """

    minutes: float
    rate: float
    out: Path
    batch: int
    warm_up: int = 200
    weight_decay: float = 1e-4
    average: float = 0.998
    report_steps: int = 400

    def run(self, network: nn.Module, batches: Iterable[Any], loss: Callable[[Any], torch.Tensor], report: Callable[[nn.Module], str]) -> None:
        """Trains `network`, which `loss` runs on a batch; `report` tells how well the average does."""
        average = copy.deepcopy(network)
        optimizer = torch.optim.AdamW(network.parameters(), lr=self.rate, weight_decay=self.weight_decay)
        begun, step, total = time.monotonic(), 0, 0.0
        for batch in batches:
            done = (time.monotonic() - begun) / (60 * self.minutes)
            if done >= 1:
                break
            for group in optimizer.param_groups:
                group["lr"] = self.rate * min(1.0, (step + 1) / self.warm_up) * (0.5 + 0.5 * np.cos(np.pi * done)) + 1e-5
            value = loss(batch)
            optimizer.zero_grad()
            value.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimizer.step()
            # Younger than its memory, it follows the weights faster.
            follow(average, network, min(self.average, (step + 1) / (step + 10)))
            total += value.item()
            step += 1
            if step % self.report_steps == 0:
                mean = total / self.report_steps
                print(f"{step * self.batch} examples, {100 * done:.0f} %, loss {mean:.4f}; {report(average)}", flush=True)
                total = 0.0
                torch.save(average.state_dict(), self.out)
        torch.save(average.state_dict(), self.out)
        print(f"{step * self.batch} examples; {report(average)}")


@torch.no_grad()
def follow(average: nn.Module, network: nn.Module, kept: float) -> None:
    """Moves `average` towards `network`, of which it keeps the share `kept`."""
    for mine, theirs in zip(average.state_dict().values(), network.state_dict().values(), strict=True):
        if mine.is_floating_point():
            mine.mul_(kept).add_(theirs, alpha=1 - kept)
        else:
            mine.copy_(theirs)
