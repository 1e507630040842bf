#!/usr/bin/env python3
"""Judges a backlog of photographs on all cores, or on a cluster, with Dask.

    cargo xtask wheel
    pip install target/wheels/swafoto-*.whl 'dask[distributed]' pyarrow
    python recheck.py PHOTOS OUT [--policy NAME|FILE] [--scheduler tcp://HOST:8786]

Writes Parquet files with a row for each photograph into OUT (`pyarrow.parquet.read_table(OUT)` reads them all), and says at the
end how the photographs fared. Ends with 0 where all is judged, with 1 where the disk or a worker failed, with 2 where it could
not begin.

- What the person declared of their head is taken from the receipt beside a photograph, `NAME.jpg.receipt`, where there is
  one. Whether it is genuine is not looked at: let in what `swafoto verify` accepts.
- Resumable: what stands in OUT, with the same policy, SDK, size and times of change, is not judged again. Stop it and
  start it as you like; where it is killed, what was judged in the last minute is lost.
- A bad file is a row with the fault. So is one that ends its worker: its chunk is halved until it stands alone.
"""

import argparse
import asyncio
import base64
import collections
import dataclasses
import json
import os
import sys
import time
import uuid
from collections.abc import Iterable
from pathlib import Path

import dask.distributed
import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet as pq

import swafoto

SUFFIXES = {".jpg", ".jpeg", ".png"}

# A file that the disk did not give: no fault of the photograph.
UNREADABLE = "unreadable"

# A photograph that ended its worker.
LOST = "worker-lost"

# A receipt that is none, or of a form without the declaration.
BAD_RECEIPT = "receipt"

# Submissions of a photograph that stands alone, before it is taken for what ends its workers: another may have ended one of them.
ATTEMPTS = 2

# Rows of a Parquet file, and seconds after which fewer are written: a backlog of millions must not become as many files.
ROWS_A_FILE = 16384
SECONDS_A_FILE = 60

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


@dataclasses.dataclass
class Found:
    """What lies below a folder."""

    photos: list[Photo]
    # Files that are neither photographs nor their receipts, counted by suffix.
    skipped: collections.Counter[str]
    # Folders that could not be read.
    unreadable: list[str]


def find(folder: Path, out: Path) -> Found:
    """Every photograph below `folder`, in a fixed order; what lies in `out` is ours."""
    found = Found([], collections.Counter(), [])
    out = out.resolve()
    for directory, folders, names in os.walk(folder, onerror=lambda error: found.unreadable.append(str(error))):
        folders[:] = [name for name in folders if Path(directory, name).resolve() != out]
        for name in names:
            path = Path(directory, name)
            if path.suffix.lower() in SUFFIXES and path.is_file():
                facts, receipt = path.stat(), receipt_of(path)
                written = receipt.stat().st_mtime_ns if receipt.is_file() else None
                found.photos.append(Photo(str(path.relative_to(folder)), facts.st_size, facts.st_mtime_ns, written))
            elif not (path.suffix == ".receipt" and Path(path.stem).suffix.lower() in SUFFIXES):
                found.skipped[path.suffix.lower() or "without a suffix"] += 1
    found.photos.sort(key=lambda photo: photo.name)
    return found


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
    column = pyarrow.dataset.field
    judged = (column("policy_sha256") == policy_sha256) & (column("sdk") == swafoto.version())
    # The disk may be mended by the next run.
    judged &= column("fault").is_null() | (column("fault") != UNREADABLE)
    parts = pyarrow.dataset.dataset(out, schema=SCHEMA, format="parquet")
    of_photo = ["photo", "bytes", "modified_ns", "receipt_modified_ns"]
    done = set()
    for batch in parts.to_batches(columns=of_photo, filter=judged):
        done.update(Photo(*row) for row in zip(*(batch[name].to_pylist() for name in of_photo), strict=True))
    return done


def judge(folder: str, photos: list[Photo], policy_text: str) -> list[dict]:
    """Runs on a worker: a row for each photograph."""
    policy = swafoto.Policy.from_toml(policy_text)
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


class Writer:
    """Gathers rows, so that files are few, and counts how the photographs fared."""

    def __init__(self, out: Path):
        self._out = out
        self._rows: list[dict] = []
        self._since = time.monotonic()
        self.judged = self.accepted = 0
        self.failed: collections.Counter[str] = collections.Counter()
        self.faults: collections.Counter[str] = collections.Counter()

    def add(self, rows: list[dict]) -> None:
        self._rows += rows
        self.judged += len(rows)
        for row in rows:
            self.accepted += bool(row.get("accepted"))
            self.failed.update(row.get("failed", []))
            if row.get("fault"):
                self.faults[row["fault"]] += 1
        if len(self._rows) >= ROWS_A_FILE or time.monotonic() - self._since >= SECONDS_A_FILE:
            self.flush()

    def flush(self) -> None:
        """A file is there as a whole or not at all, however the run ends."""
        self._since = time.monotonic()
        if self._rows:
            name = uuid.uuid4().hex
            hidden = self._out / f".{name}.unfinished"
            pq.write_table(pa.Table.from_pylist(self._rows, schema=SCHEMA), hidden)
            hidden.rename(self._out / f"{name}.parquet")
            self._rows = []


