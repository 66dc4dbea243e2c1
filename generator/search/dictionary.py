"""Dictionary: the words of the indexed pages, by which the browser corrects typing errors.

One file for each first letter tells whether a word is known; one file holds all words and is read
only when a word is not. A line of a file is `stem|ending`, most frequent first: together they are
the form that readers are shown.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.search.article import FORMS
from generator.search.words import is_token, plain, stem, words_of

_SHORTEST = 3
_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_SIGNATURE = len(b"pagefind_dcd")
Forms = Mapping[str, Counter[str]]


def indexed_texts(bundle: Path) -> Iterator[str]:
    """Yield the texts of the pages that Pagefind indexed, titles first."""
    for path in sorted((bundle / "fragment").iterdir()):
        page = json.loads(gzip.decompress(path.read_bytes())[_SIGNATURE:])
        content, _, _ = page["content"].partition(FORMS)
        yield f"{page['meta'].get('title', '')} {content}"


def forms_by_stem(texts: Iterable[str]) -> Forms:
    """Count, for each stem, the pages that hold each of its forms."""
    pages: Counter[str] = Counter()
    for text in texts:
        pages.update(set(words_of(plain(text))))
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for word, count in pages.items():
        if len(word) >= _SHORTEST and word.isalpha() and not is_token(word):
            found[stem(word)][word] = count
    return found


def lines(forms: Forms, lemmas: Mapping[str, str]) -> list[str]:
    """Return the lines of the dictionary, most frequent stem first.

    `lemmas` gives the form to show for a stem where it is known; else it is the most frequent one.
    """
    ranked = sorted(forms.items(), key=lambda item: (-item[1].total(), item[0]))
    return [_line(each, lemmas.get(each) or _commonest(counts)) for each, counts in ranked]


def write(lines_: Iterable[str], folder: Path) -> None:
    """Write the dictionary into a folder: `all.json`, one file a Russian first letter, one for all others.

    A letter without words has its file too: the browser asks for it without knowing.

    Raises:
        OSError: the folder or a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shelves: dict[str, list[str]] = {shelf_of(letter): [] for letter in f"{_LETTERS}a"}
    shelves["all"] = list(lines_)
    for line in shelves["all"]:
        shelves[shelf_of(line[0])].append(line)
    for name, shelf in sorted(shelves.items()):
        text = json.dumps(shelf, ensure_ascii=False, separators=(",", ":"))
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def shelf_of(letter: str) -> str:
    """Return the name of the file that holds the words with a first letter."""
    return f"{ord(letter):x}" if letter in _LETTERS else "other"


def _commonest(counts: Counter[str]) -> str:
    return min(counts, key=lambda form: (-counts[form], len(form), form))


def _line(stem_: str, form: str) -> str:
    return f"{stem_}|{form[len(stem_) :]}" if form.startswith(stem_) else f"{stem_}|"
