"""Dictionary: the words of the indexed pages, with which the browser corrects typing errors.

There is one file for each first letter, and one with the most common words, loaded only for a word that is in
no other. A line is `stem|ending`, most frequent first: together they are the form shown to readers.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from generator.base.files import write_json
from generator.site.search.words import fold, is_token, stem, without_fleeting_vowel, words_of

_SHORTEST = 3
COMMONEST = 12_000
"""How many words are tried if the first letter may be wrong: trying all would take too long."""
_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
Forms = Mapping[str, Mapping[str, int]]


def count_words(texts: Iterable[str]) -> Mapping[str, int]:
    """Return word → number of texts that contain it, for the words of the dictionary."""
    return keep_words(Counter(word for text in texts for word in different_words(text)))


def different_words(text: str) -> set[str]:
    """Return the words of a text, each once, as search compares them."""
    return set(words_of(fold(text)))


def keep_words(counts: Mapping[str, int]) -> Mapping[str, int]:
    """Return the counts of the words that belong into the dictionary, sorted by word."""
    return {word: number for word, number in sorted(counts.items()) if is_dictionary_word(word)}


def is_dictionary_word(word: str) -> bool:
    """Return whether a word belongs into the dictionary: readers may mean it."""
    return len(word) >= _SHORTEST and word.isalpha() and not is_token(word)


def forms_by_stem(counts: Iterable[Mapping[str, int]]) -> Forms:
    """Return stem → form → number of pages, adding up the counts of the shards."""
    pages: Counter[str] = Counter()
    for each in counts:
        pages.update(each)
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for word, number in pages.items():
        found[stem(word)][word] = number
    return found


def fleeting_pairs(stems: Collection[str]) -> list[tuple[str, str]]:
    """Return pairs of stems that differ by a fleeting vowel, without and with it: «кружк» and «кружок».

    Both have to exist: «урок» has no form with «урк».
    """
    pairs = ((without_fleeting_vowel(each), each) for each in stems)
    return sorted((short, each) for short, each in pairs if short != each and short in stems)


def dictionary_lines(forms: Forms, lemmas: Mapping[str, str]) -> list[str]:
    """Return the lines of the dictionary, most frequent stem first.

    `lemmas` maps stems to the form to show; by default it is the most frequent one.
    """

    def most_frequent(counts: Mapping[str, int]) -> str:
        return min(counts, key=lambda form: (-counts[form], len(form), form))

    ranked = sorted((-sum(counts.values()), each) for each, counts in forms.items())
    return [_line(each, lemmas.get(each) or most_frequent(forms[each])) for _, each in ranked]


def write_dictionary(lines_: Sequence[str], folder: Path) -> None:
    """Write the dictionary into a folder: `all.json`, a file per Russian first letter, one for the others.

    Letters without words have files too: the browser cannot know that there are none.

    Raises:
        OSError: the folder or a file cannot be written.
    """
    files: dict[str, list[str]] = {file_of(letter): [] for letter in f"{_LETTERS}a"}
    for line in lines_:
        files[file_of(line[0])].append(line)
    files["all"] = list(lines_)[:COMMONEST]
    for name, words in files.items():
        write_json(folder / f"{name}.json", words)


def file_of(letter: str) -> str:
    """Return the name of the file with the words that begin with a letter."""
    return f"{ord(letter):x}" if letter in _LETTERS else "other"


def _line(stem_: str, form: str) -> str:
    return f"{stem_}|{form[len(stem_) :]}" if form.startswith(stem_) else f"{stem_}|"
