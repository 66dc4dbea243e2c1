"""Explains keys that a schema does not know: misspelt, in look-alike letters, or misplaced."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice

from msgspec.structs import replace

from generator.base.alphabets import latin_twin, name_russian_letters
from generator.base.russian import fold_text, join_words, quote, quote_all, shorten
from generator.base.suggestions import near_misses
from generator.check.explain.choices import list_values
from generator.check.explain.values import describe_whole_form
from generator.model.findings import Pointer, Problem, find_value
from generator.source.fields import Field, Fields
from generator.source.yaml.reader import Json

_OTHERWISE = " Если это о другом, удалите ключ вместе со значением."
"""A section may have a key of the same name for something else: the place of a document."""
_COMMON = frozenset({
    "date", "document", "event", "kind", "level", "name", "note", "number", "place", "result", "text",
    "title", "unit", "value", "year",
})  # fmt: skip
"""Keys of several sections, with a different meaning in each: no other place is suggested for them."""
_CALLED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("name", "название", "наименование"), ("title", "indicator", "name")),
    **dict.fromkeys(("description", "desc", "описание"), ("text", "summary", "description")),
    **dict.fromkeys(("url", "link", "href", "ссылка", "сайт"), ("address", "site")),
    **dict.fromkeys(("type", "тип"), ("kind",)), **dict.fromkeys(("mail", "e-mail", "почта"), ("email",)),
    **dict.fromkeys(("tel", "telephone", "телефон"), ("phone",)), **dict.fromkeys(("фио",), ("name",)),
    **dict.fromkeys(("class", "classes", "grade"), ("grades",)),
    **dict.fromkeys(("district", "city", "район", "город"), ("municipality",)),
    **dict.fromkeys(("school", "школа", "org", "organization"), ("organisation",)),
}  # fmt: skip
"""Names that fields have in other programs and in everyday language."""
_MOST_HOMES = 2
"""A key of more sections than this, such as «title», has not simply lost its section."""


def unknown_keys(fields: Fields, present: Mapping[str, Json], pointer: Pointer, most: int) -> list[Problem]:
    """Return the problems of the keys of a mapping that the schema does not know, at most `most`."""
    known = fields.below(pointer)
    keys = {field.key for field in known}
    missing = [field for field in known if field.key not in present]
    found = islice((key for key in present if key not in keys), most)
    return [_unknown_key(fields, key, pointer, missing) for key in found]


def _unknown_key(fields: Fields, key: str, pointer: Pointer, missing: Sequence[Field]) -> Problem:
    place = fields.inside(pointer)
    problem = replace(
        _describe_key(fields, (*pointer, key)),
        allowed=list_values("Ещё можно заполнить", [field.name for field in missing]),
    )
    twin = latin_twin(key)
    if twin in {field.key for field in missing}:
        return replace(
            problem,
            what=f"{problem.what}: в нём {name_russian_letters(key)}",
            action="Наберите ключ латинскими буквами.",
            suggestions=(twin,),
            spoils=((*pointer, twin),),
        )
    near = _find_meant(key, missing)
    if not near and key in _COMMON:
        return _describe_key(fields, (*pointer, key))
    homes = [] if near else [home for home in _homes(fields, key) if home[:-1] != pointer]
    if 0 < len(homes) <= _MOST_HOMES:
        return replace(
            problem,
            what=f"Ключ «{key}» стоит не на месте{f':{place}' if place else ''}",
            allowed="",
            action=f"Перенесите «{key}» вместе со значением "
            f"{join_words([_describe_home(fields, home) for home in homes], 'или')}."
            + ("" if (key,) in homes else _OTHERWISE),
            spoils=tuple(homes),
        )
    return replace(problem, suggestions=near, spoils=tuple((*pointer, one) for one in near[:1]))


def _find_meant(key: str, missing: Sequence[Field]) -> tuple[str, ...]:
    """Return the keys that a word may mean: by its spelling, else by the names in tables and programs."""
    near = near_misses(key, [(text, field.key) for field in missing for text in (field.key, field.title)])
    folded = fold_text(key)
    headed = (one.key for one in missing if folded in map(fold_text, one.schema.get("x-headings", ())))
    keys = {field.key for field in missing}
    return near or tuple(one for one in (*_CALLED.get(folded, ()), *headed) if one in keys)[:1]


def _describe_key(fields: Fields, pointer: Pointer) -> Problem:
    return Problem(
        code="unknown-key",
        what=f"Неизвестный ключ {quote(shorten(str(pointer[-1])))}{fields.inside(pointer[:-1])}",
        pointer=pointer,
        allowed=list_values("Здесь бывают", [field.name for field in fields.below(pointer[:-1])]),
        action="Исправьте ключ или удалите его вместе со значением.",
        on_key=True,
    )


def _homes(fields: Fields, key: str) -> list[Pointer]:
    """Return where a record has a key: at the top level, or else in sections and list items."""
    top = fields.below(())
    if any(field.key == key for field in top):
        return [(key,)]
    sections: list[Pointer] = [(field.key,) for field in top if "properties" in field.schema]
    items: list[Pointer] = [(field.key, 0) for field in top if "properties" in field.schema.get("items", {})]
    return [(*home, key) for home in (*sections, *items) if fields.at((*home, key)).title]


def _describe_home(fields: Fields, home: Pointer) -> str:
    if len(home) == 1:
        return "на верхний уровень: туда, где «title»"
    name = fields.at(home[:1]).name
    return f"в пункт поля {name}" if isinstance(home[1], int) else f"в раздел {name}"


def join_unindented(fields: Fields, problems: Sequence[Problem]) -> list[Problem]:
    """Merge the problems of a section's lines that lack their indent into one."""
    unknown = {one.pointer: one for one in problems if one.code == "unknown-key"}
    joined: list[Problem] = []
    dropped: set[Pointer] = set()
    for one in problems:
        inner = {field.key for field in fields.below(one.pointer)} if one.code == "empty-value" else set()
        own = [place for place in unknown if place[:-1] == one.pointer[:-1] and place[-1] in inner]
        dropped.update(own)
        lines = join_words(quote_all(str(place[-1]) for place in own))
        action = f"Сдвиньте строки этого раздела ({lines}) вправо на два пробела."
        joined.append(replace(one, action=action) if own else one)
    return [one for one in joined if one.pointer not in dropped]


