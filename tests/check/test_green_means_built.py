"""A check without findings guarantees a build: what only a build reads is damaged, one place at a time.

The damage is chosen by a seed, so that each run tries the same; `make torture` tries more.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from support.building import buildable
from support.commands import BUILD, CHECK, Told, call
from support.effort import examples, sample

from generator.check.map_check import MAP_FILE, OUTLINE, read_map_files
from generator.check.settings_check import load_ruleset
from generator.intake.new_atlas.draw_map import draw_map, map_text
from generator.source.schema_files import read_schemas

pytestmark = pytest.mark.usefixtures("few_findings")

SEED = 11
SAMPLE = 8
"""Damages of a usual run: half of the files."""
SHAPE = (
    '{"type": "FeatureCollection", "source": "Проба", "features": [\n{"type": "Feature", "properties": {},\n'
    '"geometry": {"type": "Polygon", "coordinates": [[[59,54],[62,54],[62,56],[59,56],[59,54]]]}}]}\n'
)
OWN = {
    "site_config/picks.yaml": (
        "week:\n  record: practice/measuring\n  note: Начать можно с одного урока.\n"
        "collections:\n  - title: К началу года\n    records:\n      - practice/reading-hour\n"
    ),
    "site_config/steps.yaml": (
        "title: Шаги\nsource: Приказ\nsteps:\n  - title: Звать в сообщества\n    evidence:\n"
        "      - records: community\n        has: founded\n        date: founded\n"
    ),
    "site_config/intake/shkola.yaml": (
        "columns:\n  - heading: Наименование\n    field: title\n"
        "values:\n  - vocabulary: subjects\n    text: Физ-ра\n    terms: [physics]\n"
    ),
    OUTLINE: SHAPE,
    "site_config/pages/about.md": (
        "---\ntitle: Об атласе\nhide: [toc]\n---\n# Об атласе\n\n- [Поиск](search/index.md)\n\n"
        "| а | б |\n|---|---|\n"
    ),
    "site_config/pages/papka/zametka.md": "# Заметка\n\n> Слова «редакции».\n\n```\n{{ x }}\n```\n",
    "site_config/theme/partials/footer.html": (
        '<footer>\n{% for item in nav.items %}\n<a href="{{ item.url | url }}">{{ item.title | e }}</a>\n'
        "{% endfor %}\n</footer>\n"
    ),
}
"""Files that only some atlases have; the rest are those of every small atlas."""
UNREAD_TEMPLATE = "site_config/theme/partials/footer.html"
"""Of a template a check promises nothing: it runs in the build alone, and a proposal is told so."""
DAMAGED = (
    *OWN,
    MAP_FILE,
    "mkdocs.yml",
    *(f"site_config/{name}.yaml" for name in ("atlas", "municipalities", "needs", "search")),
    *(f"site_config/vocabularies/{name}.yaml" for name in ("subjects", "document_kinds", "practice_stages")),
)

Damage = Callable[[random.Random, bytes], bytes | None]
"""What makes of a file's bytes others; None removes the file."""


def _cut(draw: random.Random, data: bytes) -> bytes:
    return data[: draw.randrange(len(data))]


