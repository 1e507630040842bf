"""examples/recheck.py as a server's people start it: what it says, what it writes, and that it goes on where it was."""

import json
import os
import subprocess
import sys
from pathlib import Path

import films
import pyarrow.parquet as pq
import pytest

import swafoto

SCRIPT = films.ROOT / "bindings/python/examples/recheck.py"


def recheck(*arguments, **environment):
    command = [sys.executable, SCRIPT, *map(str, arguments)]
    package = {"PYTHONPATH": str(Path(swafoto.__file__).parents[1])}
    return subprocess.run(command, env=os.environ | package | environment, capture_output=True, text=True)


@pytest.fixture
def photos(tmp_path) -> Path:
    folder = tmp_path / "photos"
    (folder / "below").mkdir(parents=True)
    photo = films.PORTRAIT.read_bytes()
    for name in ("a.jpg", "below/b.JPG", "declared.jpg"):
        (folder / name).write_bytes(photo)
    (folder / "declared.jpg.receipt").write_text(json.dumps({"declared_covering": "person"}))
    (folder / "half.jpg").write_bytes(photo[: len(photo) // 2])
    (folder / "c.heic").write_bytes(photo)
    (folder / "note").write_text("no photograph")
    return folder


def rows(out: Path) -> dict[str, dict]:
    read = pq.read_table(out).to_pylist()
    assert len({row["photo"] for row in read}) == len(read)
    return {row["photo"]: row for row in read}


def test_a_backlog_is_judged_once(photos, tmp_path):
    # Within the folder, as people do: it is not taken for photographs.
    out = photos / "out"
    run = recheck(photos, out, "--workers", 2, "--chunk", 1)
    assert run.returncode == 0, run.stderr
    accepted = swafoto.check(films.PORTRAIT.read_bytes()).accepted
    assert f"{3 * accepted} accepted, {3 * (not accepted)} refused, 1 unusable" in run.stdout
    assert "unusable: truncated 1" in run.stdout
    assert "2 other files, not looked at: " in run.stdout and ".heic 1" in run.stdout
    assert "without a suffix 1" in run.stdout
    judged = rows(out)
    assert set(judged) == {"a.jpg", "below/b.JPG", "declared.jpg", "half.jpg"}
    assert judged["half.jpg"]["fault"] == "truncated"
    assert judged["declared.jpg"]["declared_covering"] == "person"
    assert judged["a.jpg"]["policy_sha256"] == swafoto.Policy.preset("prakerja-2020").sha256()
    # Four chunks of one photograph, but not four files.
    assert len(list(out.glob("*.parquet"))) == 1

    (photos / "a.jpg").touch()
    (photos / "new.jpg").write_bytes(films.PORTRAIT.read_bytes())
    run = recheck(photos, out, "--workers", 1)
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("2 photographs in ") and "3 judged before" in run.stdout
    run = recheck(photos, out, "--workers", 1)
    assert run.returncode == 0 and run.stdout.startswith("0 photographs in ") and "5 judged before" in run.stdout


def test_what_ends_its_worker_is_a_row(photos, tmp_path):
    # Read by every Python that starts: a worker that is handed the photograph called b.JPG ends at once.
    (tmp_path / "sitecustomize.py").write_text(
        "import os, pathlib\n"
        "read = pathlib.Path.read_bytes\n"
        "pathlib.Path.read_bytes = lambda path: os._exit(9) if path.name == 'b.JPG' else read(path)\n"
    )
    package = Path(swafoto.__file__).parents[1]
    run = recheck(photos, tmp_path / "out", "--workers", 1, "--chunk", 2, PYTHONPATH=f"{tmp_path}{os.pathsep}{package}")
    assert run.returncode == 1, run.stderr
    assert "worker-lost 1" in run.stdout
    judged = rows(tmp_path / "out")
    assert judged["below/b.JPG"]["fault"] == "worker-lost"
    assert judged["a.jpg"]["fault"] is None and len(judged) == 4


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "nowhere is no folder"),
        ([films.PORTRAIT], "is no folder"),
        ([films.ROOT / "tests/python"], "no photograph"),
        ([films.ROOT / "tests/fixtures", "--workers", 0], "--workers: invalid positive value"),
        ([films.ROOT / "tests/fixtures", "--chunk", -1], "--chunk: invalid positive value"),
        ([films.ROOT / "tests/fixtures", "--policy", "none"], "there is no preset called `none`"),
        ([films.ROOT / "tests/fixtures", "--policy", films.ROOT / "tests/python/films.py"], "reason="),
    ],
)
def test_what_cannot_begin_says_why(tmp_path, arguments, words):
    photos, *options = arguments
    run = recheck(photos, tmp_path / "out", *options)
    assert run.returncode == 2 and words in run.stderr and "Traceback" not in run.stderr
