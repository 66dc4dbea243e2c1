"""`atlas explain`: the site's page about a finding code, as text."""

import click
from click.shell_completion import CompletionItem

from generator.cli.commands import command
from generator.cli.usage import did_you_mean, refuse
from generator.report.guide import code_groups, consequence_of, examples, explanations
from generator.report.render import render_report


def _code(_ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Return a code as the guide spells it; it may be given in the brackets of a report."""
    code = None if value is None else value.strip().strip("[]").lower()
    if code is not None and code not in explanations():
        pairs = [(text, one.code) for one in explanations().values() for text in (one.code, one.title)]
        refuse(param, f"замечания «{value}» нет.{did_you_mean(code, pairs)} Все замечания: atlas explain.")
    return code


def _complete(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    return [
        CompletionItem(code, help=one.title) for code, one in explanations().items() if code.startswith(begun)
    ]


@command(
    help="Объяснить замечание проверки: почему оно есть, что из него следует, пример с ошибкой и пример без "
    "неё. КОД стоит в замечании в квадратных скобках. Без кода — список всех замечаний.",
)
@click.argument("code", required=False, metavar="[КОД]", callback=_code, shell_complete=_complete)
def explain(code: str | None) -> None:
    """Print the page of a code, or the list of all codes."""
    if code is None:
        click.echo(render_report("findings.txt.j2", groups=code_groups()), nl=False)
        return
    group = next(group for group in code_groups() if code in {one.code for one in group.findings})
    text = render_report(
        "finding.txt.j2",
        one=explanations()[code],
        group=group,
        outcome=consequence_of(code),
        example=examples().get(code),
    )
    click.echo(text, nl=False)
