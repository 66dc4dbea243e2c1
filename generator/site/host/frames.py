"""Frames: what the theme draws around a page, drawn once and filled with the HTML of each page.

A frame page is drawn with sentinels in its slots, cut at them once, and then filled by one join a
page: no finished HTML is searched through again. Whoever draws the frames (see `mkdocs`) gives
`Frames`; nothing here knows the theme.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from generator.model.settings import Settings
from generator.site.assets import Assets
from generator.site.host.content_security import add_policy
from generator.site.pages import Draft, Page
from generator.site.render.renderer import Head, Slots

_OPEN, _CLOSE = "xatlasslotx", "xendslotx"
SENTINELS = Slots(**{slot: f"{_OPEN}{slot}{_CLOSE}" for slot in Slots.__struct_fields__})

FrameKey = tuple[str, int]
"""Section and depth of a page: what decides how its frame looks."""


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """A frame cut at its slots: a literal in UTF-8, then slot and literal by turns."""

    literals: tuple[bytes, ...]
    slots: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether readers would see what is filled in."""
        return {"head", "content"} <= set(self.slots)

    def fill(self, slots: Slots) -> bytes:
        """Return the whole page in UTF-8: nine tenths of it are the frame's, encoded once."""
        parts = [self.literals[0]]
        for slot, literal in zip(self.slots, self.literals[1:], strict=True):
            parts += (getattr(slots, slot).encode(), literal)
        return b"".join(parts)


class HandWrittenPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page that was written by hand: its address and its file under the root."""

    address: str
    path: str


@dataclass(frozen=True, kw_only=True)
class Frames:
    """What the host of the frame has drawn."""

    by_address: Mapping[str, Frame]
    """Frames of the generated pages that stand in the navigation."""
    by_key: Mapping[FrameKey, Frame]
    written: Sequence[HandWrittenPage]
    notes: Sequence[str] = ()
    """What the host had to say about the hand-written pages."""
    sources: Sequence[str] = ()
    """Files and folders of the atlas, under its root, that all this was drawn from; none if the host
    was told to do more than that, so that nobody can say what it drew from."""
    asked: Mapping[str, bool] = field(default_factory=dict)
    """Addresses that the navigation names, and whether the atlas has such a page."""

    def of(self, page: Draft | Page) -> Frame:
        """Return the frame of a page.

        Raises:
            KeyError: no frame was drawn for the page's section and depth.
        """
        return self.by_address.get(page.address) or self.by_key[page.section, page.depth]

    def all(self) -> Sequence[Frame]:
        """Return every frame."""
        return (*self.by_address.values(), *self.by_key.values())


@dataclass(frozen=True, kw_only=True)
class FramePlan:
    """What has to be drawn: for which atlas, which generated pages, and how a head is written."""

    root: Path
    assets: Assets
    settings: Settings
    drafts: Collection[Draft]
    head: Callable[[Head], str]
    digest: bytes = field(repr=False)
    """Hash of all that heads are written from."""

    @property
    def frame_keys(self) -> AbstractSet[FrameKey]:
        """The sections and depths that need a frame."""
        return {(draft.section, draft.depth) for draft in self.drafts}


def cut(html: str, posts_to: str = "") -> Frame:
    """Return a drawn frame page with its policy, without empty lines and indents, cut at its sentinels.

    `posts_to` is the origin that takes proposals from the form, if any.
    """
    lines = (line.lstrip(" ") for line in html.split("\n"))
    drawn = add_policy("\n".join(filter(str.strip, lines)), posts_to)
    first, *rest = drawn.split(_OPEN)
    pairs = [part.split(_CLOSE, 1) for part in rest]
    literals = (first, *(literal for _, literal in pairs))
    return Frame(literals=tuple(map(str.encode, literals)), slots=tuple(slot for slot, _ in pairs))
