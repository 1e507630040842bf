#!/usr/bin/env python3
"""Judges a backlog of photographs on all cores, or on a cluster, with Dask.

    pip install target/wheels/swafoto-*.whl 'dask[distributed]' pyarrow     # the wheel is what `cargo xtask wheel` builds
    python recheck.py PHOTOS OUT [--policy NAME|FILE] [--scheduler tcp://HOST:8786]

Writes Parquet files with a row for each photograph into OUT (`pyarrow.parquet.read_table(OUT)` reads them all).

- What the person declared of their head is taken from the receipt beside a photograph, `NAME.jpg.receipt`, where there is
  one. Whether it is genuine is not looked at: let in what `swafoto verify` accepts.
- Resumable: what stands in OUT, with the same policy, SDK, size and times of change, is not judged again. Stop it and
  start it as you like; what is lost is at most one chunk a worker.
- A bad file is a row with the fault. So is one that ends its worker: its chunk is halved until it stands alone.
"""

import argparse
import base64
import dataclasses
import json
import os
import sys
import uuid
from pathlib import Path

import dask.distributed
import pyarrow as pa
import pyarrow.parquet as pq

import swafoto

SUFFIXES = {".jpg", ".jpeg", ".png"}

# A file that the disk did not give: no fault of the photograph.
UNREADABLE = "unreadable"

# A receipt that is none, or of a form without the declaration.
BAD_RECEIPT = "receipt"

SCHEMA = pa.schema(
    [
        ("photo", pa.string()),
        ("bytes", pa.int64()),
        ("modified_ns", pa.int64()),
        ("receipt_modified_ns", pa.int64()),
        ("policy", pa.string()),
        ("policy_sha256", pa.string()),
        ("sdk", pa.string()),
        ("declared_covering", pa.string()),
        ("accepted", pa.bool_()),
        ("hint", pa.string()),
        ("failed", pa.list_(pa.string())),
        ("unknown", pa.list_(pa.string())),
        ("measured", pa.map_(pa.string(), pa.float32())),
        ("fault", pa.string()),
        ("reason", pa.string()),
    ]
)


@dataclasses.dataclass(frozen=True)
class Photo:
    """A file as it was found. `name` is its path below the folder."""

    name: str
    bytes: int
    modified_ns: int
    receipt_modified_ns: int | None

    def as_text(self) -> "Photo":
        """The same with a name that is text: a file's name may be any bytes, a column's may not."""
        return dataclasses.replace(self, name=self.name.encode("utf-8", "backslashreplace").decode())


def find(folder: Path) -> list[Photo]:
    """Every photograph below `folder`, in a fixed order."""
    photos = []
    for directory, _, names in os.walk(folder):
        for name in names:
            path = Path(directory, name)
            if path.suffix.lower() in SUFFIXES and path.is_file():
                facts, receipt = path.stat(), receipt_of(path)
                written = receipt.stat().st_mtime_ns if receipt.is_file() else None
                photos.append(Photo(str(path.relative_to(folder)), facts.st_size, facts.st_mtime_ns, written))
    return sorted(photos, key=lambda photo: photo.name)


def receipt_of(path: Path) -> Path:
    return path.with_name(path.name + ".receipt")


def declarant(receipt: Path) -> str | None:
    """Who declared that the head is covered: `app`, `person` or nobody. A receipt is a compact JWS or its JSON alone."""
    text = receipt.read_bytes().strip()
    if not text.startswith(b"{"):
        payload = text.split(b".")[1]
        text = base64.urlsafe_b64decode(payload + b"=" * (-len(payload) % 4))
    declared = json.loads(text)["declared_covering"]
    if declared not in ("app", "person", None):
        raise ValueError(f"declared_covering is {declared!r}")
    return declared


def judged_before(out: Path, policy_sha256: str) -> set[Photo]:
    """What stands in `out` already, judged by this policy and this SDK."""
    done = set()
    of_photo = ["photo", "bytes", "modified_ns", "receipt_modified_ns"]
    columns = [*of_photo, "policy_sha256", "sdk", "fault"]
    for part in out.glob("*.parquet"):
        for row in pq.read_table(part, columns=columns, schema=SCHEMA).to_pylist():
            judged = row["fault"] != UNREADABLE  # The disk may be mended by the next run.
            if judged and row["policy_sha256"] == policy_sha256 and row["sdk"] == swafoto.version():
                done.add(Photo(*(row[column] for column in of_photo)))
    return done


def judge(folder: str, photos: list[Photo], policy_text: str | None, policy_name: str) -> list[dict]:
    """Runs on a worker: a row for each photograph."""
    policy = swafoto.Policy.from_toml(policy_text) if policy_text else swafoto.Policy.preset(policy_name)
    return [row(photo, policy, Path(folder, photo.name)) for photo in photos]


