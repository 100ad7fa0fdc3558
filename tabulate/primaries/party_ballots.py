"""A primary's ballots against the electors who voted, in two columns: party ballots, and the others (13-10-311).

Each elector gets a set: one ballot of every party, and the nonpartisan ballot where that is a separate one. An elector
votes one party's ballot or none, so fewer party ballots than electors are no loss by themselves. What shows a loss are
the sets: of every party, ballots voted and ballots left unvoted are together as many as there were sets. The other
ballots are one for each elector. Nothing is added over the parties but paper.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tabulate.ballots_cast import Papers, sheets_by_style
from tabulate.board.primary.party_ballot_entries import PartyBallotsKept
from tabulate.board.reconciliation_entries import BallotsOf, DifferenceReported
from tabulate.editions.joined import first_ids
from tabulate.election import Election, PartyId, PrecinctId
from tabulate.primaries.parties import is_other_ballot, parties_in, party_of_style, styles_in

_SECTION = "13-10-311"


@dataclass(frozen=True, slots=True)
class PartyColumn:
    """The ballots of one party in one precinct."""

    party: PartyId
    name: str
    voted: int
    unvoted: int | None
    """Left unvoted and kept, never tabulated; None where nobody counted them."""
    sets: int | None
    """How many were handed out: one in each set; None where that is not entered, or the party has no ballot here."""

    @property
    def difference(self) -> int:
        """Ballots more than there were sets (or, negative, fewer); 0 where that is not known."""
        return 0 if self.unvoted is None or self.sets is None else self.voted + self.unvoted - self.sets


@dataclass(frozen=True, slots=True)
class ColumnDifference:
    """One difference of a precinct, and the judges' signed report that states exactly it."""

    of: BallotsOf
    ballots: int
    """In excess; negative where they are missing."""
    words: str
    """The sentence, without what to do."""
    reported: DifferenceReported | None


@dataclass(frozen=True, slots=True)
class PrimaryLine:
    """One precinct's ballots of a primary."""

    precinct: PrecinctId
    electors: int | None
    """Who voted, as entered."""
    parties: tuple[PartyColumn, ...]
    """In the definition's order; none where no party has a ballot here."""
    others: int | None
    """Separate nonpartisan ballots; None where no elector gets one."""
    untold: int
    """Sheets that were not read, and ballots counted by hand: of either column."""
    container: str
    """Where the unvoted ones are kept; empty where nobody entered them."""
    differences: tuple[ColumnDifference, ...]

    @property
    def voted(self) -> int:
        """Party ballots, of whichever party: paper, not votes."""
        return sum(one.voted for one in self.parties)

    @property
    def unvoted(self) -> int | None:
        """Party ballots that were left unvoted; None where nobody counted them."""
        counted = [one.unvoted for one in self.parties if one.sets is not None]
        return None if None in counted or not counted else sum(one for one in counted if one is not None)

    @property
    def issued(self) -> int | None:
        """Party ballots handed out; None where the sets are not entered."""
        sets = [one.sets for one in self.parties if one.sets is not None]
        return sum(sets) if sets else None

    @property
    def voted_none(self) -> int | None:
        """Electors who voted no party's ballot, or whose ballot is missing; None where that cannot be told."""
        if self.electors is None or self.others is None:
            return None
        return max(0, self.electors - self.voted - self.untold)

    @property
    def to_count(self) -> bool:
        """Whether only the unvoted ballots can tell that none is missing, and nobody entered them."""
        return bool(self.voted_none) and (self.unvoted is None or self.issued is None)

    @property
    def lacks_others(self) -> bool:
        """Whether the ballots of no party are more, or fewer, than the electors."""
        return any(one.of is BallotsOf.OTHERS for one in self.differences)

    @property
    def unexplained(self) -> tuple[ColumnDifference, ...]:
        """The differences that no signed report states."""
        return tuple(one for one in self.differences if one.reported is None)


@dataclass(frozen=True, slots=True)
class PrecinctPapers:
    """What is known of one precinct's paper."""

    precinct: PrecinctId
    electors: int | None
    papers: Papers
    by_hand: int
    kept: PartyBallotsKept | None
    reports: tuple[DifferenceReported, ...]
    """Of the precinct, in order."""


def primary_line(election: Election, found: PrecinctPapers) -> PrimaryLine:
    """One precinct's columns and their differences."""
    ballots = _by_style(election, found.papers)
    parties = tuple(_columns(election, found, ballots))
    separate = any(is_other_ballot(election, style) for style in styles_in(election, found.precinct))
    others = ballots[None] if separate else None
    untold = found.by_hand + sum(count for paper, count in found.papers.items() if paper.card is None)
    container = "" if found.kept is None else found.kept.container
    line = PrimaryLine(found.precinct, found.electors, parties, others, untold, container, ())
    differing = tuple(_differences(line))
    differences = tuple(_reported(one, found.reports, alone=len(differing) == 1) for one in differing)
    return PrimaryLine(found.precinct, found.electors, parties, others, untold, container, differences)


