"""Changes of records as contributors make them: each affects one file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.prose import Raw
from benchmarks.synthetic import load, write_record
from generator.model.kinds import PRACTICE

Change = Callable[[Raw], Raw]

ADDED = "Так делали и в соседней школе."
SUBJECTS = ("history", "mathematics")
_STRIDE = 7


def change(root: Path, number: int, make: Change) -> None:
    """Change one practice of an atlas."""
    file = practice(root, number)
    file.write_text(write_record(make(load(file))), encoding="utf-8")


def practice(root: Path, number: int) -> Path:
    """Return the file of one practice of an atlas; each number means another practice."""
    files = sorted((root / "content" / PRACTICE.folder).glob("*.yaml"))
    return files[number * _STRIDE % len(files)]


def retell(record: Raw, added: str = ADDED) -> Raw:
    """Return a practice with an additional sentence in its first step."""
    first, *others = record["steps"]
    return {**record, "steps": [{**first, "text": f"{first['text']} {added}"}, *others]}


def resubject(record: Raw) -> Raw:
    """Return a practice with another subject."""
    subject = next(subject for subject in SUBJECTS if [subject] != record.get("subjects"))
    return {**record, "subjects": [subject]}
