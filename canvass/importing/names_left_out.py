"""Names of another system's files that a person left out: no precinct, contest or choice of this election."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from outside.matching.outside_names import (
    NamedContest,
    OutsideChoiceName,
    OutsideContestName,
    OutsideNames,
    OutsidePrecinctName,
    contest_name,
    precinct_name,
)
from outside.results import OutsideContest, OutsidePrecinct, OutsideResults, OutsideRow, OutsideRowKind

Where = tuple[OutsidePrecinctName, ...]
"""Precincts in which a contest's name means one thing; none for everywhere."""


@dataclass(frozen=True, slots=True)
class LeftOutFigure:
    """Something of a file that was left out, and how much stood there."""

    where: str
    ballots: int | None
    """Of a precinct; None where it is none, or not told."""
    votes: int
    """Of a contest or a choice."""


@dataclass(frozen=True, slots=True)
class NamesLeftOut:
    """All of them."""

    precincts: frozenset[OutsidePrecinctName] = frozenset()
    contests: frozenset[tuple[OutsideContestName, Where]] = frozenset()
    choices: frozenset[tuple[OutsideContestName, Where, OutsideChoiceName]] = frozenset()

    def has_contest(self, name: OutsideContestName, precinct: OutsidePrecinctName | None) -> bool:
        """Whether a contest is left out in a precinct, or in a report of the whole county."""
        return any(one == name and (not where or precinct in where) for one, where in self.contests)

    def has_choice(
        self, contest: OutsideContestName, precinct: OutsidePrecinctName | None, choice: OutsideChoiceName
    ) -> bool:
        """Whether a choice is left out there."""
        return any(
            one == contest and name == choice and (not where or precinct in where) for one, where, name in self.choices
        )

    def names_without(self, names: OutsideNames) -> OutsideNames:
        """The names that still mean something."""
        precincts = tuple(one for one in names.precincts if one not in self.precincts)
        contests = (kept for one in names.contests for kept in self._still_named(one))
        return OutsideNames(precincts, tuple(contests))

    def _still_named(self, contest: NamedContest) -> Iterator[NamedContest]:
        if not contest.precincts:
            if not self.has_contest(contest.name, None):
                yield replace(contest, choices=self._choices(contest, None))
            return
        by_choices: dict[tuple[OutsideChoiceName, ...], list[OutsidePrecinctName]] = {}
        for one in contest.precincts:
            if one not in self.precincts and not self.has_contest(contest.name, one):
                by_choices.setdefault(self._choices(contest, one), []).append(one)
        for choices, where in by_choices.items():
            yield NamedContest(contest.name, choices, tuple(where))

    def _choices(self, contest: NamedContest, precinct: OutsidePrecinctName | None) -> tuple[OutsideChoiceName, ...]:
        return tuple(one for one in contest.choices if not self.has_choice(contest.name, precinct, one))

    def results_without(self, results: OutsideResults) -> OutsideResults:
        """The results without them."""
        kept = (one for one in results.precincts if precinct_name(one) not in self.precincts)
        return replace(results, precincts=tuple(map(self._precinct, kept)))

    def _precinct(self, precinct: OutsidePrecinct) -> OutsidePrecinct:
        name = precinct_name(precinct)
        kept = (one for one in precinct.contests if not self.has_contest(contest_name(one), name))
        contests = tuple(
            replace(one, rows=tuple(row for row in one.rows if not self._row(one, name, row))) for one in kept
        )
        return replace(precinct, contests=contests)

    def _row(self, contest: OutsideContest, precinct: OutsidePrecinctName, row: OutsideRow) -> bool:
        name = OutsideChoiceName(row.name, row.party)
        return row.kind is OutsideRowKind.CHOICE and self.has_choice(contest_name(contest), precinct, name)

    def figures_of(self, results: OutsideResults) -> Iterator[LeftOutFigure]:
        """What stands in the file of all that was left out, also where it is nothing."""
        for precinct in results.precincts:
            name = precinct_name(precinct)
            if name in self.precincts:
                yield LeftOutFigure(str(name), precinct.ballots_cast, sum(one.votes for one in precinct.contests))
                continue
            for contest in precinct.contests:
                if self.has_contest(contest_name(contest), name):
                    yield LeftOutFigure(f"{name}, {contest_name(contest)}", contest.ballots, contest.votes)
                    continue
                for row in contest.rows:
                    if self._row(contest, name, row):
                        yield LeftOutFigure(f"{name}, {contest_name(contest)}, {row.name}", None, row.total)