def _by_style(election: Election, papers: Papers) -> Mapping[PartyId | None, int]:
    """Ballots by party, None for the separate nonpartisan ones; those of another section are beside a ballot."""
    party: dict[str, PartyId | None] = {}
    for style, first in first_ids(election).items():
        own = election.ballot_style(style)
        if is_other_ballot(election, own) or (party_of_style(election, own) and own.separate_by is None):
            party[first] = party_of_style(election, own)
    found: Counter[PartyId | None] = Counter()
    for one in sheets_by_style(election, papers):
        if one.style in party:
            found[party[one.style]] += one.ballots
    return found


def _columns(election: Election, found: PrecinctPapers, ballots: Mapping[PartyId | None, int]) -> Iterator[PartyColumn]:
    names = {party.id: party.name for party in election.parties}
    there = parties_in(election, found.precinct)
    strange = (party for party in names if ballots.get(party) and party not in there)
    unvoted = {} if found.kept is None else {one.party: one.ballots for one in found.kept.unvoted}
    sets = None if found.kept is None else found.kept.sets
    for party in (*there, *strange):
        own = party in there
        yield PartyColumn(
            party, names[party], ballots.get(party, 0), unvoted.get(party) if own else None, sets if own else None
        )


def _differences(line: PrimaryLine) -> Iterator[ColumnDifference]:
    electors = line.electors
    if electors is not None and line.others is not None:
        lacking = min(0, line.others + line.untold - electors) or max(0, line.others - electors)
        if lacking:
            what = f"{electors:,} electors voted, {line.others:,} ballots of no party"
            yield ColumnDifference(BallotsOf.OTHERS, lacking, _words(what, lacking), None)
    if electors is not None and line.others is not None and line.voted > electors:
        over = line.voted - electors
        what = f"{electors:,} electors voted, {line.voted:,} party ballots"
        yield ColumnDifference(BallotsOf.PARTIES, over, _words(what, over), None)
    if line.issued is not None and line.unvoted is not None:
        over = line.voted + line.unvoted - line.issued
        lacking = min(0, over + line.untold) or max(0, over)
        each = [one for one in line.parties if one.difference]
        if lacking or (each and not line.untold):
            what = (
                f"{line.issued:,} party ballots handed out, {line.voted:,} voted and {line.unvoted:,} unvoted"
                f"{_each(each)}"
            )
            yield ColumnDifference(BallotsOf.SETS, lacking, _words(what, lacking), None)


def _each(parties: Iterable[PartyColumn]) -> str:
    """By party, where one lacks what another has too many of."""
    said = "; ".join(f"{one.name} {one.difference:+,}" for one in parties)
    return f" ({said})" if said else ""


def _words(what: str, difference: int) -> str:
    if not difference:
        return f"{what}: no party has as many as there were sets"
    return f"{what}: {abs(difference):,} {'in excess' if difference > 0 else 'missing'}"


def _reported(one: ColumnDifference, reports: Iterable[DifferenceReported], *, alone: bool) -> ColumnDifference:
    """With the last report of that column, where it states exactly this difference.

    A report of all the precinct's ballots is of the column that differs `alone`; of two it would explain each once.
    """
    own = [report for report in reports if report.of is one.of or (alone and report.of is None)]
    if not own:
        return one
    states = own[-1].states(one.ballots)
    return ColumnDifference(one.of, one.ballots, one.words, own[-1] if states else None)


def primary_differences(lines: Iterable[PrimaryLine]) -> Iterator[str]:
    """A sentence for each column that differs and that no signed report explains."""
    for line in lines:
        for one in line.unexplained:
            yield (
                f"Precinct {line.precinct}: {one.words} ({_SECTION}). Find out why; scan what is missing, count the "
                f"unvoted ballots again, or enter the judges' signed report of {one.of} (13-15-201(3))."
            )


def primary_unfinished(lines: Iterable[PrimaryLine]) -> Iterator[str]:
    """A sentence for each precinct in which only the unvoted ballots tell whether a party ballot is missing."""
    for line in lines:
        if line.to_count:
            yield (
                f"Precinct {line.precinct}: {line.electors:,} electors voted, {line.voted:,} party ballots. Whether "
                f"the others ({line.voted_none:,}) voted none is told by the unvoted ballots: enter how many sets were "
                f"handed out, and how many ballots of each party lie unvoted ({_SECTION})."
            )
