"""Files that nothing reads: because of a misspelt name their contents would silently have no effect.

Only the places of the atlas's own files are checked. Besides these an atlas may contain any other files.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from generator.base.russian import quote
from generator.base.suggestions import near_misses
from generator.check.intake_files import INTAKE_FOLDER
from generator.check.map_check import BOUNDARIES, MAP_FILE, OUTLINE
from generator.check.settings_files import VOCABULARIES
from generator.check.template_check import TEMPLATES
from generator.model.findings import Finding, Problem, Severity
from generator.model.kinds import KINDS
from generator.source.locations import finding_of_file
from generator.source.package_files import PACKAGE, SCHEMAS
from generator.source.record_files import CONTENT, FolderEntry, as_text, list_folder
from generator.source.record_names import SUFFIX, is_beside
from generator.source.schema_files import Schemas, vocabularies_named
from generator.source.snapshot import SITE_CONFIG

THEME, PAGES = f"{SITE_CONFIG}/theme", f"{SITE_CONFIG}/pages"
_REQUIRED = ("atlas.yaml", "municipalities.yaml", "vocabularies")
_NAMES = (
    *_REQUIRED,
    *(f"{name}.yaml" for name in ("checklists", "editors", "needs", "picks", "search", "steps")),
    *(PurePosixPath(one).name for one in (BOUNDARIES, INTAKE_FOLDER, MAP_FILE, OUTLINE, PAGES, THEME)),
)
"""The contents of the folder of settings, beginning with those that every atlas needs."""
_TOP = (CONTENT, SCHEMAS, SITE_CONFIG)
_LOOKS = ("assets/logo.svg", "assets/favicon.svg", "assets/palette.css")
"""Assets of the theme that an atlas may replace."""
_ASSETS = "assets/"
_ALIKE, _SURELY = 75, 85
_ALLOWED = {
    SITE_CONFIG: f"В папке «{SITE_CONFIG}»: {', '.join(sorted(_NAMES))}.",
    VOCABULARIES: "Имя словаря, который назван у поля в схеме записи.",
    PAGES: "Страница — файл с именем вроде o-nas.md.",
    THEME: f"Шаблоны под именами тех, что в оформлении есть, {', '.join(_LOOKS)} и другие файлы в {_ASSETS}",
    "": f"Записи лежат в «{CONTENT}», настройки — в «{SITE_CONFIG}», схемы — в «{SCHEMAS}».",
}
"""What each folder may contain, as advice about a misplaced file."""
_ALMOST_PAGE = re.compile(r"\.(?:md|markdown|mdown|mkdn?)(?:\.[a-z]{1,4})?\Z", re.IGNORECASE)
_PAGE = ".md"


def unread_findings(root: Path, schemas: Schemas) -> Iterator[Finding]:
    """Yield the files in the settings of the atlas at `root` that have no effect.

    Files that were meant to be a missing one are skipped: the finding of the missing file mentions them (see
    `meant_for`).
    """
    yield from _settings_findings(root)
    yield from _vocabulary_findings(root, schemas)
    paths = frozenset(_paths(root, PAGES))
    for path in sorted(paths, key=as_text):
        if _ALMOST_PAGE.search(path) and not path.endswith(_PAGE):
            page = f"{_ALMOST_PAGE.sub('', path)}{_PAGE}"
            what = f"Имя страницы кончается на «{_PAGE}»: этот файл сайт не возьмёт или возьмёт без проверки"
            yield _finding(path, what, [page.rpartition("/")[2]], there=page in paths)
    yield from _theme_findings(root)


def meant_for(root: Path, path: str, others: Iterable[str] = _NAMES) -> str:
    """Return the name of the file that was probably meant to be a missing one; empty if there is none.

    `others` are names of other files of the folder, which are not misspelt.
    """
    folder, _, name = path.rpartition("/")
    beside = [as_text(one.name) for one in _entries(root, folder) if one.name not in others]
    found = near_misses(name, [(one, one) for one in beside], least=_SURELY)
    return found[0] if found else ""


def _settings_findings(root: Path) -> Iterator[Finding]:
    names = [(name, name) for name in _NAMES]
    there = {one.name for one in _entries(root, SITE_CONFIG)}
    spoken = {meant_for(root, f"{SITE_CONFIG}/{name}") for name in _REQUIRED if name not in there}
    for name in sorted(there - set(_NAMES) - spoken, key=as_text):
        near = near_misses(as_text(name), names, least=_ALIKE)
        what = f"{quote(as_text(name))} в папке настроек ничто не читает"
        yield _finding(f"{SITE_CONFIG}/{as_text(name)}", what, near, there=bool(near) and near[0] in there)


def _vocabulary_findings(root: Path, schemas: Schemas) -> Iterator[Finding]:
    """Yield vocabularies named almost like those of fields; any others are for the glossary only."""
    named = vocabularies_named(schemas)
    there = {
        name.removesuffix(SUFFIX)
        for one in _entries(root, VOCABULARIES)
        if (name := one.name).endswith(SUFFIX)
    }
    known = [(name, f"{name}{SUFFIX}") for name in named if name in there]
    for name in sorted(there - set(named), key=as_text):
        near = near_misses(as_text(name), known, least=_SURELY)
        if near:
            what = f"Ни одно поле записей не берёт значений из словаря {quote(as_text(name))}"
            yield _finding(f"{VOCABULARIES}/{as_text(name)}{SUFFIX}", what, near, there=True)


def misplaced_findings(root: Path) -> Iterator[Finding]:
    """Yield files and folders in the atlas's root that belong into one of its folders or are misspelt."""
    entries = {one.name: one for one in _entries(root, "")}
    for name, entry in entries.items():
        if name in {kind.folder for kind in KINDS} and any(
            one.name.endswith(SUFFIX) for one in _entries(root, name)
        ):
            what = "Записи из этой папки ничто не читает: она лежит не в «content»"
            yield _finding(name, what, [f"{CONTENT}/{name}"], there=(root / CONTENT / name).exists())
        elif name in _NAMES and PurePosixPath(name).suffix and entry.type == "file":
            what = "Этот файл настроек ничто не читает: он лежит не в «site_config»"
            yield _finding(name, what, [f"{SITE_CONFIG}/{name}"], there=(root / SITE_CONFIG / name).exists())
        elif entry.type == "folder" and name not in _TOP:
            near = near_misses(as_text(name), [(one, one) for one in _TOP], least=_SURELY)
            near = near if near and near[0] not in entries else ()
            if near:
                what = f"Папку {quote(as_text(name))} ничто не читает"
                yield _finding(as_text(name), what, near, there=False)


