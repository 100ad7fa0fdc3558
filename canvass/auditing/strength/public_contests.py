"""A contest's figures in what was made public; or everything for which a risk cannot be computed from them."""

from collections.abc import Iterator

from audit.contests import AuditContest
from audit.coverage import ChoiceVotes
from audit.risk.contest_risk import RiskNotComputed
from audit.risk.overstatements import PublicContest, PublicUnit
from audit.state import AuditState
from canvass.auditing.strength.public_again import MadePublicAgain
from canvass.console.text import plural
from tabulate.board.places import Place
from tabulate.election import ChoiceId, PrecinctId
from tabulate.totals.results import ContestTotals, PrecinctTotals

_APART = (Place.LAID_ASIDE, Place.COPY_WAITING)
"""Set aside whole: none of their contests is in the figures."""


def public_contest(
    state: AuditState, contest: AuditContest, public: MadePublicAgain
) -> PublicContest | RiskNotComputed:
    """The figures of one contest, precinct by precinct."""
    having = {one.id for one in state.opened.precincts if contest.id in one.contests}
    rows = [(one, found) for one in public.shown.totals.precincts if (found := _of(one, contest)) is not None]
    here = [(one.precinct, found) for one, found in rows if one.precinct in having]
    apart = sum(found.sheets for one, found in rows if one.precinct not in having)
    people = _people(state, contest, public)
    any_declared = len(people) > len(contest.printed)
    reasons = (*_waiting_everywhere(public), *_waiting_here([found for _, found in rows], any_declared, apart))
    ballots = {precinct: _ballots(public, precinct, found) for precinct, found in here if precinct is not None}
    if untold := [state.precinct(one).name for one, told in ballots.items() if told is None]:
        reasons += (f"The other system's report does not tell the ballots of {', '.join(untold)}.",)
    if reasons:
        return RiskNotComputed(reasons)
    units = tuple(
        PublicUnit(precinct, told, _votes(found))
        for precinct, found in here
        if precinct is not None and (told := ballots[precinct]) is not None
    )
    return PublicContest(contest.id, contest.places, people, units)


def _votes(found: ContestTotals) -> tuple[ChoiceVotes, ...]:
    return tuple(ChoiceVotes(ChoiceId(one.choice), one.votes) for one in (*found.choices, *found.write_ins))


def _of(precinct: PrecinctTotals, contest: AuditContest) -> ContestTotals | None:
    return next((one for one in precinct.contests if one.contest == contest.id), None)


def _people(state: AuditState, contest: AuditContest, public: MadePublicAgain) -> tuple[ChoiceId, ...]:
    """All who may have votes: printed, declared by then, and whoever has a row on a tally sheet."""
    found = [one.id for one in (*contest.printed, *contest.declared)]
    found += [ChoiceId(one.person) for one in public.counted.board.declared if one.contest == contest.id]
    for unit in state.units:
        if unit.unit.contest == contest.id and unit.figures is not None:
            found += unit.figures.people
    return tuple(dict.fromkeys(found))


def _ballots(public: MadePublicAgain, precinct: PrecinctId, found: ContestTotals) -> int | None:
    """Of another system's count those of the contest, or else all of the precinct, which are not fewer."""
    if not found.outside:
        return found.sheets
    count = public.counted.outside_count()
    told = None if count is None else count.precinct(precinct)
    own = None if told is None else told.contest(found.contest)
    if told is None or own is None:
        return None
    return own.ballots if own.ballots is not None else told.ballots_cast


def _waiting_everywhere(public: MadePublicAgain) -> Iterator[str]:
    """What may have any contest on it."""
    if unread := public.shown.totals.sheets_not_read:
        yield f"{plural(unread, 'sheet')} were not read when the figures became public."
    if held := public.shown.held:
        yield f"{plural(held, 'sheet')} were held back, and are in none of the public figures."
    places = public.counted.countable(True).places
    if apart := sum(places[place] for place in _APART):
        yield f"{plural(apart, 'sheet')} were laid aside whole, and are in none of the public figures."


def _waiting_here(rows: list[ContestTotals], any_declared: bool, apart: int) -> Iterator[str]:
    if waiting := sum(one.waiting for one in rows):
        yield f"{plural(waiting, 'ballot')} waited for the board when the figures became public."
    if pending := sum(one.write_ins_pending for one in rows if any_declared or not one.outside):
        yield f"{plural(pending, 'write-in vote')} had a name that nobody had read."
    if apart:
        yield f"{plural(apart, 'ballot')} are in no precinct of the public figures."
