"""Items of a list of sections written as one text: steps in a cell, or in an answer of a form."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import cast
from urllib.parse import urlsplit

import msgspec

from generator.base.russian import fold_text
from generator.intake.tables.cells.mixed_cell import is_post, tidy_post
from generator.intake.tables.cells.tidy_cells import BARE_ADDRESS, FINDERS, complete_address
from generator.intake.tables.cells.values import CellParser
from generator.intake.tables.layout import NUMBER, Column, Table
from generator.model.annotations import PARAGRAPHS
from generator.source.yaml.reader import Json

MARK = re.compile(r"\A\s*(?:(?:[-*•–—·▪]|\d{1,3}[.)])\s+|\d{1,3}[.)](?=[^\W\d]))")
_NUMBERED = re.compile(r"\d{1,3}[.)](?:\s+\S|[^\W\d])")
_OWN_NUMBER = re.compile(r"\A\s*(?:п(?:ункт)?\.?\s*)?(\d{1,3}(?:\.\d{1,3})*)[.)]?\s+(?=\S)", re.IGNORECASE)
"""An item's number in a document: «1.», «3.1», «п. 2»."""
_INLINE = re.compile(
    r"(?:(?<=\s)|\A)(?:(?:[Шш]аг|[Ээ]тап)\s*№?\s*(\d{1,2})\s?[.:)–—-]|(\d{1,2})\s(?:шаг|этап)\s?[.:)–—-]|(\d{1,2})[.)])"
    r"(?:\s+(?=\S)|(?=[^\W\d]))"
)
_WORDED = re.compile(
    r"(?:(?<=[.;]\s)|\A)(?:(?:[Пп]ерв|[Вв]тор|[Тт]рет|[Чч]етв[её]рт|[Пп]ят|[Шш]ест)[а-яё]{2,3}|[IVX]{1,4})\s(?:этап|шаг)\b"
)
"""How steps are counted in words: «Первый этап», «II этап»."""
_LINK = re.compile(r"\[([^\[\]\n]{1,250})\]\s?\(\s*([^()\s]{4,500})\s*\)")
"""A Markdown link."""
_SENTENCE = re.compile(r"(.{3,120}?)(?::\s+|\.\s+(?=[А-ЯЁA-Z])|\s+[—–-]\s+)(.+)\Z", re.DOTALL)
_LEAST_NUMBERED = 2
_GROWTH = re.compile(
    r"(.{3,120}?)\s+(?:[а-яё]+(?:лась|лся|лось|лись|ла|ло|ли|л)\s+)?(?:с|от)\s+([0-9]+(?:[.,][0-9]+)?)\s*"
    r"([^\W\d]{1,12}\.?|%)?\s+до\s+([0-9]+(?:[.,][0-9]+)?)\s*([^\W\d]{1,20}|%)?\.?\Z"
)
_BECAME = re.compile(
    r"(.{3,120}?)\s*[:,–—-]?\s+([0-9]+(?:[.,][0-9]+)?)\s*([^\W\d]{1,12}\.?|%)?\s*(?:→|⇒|[-–—=]>)\s*"
    r"([0-9]+(?:[.,][0-9]+)?)\s*([^\W\d]{1,20}|%)?\.?\Z"
)
_FIGURES = frozenset({"integer", "number"})


