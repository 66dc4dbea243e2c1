"""Random changes to a small atlas and its output, as made by people, programs and accidents."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml
from support.building import OWN_STYLE

BREAK = "\ntitle: ["
"""Appended to a record, this breaks it."""
WORDS = ("чтение", "модуль", "кружок", "задача", "опыт", "диагностика", "наставник", "проект", "урок")


@dataclass(frozen=True, kw_only=True)
class Place:
    """What is changed: the atlas, its built site, a copy of the generator's templates."""

    root: Path
    site: Path
    templates: Path
    chance: random.Random

    def record(self, kind: str = "*") -> Path:
        """Return a random record of a kind."""
        return self.chance.choice(sorted((self.root / "content").glob(f"{kind}/*.yaml")))

    def words(self) -> str:
        """Return random words."""
        return " ".join(self.chance.choices(WORDS, k=3))


def edit_text(place: Place) -> None:
    """Change the title of a record."""
    record = place.record()
    text = record.read_text(encoding="utf-8")
    record.write_text(
        re.sub(r"^title: .*$", f"title: Запись про {place.words()}", text, flags=re.MULTILINE),
        encoding="utf-8",
    )


def edit_terms(place: Place) -> None:
    """Give a practice another municipality and other tags."""
    record = place.record("practices")
    text = record.read_text(encoding="utf-8")
    if text.endswith(BREAK):
        return
    data = yaml.safe_load(text)
    places = yaml.safe_load((place.root / "site_config/municipalities.yaml").read_text(encoding="utf-8"))
    data["municipality"] = place.chance.choice(places["municipalities"])["id"]
    data["tags"] = sorted(set(place.chance.choices(WORDS, k=2)))
    record.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def add(place: Place) -> None:
    """Copy a record under another name."""
    record = place.record()
    _rename(record, place, shutil.copy)


def rename(place: Place) -> None:
    """Rename a record, which breaks the references to it."""
    record = place.record()
    _rename(record, place, Path.rename)


def _rename(record: Path, place: Place, way: Callable[[Path, Path], object]) -> None:
    new = f"{record.stem[:20].rstrip('-')}-{place.chance.randrange(1000)}"
    target = record.with_name(f"{new}.yaml")
    way(record, target)
    text = target.read_text(encoding="utf-8")
    target.write_text(re.sub(r"^id: .*$", f"id: {new}", text, flags=re.MULTILINE), encoding="utf-8")


def delete(place: Place) -> None:
    """Delete a record, unless few are left, or it is the last of its kind."""
    record = place.record()
    others = len(list(record.parent.glob("*.yaml"))) - 1
    if others and len(list((place.root / "content").glob("*/*.yaml"))) > 3:
        record.unlink()


def break_or_mend(place: Place) -> None:
    """Break a record, or repair a broken one."""
    record = place.record()
    text = record.read_text(encoding="utf-8")
    record.write_text(text.removesuffix(BREAK) if text.endswith(BREAK) else text + BREAK)


def vocabulary(place: Place) -> None:
    """Rename a term of a vocabulary."""
    _subtitle(place.root / "site_config/vocabularies/subjects.yaml", place)


def municipality(place: Place) -> None:
    """Rename a municipality."""
    _subtitle(place.root / "site_config/municipalities.yaml", place)


def _subtitle(file: Path, place: Place) -> None:
    lines = file.read_text(encoding="utf-8").split("\n")
    titles = [number for number, line in enumerate(lines) if re.match(r"\s+title: \w", line)]
    number = place.chance.choice(titles)
    lines[number] = f"{lines[number].split('title:')[0]}title: Новое {place.words()}"
    file.write_text("\n".join(lines), encoding="utf-8")


def settings(place: Place) -> None:
    """Change the atlas's name and the number of records on a page of a list."""
    file = place.root / "site_config/atlas.yaml"
    text = re.sub(r"^page_size: .*\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = re.sub(r"^title: .*$", f"title: Атлас, {place.words()}", text, flags=re.MULTILINE)
    file.write_text(f"{text.rstrip()}\npage_size: {place.chance.randint(6, 8)}\n", encoding="utf-8")


def schema(place: Place) -> None:
    """Change the description of a field in a schema."""
    file = place.root / "schemas/practice.schema.json"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        re.sub(r'"title": "[^"]*"', f'"title": "{place.words()}"', text, count=1), encoding="utf-8"
    )


def theme(place: Place) -> None:
    """Change a style sheet of the theme."""
    with (place.root / OWN_STYLE).open("a", encoding="utf-8") as file:
        file.write(f"/* {place.words()} */\n")


def hand_written(place: Place) -> None:
    """Write or change a hand-written page."""
    page = place.root / "site_config/pages/about.md"
    page.write_text(f"# Об атласе\n\n{place.words()}\n", encoding="utf-8")


def template(place: Place) -> None:
    """Change a template of the generator."""
    name = place.chance.choice(("foot.html.j2", "list.html.j2", "sitemap.xml.j2"))
    with (place.templates / name).open("a", encoding="utf-8") as file:
        file.write(f"{{# {place.words()} #}}<!-- {place.chance.randrange(100)} -->")


def host(place: Place) -> None:
    """Change the settings of the frames' host."""
    file = place.root / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    name = f"copyright: {place.words()}\n"
    file.write_text(re.sub(r"^copyright: .*\n", "", text, flags=re.MULTILINE) + name, encoding="utf-8")


def spoil_page(place: Place) -> None:
    """Overwrite a published page."""
    pages = sorted(place.site.rglob("index.html"))
    if pages:
        place.chance.choice(pages).write_text("испорчено", encoding="utf-8")


def lose_file(place: Place) -> None:
    """Delete a published file."""
    files = sorted(path for path in place.site.rglob("*") if path.is_file() and path.name != ".atlas-site")
    if files:
        place.chance.choice(files).unlink()


def spoil_cache(place: Place) -> None:
    """Truncate or change cached data."""
    files = sorted(path for path in (place.root / ".atlas").rglob("*") if path.is_file())
    if files:
        file = place.chance.choice(files)
        data = bytearray(file.read_bytes())
        if data and place.chance.random() < 0.5:
            data[place.chance.randrange(len(data))] ^= 1
        else:
            del data[len(data) // 2 :]
        file.write_bytes(data)


def change_nothing(place: Place) -> None:
    """Change nothing."""


CHANGES: tuple[Callable[[Place], None], ...] = (
    edit_text,
    edit_terms,
    add,
    rename,
    delete,
    break_or_mend,
    vocabulary,
    municipality,
    settings,
    schema,
    theme,
    hand_written,
    template,
    host,
    spoil_page,
    lose_file,
    spoil_cache,
    change_nothing,
)
