"""The canvassers' audit of a precinct's return: six checks, each with its figures and how it stands (13-15-403).

A check that fails is explained or petitioned about by the board, for exactly what was found; or what was wrong is
corrected, and it holds. Nothing is rejected for a defect of form (13-15-102, 13-15-403(3)).
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tabulate.board.county.canvass_entries import CheckSettled, ReturnReceived
from tabulate.board.county.canvass_terms import HowSettled, ReturnCheck
from tabulate.county_canvass.return_rows import ReturnContest, ReturnRow, RowKind
from tabulate.election import Precinct
from tabulate.printable import shown
from tabulate.totals.part_totals import PartTotals

SECTIONS = {
    ReturnCheck.ARITHMETIC: "13-15-403(1)",
    ReturnCheck.ELECTORS: "13-15-403(1), 13-15-201(3)",
    ReturnCheck.NO_MORE_VOTES: "13-15-403(1)",
    ReturnCheck.PARTS: "13-15-404(1)(a)",
    ReturnCheck.RETURN_FORM: "13-15-403(1), 13-15-101(2)",
    ReturnCheck.COPIES: "13-15-403(1), 13-15-206(4)",
}
_MOST_NAMED = 6
_LONGEST = 900


class CheckStanding(StrEnum):
    """How a check stands."""

    HOLDS = "holds"
    EXPLAINED = "explained"
    PETITIONED = "petitioned"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class PrecinctCanvassed:
    """All that the checks of a precinct go by."""

    precinct: Precinct
    electors: int | None
    ballots: int
    explained: str
    """The judges' signed report of a difference; empty where there is none."""
    contests: tuple[ReturnContest, ...]
    parts: tuple[PartTotals, ...]
    """Of a precinct in several parts, each of them."""
    found_wrong: Mapping[ReturnCheck, tuple[str, ...]]
    """What keeps the return from being complete, by the check that it fails."""
    received: ReturnReceived | None
    not_opened: bool


@dataclass(frozen=True, slots=True)
class CheckedReturn:
    """One check of one precinct."""

    precinct: Precinct
    check: ReturnCheck
    figures: str
    """What was compared, in words."""
    problems: tuple[str, ...]
    """What is wrong; nothing where it holds."""
    settled: CheckSettled | None
    """What the board did last about it, whether it still fits or not."""

    @property
    def found(self) -> str:
        """What is wrong, in one text: an answer of the board is to this and to nothing else."""
        words = " ".join(" ".join(self.problems).split())
        text = shown(words)
        if len(text) <= _LONGEST:
            return text
        return f"{text[:_LONGEST]} ... ({hashlib.sha256(words.encode()).hexdigest()[:12]})"

    @property
    def standing(self) -> CheckStanding:
        """How it stands."""
        if not self.problems:
            return CheckStanding.HOLDS
        if self.settled is None or self.settled.found != self.found:
            return CheckStanding.FAILS
        explained = self.settled.how is HowSettled.EXPLAINED
        return CheckStanding.EXPLAINED if explained else CheckStanding.PETITIONED


def checks_of(given: PrecinctCanvassed, settled: Mapping[ReturnCheck, CheckSettled]) -> tuple[CheckedReturn, ...]:
    """The six checks of a precinct, with what the board did last about each."""
    figures = {
        ReturnCheck.ARITHMETIC: _arithmetic(given),
        ReturnCheck.ELECTORS: _electors(given),
        ReturnCheck.NO_MORE_VOTES: _no_more_votes(given),
        ReturnCheck.PARTS: _parts(given),
        ReturnCheck.RETURN_FORM: _return_form(given),
        ReturnCheck.COPIES: _copies(given),
    }
    return tuple(
        CheckedReturn(given.precinct, check, said, tuple(problems), settled.get(check))
        for check, (said, problems) in figures.items()
    )


_Found = tuple[str, Sequence[str]]
"""What was compared, and what is wrong."""


def _arithmetic(given: PrecinctCanvassed) -> _Found:
    waiting = sum(one.row(RowKind.WAITING) is not None for one in given.contests if not one.recounted)
    wrong = [words for one in given.contests for words in _does_not_add_up(one)]
    waits = (
        [f"{waiting:,} of {len(given.contests):,} contests have ballots that wait for the board."] if waiting else []
    )
    return f"{len(given.contests):,} contests", (*_several(wrong), *waits)


