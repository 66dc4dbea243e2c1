"""Records as understood: the typed form of what contributors write in `content/`.

Field names are the keys of the YAML files; meaning and limits stand in `schemas/`. Values of
vocabularies and references stay ids: links are resolved by the link stage, never embedded.
"""

from generator.model.records.common import (
    Consent,
    Contact,
    Organisation,
    Part,
    Person,
    PlanItem,
    Record,
    SourceDocument,
)
from generator.model.records.community import Association, Community, Members, Platform
from generator.model.records.practice import (
    Contest,
    Criterion,
    Expertise,
    Material,
    Number,
    Practice,
    Replication,
    Resources,
    Result,
    Risk,
    Step,
)
from generator.model.records.resource_centre import Award, Network, NetworkMember, ResourceCentre, Service

__all__ = [
    "Association",
    "Award",
    "Community",
    "Consent",
    "Contact",
    "Contest",
    "Criterion",
    "Expertise",
    "Material",
    "Members",
    "Network",
    "NetworkMember",
    "Number",
    "Organisation",
    "Part",
    "Person",
    "PlanItem",
    "Platform",
    "Practice",
    "Record",
    "Replication",
    "ResourceCentre",
    "Resources",
    "Result",
    "Risk",
    "Service",
    "SourceDocument",
    "Step",
]
