"""What the board of state canvassers may declare of each contest, once every county is in (13-15-507, 13-27-503)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from canvass.console.text import plural
from canvass.deciding.custody_typed import words_typed
from canvass.errors import InputError, RefusedError
from canvass.state_canvass.presidential_tickets import tickets_of
from canvass.state_canvass.state_standing import StateStanding, lacks
from tabulate.board.words_said import day_in_montana
from tabulate.printable import folded_words, says_something
from tabulate.state_canvass.presidential import electors_declared, electors_result, elects_electors
from tabulate.state_canvass.state_declaring import StateAct, StateResult, is_tied, state_result
from tabulate.state_canvass.state_figures import StateContest
from tabulate.state_canvass.state_steps import OFFICES, StateCanvasser, StateResultsDeclared

_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class DeclaredByState:
    """A contest with what the board declared of it."""

    contest: StateContest
    result: StateResult


def board_of_state(members: Iterable[str]) -> tuple[StateCanvasser, ...]:
    """`NAME=OFFICE`, of each of the three offices one. Raises InputError."""
    board = []
    for typed in members:
        name, _, office = typed.rpartition("=")
        board.append(StateCanvasser(words_typed(name), words_typed(office).casefold()))
    names = [folded_words(one.name) for one in board]
    if sorted(one.office for one in board) != sorted(OFFICES) or not all(says_something(one.name) for one in board):
        raise InputError(
            f"The board of state canvassers is the {', the '.join(OFFICES)} (13-15-502); found "
            f"{', '.join(one.office[:40] for one in board) or 'nobody'}. Nothing was written. Name each with --member "
            "NAME=OFFICE, as in 'Ann Ash=state auditor'."
        )
    if twice := [one.name for one in board if names.count(folded_words(one.name)) > 1]:
        raise InputError(
            f"Each of the three offices has a canvasser of its own (13-15-502); found {twice[0]} twice. Nothing was "
            "written. Name who holds each office."
        )
    return tuple(board)


def check_may_declare(standing: StateStanding) -> None:
    """Raises RefusedError while a county is missing, or anything does not add up."""
    if found := tuple(lacks(standing)):
        listed = "".join(f"\n  {one}" for one in found[:_MOST_NAMED])
        more = f"\n  and {len(found) - _MOST_NAMED:,} more: canvass state check" if len(found) > _MOST_NAMED else ""
        raise RefusedError(
            f"The board declares once the returns of every county are in and add up (13-15-502, 13-15-504). "
            f"{plural(len(found), 'thing')} to settle first:{listed}{more}\nNothing was written."
        )
    for one in standing.figures.contests:
        if elects_electors(one.contest):
            tickets_of(standing, one)


def check_filed(filed_on: str, at: str) -> None:
    """The canvass is filed once the board has made it; acts are repealed from that day. Raises RefusedError."""
    if date.fromisoformat(filed_on) < (met := day_in_montana(at)):
        raise RefusedError(
            f"The canvass is said to be filed on {filed_on}, before the board declared on {met} (13-27-105). Nothing "
            "was written. Say the day of filing, or the hour of the board."
        )


def results_of(standing: StateStanding, filed: date, recounted: Iterable[str]) -> tuple[DeclaredByState, ...]:
    """Every contest's. Raises InputError for a contest that there is not, or that was never tied."""
    after = frozenset(recounted)
    _check_recounted(standing, after)
    return tuple(
        DeclaredByState(one, _result(standing, one, filed, recounted=one.contest.id in after))
        for one in standing.figures.contests
    )


def _result(standing: StateStanding, one: StateContest, filed: date, *, recounted: bool) -> StateResult:
    if elects_electors(one.contest):
        return electors_declared(electors_result(one, tickets_of(standing, one)), recounted=recounted)
    return state_result(one, standing.election_day, filed, recounted=recounted)


def _is_tied(standing: StateStanding, one: StateContest) -> bool:
    if elects_electors(one.contest):
        return bool(electors_result(one, tickets_of(standing, one)).line.tied)
    return is_tied(one)


def _check_recounted(standing: StateStanding, recounted: frozenset[str]) -> None:
    """Only a tie is recounted without a petition; what else was recounted stands in the counties' figures."""
    known = {str(one.contest.id): one for one in standing.figures.contests}
    if strange := sorted(recounted - known.keys()):
        raise InputError(f"There is no contest {strange[0][:80]!r}. Nothing was written. Name one by its id.")
    certified = {
        one.contest
        for step in standing.canvass.steps
        if isinstance(step, StateResultsDeclared)
        for one in step.results
        if one.act is StateAct.TIE
    }
    for name in sorted(recounted):
        if name not in certified and not _is_tied(standing, known[name]):
            raise InputError(
                f"{known[name].contest.title} was never tied: its votes are "
                f"{', '.join(f'{votes:,}' for votes in known[name].total.votes)}. Expected with --recounted a contest "
                "whose tie a recount has left (13-16-203). Nothing was written. Leave it out."
            )
