"""The package passes mypy's strict reading, and its hand-written types say what the library takes."""

import subprocess
import sys
from pathlib import Path

import films

import swafoto

PACKAGE = Path(swafoto.__file__).parent
SETTINGS = films.ROOT / "bindings/python/pyproject.toml"

# Compiled by nobody but mypy: each line that is wrong says so.
APP = """\
import mmap
import swafoto

class Listener(swafoto.SessionListener):
    def changed(self, update: swafoto.Update) -> None:
        print(update.hint, update.outline[0].x)

def judge(photo: bytes, mapped: mmap.mmap, view: memoryview) -> bool:
    try:
        verdicts = [swafoto.check(buffer, "icao-9303") for buffer in (photo, mapped, view)]
    except swafoto.SwafotoError.UnusableFile as error:
        print(error.fault.name, error.reason)
        raise
    except swafoto.SwafotoError as error:
        print(error)
        raise
    return all(verdict.accepted for verdict in verdicts)

def session(engine: swafoto.Engine, policy: swafoto.Policy) -> bytes | None:
    with swafoto.SelfieSession(engine, policy, swafoto.SessionRequest(nonce="1"), Listener()) as session:
        capture = session.take_capture()
    if capture is None:
        return None
    with capture:
        return capture.jpeg()

swafoto.check("photo.jpg")  # type: ignore[arg-type]
swafoto.SwafotoError.Unheard  # type: ignore[attr-defined]
session(1, 2)  # type: ignore[arg-type]
"""

# What the generator does that an app does not see: how an object ends, what it inherits, and constructors that only raise.
GENERATED = r"""
swafoto\._objects\.[A-Z]\w+(\.__del__)?
swafoto\._objects\.(Capture|Policy)\.__init__
"""


def mypy(*arguments, cwd):
    environment = {"MYPYPATH": str(PACKAGE.parent), "PATH": "", "PYTHONPATH": str(PACKAGE.parent)}
    command = [sys.executable, "-m", *arguments]
    run = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_package_is_typed_strictly(tmp_path):
    mypy("mypy", "--strict", "--config-file", SETTINGS, "-p", "swafoto", cwd=tmp_path)


def test_an_app_is_typed_strictly(tmp_path):
    (tmp_path / "app.py").write_text(APP)
    mypy("mypy", "--strict", "--warn-unused-ignores", "--config-file", SETTINGS, "app.py", cwd=tmp_path)


def test_the_written_types_are_those_of_the_library(tmp_path):
    (tmp_path / "generated").write_text(GENERATED)
    mypy("mypy.stubtest", "swafoto._objects", "--mypy-config-file", SETTINGS, "--allowlist", "generated", cwd=tmp_path)
