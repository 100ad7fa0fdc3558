"""What changed from one version of a report to the next, row by row."""

from collections.abc import Iterator
from dataclasses import dataclass

from outside.results import OutsideContest, OutsideResults


@dataclass(frozen=True, slots=True)
class FigureOfLaterVersion:
    """One figure that is another one in the later version."""

    where: str
    before: int | None
    """None where it was not told."""
    after: int | None

    def __str__(self) -> str:
        """For people who may see figures."""
        return f"{self.where}: {_said(self.before)} before, {_said(self.after)} now"


def _said(figure: int | None) -> str:
    return "not told" if figure is None else f"{figure:,}"


def changed_figures(before: OutsideResults, after: OutsideResults) -> tuple[FigureOfLaterVersion, ...]:
    """Every figure that differs, in the order of the earlier version, then what the later one has alone."""
    old, new = dict(_figures(before)), dict(_figures(after))
    return tuple(
        FigureOfLaterVersion(where, old.get(where), new.get(where))
        for where in dict.fromkeys((*old, *new))
        if old.get(where) != new.get(where)
    )


def _figures(results: OutsideResults) -> Iterator[tuple[str, int]]:
    for precinct in results.precincts:
        name = precinct.name or precinct.code or "whole county"
        of_precinct = (("ballots cast", precinct.ballots_cast), ("blank ballots", precinct.blank_cast))
        for what, figure in (*of_precinct, ("registered", precinct.registered)):
            if figure is not None:
                yield f"{name}, {what}", figure
        for group, ballots in zip(results.groups, precinct.by_group or (), strict=False):
            yield f"{name}, ballots cast, {group}", ballots
        for contest in precinct.contests:
            where = f"{name}, {contest_words(contest)}"
            if contest.ballots is not None:
                yield f"{where}, ballots", contest.ballots
            for row in contest.rows:
                yield f"{where}, {row.name or row.kind.value}", row.total
                for group, votes in zip(results.groups, row.by_group or (), strict=False):
                    yield f"{where}, {row.name or row.kind.value}, {group}", votes


def contest_words(contest: OutsideContest) -> str:
    """A contest with all that tells it apart in its file."""
    parts = [contest.title, contest.district, contest.party]
    parts += [f"vote for {contest.seats}"] if contest.seats is not None else []
    parts += [f"number {contest.place} of this title"] if contest.place > 1 else []
    return ", ".join(part for part in parts if part)
