"""The theme's templates are listed without its icons, found with them, and compiled once."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from mkdocs.theme import Theme

from generator.site.host.mkdocs_theme import hasten


@pytest.fixture
def theme(tmp_path: Path) -> Theme:
    for name in (
        "main.html",
        "partials/icon.html",
        ".icons/one.svg",
        "assets/.hidden/two.svg",
        "assets/a.css",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("{{ 1 + 1 }}")
    return Theme(name="material", custom_dir=str(tmp_path))


def listed(environment: Environment) -> list[str]:
    """Return what MkDocs would list: it leaves hidden files and folders out itself."""
    return [name for name in environment.list_templates() if not f"/{name}".count("/.")]


def test_nothing_that_is_copied_is_missed(theme: Theme) -> None:
    loader = FileSystemLoader(theme.dirs)
    hasten(theme, as_it_is=True)
    made = theme.get_env()
    assert listed(made) == listed(Environment(loader=loader, autoescape=True))
    assert len(made.list_templates()) < len(loader.list_templates()) / 10


def test_hidden_templates_are_found_by_name(theme: Theme) -> None:
    hasten(theme, as_it_is=True)
    assert theme.get_env().get_template(".icons/one.svg").render() == "2"
    assert ".icons/one.svg" not in theme.get_env().list_templates()


@pytest.mark.parametrize("as_it_is", [True, False])
def test_templates_are_compiled_once_unless_guests_have_a_say(
    theme: Theme, monkeypatch: pytest.MonkeyPatch, *, as_it_is: bool
) -> None:
    compiled: list[str | None] = []
    generate = Environment._generate  # noqa: SLF001 - the library's hook for heirs

    def spy(self: Environment, source: object, name: str | None, *rest: object, **more: object) -> object:
        compiled.append(name)
        return generate(self, source, name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Environment, "_generate", spy)
    hasten(theme, as_it_is=as_it_is)
    for _ in range(2):
        assert theme.get_env().get_template("main.html").render() == "2"
    assert compiled == ["main.html"] * (1 if as_it_is else 2)


def test_a_changed_template_is_compiled_anew(theme: Theme) -> None:
    hasten(theme, as_it_is=True)
    assert theme.get_env().get_template("main.html").render() == "2"
    Path(theme.dirs[0], "main.html").write_text("{{ 1 + 2 }}")
    assert theme.get_env().get_template("main.html").render() == "3"
