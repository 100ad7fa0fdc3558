"""What the report of the county canvass says of votes: by precinct and part, portion of a district, and county.

The figures of a precinct are those that count (13-17-507(1), 13-16-418). Where a precinct lies in several parts, what a
count by hand changed there, of the audit or a recount, is not told by part, and stands in a row of its own: the parts
and it make the precinct (13-15-404(1)(d)). Everybody who has a vote stands by name, people written in as such
(13-15-404(2)).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tabulate.county_canvass.return_rows import ReturnContest, RowKind
from tabulate.election import ChoiceId, Contest, ContestId, Election
from tabulate.precinct_parts import PartsOfElection, parts_of
from tabulate.precincts import DistrictId, DistrictKind, PartId, Precinct
from tabulate.totals.electors import together
from tabulate.totals.part_totals import DistrictPortion, PartTotals, TotalsByPart
from tabulate.totals.results import ContestTotals

_UNREAD = RowKind.UNREAD_WRITE_INS.value
RowKey = ChoiceId | str
"""A choice's or a person's id, or the words of a row without one."""
_Figures = tuple[int | None, ...]
"""Of each choice in order, then undervotes and overvotes."""


class PlaceKind(StrEnum):
    """What a row of the report is of."""

    PART = "precinct part"
    NOT_BY_PART = "count by hand, not told by part"
    PRECINCT = "precinct"
    DISTRICT = "district"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class CanvassedChoice:
    """Somebody who was voted for, or an answer to an issue."""

    key: RowKey
    name: str
    write_in: bool


@dataclass(frozen=True, slots=True)
class PlaceVotes:
    """One row: the votes of a contest in a place."""

    kind: PlaceKind
    place: str
    """An id; of the county its name."""
    name: str
    electors: int | None
    """Electors voting there who had the contest on their ballots; None where that is not entered or not told."""
    votes: tuple[int | None, ...]
    """In the order of the contest's choices; None where no definitive figure is told."""
    undervotes: int | None
    overvotes: int | None
    remark: str = ""
    """By which count, or what is not in it."""

    @property
    def figures(self) -> tuple[int | None, ...]:
        """All of them, in order."""
        return (*self.votes, self.undervotes, self.overvotes)


@dataclass(frozen=True, slots=True)
class CanvassedContest:
    """A contest as it was canvassed."""

    contest: Contest
    party: str
    choices: tuple[CanvassedChoice, ...]
    places: tuple[PlaceVotes, ...]
    """By precinct, its parts before it; then by portion of a district."""
    county: PlaceVotes
    by_precinct: tuple[tuple[Precinct, ReturnContest], ...]
    """The same by source, as the returns have it."""

    @property
    def told(self) -> bool:
        """Whether every choice has a figure in the county."""
        return None not in self.county.votes


@dataclass(frozen=True, slots=True)
class CountedPrecinct:
    """What a precinct brings into the canvass."""

    precinct: Precinct
    electors: int | None
    not_opened: bool
    """Whether its polls were certified not to have been open (13-15-402(3))."""
    contests: tuple[ReturnContest, ...]


def canvassed(
    election: Election, counted: Sequence[CountedPrecinct], by_part: TotalsByPart, electors: Mapping[PartId, int]
) -> tuple[CanvassedContest, ...]:
    """Every contest as the report has it, in the definition's order."""
    work = _Canvass(election, parts_of(election), counted, by_part, electors)
    return tuple(map(work.contest, election.contests))


def whole_precincts(election: Election) -> tuple[tuple[DistrictId, tuple[Precinct, ...]], ...]:
    """Districts that are voted on, with the precincts that may lie in them in part and are not given in parts.

    A report by whole precincts cannot give the votes of the portion (13-15-404(1)(a)).
    """
    parts, voted_on = parts_of(election), {one.district for one in election.contests}
    found: list[tuple[DistrictId, tuple[Precinct, ...]]] = []
    for district in election.districts:
        untold = {part.precinct for part in parts.parts if parts.lies_in(part, district.id) is None}
        if untold and district.id in voted_on:
            found.append((district.id, tuple(one for one in election.precincts if one.id in untold)))
    return tuple(found)


_Returned = tuple[CountedPrecinct, ReturnContest]


