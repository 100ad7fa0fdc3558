"""The released totals in an evidence package: of the county and by row, as JSON and as tables."""

from typing import Any

from canvass.exporting.clarity import clarity_files
from canvass.exporting.common_format import id_of
from canvass.exporting.csv_files import spreadsheet_bytes
from canvass.exporting.export_folder import ExportFile, json_bytes
from canvass.exporting.figures_by_row import FigureLine, LineKind, NamedRows, row_key
from canvass.exporting.names_shown import name_shown
from canvass.exporting.public_figures import PublicFigures, ballots_of
from canvass.exporting.result_tables import rows_by_precinct, rows_of_whole
from canvass.exporting.results_report import results_report
from tabulate.publication.released import ROWS_OF_ALL
from tabulate.totals.results import ContestTotals, PrecinctTotals

Json = dict[str, Any]


def totals_files(figures: PublicFigures) -> tuple[ExportFile, ...]:
    """Everything that says the figures of the release."""
    rows = NamedRows(figures.election, figures.released.totals)
    stated = {"snapshot": figures.number, "status": figures.status, "at": figures.at.isoformat(timespec="minutes")}
    county = stated | {"contests": [_contest(rows, one, one) for one in rows.contests]}
    precincts = stated | {"rows": [_row(rows, one) for one in rows.rows]}
    return (
        ExportFile("data/totals/county.json", json_bytes(county)),
        ExportFile("data/totals/precincts.json", json_bytes(precincts)),
        ExportFile("data/totals/county.csv", spreadsheet_bytes(rows_of_whole(rows, figures.stated))),
        ExportFile("data/totals/precincts.csv", spreadsheet_bytes(rows_by_precinct(rows, figures.stated))),
        *(
            ExportFile(f"data/results/{one.name}", one.content)
            for one in (*results_report(figures), *clarity_files(figures))
        ),
    )


def _row(rows: NamedRows, row: PrecinctTotals) -> Json:
    pairs = zip(rows.contests, row.contests, strict=True)
    return {
        "precinct": "POOLED" if row.precinct in ROWS_OF_ALL else name_shown(row_key(row)),
        "name": rows.precincts[row_key(row)],
        "ballots": ballots_of(row),
        "contests": [_contest(rows, whole, part) for whole, part in pairs if part.sheets],
    }


def _contest(rows: NamedRows, whole: ContestTotals, part: ContestTotals) -> Json:
    return {
        "contest": name_shown(whole.contest),
        "title": rows.titles[whole.contest],
        "seats": whole.seats,
        "ballots": part.sheets,
        "choices": [_choice(whole, line) for line in rows.lines(whole, part)],
        "undervotes": part.undervotes,
        "overvotes": part.overvotes,
        "waiting": part.waiting,
        "untold": part.untold,
    }


def _choice(whole: ContestTotals, line: FigureLine) -> Json:
    in_report = "" if line.kind is LineKind.PENDING else id_of("choice", whole.contest, line.key)
    return {"choice": name_shown(line.key), "name": line.name, "votes": line.votes, "err": in_report}
