"""The notice of exemption to the secretary of state, to be signed or not (13-17-503(5), ARM 44.3.1719(2))."""

from reportlab.lib.units import inch
from reportlab.platypus import Flowable, Spacer
from reportlab.platypus import Table as PaperTable

from audit.exemption import NoticeForm
from canvass.printing.paper import CELL, FIGURE, HEAD, HEAD_FIGURE, LINES, TITLE, built, paragraph, signatures


def notice_pdf(form: NoticeForm) -> bytes:
    """The form, with every close contest by both readings."""
    flow: list[Flowable] = [
        paragraph("Notice of exemption from the random-sample audit", TITLE),
        paragraph(f"To the secretary of state. {form.county}, {form.election_title} of {form.election_date}."),
        Spacer(1, 8),
        paragraph(
            "The county's unofficial final totals show a tie or a margin within that for a recount without a court "
            "order in the contests below (13-17-503(5)(b)). The law leaves open whether 13-16-211 is meant beside "
            "13-16-201; both are shown."
        ),
        paragraph(f"Due by {form.due or 'no date set'}. Without a signed and filed notice the county is audited."),
        Spacer(1, 8),
        _contests(form),
        Spacer(1, 30),
        signatures(("Election administrator", "Date")),
    ]
    return built(flow, "Notice of exemption", f"{form.county}, {form.election_date}: notice of exemption")


def _contests(form: NoticeForm) -> Flowable:
    if not form.contests:
        return paragraph("No contest is close by either reading.")
    words = [paragraph(title, HEAD) for title in ("Contest", "Totals", "Tie", "13-16-201", "13-16-211")]
    head = [*words, *(paragraph(title, HEAD_FIGURE) for title in ("Margin", "Votes"))]
    rows = [
        [
            paragraph(one.title, CELL),
            paragraph(one.totals.value, CELL),
            *(paragraph("yes" if shown else "no", CELL) for shown in (one.tie, one.within_201, one.within_211)),
            paragraph(f"{one.margin:,}", FIGURE),
            paragraph(f"{one.votes:,}", FIGURE),
        ]
        for one in form.contests
    ]
    widths = [2.3 * inch, 1.3 * inch, 0.5 * inch, 0.8 * inch, 0.8 * inch, 0.7 * inch, 0.8 * inch]
    return PaperTable([head, *rows], colWidths=widths, style=LINES, repeatRows=1, hAlign="LEFT")
