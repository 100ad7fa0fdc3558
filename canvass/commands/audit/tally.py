"""`canvass audit tally`: enter one count's tally sheets from a list (13-17-506(2))."""

from pathlib import Path

import click

from audit.committee import MemberId
from audit.contests import AuditContest, Unit
from audit.coverage import ChoiceVotes
from audit.errors import Refused
from audit.events import AuditEvent
from audit.events.counting import SheetEntered, TallyStarted
from audit.state import AuditState
from audit.tally_sheets import EntryMode, Figures, RoundOutcome
from canvass.auditing.judges import check_no_judge
from canvass.commands.audit.working import audit_of, open_audit_of, read_csv, record_argument
from canvass.console.text import say
from canvass.errors import ExitCode
from tabulate.csv_rows import CsvRow, CsvTable
from tabulate.election import ContestId, PrecinctId
from tabulate.whole_numbers import whole_number

_RULE = "13-17-506(2)(a)"


@click.command()
@record_argument
@click.argument("sheets", type=click.Path(path_type=Path))
@click.option("--precinct", required=True, metavar="ID")
@click.option("--contest", required=True, metavar="ID")
@click.option("--reader", required=True, metavar="MEMBER", help="Who read the ballots aloud; records nothing.")
def tally(record: Path, sheets: Path, precinct: str, contest: str, reader: str) -> ExitCode:
    """Enter one round of tally sheets, written on paper, from the CSV file SHEETS.

    Its first line is: row, and the id of each recorder. Then a line for `ballots`, one for each choice by its id, for
    `undervotes` and for `overvotes`. All sheets are entered, or none.
    """
    table = read_csv(sheets, _check_columns)
    with audit_of(record) as log:
        check_no_judge(log.record, open_audit_of(log))
        unit = Unit(PrecinctId(precinct), ContestId(contest))
        with log.turn() as turn:
            turn.take(*_round(turn.state, unit, table, MemberId(reader)))
    counted = turn.state.unit(unit).rounds[-1]
    if counted.outcome is RoundOutcome.DIFFER:
        say(f"Round {counted.number}: the sheets differ. Count the whole unit again (13-17-506(2)(b)).")
        return ExitCode.WAITING
    say(f"Round {counted.number}: all sheets are equal. The manual count is locked (13-17-507(1)).")
    return ExitCode.DONE


def _round(state: AuditState, unit: Unit, sheets: CsvTable, reader: MemberId) -> list[AuditEvent]:
    """One round of the unit, from its beginning to the last sheet. A unit that is not audited is refused later."""
    figures = _figures(sheets, state.contest(unit.contest))
    number = 1 + sum(len(one.rounds) for one in state.units if one.unit == unit)
    entered = [
        SheetEntered(unit.precinct, unit.contest, number, member, member, EntryMode.TOTALS, one)
        for member, one in figures.items()
    ]
    return [TallyStarted(unit.precinct, unit.contest, number, reader, tuple(figures)), *entered]


def _figures(sheets: CsvTable, contest: AuditContest) -> dict[MemberId, Figures]:
    expected = ["ballots", *(choice.id for choice in contest.choices), "undervotes", "overvotes"]
    if [row["row"] for row in sheets.rows] != expected:
        raise Refused(_RULE, "The list has not the rows of this contest.", f"Its rows are: row, {', '.join(expected)}.")
    members = [MemberId(name) for name in sheets.heading[1:] if name]
    return {member: _sheet([_number(row, member) for row in sheets.rows], contest) for member in members}


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


def _sheet(column: list[int], contest: AuditContest) -> Figures:
    votes = zip(contest.choices, column[1:-2], strict=True)
    return Figures(column[0], tuple(ChoiceVotes(choice.id, count) for choice, count in votes), column[-2], column[-1])
