"""Results as files from their pages: a table for spreadsheets, or paper; the figures of the page and no more."""

from django.http import HttpResponse

from canvass import clock
from canvass.auditing.papers.report_files import CONTENT_TYPES, bytes_of
from canvass.exporting.csv_files import spreadsheet_bytes
from canvass.exporting.public_figures import FiguresStated, fips_of
from canvass.exporting.results_file import results_rows
from canvass.public.figures_page import FiguresPage
from canvass.reporting.shown.results_paper import ResultsSaid, results_document
from tabulate.hours import MONTANA_TIME

FORMS = ("csv", "pdf")
"""As an address names them."""


def results_file(page: FiguresPage, said: ResultsSaid, form: str, *, released: int | None, status: str) -> HttpResponse:
    """The file. `released` is the number of the release that the figures are of; None of the count as it is."""
    if form == "csv":
        content = spreadsheet_bytes(_rows(page, "" if released is None else released, status))
    else:
        content = bytes_of(results_document(page.printed, said), form)
    name = f"results-by-{page.by.key}{'' if released is None else f'-release-{released}'}.{form}"
    return HttpResponse(
        content,
        content_type=CONTENT_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _rows(page: FiguresPage, snapshot: int | str, status: str) -> list[tuple[str | int, ...]]:
    election, at = page.election, clock.now().astimezone(MONTANA_TIME).replace(second=0, microsecond=0)
    stated = FiguresStated(
        election.date.isoformat(), fips_of(election.county), snapshot, status, at.isoformat(timespec="minutes")
    )
    return results_rows(election, page.chosen, page.by, tuple(one.contest for one in page.methods), stated)
