"""A layout's names as a table (CSV) for a spreadsheet, and the corrected table read back.

A row is one target, known by its style, precinct, sheet and number; only `contest`, `choice` and `remove` are read
back, what else it says is for people.
"""

import csv
import io
from dataclasses import replace
from functools import partial

from tabulate.csv_rows import Accepted, CsvRefused, CsvTable, plain_cell, rows_of, spreadsheet_cell
from tabulate.definitions.findings import Findings, quoted
from tabulate.definitions.identifiers import is_write_in_line
from tabulate.definitions.layouts.layout_file import BallotLayout, LayoutCard, LayoutPage, LayoutTarget, Name, numbered
from tabulate.election import ChoiceId, ContestId
from tabulate.errors import DefinitionError, LayoutError

MAX_BYTES = 32 * 1024 * 1024
_ACCEPTED = Accepted(MAX_BYTES, rows=200_000, delimiters=",;\t", utf_16=True)
COLUMNS = (
    "ballot_style",
    "precinct",
    "sheet",
    "page",
    "target",
    "contest",
    "choice",
    "remove",
    "title",
    "name",
    "printed",
    "x_in",
    "y_in",
)
_KEY = ("ballot_style", "precinct", "sheet", "target")
_READ = (*_KEY, "contest", "choice", "remove")
_YES, _NO = frozenset({"yes", "x", "true", "1"}), frozenset({"", "no", "false", "0"})
_Key = tuple[str, str, str, str]


def table_text(layout: BallotLayout) -> str:
    """The layout as CSV, a row a target."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for card in layout.cards:
        for number, page in enumerate(card.pages, 1):
            for target in page.targets:
                writer.writerow([spreadsheet_cell(cell) for cell in _cells(layout, card, number, target)])
    return buffer.getvalue()


def _cells(layout: BallotLayout, card: LayoutCard, page: int, target: LayoutTarget) -> list[str]:
    title, text = "", ""
    if target.name is not None and layout.names is not None:
        title, text = layout.names.text(target.name)
    return [
        *_key_of(card, target)[:3],
        str(page),
        str(target.place.number),
        target.name.contest if target.name else "",
        target.name.choice if target.name else "",
        "",
        title,
        text,
        target.printed,
        f"{target.place.x_in:.3f}",
        f"{target.place.y_in:.3f}",
    ]


def _key_of(card: LayoutCard, target: LayoutTarget) -> _Key:
    return card.ballot_style, card.precinct or "", str(card.sheet), str(target.place.number)


def with_table(layout: BallotLayout, data: bytes) -> BallotLayout:
    """The layout with the names of a corrected table. Raises LayoutError with every problem, by row and column."""
    findings = Findings()
    try:
        rows = _rows(findings, data)
        findings.stop_if_any()
        changed = _changed(findings, layout, rows)
        findings.stop_if_any()
    except CsvRefused as refused:
        raise LayoutError([refused.problem]) from None
    except DefinitionError as error:
        raise LayoutError(error.problems) from None
    return changed


def _rows(findings: Findings, data: bytes) -> list[tuple[int, dict[str, str]]]:
    """The rows that hold anything, each with its line in the table (the head is row 1)."""
    table = rows_of(data, _ACCEPTED, partial(_check_columns, findings))
    return [(row.line, {name: plain_cell(row[name]) for name in _READ}) for row in table.rows]


def _check_columns(findings: Findings, table: CsvTable) -> None:
    for name in _READ:
        if name not in table.columns:
            remedy = "Write the table anew with canvass layout table --export."
            findings.add(f"column {name}", "no such column", "the column, once", remedy)
    findings.stop_if_any()


def _changed(findings: Findings, layout: BallotLayout, rows: list[tuple[int, dict[str, str]]]) -> BallotLayout:
    by_key: dict[_Key, tuple[int, dict[str, str]]] = {}
    known = {_key_of(card, target) for card in layout.cards for target in card.targets()}
    for number, row in rows:
        key = (row["ballot_style"], row["precinct"], row["sheet"] or "1", row["target"])
        if key not in known:
            found = f"target {quoted(row['target'])} of ballot style {quoted(row['ballot_style'])}"
            remedy = "Leave these columns as they were written."
            findings.add(f"row {number}", found, "a target of the layout", remedy)
        elif key in by_key:
            found = f"target {row['target']}, which row {by_key[key][0]} has too"
            findings.add(f"row {number}", found, "a row for each target", "Remove one of the two.")
        by_key[key] = number, row
    for key in sorted(known - by_key.keys(), key=lambda key: (*key[:3], int(key[3]))):
        found = f"no row for target {key[3]} of ballot style {quoted(key[0])}"
        remedy = "Put the row back; to remove the target, write yes in its column remove."
        findings.add("", found, "a row for every target", remedy)
    findings.stop_if_any()
    return replace(layout, cards=tuple(_card(findings, layout, card, by_key) for card in layout.cards))


def _card(
    findings: Findings, layout: BallotLayout, card: LayoutCard, by_key: dict[_Key, tuple[int, dict[str, str]]]
) -> LayoutCard:
    pages: list[LayoutPage] = []
    for page in card.pages:
        targets = []
        for target in page.targets:
            number, row = by_key[_key_of(card, target)]
            kept = _target(findings, number, row, layout, target)
            targets += [] if kept is None else [kept]
        pages.append(replace(page, targets=tuple(targets)))
    return replace(card, pages=numbered(tuple(pages)))


def _target(
    findings: Findings, number: int, row: dict[str, str], layout: BallotLayout, target: LayoutTarget
) -> LayoutTarget | None:
    """The target as the row has it; None where it is to be removed."""
    remove = row["remove"].lower()
    if remove in _YES:
        return None
    if remove not in _NO:
        findings.add(f"row {number}, column remove", quoted(row["remove"]), "yes, or nothing", "Correct it.")
    contest, choice = row["contest"], row["choice"]
    if bool(contest) != bool(choice):
        lacking = "contest" if choice else "choice"
        findings.add(f"row {number}, column {lacking}", "nothing", "both or neither", "Fill it in, or clear the other.")
        return target
    if not contest:
        return replace(target, name=None)
    if layout.names is not None:
        _check_known(findings, number, contest, choice, layout)
    name = Name(ContestId(contest), ChoiceId(choice))
    area = target.place.write_in_area if is_write_in_line(choice) else None
    return replace(target, name=name, place=replace(target.place, write_in_area=area))


def _check_known(findings: Findings, number: int, contest: str, choice: str, layout: BallotLayout) -> None:
    known = next((one for one in layout.names.contests if one.id == contest), None) if layout.names else None
    if known is None:
        expected = "a contest's identifier"
        findings.add(f"row {number}, column contest", quoted(contest), expected, "Correct it.")
    elif choice not in dict(known.choices) and not (is_write_in_line(choice) and known.write_ins):
        expected = f"the identifier of a choice of {quoted(contest)}"
        findings.add(f"row {number}, column choice", quoted(choice), expected, "Correct it.")
