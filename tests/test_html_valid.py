"""Every page of the atlas is valid HTML; the theme's own faults are listed one by one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from support.sites import REPOSITORY, html_pages

WEB = REPOSITORY / "tests/web"
# Switched off in htmlvalidate.json because they are taste, not validity: the case of the doctype,
# the length of a title, spaces at a line's end.

THEME_FAULTS = {
    # Material keeps the state of its drawer, search and palette in check boxes with reserved-looking ids.
    ("valid-id", "#__"),
    ("input-attributes", "#__drawer"),
    ("input-attributes", "#__search"),
    ("valid-autocomplete", "#__drawer"),
    ("valid-autocomplete", "#__search"),
    # Its palette switch is a form that a script reads, without a button.
    ("wcag/h32", "html > body > header > nav > form"),
    # Its drawer's headings carry an empty tabindex when nothing is below them.
    ("attribute-allowed-values", "#__nav_"),
    # Its drawer and its contents list are navigations with one label.
    ("unique-landmark", "html > body > div:nth-child(7) > main > div > div"),
}


def is_themes(rule: str, selector: str) -> bool:
    """Tell whether a message is about one of the theme's known faults."""
    return any(rule == known and selector.startswith(start) for known, start in THEME_FAULTS)


def test_every_page_is_valid_html(built_site: Path, tmp_path: Path) -> None:
    pages = html_pages(built_site)
    node = Path(sys.executable).with_name("node")
    checker = WEB / "node_modules/html-validate/bin/html-validate.mjs"
    options = ["--config", str(WEB / "htmlvalidate.json"), "--formatter", "json"]
    report = tmp_path / "report.json"
    with report.open("w") as output:  # the checker exits before a pipe has taken all it says
        command = [str(node), str(checker), *options, str(built_site / "**/*.html")]
        subprocess.run(command, stdout=output, check=False)
    checked = json.loads(report.read_text(encoding="utf-8"))
    faults = {
        f"{Path(file['filePath']).relative_to(built_site)}:{message['line']} {message['ruleId']} "
        f"{message.get('selector')}: {message['message']}"
        for file in checked
        for message in file["messages"]
        if not is_themes(message["ruleId"], message.get("selector") or "")
    }
    assert len(pages) >= len(checked) > 300  # pages without any message are not reported
    assert sorted(faults) == []