def join_foreign_items(fields: Fields, problems: Sequence[Problem], record: Json) -> Iterator[Problem]:
    """Merge the problems of a list item none of whose keys is known into one: «- декабрь: 40»."""
    strange = {one.pointer for one in problems if one.code == "unknown-key" and not one.spoils}
    items = {place[:-1] for place in strange if len(place) > 1 and isinstance(place[-2], int)}
    foreign = {place for place in items if _is_foreign(find_value(record, place), place, strange)}
    reported: set[Pointer] = set()
    for one in problems:
        item = one.pointer if one.missing_keys else one.pointer[:-1]
        if item not in foreign:
            yield one
        elif one.pointer in strange and item not in reported:
            reported.add(item)
            yield replace(one, action=describe_whole_form(fields, item, "") or one.action)


def _is_foreign(item: object, place: Pointer, strange: AbstractSet[Pointer]) -> bool:
    return isinstance(item, dict) and all((*place, key) in strange for key in item)


def drop_filled_homes(fields: Fields, problems: Iterable[Problem], record: Json) -> Iterator[Problem]:
    """Withdraw suggested places for a key where the record already has a value."""
    for one in problems:
        homes = one.spoils if one.code == "unknown-key" and not one.suggestions else ()
        if any(find_value(record, home) is not None for home in homes):
            yield _describe_key(fields, one.pointer)
        else:
            yield one
