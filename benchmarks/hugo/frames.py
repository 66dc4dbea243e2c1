"""The generator's frames as base layouts of Hugo: the bytes around the content are the same."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urljoin

from benchmarks.synthetic import AS_OF
from generator.site.host.frames import Frame, FrameKey
from generator.site.host.mkdocs import draw
from generator.site.prepare import Order, prepare
from generator.site.progress import Progress

SLOTS: Mapping[str, str] = {
    "title": "{{ .Title }}",
    "head": '{{ partial "head.html" . }}',
    "content": '{{ block "main" . }}{{ end }}',
    "contents": '{{ block "contents" . }}{{ end }}',
    "contents_state": '{{ block "state" . }}hidden{{ end }}',
}
"""The content of each slot of a frame in a base layout."""
ROOT = "/atlas/"
"""The path of the site on its host: Hugo's layouts write absolute addresses, so a section has one frame."""
RECORDS = 2
"""Depth of the pages of records and terms."""
_ADDRESS = re.compile(r'(?<=\s)(href|src|action)="([^"#:]*)"')


def write_frames(root: Path, site: Path) -> None:
    """Render the frames of the atlas at `root` into the Hugo site: layouts and the theme's files."""
    order = Order(root=root, as_of=AS_OF)
    static = site / "static"
    frames = draw(prepare(order, Progress()).plan_frames(root), static)
    for page in static.rglob("*.html"):
        page.unlink()
    for section, (depth, frame) in _one_each(frames.by_key).items():
        layout = site / "layouts" / ("" if section == "home" else section) / "baseof.html"
        layout.parent.mkdir(parents=True, exist_ok=True)
        layout.write_text(_layout(frame, depth), encoding="utf-8")
    for section in ("directions", "levels", "tags"):
        shutil.copytree(site / "layouts/subjects", site / "layouts" / section)


def _one_each(frames: Mapping[FrameKey, Frame]) -> Mapping[str, tuple[int, Frame]]:
    """Return the depth and the frame for records or terms of each section, else any frame of it."""
    ordered = sorted(frames.items(), key=lambda item: (item[0][1] == RECORDS, item[0]))
    return {section: (depth, frame) for (section, depth), frame in ordered}


def _layout(frame: Frame, depth: int) -> str:
    return "".join(_pieces(frame, f"{ROOT}{'x/' * depth}"))


def _pieces(frame: Frame, base: str) -> Iterator[str]:
    literals = (
        _ADDRESS.sub(lambda found: _move_to_root(found, base), text)
        for text in map(bytes.decode, frame.literals)
    )
    yield next(literals)
    for slot, literal in zip(frame.slots, literals, strict=True):
        yield SLOTS[slot]
        yield literal


def _move_to_root(found: re.Match[str], base: str) -> str:
    return f'{found[1]}="{urljoin(base, found[2])}"'
