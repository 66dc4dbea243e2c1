"""Cached results of earlier proposals never change the report about a proposal."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest
from support import changes
from support.git import commit_all, git
from support.reviews import DAY, atlas_to_change, review_of

from generator.check import verdict_cache
from generator.check.check import check
from generator.check.revision.change_check import check_changes
from generator.model.findings import Finding
from generator.review import open_proposal, render_json

STEPS = int(os.environ.get("ATLAS_STEPS", "3"))
"""How many proposals are made in a row; ATLAS_STEPS=300 for a long run."""
CHANGES = (
    changes.edit_text,
    changes.edit_text,
    changes.edit_terms,
    changes.add,
    changes.rename,
    changes.delete,
    changes.break_or_mend,
    changes.vocabulary,
    changes.municipality,
    changes.schema,
)


def test_whatever_was_proposed_before_a_review_says_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verdict_cache, "SETTLED", 0)  # nobody writes while a check is under way
    chance = random.Random(5)  # noqa: S311 - repeatable, no secret
    root = atlas_to_change(tmp_path / "atlas")
    place = changes.Place(root=root, site=tmp_path / "site", templates=tmp_path, chance=chance)
    commits = [git(root, "rev-parse", "HEAD")]
    done: list[str] = []
    for _ in range(STEPS):
        for change in chance.choices(CHANGES, k=chance.choice((1, 3))):
            change(place)
            done.append(change.__name__)
        commits.append(commit_all(root))
        base, head = chance.choice(commits[-4:-1]), chance.choice(commits[-2:])
        chance.choice(CHANGES[:6])(place)  # stands on the disk, in no commit
        if chance.random() < 0.3:
            changes.spoil_cache(place)
        remembering = told(root, base, head, jobs=2)
        (root / ".atlas").rename(tmp_path / "aside")
        assert remembering == told(root, base, head), done
        shutil.rmtree(root / ".atlas")
        (tmp_path / "aside").rename(root / ".atlas")


def test_records_are_in_order(tmp_path: Path) -> None:
    root = atlas_to_change(tmp_path / "atlas")
    first = list(open_proposal(root, "HEAD..HEAD", as_of=DAY).records)
    shutil.copy(root / first[-1], (root / first[-1]).with_name("a.yaml"))
    commit_all(root)
    proposal = open_proposal(root, "HEAD..HEAD", as_of=DAY)
    assert list(proposal.records) == list(proposal.former_records) == sorted(proposal.records)
    assert len(proposal.records) == len(first) + 1


def told(root: Path, base: str, head: str, jobs: int = 1) -> tuple[str, list[Finding], set[str]]:
    """Return the review of a proposal, and the result of checking the disk since its base."""
    found = check_changes(root, check(root, as_of=DAY), base)
    return (
        render_json(review_of(root, f"{base}..{head}", jobs=jobs)),
        list(found.findings),
        set(found.changed),
    )
