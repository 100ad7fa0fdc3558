"""The label of the envelope in which the returns go to the secretary of state, by certified mail (13-15-501)."""

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.platypus import Flowable, Spacer

from canvass.console.text import plural
from canvass.printing.paper import BODY, HEADING, TITLE, built, paragraph, signatures
from tabulate.board.words_said import day_in_montana
from tabulate.state_canvass.county_package import CountyPackage, SealingEntry

_LARGE = ParagraphStyle("envelope", parent=TITLE, fontSize=34, leading=42)
_SEAL = ParagraphStyle("seal", parent=BODY, fontName="Courier", fontSize=9, leading=12)


def envelope_pdf(package: CountyPackage, seal: SealingEntry, mailed: tuple[str, str] | None) -> bytes:
    """One page: the words of the law, whose returns, the contests, the entry that has the hashes; `mailed` with day."""
    number, day = mailed or ("_" * 34, "_" * 16)
    flow: list[Flowable] = [
        paragraph("ELECTION RETURNS", _LARGE),
        paragraph(f"County: {package.county}", TITLE),
        paragraph(f"{package.election} of {package.date}"),
        Spacer(1, 0.3 * inch),
        paragraph("To the secretary of state, Helena, Montana. By certified mail (13-15-501).", HEADING),
        paragraph(f"Postal number: {number}"),
        paragraph(f"Mailed on: {day}"),
        Spacer(1, 0.3 * inch),
        paragraph("Enclosed", HEADING),
        paragraph(
            f"The signed returns of {plural(len(package.contests), 'contest')}, by the report of the canvass "
            f"that was adopted on {day_in_montana(package.adopted_at)} and signed by {', '.join(package.signed_by)}."
        ),
        Spacer(1, 0.2 * inch),
        paragraph("The entry of the county's ledger that has the hashes of every figure", HEADING),
        paragraph(f"{seal.number}:{seal.hash}", _SEAL),
        paragraph(
            "Whoever receives the county's package types this, and the two are compared: on the page Counties, or "
            "after --seal."
        ),
        Spacer(1, 0.3 * inch),
        signatures(("Election administrator", "Date")),
    ]
    return built(flow, f"Election returns: {package.county}", f"{package.county}, {package.election}, {package.date}")
