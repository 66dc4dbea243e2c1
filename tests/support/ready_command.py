"""An `atlas` that is already running: each call is a fork of one process with all modules loaded.

Scripts of jobs call the command dozens of times, and starting it takes most of the time of such a call. A
fork gets the arguments, folder, environment and streams of a real process; its exit code is returned.
"""

from __future__ import annotations

import atexit
import importlib
import marshal
import os
import pkgutil
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from support.atlases import FIXTURES, REPOSITORY
from support.building import buildable, only_some_findings
from support.commands import BUILD, call

import generator
from generator.cli import main

_CLIENT = """#!{python} -IS
import marshal, os, sys, _socket
line = _socket.socket(_socket.AF_UNIX)
line.connect({address!r})
said = marshal.dumps((sys.argv[1:], os.getcwdb(), dict(os.environb)))
streams = b"".join(number.to_bytes(4, sys.byteorder) for number in range(3))
line.sendmsg([len(said).to_bytes(4, "big")], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, streams)])
line.sendall(said)
os._exit(line.recv(1)[0])
"""
_SERVER = "import sys; from support.ready_command import serve; serve(sys.argv[1])"


@cache
def ready_command() -> Path:
    """Return an executable file that acts as `atlas`, for as long as this process lives."""
    folder = Path(tempfile.mkdtemp(prefix="ready-"))
    address, client = folder / "socket", folder / "atlas"
    client.write_text(_CLIENT.format(python=sys.executable, address=str(address)), encoding="utf-8")
    client.chmod(0o755)
    paths = f"{REPOSITORY}:{REPOSITORY / 'tests'}"
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONPATH": paths}
    command = [sys.executable, "-c", _SERVER, str(address)]
    server = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    atexit.register(_stop, server, folder)
    assert server.stdout is not None
    assert server.stdout.readline(), "it did not start"
    return client


def _stop(server: subprocess.Popen[bytes], folder: Path) -> None:
    with server:  # the end of its input makes it end
        pass
    shutil.rmtree(folder)


def serve(address: str) -> None:
    """Load all modules, print a line, and run what clients request, each in a fork, until the input ends."""
    for module in pkgutil.walk_packages(generator.__path__, "generator."):
        importlib.import_module(module.name)
    with tempfile.TemporaryDirectory() as folder:  # what is computed once is then ready
        root = buildable(Path(folder) / "atlas", FIXTURES / "golden")
        with only_some_findings():
            call(root, *BUILD)
    with socket.socket(socket.AF_UNIX) as line:
        line.bind(address)
        line.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while sys.stdin not in select.select([line, sys.stdin], [], [])[0]:
            asked, _ = line.accept()
            if not os.fork():
                line.close()
                _answer(asked)
            asked.close()
            with suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass


def _answer(asked: socket.socket) -> None:
    """Run a command in a separate process, and send its exit code to the client."""
    size, streams, _, _ = socket.recv_fds(asked, 4, 3)
    said = asked.makefile("rb").read(int.from_bytes(size, "big"))
    child = os.fork()
    if not child:
        asked.close()
        _become(streams, *marshal.loads(said))  # noqa: S302 - written by our own client
        os._exit(_run())
    asked.sendall(bytes([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 255]))
    os._exit(0)


def _run() -> int:
    """Run the command; return its exit code. A clean shutdown of the process would take as long."""
    code: object = 1
    try:
        main()
    except SystemExit as ended:
        code = ended.code
    except BaseException:  # noqa: BLE001 - printed as Python would
        traceback.print_exc()
    sys.stdout.flush()
    return code if isinstance(code, int) else 0 if code is None else 1


def _become(
    streams: list[int], arguments: list[str], folder: bytes, environment: Mapping[bytes, bytes]
) -> None:
    """Take over what a separate process would have."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin, sys.stdout = open(0, encoding="utf-8"), open(1, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", buffering=1)  # noqa: SIM115 - they stay open
    os.chdir(folder)
    os.environb.clear()
    os.environb.update(environment)
    sys.argv = ["atlas", *arguments]
