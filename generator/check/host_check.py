"""Checks `mkdocs.yml` as data: nothing that it names is imported or run.

It may name plugins, hooks and extensions, which are programs. What is known to build is accepted, what is
known to fail is an error, and for everything else a warning says that the check cannot tell.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from generator.base.russian import shorten
from generator.base.suggestions import near_misses
from generator.check.page_names import OWN_FOLDERS
from generator.check.settings_problems import missing_file
from generator.check.unread_files import meant_for
from generator.model.addresses import WRITTEN_PAGES
from generator.model.findings import Finding, Pointer, Problem, Severity
from generator.source.locations import finding_of_file, finding_of_note, findings_of
from generator.source.record_files import Unloaded, read_file
from generator.source.yaml.reader import Json, Refusal, read_yaml

HOST_FILE = "mkdocs.yml"
PAGES = "site_config/pages"
_HOOK, _PLUGIN = "mkdocs_hook.py", "atlas"
_BEYOND = frozenset({"tag", "anchor", "alias", "merge-key", "directive"})
"""YAML features that records may not use; MkDocs may accept them."""
_EXTENSIONS = frozenset(
    {
        *("abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes"),
        *("legacy_attrs", "legacy_em", "md_in_html", "meta", "nl2br", "sane_lists", "smarty"),
        *("tables", "toc"),
        *("pymdownx.details", "pymdownx.mark", "pymdownx.tilde", "pymdownx.caret", "pymdownx.superfences"),
    }
)
"""Extensions of Python-Markdown that need no settings and read no files."""
_OPTIONS: Mapping[str, frozenset[str]] = {"toc": frozenset({"permalink", "title", "toc_depth"})}
_LANGUAGES = frozenset({"ru", "en", "tt", "uk", "be", "kk", "hy", "ka", "az", "uz"})
_Faults = Iterator[tuple[Pointer, str]]


class _Unchecked(str):
    """A message about something that the check cannot judge."""

    __slots__ = ()


def host_findings(root: Path) -> Iterator[Finding]:
    """Yield what is wrong with the `mkdocs.yml` of the atlas at `root`, and what cannot be judged in it.

    It and the folder of pages together make a site; an atlas with neither has no site, which is valid.
    """
    file = root / HOST_FILE
    has_pages = (root / PAGES).is_dir()
    if not file.exists() and not file.is_symlink():
        missing = missing_file(HOST_FILE, meant_for(root, HOST_FILE))
        yield from [finding_of_file(HOST_FILE, missing)] if has_pages else ()
        return
    if not has_pages:
        yield finding_of_file(HOST_FILE, _no_pages())
    data = read_file(file, HOST_FILE)
    if isinstance(data, Unloaded):
        yield from findings_of(HOST_FILE, b"", [data.problem])
        return
    read = read_yaml(data)
    if isinstance(read, Refusal):
        for note in read.notes:
            found = finding_of_note(HOST_FILE, data, note)
            if note.code in _BEYOND:
                found = replace(found, code="unchecked-setting", severity=Severity.WARNING)
            yield found
    elif not isinstance(read.value, dict):
        yield from findings_of(HOST_FILE, data, [_problem((), "Файл не читается: нужны ключи со значениями")])
    else:
        found_ = [fault for key, value in read.value.items() for fault in _key_faults(root, key, value)]
        yield from findings_of(HOST_FILE, data, [_problem(*one) for one in found_])


def _no_pages() -> Problem:
    return Problem(
        code="missing-file",
        what=f"Нет папки «{PAGES}» с написанными страницами",
        allowed="Без неё сайт не собрать.",
        action=f"Верните папку: git checkout -- {PAGES}",
    )


def _key_faults(root: Path, key: str, value: Json) -> _Faults:
    judge = _JUDGES.get(key)
    if judge is None:
        yield (key,), _Unchecked(f"проверка не знает настройки «{key[:40]}»")
    else:
        yield from (((key, *pointer), what) for pointer, what in judge(root, value))


def _text(_root: Path, value: Json) -> _Faults:
    if not isinstance(value, str):
        yield (), "нужен текст"


def _flag(_root: Path, value: Json) -> _Faults:
    if value is not True:
        yield (), "нужно true: по этим адресам связаны все страницы"


def _pages(_root: Path, value: Json) -> _Faults:
    if value != PAGES:
        yield (), f"страницы атласа лежат в {PAGES}"


def _theme(root: Path, value: Json) -> _Faults:
    if not isinstance(value, dict) or value.get("name") != "material":
        yield (), "нужна тема material: name: material"
        return
    for key, one in value.items():
        if key == "custom_dir":
            yield from (((key,), what) for what in _folder_faults(root, one))
        elif key == "language":
            if one not in _LANGUAGES:
                yield (key,), _Unchecked("проверка не знает такого языка темы")
        elif key == "features":
            if not isinstance(one, list) or not all(isinstance(item, str) for item in one):
                yield (key,), "нужен список названий"
        elif key not in {"name", "font", "palette"}:
            yield (key,), _Unchecked(f"проверка не знает настройки темы «{key[:40]}»")


def _folder_faults(root: Path, folder: Json) -> Iterator[str]:
    if not isinstance(folder, str) or "\0" in folder or not (root / folder).is_dir():
        yield "такой папки нет"
    elif PurePosixPath(folder) != PurePosixPath("site_config/theme"):
        yield _Unchecked("проверка смотрит только site_config/theme")


_USUAL = tuple(f"{one.rstrip('/')}.md" for one in WRITTEN_PAGES)
"""Optional pages of an atlas: its menu may name them all the same."""


class _Missing(str):
    """The name of a page that does not exist: MkDocs silently leaves it out."""

    __slots__ = ()


def _nav(root: Path, value: Json) -> _Faults:
    if not isinstance(value, list):
        yield (), "нужен список страниц"
        return
    for index, item in enumerate(value):
        inner = next(iter(item.values())) if isinstance(item, dict) and len(item) == 1 else item
        if isinstance(inner, list) and inner is not item:
            title = next(iter(item)) if isinstance(item, dict) else ""
            yield from (((index, title, *pointer), what) for pointer, what in _nav(root, inner))
        elif not isinstance(inner, str) or not inner.strip():
            yield (index,), "нужна страница («about.md»), название с ней или название со списком страниц"
        elif ":" not in inner and not _has_page(root, inner):
            yield (index,), _Missing(inner)


def _has_page(root: Path, name: str) -> bool:
    """Return whether a page of the menu is generated by the atlas or written by hand."""
    folder, _, file = name.rpartition("/")
    made = file == "index.md" and folder.partition("/")[0] in OWN_FOLDERS
    return made or name in _USUAL or "\0" in name or (root / PAGES / name).is_file()


def _no_page(pointer: Pointer, name: str) -> Problem:
    pages = [*_USUAL, *(f"{folder}/index.md" for folder in sorted(OWN_FOLDERS) if folder)]
    return Problem(
        code="bad-host-setting",
        severity=Severity.WARNING,
        what=f"Страницы «{shorten(name)}» нет: в меню сайта её не будет",
        pointer=pointer,
        allowed=f"Файл из {PAGES}, например about.md, или страница атласа: practices/index.md.",
        action="Исправьте имя или удалите строку.",
        suggestions=near_misses(name.removeprefix(f"{PAGES}/"), [(one, one) for one in pages]),
    )


def _extensions(_root: Path, value: Json) -> _Faults:
    if not isinstance(value, list):
        yield (), "нужен список расширений"
        return
    for index, item in enumerate(value):
        name, options = (
            next(iter(item.items())) if isinstance(item, dict) and len(item) == 1 else (item, None)
        )
        if not isinstance(name, str) or not isinstance(options, dict | None):
            yield (index,), "нужно название расширения, одно или с настройками"
        elif name not in _EXTENSIONS or not _OPTIONS.get(name, frozenset()).issuperset(options or ()):
            yield (index,), _Unchecked(f"проверка не знает, чем кончится расширение «{name[:40]}»")


def _plugins(_root: Path, value: Json) -> _Faults:
    if not isinstance(value, list):
        yield (), "нужен список"
    elif value not in ([], [_PLUGIN]):
        yield (), _Unchecked("модули исполняются при сборке, проверка их не запускает")


def _hooks(_root: Path, value: Json) -> _Faults:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        yield (), "нужен список файлов"
    elif any(PurePosixPath(str(one)).name != _HOOK for one in value):
        yield (), _Unchecked("программы из этого списка исполняются при сборке, проверка их не запускает")


_JUDGES: Mapping[str, Callable[[Path, Json], _Faults]] = {
    **dict.fromkeys(("site_name", "site_description", "site_url", "site_dir", "copyright"), _text),
    "use_directory_urls": _flag,
    "docs_dir": _pages,
    "theme": _theme,
    "nav": _nav,
    "markdown_extensions": _extensions,
    "plugins": _plugins,
    "hooks": _hooks,
}


def _problem(pointer: Pointer, what: str) -> Problem:
    if isinstance(what, _Missing):
        return _no_page(pointer, what)
    key = str(pointer[0]) if pointer else ""
    if isinstance(what, _Unchecked):
        return Problem(
            code="unchecked-setting",
            severity=Severity.WARNING,
            what=f"Соберётся ли сайт, проверка сказать не может: {what}",
            pointer=pointer,
            allowed=f"Проверено: {', '.join(_JUDGES)} с тем, что стоит в mkdocs.yml нового атласа.",
            action="Соберите сайт на своём компьютере (atlas build), прежде чем принимать.",
            suggestions=() if key in _JUDGES else near_misses(key, [(one, one) for one in _JUDGES]),
        )
    return Problem(
        code="bad-host-setting",
        what=f"Настройка «{key}»: {what}" if key else what,
        pointer=pointer,
        allowed="То, что стоит в mkdocs.yml нового атласа.",
        action="Исправьте файл или верните прежний: git checkout -- mkdocs.yml",
    )
