"""Synthetic records for measurements: about 3 KB of Russian text each, seeded, never committed."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import yaml

from generator.kinds import PRACTICE

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = ("schemas", "site_config")
FREE_TEXT = ("problem", "goal", "description")
USUAL, LONG = 30, 220
"""Lengths of the sentences that are taken."""
MARKS = set("|*#`[]")


def make_atlas(root: Path, count: int, seed: int = 1) -> Path:
    """Write an atlas of `count` practices at `root` and return it.

    Sentences are drawn from the repository's own practices, so that words have real frequencies.
    """
    root.mkdir(parents=True)
    for name in SHARED:
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", root / "mkdocs.yml")
    chance = random.Random(seed)  # noqa: S311 - repeatable data, not secrets
    models = _models()
    sentences = [sentence for model in models for sentence in _sentences(model)]
    municipalities = _municipalities(root)
    folder = root / "content" / PRACTICE.folder
    folder.mkdir(parents=True)
    for number in range(count):
        record = _record(number, chance, models, sentences, municipalities)
        text = yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=100)
        (folder / f"{record['id']}.yaml").write_text(text, encoding="utf-8")
    return root


def _models() -> list[dict[str, object]]:
    folder = REPOSITORY / "content" / PRACTICE.folder
    return [yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader) for path in sorted(folder.glob("*.yaml"))]


def _sentences(model: dict[str, object]) -> list[str]:
    text = " ".join(str(model.get(field, "")) for field in FREE_TEXT)
    found = (" ".join(part.split()) for part in text.split(". "))
    return [f"{part.rstrip('.')}." for part in found if USUAL <= len(part) < LONG and not MARKS & set(part)]


def _municipalities(root: Path) -> list[str]:
    data = yaml.load((root / "site_config/municipalities.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    return [municipality["id"] for municipality in data["municipalities"]]


def _record(
    number: int,
    chance: random.Random,
    models: list[dict[str, object]],
    sentences: list[str],
    municipalities: list[str],
) -> dict[str, object]:
    model = chance.choice(models)
    subjects, directions = model.get("subjects", ["mathematics"]), model.get("directions", ["fg"])
    return {
        "id": f"synthetic-{number}",
        "title": f"Учебная запись {number}: {chance.choice(sentences)[:80].rstrip('. ,:—')}",
        "summary": (" ".join(chance.sample(sentences, 3)) + " " * 80)[:390].strip(),
        "stage": "placed",
        "directions": directions,
        "education_levels": model["education_levels"],
        "subjects": subjects,
        "municipality": chance.choice(municipalities),
        "organisation": {"name": "Учебная организация", "kind": "school"},
        "contact": {"email": "name@example.org"},
        "problem": " ".join(chance.sample(sentences, 3)),
        "goal": chance.choice(sentences),
        "steps": [
            {"title": f"Шаг {step}", "text": " ".join(chance.sample(sentences, 2))} for step in range(1, 6)
        ],
        "expertise": [{"decision": "meets", "date": "2025-03-01", "body": "Методический совет"}],
        "added": "2025-04-01",
        "sample": True,
    }
