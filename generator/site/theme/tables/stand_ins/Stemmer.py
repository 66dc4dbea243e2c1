"""Stands in for PyStemmer: the same algorithm of Snowball, written in Python."""

from collections.abc import Callable


class Stemmer:
    """Stems Russian words."""

    stemWord: Callable[[str], str]  # noqa: N815 - PyStemmer's name

    def __init__(self, language: str, cache: int = 0) -> None:
        """Take what PyStemmer takes; other languages are not in the browser."""
        from snowballstemmer.russian_stemmer import RussianStemmer  # noqa: PLC0415 - it asks for this module

        del language, cache
        self.stemWord = RussianStemmer().stemWord


def algorithms() -> list[str]:
    """Return the names of the languages."""
    return ["russian"]
