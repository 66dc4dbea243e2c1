"""Makes records of each kind: facets of one real record, texts from all of them."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Any

from benchmarks.prose import Prose, Raw
from generator.model.addresses import slug
from generator.model.kinds import COMMUNITY, DOCUMENT, EVENT, PRACTICE, RESOURCE_CENTRE, Kind

ID_LENGTH = 60
PRACTICE_FACETS = (
    "kind", "sphere", "directions", "education_levels", "grades", "subjects", "audience", "forms",
)  # fmt: skip
COMMUNITY_FACETS = (
    "kind", "level", "basis", "directions", "subjects", "education_levels", "audience", "formal", "open",
    "members", "coordinator", "platforms", "forms", "plan", "instruments", "state_tasks",
)  # fmt: skip
CENTRE_FACETS = (
    "kind", "education_levels", "directions", "subjects", "audience", "innovation_axes", "award",
    "services", "plan", "curator",
)  # fmt: skip
EVENT_FACETS = ("kind", "mode", "level", "subjects", "directions", "education_levels", "audience")
ITEMS = 4
"""Items of a plan."""


@dataclass(frozen=True, kw_only=True)
class Maker:
    """What records are made from, and those made so far."""

    models: Mapping[Kind, Sequence[Raw]]
    prose: Prose
    chance: random.Random
    places: Mapping[str, str]
    """Titles of the municipalities, by id."""
    titles: set[str] = field(default_factory=set)
    made: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Ids of the records made so far, by the name of their kind and by the id of their model."""

    def begin_record(self, kind: Kind, model: Raw, facets: Sequence[str]) -> dict[str, Any]:
        """Return the common fields of a new record, and the facets of its model."""
        place = self.chance.choice(tuple(self.places))
        title = self._title(self.places[place])
        id_ = f"{slug(title, ID_LENGTH)}-{len(self.titles)}"
        self.made[kind.name].append(id_)
        self.made[model["id"]].append(id_)
        return {
            "id": id_,
            "title": title,
            "summary": self.prose.pick_sentences("summary", 150, 390),
            **{name: model[name] for name in facets if name in model},
            "municipality": place,
            "organisation": {"name": self.prose.organisation(), "kind": "school"},
            "tags": self.prose.some_tags(3),
            "added": f"2025-0{self.chance.randint(1, 6)}-{self.chance.randint(10, 28)}",
            "sample": True,
        }

    def part(self, kind: Kind, name: str) -> Any:  # noqa: ANN401 - any field of a record
        """Return the field of a real record that has it."""
        return self.chance.choice([model[name] for model in self.models[kind] if name in model])

    def perhaps(self, share: float, name: str, make: Callable[[], object]) -> dict[str, object]:
        """Return a field for this share of the records, nothing for the others."""
        return {name: make()} if self.chance.random() < share else {}

    def one_of(self, name: str) -> list[str]:
        """Return one record of a kind or a model made so far, if there is any."""
        return self.chance.sample(self.made[name], min(1, len(self.made[name])))

    def _title(self, place: str) -> str:
        endings = chain(("", place), repeat(f"{place}, {len(self.titles)}"))
        title = next(title for title in map(self.prose.title, endings) if title not in self.titles)
        self.titles.add(title)
        return title


def practice(maker: Maker) -> Raw:
    """Return a practice."""
    model = maker.chance.choice(maker.models[PRACTICE])
    communities, centres = maker.one_of(COMMUNITY.name), maker.one_of(RESOURCE_CENTRE.name)
    return {
        **maker.begin_record(PRACTICE, model, PRACTICE_FACETS),
        "stage": "replicated",
        "contact": {"unit": "Методический кабинет", "email": "practice@example.org"},
        "authors": maker.part(PRACTICE, "authors"),
        "problem": maker.prose.text("problem", 2),
        "goal": maker.prose.text("goal", 1),
        "steps": [_step(maker) for _ in range(maker.chance.randint(3, 4))],
        **maker.perhaps(0.6, "resources", lambda: maker.part(PRACTICE, "resources")),
        **maker.perhaps(0.4, "risks", lambda: maker.part(PRACTICE, "risks")),
        **maker.perhaps(0.4, "limits", lambda: maker.part(PRACTICE, "limits")),
        **maker.perhaps(0.6, "results", lambda: _results(maker)),
        **maker.perhaps(0.5, "materials", lambda: maker.part(PRACTICE, "materials")),
        "expertise": [_expertise(maker)],
        **maker.perhaps(
            0.1, "description", lambda: maker.prose.vary_numbers(maker.part(PRACTICE, "description"))
        ),
        **maker.perhaps(0.2, "replications", lambda: [_replication(maker)]),
        **maker.perhaps(0.25, "communities", lambda: communities),
        **maker.perhaps(0.25, "resource_centres", lambda: centres),
        "started": str(maker.chance.randint(2021, 2023)),
    }


