"""Totals: what the counted contests add up to, overall and by precinct.

Sealed until the polls are closed (13-15-207, 13-35-241). Write-in votes are counted as *pending* until the counting
board names the person (13-15-206(5)); they are labelled as write-ins (13-15-404). A contest in question adds nothing
but that it waits. For k seats: votes + undervotes + overvotes + k * questionable + untold = k * sheets.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tabulate.board.outcomes import WRITE_IN_LINE
from tabulate.board.places import COUNTED_PLACES, OUT_PLACES, Place
from tabulate.board.polls import WriteInDeclared
from tabulate.board.write_ins import declared_in
from tabulate.election import Contest, ContestId, Election, PrecinctId
from tabulate.hours import held_until
from tabulate.publication.released import ROWS_OF_ALL
from tabulate.questions import Question
from tabulate.tally import ContestTally, Tally, WordsTotals
from tabulate.totals.ballots_shown import BallotsShown, ballots_shown
from tabulate.totals.choice_totals import ChoiceTotal, person_total, printed_total

__all__ = [
    "ChoiceTotal",
    "ContestTally",
    "ContestTotals",
    "PrecinctTotals",
    "Results",
    "Seal",
    "Tally",
    "TotalsDoNotAddUp",
    "WordsTotals",
    "check",
    "check_contest",
    "seal_of",
    "sealed_until",
    "total",
]


class TotalsDoNotAddUp(Exception):  # noqa: N818
    """The arithmetic of a contest fails: totals must not be shown."""

    def __init__(self, contest: str, precinct: str | None, detail: str) -> None:
        """Say which contest and where."""
        where = f" in precinct {precinct}" if precinct is not None else ""
        super().__init__(
            f"The totals of contest {contest}{where} do not add up: {detail}. No totals are shown. "
            "Run `canvass verify` on the record and keep it as it is for the inquiry."
        )


@dataclass(frozen=True, slots=True)
class ContestTotals:
    """One contest's figures."""

    contest: ContestId
    title: str
    seats: int
    sheets: int
    """Sheets read that carry this contest."""
    choices: tuple[ChoiceTotal, ...]
    """Every printed choice, in the definition's order, also those without votes."""
    write_ins_allowed: bool
    write_ins_pending: int
    """Write-in votes whose names the board has yet to read."""
    undervotes: int
    questionable: tuple[tuple[Question, int], ...]
    """Sheets on which this contest waits for the board, by question, in the order of `Question`."""
    write_ins: tuple[ChoiceTotal, ...] = ()
    """Declared write-in candidates with votes, each a person, to be labelled as write-ins (13-15-404)."""
    overvotes: int = 0
    """Slots of ballots found overvoted by people: all the seats of each."""
    decided: tuple[tuple[Question, int], ...] = ()
    """Sheets on which the board decided this contest, by question, in the order of `Question`."""
    outside: int = 0
    """Ballots among `sheets` that another system counted."""

    @property
    def untold(self) -> int:
        """What another system does not tell, or below zero tells too much."""
        found = self.votes + self.undervotes + self.overvotes + self.seats * self.waiting
        return self.seats * self.sheets - found if self.outside else 0

    @property
    def votes(self) -> int:
        """All votes counted, write-ins included."""
        return sum(total.votes for total in (*self.choices, *self.write_ins)) + self.write_ins_pending

    @property
    def waiting(self) -> int:
        """Sheets on which this contest waits for the board."""
        return sum(count for _, count in self.questionable)


@dataclass(frozen=True, slots=True)
class PrecinctTotals:
    """A precinct's contests. `precinct` None holds the sheets of which neither card nor batch names the precinct."""

    precinct: PrecinctId | None
    name: str
    sheets: int
    contests: tuple[ContestTotals, ...]
    ballots: int | None = None
    """Ballots cast; None where every ballot is one sheet."""

    @property
    def outside(self) -> bool:
        """Whether another system counted it: then `sheets` are ballots."""
        return any(one.outside for one in self.contests)


