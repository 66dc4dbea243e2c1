"""The draw: which experts are eligible to review a practice, and who is drawn (S1:17)."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from hashlib import sha256

import msgspec

from generator.base.russian import fold_text
from generator.private_data.pool import Expert

PROFILE = "профиль не подходит к практике"
SAME_PLACE = "та же организация или тот же муниципалитет"
INVOLVED = "организация автора, сообщества или центра, которые ведут практику"
BUSY = "нагрузка больше допустимой"
NO_CONSENT = "согласие истекло или не указано"
EXCLUDED = "исключён вручную"
OWN_REGION = "из своего региона"


class DrawnPractice(msgspec.Struct, frozen=True, kw_only=True):
    """What a draw needs to know about a practice. Organisations are names, normalised for comparison."""

    id: str
    subjects: frozenset[str]
    directions: frozenset[str]
    levels: frozenset[str]
    organisation: str
    municipality: str
    involved: frozenset[str]
    """Organisations of the authors, and of the communities and centres that support it."""


class DrawTerms(msgspec.Struct, frozen=True, kw_only=True):
    """The terms of a draw."""

    count: int
    as_of: dt.date
    max_load: int | None = None
    exclude: tuple[str, ...] = ()
    other_region: bool = False


class DrawResult(msgspec.Struct, frozen=True, kw_only=True):
    """The experts drawn, the number of eligible ones, and the numbers of others by reason."""

    codes: Sequence[str]
    eligible: int
    left_out: Mapping[str, int]


def draw_experts(
    seed: str, practice: DrawnPractice, experts: Iterable[Expert], terms: DrawTerms
) -> DrawResult:
    """Draw experts; there are fewer codes than wanted if too few are eligible.

    The order of the experts does not matter: each has a hash, and the smallest hashes win.
    """
    left_out: Counter[str] = Counter()
    eligible: list[str] = []
    for expert in experts:
        reason = next((reason for reason, holds in _REASONS if holds(expert, practice, terms)), "")
        if reason:
            left_out[reason] += 1
        else:
            eligible.append(expert.code)
    eligible.sort(key=lambda code: (lot(seed, practice.id, code), code))
    ordered = {reason: left_out[reason] for reason, _ in _REASONS if left_out[reason]}
    return DrawResult(codes=tuple(eligible[: terms.count]), eligible=len(eligible), left_out=ordered)


def lot(seed: str, practice: str, code: str) -> str:
    """Return the lot of an expert: SHA-256 of seed, practice and code, each on a line of its own (UTF-8)."""
    return sha256(f"{seed}\n{practice}\n{code}".encode()).hexdigest()


def _has_other_profile(expert: Expert, practice: DrawnPractice) -> bool:
    """Return whether an expert's profile does not match the practice.

    If both name subjects they must share one, and likewise directions and levels. An expert without subjects
    and directions matches nothing.
    """
    if not expert.subjects and not expert.directions:
        return True
    pairs: Sequence[tuple[Collection[str], frozenset[str]]] = (
        (expert.subjects, practice.subjects),
        (expert.directions, practice.directions),
        (expert.levels, practice.levels),
    )
    return any(known and wanted and wanted.isdisjoint(known) for known, wanted in pairs)


def _is_near(expert: Expert, practice: DrawnPractice) -> bool:
    same_organisation = bool(expert.organisation) and fold_text(expert.organisation) == practice.organisation
    return same_organisation or (
        not expert.region and bool(expert.municipality) and expert.municipality == practice.municipality
    )


_REASONS: tuple[tuple[str, Callable[[Expert, DrawnPractice, DrawTerms], bool]], ...] = (
    (EXCLUDED, lambda expert, _, terms: expert.code.casefold() in map(str.casefold, terms.exclude)),
    (NO_CONSENT, lambda expert, _, terms: expert.until is None or expert.until < terms.as_of),
    (OWN_REGION, lambda expert, _, terms: terms.other_region and not expert.region),
    (PROFILE, lambda expert, practice, _: _has_other_profile(expert, practice)),
    (SAME_PLACE, lambda expert, practice, _: _is_near(expert, practice)),
    (INVOLVED, lambda expert, practice, _: fold_text(expert.organisation) in practice.involved),
    (BUSY, lambda expert, _, terms: terms.max_load is not None and expert.load > terms.max_load),
)
"""Why an expert is left out, in the order in which the reasons are looked for."""
