"""By what somebody is nominated or elected: the board's declaration, the end of a tie, or the judgment of a court.

A tie ends by lot, or by whom the officer appoints whom the law names. A certificate follows from one of these, and is
void once it no longer holds (13-15-406, 13-16-501(1), 13-16-505 to 13-16-507, 13-36-212).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tabulate.board.county.canvass_state import ContestDeclared, CountyCanvass
from tabulate.board.county.canvass_terms import CanvassAct
from tabulate.board.county.certificate_entries import CertificateKind, CertifiedPerson
from tabulate.board.county.court_actions import CourtActions
from tabulate.board.errors import NotAllowed
from tabulate.calendar.canvassing import acceptance_until
from tabulate.calendar.duties import LastDay
from tabulate.election import ContestId

_NOT_OF_PEOPLE = (CanvassAct.TIE, CanvassAct.PROCLAMATION)


class EntitledBy(StrEnum):
    """By what."""

    BOARD = "declared by the board"
    LOT = "drawn by lot"
    APPOINTED = "appointed after a tie"
    COURT = "declared by a court"


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What somebody's certificate follows from."""

    by: EntitledBy
    number: int
    """Of the entry that has the declaration, the lot or the judgment."""
    at: str
    """Of a declaration and a lot its hour; of an appointment and a judgment the hour at which it was entered."""


@dataclass(frozen=True, slots=True)
class DrawnLot:
    """A lot after a tie, as it was drawn (13-16-501(1))."""

    number: int
    """Of its entry."""
    at: str
    drawn_by: str
    witnesses: tuple[str, ...]
    rolls: tuple[int, ...]
    chosen: tuple[str, ...]
    """The choices that it drew."""


@dataclass(frozen=True, slots=True)
class AppointedAfterTie:
    """Whom an officer appointed of those tied (13-16-503 to 13-16-507)."""

    number: int
    """Of its entry."""
    at: str
    officer: str
    section: str
    appointed_on: str
    chosen: tuple[str, ...]
    """The choices of those appointed."""


EndedTie = DrawnLot | AppointedAfterTie


