"""What the election and the clock allow of recounts and lots, beyond the fold's own rules of what may follow."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from canvass.errors import RefusedError
from tabulate.board.custody.container_entries import ContainerOpened, CustodyOffice
from tabulate.board.custody.kept_containers import KeptContainer
from tabulate.board.errors import NotAllowed
from tabulate.board.office.open_readings import OpenReading
from tabulate.board.recount.one_recount import KeptRecount
from tabulate.board.recount.petition_law import check_in_time
from tabulate.board.recount.recount_entries import (
    RecountBoardMet,
    RecountCertified,
    RecountEntry,
    RecountFiled,
    RecountWithdrawn,
)
from tabulate.board.recount.tie_entries import LotDrawn, TieAppointed
from tabulate.board.subjects import CanvassOfCounty
from tabulate.board.words_said import day_in_montana
from tabulate.board.write_ins import declared_in, plain
from tabulate.calendar.duties import LastDay
from tabulate.county_canvass.declaring import NotTheCountys, act_on
from tabulate.election import ContestId, Election
from tabulate.hours import MONTANA_TIME, is_day, moment_of

if TYPE_CHECKING:
    from canvass.record.work.replay import Replay


def check_recount(entry: RecountEntry, election: Election, replay: "Replay", now: datetime) -> None:
    """Check contests, precincts, candidates on the board, and days to come. Raises RefusedError or NotAllowed."""
    match entry:
        case RecountFiled():
            _check_days(now, entry.canvassed_on, entry.filed_on, entry.notice_on)
            _check_after(election, entry.canvassed_on)
            _check_contest(entry.contest, election)
            _check_canvassed(entry, election, replay)
            last_day = LastDay(replay.state.office.readings.choice(OpenReading.LAST_DAY))
            check_in_time(entry, last_day)
        case RecountBoardMet():
            _check_days(now, entry.met_on)
            _check_no_candidate(entry, election, replay)
        case RecountCertified():
            _check_days(now, entry.certified_on)
        case RecountWithdrawn():
            _check_days(now, entry.withdrawn_on)
        case LotDrawn():
            drawn = moment_of(entry.drawn_at)
            if drawn is not None:
                _check_days(now, drawn.astimezone(MONTANA_TIME).date().isoformat())
        case TieAppointed():
            _check_days(now, day_in_montana(entry.at).isoformat())
            _check_contest(entry.contest, election)
        case _:
            pass


def _check_days(now: datetime, *days: str) -> None:
    today = now.astimezone(MONTANA_TIME).date()
    for day in days:
        if is_day(day) and date.fromisoformat(day) > today:
            raise RefusedError(
                f"{day} has not come: today is {today} in Montana. Nothing was written. Enter it when it has happened, "
                "and look at this computer's clock."
            )


def _check_after(election: Election, canvass: str) -> None:
    if is_day(canvass) and date.fromisoformat(canvass) <= election.date:
        raise RefusedError(
            f"The canvass is said to be on {canvass}, and the election was on {election.date} (13-15-401(1)). Nothing "
            "was written. Say the day of the canvass."
        )


def _check_canvassed(entry: RecountFiled, election: Election, replay: "Replay") -> None:
    """Days after the canvass count from a report that the county's board adopted, where it declares the contest.

    What the state's board canvasses has that board's day, which no record of a county knows.
    """
    replay.load((CanvassOfCounty(),))
    adopted = [day_in_montana(one.at).isoformat() for _, one in replay.state.office.canvass.reports]
    states = isinstance(act_on(election.contest(entry.contest)), NotTheCountys)
    if adopted and not states and entry.canvassed_on not in adopted:
        days = ", ".join(dict.fromkeys(adopted))
        raise NotAllowed(
            f"the day on which the board adopted its report, {days} (13-15-404, 13-16-201)",
            f"a canvass of {entry.canvassed_on}",
            "Say the day of the report as the day of the canvass.",
        )


def _check_contest(contest: ContestId, election: Election) -> None:
    if election.find_contest(contest) is None:
        known = ", ".join(one.id for one in election.contests[:12])
        raise RefusedError(
            f"The election has no contest {contest!r}: {known}. Nothing was written. Name one by its id."
        )


def _check_no_candidate(entry: RecountBoardMet, election: Election, replay: "Replay") -> None:
    """Nobody sits on the board who is a candidate in what is recounted (13-16-101)."""
    kept = replay.state.recounts.recounts.get(entry.recount)
    contest = None if kept is None else election.find_contest(kept.filed.contest)
    if contest is None:
        return
    names = [one.name for one in contest.choices]
    names += [form for one in declared_in(contest, replay.state.declared) for form in (one.name, *one.forms)]
    for member in entry.members:
        for name in names:
            if f" {plain(member.name)} " in f" {plain(name)} ":
                raise NotAllowed(
                    f"three members who are no candidates for {contest.title} (13-16-101)",
                    f"{member.name}, who is one: {name}",
                    "A county officer sits in the place; name that one.",
                )


def check_opened_for_recount(entry: ContainerOpened, kept: KeptContainer, replay: "Replay") -> None:
    """Packages are opened for a recount of their precinct, before its own board (13-16-417). Raises NotAllowed."""
    recounts = [one for one in replay.state.recounts.recounts.values() if one.is_open]
    own = [one for one in recounts if set(one.filed.precincts) & set(kept.sealed.precincts)]
    where = ", ".join(kept.sealed.precincts)
    if not own:
        open_ = ", ".join(precinct for one in recounts for precinct in one.filed.precincts) or "none"
        raise NotAllowed(
            f"an open recount of precinct {where}; precincts to be recounted: {open_} (13-16-301, 13-16-417)",
            "none of it",
            "Leave it sealed; or enter the petition or the order first.",
        )
    if not any(_before(one, entry) for one in own):
        boards = "; ".join(", ".join(member.name for member in one.board.members) for one in own if one.board)
        raise NotAllowed(
            f"the members of its recount board there: {boards or 'it has not met yet'} (13-16-101, 13-16-417)",
            ", ".join(one.name for one in entry.present if one.office is CustodyOffice.RECOUNT_BOARD) or "none",
            "Enter the board first, and open it before its members.",
        )


def _before(recount: KeptRecount, entry: ContainerOpened) -> bool:
    there = {plain(one.name) for one in entry.present if one.office is CustodyOffice.RECOUNT_BOARD}
    return recount.board is not None and there == {plain(one.name) for one in recount.board.members}
