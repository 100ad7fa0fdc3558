"""A comparison as files: tables for spreadsheets, JSON for programs, and the report on paper."""

from typing import Any

from canvass.auditing.papers.report_files import bytes_of
from canvass.comparing.cause_words import cause_said, finding_words
from canvass.comparing.comparison_tables import (
    ballots_table,
    causes_table,
    changes_table,
    classes_table,
    comparison_document,
    contests_table,
    line_row,
    lines_table,
    rates_table,
)
from canvass.comparing.made_comparison import MadeComparison
from canvass.comparing.names_said import NamesSaid
from canvass.exporting.csv_files import spreadsheet_bytes
from canvass.exporting.export_folder import ExportFile, json_bytes
from canvass.reporting.tables import Table
from outside.comparing.comparison import ListedLine
from outside.comparing.contest_figures import ContestComparison
from outside.comparing.rates import GroupRate

Json = dict[str, Any]


def comparison_files(made: MadeComparison, lines: tuple[ListedLine, ...]) -> tuple[ExportFile, ...]:
    """Everything but the paper with pictures."""
    names = NamesSaid(made.election)
    found = made.comparison
    tables = {
        "causes.csv": causes_table(made, names),
        "contests.csv": contests_table(made, names),
        "classes.csv": classes_table(made, names),
        "changes.csv": changes_table(made, names),
        "ballots.csv": ballots_table(made, names),
        "rates.csv": rates_table((*found.rates, *found.outliers), names, ""),
        "differences.csv": lines_table(made, lines, names, len(lines)),
    }
    unjoined = [("Cause", "What")]
    unjoined += [
        ("" if one.cause is None else str(one.cause + 1), finding_words(one.finding, names)) for one in found.findings
    ]
    return (
        ExportFile("comparison.json", json_bytes(comparison_json(made, lines))),
        ExportFile("comparison.pdf", bytes_of(comparison_document(made, lines), "pdf")),
        *(ExportFile(name, _csv(table)) for name, table in tables.items()),
        ExportFile("not-joined.csv", spreadsheet_bytes(unjoined)),
    )


def _csv(table: Table) -> bytes:
    rows = (["" if cell is None else cell for cell in row] for row in table.rows)
    return spreadsheet_bytes([[one.title for one in table.columns], *rows])


def comparison_json(made: MadeComparison, lines: tuple[ListedLine, ...]) -> Json:
    """All that the tables say, with ids."""
    names, found = NamesSaid(made.election), made.comparison
    return {
        "format": "canvass-outside-comparison/1",
        "election": made.election.title,
        "election_date": made.election.date.isoformat(),
        "ledger": {"number": made.head.number, "hash": made.head.hash},
        "records_entry": made.taken_at,
        "blind": made.order.is_proved,
        "pictures": found.pictures,
        "records": found.records,
        "joined": found.joined,
        "causes": [_cause(number, made, names) for number in range(len(found.causes))],
        "contests": [_contest(one) for one in found.contests],
        "not_joined": [
            {"what": type(one.finding).__name__, "cause": one.cause, "words": finding_words(one.finding, names)}
            for one in found.findings
        ],
        "ballots": [
            {
                "precinct": one.precinct or None,
                "report": one.report,
                "records": one.records,
                "pictures": one.pictures,
                "electors": one.electors,
            }
            for one in made.ballots
        ],
        "rates": [_rate(one) for one in found.rates],
        "outliers": [_rate(one) for one in found.outliers],
        "differences": [_line(one, made, names) for one in lines],
    }


def _cause(number: int, made: MadeComparison, names: NamesSaid) -> Json:
    found = made.comparison.causes[number]
    said = cause_said(found.cause, names)
    return {
        "cause": type(found.cause).__name__,
        "title": said.title,
        "words": said.words,
        "remedy": said.remedy,
        "differences": len(found.lines),
        "not_joined": len(found.findings),
    }


def _contest(one: ContestComparison) -> Json:
    near = one.nearest
    return {
        "contest": one.contest,
        "joined": one.joined,
        "classes": {kind.value: number for kind, number in one.classes},
        "explained": one.explained,
        "no_picture": one.no_picture,
        "no_record": one.no_record,
        "choices": [{"choice": each.choice, "counted": each.counted, "change": each.change} for each in one.changes],
        "nearest": near
        and {"winner": near.winner, "loser": near.loser, "margin": near.margin, "possible": near.possible},
        "could_change": one.could_change,
        "stopped": one.stopped,
    }


def _rate(one: GroupRate) -> Json:
    return {
        "kind": one.kind.value,
        "name": one.name,
        "what": one.what.value,
        "contest": one.contest,
        "found": one.found,
        "of": one.of,
        "rest": one.rest,
        "rest_of": one.rest_of,
        "chance": one.chance,
        "stands_out": one.stands_out,
    }


def _line(one: ListedLine, made: MadeComparison, names: NamesSaid) -> Json:
    line, found = one.line, made.finding(one)
    _, _, _, _, _, _, _, ours, theirs, _ = line_row(made, one, names)
    return {
        "record": line.record.key,
        "contest": line.contest,
        "class": line.kind.value,
        "cause": one.cause,
        "precinct": line.record.precinct or line.picture.precinct,
        "batch": line.record.batch,
        "machine": line.record.machine,
        "status": line.record.status,
        "picture_batch": line.picture.batch,
        "ours": ours,
        "theirs": theirs,
        "found": None if found is None else found.finding.value,
        "note": None if found is None else found.note,
    }
