"""Every page of the atlas is valid HTML; the theme's own faults are listed one by one."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from support import page_kinds
from support.effort import sample
from support.node import NODE
from support.sites import REPOSITORY, html_pages

WEB = REPOSITORY / "tests/web"
SAMPLE = 4
"""Pages of each sort that are looked at in a usual run, beside one of every kind."""
# Switched off in htmlvalidate.json because they are taste, not validity: the case of the doctype,
# the length of a title, spaces at a line's end.

THEME_FAULTS = {
    # Material's styles know the menu and the list of contents by reserved-looking ids.
    ("valid-id", "#__"),
    # They and its search are switched by check boxes that a browser is told not to fill in.
    ("input-attributes", "#__drawer"),
    ("input-attributes", "#__search"),
    ("valid-autocomplete", "#__drawer"),
    ("valid-autocomplete", "#__search"),
    # A hand-written page's contents stand beside it and in the menu of a narrow screen.
    ("unique-landmark", "html > body > div:nth-child(7) > main > div > div"),
    # The search box of the header is sent by the Enter key.
    ("wcag/h32", "html > body > header > nav > form"),
}


def is_themes(rule: str, selector: str) -> bool:
    """Tell whether a message is about one of the theme's known faults."""
    return any(rule == known and selector.startswith(start) for known, start in THEME_FAULTS)


def validated(pages: Sequence[Path]) -> Mapping[str, list[dict[str, Any]]]:
    """Return what the checker says of each page."""
    done = subprocess.run(
        [NODE, str(WEB / "validate.mjs")],
        input=json.dumps({"config": str(WEB / "htmlvalidate.json"), "pages": [str(page) for page in pages]}),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(line) for line in done.stdout.splitlines())


@pytest.mark.sampled
def test_every_page_is_valid_html(built_site: Path) -> None:
    every = html_pages(built_site)
    assert len(every) > 300
    alike = sample([*page_kinds.like_others(built_site).values()], SAMPLE)
    addresses = [*page_kinds.redirects(built_site), *page_kinds.addresses(built_site).values(), *alike]
    named = {built_site / address / "index.html" for address in addresses}
    pages = sorted({*named, built_site / "404.html"} & set(every) | set(sample(every, SAMPLE)))
    checked = validated(pages)
    faults = {
        f"{Path(page).relative_to(built_site)}:{message['line']} {message['ruleId']} "
        f"{message.get('selector')}: {message['message']}"
        for page, messages in checked.items()
        for message in messages
        if not is_themes(message["ruleId"], message.get("selector") or "")
    }
    assert len(pages) == len(checked)
    assert sum(map(len, checked.values())) > len(pages)  # the theme's own faults are seen
    assert sorted(faults) == []


def test_faults_are_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<!doctype html><html lang=ru><title>Т</title><body><p id=a></p><b id=a>x</b></body></html>"
    )
    (messages,) = validated([page]).values()
    assert {message["ruleId"] for message in messages} >= {"no-dup-id"}