@dataclass(frozen=True, slots=True)
class _Canvass:
    election: Election
    parts: PartsOfElection
    counted: Sequence[CountedPrecinct]
    by_part: TotalsByPart
    electors: Mapping[PartId, int]

    def contest(self, contest: Contest) -> CanvassedContest:
        returned = [(one, own) for one in self.counted for own in one.contests if own.contest == contest.id]
        choices = _choices(contest, (own for _, own in returned))
        wholes = [self._precinct(one, own, choices) for one, own in returned]
        rows = [
            row
            for (one, _), whole in zip(returned, wholes, strict=True)
            for row in self._rows(one, contest, whole, choices)
        ]
        return CanvassedContest(
            contest=contest,
            party=next((own.party for _, own in returned if own.party), ""),
            choices=choices,
            places=(*rows, *self._districts(contest, returned, choices)),
            county=_county(wholes, choices, self.election.county),
            by_precinct=tuple((one.precinct, own) for one, own in returned),
        )

    def _precinct(self, one: CountedPrecinct, own: ReturnContest, choices: Sequence[CanvassedChoice]) -> PlaceVotes:
        found = {row.choice or row.kind.value: row.counts for row in own.rows}
        voting = self.parts.voting_on(self.parts.whole(one.precinct.id), own.contest)
        every = len(voting.parts) == len(self.parts.of_precinct(one.precinct.id))
        electors = one.electors if every else together(self.electors, voting.parts)
        return PlaceVotes(
            PlaceKind.PRECINCT if every else PlaceKind.PART,
            str(one.precinct.id) if every else " + ".join(voting.parts),
            one.precinct.name if every else self.parts.name_of(voting),
            0 if one.not_opened and electors is None else electors,
            tuple(found.get(choice.key, 0) for choice in choices),
            own.no_vote(RowKind.UNDERVOTES),
            own.no_vote(RowKind.OVERVOTES),
            "polls not open (13-15-402(3))" if one.not_opened else own.by_which,
        )

    def _rows(
        self, one: CountedPrecinct, contest: Contest, whole: PlaceVotes, choices: Sequence[CanvassedChoice]
    ) -> Iterator[PlaceVotes]:
        """The parts of a precinct, where its electors of several vote on the contest, and then the precinct."""
        own = [part for part in self.by_part.parts if part.union.precinct == one.precinct.id]
        voting = [_part(part, contest.id, choices) for part in own if self._stands_alone(part, contest.id, own)]
        if len(voting) > 1:
            whole = replace(whole, kind=PlaceKind.PRECINCT, place=str(one.precinct.id), name=one.precinct.name)
            yield from voting
            yield from _not_by_part(whole, voting)
        yield whole

    def _stands_alone(self, part: PartTotals, contest: ContestId, others: Sequence[PartTotals]) -> bool:
        """Whether a part has a row: with votes, or where its electors have none, and no ballots that may be theirs."""
        if _totals_in(part.contests, contest) is not None:
            return True
        (first, *more), counted = part.union.parts, (one for one in others if _totals_in(one.contests, contest))
        told = not any(first in one.union.parts for one in counted)
        return told and not more and contest in self.parts.contests_of(first)

    def _districts(
        self, contest: Contest, returned: Sequence[_Returned], choices: Sequence[CanvassedChoice]
    ) -> Iterator[PlaceVotes]:
        """The district that votes on it, a municipality too; and every house district that does (13-15-506(1)(a))."""
        for portion in self.by_part.portions:
            totals = _totals_in(portion.contests, contest.id)
            house = self.parts.kind_of(portion.district) is DistrictKind.HOUSE
            if portion.district == contest.district or (house and totals is not None):
                yield self._portion(portion, contest, returned, choices)

    def _portion(
        self,
        portion: DistrictPortion,
        contest: Contest,
        returned: Sequence[_Returned],
        choices: Sequence[CanvassedChoice],
    ) -> PlaceVotes:
        """As it was counted there, with what a count by hand changed in precincts that lie in it."""
        inside = [(one, own, self._inside(one, contest, portion.district)) for one, own in returned if own.changed]
        untold = [one.precinct.name for one, _, lies in inside if lies is None]
        remarks = [f"without what a count by hand changed in {', '.join(untold)}, not told by part"] if untold else []
        if apart := [part.name for part in portion.not_told if _totals_in(part.contests, contest.id)]:
            remarks.append(f"without ballots of {', '.join(apart)} that are not told by part")
        counted = _figures_of(_totals_in(portion.contests, contest.id), choices)
        changes = [own.changes([one.key for one in choices]) for _, own, lies in inside if lies]
        *votes, under, over = _summed([counted, *changes])
        return PlaceVotes(
            kind=PlaceKind.DISTRICT,
            place=str(portion.district),
            name=portion.name,
            electors=portion.electors,
            votes=tuple(votes),
            undervotes=under,
            overvotes=over,
            remark="; ".join(remarks),
        )

    def _inside(self, one: CountedPrecinct, contest: Contest, district: DistrictId) -> bool | None:
        """Whether a precinct's votes on a contest are from a district; None where only some of them may be."""
        if contest.district == district:
            return True
        voting = self.parts.voting_on(self.parts.whole(one.precinct.id), contest.id).parts
        own = (part for part in self.parts.of_precinct(one.precinct.id) if part.id in voting)
        found = {self.parts.lies_in(part, district) for part in own}
        return found.pop() if len(found) == 1 else None


