from __future__ import annotations

import io
from pathlib import Path

import msgspec
import pytest
from PIL import Image
from support.pages import record, record_page, renderer
from support.records import own_settings

from generator.base.fingerprint import FileStamp
from generator.model.kinds import COMMUNITY, KINDS, PRACTICE, Kind
from generator.site.manifest import BuildManifest, PageEntry, PageFacts
from generator.site.pages import Page, Picture
from generator.site.pictures import write
from generator.site.pictures.draw import HEIGHT, WIDTH, draw

MOST_BYTES = 60 * 1024
FACTS = PageFacts(input_digest=b"", updated="", listed=True, searched=False, document=None)
LONG = "Превысокомногорассмотрительствующее название практики, которое никак не кончается, и " * 4


def picture(page: Page) -> Picture:
    assert page.picture is not None
    return page.picture


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_record_has_a_picture_of_its_title_and_facts(kind: Kind) -> None:
    page = record_page(record(kind, "one"))
    assert picture(page).title == "Запись one"
    assert picture(page).note
    drawn = draw(picture(page))
    assert len(drawn) <= MOST_BYTES
    with Image.open(io.BytesIO(drawn)) as image:
        assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT)) == ("PNG", (1200, 630))


@pytest.mark.parametrize("title", [LONG, "х" * 300, "Я", "🙂 العربية 漢字"])
def test_any_text_fits_without_touching_the_edges(title: str) -> None:
    whole = Picture(title=title, note=LONG, facts=((LONG, LONG),) * 3, atlas=LONG)
    drawn = draw(whole)
    assert len(drawn) <= MOST_BYTES
    with Image.open(io.BytesIO(drawn)) as image:
        right = image.convert("RGB").crop((WIDTH - 40, 0, WIDTH, HEIGHT - 80))
        assert len(right.getcolors() or ()) == 1, "the right margin is of one colour"


def written(folder: Path, page: Page, old: BuildManifest) -> BuildManifest:
    entry = write.PictureWriter(folder=str(folder), old=old).put(page)
    assert entry is not None
    assert FileStamp.of(f"{folder}/{page.address}picture.png") == entry.stamp
    pages = {page.address: PageEntry(entry.stamp, FACTS, (), entry)}
    return BuildManifest(folder=str(folder), pages=pages)


def test_a_picture_is_drawn_anew_only_when_what_it_shows_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def pretend(one: Picture) -> bytes:
        drawn.append(one.title)
        return one.title.encode()

    monkeypatch.setattr("generator.site.pictures.draw.draw", pretend)
    page = record_page(record(PRACTICE, "one"))
    first = written(tmp_path / "first", page, BuildManifest())
    other_text = msgspec.structs.replace(page, description="Другие слова, которых на картинке нет.")
    second = written(tmp_path / "second", other_text, first)
    assert drawn == ["Запись one"]
    other_title = record_page(record(PRACTICE, "one", title="Другое название"))
    third = written(tmp_path / "third", other_title, second)
    assert drawn[1:] == ["Другое название"]
    (tmp_path / "third" / page.address / "picture.png").write_bytes(b"spoilt by somebody")
    written(tmp_path / "fourth", other_title, third)
    assert drawn[2:] == ["Другое название"]
    assert (tmp_path / "fourth" / page.address / "picture.png").read_text() == "Другое название"


def test_the_head_of_a_page_names_its_picture_by_a_whole_address() -> None:
    head = renderer().head(record_page(record(COMMUNITY, "one")))
    address = f"{own_settings().atlas.site_address}communities/one/picture.png"
    assert f'<meta property="og:image" content="{address}">' in head
