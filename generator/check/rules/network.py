"""Catalogue rules for networks: whether each has an agreement and a plan."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from generator.check.rules.base import Collection, Context, catalogue_rule
from generator.check.rules.document import followed_document, terms_marked
from generator.model.findings import Problem, Severity
from generator.model.kinds import DOCUMENT, NETWORK


@catalogue_rule("network-without-agreement", severity=Severity.WARNING, reads=frozenset({"term"}))
def network_without_agreement(collection: Collection, context: Context) -> Iterator[tuple[str, Problem]]:
    """A network without an agreement (Ц-11, шаг 14)."""
    if not _has_documents(context):
        return
    concluded = _named_in_documents(collection, terms_marked(context.settings, "parties"))
    for network in collection.of(NETWORK):
        if (NETWORK.name, network.id) not in concluded:
            problem = Problem(
                what="По этой сети в атласе нет ни договора, ни соглашения",
                allowed="документ в content/documents/, у которого в поле «О чём» (about) есть "
                f"network/{network.id}",
                action="Добавьте запись о договоре или назовите сеть в поле «О чём» (about) той, что есть.",
                pointer=("title",),
                on_key=True,
            )
            yield network.path, problem


@catalogue_rule("network-without-plan", severity=Severity.WARNING, reads=frozenset({"term"}))
def network_without_plan(collection: Collection, context: Context) -> Iterator[tuple[str, Problem]]:
    """A network without a plan of joint work (Ц-11, шаг 15)."""
    if not _has_documents(context):
        return
    planned = _named_in_documents(collection, terms_marked(context.settings, "items"))
    for network in collection.of(NETWORK):
        if (NETWORK.name, network.id) not in planned:
            problem = Problem(
                what="У этой сети в атласе нет плана",
                allowed="план в content/documents/, у которого в поле «О чём» (about) есть "
                f"network/{network.id} или который по полю «Следует за» (follows) следует за "
                "соглашением о ней",
                action="Добавьте запись о плане или свяжите с сетью тот, что есть.",
                pointer=("title",),
                on_key=True,
            )
            yield network.path, problem


def _has_documents(context: Context) -> bool:
    """Return whether the atlas uses documents: otherwise none can be missing."""
    return context.settings.atlas.kinds[DOCUMENT.name].enabled


def _named_in_documents(collection: Collection, terms: AbstractSet[str]) -> set[tuple[str, str]]:
    """Return the kinds and ids of records that documents of some kinds, or those they follow, are about."""
    found: set[tuple[str, str]] = set()
    for document in collection.of(DOCUMENT):
        if document.term in terms:
            followed = followed_document(collection, document)
            for one in (document, *([followed] if followed else [])):
                found.update(named.target for named in one.references if named.pointer[0] == "about")
    return found
