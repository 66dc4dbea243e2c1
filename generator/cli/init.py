"""`atlas init`: create the atlas of a region."""

import json
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import distribution
from pathlib import Path

import click

from generator.base.errors import AtlasError
from generator.base.russian import count, join_words, uncapitalise
from generator.check.own_addresses import own_address_fault
from generator.cli.commands import FOUND, OK, command
from generator.cli.options import FILE, existing_file
from generator.cli.output import is_terminal, paint_for, say
from generator.cli.usage import OneOf, refuse
from generator.intake.new_atlas.municipalities_table import read_municipalities
from generator.intake.new_atlas.region_name import decline_region
from generator.intake.new_atlas.write_atlas import (
    PACKAGE,
    NewAtlas,
    default_forges,
    default_types,
    write_atlas,
)
from generator.intake.tables.judge.report import format_finding, summary
from generator.model.settings import Region

_SAY_SOURCE = (
    "Назовите его хранилище и метку (--generator git+https://…@v0.2.0) или выпуск и его хеш "
    "(--generator https://….whl#sha256=…)"
)
_FORGES = default_forges()
_CASES = ("genitive", "dative", "prepositional")
_QUESTIONS = {
    "region": ("Название региона или города", "Красноярский край"),
    "genitive": ("В родительном падеже (атлас чего?)", "Красноярского края"),
    "dative": ("В дательном падеже (по чему?)", "Красноярскому краю"),
    "prepositional": ("В предложном падеже (в чём?)", "Красноярском крае"),
    "operator": ("Кто ведёт атлас", "Редакция атласа"),
    "repository": ("Адрес хранилища", "https://github.com/region/atlas"),
    "forge": (f"Площадка хранилища ({join_words(_FORGES, 'или')})", "github"),
    "site": ("Адрес сайта", "https://region.github.io/atlas/"),
}
"""The answers of an atlas in the order of the questions, each with an example."""


def _answer_all(given: Mapping[str, str | None]) -> Mapping[str, str]:
    """Return all answers; those not given are asked on a terminal, and elsewhere guessed or required."""
    answers: dict[str, str] = {}
    for key in _QUESTIONS:
        answers[key] = _answer(key, given[key], _guess(key, answers))
    return answers


def _answer(key: str, value: str | None, guess: str | None) -> str:
    """Return one answer. A wrong one is asked again, a wrong value of an option is refused."""
    question, example = _QUESTIONS[key]
    asks = value is None and is_terminal(sys.stdin)
    while True:
        said = click.prompt(question, type=str, err=True, default=guess) if asks else value or guess or ""
        text = " ".join(said.split())
        fault = _fault(key, text)
        if not fault:
            return text
        message = f"«{text}» не годится: {fault}. Например: {example}" if text else f"нужно: «{example}»."
        if not asks:
            refuse(key, message)
        click.echo(message, err=True)


def _fault(key: str, text: str) -> str | None:
    if key in {"repository", "site"} and text:
        return own_address_fault(text)
    if key == "forge" and text not in _FORGES:
        return "такой площадки нет"
    return None if text else "пусто"


def _guess(key: str, answers: Mapping[str, str]) -> str | None:
    """Return what earlier answers tell: a case of the region's name, or the forge from its address."""
    if key in _CASES:
        cases = decline_region(answers["region"])
        return cases[_CASES.index(key)] if cases else None
    if key == "forge":
        return next((forge for forge in _FORGES if forge in answers["repository"]), "github")
    return None


