"""A contest's rows in a return: choices, people written in, what is no vote; by source, and what counts."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import assert_never

from audit.contests import WRITE_INS
from audit.sheet_figures import Figures
from canvass.auditing.definitive import AuditedUnitTotals
from canvass.auditing.papers.report_tables import written_name
from canvass.recounting.votes_by_precinct import PrecinctVotes
from tabulate.county_canvass.return_rows import ReturnContest, ReturnRow, RowKind
from tabulate.election import ChoiceId, Contest
from tabulate.outside_figures import OutsideContestFigures
from tabulate.recounts.totals_csv import WRITE_IN
from tabulate.totals.results import ContestTotals, check_contest
from tabulate.totals.sources import ContestBySource


def return_contest(
    contest: Contest,
    by_source: ContestBySource,
    whole: ContestTotals,
    audited: AuditedUnitTotals | None,
    outside: OutsideContestFigures | None = None,
) -> ReturnContest:
    """A contest's rows: choices as printed, people by name, what is no vote, what waits. Raises TotalsDoNotAddUp.

    `outside` is what another system tells of it, where its count stands.
    """
    check_contest(whole, None)
    rows = _Rows(by_source, audited, outside)
    found = [rows.of(RowKind.CHOICE, one.choice, one.label) for one in whole.choices]
    found += [rows.of(RowKind.WRITE_IN, person, name) for person, name in _people(whole, audited)]
    if whole.write_ins_pending:
        found.append(rows.unread(whole))
    found += rows.no_votes(None if audited is None else audited.manual, whole.untold)
    return ReturnContest(contest.id, contest.title, contest.seats, tuple(found), _audited_words(audited))


def _people(whole: ContestTotals, audited: AuditedUnitTotals | None) -> Iterator[tuple[ChoiceId, str]]:
    """Everyone written in by name who has a vote by any source, so labelled (13-15-404)."""
    names = {one.choice: written_name(one.name) for one in whole.write_ins}
    printed = {one.choice for one in whole.choices}
    yield from names.items()
    for row in () if audited is None else audited.contest.rows:
        if row.choice not in {*names, *printed, WRITE_INS} and (row.machine or row.definitive):
            yield row.choice, row.name


def _audited_words(audited: AuditedUnitTotals | None) -> str:
    if audited is None:
        return ""
    if audited.contest.not_counted:
        return f"Audited: {audited.contest.said}"
    counts = "The counts differ, and the manual count is definitive" if audited.contest.differs else "Both counts agree"
    return f"Audited. {counts} (13-17-507(1))."


class _Rows:
    """Makes the rows of one contest."""

    def __init__(
        self, by_source: ContestBySource, audited: AuditedUnitTotals | None, outside: OutsideContestFigures | None
    ) -> None:
        self.tallies = (by_source.machine, by_source.board, by_source.hand, by_source.outside)
        self._untold = set() if outside is None else _untold(outside)
        self._manual = None if audited is None else _votes(audited.manual)
        self._replaced = audited is not None and (audited.contest.differs or bool(audited.contest.not_counted))
        rows = () if audited is None else audited.contest.rows
        self._definitive = {row.choice: row.definitive for row in rows} if self._replaced else None

    def of(self, kind: RowKind, choice: ChoiceId, name: str) -> ReturnRow:
        """A choice's votes, or a person's."""
        machine, board, hand, outside = (one.votes[choice] for one in self.tallies)
        manual = None if self._manual is None else self._manual[choice]
        counts = machine + board + hand + outside if self._definitive is None else self._definitive.get(choice)
        return ReturnRow(kind, choice, name, machine, board, hand, manual, counts, outside=outside)

    def unread(self, whole: ContestTotals) -> ReturnRow:
        """Write-in lines whose names the board has yet to read: the machine's alone, or another system's."""
        counts = whole.write_ins_pending if self._definitive is None else self._definitive.get(WRITE_INS)
        kind, own = RowKind.UNREAD_WRITE_INS, 0 if whole.outside else whole.write_ins_pending
        outside = whole.write_ins_pending - own
        return ReturnRow(kind, None, kind.value, own, 0, 0, None, counts, outside=outside)

    def no_votes(self, manual: Figures | None, untold: int) -> Iterator[ReturnRow]:
        """Undervotes, overvotes, what waits, what another system does not tell, and the ballots."""
        tallies = self.tallies
        yield self._no_vote(
            RowKind.UNDERVOTES, [one.undervotes for one in tallies], None if manual is None else manual.undervotes
        )
        yield self._no_vote(
            RowKind.OVERVOTES, [one.overvotes for one in tallies], None if manual is None else manual.overvotes
        )
        if waiting := [one.questionable.total() for one in tallies if one.questionable]:
            yield self._no_vote(RowKind.WAITING, [sum(waiting), 0, 0, 0], None)
        if untold:
            yield self._no_vote(RowKind.UNTOLD, [0, 0, 0, untold], None)
        yield self._no_vote(
            RowKind.BALLOTS, [one.sheets for one in tallies], None if manual is None else manual.ballots
        )

    def _no_vote(self, kind: RowKind, figures: Sequence[int], manual: int | None) -> ReturnRow:
        """The definitive figures are of votes: beside them, the manual count's own stand in its column."""
        machine, board, hand, outside = figures
        told = kind not in self._untold
        counts = None if self._replaced or not told else sum(figures)
        return ReturnRow(kind, None, kind.value, machine, board, hand, manual, counts, outside=outside, told=told)


