"""The band of seven facts on the first screen of a practice; unknown ones are shown as such."""

import re
from collections.abc import Iterator, Sequence

from generator.base.russian import capitalise, count, cut_between_words, uncapitalise
from generator.model.records.practice import Practice, Replication
from generator.site.views.items import Fact, Item
from generator.site.views.practice_parts import (
    change_in_a_line,
    change_in_words,
    decisions,
    falls_well,
    grades,
    main_result,
    sample_in_words,
)
from generator.site.views.site import Site

UNKNOWN = Item("не указано")
_NAMED = 2
"""How many terms or people fit into half a line on a phone."""
_PLACES = 3
_WIDTH = 44
"""Maximum length of a fact in the band: two lines on a phone, three at most."""
_ROLE_ENDS = re.compile(r"[,;(]| — | на \d| по \d")
"""What follows the role in a line about people: for how long, how many."""
CHANGE = "Что изменилось"


def band(site: Site, practice: Practice) -> tuple[Fact, ...]:
    """Return the seven facts on which readers decide, in the order of reading."""
    resources = practice.resources
    cost = site.terms("cost_bands", [resources.cost]) if resources else ()
    people = _people(resources.staff) if resources else ()
    facts = (
        Fact("Для кого", _for_whom(site, practice)),
        Fact("Начать", _start(practice)),
        Fact("Затраты", (cost,)),
        Fact("Люди", (people,)),
        Fact(CHANGE, _change(practice)),
        Fact("Чем подтверждено", tuple(_proofs(site, practice))),
        Fact("Где ещё работает", (_places(site, practice.replications),)),
    )
    return tuple(fact if any(fact.rows) else Fact(fact.label, ((UNKNOWN,),)) for fact in facts)


def handed_facts(facts: Sequence[Fact], practice: Practice) -> tuple[Fact, ...]:
    """Return the facts of a practice that are shared with colleagues: for whom, what changed, the cost."""
    for_whom, _, cost, _, change, *_ = facts
    joined = Fact(for_whom.label, (tuple(item for row in for_whom.rows for item in row),))
    line = Fact(change.label, ((Item(change_in_a_line(practice)),),)) if practice.results else change
    return tuple(fact for fact in (joined, line, cost) if UNKNOWN not in fact.rows[0])


def _for_whom(site: Site, practice: Practice) -> tuple[Sequence[Item], ...]:
    """Return grades, or levels of education; then subjects, or the audience, or directions."""
    pupils = grades(practice.grades) or site.terms("education_levels", practice.education_levels)
    about = (
        site.terms("subjects", practice.subjects)
        or site.terms("audiences", practice.audience)
        or site.terms("directions", practice.directions)
    )
    return _first(pupils, 1), _first(about, _NAMED)


def _first(items: Sequence[Item], most: int) -> tuple[Item, ...]:
    more = len(items) - most
    return (*items[:most], Item(f"ещё {more}")) if more > 0 else tuple(items)


def _start(practice: Practice) -> tuple[Sequence[Item], ...]:
    steps = Item(count(len(practice.steps), "шаг", "шага", "шагов"), "#steps")
    first = practice.steps[0].duration if practice.steps else None
    return (steps,), (
        Item(f"первый: {cut_between_words(first, _WIDTH)}" if first else "время первого не указано"),
    )


def _people(staff: Sequence[str]) -> tuple[Item, ...]:
    """Return the people needed, as roles only; how long each is busy is in the section on resources."""
    roles = [cut_between_words(_ROLE_ENDS.split(line, maxsplit=1)[0].strip(), _WIDTH) for line in staff]
    if not roles:
        return ()
    first, *others = roles[:_NAMED]
    shown = [capitalise(first), *map(uncapitalise, others)]
    more = f" и ещё {len(roles) - _NAMED}" if len(roles) > _NAMED else ""
    return (Item(" + ".join(shown) + more),)


def _change(practice: Practice) -> tuple[Sequence[Item], ...]:
    """Return the main change: its values, the size of the sample, the name of the indicator."""
    result = main_result(practice)
    if result is None:
        return ()
    texts = (
        sample_in_words(result.sample) or "выборка не указана",
        "меньше — лучше" if falls_well(result) else "",
    )
    figures, name = change_in_words(result)
    return (Item(figures, note="; ".join(filter(None, texts))),), (Item(name),)


def _proofs(site: Site, practice: Practice) -> Iterator[tuple[Item, ...]]:
    """Yield who measured, what experts decided, how often it was repeated: separate facts, never a score."""
    if not practice.results:
        yield (Item("замер: не указан"),)
    else:
        whose = dict.fromkeys(one.measured_by for one in practice.results if one.measured_by)
        names = ", ".join(uncapitalise(item.title) for item in site.terms("measurers", whose))
        yield (Item(f"замер: {names}" if names else "чей замер, не указано"),)
    for latest in decisions(site, practice.expertise)[:1]:
        level = "".join(item.title for item in latest.level).lower()
        kind = level if "экспертиза" in level else f"экспертиза {level}".strip()
        of_whom = f", {latest.experts}" if latest.experts else ""
        yield (Item(f"{kind}{of_whom}: {latest.decision.title.lower()}"),)
    if number := len(practice.replications):
        own = sum(one.figure is not None for one in practice.replications)
        figures = f", со своими цифрами: {own}" if own else ", без своих цифр"
        yield (Item(f"повторили: {number}{figures}"),)


def _places(site: Site, replications: Sequence[Replication]) -> tuple[Item, ...]:
    places = dict.fromkeys(one.municipality for one in replications)
    return _first([site.municipality(place) for place in places], _PLACES)
