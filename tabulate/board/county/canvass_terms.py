"""The words of the county canvass: checks, how they are settled, who sits on the board, what it does with results."""

from dataclasses import dataclass
from enum import StrEnum

from tabulate.election import ContestId, PrecinctId


class ReturnCheck(StrEnum):
    """What the canvassers check of every precinct (13-15-403)."""

    ARITHMETIC = "votes, undervotes and overvotes make the ballots"
    """Of a contest with k to vote for: k times the ballots that have it."""
    ELECTORS = "as many ballots as electors voting"
    """Or the judges' signed report of the difference (13-15-201(3))."""
    NO_MORE_VOTES = "no choice has more votes than electors voted"
    PARTS = "the parts make the precinct"
    RETURN_FORM = "the return form says what the record says"
    COPIES = "new ballots of transfers say what their originals say"

    @property
    def number(self) -> int:
        """Its place in the list, from 1."""
        return tuple(ReturnCheck).index(self) + 1


class HowSettled(StrEnum):
    """What the board did about a check that failed."""

    EXPLAINED = "explained"
    CORRECTED = "corrected"
    RECOUNT_PETITIONED = "petition for a recount"
    """Of the precinct (13-15-403(4), 13-16-201(1)(f))."""
    INSPECTION_PETITIONED = "petition for an inspection of ballots"
    """13-15-403(4), 13-16-420."""


class SeatOnBoard(StrEnum):
    """As what somebody sits on the board of county canvassers (13-15-401)."""

    MEMBER = "member of the governing body"
    OFFICER = "county officer in an absent member's place"
    JOINING = "member of a governing body that joins"
    """Of a subdivision whose election is canvassed."""


@dataclass(frozen=True, slots=True)
class SeatedCanvasser:
    """Somebody who sits on the board."""

    name: str
    seat: SeatOnBoard
    office: str = ""
    """The county officer's office, or the body that joins."""
    in_place_of: str = ""
    """The absent member whose place a county officer takes."""

    def __str__(self) -> str:
        """For people."""
        beside = {
            SeatOnBoard.MEMBER: "",
            SeatOnBoard.OFFICER: f", {self.office}, in place of {self.in_place_of}",
            SeatOnBoard.JOINING: f", {self.office}",
        }
        return f"{self.name}{beside[self.seat]}"


@dataclass(frozen=True, slots=True)
class ReturnedFigure:
    """A figure as it stands on a return form."""

    contest: ContestId
    row: str
    """A choice's or a person's id, or the words of a row without one, as undervotes."""
    figure: int


@dataclass(frozen=True, slots=True)
class ReturnMessenger:
    """Somebody who was sent for a precinct's return."""

    name: str
    precinct: PrecinctId


class CanvassAct(StrEnum):
    """What the board does with the result of a contest (13-15-405)."""

    DECLARATION = "declaration"
    """Of county and precinct offices (13-15-405(1))."""
    PROCLAMATION = "proclamation"
    """Of county issues (13-15-405(2))."""
    GOVERNING_BODY = "certificate to the governing body"
    """Of a subdivision's offices and issues (13-15-405(3))."""
    TIE = "certificate of a tie"
    """To the election administrator (13-15-405(4))."""
    SUPREME_COURT = "certificate to the supreme court"
    """Of justices of the peace, city and municipal judges (13-15-405(5))."""


@dataclass(frozen=True, slots=True)
class DeclaredContest:
    """The result of one contest, as the board declared it."""

    contest: ContestId
    act: CanvassAct
    names: tuple[str, ...]
    """Who is elected or nominated, or the answer that has more votes; of a tie, those who are equal."""