def _untold(outside: OutsideContestFigures) -> set[RowKind]:
    """What is in no file of another system: nobody may take it for nought."""
    figures = {
        RowKind.UNDERVOTES: outside.undervotes,
        RowKind.OVERVOTES: outside.overvotes,
        RowKind.BALLOTS: outside.ballots,
    }
    return {kind for kind, figure in figures.items() if figure is None}


def _votes(figures: Figures) -> Counter[ChoiceId]:
    """Of printed choices and of people; ovals marked are no votes (13-15-206(5))."""
    votes = Counter({one.choice: one.votes for one in figures.votes if one.choice != WRITE_INS})
    for one in figures.write_ins:
        votes[one.choice] += one.votes
    return votes


def with_recount(
    contest: ReturnContest, certified_in: int, recounted: PrecinctVotes, people: Mapping[str, ChoiceId]
) -> ReturnContest:
    """The contest with what a recount board certified of it here: that counts, and nothing else (13-16-418).

    `people` are those who declared, by name. As it stood before is kept.
    """
    found = recounted.figures
    rows = [_recounted(row, recounted, found) for row in contest.rows]
    known = {row.choice for row in contest.rows}
    new = [
        ReturnRow(RowKind.WRITE_IN, people[one.name], written_name(one.name), 0, 0, 0, None, one.votes, one.votes, 0)
        for one in recounted.position.votes
        if one.choice.startswith(WRITE_IN) and people[one.name] not in known
    ]
    place = next(number for number, row in enumerate(rows) if row.kind is RowKind.UNDERVOTES)
    said = "Recounted by hand, and certified: the recount counts (13-16-418)."
    every = (*rows[:place], *new, *rows[place:])
    return replace(contest, rows=every, recounted=said, recounted_in=certified_in, before=contest)


def _recounted(row: ReturnRow, recounted: PrecinctVotes, votes: dict[str, int]) -> ReturnRow:
    match row.kind:
        case RowKind.CHOICE:
            found = votes.get(row.choice or "", 0)
        case RowKind.WRITE_IN:
            written = {written_name(one.removeprefix(WRITE_IN)): number for one, number in votes.items()}
            found = written.get(row.name, 0)
        case RowKind.UNDERVOTES:
            found = recounted.undervotes or 0
        case RowKind.OVERVOTES:
            found = recounted.overvotes or 0
        case RowKind.BALLOTS:
            found = recounted.ballots
        case RowKind.UNREAD_WRITE_INS | RowKind.WAITING | RowKind.UNTOLD:
            found = 0
        case _:
            assert_never(row.kind)
    return replace(row, recount=found, counts=found, canvassed=row.counts)
