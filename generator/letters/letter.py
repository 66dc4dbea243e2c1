"""The parts of a letter that the atlas needs: sender, texts and attached records.

A letter is untrusted data: nothing in it is run, followed or written under a name that it chose.
"""

import datetime as dt
import email
import hashlib
import re
from collections.abc import Iterator
from email.errors import InvalidBase64CharactersDefect, InvalidBase64LengthDefect
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

import msgspec

from generator.base.decode import UndecodableError, decode, decode_or
from generator.base.limits import MAX_LETTER_BYTES, MAX_LETTER_PARTS, MAX_LETTER_TEXT
from generator.base.russian import shorten
from generator.letters.letter_text import decode_text, is_readable, join_flowed, text_of_html

_FILES = (".yaml", ".yml")
_LETTERS, _TEXTS = (".eml",), (".txt", ".text")
_TABLES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv")
"""Names of attached registers: `atlas import` reads them, or says how to convert them."""
_NO_SORT = "application/octet-stream"
"""The media type that mail programs give to unknown attachments."""
_BINARY = (b"PK\x03\x04", b"%PDF", b"\xff\xd8", b"\x89PNG", b"\xd0\xcf\x11\xe0")
"""Magic numbers of archives, documents and pictures."""
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}\Z")
_NOWHERE = ("@invalid", ".invalid")
"""How addresses end that lead nowhere (RFC 2606): a form that sends its records itself has no other."""
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,250}>")
_ROBOTS = re.compile(r"(?:mailer-daemon|postmaster|no-?reply)@", re.IGNORECASE)
_BULK = frozenset({"bulk", "list", "junk", "auto_reply"})
_AWAY = re.compile(
    r"(?:автоответ|автоматический ответ|прочитано|не доставлено|auto(?:matic)?[ -]?reply|out of office"
    r"|undeliver|delivery status|read:)",
    re.IGNORECASE,
)
"""How subjects begin that programs write."""
_TOO_LARGE = f"письмо больше {MAX_LETTER_BYTES // 1_000_000} МБ"
_TOO_MANY = f"в письме больше {MAX_LETTER_PARTS} частей и вложений"
_TOO_LONG = "текст письма или приложенного файла слишком длинный"
_DAMAGED = "письмо повреждено в пути: текст в нём не читается"
_UNREADABLE = "письмо повреждено: его не удалось прочитать"


class AttachedTable(msgspec.Struct, frozen=True):
    """A register attached to a letter: its name, and its bytes."""

    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        """The end of its name, which says how it is read."""
        return next(one for one in _TABLES if self.name.endswith(one))


class ProposalLetter(msgspec.Struct, kw_only=True):
    """The contents of a letter; `obstacle` says in Russian why it was not read completely, else «»."""

    sender: str = ""
    """The address for the reply, «» if there is none."""
    message_id: str = ""
    subject: str = ""
    day: dt.date | None = None
    texts: list[str] = []
    pages: list[str] = []
    """Texts extracted from HTML."""
    files: list[str] = []
    """Texts of attached records."""
    tables: list[AttachedTable] = []
    unread: list[str] = []
    """Names of attachments that are neither text, nor a record, nor a table."""
    is_automatic: bool = False
    """Whether a program wrote it: such a letter is never answered, or two programs might write for ever."""
    obstacle: str = ""

    @property
    def key(self) -> str:
        """Key of the letter, the same however often a mailbox is exported.

        The Message-ID alone would not do: a stranger could reuse that of another letter to hide it.
        """
        parts = (self.message_id, self.sender, self.subject, *self.texts, *self.pages, *self.files)
        tables = (hashlib.sha256(one.data).hexdigest() for one in self.tables)
        text = "\0".join((*parts, self.obstacle, *tables))
        return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:12]


def read_letter(data: bytes) -> ProposalLetter:
    """Parse a letter from any bytes; nothing is raised."""
    if len(data) > MAX_LETTER_BYTES:
        head = data[: 1 << 16].partition(b"\n\n")[0]
        return msgspec.structs.replace(read_letter(head), obstacle=_TOO_LARGE)
    try:
        return decode(_parse, data)
    except UndecodableError:
        return ProposalLetter(message_id=f"<{hashlib.sha256(data).hexdigest()}>", obstacle=_UNREADABLE)


def letter_of_file(data: bytes) -> ProposalLetter:
    """Return a letter that consists of a record file received without one."""
    return ProposalLetter(files=[decode_text(data, "")])


