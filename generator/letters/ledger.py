"""The ledger of `atlas inbox`: a folder per proposal, so that nothing is done twice.

Only the replies (`*.eml`) contain people's addresses; the folder is outside git.
"""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from generator.base.decode import decode_or
from generator.base.errors import AtlasError
from generator.base.files import write_file
from generator.private_data.place import repository_top
from generator.source.git.git import open_repository

FILE = "proposal.json"
REPLY = "reply.eml"
_OWNER_ONLY = 0o700


class ReceivedProposal(msgspec.Struct, frozen=True, kw_only=True):
    """What is stored about a proposal. `letters` are the keys of the letters that brought it."""

    number: str
    letters: tuple[str, ...]
    digest: str = ""
    path: str = ""
    title: str = ""
    branch: str = ""
    errors: int = 0
    obstacle: str = ""
    about: str = ""
    """The number of the proposal that a letter without a record is about."""
    decision: str = ""
    """The editor's decision: `accept`, `ask`, `decline`; «» if there is none yet."""
    decided_on: dt.date | None = None


class ProposalLedger:
    """The proposals received so far; `folder` contains their folders."""

    def __init__(self, folder: Path) -> None:
        """Read the folder; a missing one is empty, broken files are skipped."""
        self.folder = folder
        found = list(read_all(folder))
        self._by_number = {one.number: one for one in found}
        self._by_record = {(one.path, one.digest): one for one in found if one.digest}
        self._obstacles = {key: one for one in found if not one.digest for key in one.letters}

    def find_number(self, number: str) -> ReceivedProposal | None:
        """Return the proposal with a number; None if there is none."""
        return self._by_number.get(number)

    def find(self, path: str, digest: str) -> ReceivedProposal | None:
        """Return the proposal of a text for a path; None if there is none yet."""
        return self._by_record.get((path, digest))

    def find_obstacle(self, letter: str) -> ReceivedProposal | None:
        """Return how a letter without a record was answered; None if it is new."""
        return self._obstacles.get(letter)

    def keep(self, proposal: ReceivedProposal) -> None:
        """Store a proposal: the last step, so that an interrupted run is repeated.

        Raises:
            OSError: it cannot be written.
        """
        file = self.make_folder(proposal.number) / FILE
        write_file(file, msgspec.json.format(msgspec.json.encode(proposal), indent=2) + b"\n")
        self._by_number[proposal.number] = proposal
        if proposal.digest:
            self._by_record[proposal.path, proposal.digest] = proposal
        else:
            self._obstacles |= dict.fromkeys(proposal.letters, proposal)

    def make_folder(self, number: str) -> Path:
        """Return the folder of a proposal, created for its owner only."""
        self.folder.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
        place = self.folder / number
        place.mkdir(mode=_OWNER_ONLY, exist_ok=True)
        return place


def read_proposal(folder: Path, number: str) -> ReceivedProposal:
    """Return what is stored about a proposal.

    Raises:
        AtlasError: there is no such proposal.
    """
    found = {one.number: one for one in read_all(folder)}
    number = next((one for one in found if one.upper() == number.upper()), number)
    if number not in found:
        message = f"предложения «{number}» в папке «{folder}» нет"
        known = ", ".join(sorted(found)[-10:])
        action = f"Есть: {known}" if known else "Сначала разберите письма: atlas inbox ПАПКА"
        raise AtlasError(message, action)
    return found[number]


def refuse_public_folder(root: Path, folder: Path) -> None:
    """Refuse a folder that git would track, together with the addresses in it.

    Raises:
        AtlasError: it is in the repository and git does not ignore it, or there is no repository.
    """
    repository, top = open_repository(root), repository_top(root)
    place = folder.resolve()
    if place != top and top not in place.parents:
        return
    if repository.try_run("check-ignore", "-q", "--", os.fspath(place / FILE)) is None:
        message = f"папка «{folder}» попадёт в git, а в ответах стоят адреса людей"
        raise AtlasError(message, "Назовите папку вне хранилища или допишите «.atlas/» в .gitignore")


def read_all(folder: Path) -> Iterator[ReceivedProposal]:
    """Yield what is stored about every proposal, by number; broken files are skipped."""
    if not folder.is_dir():
        return
    for place in sorted(folder.iterdir()):
        file = place / FILE
        data = file.read_bytes() if file.is_file() else b""
        found = decode_or(None, msgspec.json.Decoder(ReceivedProposal).decode, data)
        if found is not None and found.number == place.name:
            yield found