def _drop_line(draw: random.Random, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    lines.pop(draw.randrange(len(lines)))
    return b"".join(lines)


def _repeat_line(draw: random.Random, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    at = draw.randrange(len(lines))
    return b"".join([*lines[: at + 1], *lines[at:]])


def _swap_value(draw: random.Random, data: bytes) -> bytes:
    values = list(re.finditer(rb'(?<=[:\[,-]) *("[^"\n]*"|[^\s,{}\[\]"][^\n,\]}]*)', data))
    found = draw.choice(values)
    other = draw.choice([b"5", b"null", b"[]", b"{}", b"1e999", "нет".encode(), b"''", b"true", b"-0.5"])
    return data[: found.start(1)] + other + data[found.end(1) :]


def _insert(draw: random.Random, data: bytes) -> bytes:
    at = draw.randrange(len(data))
    signs = [
        b"\0",
        b"\xff",
        b"\t",
        "\u202e".encode(),
        "с".encode(),
        b"{{ 1 / 0 }}",
        b"&a *a ",
        b"- ",
        b'"',
        b": ",
    ]
    return data[:at] + draw.choice(signs) + data[at:]


def _rename_key(draw: random.Random, data: bytes) -> bytes:
    words = (rb"[A-Za-z_]{3,}(?=\"?:)", rb"[A-Za-z]{3,}", rb"\w")
    keys = next(keys for word in words if (keys := list(re.finditer(word, data))))
    found = draw.choice(keys)
    return data[: found.end() - 1] + data[found.end() :]


def _shift(draw: random.Random, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    at = draw.randrange(len(lines))
    lines[at] = b"  " + lines[at] if draw.random() < 0.5 else lines[at].lstrip(b" ")
    return b"".join(lines)


def _replace(draw: random.Random, data: bytes) -> bytes:
    return draw.choice([b"", b"\n", b"5\n", b"[]\n", b"{}\n", b"null\n", "слово\n".encode(), b"---\n" + data])


def _remove(_: random.Random, __: bytes) -> None:
    return None


DAMAGES: tuple[Damage, ...] = (
    *(_cut, _drop_line, _repeat_line, _swap_value, _insert, _rename_key, _shift, _replace, _remove),
)
_ENGLISH = re.compile(r"[A-Za-z]{2,}(?:[ ,'’]+[A-Za-z]{2,}){3,}")
_EXCERPT = re.compile(r"(?m)^    (?!Допустимо: |Что сделать: |Возможно, ).*$")
_QUOTED = re.compile(r"«[^«»\n]*»|`[^`\n]*`")
_FINDING = re.compile(r"(?m)^\S[^\n]*:\d+:\d+: (ошибка|предупреждение) \[[a-z0-9-]+\] ")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small atlas with every file that an atlas may have."""
    root = buildable(tmp_path_factory.mktemp("sound") / "atlas")
    for path, text in OWN.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    settings = load_ruleset(root, read_schemas(root)).settings
    assert settings is not None
    places = settings.municipalities
    (root / MAP_FILE).write_text(map_text(draw_map(places, read_map_files(root, places)).region_map))
    told = call(root, *CHECK)
    assert told.code == 0, told.out
    built = call(root, *BUILD)
    assert built.code == 0, built
    return root


def draws() -> Iterator[tuple[str, Damage, int]]:
    """Yield a file, a type of damage and a seed: each file and each type at least once."""
    paths = random.Random(SEED).sample(DAMAGED, len(DAMAGED))  # noqa: S311 - the same damages in each run
    turns = product(range(len(DAMAGES)), enumerate(paths))
    every = [(path, DAMAGES[(turn + place) % len(DAMAGES)]) for turn, (place, path) in turns]
    for number in range(examples(len(DAMAGED))):
        yield (*every[number % len(every)], number)


def assert_plain(told: Told, root: Path) -> None:
    """Assert that an answer is in Russian, names no folder of this machine, and ends as specified."""
    assert told.code in {0, 1}, told
    said = told.out + told.err
    assert str(root) not in said
    assert "Traceback" not in said
    words = _QUOTED.sub("", _EXCERPT.sub("", said))
    assert not _ENGLISH.search(words), said


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("path", "damage", "seed"),
    [pytest.param(*one, id=f"{one[2]}-{one[0]}-{one[1].__name__}") for one in sample(list(draws()), SAMPLE)],
)
def test_damage_is_told_or_the_site_is_built(
    sound: Path, tmp_path: Path, path: str, damage: Damage, seed: int
) -> None:
    root = shutil.copytree(sound, tmp_path / "atlas")
    data = damage(random.Random(seed), (root / path).read_bytes())  # noqa: S311 - as above
    if data is None:
        (root / path).unlink()
    else:
        (root / path).write_bytes(data)
    told = call(root, *CHECK)
    assert_plain(told, root)
    assert (told.code == 1) == bool(_FINDING.search(told.out)), told.out
    if " ошибка [" in told.out:
        return
    built = call(root, *BUILD)
    if path == UNREAD_TEMPLATE and built.code:
        assert_plain(built, root)
        assert Path(path).name in built.err
    else:
        assert built.code == 0, built
        assert not _ENGLISH.search(_QUOTED.sub("", built.out + built.err)), built
