"""The names of a record's files as a table that people fill in with a spreadsheet, and send back."""

from collections.abc import Iterable
from typing import assert_never

from canvass.exporting.csv_files import spreadsheet_bytes
from canvass.importing.answered_names import Answer, NamesRefused
from canvass.importing.name_lines import LEFT_OUT, NameLine, name_lines
from canvass.importing.names_of_record import NamesOfRecord
from outside.matching.defined_election import DefinedElection
from outside.matching.outside_names import OutsideChoiceName, OutsideContestName, OutsidePrecinctName
from outside.matching.partners import Proposal
from tabulate.csv_rows import Accepted, CsvRefused, CsvRow, CsvTable, plain_cell, rows_of
from tabulate.printable import folded_words, prints, shown

_COLUMNS = ("line", "name", "of contest", "in", "means", "meaning", "found by", "may be")
_NEEDED = ("line", "name", "means")
_ACCEPTED = Accepted(8 << 20, rows=50_000, delimiters=",;\t", utf_16=True)


def names_table(names: NamesOfRecord) -> bytes:
    """A row for each name; `means` is what people fill in."""
    rows = [_row(line, names.election) for line in name_lines(names)]
    return spreadsheet_bytes([_COLUMNS, *rows])


def _row(line: NameLine, election: DefinedElection) -> tuple[str, ...]:
    contest = "" if line.contest is None else str(line.contest)
    where = "; ".join(map(str, line.where))
    found = "" if line.found is None else line.found.value
    cells = (line.key, called(line), contest, where, line.means, meaning(line, election), found, may_be(line.proposals))
    return tuple(map(shown, cells))


def may_be(proposals: Iterable[Proposal]) -> str:
    """The nearest names of the definition, the most alike first."""
    return "; ".join(f"{one.id} = {one.name} ({one.ratio_percent} %)" for one in proposals)


def called(line: NameLine) -> str:
    """The name with what it is of, so that no spreadsheet takes it for a day or a number."""
    match line.name:
        case OutsidePrecinctName():
            return f"Precinct: {line.name}"
        case OutsideContestName():
            return f"Contest: {line.name}"
        case OutsideChoiceName():
            return f"Choice: {line.name}"
        case _:
            assert_never(line.name)


def meaning(line: NameLine, election: DefinedElection) -> str:
    """What it means, in the definition's words."""
    if line.means in ("", LEFT_OUT):
        return "" if not line.means else "none of this election"
    match line.name:
        case OutsidePrecinctName():
            known = election.precinct(line.means)
            return "" if known is None else known.name
        case OutsideContestName():
            contest = election.contest(line.means)
            return "" if contest is None else contest.title
        case OutsideChoiceName():
            of = election.contest(line.contest_means)
            return next((one.name for one in (of.choices if of else ()) if one.id == line.means), "")
        case _:
            assert_never(line.name)


def read_names(content: bytes, names: NamesOfRecord) -> dict[str, Answer]:
    """What a table says, by the keys of lines. Raises NamesRefused with every problem, then nothing of it is used."""
    try:
        table = rows_of(content, _ACCEPTED, _check_columns)
    except CsvRefused as refused:
        raise NamesRefused((refused.sentence,)) from None
    lines = {line.key: line for line in name_lines(names)}
    answers: dict[str, Answer] = {}
    problems: list[str] = []
    for row in table.rows:
        problem = _problem(row, lines, answers)
        if problem:
            problems.append(f"line {row.line}: {problem}")
        else:
            answers[row["line"]] = Answer(plain_cell(row["means"]), f"line {row.line}")
    if not table.rows:
        problems.append("line 2: expected names; found nothing below the first line.")
    if problems:
        raise NamesRefused(tuple(problems))
    return answers


def _check_columns(table: CsvTable) -> None:
    missing = [one for one in _NEEDED if one not in table.columns]
    strange = [one for one in table.columns if one not in _COLUMNS]
    if missing or strange:
        found = f"no column {missing[0]!r}" if missing else f"a column {shown(strange[0])[:80]!r}"
        raise CsvRefused(found, f"the columns of --export: {', '.join(_COLUMNS)}", "Export the table again.", 1)


def _problem(row: CsvRow, lines: dict[str, NameLine], answers: dict[str, Answer]) -> str:
    """What is wrong with a row; empty where nothing is."""
    line = lines.get(row["line"])
    if line is None:
        return f"no name of the newest files is {shown(row['line'])[:40]!r}. Export the table again, and fill it in."
    if row["line"] in answers:
        return f"{called(line)!r} stands twice. Strike one of the two lines."
    name = plain_cell(row["name"])
    if folded_words(name) != folded_words(shown(called(line))):
        return f"the name was {called(line)!r}, and is {shown(name)[:80]!r} now. Export the table again."
    if not prints(row["means"]):
        return "what it means has letters that cannot be printed. Type the id."
    return ""
