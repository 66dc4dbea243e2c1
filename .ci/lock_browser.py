"""Renews requirements/browser.txt: the libraries that only the page for tables runs, as Python for browsers.

No resolver knows the platform of Pyodide: pip downloads the newest wheels for the one that is installed in
tests/web, without their dependencies, and this writes their versions and hashes.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYODIDE = ROOT / "tests/web/node_modules/pyodide/pyodide-lock.json"
NAMES = ("msgspec", "snowballstemmer")
HEADER = """\
# What runs in the reader's browser and is not among what a build needs: see tests/web/runtime.mjs.
# Written by .ci/lock_browser.py (`make lock`), then `make runtime`.
"""


def main() -> None:
    """Download the wheels and write the file."""
    info = json.loads(PYODIDE.read_text(encoding="utf-8"))["info"]
    version = "".join(info["python"].split(".")[:2])
    platform = f"pyemscripten_{info['abi_version']}_wasm32"
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        command += ["--platform", platform, "--python-version", version, "--implementation", "cp"]
        command += ["--abi", f"cp{version}", "--abi", "none", "--dest", folder, *NAMES]
        subprocess.run(command, check=True)  # noqa: S603 - names and tags of this repository
        wheels = sorted(Path(folder).iterdir())
        lines = [f"{_pin(one)} \\\n    --hash=sha256:{_hash(one)}\n" for one in wheels]
    (ROOT / "requirements/browser.txt").write_text(HEADER + "".join(lines), encoding="utf-8")


def _pin(wheel: Path) -> str:
    name, version, *_ = wheel.name.split("-")
    return f"{name}=={version}"


def _hash(wheel: Path) -> str:
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
