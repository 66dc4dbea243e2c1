"""Looks all locked dependencies up in a database of known vulnerabilities, with pip-audit.

If no database can be reached, this is reported and is not a failure. A vulnerability is a failure, and so is
an aborted audit.
"""

from __future__ import annotations

import argparse
import http.client
import json
import subprocess
import sys
import urllib.request
from collections.abc import Sequence
from typing import Any

DATABASE = "https://api.osv.dev/v1/query"
KNOWN = {"package": {"name": "jinja2", "ecosystem": "PyPI"}, "version": "2.10"}
"""Known to be vulnerable since 2019: a server that finds nothing in it is not a database."""
ANSWER_SECONDS = 10
AUDIT_SECONDS = 300

NOT_ASKED = "Уязвимости в зависимостях НЕ проверены: база {} не отвечает. Это не ошибка, но и не проверка."
TOO_SLOW = "Уязвимости в зависимостях НЕ проверены: база {} не ответила за {} с."
BROKEN = "Проверка зависимостей сорвалась, pip-audit сообщает:\n{}"
CLEAN = "Известных уязвимостей в зависимостях нет: проверено пакетов — {}."
SKIPPED = "Не проверен: {name} ({skip_reason})"
VULNERABLE = "Уязвимость {id} в {name} {version}. Исправлено в: {fixed}. {description}"
UPGRADE = "Обновите зависимости: make lock, затем снова make audit."


def main() -> int:
    """Audit the lock files in the command line; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--database", default=DATABASE)
    parser.add_argument("--seconds", type=float, default=AUDIT_SECONDS)
    given = parser.parse_args()
    if not answers(given.database):
        return told(NOT_ASKED.format(given.database))
    try:
        done = pip_audit(given.files, given.database, given.seconds)
    except subprocess.TimeoutExpired:
        return told(TOO_SLOW.format(given.database, f"{given.seconds:g}"))
    try:
        dependencies = json.loads(done.stdout)["dependencies"]
    except ValueError:
        return told(BROKEN.format(done.stderr.strip()), code=1)
    return verdict(dependencies)


def answers(database: str) -> bool:
    """Return whether the database is reachable and knows `KNOWN`."""
    question = urllib.request.Request(database, data=json.dumps(KNOWN).encode())  # noqa: S310 - our own address
    try:
        with urllib.request.urlopen(question, timeout=ANSWER_SECONDS) as answer:  # noqa: S310
            return bool(json.load(answer).get("vulns"))
    except (OSError, http.client.HTTPException, ValueError, AttributeError):
        return False


def pip_audit(files: Sequence[str], database: str, seconds: float) -> subprocess.CompletedProcess[str]:
    """Look up all lines of the lock files with pip-audit.

    Raises:
        subprocess.TimeoutExpired: it took longer than `seconds`.
    """
    command = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off"]
    service = ["--vulnerability-service", "osv", "--osv-url", database, "--timeout", str(ANSWER_SECONDS)]
    locked = ["--require-hashes", "--disable-pip", *(part for file in files for part in ("-r", file))]
    return subprocess.run(  # noqa: S603 - a fixed command over our own files
        [*command, *service, *locked], capture_output=True, text=True, timeout=seconds, check=False
    )


def verdict(dependencies: Sequence[dict[str, Any]]) -> int:
    """Print what pip-audit has found in the dependencies of its report; return the exit code."""
    found = [(one, flaw) for one in dependencies for flaw in one.get("vulns", ())]
    for one in dependencies:
        if "skip_reason" in one:
            told(SKIPPED.format(**one))
    for one, flaw in found:
        fixed = ", ".join(flaw["fix_versions"]) or "—"
        told(VULNERABLE.format(**{**one, **flaw, "fixed": fixed}))
    if found:
        return told(UPGRADE, code=1)
    return told(CLEAN.format(sum("skip_reason" not in one for one in dependencies)))


def told(message: str, code: int = 0) -> int:
    """Print a message and return an exit code."""
    print(message)  # noqa: T201 - the purpose of the command
    return code


if __name__ == "__main__":
    sys.exit(main())