def community(maker: Maker) -> Raw:
    """Return a community. Its parent is made from its model's parent, so that their levels are consistent."""
    model = maker.chance.choice(maker.models[COMMUNITY])
    parents = maker.one_of(model.get("parent", ""))
    return {
        **maker.begin_record(COMMUNITY, model, COMMUNITY_FACETS),
        **({"parent": parents[0]} if parents else {}),
        "contact": {"email": "community@example.org"},
        "joining": maker.prose.text("joining", 2),
        "description": maker.prose.vary_numbers(maker.part(COMMUNITY, "description")),
    }


def centre(maker: Maker) -> Raw:
    """Return a resource centre, made from one without a network: no networks are made."""
    models = [model for model in maker.models[RESOURCE_CENTRE] if "network" not in model]
    begun = maker.begin_record(RESOURCE_CENTRE, maker.chance.choice(models), CENTRE_FACETS)
    award = {key: value for key, value in begun.get("award", {}).items() if key != "valid_to"}  # no end dates
    return {
        **begun,
        **({"award": award} if award else {}),
        "contact": {"email": "centre@example.org"},
        "description": maker.prose.vary_numbers(maker.part(RESOURCE_CENTRE, "description")),
    }


def event(maker: Maker) -> Raw:
    """Return an event of last year with a community that takes part."""
    begun = maker.begin_record(EVENT, maker.chance.choice(maker.models[EVENT]), EVENT_FACETS)
    del begun["organisation"]
    month = maker.chance.randint(1, 12)
    maker.made[f"{EVENT.name} {month}"].append(begun["id"])
    return {
        **begun,
        "starts": f"2025-{month:02}-{maker.chance.randint(10, 28)}",
        "communities": maker.one_of(COMMUNITY.name),
    }


def plan(maker: Maker) -> Raw:
    """Return a plan of last year whose items have events in their months as evidence."""
    begun = maker.begin_record(DOCUMENT, {"id": "plan"}, ())
    del begun["organisation"]
    return {
        **begun,
        "kind": "plan",
        "date": "2025-01-10",
        "agreed_with": maker.one_of(COMMUNITY.name),
        "items": [_item(maker, number) for number in range(1, ITEMS + 1)],
    }


def _item(maker: Maker, number: int) -> Raw:
    month = maker.chance.randint(1, 12)
    events = maker.one_of(f"{EVENT.name} {month}")
    return {
        "number": str(number),
        "title": maker.chance.choice(maker.prose.step_titles),
        "when": {"repeat": "yearly", "months": [month]},
        **({"evidence": [f"{EVENT.name}/{name}" for name in events]} if events else {}),
    }


def _step(maker: Maker) -> Raw:
    return {
        "title": maker.chance.choice(maker.prose.step_titles),
        "text": maker.prose.text("steps", 2),
        "duration": f"{maker.chance.randint(2, 9) * 10} минут",
    }


def _results(maker: Maker) -> list[Raw]:
    """Return the first result of a real practice with other valid numbers."""
    result = maker.part(PRACTICE, "results")[0]
    before = maker.chance.randint(5, 50)
    return [{**result, "before": before, "after": before + maker.chance.randint(5, 45)}]


def _expertise(maker: Maker) -> Raw:
    return {
        "decision": "meets",
        "date": f"2024-{maker.chance.randint(10, 12)}-{maker.chance.randint(10, 28)}",
        "body": "Муниципальный методический совет",
        "level": "municipal",
        "conclusion": maker.prose.text("expertise", 1),
    }


def _replication(maker: Maker) -> Raw:
    return {
        "organisation": maker.prose.organisation(),
        "municipality": maker.chance.choice(tuple(maker.places)),
        "year": 2025,
        "result": maker.prose.text("replications", 1),
    }
