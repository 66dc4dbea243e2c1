"""What this repository's own atlas needs besides `make check`; a fork's may be empty."""

from __future__ import annotations

from support.atlases import REPOSITORY
from support.queries import queries_of_reference, read_queries


def test_the_first_line_of_every_file_leads_to_a_schema() -> None:
    for file in [*REPOSITORY.glob("content/*/*.yaml"), *REPOSITORY.glob("site_config/**/*.yaml")]:
        first = file.read_text(encoding="utf-8").split("\n", 1)[0]
        assert first.startswith("# yaml-language-server: $schema="), file
        assert (file.parent / first.partition("=")[2]).is_file(), file


def test_the_records_that_queries_want_exist() -> None:
    own = {file.stem for file in REPOSITORY.glob("content/*/*.yaml")}
    asked = [query for query in read_queries() if query not in queries_of_reference()]
    lost = [query.text for query in asked if own.isdisjoint(query.wanted)]
    assert len(lost) in {0, len(asked)}, lost  # all are lost where a fork has records of its own
