"""The sites of counties as one of the state: those of several counties are added up."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from canvass.announcing.figure_changes import falls_between
from canvass.announcing.snapshot import (
    FORMAT,
    ChoicePublished,
    ContestPublished,
    PlacePublished,
    RowPublished,
    Snapshot,
    SnapshotSaid,
    SnapshotStatus,
)
from canvass.errors import RefusedError

STATE = "Montana"


@dataclass(frozen=True, slots=True)
class _Part:
    """A contest of one county."""

    county: Snapshot
    contest: ContestPublished


def combined(counties: Sequence[Snapshot], last: Snapshot | None, said: SnapshotSaid) -> Snapshot:
    """One snapshot of the newest ones of several counties. Raises RefusedError where they cannot stand together."""
    _check_together(counties)
    ordered = sorted(counties, key=lambda one: (one.county, one.fips))
    parts: dict[str, list[_Part]] = {}
    for one in ordered:
        for contest in one.contests:
            id_ = contest.joins.replace("/", ".") if contest.joins else f"{one.fips}.{contest.contest}"
            parts.setdefault(id_, []).append(_Part(one, contest))
    first, statuses = ordered[0], {one.status for one in ordered}
    made = replace(
        first,
        format=FORMAT,
        number=0,
        at=max((one.at for one in ordered), key=datetime.fromisoformat),
        status=statuses.pop() if len(statuses) == 1 else SnapshotStatus.PARTIAL,
        title=first.title if last is None else last.title,
        county=STATE,
        fips="30",
        place="county",
        release=0,
        release_hash="",
        ballots=sum(one.ballots for one in ordered),
        unshown=sum(one.unshown for one in ordered),
        no_longer_counted=sum(one.no_longer_counted for one in ordered),
        places=tuple(PlacePublished(one.fips, one.county, one.status.value, one.ballots) for one in ordered),
        contests=tuple(_joined(id_, found) for id_, found in parts.items()),
        said=said,
    )
    return _with_reasons(made, last, ordered)


def _with_reasons(made: Snapshot, last: Snapshot | None, counties: Sequence[Snapshot]) -> Snapshot:
    """Where figures fall, the counties' own reasons, unless the state says its own."""
    if last is None or made.said.correction or not falls_between(last, made):
        return made
    reasons = " ".join(f"{one.county}: {one.said.correction}" for one in counties if one.said.correction)
    return replace(made, said=replace(made.said, correction=reasons))


def _check_together(counties: Sequence[Snapshot]) -> None:
    first, times = counties[0], Counter(one.fips for one in counties)
    for one in counties:
        if (one.fewest, one.dissent) != (first.fewest, first.dissent):
            raise RefusedError(f"{one.county} and {first.county} are not alike: other rules of publication.")
        if one.date != first.date:
            raise RefusedError(f"{one.county} is of the election of {one.date}, {first.county} of {first.date}.")
        if one.place != "precinct" or not one.fips:
            raise RefusedError(f"The site of {one.county} is of no county of {STATE}. Only counties are combined.")
        if times[one.fips] > 1:
            raise RefusedError(f"Two sites are of {one.county}. Give the newest alone.")


def _joined(id_: str, parts: Sequence[_Part]) -> ContestPublished:
    first = parts[0].contest
    for one in parts[1:]:
        if not first.joins or not one.contest.joins:
            raise RefusedError(f"Two contests would have the address {id_}. Give them ids of their own.")
        if (one.contest.joins, one.contest.seats) != (first.joins, first.seats):
            raise RefusedError(
                f"{first.title} is not the same contest in {parts[0].county.county} and {one.county.county}. "
                "Compare the two definitions."
            )
    choices = _choices(parts)
    rows = tuple(_row(one, choices) for one in parts if one.contest.ballots)
    return ContestPublished(
        contest=id_,
        title=first.title if first.joins else f"{first.title}, {parts[0].county.county}",
        seats=first.seats,
        joins=first.joins,
        ballots=sum(one.contest.ballots for one in parts),
        undervotes=sum(one.contest.undervotes for one in parts),
        overvotes=sum(one.contest.overvotes for one in parts),
        untold=sum(one.contest.untold for one in parts),
        choices=choices,
        rows=rows,
    )


def _choices(parts: Sequence[_Part]) -> tuple[ChoicePublished, ...]:
    """Every choice of any of them, in the first one's order. The same id is the same choice, or all is refused."""
    found: dict[str, ChoicePublished] = {}
    for part, one in _each_choice(parts):
        had = found.get(one.choice)
        if had is not None and (had.name, had.party, had.write_in) != (one.name, one.party, one.write_in):
            raise RefusedError(
                f"{part.contest.title}: {one.choice} is {had.name} in one county, {one.name} in {part.county.county}. "
                "Compare the two definitions."
            )
        found[one.choice] = one if had is None else replace(had, votes=had.votes + one.votes)
    return tuple(found.values())


def _each_choice(parts: Sequence[_Part]) -> Iterator[tuple[_Part, ChoicePublished]]:
    yield from ((part, one) for part in parts for one in part.contest.choices)


def _row(part: _Part, choices: Sequence[ChoicePublished]) -> RowPublished:
    votes = {one.choice: one.votes for one in part.contest.choices}
    return RowPublished(
        part.county.fips,
        part.county.county,
        part.contest.ballots,
        tuple(votes.get(one.choice, 0) for one in choices),
        part.contest.undervotes,
        part.contest.overvotes,
    )
