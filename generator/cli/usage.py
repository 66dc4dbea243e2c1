"""Usage errors of click in Russian, chosen by the type of the error, never by its English text."""

from collections.abc import Callable, Iterable
from typing import Any, NoReturn

import click
from click.exceptions import NoArgsIsHelpError, NoSuchCommand

from generator.base.russian import join_words, quote_all
from generator.base.suggestions import near_misses
from generator.model.findings import Severity
from generator.report.base import Paint, leave_plain


class BadValue(click.BadParameter):
    """A wrong value of a parameter, with a Russian message."""


class OneOf(click.Choice[str]):
    """One of a few words; the error quotes the given word and suggests similar ones."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401 - as in click
        """Return the word.

        Raises:
            BadValue: it is none of them.
        """
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            near = did_you_mean(str(value), self.choices)
            refuse(param, f"«{value}» не подходит.{near}{_name_choices(self)}")


def parameter(ctx: click.Context, name: str) -> click.Parameter:
    """Return a parameter of the current command, for errors that concern several parameters.

    Raises:
        StopIteration: the command has no such parameter.
    """
    return next(param for param in ctx.command.params if param.name == name)


def refuse(param: click.Parameter | str | None, message: str) -> NoReturn:
    """Refuse the value of a parameter, given itself or by its name in the current command.

    Raises:
        BadValue: always.
    """
    ctx = click.get_current_context(silent=True)
    named = parameter(ctx, param) if ctx and isinstance(param, str) else None
    raise BadValue(message, ctx, param if isinstance(param, click.Parameter) else named)


def describe_usage_error(error: click.ClickException, paint: Paint = leave_plain) -> str:
    """Return the text for an error of click: what is wrong, similar names, where to read more."""
    if isinstance(error, NoArgsIsHelpError):
        return error.message
    explain = next(explain for kind, explain in _BY_TYPE if isinstance(error, kind))
    lines = [f"{paint('Ошибка:', Severity.ERROR)} {explain(error)}"]
    context = getattr(error, "ctx", None)
    if context is not None:
        lines = [context.get_usage(), *lines, f"Справка: {context.command_path} --help"]
    return "\n".join(lines)


def did_you_mean(word: str, known: Iterable[str | tuple[str, str]]) -> str:
    """Return the end of a message that suggests words similar to a word.

    A known word may be a pair: the text to compare with, and the word to suggest.
    """
    near = near_misses(word, [(one, one) if isinstance(one, str) else one for one in known])
    return f" Возможно, вы имели в виду {join_words(quote_all(near), 'или')}." if near else ""


def check_id(name: str, value: str, known: Iterable[tuple[str, str]]) -> None:
    """Refuse a value that is not among the known ids, given as pairs of id and title.

    Raises:
        BadValue: it is not.
    """
    pairs = list(known)
    if not value or value in {one for one, _ in pairs}:
        return
    near = did_you_mean(value, [(text, one) for one, title in pairs for text in (one, title)])
    refuse(name, f"«{value}» нет в атласе.{near}")


def _suggest_options(error: Any) -> str:  # noqa: ANN401 - the attributes depend on the error's type
    context = error.ctx
    known = [name for param in context.command.get_params(context) for name in param.opts] if context else []
    return did_you_mean(error.option_name, [name for name in known if name.startswith("--")])


def _suggest_commands(error: Any) -> str:  # noqa: ANN401
    return did_you_mean(error.command_name, error.ctx.command.list_commands(error.ctx) if error.ctx else [])


def _describe_excess(error: Any) -> str:  # noqa: ANN401
    if error.ctx is not None and isinstance(error.ctx.command, click.Group):
        return "не указана команда."
    return "лишние аргументы: команда их не принимает."


def _name(error: Any) -> str:  # noqa: ANN401
    param = error.param
    if param is None:
        return ""
    name = (
        param.human_readable_name.strip("[]…")
        if isinstance(param, click.Argument)
        else max(param.opts, key=len)
    )
    return f" «{name}»"


def _name_choices(choice: OneOf) -> str:
    return f" Можно: {join_words(quote_all(choice.choices), 'или')}."


def _choices(error: Any) -> str:  # noqa: ANN401
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, OneOf):
        return _name_choices(kind)
    if isinstance(kind, click.IntRange | click.FloatRange):
        bounds = [
            f"{word} {value:g}" for word, value in (("от", kind.min), ("до", kind.max)) if value is not None
        ]
        number = "целое число" if isinstance(kind, click.IntRange) else "число"
        return f" Нужно {number} {' '.join(bounds)}."
    if isinstance(kind, click.Path) and not kind.file_okay:
        return " Нужна папка, а это файл."
    return " Нужно целое число." if kind is click.INT else ""


# The first matching type is used: subclasses come before their base classes.
_BY_TYPE: tuple[tuple[type[click.ClickException], Callable[[Any], str]], ...] = (
    (click.NoSuchOption, lambda e: f"нет параметра «{e.option_name}».{_suggest_options(e)}"),
    (NoSuchCommand, lambda e: f"нет команды «{e.command_name}».{_suggest_commands(e)}"),
    (
        click.BadOptionUsage,
        lambda e: f"параметр «{e.option_name}» записан неверно: проверьте, нужно ли ему значение.",
    ),
    (click.MissingParameter, lambda e: f"не указан обязательный параметр{_name(e)}.{_choices(e)}"),
    (BadValue, lambda e: f"параметр{_name(e)}: {e.message}"),
    (click.BadParameter, lambda e: f"значение параметра{_name(e)} не подходит.{_choices(e)}"),
    (click.FileError, lambda e: f"файл «{e.ui_filename}» не открывается."),
    (click.UsageError, _describe_excess),
    (click.ClickException, lambda e: e.format_message()),
)
