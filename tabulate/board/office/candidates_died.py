"""Candidates who died after the ballots were printed, and who was named in their place (13-15-106, 13-10-327).

Votes for the deceased stay theirs: nobody's votes move to a successor (13-15-106(1)). Votes for a ticket of which one
died count for the ticket as it then is: the running mate moves up, and whom 13-10-328 names takes the other place
(13-15-106(2), (3)).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar, assert_never

from tabulate.board.errors import NotAllowed
from tabulate.board.subjects import About, OpenToAnyone
from tabulate.board.words_said import check_day, check_said, day_in_montana
from tabulate.deaths import Death
from tabulate.election import Choice, Contest, ContestKind, Election
from tabulate.hours import is_day
from tabulate.offices import Office

_LONGEST = 200


class TicketPlace(StrEnum):
    """For what the deceased was a candidate."""

    ALONE = "the office"
    GOVERNOR = "governor"
    LIEUTENANT = "lieutenant governor"


@dataclass(frozen=True, slots=True)
class CandidateDied(OpenToAnyone):
    """A printed candidate, or one of a printed ticket, died."""

    kind: ClassVar[str] = "candidate died"
    about: ClassVar[About] = ()

    contest: str
    choice: str
    """As printed."""
    name: str
    """Of the person who died."""
    place: TicketPlace
    died_on: str
    printed_on: str
    """The day on which the ballots had been printed."""
    at: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class SuccessorNamed(OpenToAnyone):
    """Who was named in the place of the deceased; the last one of a choice holds."""

    kind: ClassVar[str] = "successor named"
    about: ClassVar[About] = ()

    contest: str
    choice: str
    """The deceased's."""
    successor: str
    """The choice that corrected ballots print; empty where none were printed."""
    name: str
    """The person, or of a ticket both, as `Jones and Kay`."""
    named_by: str
    certified_on: str
    """The day on which it was certified to the election administrator."""
    at: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class DeathStruck(OpenToAnyone):
    """A death was entered in error: nothing goes by it any more."""

    kind: ClassVar[str] = "death struck"
    about: ClassVar[About] = ()

    contest: str
    choice: str
    reason: str
    at: str
    entered_by: str


DeathEntry = CandidateDied | SuccessorNamed | DeathStruck


@dataclass(frozen=True, slots=True)
class DiedCandidate:
    """A death as it stands."""

    died: CandidateDied
    successor: SuccessorNamed | None = None

    @property
    def death(self) -> Death:
        """For the choice of the election."""
        of_ticket = self.died.place is not TicketPlace.ALONE
        named = self.successor if of_ticket else None
        return Death(
            self.died.name,
            self.died.died_on,
            of_ticket,
            "" if named is None else named.name,
            "" if named is None else named.successor,
        )


