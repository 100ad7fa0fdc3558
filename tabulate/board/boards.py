"""Boards: three named election judges each, under oath (13-15-112), and how the election lets them work."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from tabulate.board.errors import NotAllowed
from tabulate.board.office.qualifications import CertificateOfInstruction, Designation, KinOfCandidate
from tabulate.board.subjects import About, OpenToAnyone
from tabulate.board.write_ins import plain
from tabulate.election import PrecinctId
from tabulate.hours import is_day

JUDGES_A_BOARD = 3
MOST_OF_A_LIST = JUDGES_A_BOARD // 2 + 1
"""A simple majority: no more may come from one party's list (13-4-102(3))."""


class WorkingMode(StrEnum):
    """How a board decides; one way for the whole election."""

    OWN_SCREENS = "own screens"
    """Each judge decides alone; nobody sees another's decision until all three are in."""
    SHARED_SCREEN = "shared screen"
    """They decide together, and each confirms under the own password."""


@dataclass(frozen=True, slots=True)
class Judge:
    """An election judge on a board."""

    account: str
    """By which the judge signs in and is named in decisions."""
    name: str
    oath_taken_on: str
    """The day of the constitutional oath, as in 2026-11-02."""
    affirmation_witness: str | None = None
    """Before whom the non-disclosure affirmation was signed (13-15-207(4)): needed for an early count."""
    party_list: str | None = None
    """The party whose list the judge was taken from (13-4-102); empty: from none; None: not said."""
    registered_elector: bool | None = None
    """Of the county (13-4-107(1)); None: not said."""
    kin: tuple[KinOfCandidate, ...] | None = None
    """Candidates of this election to whom the judge is kin (13-4-107(2)); None: not said."""
    certificate: CertificateOfInstruction | None = None
    """Of instruction (13-4-203(4)); None: not said."""


@dataclass(frozen=True, slots=True)
class BoardAppointed(OpenToAnyone):
    """A board as appointed; the same name again is the board with another judge in somebody's place."""

    kind: ClassVar[str] = "board appointed"
    about: ClassVar[About] = ()

    board: str
    judges: tuple[Judge, ...]
    early_count: bool
    """Works before the polls close: every judge has signed the affirmation."""
    appointed_by: str
    """The account that entered it."""
    designated_by: Designation | None = None
    """The governing body's act; None where the entry does not say it, as in a rehearsal."""
    precincts: tuple[PrecinctId, ...] = ()
    """Whose ballots it decides; empty: the whole county's."""
    register_sha256: str = ""
    """The line of the register of people that was asked about the judges; empty where none was."""


@dataclass(frozen=True, slots=True)
class BoardDismissed(OpenToAnyone):
    """The board's work is over. What it decided stands; what it had begun is to be opened again."""

    kind: ClassVar[str] = "board dismissed"
    about: ClassVar[About] = ()

    board: str
    dismissed_by: str


@dataclass(frozen=True, slots=True)
class WorkingModeSet(OpenToAnyone):
    """How boards work from here on."""

    kind: ClassVar[str] = "working mode set"
    about: ClassVar[About] = ()

    mode: WorkingMode
    set_by: str


def check_appointed(entry: BoardAppointed, boards: Iterable[BoardAppointed]) -> None:
    """Check that three judges under oath sit on the board, and on no other of `boards`. Raises NotAllowed."""
    accounts = {judge.account for judge in entry.judges} - {""}
    if len(entry.judges) != JUDGES_A_BOARD or len(accounts) != JUDGES_A_BOARD:
        raise NotAllowed("three different judges (13-15-112)", f"{len(accounts)}", "Name three.")
    for judge in entry.judges:
        if not judge.oath_taken_on or not judge.name.strip():
            raise NotAllowed("the name of each judge and the day of the oath", f"none for {judge.account}")
        if entry.early_count and not judge.affirmation_witness:
            raise NotAllowed(
                "the non-disclosure affirmation of each judge of an early count (13-15-207(4))",
                f"none of {judge.name}",
                "Have it signed before the administrator or chief judge, and enter the witness.",
            )
    for other in boards:
        busy = accounts & {judge.account for judge in other.judges}
        if other.board != entry.board and busy:
            raise NotAllowed("judges of no other board", f"{min(busy)} on board {other.board}", "Name another.")
    _check_balance(entry)
    if entry.designated_by is not None:
        _check_designated(entry, entry.designated_by)


def unsaid(board: BoardAppointed) -> Iterator[str]:
    """What the law asks of a board and the entry does not say, each with its section."""
    if board.designated_by is None:
        yield "the county governing body's act that designates the board (13-15-112)"
    for judge in board.judges:
        if judge.party_list is None:
            yield f"from which party's list {judge.name} was taken (13-4-102(3))"
        if judge.registered_elector is None:
            yield f"whether {judge.name} is a registered elector of the county (13-4-107(1))"
        if judge.kin is None:
            yield f"whether {judge.name} is kin to a candidate (13-4-107(2))"
        if judge.certificate is None:
            yield f"the certificate of instruction of {judge.name} (13-4-203(4))"


def _check_balance(entry: BoardAppointed) -> None:
    lists = Counter(list_of(judge.party_list) for judge in entry.judges if judge.party_list)
    for party, judges in lists.items():
        if judges > MOST_OF_A_LIST:
            raise NotAllowed(
                f"at most {MOST_OF_A_LIST} judges from one party's list (13-4-102(3))",
                f"{judges} from the list of {party!r}",
                "Name a judge from another list.",
            )


def list_of(party: str) -> str:
    """The list's name however it is spelled: Republican, republican party."""
    return plain(party).removesuffix(" party")


def _check_designated(entry: BoardAppointed, by: Designation) -> None:
    """A board that the governing body designated lacks nothing that the law asks of it."""
    if not by.act.strip() or not is_day(by.on):
        raise NotAllowed("the governing body's act and its day (13-15-112)", f"{by.act!r}, {by.on!r}")
    if lacking := next(unsaid(entry), None):
        raise NotAllowed(
            f"of a board that the governing body designated, {lacking}",
            "nothing said of it",
            "Say it, or, in a rehearsal, leave the designation out.",
        )
