"""Results as files from their pages: a table for spreadsheets, or paper; the figures of the page and no more."""

from datetime import datetime

from django.http import HttpResponse

from canvass.auditing.papers.report_files import CONTENT_TYPES, bytes_of
from canvass.exporting.csv_files import spreadsheet_bytes
from canvass.exporting.public_figures import figures_stated
from canvass.exporting.results_file import results_rows
from canvass.public.figures_page import FiguresPage
from canvass.reporting.shown.results_paper import ResultsSaid, results_document

FORMS = ("csv", "pdf")
"""As an address names them."""


def results_file(
    page: FiguresPage, said: ResultsSaid, form: str, *, released: int | None, status: str, at: datetime
) -> HttpResponse:
    """The file. `released` is the number of the release that the figures are of; None of the count as it is.

    `at` is when the figures were so: of a release, when it was made.
    """
    if form == "csv":
        stated = figures_stated(page.election, "" if released is None else released, status, at)
        methods = tuple(one.contest for one in page.methods)
        content = spreadsheet_bytes(results_rows(page.election, page.chosen, page.by, methods, stated))
    else:
        content = bytes_of(results_document(page.printed, said), form)
    name = f"results-by-{page.by.key}{'' if released is None else f'-release-{released}'}.{form}"
    return HttpResponse(
        content,
        content_type=CONTENT_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
