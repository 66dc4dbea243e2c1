"""Describes errors in templates with the template's file and line."""

import traceback
from pathlib import Path

import jinja2

TEMPLATE_ERRORS = (jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What rendering a template may raise. `jinja2.TemplateNotFound` is an `OSError` too."""
_ENDINGS = {".html", ".j2", ".xml"}


def describe(error: Exception) -> str:
    """Return what is wrong in which template, given the error raised by rendering it.

    Raises:
        Exception: the error itself, if no template was being rendered: then it is a bug of the generator.
    """
    places = [place for place in traceback.extract_tb(error.__traceback__) if _is_template(place.filename)]
    where = f"«{Path(places[-1].filename).name}», строка {places[-1].lineno}" if places else ""
    if isinstance(error, jinja2.TemplateNotFound):
        return f"нет шаблона «{error.name}»" + (f" (его называет {where})" if where else "")
    if places or isinstance(error, jinja2.TemplateError):
        return " ".join(filter(None, ["ошибка в шаблоне", where])) + f": {error}"
    raise error


def _is_template(file: str) -> bool:
    return Path(file).suffix in _ENDINGS