@dataclass(frozen=True, slots=True)
class CandidatesDied:
    """All of them, by contest and choice."""

    every: Mapping[tuple[str, str], DiedCandidate] = field(default_factory=dict)

    def check(self, entry: DeathEntry) -> None:
        """Whether the entry may follow. Raises NotAllowed."""
        known = (entry.contest, entry.choice) in self.every
        today = day_in_montana(entry.at)
        match entry:
            case CandidateDied():
                if known:
                    raise NotAllowed("a death that is not entered yet", f"{entry.name}, entered before", "Look at it.")
                _said(entry.name, entry.entered_by)
                check_day(entry.died_on, today, "the day of death (13-15-106)")
                check_day(entry.printed_on, date.fromisoformat(entry.died_on), _PRINTED)
            case SuccessorNamed():
                self._check_known(known)
                self._check_not_round(entry)
                _said(entry.name, entry.named_by, entry.entered_by)
                check_day(entry.certified_on, today, "the day of the certificate (13-10-327(2))")
            case DeathStruck():
                self._check_known(known)
                _said(entry.reason, entry.entered_by)
            case _:
                assert_never(entry)

    def _check_known(self, known: bool) -> None:
        if not known:
            raise NotAllowed("a candidate whose death is entered", "nobody of that choice", "Enter the death first.")

    def _check_not_round(self, entry: SuccessorNamed) -> None:
        """That votes which go on from ticket to ticket end somewhere."""
        if entry.choice in self._named_after(entry.contest, entry.successor):
            raise NotAllowed(
                "a ticket that was not followed by this one (13-15-106(2), (3))",
                f"{entry.successor}, whose votes count for {entry.choice}",
                "Name the ticket as it now is; strike the death that was entered in error.",
            )

    def _named_after(self, contest: str, choice: str) -> tuple[str, ...]:
        """The choices that were named in its place, and in that one's, as far as ballots print them."""
        found: list[str] = []
        died = self.every.get((contest, choice))
        while died is not None and died.death.counts_for and died.death.counts_for not in found:
            found.append(died.death.counts_for)
            died = self.every.get((contest, found[-1]))
        return tuple(found)

    def after(self, entry: DeathEntry) -> "CandidatesDied":
        """With what was found allowed."""
        key = (entry.contest, entry.choice)
        match entry:
            case CandidateDied():
                return CandidatesDied({**self.every, key: DiedCandidate(entry)})
            case SuccessorNamed():
                return CandidatesDied({**self.every, key: replace(self.every[key], successor=entry)})
            case DeathStruck():
                return CandidatesDied({one: died for one, died in self.every.items() if one != key})
            case _:
                assert_never(entry)

    def applied(self, election: Election) -> Election:
        """The election with the deaths on its choices; itself where nobody died."""
        if not self.every:
            return election
        return replace(election, contests=tuple(map(self._applied, election.contests)))

    def _applied(self, contest: Contest) -> Contest:
        return with_deaths(contest, lambda one: self._death(contest.id, one.id))

    def _death(self, contest: str, choice: str) -> Death | None:
        """As it is known; votes for a ticket go on to the last one of those that followed each other."""
        died = self.every.get((contest, choice))
        if died is None:
            return None
        followed = self._named_after(contest, choice)
        deaths = (self.every[contest, one].death for one in (choice, *followed) if (contest, one) in self.every)
        names = [death.counts_as for death in deaths if death.counts_as]
        return replace(died.death, counts_as=(names or [""])[-1], counts_for=(followed or ("",))[-1])


_PRINTED = "the day on which the ballots had been printed, not after the death (13-15-106)"


def with_deaths(contest: Contest, death_of: Callable[[Choice], Death | None]) -> Contest:
    """The contest with what is known of each choice's death."""
    if contest.kind is not ContestKind.CANDIDATE:
        return contest
    choices = tuple(replace(one, death=death_of(one)) for one in contest.choices)
    return contest if choices == contest.choices else replace(contest, choices=choices)


def _said(*texts: str) -> None:
    check_said(texts, _LONGEST, f"names and words of at most {_LONGEST} letters (13-15-106)")


def check_on_ballot(entry: DeathEntry, election: Election) -> None:
    """Check what the election knows: an office, a printed candidate, before election day. Raises NotAllowed."""
    contest = election.find_contest(entry.contest)
    if contest is None or contest.kind is not ContestKind.CANDIDATE or contest.choice(entry.choice) is None:
        raise NotAllowed("a candidate who is printed on a ballot", f"{entry.contest}/{entry.choice}", "Look at both.")
    successor = entry.successor if isinstance(entry, SuccessorNamed) else ""
    if successor and (successor == entry.choice or contest.choice(successor) is None):
        raise NotAllowed(
            "another candidate whom an edition of the ballots prints for the same office",
            successor,
            "Take the corrected ballots first: canvass edition; or leave it out where none were printed.",
        )
    if isinstance(entry, CandidateDied):
        _check_died(entry, contest, election)


def _check_died(entry: CandidateDied, contest: Contest, election: Election) -> None:
    if is_day(entry.died_on) and date.fromisoformat(entry.died_on) >= election.date:
        raise NotAllowed(
            f"a death before election day, by {election.date - timedelta(days=1)} (13-15-106)",
            entry.died_on,
            "A death on election day or later changes nothing in the count.",
        )
    tickets = contest.purpose.office is Office.GOVERNOR
    if tickets is (entry.place is TicketPlace.ALONE):
        expected = "which of the ticket died, governor or lieutenant governor" if tickets else "no place on a ticket"
        raise NotAllowed(f"{expected} (13-15-106(2), (3))", entry.place.value, "Say it so.")
