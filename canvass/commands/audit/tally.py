"""`canvass audit tally`: enter one count's tally sheets from a list (13-17-506(2))."""

from pathlib import Path

import click

from audit.committee import MemberId
from audit.contests import AuditContest
from audit.coverage import ChoiceVotes
from audit.errors import Refused
from audit.events import AuditEvent, SheetEntered, TallyStarted
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
    table = read_csv(sheets)
    with audit_of(record) as log:
        check_no_judge(log.record, open_audit_of(log))
        state = log.add(lambda now: _events(now, table, PrecinctId(precinct), ContestId(contest), MemberId(reader)))
    unit = next(one for one in state.units if (one.unit.precinct, one.unit.contest) == (precinct, contest))
    if unit.rounds[-1].outcome is RoundOutcome.DIFFER:
        say(f"Round {unit.rounds[-1].number}: the sheets differ. Count the whole unit again (13-17-506(2)(b)).")
        return ExitCode.WAITING
    say(f"Round {unit.rounds[-1].number}: all sheets are equal. The manual count is locked (13-17-507(1)).")
    return ExitCode.DONE


def _events(
    state: AuditState | None, sheets: CsvTable, precinct: PrecinctId, contest: ContestId, reader: MemberId
) -> list[AuditEvent]:
    assert state is not None
    found = state.contest(contest)
    figures = _figures(sheets, found)
    unit = next((one for one in state.units if (one.unit.precinct, one.unit.contest) == (precinct, contest)), None)
    number = 1 if unit is None else len(unit.rounds) + 1
    started = TallyStarted(precinct, contest, number, reader, tuple(figures))
    entered = [
        SheetEntered(precinct, contest, number, member, member, EntryMode.TOTALS, one)
        for member, one in figures.items()
    ]
    return [started, *entered]


def _figures(sheets: CsvTable, contest: AuditContest) -> dict[MemberId, Figures]:
    expected = ["ballots", *(choice.id for choice in contest.choices), "undervotes", "overvotes"]
    members = [MemberId(name) for name in sheets.heading[1:] if name]
    if sheets.columns[:1] != ("row",) or not members or [row["row"] for row in sheets.rows] != expected:
        raise Refused(_RULE, "The list has not the rows of this contest.", f"Its rows are: row, {', '.join(expected)}.")
    return {member: _sheet([_number(row, member) for row in sheets.rows], contest) for member in members}


def _number(row: CsvRow, member: MemberId) -> int:
    text = row[member.lower()]
    number = whole_number(text, 99_999_999)
    if number is None:
        raise Refused(_RULE, f'"{text[:80]}" in the row {row["row"]} is no figure.', "Write whole numbers.")
    return number


def _sheet(column: list[int], contest: AuditContest) -> Figures:
    votes = zip(contest.choices, column[1:-2], strict=True)
    return Figures(column[0], tuple(ChoiceVotes(choice.id, count) for choice, count in votes), column[-2], column[-1])
