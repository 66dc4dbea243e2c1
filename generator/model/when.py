"""When something is done, in words."""

from generator.base.russian import format_months
from generator.model.records.common import When
from generator.model.settings import Settings

YEARLY = "yearly"
ONCE = "once"
"""Terms of the vocabulary `repeats` that the code must know."""


def describe_when(when: When, settings: Settings, *, of_a_year: bool = False) -> str:
    """Describe when something is done: «ежегодно: август–сентябрь», «февраль 2019», «постоянно».

    In a plan `of_a_year`, that something is repeated every year goes without saying.
    """
    months = format_months(when.months)
    if when.year is not None:
        months = f"{months} {when.year}".strip()
    repeat = settings.term("repeats", when.repeat).title.lower()
    unsaid = when.repeat == ONCE or of_a_year
    parts = [repeat] if not months or not unsaid else []
    if of_a_year and when.note and not months:
        parts = []
    dated = ": ".join([*parts, *([months] if months else [])])
    return ", ".join(filter(None, [dated, when.note]))
