"""Results of another system, added up over precincts contest by contest."""

from dataclasses import dataclass

from outside.results import OutsideContest, OutsideResults, OutsideRow, OutsideRowKind, figure_of

_Key = tuple[str, str, str, int | None, int]


@dataclass(frozen=True, slots=True)
class OutsideTotals:
    """One contest over all precincts that have it."""

    title: str
    district: str
    party: str
    seats: int | None
    place: int
    precincts: int
    rows: tuple[OutsideRow, ...]
    """Each choice once, in the order of the first precinct that has it."""
    contest_total: int | None

    def figure(self, kind: OutsideRowKind) -> int | None:
        """The sum of the rows of a kind; None where there is none."""
        return figure_of(self.rows, kind)


def contest_totals(results: OutsideResults) -> tuple[OutsideTotals, ...]:
    """Every contest once. It is known by title, district, party, seats and place; its choices by name and order."""
    by_contest: dict[_Key, list[OutsideContest]] = {}
    for precinct in results.precincts:
        for contest in precinct.contests:
            key = (contest.title, contest.district, contest.party, contest.seats, contest.place)
            by_contest.setdefault(key, []).append(contest)
    return tuple(_added(key, some) for key, some in by_contest.items())


def _added(key: _Key, contests: list[OutsideContest]) -> OutsideTotals:
    by_row: dict[tuple[OutsideRowKind, str, str, int], list[OutsideRow]] = {}
    for contest in contests:
        seen: dict[tuple[OutsideRowKind, str, str], int] = {}
        for row in contest.rows:
            name = (row.kind, row.name, row.party)
            seen[name] = seen.get(name, 0) + 1
            by_row.setdefault((*name, seen[name]), []).append(row)
    rows = tuple(_sum(kind, name, party, some) for (kind, name, party, _), some in by_row.items())
    told = [one.contest_total for one in contests]
    whole = None if None in told else sum(one for one in told if one is not None)
    return OutsideTotals(*key, len(contests), rows, whole)


def _sum(kind: OutsideRowKind, name: str, party: str, rows: list[OutsideRow]) -> OutsideRow:
    groups = [row.by_group for row in rows if row.by_group is not None]
    whole = len(groups) == len(rows)
    by_group = tuple(sum(column) for column in zip(*groups, strict=True)) if whole else None
    return OutsideRow(name, kind, sum(row.total for row in rows), by_group, party)
