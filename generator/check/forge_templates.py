"""Placeholders in the address templates of forges: which are allowed, and which are required."""

from collections.abc import Iterator, Mapping, Sequence
from string import Formatter

import msgspec

from generator.base.russian import join_words, quote_all
from generator.base.suggestions import near_misses
from generator.model.findings import Pointer, Problem
from generator.model.settings import Forge, Repository

_PLACE = "repository", "forges"
_ANYWHERE = ("branch", "path", "folder", "name")


class _Template(msgspec.Struct, frozen=True, kw_only=True):
    """The placeholders that a template may contain, and those it needs: all of at least one group."""

    allowed: Sequence[str]
    needed: Sequence[Sequence[str]]


_OF_FILE = _Template(allowed=_ANYWHERE, needed=(("path",), ("folder", "name")))
_TEMPLATES: Mapping[str, _Template] = {
    "view": _OF_FILE,
    "edit": _OF_FILE,
    "new": _OF_FILE,
    "new_filled": _Template(
        allowed=(*_ANYWHERE, "content"), needed=(("path", "content"), ("folder", "name", "content"))
    ),
    "history": _OF_FILE,
    "commit": _Template(allowed=("commit",), needed=(("commit",),)),
    "ask": _Template(allowed=("title", "text"), needed=(("text",),)),
}


def forge_problems(repository: Repository) -> Iterator[Problem]:
    """Yield what is wrong with the forges of a repository: an undefined one, invalid templates."""
    ids = [forge.id for forge in repository.forges]
    if repository.kind not in ids:
        yield Problem(
            code="not-allowed",
            what=f"Поле «Площадка» (kind) в разделе «Хранилище записей»: площадки «{repository.kind}» нет",
            pointer=("repository", "kind"),
            allowed=f"Одна из площадок списка `forges`: {', '.join(quote_all(ids))}.",
            action="Выберите площадку из списка или опишите в нём свою.",
            suggestions=near_misses(repository.kind, [(one, one) for one in ids]),
        )
    for index, forge in enumerate(repository.forges):
        yield from _of_forge(forge, (*_PLACE, index))


def _of_forge(forge: Forge, pointer: Pointer) -> Iterator[Problem]:
    for key, template in _TEMPLATES.items():
        text = getattr(forge, key)
        wrong = "" if text is None else _wrong(text, template)
        if wrong:
            either = [join_words(_add_braces(names)) for names in template.needed]
            yield Problem(
                code="bad-template",
                what=f"Адрес `{key}` площадки «{forge.title}»: {wrong}",
                pointer=(*pointer, key),
                allowed=f"В фигурных скобках можно: {', '.join(_add_braces(template.allowed))}.",
                action=f"Впишите {join_words(either, 'или')}.",
            )


def _wrong(text: str, template: _Template) -> str:
    """Return what is wrong with a template; empty if nothing is."""
    try:
        parts = [(name, form, how) for _, name, form, how in Formatter().parse(text) if name is not None]
    except ValueError:
        return "фигурные скобки не закрыты"
    names = {name for name, _, _ in parts}
    strange = sorted(names.difference(template.allowed))
    if strange or any(form or how for _, form, how in parts):
        return f"непонятно, что подставить вместо {', '.join(_add_braces(strange)) or 'скобок'}"
    lacking = [[name for name in group if name not in names] for group in template.needed]
    least = min(lacking, key=len)
    return f"не сказано, куда подставить {join_words(_add_braces(least))}" if least else ""


def _add_braces(names: Sequence[str]) -> list[str]:
    return [f"{{{name}}}" for name in names]
