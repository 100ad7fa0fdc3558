"""What a tally sheet says: its figures, the calls they come from, and what no honest sheet can say (13-17-506(2)).

Write-ins have two kinds of rows. "Write-in ovals marked" is what a machine can see, and is compared with it. Below it,
by person, stand the valid write-in votes: an oval marked and a designation filed (13-15-206(5)). Only these go into the
canvass.
"""

from collections import Counter
from dataclasses import dataclass

from audit.audit_json import later
from audit.contests import WRITE_INS, AuditContest
from audit.coverage import ChoiceVotes
from audit.errors import Refused
from tabulate.election import ChoiceId

_RULE = "13-17-506(2)(a)"


@later("write_ins")
@dataclass(frozen=True, slots=True)
class Figures:
    """What a sheet says. For a contest of k seats: votes + undervotes + overvotes = k x ballots."""

    ballots: int
    votes: tuple[ChoiceVotes, ...]
    """One for every choice of the contest, in its order, zeros too."""
    undervotes: int
    overvotes: int
    """In votes: a ballot overvoted in a contest of k seats has k of them."""
    write_ins: tuple[ChoiceVotes, ...] = ()
    """Valid write-in votes of each person, in the order of the unit's rows, zeros too: among the ovals marked."""

    @property
    def ovals(self) -> int:
        """Write-in ovals marked."""
        return sum(one.votes for one in self.votes if one.choice == WRITE_INS)


@later("people")
@dataclass(frozen=True, slots=True)
class Call:
    """One ballot as the reader called it: the choices voted for, or an overvote."""

    choices: tuple[ChoiceId, ...]
    overvoted: bool = False
    people: tuple[ChoiceId, ...] = ()
    """Whose valid write-in votes are among the write-in ovals called."""


@dataclass(frozen=True, slots=True)
class TallyRows:
    """What the sheets of a unit have rows for."""

    contest: AuditContest
    people: tuple[ChoiceId, ...] = ()
    """Those whose valid write-in votes are counted by person."""


def check_arithmetic(figures: Figures, rows: TallyRows) -> None:
    """Refuse figures no honest sheet can have."""
    contest = rows.contest
    if tuple(one.choice for one in figures.votes) != tuple(choice.id for choice in contest.choices):
        raise Refused(_RULE, f"The sheet does not have a row for every choice of {contest.title}.", "Fill every row.")
    counted = (figures.ballots, *(one.votes for one in figures.votes), figures.undervotes, figures.overvotes)
    if min(*counted, *(one.votes for one in figures.write_ins)) < 0:
        raise Refused(_RULE, "A figure is less than zero.", "Enter what was counted.")
    found_votes = sum(counted) - figures.ballots
    if found_votes != contest.seats * figures.ballots:
        raise Refused(
            _RULE,
            f"Votes, undervotes and overvotes make {found_votes:,}; {figures.ballots:,} ballots of "
            f"{contest.seats} each make {contest.seats * figures.ballots:,}.",
            "Look for the row that is wrong, or count again.",
        )
    _check_no_more_than_ballots(figures, contest)
    _check_write_ins(figures, rows)


def _check_no_more_than_ballots(figures: Figures, contest: AuditContest) -> None:
    """Nobody has two votes of one ballot (13-17-103(1)(b)); of write-in ovals a ballot has as many as seats."""
    several = {WRITE_INS: contest.seats}
    if any(one.votes > figures.ballots * several.get(one.choice, 1) for one in (*figures.votes, *figures.write_ins)):
        raise Refused(_RULE, "A choice has more votes than there are ballots.", "Look for the row that is wrong.")


def _check_write_ins(figures: Figures, rows: TallyRows) -> None:
    if tuple(one.choice for one in figures.write_ins) != rows.people:
        found = f"The sheet does not have a row of valid write-in votes for each person of {rows.contest.title}."
        raise Refused(_RULE, found, f"Its rows are: {', '.join(rows.people) or 'none'}.")
    valid = sum(one.votes for one in figures.write_ins)
    if valid > figures.ovals:
        raise Refused(
            "13-15-206(5)",
            f"The sheet has {valid:,} valid write-in votes and {figures.ovals:,} write-in ovals marked.",
            "A write-in vote is valid only where its oval is marked. Count the ovals, then those that are valid.",
        )


def figures_of_calls(calls: tuple[Call, ...], rows: TallyRows) -> Figures:
    """What running marks add up to. Raises Refused for a call the contest does not allow."""
    contest = rows.contest
    votes: Counter[ChoiceId] = Counter()
    people: Counter[ChoiceId] = Counter()
    undervotes = overvotes = 0
    for call in calls:
        check_call(call, rows)
        votes.update(call.choices)
        people.update(call.people)
        overvotes += contest.seats * call.overvoted
        undervotes += 0 if call.overvoted else contest.seats - len(call.choices)
    counted = tuple(ChoiceVotes(choice.id, votes[choice.id]) for choice in contest.choices)
    valid = tuple(ChoiceVotes(person, people[person]) for person in rows.people)
    return Figures(len(calls), counted, undervotes, overvotes, valid)


def check_call(call: Call, rows: TallyRows) -> None:
    """Refuse a call that fits no ballot of the contest."""
    contest = rows.contest
    known = {choice.id for choice in contest.choices}
    # Several write-in votes of one ballot fall into one row, so a choice may be called more than once there only.
    printed = [choice for choice in call.choices if choice in {one.id for one in contest.printed}]
    fits = set(call.choices) <= known and len(set(printed)) == len(printed) and len(call.choices) <= contest.seats
    valid = set(call.people) <= set(rows.people) and len(set(call.people)) == len(call.people)
    if not fits or not valid or (call.overvoted and call.choices) or len(call.people) > call.choices.count(WRITE_INS):
        said = ", ".join((*call.choices, *call.people))
        raise Refused(_RULE, f"The call {said} fits no ballot of {contest.title}.", "Mark it again.")
