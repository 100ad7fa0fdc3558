"""`canvass audit tally`: enter one count's tally sheets from a list (13-17-506(2))."""

import csv
import io
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
from tabulate.election import ContestId, PrecinctId

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
    text = read_csv(sheets)
    with audit_of(record) as log:
        check_no_judge(log.record, open_audit_of(log))
        unit = Unit(PrecinctId(precinct), ContestId(contest))
        with log.turn() as turn:
            turn.take(*_round(turn.state, unit, text, MemberId(reader)))
    counted = turn.state.unit(unit).rounds[-1]
    if counted.outcome is RoundOutcome.DIFFER:
        say(f"Round {counted.number}: the sheets differ. Count the whole unit again (13-17-506(2)(b)).")
        return ExitCode.WAITING
    say(f"Round {counted.number}: all sheets are equal. The manual count is locked (13-17-507(1)).")
    return ExitCode.DONE


def _round(state: AuditState, unit: Unit, text: str, reader: MemberId) -> list[AuditEvent]:
    """One round of the unit, from its beginning to the last sheet. A unit that is not audited is refused later."""
    figures = _figures(text, state.contest(unit.contest))
    number = 1 + sum(len(one.rounds) for one in state.units if one.unit == unit)
    entered = [
        SheetEntered(unit.precinct, unit.contest, number, member, member, EntryMode.TOTALS, one)
        for member, one in figures.items()
    ]
    return [TallyStarted(unit.precinct, unit.contest, number, reader, tuple(figures)), *entered]


def _figures(text: str, contest: AuditContest) -> dict[MemberId, Figures]:
    rows = [row for row in csv.reader(io.StringIO(text), skipinitialspace=True) if any(cell.strip() for cell in row)]
    expected = ["row", "ballots", *(choice.id for choice in contest.choices), "undervotes", "overvotes"]
    if [row[0].strip() for row in rows] != expected or len({len(row) for row in rows}) != 1 or len(rows[0]) < 2:
        raise Refused(_RULE, "The list has not the rows of this contest.", f"Its rows are: {', '.join(expected)}.")
    members = [MemberId(cell.strip()) for cell in rows[0][1:]]
    if len(set(members)) < len(members):
        raise Refused(_RULE, "A recorder has two columns.", "A sheet is handed in once.")
    numbers = [[_number(row[0], cell) for cell in row[1:]] for row in rows[1:]]
    return {member: _sheet([row[index] for row in numbers], contest) for index, member in enumerate(members)}


def _number(row: str, cell: str) -> int:
    text = cell.strip()
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise Refused(_RULE, f'"{text}" in the row {row} is no figure.', "Write whole numbers.")
    return int(text)


def _sheet(column: list[int], contest: AuditContest) -> Figures:
    votes = zip(contest.choices, column[1:-2], strict=True)
    return Figures(column[0], tuple(ChoiceVotes(choice.id, count) for choice, count in votes), column[-2], column[-1])
