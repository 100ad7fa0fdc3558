"""What the election and its hour allow people to enter, beyond the boards' own rules in `tabulate.board.state`."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from canvass.deciding.early_hours import check_early_decision, check_early_sheet, check_hand_count_hour, check_signed
from canvass.deciding.held_to_register import check_watcher
from canvass.deciding.known_precincts import check_precincts
from canvass.deciding.late_write_ins import check_ground
from canvass.deciding.who_may_sit import check_board
from canvass.errors import RefusedError
from canvass.people_register.people import PeopleRegister
from tabulate.board.boards import BoardAppointed
from tabulate.board.by_hand.counting_by_hand import contests_in
from tabulate.board.by_hand.hand_counts import BallotSetAside, HandCountOpened, SetAsideDecided, TallySheetEntered
from tabulate.board.checking import check_decision, check_set_aside
from tabulate.board.decisions import FoldedDecided, FoldedTogether, JudgeDecided, SetAsked
from tabulate.board.office.early_count import AffirmationSigned
from tabulate.board.office.electors_voting import ElectorsVoting
from tabulate.board.polls import PollsClosed, WriteInDeclared
from tabulate.board.reconciliation_entries import BallotsExpected
from tabulate.board.state import BoardEntry
from tabulate.board.write_ins import ovals_of, plain
from tabulate.election import ContestId, Election
from tabulate.precinct_parts import parts_of
from tabulate.primaries.parties import party_of_style

if TYPE_CHECKING:
    from canvass.record.work.replay import Replay


def check_entry(
    entry: BoardEntry,
    election: Election,
    replay: "Replay",
    now: datetime,
    people: Callable[[], PeopleRegister | None],
) -> None:
    """Check what the boards' state cannot, since it knows no election. Raises RefusedError or NotAllowed.

    `people` reads the register of people that the record took.
    """
    match entry:
        case JudgeDecided():
            check_early_decision(entry, election, replay, now)
            ovals = ovals_of(replay.reading(entry.name), election)
            ballot, rules = replay.state.ballot(entry.name), replay.state.rules
            check_decision(election, replay.state.declared, ballot, entry, ovals, rules)
        case FoldedTogether() if entry.why is SetAsked.TWO_PARTIES:
            _check_of_parties(entry, election, replay)
        case FoldedDecided():
            check_early_decision(entry, election, replay, now)
        case BoardAppointed():
            check_board(entry, election, now)
        case WriteInDeclared():
            _check_write_in(entry, election, replay, now)
        case PollsClosed():
            _check_hour(election, now)
        case AffirmationSigned():
            check_signed(entry, now)
            check_watcher(entry.account, people(), election)
        case HandCountOpened():
            check_hand_count_hour(election, now)
            check_precincts((entry.precinct,), election)
        case TallySheetEntered():
            check_early_sheet(entry.count, election, replay, now)
            _check_tally_sheet(entry, election, replay)
        case BallotSetAside():
            check_early_sheet(entry.count, election, replay, now)
            _check_contests(entry.count, entry.contests, election, replay)
        case SetAsideDecided():
            check_early_sheet(entry.count, election, replay, now)
            check_set_aside(election, replay.state.declared, entry)
        case BallotsExpected() if entry.batch is not None:
            replay.batch(entry.batch)
        case ElectorsVoting():
            _check_part(entry, election)
        case _:
            pass


def _check_write_in(entry: WriteInDeclared, election: Election, replay: "Replay", now: datetime) -> None:
    contest = election.find_contest(entry.contest)
    taken = {choice.id for choice in contest.choices} if contest else set()
    taken |= {one.id for one in contest.declared_write_ins} if contest else set()
    if contest is None or not contest.write_ins or entry.person in taken or not plain(entry.name):
        raise RefusedError(
            f"{entry.name!r} cannot be entered in contest {entry.contest!r}: expected a contest with write-in "
            "lines, and a person who is not in it yet. Nothing was written. Look at both."
        )
    check_ground(entry, contest, election, replay.state.declared, now)


def _check_part(entry: ElectorsVoting, election: Election) -> None:
    if parts_of(election).find(entry.part) is None:
        raise RefusedError(
            f"The election has no precinct part {entry.part!r}. Nothing was written. Choose one, or a precinct "
            "that is one part (13-15-404(1)(a))."
        )


def _check_of_parties(entry: FoldedTogether, election: Election, replay: "Replay") -> None:
    ballots = (replay.state.ballot(name).votes for name in entry.sheets)
    styles = (election.ballot_style(votes.ballot_style) for votes in ballots if votes is not None)
    parties = [party_of_style(election, style) for style in styles]
    if None in parties or len({*parties}) < len(entry.sheets):
        raise RefusedError(
            "Party ballots that one elector voted are of different parties, each read by the machine (13-10-301(2)). "
            "Nothing was written. Name one ballot of each party."
        )


def _check_hour(election: Election, now: datetime) -> None:
    if now < election.polls_close:
        raise RefusedError(
            f"The polls close at {election.polls_close:%H:%M on %d %B %Y}, which has not come (13-1-106). Nothing was "
            "written. Close them then."
        )


def _check_contests(count: str, contests: Iterable[ContestId], election: Election, replay: "Replay") -> None:
    if (known := replay.state.hand_counts.get(count)) is None:
        return  # The boards' own rules refuse it.
    carried = {one.id for one in contests_in(election, known.opened.precinct)}
    if strange := [contest for contest in contests if contest not in carried]:
        raise RefusedError(
            f"No ballot of this hand count carries contest {strange[0]!r}. Nothing was written. Choose its contests."
        )


def _check_tally_sheet(entry: TallySheetEntered, election: Election, replay: "Replay") -> None:
    contest = election.find_contest(entry.contest)
    if contest is None:
        raise RefusedError(f"The election has no contest {entry.contest!r}. Nothing was written. Choose one.")
    _check_contests(entry.count, (contest.id,), election, replay)
    people: set[str] = {choice.id for choice in contest.choices} | {one.id for one in contest.declared_write_ins}
    people |= {one.person for one in replay.state.declared if one.contest == contest.id}
    strangers = sorted(figure.choice for figure in entry.figures if figure.choice not in people)
    if strangers:
        raise RefusedError(
            f"{strangers[0]!r} is neither printed in {contest.title} nor declared for it. Nothing was written. "
            "Leave out who has no vote (13-15-206(5)(a))."
        )
    votes = sum(figure.votes for figure in entry.figures)
    if votes + entry.undervotes + entry.overvotes != contest.seats * entry.ballots:
        raise RefusedError(
            f"The tally sheet of {contest.title} does not add up: {votes} votes, {entry.undervotes} undervotes and "
            f"{entry.overvotes} overvoted on {entry.ballots} ballots with {contest.seats} to vote for. Nothing was "
            "written. Count again."
        )