def row(photo: Photo, policy: swafoto.Policy, path: Path) -> dict:
    facts = facts_of(photo, policy)
    try:
        declared = None if photo.receipt_modified_ns is None else declarant(receipt_of(path))
    except OSError as error:
        return facts | {"fault": UNREADABLE, "reason": str(error)}
    except (ValueError, LookupError, TypeError) as error:
        return facts | {"fault": BAD_RECEIPT, "reason": f"{type(error).__name__}: {error}"}
    facts |= {"declared_covering": declared}
    try:
        verdict = swafoto.as_dict(swafoto.check(path.read_bytes(), policy, declared_covering=declared is not None))
    except swafoto.SwafotoError.UnusableFile as error:
        return facts | {"fault": error.fault.name.lower().replace("_", "-"), "reason": error.reason}
    except OSError as error:
        return facts | {"fault": UNREADABLE, "reason": str(error)}
    except swafoto.SwafotoError as error:
        return facts | {"fault": type(error).__name__, "reason": str(error)}
    checks = verdict["checks"]
    of = lambda status: [check["rule"] for check in checks if check["status"] == status]  # noqa: E731
    return facts | {
        "accepted": verdict["accepted"],
        "hint": verdict["hint"],
        "failed": of("fail"),
        "unknown": of("unknown"),
        "measured": [(check["rule"], check["measured"]) for check in checks if check["measured"] is not None],
    }


def facts_of(photo: Photo, policy: swafoto.Policy) -> dict:
    facts = dataclasses.asdict(photo.as_text())
    facts["photo"] = facts.pop("name")
    return facts | {"sdk": swafoto.version(), "policy": policy.id(), "policy_sha256": policy.sha256()}


def write(out: Path, rows: list[dict]) -> None:
    """A file is there as a whole or not at all, however the run ends."""
    name = uuid.uuid4().hex
    hidden = out / f".{name}.unfinished"
    pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMA), hidden)
    hidden.rename(out / f"{name}.parquet")


def run(client: dask.distributed.Client, folder: Path, out: Path, policy_option: str, chunk: int) -> int:
    """Judges what is left to judge; returns how many photographs that were."""
    text = Path(policy_option).read_text() if Path(policy_option).is_file() else None
    policy = swafoto.Policy.from_toml(text) if text else swafoto.Policy.preset(policy_option)
    done = judged_before(out, policy.sha256())
    left = [photo for photo in find(folder) if photo.as_text() not in done]
    print(f"{len(left)} photographs to judge, {len(done)} judged before", file=sys.stderr)

    waiting = [left[start : start + chunk] for start in range(0, len(left), chunk)]
    running: dict[dask.distributed.Future, list[Photo]] = {}
    judged = 0

    def submit(photos: list[Photo]) -> dask.distributed.Future:
        # Files change and workers die, so no result is shared with an earlier one of the same arguments.
        future = client.submit(judge, str(folder), photos, text, policy_option, pure=False, retries=0)
        running[future] = photos
        return future

    # A few chunks for each thread are enough: a backlog of millions must not stand in the scheduler at once.
    ahead = 3 * max(1, sum(client.nthreads().values()))
    queue = dask.distributed.as_completed()
    for photos in waiting[:ahead]:
        queue.add(submit(photos))
    waiting = waiting[ahead:]
    for future in queue:
        photos = running.pop(future)
        if future.status == "finished":
            rows = future.result()
        elif len(photos) > 1:
            half = len(photos) // 2
            for part in (photos[:half], photos[half:]):
                queue.add(submit(part))
            continue
        else:
            rows = [lost(photos[0], policy, str(future.exception()))]
        write(out, rows)
        judged += len(rows)
        print(f"\r{judged} of {len(left)}", end="", file=sys.stderr, flush=True)
        if waiting:
            queue.add(submit(waiting.pop(0)))
    print(file=sys.stderr)
    return judged


def lost(photo: Photo, policy: swafoto.Policy, reason: str) -> dict:
    """The row of a photograph that ended its worker, again and again."""
    return facts_of(photo, policy) | {"fault": "worker-lost", "reason": reason}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("photos", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--policy", default=swafoto.default_policy_name(), help="a preset's name or a TOML file")
    parser.add_argument("--scheduler", help="of a running Dask cluster that sees PHOTOS at the same path")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="processes on this machine")
    parser.add_argument("--chunk", type=int, default=32, help="photographs a task")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    # Processes, not threads: a file that ends its process takes nothing else down. Each loads its own engine.
    local = {"n_workers": arguments.workers, "threads_per_worker": 1, "dashboard_address": None}
    options = {"address": arguments.scheduler} if arguments.scheduler else local
    dask.config.set({"distributed.scheduler.allowed-failures": 1})
    with dask.distributed.Client(**options) as client:
        run(client, arguments.photos, arguments.out, arguments.policy, arguments.chunk)


if __name__ == "__main__":
    main()
