from __future__ import annotations

import gzip
import json
from pathlib import Path

from generator.search import dictionary
from generator.search.article import FORMS


def fragment(folder: Path, name: str, title: str, content: str) -> None:
    page = json.dumps({"meta": {"title": title}, "content": content}).encode()
    target = folder / "fragment" / f"{name}.pf_fragment"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(b"pagefind_dcd" + page))


def test_words_come_from_titles_and_texts_but_not_from_made_up_forms(tmp_path: Path) -> None:
    fragment(tmp_path, "ru_1", "Грамотность", f"Уроки zebdpdoz и {FORMS} урк")
    forms = dictionary.forms_by_stem(dictionary.indexed_texts(tmp_path))
    assert set(forms) == {"грамотн", "урок"}


def test_most_frequent_stem_comes_first_in_its_known_or_commonest_form() -> None:
    forms = dictionary.forms_by_stem(["урок урока", "урока школами", "уроку Ёлка"])
    assert dictionary.lines(forms, {"школ": "школа"}) == ["урок|а", "елк|а", "школ|а"]


def test_every_russian_letter_has_its_file(tmp_path: Path) -> None:
    dictionary.write(["школ|а", "abc|", "шаг|"], tmp_path)
    assert json.loads((tmp_path / "all.json").read_text()) == ["школ|а", "abc|", "шаг|"]
    assert json.loads((tmp_path / "448.json").read_text()) == ["школ|а", "шаг|"]
    assert json.loads((tmp_path / "other.json").read_text()) == ["abc|"]
    assert len(list(tmp_path.iterdir())) == 32 + 2
