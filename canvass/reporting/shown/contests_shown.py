"""A contest's figures as people read them: parties, shares of the votes, and who leads."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from canvass.reporting.shown.short_titles import short_titles
from tabulate.board.office.candidates_died import with_deaths
from tabulate.election import Choice, Contest, ContestId, Election
from tabulate.offices import BondElection
from tabulate.recounts.joined_tickets import joined_tickets
from tabulate.recounts.rights import PositionTotals, RecountLine, VotesFor, line_of
from tabulate.totals.results import ChoiceTotal, ContestTotals

PENDING = "Write-ins, pending the board"


class Lead(StrEnum):
    """How a choice stands among the others. Nobody is elected or nominated before that is declared (13-15-405)."""

    LEADS = "leads"
    TIED = "tied"
    """Equal to another one where one of the two would lose (13-16-203)."""
    NONE = ""


@dataclass(frozen=True, slots=True)
class ChoiceShown:
    """One line: a printed choice, a person who was written in, or all who are written in and not yet named."""

    name: str
    party: str
    """The parties that it is printed with, by name; empty where there is none."""
    write_in: bool
    votes: int
    share: str
    """Of the votes of the contest, as in `41.3%`; empty where there are none."""
    lead: Lead

    @property
    def called(self) -> str:
        """The name, a person who was written in said to be one (13-15-404(2))."""
        return f"{self.name} (write-in)" if self.write_in and self.name != PENDING else self.name


@dataclass(frozen=True, slots=True)
class ContestAsShown:
    """A contest in the county, or in one row of it."""

    totals: ContestTotals
    short: str
    """The title, or as much as names it."""
    notes: tuple[str, ...]
    """In sentences: for whom a ticket's votes count of which one died (13-15-106(2), (3)), what a bond takes."""
    party: str
    """Of a primary, whose ballot it is on; else empty."""
    seats: str
    """For how many an elector may vote and how many are nominated, where that is not one; else empty."""
    choices: tuple[ChoiceShown, ...]

    @property
    def contest(self) -> ContestId:
        """Its id."""
        return self.totals.contest

    @property
    def is_shortened(self) -> bool:
        """Whether the whole title says more."""
        return len(self.short) < len(self.totals.title)

    @property
    def anchor(self) -> str:
        """Where the page has it: no id of a definition is trusted to be one of a page."""
        return f"contest-{self.totals.contest.encode().hex()}"


def contests_shown(
    election: Election, contests: Iterable[ContestTotals], *, leads: bool = True
) -> tuple[ContestAsShown, ...]:
    """Contests in order. Who leads is said of whole counties alone: without it, of `leads` false."""
    short = short_titles(election.contests)
    return tuple(_contest(election, one, short[one.contest], leads) for one in contests)


def share_of(votes: int, whole: int) -> str:
    """A share in percent, halves of the last figure rounded up; empty of nothing."""
    if whole <= 0:
        return ""
    tenths = (2_000 * votes + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"


def seats_words(contest: Contest) -> str:
    """`vote for 2`, `2 are nominated`; empty where it is one of each."""
    purpose = contest.purpose
    each = purpose.votes_per_elector or contest.seats
    said = [f"vote for {each}"] if each > 1 else []
    if purpose.nominated is not None and purpose.nominated != each:
        said.append(f"{purpose.nominated} {'is' if purpose.nominated == 1 else 'are'} nominated")
    return ", ".join(said)


def _contest(election: Election, totals: ContestTotals, short: str, leads: bool) -> ContestAsShown:
    contest = _with_deaths(election.contest(totals.contest), totals)
    line = line_of(_position(contest, totals)) if leads else None
    party = next((one.name for one in election.parties if one.id == contest.purpose.party), "")
    choices = tuple(_choices(election, contest, totals, line))
    return ContestAsShown(totals, short, _notes(contest, totals), party, seats_words(contest), choices)


def _notes(contest: Contest, totals: ContestTotals) -> tuple[str, ...]:
    joined = joined_tickets(contest, {one.choice: one.votes for one in totals.choices})
    return joined if contest.purpose.school_bond is not BondElection.ALONE else (*joined, _BY_TURNOUT)


_BY_TURNOUT = "Whether it passes depends on how many qualified electors voted (20-9-428)."


def _with_deaths(contest: Contest, totals: ContestTotals) -> Contest:
    """As the totals have them."""
    deaths = {one.choice: one.death for one in totals.choices}
    return with_deaths(contest, lambda choice: deaths.get(choice.id))


def _choices(
    election: Election, contest: Contest, totals: ContestTotals, line: RecountLine | None
) -> Iterator[ChoiceShown]:
    whole = totals.votes
    for write_in, each in ((False, totals.choices), (True, totals.write_ins)):
        for one in each:
            party = "" if write_in else _party(election, contest.choice(one.choice))
            name = one.name if write_in else one.label
            yield ChoiceShown(name, party, write_in, one.votes, share_of(one.votes, whole), _lead(one, line))
    if totals.write_ins_allowed or totals.write_ins_pending:
        pending = totals.write_ins_pending
        yield ChoiceShown(PENDING, "", True, pending, share_of(pending, whole), Lead.NONE)


def _party(election: Election, choice: Choice | None) -> str:
    return "" if choice is None else " / ".join(election.party_names(choice))


def _position(contest: Contest, totals: ContestTotals) -> PositionTotals:
    named: Sequence[ChoiceTotal] = (*totals.choices, *totals.write_ins)
    votes = tuple(VotesFor(str(one.choice), one.name, one.votes) for one in named)
    return PositionTotals(contest, votes, totals.write_ins_pending)


def _lead(one: ChoiceTotal, line: RecountLine | None) -> Lead:
    """Nobody without a vote leads, and a tie of nothing is none."""
    if line is None or not one.votes:
        return Lead.NONE
    key = str(one.choice)
    if any(key == tied.choice for tied in line.tied):
        return Lead.TIED
    return Lead.LEADS if any(key == winner.choice for winner in line.winners) else Lead.NONE
