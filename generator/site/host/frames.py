"""Frames: what the theme renders around a page, once for many pages; the HTML of each page is filled in.

A frame page is rendered with sentinels in its slots and split at them once; then one join per page fills it.
So no finished HTML is searched again. Whoever renders the frames (see `mkdocs`) returns `Frames`; nothing
here depends on the theme.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
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
"""Section and depth of a page, on which its frame depends."""


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """A frame split at its slots: literals in UTF-8, with a slot between each two of them."""

    literals: tuple[bytes, ...]
    slots: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether the frame has the slots without which readers would not see the page."""
        return {"head", "content"} <= set(self.slots)

    def fill(self, slots: Slots) -> bytes:
        """Return the whole page in UTF-8: nine tenths of it are the frame, which is encoded only once."""
        parts = [self.literals[0]]
        for slot, literal in zip(self.slots, self.literals[1:], strict=True):
            parts += (getattr(slots, slot).encode(), literal)
        return b"".join(parts)


class HandWrittenPage(msgspec.Struct, frozen=True, kw_only=True):
    """A hand-written page: its address and its file under the root."""

    address: str
    path: str


class Frames(msgspec.Struct, frozen=True, kw_only=True):
    """What the host of the frames has rendered."""

    by_address: Mapping[str, Frame]
    """Frames of the generated pages that are in the navigation."""
    by_key: Mapping[FrameKey, Frame]
    written: Sequence[HandWrittenPage]
    notes: Sequence[str] = ()
    """The host's messages about the hand-written pages."""
    sources: Sequence[str] = ()
    """Files and folders of the atlas, relative to its root, that all this was rendered from. Empty if the
    host is configured to do more, so that its sources are unknown."""
    asked: Mapping[str, bool] = {}
    """Addresses that the navigation mentions, and whether the atlas has such a page."""

    def of(self, page: Draft | Page) -> Frame:
        """Return the frame of a page.

        Raises:
            KeyError: no frame exists for the page's section and depth.
        """
        return self.by_address.get(page.address) or self.by_key[page.section, page.depth]

    def all(self) -> Sequence[Frame]:
        """Return all frames."""
        return (*self.by_address.values(), *self.by_key.values())


class FramePlan(msgspec.Struct, frozen=True, kw_only=True):
    """What has to be rendered: for which atlas and generated pages, and how their heads are written."""

    root: Path
    assets: Assets
    settings: Settings
    drafts: Collection[Draft]
    head: Callable[[Head], str]
    digest: bytes
    """Hash of everything the heads are written from."""

    @property
    def frame_keys(self) -> AbstractSet[FrameKey]:
        """The sections and depths that need a frame."""
        return {(draft.section, draft.depth) for draft in self.drafts}


def cut(html: str, posts_to: str = "") -> Frame:
    """Return a rendered frame page with its policy, without empty lines and indents, split at its sentinels.

    `posts_to` is the origin that accepts proposals from the form, if any.
    """
    lines = (line.lstrip(" ") for line in html.split("\n"))
    drawn = add_policy("\n".join(filter(str.strip, lines)), posts_to)
    first, *rest = drawn.split(_OPEN)
    pairs = [part.split(_CLOSE, 1) for part in rest]
    literals = (first, *(literal for _, literal in pairs))
    return Frame(literals=tuple(map(str.encode, literals)), slots=tuple(slot for slot, _ in pairs))
