"""The proposals of a letter: each a record with its path, or the reason why there is none."""

import re
from collections.abc import Callable, Mapping, Sequence

import msgspec

from generator.base.limits import MAX_BYTES, MAX_LETTER_RECORDS
from generator.base.russian import join_words, quote_all
from generator.letters.letter import ProposalLetter
from generator.letters.record_text import NUMBER, SentRecord, find_records, hash_text, mend_text
from generator.model.addresses import slug
from generator.model.findings import find_value
from generator.model.kinds import KIND_BY_NAME, KINDS, Kind
from generator.report.mask import mask_text
from generator.source.fields import Fields
from generator.source.record_files import record_at, record_path
from generator.source.schema_files import Schemas
from generator.source.yaml.reader import read_yaml

NO_RECORD = "в нём не нашлось записи атласа"
_MOST_NAMED = 3
_PACKED = "winmail.dat"
_WINMAIL = " (так Outlook упаковывает письма не в виде «Обычный текст»)"
_MODELINE = re.compile(r"/([a-z_]+)\.schema\.json")
_CUT = "конца записи нет: почтовая программа обрезала письмо"
_BAD_PATH = "непонятно, чья это запись: в строке «запись атласа» нет её пути"
_NO_KIND = "непонятно, что это за запись: практика, сообщество или что-то другое"
_TOO_LARGE = f"запись больше {MAX_BYTES // 1024} КБ"
_TOO_MANY = f"в нём больше {MAX_LETTER_RECORDS} записей"


class SentProposal(msgspec.Struct, frozen=True, kw_only=True):
    """A record that a letter proposes. `obstacle` says why it is not one; then the rest may be empty."""

    path: str = ""
    text: str = ""
    title: str = ""
    claimed: str = ""
    """The number that the form has assigned, if it is in the letter."""
    contact: str = ""
    """The mailbox in the record: where to answer what has come without a sender's address."""
    left: Sequence[str] = ()
    """Lines of the letter that are in none of the record's fields."""
    kind_title: str = ""
    """The kind as which the words of a letter were read; empty for a ready record."""
    obstacle: str = ""

    @property
    def digest(self) -> str:
        """The SHA-256 of the text."""
        return hash_text(self.text)


def find_proposals(
    letter: ProposalLetter,
    schemas: Schemas,
    read_words: Callable[[ProposalLetter], Sequence[SentProposal]] = lambda _: (),
) -> Sequence[SentProposal]:
    """Return the proposals of a letter: at least one, if only to say what is wrong.

    An attached file takes precedence over the text of the letter, text over HTML, the newest part of a
    correspondence over its quotations. Without a ready record `read_words` reads those that the letter
    describes in words.
    """
    if letter.obstacle:
        return [SentProposal(obstacle=letter.obstacle)]
    said = (letter.subject, *letter.texts)
    numbers = [found for text in said for found in NUMBER.findall(text)[: MAX_LETTER_RECORDS + 1]]
    sent = [one for text in letter.files for one in find_records(text) or [SentRecord(text=text)]]
    sent += [one for text in letter.texts for one in find_records(text)]
    sent = sent or [one for text in letter.pages for one in find_records(text)]
    written = read_words(letter) if not sent else ()
    if written:
        return written if len(written) <= MAX_LETTER_RECORDS else [SentProposal(obstacle=_TOO_MANY)]
    if not sent:
        return [SentProposal(obstacle=_describe_unread(letter.unread))]
    if len(sent) > MAX_LETTER_RECORDS:
        return [SentProposal(obstacle=_TOO_MANY)]
    made: dict[str, SentProposal] = {}
    judged = [_judge(one, numbers, schemas, alone=len(sent) == 1) for one in sent]
    # complete ones first: a letter may be truncated where its attachment is not
    for one in sorted(judged, key=lambda one: bool(one.obstacle)):
        made.setdefault(one.path or one.digest, one)
    return list(made.values())


def _describe_unread(names: Sequence[str]) -> str:
    """Return why a letter has no record, with the attachments that could not be read."""
    if not names:
        return NO_RECORD
    listed = join_words(quote_all(mask_text(name) for name in names[:_MOST_NAMED]))
    more = f" и ещё {len(names) - _MOST_NAMED}" if len(names) > _MOST_NAMED else ""
    packed = _WINMAIL if any(name.endswith(_PACKED) for name in names) else ""
    return f"{NO_RECORD}, а приложено то, что атлас не читает: {listed}{more}{packed}"


def _judge(sent: SentRecord, numbers: Sequence[str], schemas: Schemas, *, alone: bool) -> SentProposal:
    if len(sent.text.encode(errors="replace")) > MAX_BYTES:
        return SentProposal(obstacle=_TOO_LARGE)
    text = mend_text(sent, set(numbers))
    parsed = read_yaml(text.encode(errors="replace"))
    value = parsed.value if isinstance(parsed.value, dict) else {}  # of a broken file, what could be read
    title = value.get("title")
    digest = hash_text(text).upper()
    own = next((one for one in numbers if digest.startswith(one.rpartition("-")[2])), "")
    claimed = own or (numbers[0] if alone and numbers else "")
    contact = find_value(value, ("contact", "email"))
    made = SentProposal(
        text=text,
        title=title if isinstance(title, str) else "",
        claimed=claimed,
        contact=contact if isinstance(contact, str) and "@" in contact else "",
    )
    if not sent.is_whole:
        return msgspec.structs.replace(made, path=sent.path, obstacle=_CUT)
    if sent.path:
        obstacle = "" if record_at(sent.path) else _BAD_PATH
        return msgspec.structs.replace(made, path="" if obstacle else sent.path, obstacle=obstacle)
    kind = _find_kind(text, value, schemas)
    record_id = value.get("id")
    name = record_id if isinstance(record_id, str) else slug(made.title)
    path = record_path(kind, name) if kind else ""
    if kind is None or record_at(path) is None:
        return msgspec.structs.replace(made, obstacle=_NO_KIND if value else NO_RECORD)
    return msgspec.structs.replace(made, path=path)


def _find_kind(text: str, value: Mapping[str, object], schemas: Schemas) -> Kind | None:
    """Return the kind named in the modeline, else the one whose schema has most of the keys."""
    said = _MODELINE.search(text.partition("\n")[0])
    if said and said[1] in KIND_BY_NAME:
        return KIND_BY_NAME[said[1]]
    if "title" not in value:
        return None
    trees = {kind.name: Fields(schemas=schemas, file=kind.schema_file).tree for kind in KINDS}
    return max(KINDS, key=lambda kind: len(value.keys() & trees[kind.name]["properties"].keys()))
