"""Checks and answers proposals from a timer, in one command, where no job of the forge does."""

import re

import msgspec

from generator.base.errors import AtlasError
from generator.robots.answer_places import AnswerPlace, make_stamp
from generator.robots.forge import Request
from generator.robots.proposal_checker import ProposalChecker
from generator.robots.review import RequestReport

_NOTHING = "Открытых предложений нет."
_NUMBER = re.compile(r"pull/(\d+)/head\Z")
_NO_SUCH = "Открытого предложения {name} в основную ветку нет: проверять нечего."


class CheckOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What was done, a line per proposal; whether one of them failed.

    `passed` says whether the proposal may be merged, if a single one was asked for.
    """

    lines: tuple[str, ...]
    failed: bool
    passed: bool = True


def check_requests(place: AnswerPlace, checker: ProposalChecker) -> CheckOutcome:
    """Check every open proposal that has changed since it was last checked, and answer it.

    Failures are independent of one another.

    Raises:
        AtlasError: proposals cannot be listed.
    """
    lines, failed = [], False
    for request in list(place.list_requests()):
        try:
            lines.append(_check(place, checker, request))
        except AtlasError as error:
            failed = True
            lines.append(f"{request.name}: {error.message}. {error.action}".rstrip(". ") + ".")
    return CheckOutcome(lines=tuple(lines) or (_NOTHING,), failed=failed)


def check_request(place: AnswerPlace, checker: ProposalChecker, name: str) -> CheckOutcome:
    """Check one proposal, regardless of earlier answers, and answer it.

    Raises:
        AtlasError: proposals cannot be listed, or this one cannot be processed.
    """
    found = next((one for one in place.list_requests() if one.name == name), None)
    if found is None:
        return CheckOutcome(lines=(_NO_SUCH.format(name=_NUMBER.sub(r"\1", name)),), failed=False)
    line = _check(place, checker, found, anew=True)
    return CheckOutcome(lines=(line,), failed=False, passed=checker.passes(found))


def _check(place: AnswerPlace, checker: ProposalChecker, request: Request, *, anew: bool = False) -> str:
    stamp = make_stamp(request, checker.base)
    if not anew and stamp in place.read_answer(request):
        return f"{request.name}: нынешняя правка уже проверена."
    if not checker.fetch(request):
        return f"{request.name}: правка за это время изменилась, проверим в следующий раз."
    if checker.is_merged(request):
        return f"{request.name}: всё это уже есть в основной ветке."
    folder = place.folder_of(request)
    folder.mkdir(parents=True, exist_ok=True)
    report = RequestReport(
        number=int(request.name) if request.name.isdecimal() else 0,
        commit=request.commit,
        text=checker.review(request, folder),
        names=checker.list_files(request),
        stamp=stamp,
    )
    return place.give_answer(request, report)
