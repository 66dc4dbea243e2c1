"""The private log of a draw, with which anybody who has the pool can repeat the draw."""

import datetime as dt
from collections.abc import Iterator, Mapping
from hashlib import sha256

import msgspec

from generator.base.errors import AtlasError
from generator.base.russian import join_words, plural
from generator.private_data.committed import CommittedPractice
from generator.private_data.draw import DrawResult, DrawTerms, draw_experts
from generator.private_data.pool import Pool

VERSION = 1


class DrawLog(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The record of a draw."""

    version: int
    practice: str
    commit: str
    record: str
    """Git's hash of the practice's file."""
    pool: str
    """SHA-256 of the pool's file."""
    seed: str
    seed_given: bool
    """Whether a person chose the seed."""
    as_of: dt.date
    count: int
    max_load: int | None
    exclude: tuple[str, ...]
    other_region: bool
    pool_size: int
    eligible: int
    left_out: Mapping[str, int]
    codes: tuple[str, ...]

    @property
    def terms(self) -> DrawTerms:
        """The terms of the draw."""
        return msgspec.convert(self, DrawTerms, from_attributes=True)


def make_log(
    practice: CommittedPractice, pool: Pool, terms: DrawTerms, *, commit: str, seed: str = ""
) -> DrawLog:
    """Draw experts and return the log; without a seed, the record provides it.

    Raises:
        AtlasError: too few experts are eligible.
    """
    used = seed or practice.seed
    result = draw_experts(used, practice.drawn, pool.experts, terms)
    if len(result.codes) < terms.count:
        raise _too_few(result, terms)
    return DrawLog(
        version=VERSION,
        practice=practice.record.id,
        commit=commit,
        record=practice.blob,
        pool=pool.digest,
        seed=used,
        seed_given=bool(seed),
        **msgspec.structs.asdict(terms),
        pool_size=len(pool.experts),
        eligible=result.eligible,
        left_out=result.left_out,
        codes=tuple(result.codes),
    )


def _too_few(result: DrawResult, terms: DrawTerms) -> AtlasError:
    reasons = join_words([f"{reason} — {number}" for reason, number in result.left_out.items()])
    why = f" Не подошли: {reasons}." if reasons else ""
    fit = plural(result.eligible, "подходит", "подходят", "подходят")
    message = f"{fit} {result.eligible}, а нужно {terms.count}: никто не назначен, журнал не записан.{why}"
    return AtlasError(message, "Пополните реестр, уменьшите --count или спросите экспертов другого региона")


def encode_log(log: DrawLog) -> bytes:
    """Return a log as the bytes of its file."""
    return msgspec.json.format(msgspec.json.encode(log)) + b"\n"


def decode_log(data: bytes) -> DrawLog:
    """Parse the log in a file.

    Raises:
        AtlasError: it is not a log.
    """
    try:
        log = msgspec.json.decode(data, type=DrawLog)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        message = "это не журнал жребия"
        raise AtlasError(message, "Назовите файл, который записала команда atlas experts assign") from error
    if log.version != VERSION:
        message = f"журнал записан другой версией атласа ({log.version})"
        raise AtlasError(message, "Проверьте его той версией, которой он записан")
    return log


def hash_log(data: bytes) -> str:
    """Return the hash of a log's bytes, which the record stores."""
    return sha256(data).hexdigest()


def disagreements(log: DrawLog, practice: CommittedPractice, pool: Pool) -> Iterator[str]:
    """Yield in words the differences between a log and the repeated draw."""
    if log.pool != pool.digest:
        yield "реестр не тот, по которому тянули жребий: отпечатки разные"
    if log.record != practice.blob:
        yield "запись не та, по которой тянули жребий: отпечатки разные"
    if not log.seed_given and log.seed != practice.seed:
        yield f"зерно «{log.seed}» не получается из записи, должно быть «{practice.seed}»"
    result = draw_experts(log.seed, practice.drawn, pool.experts, log.terms)
    if tuple(result.codes) != log.codes:
        again, kept = (", ".join(codes) for codes in (result.codes, log.codes))
        drawn = f"выпал на {again}" if again else "не выпал ни на кого"
        yield f"жребий {drawn}, а в журнале {kept or 'никого нет'}"
    counts = (len(pool.experts), result.eligible, dict(result.left_out))
    if counts != (log.pool_size, log.eligible, dict(log.left_out)):
        yield "числа подходящих и не подходящих экспертов в журнале другие"
