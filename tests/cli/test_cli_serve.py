from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

from support.building import buildable


def test_a_taken_port_is_told_in_russian(tmp_path: Path) -> None:
    root = buildable(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "generator", "--root", str(root), "serve", "--port", str(port)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert f"порт {port} занят" in done.stderr
    assert "Traceback" not in done.stderr