def _parse(data: bytes) -> ProposalLetter:
    message = email.message_from_bytes(data)
    address = parseaddr(_header(message, "Reply-To") or _header(message, "From"))[1]
    sender = address if _ADDRESS.match(address) and not address.endswith(_NOWHERE) else ""
    known = _MESSAGE_ID.search(_header(message, "Message-ID"))
    letter = ProposalLetter(
        sender=sender,
        message_id=known.group() if known else "",
        subject=" ".join(_header(message, "Subject").split()),
        day=decode_or(None, _day, _header(message, "Date").encode(errors="replace")),
        is_automatic=_is_automatic(message, sender),
    )
    for number, part in enumerate(_parts(message)):
        if number < MAX_LETTER_PARTS:
            _take(letter, part)
        else:
            letter.obstacle = _TOO_MANY
    return letter


def _take(letter: ProposalLetter, part: Message) -> None:
    """Add what a part has to the contents of a letter."""
    kind, name, data = part.get_content_type(), _name(part), _data_of(part)
    is_file = name.endswith(_FILES) or kind.endswith("yaml")
    if not is_file and name.endswith(_LETTERS):
        return  # its own parts follow
    if name.endswith(_TABLES):
        letter.tables.append(AttachedTable(name, data))
        return
    if not is_file and part.get_content_maintype() != "text" and not _is_text(kind, name, data):
        letter.unread.append(shorten(name) or kind)
        return
    text = decode_text(data, part.get_content_charset() or "")
    if _is_damaged(part, data):
        letter.obstacle = _DAMAGED
    elif len(text) > MAX_LETTER_TEXT:
        letter.obstacle = _TOO_LONG
    elif is_file:
        letter.files.append(text)
    elif kind == "text/html":
        letter.pages.append(text_of_html(text))
    else:
        flowed = str(part.get_param("format") or "").lower() == "flowed"
        joined = str(part.get_param("delsp") or "").lower() == "yes"
        letter.texts.append(join_flowed(text, delete_space=joined) if flowed else text)


def _data_of(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _is_damaged(part: Message, data: bytes) -> bool:
    """Return whether a text was encoded for its way, and what arrived is no longer a text."""
    broken = any(
        isinstance(one, InvalidBase64CharactersDefect | InvalidBase64LengthDefect) for one in part.defects
    )
    return broken and not is_readable(data, part.get_content_charset() or "utf-8")


def _is_text(kind: str, name: str, data: bytes) -> bool:
    """Return whether a file not declared as text may be one: a record renamed by a phone."""
    called = name.endswith(_TEXTS) or (kind == _NO_SORT and "." not in name)
    return called and not data.startswith(_BINARY)


def _parts(message: Message) -> Iterator[Message]:
    """Yield the non-container parts, at most one over the limit, with those of letters forwarded as files."""
    waiting, met = [message], 0
    while waiting and met <= MAX_LETTER_PARTS:
        part = waiting.pop()
        inner = part.get_payload()
        if isinstance(inner, list):
            waiting += [one for one in inner[MAX_LETTER_PARTS::-1] if isinstance(one, Message)]
        else:
            met += 1
            yield part
            if _name(part).endswith(_LETTERS) and not part.get_content_type().endswith("yaml"):
                waiting.append(email.message_from_bytes(_data_of(part)))


def _header(message: Message, name: str) -> str:
    """Return a header as text; undecodable ones stay as they are."""
    return _decode_words(str(message.get(name, "")))


def _name(part: Message) -> str:
    return _decode_words(_with_readable_heads(part).get_filename() or "").strip().lower()


def _decode_words(text: str) -> str:
    return decode_or(text, lambda data: str(make_header(decode_header(data.decode()))), text.encode())


def _with_readable_heads(part: Message) -> Message:
    """Return a part whose heads name its file in letters: some programs write them in bytes of their own."""
    heads = Message()
    for key, value in part.raw_items():
        if key.lower() in {"content-disposition", "content-type"}:
            data = str(value).encode("utf-8", errors="surrogateescape")
            heads[key] = decode_text(data, "utf-8")
    return heads


def _day(header: bytes) -> dt.date:
    return parsedate_to_datetime(header.decode()).date()


def _is_automatic(message: Message, sender: str) -> bool:
    answered = _header(message, "Auto-Submitted").strip().lower()
    return (
        answered not in {"", "no"}
        or _header(message, "Precedence").strip().lower() in _BULK
        or _header(message, "Return-Path").strip() == "<>"
        or _ROBOTS.match(sender) is not None
        or message.get_content_type() == "multipart/report"
        or _AWAY.match(_header(message, "Subject").strip()) is not None
    )