@dataclass(frozen=True, slots=True)
class Entitling:
    """Declarations, ends of ties and judgments together."""

    canvass: CountyCanvass
    ties: Mapping[ContestId, EndedTie] = field(default_factory=dict)
    """As they ended last."""
    courts: CourtActions = field(default_factory=CourtActions)

    def now(self, person: CertifiedPerson) -> Entitlement:
        """By what somebody is entitled now. Raises NotAllowed where nothing names them, or a court took it."""
        if (judged := self.courts.barred_by(person.contest, person.choice)) is not None:
            raise NotAllowed("nobody from whom a court took it (13-36-212)", f"entry {judged:,}", "Obey the court.")
        for number, who in self.courts.declared(person.contest):
            if who == person:
                return Entitlement(EntitledBy.COURT, number, self._entered_at(number))
        declared = self._held(person.contest)
        if (ended := self.after_tie(person)) is not None:
            return ended
        if not _says(declared, person, declared.contest.names):
            act, names = declared.contest.act, ", ".join(declared.contest.names) or "nobody"
            raise NotAllowed("somebody who was declared (13-15-406)", f"{act}: {names}", "Name who was declared.")
        return Entitlement(EntitledBy.BOARD, declared.number, declared.at)

    def after_tie(self, person: CertifiedPerson) -> Entitlement | None:
        """The end of a tie that the board certified and that holds, of whom it chose, and of who had more votes."""
        declared, ended = self._held(person.contest), self.ties.get(person.contest)
        if declared.contest.act is not CanvassAct.TIE or ended is None:
            return None
        by = EntitledBy.LOT if isinstance(ended, DrawnLot) else EntitledBy.APPOINTED
        if by is EntitledBy.LOT and person.kind is not CertificateKind.NOMINATION:
            return None
        if person.choice not in ended.chosen and person.name in declared.contest.names:
            return None
        return Entitlement(by, ended.number, ended.at)

    def void_by(self, number: int, person: CertifiedPerson, by: int) -> int | None:
        """The entry that makes a certificate void: a judgment, later declaration or appointment; None where it stands.

        Entry `number` issued it, and entry `by` entitled the person.
        """
        found = [self.courts.taken_after(number, person.contest, person.choice)]
        if not self._of_court(person, by):
            found += [self._declared_otherwise(number, person, by), self._appointed_otherwise(number, person)]
        return min((one for one in found if one is not None), default=None)

    def accept_by(self, person: CertifiedPerson, last_day: LastDay) -> date:
        """The last day for an acceptance: 10 days after the canvass that first had the result. Raises NotAllowed."""
        return self.acceptance_days(person, last_day)[1]

    def acceptance_days(self, person: CertifiedPerson, last_day: LastDay) -> tuple[date, date]:
        """The day of that canvass, and the last one. Raises NotAllowed."""
        if self.now(person).by is EntitledBy.COURT:
            raise NotAllowed("somebody whom no court declares (13-36-212)", f"{person}", "Nothing is to be accepted.")
        every = self.canvass.declarations_of(person.contest)
        names = every[-1].contest.names
        first = next((one for one in every if _says(one, person, names) or _ties(one, person)), every[-1])
        return first.canvassed_on, acceptance_until(first.canvassed_on, last_day)

    def _held(self, contest: ContestId) -> ContestDeclared:
        """The declaration of a contest by the report that holds. Raises NotAllowed where there is none."""
        held = {number for number, _ in self.canvass.declared}
        found = [one for one in self.canvass.declarations_of(contest) if one.number in held]
        if not found:
            raise NotAllowed(
                "a contest that the county's board declared by the report that holds (13-15-405, 13-15-406)",
                f"{contest} not declared",
                "The board declares it first: canvass county declare.",
            )
        return found[-1]

    def _of_court(self, person: CertifiedPerson, by: int) -> bool:
        return by in (number for one in self.courts.of(person.contest) for number, _ in one.judgments)

    def _entered_at(self, number: int) -> str:
        every = (pair for one in self.courts.actions for pair in one.judgments)
        return next(judged.at for at, judged in every if at == number)

    def _appointed_otherwise(self, number: int, person: CertifiedPerson) -> int | None:
        """A later appointment of another of those tied."""
        ended = self.ties.get(person.contest)
        if not isinstance(ended, AppointedAfterTie) or ended.number < number or person.choice in ended.chosen:
            return None
        tied = any(_ties(one, person) for one in self.canvass.declarations_of(person.contest))
        return ended.number if tied else None

    def _declared_otherwise(self, number: int, person: CertifiedPerson, entry: int) -> int | None:
        """The first later declaration that names others; of a tie that ended, one that does not certify it again."""
        every = self.canvass.declarations_of(person.contest)
        by = next((one.contest.names for one in every if one.number == entry), None)
        later = (one for one in every if one.number > number)
        return next(
            (
                one.number
                for one in later
                if not (_says(one, person, by or ()) or (by is None and one.contest.act is CanvassAct.TIE))
            ),
            None,
        )


def _ties(declared: ContestDeclared, person: CertifiedPerson) -> bool:
    return declared.contest.act is CanvassAct.TIE and person.name in declared.contest.names


def _says(declared: ContestDeclared, person: CertifiedPerson, names: tuple[str, ...]) -> bool:
    """Whether a declaration names somebody; of a nomination by writing in, whether it names the same others."""
    if declared.contest.act in _NOT_OF_PEOPLE:
        return False
    if _nominated_by_writing_in(person):
        return set(declared.contest.names) == set(names)
    return person.name in declared.contest.names


def _nominated_by_writing_in(person: CertifiedPerson) -> bool:
    """Such a person is in no declaration: the acceptance and 5% nominate (13-10-204)."""
    return person.written_in and person.kind is CertificateKind.NOMINATION