def _does_not_add_up(one: ReturnContest) -> Iterator[str]:
    """By record, what waits for the board apart; by the audit's committee where its count is definitive; by a recount.

    A recount board counts every ballot, those that wait for the counting board too (13-16-412): they wait no more.
    """
    rows = [row for row in one.rows if row.kind not in (RowKind.BALLOTS, RowKind.UNTOLD)]
    ballots = one.row(RowKind.BALLOTS)
    whole = one.seats * (0 if ballots is None else ballots.counted)
    found = sum(row.counted * (one.seats if row.kind is RowKind.WAITING else 1) for row in rows)
    if found != whole:
        untold = " Another system counted, and does not tell the rest." if one.row(RowKind.UNTOLD) else ""
        yield f"{one.title}: {found:,} votes, undervotes and overvotes on ballots for {whole:,}.{untold}"
    manual = sum(row.manual or 0 for row in rows)
    if ballots is not None and ballots.manual is not None and manual != one.seats * ballots.manual:
        yield f"{one.title}: by the audit {manual:,} on ballots for {one.seats * ballots.manual:,}."
    recount = sum(row.recount or 0 for row in rows)
    if ballots is not None and ballots.recount is not None and recount != one.seats * ballots.recount:
        yield f"{one.title}: by the recount {recount:,} on ballots for {one.seats * ballots.recount:,}."


def _electors(given: PrecinctCanvassed) -> _Found:
    said = f"{_or_unknown(given.electors)} electors voting, {given.ballots:,} ballots"
    if given.explained:
        said += f"; the judges' report: {given.explained}"
    polls = [f"The polls were not open, and ballots are in the record: {given.ballots:,}."] if given.not_opened else []
    return said, (*given.found_wrong.get(ReturnCheck.ELECTORS, ()), *(polls if given.ballots else ()))


def _no_more_votes(given: PrecinctCanvassed) -> _Found:
    if given.electors is None:
        return "no electors voting are entered", ()
    wrong = [
        f"{contest.title}, {row.name}: {row.counts:,} votes, {given.electors:,} electors voting."
        for contest in given.contests
        for row in contest.rows
        if row.choice is not None and row.counts is not None and row.counts > given.electors
    ]
    most = max((row.counts or 0 for one in given.contests for row in one.rows if row.choice is not None), default=0)
    return f"at most {most:,} votes for one, {given.electors:,} electors voting", _several(wrong)


def _parts(given: PrecinctCanvassed) -> _Found:
    if not given.parts:
        return "one part", ()
    wrong = [
        f"Part {one.name}: {one.ballots:,} ballots, {one.electors:,} electors voting."
        for one in given.parts
        if one.electors is not None and one.ballots > one.electors
    ]
    alone = [one for one in given.parts if len(one.union.parts) == 1]
    known = [one.electors for one in alone if one.electors is not None]
    if len(known) == len(alone) and given.electors is not None and sum(known) != given.electors:
        wrong.append(f"{sum(known):,} electors voting in the parts, {given.electors:,} in the precinct.")
    said = ", ".join(
        f"{one.name}: {one.ballots:,} ballots of {_or_unknown(one.electors)} electors" for one in given.parts
    )
    return said, _several(wrong)


def _return_form(given: PrecinctCanvassed) -> _Found:
    if given.not_opened:
        return "polls not open (13-15-402(3))", ()
    if given.received is None:
        return "no return form", ("The return form has not come in (13-15-402).",)
    on_form = {(one.contest, one.row): one.figure for one in given.received.figures}
    wrong = list(_form_of_precinct(given, given.received))
    for contest in given.contests:
        for row in contest.rows:
            figure = on_form.get((contest.contest, row.choice or row.kind.value), 0)
            if not any(_as_the_form_says(earlier, row, figure) for earlier in contest.through_recounts):
                wrong.append(f"{contest.title}, {row.name}: form {figure:,}, record {row.counts:,}.")
    rows = {(one.contest, row.choice or row.kind.value) for one in given.contests for row in one.rows}
    wrong += [
        f"{contest}, {row}: form {figure:,}, record nothing."
        for (contest, row), figure in on_form.items()
        if figure and (contest, row) not in rows
    ]
    said = f"form of entry {given.received.made_at_entry:,}, signed by {', '.join(given.received.signed_by)}"
    return said, _several(wrong)


def _form_of_precinct(given: PrecinctCanvassed, form: ReturnReceived) -> Iterator[str]:
    if form.electors != given.electors:
        yield f"Electors voting: form {_or_unknown(form.electors)}, record {_or_unknown(given.electors)}."
    if form.ballots != given.ballots:
        yield f"Ballots: form {form.ballots:,}, record {given.ballots:,}."


def _as_the_form_says(contest: ReturnContest, row: ReturnRow, figure: int) -> bool:
    """A form has what the canvass used when it was made: before the audit, after it, or after one of the recounts.

    `contest` is as it stood then; a row that it lacks was one of zeros.
    """
    own = next((one for one in contest.rows if (one.kind, one.choice) == (row.kind, row.choice)), None)
    if own is None:
        return figure == 0
    return own.counts is None or figure == own.counts or (own.manual is not None and figure == own.counted)


def _copies(given: PrecinctCanvassed) -> _Found:
    return "transfers of this precinct", given.found_wrong.get(ReturnCheck.COPIES, ())


def _several(wrong: Sequence[str]) -> Sequence[str]:
    if len(wrong) <= _MOST_NAMED:
        return wrong
    return (*wrong[:_MOST_NAMED], f"And {len(wrong) - _MOST_NAMED:,} more.")


def _or_unknown(number: int | None) -> str:
    return "unknown" if number is None else f"{number:,}"
