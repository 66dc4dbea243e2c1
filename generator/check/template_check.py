"""Checks whether templates of a region's theme can be parsed. Nothing of them is run."""

from collections.abc import Iterator

from generator.base.limits import MAX_BYTES
from generator.base.russian import format_number
from generator.model.findings import Finding, Problem, Severity
from generator.source.locations import finding_at, finding_of_file

TEMPLATES = (".html", ".xml")
"""Suffixes of the files that Jinja reads."""
_FILTERS = ("url", "script_tag")
"""Filters that MkDocs adds to those of Jinja."""


def template_findings(path: str, data: bytes) -> Iterator[Finding]:
    """Yield what is wrong with a template; its bytes are UTF-8, at most one more than allowed."""
    import jinja2  # noqa: PLC0415 - most atlases have no templates of their own

    if len(data) > MAX_BYTES:
        size = f"{format_number(MAX_BYTES // 1024)} КиБ"
        yield finding_of_file(path, _problem(f"Шаблон больше {size}"))
        return
    environment = jinja2.Environment(autoescape=True)
    environment.filters.update(dict.fromkeys(_FILTERS, str))
    text = data.decode()
    try:
        environment.compile(text)
    except jinja2.TemplateSyntaxError as error:
        place = sum(len(line) + 1 for line in text.split("\n")[: max(0, error.lineno - 1)])
        yield finding_at(path, text, _problem("Шаблон написан с ошибкой: здесь его не понять"), place)
    except (RecursionError, MemoryError, ValueError, SyntaxError):
        yield finding_of_file(path, _problem("Шаблон слишком запутан: вложенность глубже, чем читается"))


def unchecked_template(path: str) -> Finding:
    """Return the finding for a template in a proposal: only a build shows its effect."""
    problem = Problem(
        code="unchecked-setting",
        severity=Severity.WARNING,
        what="Соберётся ли сайт, проверка сказать не может: шаблон темы исполняется при сборке",
        allowed="Шаблоны меняют те, кто ведёт атлас.",
        action="Соберите сайт на своём компьютере (atlas build), прежде чем принимать.",
    )
    return finding_of_file(path, problem)


def _problem(what: str) -> Problem:
    action = "Исправьте шаблон или верните прежний: git checkout -- site_config/theme"
    return Problem(code="bad-theme", what=what, action=action)