def _choices(contest: Contest, returned: Iterable[ReturnContest]) -> tuple[CanvassedChoice, ...]:
    """As printed, then everybody written in, then what the board has not read."""
    found = {one.id: CanvassedChoice(one.id, one.name, write_in=False) for one in contest.choices}
    rows = [row for own in returned for row in own.rows]
    found |= {
        row.choice: CanvassedChoice(row.choice, row.name, False)
        for row in rows
        if row.kind is RowKind.CHOICE and row.choice
    }
    people = {row.choice: row.name for row in rows if row.kind is RowKind.WRITE_IN and row.choice is not None}
    written = [CanvassedChoice(person, name, write_in=True) for person, name in people.items()]
    unread = (
        [CanvassedChoice(_UNREAD, _UNREAD, True)] if any(row.kind is RowKind.UNREAD_WRITE_INS for row in rows) else []
    )
    return (*found.values(), *written, *unread)


def _totals_in(contests: Iterable[ContestTotals], contest: ContestId) -> ContestTotals | None:
    return next((one for one in contests if one.contest == contest), None)


def _figures_of(totals: ContestTotals | None, choices: Sequence[CanvassedChoice]) -> _Figures:
    if totals is None:
        return (0,) * (len(choices) + 2)
    votes: dict[RowKey, int] = {one.choice: one.votes for one in (*totals.choices, *totals.write_ins)}
    votes[_UNREAD] = totals.write_ins_pending
    return (*(votes.get(choice.key, 0) for choice in choices), totals.undervotes, totals.overvotes)


def _part(part: PartTotals, contest: ContestId, choices: Sequence[CanvassedChoice]) -> PlaceVotes:
    *votes, under, over = _figures_of(_totals_in(part.contests, contest), choices)
    place = " + ".join(part.union.parts)
    return PlaceVotes(PlaceKind.PART, place, part.name, part.electors, tuple(votes), under, over)


def _not_by_part(whole: PlaceVotes, parts: Sequence[PlaceVotes]) -> Iterator[PlaceVotes]:
    """What the parts lack of their precinct: the change by an audit or a recount, which was of the whole precinct."""
    added = _summed([part.figures for part in parts])
    *votes, under, over = [
        None if all_ is None else all_ - (own or 0) for all_, own in zip(whole.figures, added, strict=True)
    ]
    if any((*votes, under, over)) or None in votes:
        name = f"{whole.name}: changed by a count by hand (13-17-507(1), 13-16-418)"
        yield PlaceVotes(PlaceKind.NOT_BY_PART, whole.place, name, None, tuple(votes), under, over, "not told by part")


def _county(rows: Sequence[PlaceVotes], choices: Sequence[CanvassedChoice], name: str) -> PlaceVotes:
    *votes, under, over = _summed([(0,) * (len(choices) + 2), *(row.figures for row in rows)])
    electors = [row.electors for row in rows]
    every = None if None in electors else sum(one or 0 for one in electors)
    return PlaceVotes(PlaceKind.COUNTY, name, name, every, tuple(votes), under, over)


def _summed(rows: Sequence[_Figures]) -> _Figures:
    """Column by column; None where one of them is."""
    return tuple(None if None in column else sum(one or 0 for one in column) for column in zip(*rows, strict=True))
