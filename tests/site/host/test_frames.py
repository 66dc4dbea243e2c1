from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.site.host.frames import SENTINELS, Frame, Frames, cut
from generator.site.pages import Page
from generator.site.render.renderer import Slots

NAMES = Slots.__struct_fields__
LITERALS = st.text(alphabet="<>abc{}\\&\u2028 ", max_size=20)


def page(address: str, section: str) -> Page:
    return Page(address=address, section=section, title="", description="", template="", view=None)


@given(st.lists(st.tuples(st.sampled_from(NAMES), LITERALS), max_size=8), LITERALS, st.data())
def test_what_is_page_stands_where_the_sentinels_stood(
    slots: list[tuple[str, str]], first: str, data: st.DataObject
) -> None:
    drawn = first + "".join(getattr(SENTINELS, name) + after for name, after in slots)
    values = {name: data.draw(st.text()) for name in NAMES}
    expected = first.lstrip(" ") + "".join(values[name] + after for name, after in slots)
    # only a frame that is nothing but blanks loses them all: empty lines and indents are dropped
    assert cut(drawn).fill(Slots(**values)).decode() == (expected if drawn.strip() else "")


def test_a_page_that_quotes_a_sentinel_is_not_cut_there() -> None:
    frame = cut(f"<h1>{SENTINELS.title}</h1>{SENTINELS.content}")
    page = frame.fill(Slots(title="t", head="", content=SENTINELS.title))
    assert page.decode() == f"<h1>t</h1>{SENTINELS.title}"


def test_empty_lines_and_indents_of_a_frame_go() -> None:
    assert cut("<html>\n\n  \n  <body>").literals == (b"<html>\n<body>",)


def test_a_page_gets_the_frame_of_its_address_before_that_of_its_section_and_depth() -> None:
    frames = Frames(
        by_address={"practices/": Frame(literals=(b"own",), slots=())},
        by_key={("practices", 1): Frame(literals=(b"shared",), slots=())},
        written=(),
    )
    assert frames.of(page("practices/", "practices")).literals == (b"own",)
    assert frames.of(page("other/", "practices")).literals == (b"shared",)
    with pytest.raises(KeyError):
        frames.of(page("a/b/", "practices"))