@dataclass(frozen=True, slots=True)
class Results:
    """The totals of one count, real or test."""

    title: str
    test: bool
    sheets_counted: int
    """Read, nothing in question or all of it decided."""
    sheets_questioned: int
    """Read, and set aside for the counting board."""
    sheets_not_read: int
    """Set aside because they could not be read or do not belong."""
    contests: tuple[ContestTotals, ...]
    """In the definition's order, those without sheets too."""
    precincts: tuple[PrecinctTotals, ...]
    """In the definition's order, those without sheets too."""
    words: WordsTotals = field(default_factory=WordsTotals)
    sheets_resolved: int = 0
    """Those of `sheets_counted` that the board decided."""
    sheets_out: tuple[tuple[Place, int], ...] = ()
    """Scanned, and by people's decision in no total: struck, rejected, transferred, ..."""
    hand_ballots: int = 0
    """Ballots counted by hand, never scanned or counted anew."""
    cast: BallotsShown | None = None
    """None where every ballot is one sheet."""
    outside_ballots: int = 0
    """Ballots that another system counted."""

    @property
    def sheets_waiting(self) -> int:
        """Sheets that wait for people."""
        return self.sheets_questioned + self.sheets_not_read

    @property
    def sheets_in(self) -> int:
        """Every sheet scanned."""
        return self.sheets_counted + self.sheets_waiting + sum(count for _, count in self.sheets_out)


class Seal(StrEnum):
    """Why no total may be shown."""

    HOUR = "the polls' closing time has not come"
    CLOSING = "the election administrator has not closed the polls"


def seal_of(election: Election, polls_closed: bool, now: datetime) -> Seal | None:
    """Why totals are sealed; None once the hour is past and the administrator has closed the polls."""
    if now < election.polls_close:
        return Seal.HOUR
    return None if polls_closed else Seal.CLOSING


def provisional_from(election: Election) -> datetime:
    """Provisional ballots may be counted after 3 p.m. of the sixth day, not at it (13-15-107(6))."""
    return held_until(election.date)


def sealed_until(election: Election, now: datetime) -> datetime | None:
    """The hour until which no total may be shown; None past it (13-15-207, 13-35-241)."""
    return election.polls_close if now < election.polls_close else None


def total(election: Election, tally: Tally, test: bool, declared_later: Iterable[WriteInDeclared] = ()) -> Results:
    """The results of a tally, checked. Raises TotalsDoNotAddUp.

    `declared_later` are write-in candidates whom the definition does not have.
    """
    later = tuple(declared_later)
    places, cast = tally.places, ballots_shown(election, tally)
    results = Results(
        title=election.title,
        test=test,
        sheets_counted=sum(places[place] for place in COUNTED_PLACES),
        sheets_questioned=places[Place.WAITING] + places[Place.LAID_ASIDE] + places[Place.COPY_WAITING],
        sheets_not_read=tally.sheets_not_read,
        contests=tuple(
            contest_totals(election, contest, _overall(tally, contest.id), later) for contest in election.contests
        ),
        precincts=_precinct_totals(election, tally, later, cast),
        words=tally.words,
        sheets_resolved=places[Place.RESOLVED],
        sheets_out=tuple((place, places[place]) for place in Place if place in OUT_PLACES and places[place]),
        hand_ballots=tally.hand_ballots.total(),
        cast=cast,
        outside_ballots=tally.outside.total(),
    )
    check(election, tally, results)
    return results


def check(election: Election, tally: Tally, results: Results) -> None:
    """Check the arithmetic of every contest, overall and by precinct, and that precincts add up to the whole."""
    known = {contest.id for contest in election.contests}
    for precinct, contest_id in tally.contests:
        if contest_id not in known:
            raise TotalsDoNotAddUp(contest_id, precinct, "the election has no such contest")
    for totals in results.contests:
        check_contest(totals, None)
    for precinct_totals in results.precincts:
        for totals in precinct_totals.contests:
            check_contest(totals, precinct_totals.precinct)
    for number, totals in enumerate(results.contests):
        _check_sum(totals, [precinct.contests[number] for precinct in results.precincts])


