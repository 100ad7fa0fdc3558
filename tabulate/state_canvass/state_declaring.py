"""What the board of state canvassers declares and proclaims, and from when adopted issues are effective.

Sources: 13-15-507, 13-1-103 (offices), 13-27-503 and 13-27-105 (issues).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tabulate.board.county.canvass_terms import CanvassAct
from tabulate.county_canvass.declaring import result_of
from tabulate.county_canvass.issue_answers import IssueVotes, votes_of_answers
from tabulate.county_canvass.living_winners import ticket_to_name
from tabulate.election import ContestKind
from tabulate.offices import Method
from tabulate.state_canvass.state_figures import StateContest

_INITIATIVE, _AMENDMENT = (10, 1), (7, 1)
"""Month and day, in the year after the approval or later in the same year (13-27-105)."""


class StateAct(StrEnum):
    """What the board does with a result."""

    DECLARATION = "declaration"
    PROCLAMATION = "proclamation"
    """Of an issue."""
    TIE = "certificate of a tie"


@dataclass(frozen=True, slots=True)
class StateResult:
    """What is declared of one contest."""

    act: StateAct
    names: tuple[str, ...]
    """Who is elected or nominated; of an issue "approved" or "not approved"; of a tie those who are equal."""
    said: str
    section: str
    effective: date | None = None
    """From when an adopted issue is effective, or the day on which a rejected act is repealed."""


def issue_votes(one: StateContest) -> IssueVotes | None:
    """By the names of the two answers; None where they do not tell which is for it."""
    return votes_of_answers((choice.name, votes) for choice, votes in zip(one.choices, one.total.votes, strict=True))


def is_tied(one: StateContest) -> bool:
    """Whether those who have most votes are equal, or an issue has as many for as against it."""
    votes = issue_votes(one) if one.contest.kind is ContestKind.ISSUE else None
    return bool(one.line.tied) if votes is None else votes.votes_for == votes.votes_against


def state_result(one: StateContest, election: date, filed: date, *, recounted: bool) -> StateResult:
    """What the board declares; `filed` is the day on which the canvass is filed, `recounted` whether a tie was."""
    if one.contest.kind is ContestKind.ISSUE:
        return _issue(one, election, filed, recounted=recounted)
    if one.line.tied and not ticket_to_name(one.contest):
        return tie_declared(tuple(each.name for each in one.line.tied), recounted=recounted)
    written = frozenset(choice.name for choice in one.choices if choice.write_in)
    found = result_of(one.line, CanvassAct.DECLARATION, names_written_in=written)
    return StateResult(StateAct.DECLARATION, found.names, found.said, "13-15-507")


def tie_declared(names: tuple[str, ...], *, recounted: bool) -> StateResult:
    """Nobody of those who are equal is declared (13-16-203)."""
    then = (
        "The recount has left it: whose it is to break is told by 13-16-501 to 13-16-507."
        if recounted
        else "The secretary of state proceeds as if a petition for a recount were filed (13-16-203)."
    )
    said = f"{', '.join(names)} have an equal number of votes. Nobody of them is declared. {then}"
    return StateResult(StateAct.TIE, names, said, "13-16-203")


def _issue(one: StateContest, election: date, filed: date, *, recounted: bool) -> StateResult:
    votes = issue_votes(one)
    if votes is None:
        names = tuple(each.name for each in one.line.winners)
        said = (
            f"{' and '.join(names) or 'No answer'} has more votes than the other answer. The answers do not say "
            "which is for the issue and which is against it."
        )
        return StateResult(StateAct.PROCLAMATION, names, said, "13-27-503")
    if votes.votes_for == votes.votes_against and not recounted:
        return tie_declared(tuple(choice.name for choice in one.choices), recounted=False)
    method = one.contest.purpose.numbering.method if one.contest.purpose.numbering else None
    approved = votes.votes_for > votes.votes_against
    effective = effective_on(method, election, filed, approved=approved)
    figures = f"{votes.votes_for:,} for, {votes.votes_against:,} against"
    word = "approved" if approved else "not approved"
    when = _when(method, effective, approved=approved)
    said = f"{figures}: {word} by a majority of those voting on the issue (13-27-503). {when}"
    return StateResult(StateAct.PROCLAMATION, (word,), said.strip(), "13-27-503", effective)


def _when(method: Method | None, effective: date | None, *, approved: bool) -> str:
    if effective is not None and approved:
        return f"Effective on {effective} (13-27-105)."
    if effective is not None:
        return f"What of the act was in effect is repealed on {effective}, when the canvass is filed (13-27-105)."
    return "Its day follows from the act itself (13-27-105)." if approved and method is not None else ""


def effective_on(method: Method | None, election: date, filed: date, *, approved: bool) -> date | None:
    """From when an approved issue is effective, or when a rejected act is repealed; None where the law sets no day.

    An initiative on 1 October and an amendment of the constitution on 1 July following; an act that was referred and
    rejected is repealed on the day on which the canvass is filed (13-27-105). Of an approved act the act says it.
    """
    match method:
        case Method.INITIATIVE:
            return _following(election, *_INITIATIVE) if approved else None
        case Method.LEGISLATURE_AMENDMENT | Method.INITIATIVE_AMENDMENT:
            return _following(election, *_AMENDMENT) if approved else None
        case Method.REFERRED_ACT | Method.PETITIONED_ACT:
            return None if approved else filed
        case None:
            return None


def _following(day: date, month: int, number: int) -> date:
    same = date(day.year, month, number)
    return same if same > day else date(day.year + 1, month, number)
