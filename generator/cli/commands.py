"""Click in Russian: help, usage errors, and the only place where exceptions become exit codes."""

import builtins
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click
from click.shell_completion import CompletionItem

from generator.base.errors import AtlasError, NotAnAtlasError, from_os_error
from generator.cli import usage
from generator.cli.options import root_option
from generator.cli.output import for_log, paint_for, quiet_option
from generator.model.findings import BrokenAtlasError, Severity
from generator.report.base import escape_invisible
from generator.report.text import findings_text

F = TypeVar("F", bound=Callable[..., Any])
OK, FOUND, USAGE, INTERRUPTED = 0, 1, 2, 130
_PACKAGE = Path(__file__).parents[1]


class AtlasCommand(click.Command):
    """A command with Russian help."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - click's own parameters
        """Set the Russian word for options in the usage line."""
        kwargs.setdefault("options_metavar", "[ПАРАМЕТРЫ]")
        super().__init__(*args, **kwargs)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="Использование: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under a Russian heading, with our help texts only.

        Click itself adds ranges and defaults in English.
        """
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [(option.get_help_record(ctx), option.help or "") for option in options]
        with formatter.section("Параметры"):
            formatter.write_dl([(record[0], help_text) for record, help_text in records if record])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option, described in Russian."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Показать эту справку и выйти."
        return option


class AtlasGroup(AtlasCommand, click.Group):
    """A group of commands with Russian help; its `main` turns exceptions into exit codes.

    A command is the object of its name in the module of its name in this package, imported only when needed:
    a check does not wait for MkDocs. If the name is reserved or built into Python, «_» is appended to both. A
    nested group has its commands in its own module.
    """

    command_class = AtlasCommand

    def __init__(self, *args: Any, short_helps: Mapping[str, str], **kwargs: Any) -> None:  # noqa: ANN401 - click's own
        """Set the descriptions of the commands, and the Russian word for commands in the usage line."""
        kwargs.setdefault("subcommand_metavar", "КОМАНДА …")
        super().__init__(*args, **kwargs)
        self._short_helps = short_helps

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of the help."""
        return list(dict.fromkeys([*self._short_helps, *super().list_commands(ctx)]))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command with a name, None if there is none."""
        own = super().get_command(ctx, cmd_name)
        if own is not None or cmd_name not in self._short_helps:
            return own
        is_taken = iskeyword(cmd_name) or hasattr(builtins, cmd_name)
        name = f"{cmd_name}_" if is_taken else cmd_name
        found: click.Command = getattr(import_module(f"{__package__}.{name}"), name)
        return found

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands that begin with a text, or the options; no command is imported."""
        found = (one for one in self._short_helps.items() if one[0].startswith(incomplete))
        commands = [CompletionItem(name, help=text) for name, text in found]
        return commands or super().shell_complete(ctx, incomplete)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands; no command is imported."""
        super().format_options(ctx, formatter)
        with formatter.section("Команды"):
            formatter.write_dl(list(self._short_helps.items()))

    def main(self, args: Sequence[str] | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]  # noqa: ANN401 - click's own parameters
        """Run a command and end the process: 0 success, 1 findings or a failure, 2 wrong usage.

        A command's return value is its exit code; None means 0.
        """
        extra["standalone_mode"] = False
        try:
            code = super().main(args, **extra)
        except click.ClickException as error:
            click.echo(usage.describe_usage_error(error, paint_for(sys.stderr)), err=True)
            sys.exit(error.exit_code)
        except click.Abort as abort:
            if isinstance(abort.__cause__, EOFError):  # click takes it for the end of the input
                sys.exit(_report_failure(_cut_off(abort.__cause__)))
            click.echo("\nПрервано.", err=True)
            sys.exit(INTERRUPTED)
        except AtlasError as error:
            sys.exit(_report_failure(error))
        except OSError as error:  # e.g. a full disk or a write-protected folder
            sys.exit(_report_failure(from_os_error(error)))
        except MemoryError:
            sys.exit(
                _report_failure(
                    AtlasError("не хватило памяти", "Закройте лишние программы и повторите команду")
                )
            )
        sys.exit(code if isinstance(code, int) else OK)


def command(**settings: Any) -> Callable[[Callable[..., Any]], AtlasCommand]:  # noqa: ANN401 - click's own
    """Return a decorator that turns a function into a command with Russian help."""
    make = click.command(cls=AtlasCommand, **settings)
    return lambda function: make(quiet_option(root_option(function)))


def print_error(error: AtlasError, head: str = "Ошибка") -> None:
    """Print an error that stopped the work: its findings, what happened, what to do about it."""
    paint = paint_for(sys.stderr)
    if isinstance(error, BrokenAtlasError) and error.findings:
        click.echo(findings_text(for_log(error.findings), site=error.site, paint=paint), err=True)
    head_line = f"{paint(f'{head}:', Severity.ERROR)} {_sentence(error.message)}"
    for sentence in filter(None, (head_line, error.action and _sentence(error.action))):
        click.echo(sentence, err=True)


def _sentence(text: str) -> str:
    lines = "\n".join(map(escape_invisible, text.split("\n")))  # file names may contain anything
    return lines if lines.endswith((".", "…")) else f"{lines}."


def _cut_off(error: EOFError) -> AtlasError:
    """Return the error to show for a file that ends too early.

    When the disk is full, Python itself may leave a truncated compiled module, and fails on it from then on.
    """
    if "marshal" not in str(error):
        return AtlasError("файл обрывается раньше, чем должен", "Повторите команду")
    message = "модуль, который Python сохранил для себя, записан не до конца: на диске кончилось место"
    return AtlasError(
        message, f"Освободите место, удалите папки __pycache__ в «{_PACKAGE}» и повторите команду"
    )


def _report_failure(error: AtlasError) -> int:
    print_error(error)
    return USAGE if isinstance(error, NotAnAtlasError) else FOUND
