"""Reads letters from a folder, a maildir, an mbox file, a single letter or a record file."""

import mailbox
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from generator.base.errors import AtlasError
from generator.base.limits import MAX_BYTES, MAX_LETTER_BYTES, MAX_MAILBOX_BYTES
from generator.letters.letter import ProposalLetter, letter_of_file, read_letter

_MAILDIR = ("cur", "new")
_RECORDS = (".yaml", ".yml")
_LETTERS = (".eml", ".mbox", *_RECORDS)


def read_mailbox(place: Path) -> Iterator[tuple[str, ProposalLetter]]:
    """Yield the letters of a place in the order of their file names, each with its name for the summary.

    Of a folder and its subfolders the files `.eml`, `.mbox`, `.yaml` are read; of a maildir everything in
    `cur` and `new`. Links are not followed.

    Raises:
        AtlasError: the place is neither a folder nor a file of letters, or a file is too large.
        OSError: a file cannot be read.
    """
    if not place.is_dir():
        if not place.name.lower().endswith(_LETTERS):
            message = f"«{place}» — не письмо: нужна папка с письмами, файл .eml, .mbox или .yaml"
            raise AtlasError(message, "Сохраните письма из почтовой программы: «Сохранить как» или «Экспорт»")
        yield from _read_file(place)
        return
    if all((place / name).is_dir() for name in _MAILDIR):
        for name in _MAILDIR:
            for file in _files_of(place / name):
                yield _read_letter_file(file)
        return
    for file in _files_of(place):
        if file.name.lower().endswith(_LETTERS):
            yield from _read_file(file)


def _files_of(folder: Path) -> Iterator[Path]:
    for top, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(top, name)
            if not name.startswith(".") and stat.S_ISREG(file.lstat().st_mode):
                yield file


def _read_file(file: Path) -> Iterator[tuple[str, ProposalLetter]]:
    name = file.name.lower()
    if name.endswith(".mbox"):
        yield from _read_mbox(file)
    elif name.endswith(_RECORDS):
        yield file.name, letter_of_file(_read_start(file, MAX_BYTES + 1))
    else:
        yield _read_letter_file(file)


def _read_mbox(file: Path) -> Iterator[tuple[str, ProposalLetter]]:
    if file.stat().st_size > MAX_MAILBOX_BYTES:
        message = f"файл «{file}» больше {MAX_MAILBOX_BYTES // 1_000_000} МБ"
        raise AtlasError(message, "Разделите его: сохраните письма по частям или папкой файлов .eml")
    box = mailbox.mbox(file, create=False)
    try:
        for number, key in enumerate(box.keys(), 1):
            with box.get_file(key) as stream:
                data = stream.read(MAX_LETTER_BYTES + 1)
            yield f"{file.name}, письмо {number}", read_letter(data)
    finally:
        box.close()


def _read_letter_file(file: Path) -> tuple[str, ProposalLetter]:
    return file.name, read_letter(_read_start(file, MAX_LETTER_BYTES + 1))


def _read_start(file: Path, size: int) -> bytes:
    with file.open("rb") as stream:
        return stream.read(size)
