"""What this repository's own atlas needs besides `make check`; a fork's may be empty."""

from __future__ import annotations

from support.atlases import REPOSITORY


def test_the_first_line_of_every_file_leads_to_a_schema() -> None:
    for file in [*REPOSITORY.glob("content/*/*.yaml"), *REPOSITORY.glob("site_config/**/*.yaml")]:
        first = file.read_text(encoding="utf-8").split("\n", 1)[0]
        assert first.startswith("# yaml-language-server: $schema="), file
        assert (file.parent / first.partition("=")[2]).is_file(), file
