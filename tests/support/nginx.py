"""Debian's nginx, run with the configuration from the docs."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from support.sites import REPOSITORY

CONFIGURATION = REPOSITORY / "docs/ru/nginx.conf"
READER = "www-data"
"""The user as whom the server reads files, if the tests may choose."""
_MAIN = """
{user}
pid {folder}/pid;
error_log {folder}/error.log;
worker_processes 1;
daemon off;
events {{ worker_connections 64; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
    include {folder}/atlas.conf;
}}
"""


@contextmanager
def public_folder() -> Iterator[Path]:
    """Yield a folder that every user of this machine may enter, unlike those of pytest."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@contextmanager
def run_nginx(folder: Path, root: Path, mount: str = "/") -> Iterator[str]:
    """Run nginx over `root` and yield its address, including `mount`; `folder` is for its own files.

    Only what the docs tell an owner to change is changed: port, folder, and the path of the 404 page.
    """
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "nginx is missing: `make browser` installs it"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    text = CONFIGURATION.read_text(encoding="utf-8")
    changes = {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "root /var/www/atlas;": f"root {root};",
        " /404.html;": f" {mount}404.html;",
    }
    for written, changed in changes.items():
        assert written in text
        text = text.replace(written, changed)
    (folder / "atlas.conf").write_text(text, encoding="utf-8")
    user = f"user {READER};" if os.geteuid() == 0 else ""
    main = folder / "nginx.conf"
    main.write_text(_MAIN.format(user=user, folder=folder), encoding="utf-8")
    with subprocess.Popen([program, "-c", str(main)], stderr=subprocess.PIPE, text=True) as server:
        try:
            _wait(server, port)
            yield f"http://127.0.0.1:{port}{mount}"
        finally:
            server.terminate()


def _wait(server: subprocess.Popen[str], port: int) -> None:
    for _ in range(200):
        assert server.poll() is None, server.stderr and server.stderr.read()
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    message = "nginx does not listen"
    raise AssertionError(message)