def _oktmo(_ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None and not (value.isdecimal() and len(value) == len("04000000")):
        refuse(param, f"«{value}» не код ОКТМО: нужны восемь цифр, например 04000000.")
    return value


def _option(key: str, text: str) -> Callable[[Callable[..., object]], Callable[..., object]]:
    return click.option(f"--{key}", metavar="ТЕКСТ", help=text)


@command(
    help="Создать в ПАПКЕ атлас региона: настройки, муниципалитеты из таблицы, словари, страницы, задания "
    "площадки. Чего не сказано параметрами, спросит. Ничего не заменяет. Код возврата: 0 — атлас создан, "
    "1 — в таблице ошибки или файлы уже есть, 2 — команда записана неверно.",
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="ПАПКА")
@click.option(
    "--municipalities",
    required=True,
    type=FILE,
    callback=existing_file,
    metavar="ФАЙЛ",
    help="Таблица (CSV или .xlsx): октмо, название, центр, широта, долгота и, если есть, тип.",
)
@_option("region", "Название региона или города: «Красноярский край».")
@_option("genitive", "Оно же в родительном падеже: «Красноярского края».")
@_option("dative", "В дательном: «Красноярскому краю».")
@_option("prepositional", "В предложном, без предлога: «Красноярском крае».")
@click.option(
    "--oktmo",
    callback=_oktmo,
    metavar="КОД",
    help="ОКТМО региона. Без параметра — по кодам муниципалитетов.",
)
@_option("operator", "Кто ведёт атлас: организация или редакция.")
@click.option(
    "--forge",
    type=OneOf(_FORGES),
    metavar="ПЛОЩАДКА",
    help=f"Где лежит хранилище: {join_words(_FORGES, 'или')}. Без параметра — по его адресу.",
)
@click.option("--repository", metavar="АДРЕС", help="Адрес хранилища записей.")
@click.option("--site", metavar="АДРЕС", help="Адрес, по которому откроют сайт.")
@click.option(
    "--generator",
    metavar="АДРЕС",
    help="Откуда устанавливать генератор: хранилище git с меткой (git+https://…@v0.2.0) или файл .whl с "
    "его хешем (https://….whl#sha256=…). Без параметра — то, откуда установлен этот.",
)
def init(
    folder: Path,
    *,
    municipalities: Path,
    oktmo: str | None,
    generator: str | None,
    **given: str | None,
) -> int:
    """Write the atlas and print what to do next, or print what is wrong with the table.

    Nothing is asked before the table and the source of the generator are known to be usable.
    """
    table = read_municipalities(municipalities, default_types(), oktmo)
    if table.findings:
        for finding in table.findings:
            click.echo(f"{format_finding(finding, municipalities.name, paint_for(sys.stdout))}\n")
        say(f"{summary(table.findings)} Атлас не создан.")
        return FOUND
    source, answers = generator or _own_source(), _answer_all(given)
    new = NewAtlas(
        region=Region(
            name=answers["region"],
            oktmo=table.oktmo,
            genitive=answers["genitive"],
            dative=answers["dative"],
            prepositional=answers["prepositional"],
        ),
        municipalities=table.municipalities,
        operator=answers["operator"],
        forge=answers["forge"],
        repository=answers["repository"].rstrip("/"),
        site_address=f"{answers['site'].rstrip('/')}/",
        generator=source,
    )
    files = count(write_atlas(folder, new), "файл", "файла", "файлов")
    places = count(len(new.municipalities), "муниципалитет", "муниципалитета", "муниципалитетов")
    say(f"Создан {uncapitalise(new.title)}: {places}, {files}.")
    say(f"Дальше: atlas --root {folder} check и atlas --root {folder} serve;")
    say(f"первая запись — {folder / 'docs/first-record.md'}, остальное — {folder / 'README.md'}.")
    return OK


def _own_source() -> str:
    """Return where pip installed this generator from, or its tag in its repository.

    A generator that runs from a clone has neither: a folder on one machine is no use to a forge.

    https://packaging.python.org/en/latest/specifications/direct-url-data-structure/
    """
    package = distribution(PACKAGE)
    place = json.loads(package.read_text("direct_url.json") or "{}")
    address = place.get("url", "")
    if address.startswith("https://") and "vcs_info" in place:
        return f"git+{address}@{place['vcs_info']['commit_id']}"
    if address.startswith("https://") and (digest := place.get("archive_info", {}).get("hash")):
        return f"{address}#{digest}"
    known = [one.partition(", ")[2] for one in package.metadata.get_all("Project-URL") or ()]
    if address or not known:
        message = "не сказано, откуда устанавливать генератор: этот запущен из папки на вашей машине"
        raise AtlasError(message, _SAY_SOURCE)
    return f"git+{known[0]}@v{package.version}"