def check_contest(totals: ContestTotals, precinct: PrecinctId | None) -> None:
    """Check that votes and what is no vote make the seats of all ballots. Raises TotalsDoNotAddUp."""
    found = totals.votes + totals.undervotes + totals.overvotes + totals.seats * totals.waiting + totals.untold
    if found != totals.seats * totals.sheets:
        none = f"{totals.undervotes} undervotes, {totals.overvotes} overvoted and {totals.waiting} waiting"
        detail = f"{totals.votes} votes, {none} on {totals.sheets} sheets with {totals.seats} to vote for"
        raise TotalsDoNotAddUp(totals.contest, precinct, detail)
    if totals.write_ins_pending and not totals.write_ins_allowed and not totals.outside:
        raise TotalsDoNotAddUp(totals.contest, precinct, "votes for choices that are not on the ballot")


def _check_sum(whole: ContestTotals, parts: Iterable[ContestTotals]) -> None:
    figures = [_figures(part) for part in parts]
    if (tuple(map(sum, zip(*figures, strict=True))) or (0, 0, 0, 0, 0)) != _figures(whole):
        raise TotalsDoNotAddUp(whole.contest, None, "the precincts do not add up to the whole")


def _figures(totals: ContestTotals) -> tuple[int, ...]:
    return totals.sheets, totals.votes, totals.undervotes, totals.overvotes, totals.waiting


def _overall(tally: Tally, contest: ContestId) -> ContestTally:
    return sum((part for (_, key), part in tally.contests.items() if key == contest), ContestTally())


def contest_totals(
    election: Election, contest: Contest, tally: ContestTally, later: tuple[WriteInDeclared, ...]
) -> ContestTotals:
    """A contest's figures from its tally.

    Raises TotalsDoNotAddUp for votes for somebody who is neither printed nor declared nor a line yet to be read.
    """
    people = [(one.id, one.name) for one in declared_in(contest, later)]
    known = {choice.id for choice in contest.choices} | {person for person, _ in people}
    others = {choice: votes for choice, votes in tally.votes.items() if choice not in known}
    if strangers := sorted(one for one in others if not one.startswith(WRITE_IN_LINE)):
        raise TotalsDoNotAddUp(contest.id, None, f"votes for {strangers[0]!r}, who is not on the ballot nor declared")
    return ContestTotals(
        contest=contest.id,
        title=contest.title,
        seats=contest.seats,
        sheets=tally.sheets,
        choices=tuple(printed_total(election, contest, choice, tally) for choice in contest.choices),
        write_ins_allowed=contest.write_ins > 0,
        write_ins_pending=sum(others.values()),
        undervotes=tally.undervotes,
        questionable=tuple((kind, tally.questionable[kind]) for kind in Question if tally.questionable[kind]),
        write_ins=tuple(person_total(person, name, tally) for person, name in people if tally.votes[person]),
        overvotes=tally.overvotes,
        decided=tuple((kind, tally.decided[kind]) for kind in Question if tally.decided[kind]),
        outside=tally.outside,
    )


def _precinct_totals(
    election: Election, tally: Tally, later: tuple[WriteInDeclared, ...], cast: BallotsShown | None
) -> tuple[PrecinctTotals, ...]:
    names: dict[PrecinctId | None, str] = {precinct.id: precinct.name for precinct in election.precincts}
    ballots = tally.sheets + tally.hand_ballots
    others = sorted((key for key in ballots if key is not None and key not in names), key=str)
    names |= {key: key if key in ROWS_OF_ALL else f"{key} (not in the definition)" for key in others}
    if ballots[None]:
        names[None] = "precinct not stated"
    return tuple(
        PrecinctTotals(
            row,
            name,
            ballots[row],
            _contests_of(election, tally, row, later),
            None if cast is None else cast.by_row[row],
        )
        for row, name in names.items()
    )


def _contests_of(
    election: Election, tally: Tally, row: PrecinctId | None, later: tuple[WriteInDeclared, ...]
) -> tuple[ContestTotals, ...]:
    own = ((one, tally.contests.get((row, one.id), ContestTally())) for one in election.contests)
    return tuple(contest_totals(election, contest, found, later) for contest, found in own)