def run(client: dask.distributed.Client, folder: Path, photos: list[Photo], policy_text: str, chunk: int, out: Writer):
    """Judges `photos`."""
    policy = swafoto.Policy.from_toml(policy_text)
    waiting = (photos[start : start + chunk] for start in range(0, len(photos), chunk))
    running: dict[dask.distributed.Future, tuple[list[Photo], int]] = {}

    def submit(several: list[Photo], attempt: int = 1) -> dask.distributed.Future:
        # Files change and workers die, so no result is shared with an earlier one of the same arguments.
        future = client.submit(judge, str(folder), several, policy_text, pure=False, retries=0)
        running[future] = several, attempt
        return future

    # A few chunks for each thread are enough: a backlog of millions must not stand in the scheduler at once.
    ahead = 3 * max(1, sum(client.nthreads().values()))
    queue = dask.distributed.as_completed()
    for _, several in zip(range(ahead), waiting):
        queue.add(submit(several))
    for future in queue:
        several, attempt = running.pop(future)
        try:
            # Of a worker that has ended since, a result must be computed again, which may fail in its turn.
            out.add(future.result())
        except (Exception, asyncio.CancelledError) as error:
            half = len(several) // 2
            if half:
                for part in (several[:half], several[half:]):
                    queue.add(submit(part))
                continue
            if attempt < ATTEMPTS:
                queue.add(submit(several, attempt + 1))
                continue
            out.add([lost(several[0], policy, str(error))])
        print(f"\r{out.judged} of {len(photos)}", end="", file=sys.stderr, flush=True)
        for several in waiting:
            queue.add(submit(several))
            break
    print(file=sys.stderr)


def lost(photo: Photo, policy: swafoto.Policy, reason: str) -> dict:
    """The row of a photograph that ended its worker, again and again."""
    return facts_of(photo, policy) | {"fault": LOST, "reason": reason}


def report(found: Found, out: Writer, before: int, seconds: float) -> None:
    """How the photographs fared."""

    def listed(counts: Iterable[tuple[str, int]]) -> str:
        return ", ".join(f"{name} {count}" for name, count in counts)

    unusable = out.faults.total()
    refused = out.judged - out.accepted - unusable
    print(
        f"{out.judged} photographs in {seconds:.0f} s: {out.accepted} accepted, {refused} refused, {unusable} unusable"
    )
    if before:
        print(f"{before} judged before")
    for title, counts in (("refused for", out.failed), ("unusable", out.faults)):
        if counts:
            print(f"{title}: {listed(counts.most_common())}")
    if found.skipped:
        print(f"{found.skipped.total()} other files, not looked at: {listed(found.skipped.most_common())}")
    for folder in found.unreadable:
        print(f"not looked into: {folder}")


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("photos", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--policy", default=swafoto.default_policy_name(), help="a preset's name or a TOML file")
    parser.add_argument("--scheduler", help="of a running Dask cluster that sees PHOTOS at the same path")
    parser.add_argument("--workers", type=positive, default=os.cpu_count(), help="processes on this machine")
    parser.add_argument("--chunk", type=positive, default=32, help="photographs a task")
    arguments = parser.parse_args()
    if not arguments.photos.is_dir():
        parser.error(f"{arguments.photos} is no folder")
    try:
        text = Path(arguments.policy).read_text() if Path(arguments.policy).is_file() else None
        policy = swafoto.Policy.from_toml(text) if text is not None else swafoto.Policy.preset(arguments.policy)
        arguments.out.mkdir(parents=True, exist_ok=True)
    except (swafoto.SwafotoError, OSError, ValueError) as error:
        parser.error(str(error))
    found = find(arguments.photos, arguments.out)
    if not found.photos:
        report(found, Writer(arguments.out), 0, 0)
        parser.error(f"no photograph ({', '.join(sorted(SUFFIXES))}) lies below {arguments.photos}")
    done = judged_before(arguments.out, policy.sha256())
    left = [photo for photo in found.photos if photo.as_text() not in done]
    before = len(found.photos) - len(left)
    print(f"{len(left)} photographs to judge, {before} judged before", file=sys.stderr)
    out, start = Writer(arguments.out), time.monotonic()
    # Processes, not threads: a file that ends its process takes nothing else down. Each loads its own engine.
    local = {"n_workers": arguments.workers, "threads_per_worker": 1, "dashboard_address": None}
    options = {"address": arguments.scheduler} if arguments.scheduler else local
    dask.config.set(
        {
            # Whatever runs when its worker ends is submitted again by us.
            "distributed.scheduler.allowed-failures": 0,
            # No worker has more than it is at: what waits would be suspected, too.
            "distributed.scheduler.worker-saturation": 1.0,
            # With Dask's setting, memory goes back to the system after every network, and is asked for again: that took as long
            # as half of the judging. A cluster's workers are to be started without it, too.
            "distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": None,
            # It looks at the worker a hundred times a second.
            "distributed.worker.profile.enabled": False,
        }
    )
    if left:
        with dask.distributed.Client(**options) as client:
            try:
                run(client, arguments.photos, left, policy.resolved_text(), arguments.chunk, out)
            finally:
                # Also of a run that is stopped, and before the workers are told, which may take them long.
                out.flush()
    report(found, out, before, time.monotonic() - start)
    return 1 if found.unreadable or out.faults[UNREADABLE] or out.faults[LOST] else 0


if __name__ == "__main__":
    sys.exit(main())
