"""Results as a report: on paper, as a page that stands alone, and its tables; by contest, precinct or method."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from canvass.reporting.methods import MethodContest
from canvass.reporting.results import Breakdown
from canvass.reporting.shown.by_precinct import ContestByPrecinct, PrecinctRowVotes
from canvass.reporting.shown.contests_shown import ContestAsShown
from canvass.reporting.shown.precinct_progress import PrecinctProgress
from canvass.reporting.tables import Document, PaperLook, Table, columns_of
from tabulate.election import Election

_LETTERS_ACROSS = 72
"""Of the heads of choices beside one another, by their longest words; a contest goes on in a further table."""
_FIGURE_LETTERS = 8


@dataclass(frozen=True, slots=True)
class ResultsSaid:
    """What stands around the figures."""

    lines: tuple[str, ...]
    """How official they are, of when, and what is left out."""
    on_every_page: str
    """What nobody may overlook."""


@dataclass(frozen=True, slots=True)
class ResultsFigures:
    """The figures of a report, as far as they are asked for."""

    election: Election
    by: Breakdown
    contests: tuple[ContestAsShown, ...]
    by_precinct: tuple[ContestByPrecinct, ...]
    methods: tuple[MethodContest, ...]
    precincts: tuple[PrecinctProgress, ...]


def results_document(figures: ResultsFigures, said: ResultsSaid) -> Document:
    """The report: its paper lies where precincts stand below one another, for many choices."""
    election, by = figures.election, figures.by
    held_in = f"{election.county}, {election.title} of {election.date}"
    return Document(
        title=f"Results by {by.value}: {election.county}",
        lines=(f"{held_in}.", *said.lines),
        tables=(*_precincts(figures.precincts), *_tables(figures)),
        on_every_page=said.on_every_page,
        paper=PaperLook(
            upright=by is not Breakdown.PRECINCT, foot=f"{held_in}. Results by {by.value}.", whole_tables=True
        ),
    )


def _precincts(precincts: Sequence[PrecinctProgress]) -> Iterator[Table]:
    if precincts:
        rows = tuple((one.name, one.standing.value) for one in precincts)
        yield Table("How far the count of each precinct is", "", columns_of("Precinct", "Count"), rows)


def _tables(figures: ResultsFigures) -> Iterator[Table]:
    match figures.by:
        case Breakdown.CONTEST:
            yield from map(_contest, figures.contests)
        case Breakdown.PRECINCT:
            for one in figures.by_precinct:
                yield from _by_precinct(one)
        case Breakdown.METHOD:
            yield from map(_by_method, figures.methods)


def _contest(shown: ContestAsShown) -> Table:
    rows = [(one.called, one.party, one.votes, one.share, one.lead.value) for one in shown.choices]
    besides = [(name, "", count, "", "") for name, count in besides_votes(shown)]
    columns = columns_of("Choice", "Party", "#Votes", "#Percent", "Leads")
    return Table(_title(shown), _note(shown), columns, (*rows, *besides))


def besides_votes(shown: ContestAsShown) -> list[tuple[str, int]]:
    """What is no vote for anybody, and the sheets or ballots that it is all of."""
    totals = shown.totals
    found = [("Undervotes", totals.undervotes)]
    found += [("Overvoted, as people found", totals.overvotes)] if totals.overvotes else []
    found += [(f"Waiting for the board: {question.value}", count) for question, count in totals.questionable]
    found += [("Not told by the other system", totals.untold)] if totals.untold else []
    return [*found, ("Ballots" if totals.outside else "Sheets", totals.sheets)]


def _title(shown: ContestAsShown) -> str:
    return ", ".join(one for one in (shown.short, shown.party, shown.seats) if one)


def _note(shown: ContestAsShown) -> str:
    return " ".join((*((shown.totals.title,) if shown.is_shortened else ()), *shown.notes))


def _by_precinct(one: ContestByPrecinct) -> Iterator[Table]:
    groups = _groups(one)
    for number, chosen in enumerate(groups):
        columns = columns_of("Precinct", *(f"#{head}" for head in one.heads[chosen]))
        rows = tuple(_row(row, chosen) for row in (*one.rows, one.whole))
        more = ", continued" if number else ""
        yield Table(_title(one.shown) + more, "" if number else _note(one.shown), columns, rows)


def _row(row: PrecinctRowVotes, chosen: slice) -> tuple[str | int, ...]:
    return (row.name, *row.cells[chosen])


def _groups(one: ContestByPrecinct) -> tuple[slice, ...]:
    """The cells that stand beside one another: as many as the longest words of their heads leave room for."""
    starts, room = [0], _LETTERS_ACROSS
    for place, head in enumerate(one.heads):
        wanted = max(_FIGURE_LETTERS, *map(len, head.split() or [""])) + 2
        if wanted > room and place > starts[-1]:
            starts, room = [*starts, place], _LETTERS_ACROSS
        room -= wanted
    return tuple(slice(start, end) for start, end in zip(starts, (*starts[1:], None), strict=True))


def _by_method(one: MethodContest) -> Table:
    rows: list[tuple[str, str, int, int]] = []
    for line in one.tables:
        name = "All precincts" if line is one.whole else line.name or "Precinct not stated"
        marked, device = line.hand_marked, line.device
        rows += [(name, choice, by_hand, printed) for choice, by_hand, printed in line.votes]
        rows += [(name, "Write-ins", marked.write_ins, device.write_ins)] if one.contest.write_ins else []
        rows += [(name, "Undervotes", marked.undervotes, device.undervotes)]
        rows += [(name, "Waiting for the board", marked.waiting, device.waiting)]
        rows += [(name, "Sheets", marked.sheets, device.sheets)]
    suppressed = f"Suppressed: {len(one.suppressed):,} of the precincts." if one.suppressed else ""
    whole = "All precincts together: suppressed. " if one.whole is None else ""
    columns = columns_of("Precinct", "Choice", "#Hand-marked", "#Device printout")
    return Table(one.contest.title, f"{whole}{suppressed}", columns, tuple(rows))
