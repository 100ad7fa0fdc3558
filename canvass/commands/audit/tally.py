"""`canvass audit tally`: enter one count's tally sheets from a list (13-17-506(2))."""

from pathlib import Path

import click

from audit.committee import MemberId
from audit.contests import Unit
from audit.coverage import ChoiceVotes
from audit.errors import Refused
from audit.events import AuditEvent
from audit.events.counting import SheetEntered, TallyStarted
from audit.sheet_figures import Figures, TallyRows
from audit.state import AuditState
from audit.tally_sheets import EntryMode, RoundOutcome
from canvass.auditing.apart.left_to_count import LeftToCount, left_to_count
from canvass.auditing.apart.said_of_rounds import after_excess, after_refusal
from canvass.auditing.judges import check_no_judge
from canvass.commands.audit.working import audit_of, folded, open_audit_of, read_csv, record_argument
from canvass.commands.options import people
from canvass.console.text import plural, say, warn
from canvass.errors import ExitCode
from canvass.record.audit_log import AuditLog
from tabulate.csv_rows import CsvRow, CsvTable
from tabulate.election import ContestId, PrecinctId
from tabulate.whole_numbers import whole_number

_RULE = "13-17-506(2)(a)"


@click.command()
@record_argument
@click.argument("sheets", type=click.Path(path_type=Path))
@click.option("--precinct", required=True, metavar="ID")
@click.option("--contest", required=True, metavar="ID")
@click.option(
    "--reader", callback=people, required=True, metavar="MEMBER", help="Who read the ballots aloud; records nothing."
)
def tally(record: Path, sheets: Path, precinct: str, contest: str, reader: str) -> ExitCode:
    """Enter one round of tally sheets, written on paper, from the CSV file SHEETS.

    Its first line is: row, and the id of each recorder. Then a line for `ballots`, one for each choice by its id, for
    `undervotes`, for `overvotes`, and for each person written in, as `valid:dana`. All sheets are entered, or none.
    """
    table = read_csv(sheets, _check_columns)
    with audit_of(record) as log:
        check_no_judge(log.record, open_audit_of(log))
        unit = Unit(PrecinctId(precinct), ContestId(contest))
        try:
            with log.turn() as turn:
                turn.take(*_round(turn.state, unit, table, MemberId(reader)))
        except Refused as refused:
            more = after_refusal(_left(log, unit))
            raise Refused(refused.rule, refused.found, f"{refused.remedy} {more}".strip()) from None
        counted = turn.state.unit(unit).rounds[-1]
        if counted.outcome is RoundOutcome.EXCESS:
            say(f"Round {counted.number}: {after_excess(_left(log, unit))} (13-17-507(1))")
            return ExitCode.WAITING
    if counted.outcome is RoundOutcome.DIFFER:
        say(f"Round {counted.number}: the sheets differ. Count the whole unit again (13-17-506(2)(b)).")
        return ExitCode.WAITING
    if excess := turn.state.unit(unit).excess:
        warn(f"{plural(excess, 'ballot')} found in excess of the record and the poll book: recorded, and definitive.")
    say(f"Round {counted.number}: all sheets are equal. The manual count is locked (13-17-507(1)).")
    return ExitCode.DONE


def _left(log: AuditLog, unit: Unit) -> LeftToCount:
    """What is left to count of a unit; nothing is taken out of one that is not audited, or has no figures yet."""
    units = open_audit_of(log).units
    figures = next((one.figures for one in units if one.unit == unit), None)
    return LeftToCount(()) if figures is None else left_to_count(folded(log), figures)


def _round(state: AuditState, unit: Unit, sheets: CsvTable, reader: MemberId) -> list[AuditEvent]:
    """One round of the unit, from its beginning to the last sheet. A unit that is not audited is refused later."""
    audited = next((one for one in state.units if one.unit == unit), None)
    rows = TallyRows(state.contest(unit.contest)) if audited is None else state.rows_of(unit)
    figures = _figures(sheets, rows)
    number = 1 if audited is None else 1 + len(audited.rounds)
    entered = [
        SheetEntered(unit.precinct, unit.contest, number, member, member, EntryMode.TOTALS, one)
        for member, one in figures.items()
    ]
    return [TallyStarted(unit.precinct, unit.contest, number, reader, tuple(figures)), *entered]


def _figures(sheets: CsvTable, rows: TallyRows) -> dict[MemberId, Figures]:
    expected = ["ballots", *(choice.id for choice in rows.contest.choices), "undervotes", "overvotes"]
    expected += [f"valid:{person}" for person in rows.people]
    if [row["row"] for row in sheets.rows] != expected:
        raise Refused(_RULE, "The list has not the rows of this contest.", f"Its rows are: row, {', '.join(expected)}.")
    members = [MemberId(name) for name in sheets.heading[1:] if name]
    return {member: _sheet([_number(row, member) for row in sheets.rows], rows) for member in members}


def _check_columns(sheets: CsvTable) -> None:
    if sheets.columns[:1] != ("row",) or not any(sheets.heading[1:]):
        found = f"The first line of the list is {','.join(sheets.heading)[:80]!r}."
        raise Refused(_RULE, found, "It names the columns: row, and the id of each recorder.")


def _number(row: CsvRow, member: MemberId) -> int:
    text = row[member.lower()]
    number = whole_number(text, 99_999_999)
    if number is None:
        raise Refused(_RULE, f'"{text[:80]}" in the row {row["row"]} is no figure.', "Write whole numbers.")
    return number


def _sheet(column: list[int], rows: TallyRows) -> Figures:
    """In the order of the rows that are asked for."""
    ballots, *figures = column
    choices = [choice.id for choice in rows.contest.choices]
    votes = tuple(ChoiceVotes(choice, count) for choice, count in zip(choices, figures, strict=False))
    undervotes, overvotes, *valid = figures[len(choices) :]
    people = tuple(ChoiceVotes(person, count) for person, count in zip(rows.people, valid, strict=True))
    return Figures(ballots, votes, undervotes, overvotes, people)