def _theme_findings(root: Path) -> Iterator[Finding]:
    """Yield files that do not replace a template or an asset of the theme.

    Files that a template of the atlas mentions are skipped.
    """
    paths = [path.removeprefix(f"{THEME}/") for path in _paths(root, THEME)]
    strange = [path for path in paths if not path.startswith(_ASSETS) or _is_almost_look(path)]
    known = _theme_templates() if strange else frozenset()
    strange = [path for path in strange if path not in known]
    texts = [_text(root / THEME / path) for path in paths if path.endswith(TEMPLATES)] if strange else []
    for path in strange:
        if not any(path in text for text in texts):
            near = _meant_looks(path, known)
            what = f"Файл {quote(as_text(path))} оформление не читает: под этим именем в нём ничего нет"
            yield _finding(f"{THEME}/{as_text(path)}", what, near, there=bool(near) and near[0] in paths)


def _is_almost_look(path: str) -> bool:
    """Return whether an asset differs from a replaceable one only in suffix or case."""
    stems = {one.partition(".")[0] for one in _LOOKS}
    return path not in _LOOKS and path.casefold().partition(".")[0] in stems


def _meant_looks(path: str, known: Iterable[str]) -> Sequence[str]:
    looks = [*_LOOKS, *sorted(one for one in known if one.count("/") <= 1)]  # deeper ones are rarely replaced
    names = [(one.rpartition("/")[2], one) for one in looks]
    names += [
        (f"{one.rpartition('/')[2].partition('.')[0]}{PurePosixPath(path).suffix}", one) for one in _LOOKS
    ]
    return near_misses(as_text(path).rpartition("/")[2], names, least=_SURELY)[:1]


def _theme_templates() -> frozenset[str]:
    """Return the names of the templates that an atlas may replace: ours and those of Material for MkDocs."""
    material = find_spec("material")
    folders = [PACKAGE / "site/theme/templates"]
    folders += (
        [Path(one) / "templates" for one in (material.submodule_search_locations or ())] if material else []
    )
    return frozenset(
        file.relative_to(folder).as_posix() for folder in folders for file in folder.rglob("*.*ml")
    )


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""  # the check of these files reports the error


def _entries(root: Path, folder: str) -> Iterator[FolderEntry]:
    """Yield the entries of a folder, except those that are known to be ignored."""
    for entry in list_folder(root / folder, folder):
        if isinstance(entry, FolderEntry) and not is_beside(entry.name):
            yield entry


def _paths(root: Path, folder: str) -> Iterator[str]:
    """Yield the paths of the files in a folder, at any depth."""
    for entry in _entries(root, folder):
        path = f"{folder}/{entry.name}"
        yield from _paths(root, path) if entry.type == "folder" else [path]


def _finding(path: str, what: str, near: Sequence[str], *, there: bool) -> Finding:
    """Return the finding for a file; `there` says whether the first of the similar names `near` exists."""
    if not near:
        action = "Проверьте имя и место; если файл не нужен, уберите его отсюда."
    elif there:
        action = "Такой файл уже есть: перенесите в него нужное, а этот удалите."
    else:
        action = "Переименуйте файл или папку." if "/" not in near[0] else "Перенесите на это место."
    problem = Problem(
        code="unread-file",
        severity=Severity.WARNING,
        what=what,
        allowed=next(
            _ALLOWED[one] for one in (VOCABULARIES, PAGES, THEME, SITE_CONFIG, "") if path.startswith(one)
        ),
        action=action,
        suggestions=tuple(near),
    )
    return finding_of_file(path, problem)