class ItemTextParser(msgspec.Struct, frozen=True, kw_only=True):
    """Parses texts into the items of lists; `values` parses the parts."""

    values: CellParser

    def parse(self, table: Table, text: str) -> Iterator[Json]:
        """Yield the items of a list of sections: blocks of lines, each line with or without its label."""
        names = {fold_text(table.heading(column)): column for column in table.columns}
        named = re.compile(f"({'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})\\s*:(.*)")
        number = next((one for one in table.columns if one.required and one.titles[-1] == NUMBER), None)
        for block in split_items(text, with_numbers=number is not None):
            lines: dict[str, list[str]] = {}
            left = [column.key() for column in table.columns if column.required and column is not number]
            here = ""
            own = _OWN_NUMBER.match(block[0]) if number is not None else None
            if own and number is not None:
                lines[number.key()], block[0] = [own[1]], block[0][own.end() :]
            for line in block:
                found = named.match(fold_text(line))
                if found:
                    here, written = names[found[1]].key(), line.partition(":")[2].strip()
                else:
                    free = [key for key in left if key not in lines]
                    here, written = (free[0] if free else here or table.columns[0].key()), line.strip()
                lines.setdefault(here, []).append(written)
            item: dict[str, Json] = {}
            for column in table.columns:
                value = self.parse_value(column, "\n".join(lines.get(column.key(), [])).strip())
                if value not in (None, "") and column.key() in lines:
                    put_value(item, cast("Sequence[str]", column.way[len(table.way) :]), value)
            if item:
                yield item

    def parse_value(self, column: Column, text: str) -> Json:
        """Return the value of a part of a text."""
        if column.value.schema.get("type") in _FIGURES:
            text = text.rstrip("% ")
        if is_post(column):
            text = tidy_post(column, text, self.values.log)
        lines = (line.rstrip() for line in text.strip().split("\n"))
        return self.values.parse_item(column.value, "\n".join(lines))

    def parse_cell(self, table: Table, text: str) -> list[Json]:
        """Return the items listed in a cell, one per line, or numbered on one line.

        Registers describe a step in one sentence: where both a title and a text are required, it is split
        after its first words, or used for both.
        """
        lines = _part_inline(text) if "\n" not in text.strip() else text
        lines = "\n".join(line.rstrip(" ;,") for line in lines.split("\n"))
        items = [cast("dict[str, Json]", item) for item in self.parse(table, lines.replace("\n", "\n\n"))]
        inner = len(table.way)
        needed = [column for column in table.columns if column.required and len(column.way) == inner + 1]
        prose = [column.field.key for column in needed if column.text in PARAGRAPHS]
        title = next((one.field.key for one in needed if one.field.key not in prose), "")
        for item in items:
            _part_address(table, item, title)
            self._complete_address(table, item)
            given = item.get(title)
            missing = next((key for key in prose if key not in item), "")
            if missing and isinstance(given, str):
                parted = _SENTENCE.match(given)
                item[title], item[missing] = (parted[1], parted[2]) if parted else (_heading(given), given)
            self._part_figures(table, item, title)
        return [cast("Json", item) for item in items]

    def _complete_address(self, table: Table, item: dict[str, Json]) -> None:
        """Add https:// to an address in a register; elsewhere its author is asked to do so."""
        for column in table.columns if self.values.log is not None else ():
            given = item.get(column.field.key)
            if column.text == "address" and isinstance(given, str):
                item[column.field.key] = complete_address(given)

    def _part_figures(self, table: Table, item: dict[str, Json], title: str) -> None:
        """Extract the numbers from a sentence: «Доля выросла с 60 % до 85 %» gives before and after."""
        figures = [column for column in table.columns if column.value.schema.get("x-unit")]
        keys = [column.field.key for column in figures]
        given = item.get(title)
        line = given.strip() if isinstance(given, str) else ""
        found = _GROWTH.match(line) or _BECAME.match(line)
        if len(keys) == _LEAST_NUMBERED and found is not None and not item.keys() & {*keys}:
            item[title] = found[1].strip(" ,:—–-")
            item[keys[0]], item[keys[1]] = (
                self.values.parse_item(one.value, found[place])
                for one, place in zip(figures, (2, 4), strict=True)
            )
            unit = (found[5] or found[3] or "").strip()
            if unit:
                item.setdefault(str(figures[0].value.schema["x-unit"]), unit)


def _heading(sentence: str) -> str:
    """Return a sentence as a title: without its full stop."""
    return sentence if sentence.endswith("..") else sentence.removesuffix(".")


def _part_address(table: Table, item: dict[str, Json], title: str) -> None:
    """Extract the address from a line that also names the thing; a bare address gets a title."""
    key = next((one.field.key for one in table.columns if one.text == "address"), "")
    given = item.get(title)
    if not isinstance(given, str) or not key or key in item:
        return
    link = _LINK.search(given)
    found = link or FINDERS["address"].search(given) or BARE_ADDRESS.search(given)
    if found is not None:
        address = link[2] if link else found[0]
        left = given.replace(found[0], link[1] if link else " ").strip(" \t:;,.–—-()")
        host = urlsplit(address).hostname or address.partition("/")[0]
        item[title] = " ".join(left.split()) or f"{table.label.split()[0]} на {host}"
        item[key] = address


def split_items(text: str, *, with_numbers: bool = False) -> Iterator[list[str]]:
    """Yield the lines of each item: items are separated by an empty line or begin with a number.

    Numbers are omitted unless `with_numbers` is set.
    """
    block: list[str] = []
    for line in [*text.split("\n"), ""]:
        begins = _NUMBERED.match(line.strip()) is not None
        if block and (begins or not line.strip()):
            yield block
            block = []
        if line.strip():
            block.append(line if block or with_numbers else MARK.sub("", f" {line}", count=1))


def put_value(value: dict[str, Json], way: Sequence[str], part: Json) -> None:
    """Put a value into a record or an item at a path through sections."""
    *sections, key = way
    for section in sections:
        value = cast("dict[str, Json]", value.setdefault(section, {}))
    value[key] = part


def merge_values(old: Mapping[str, Json], new: Mapping[str, Json]) -> dict[str, Json]:
    """Return a record with what is said of it anew: sections keep the fields that are not named."""
    merged = dict(old)
    for key, part in new.items():
        before = merged.get(key)
        if isinstance(before, dict) and isinstance(part, dict):
            merged[key] = merge_values(before, part)
        else:
            merged[key] = part
    return merged


def _part_inline(text: str) -> str:
    """Return a one-line text with each item on a line of its own, if they are numbered 1, 2, 3."""
    found = list(_INLINE.finditer(text))
    numbers = [int(one[one.lastindex or 0]) for one in found]
    if numbers != [*range(1, len(found) + 1)] or len(found) < _LEAST_NUMBERED:
        worded = [one.start() for one in _WORDED.finditer(text)]
        if len(worded) >= _LEAST_NUMBERED and not text[: worded[0]].strip():
            ends = [*worded[1:], len(text)]
            return "\n".join(text[start:end].strip(" ;") for start, end in zip(worded, ends, strict=True))
        return "\n".join(text.split(";"))
    ends = [*(one.start() for one in found[1:]), len(text)]
    places = zip(numbers, found, ends, strict=True)
    return "\n".join(f"{number}. {text[one.end() : end].strip(' ;')}" for number, one, end in places)
