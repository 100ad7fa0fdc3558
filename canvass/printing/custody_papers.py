"""A container's label, and the custody log with its certificate: what is known is printed, the rest is for ink."""

from collections.abc import Iterable
from dataclasses import dataclass

from reportlab.lib import colors
from reportlab.lib.units import inch
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer, TableStyle
from reportlab.platypus import Table as PaperTable

from audit.opening import audited_as_federal
from canvass.console.text import hour_of
from canvass.printing.paper import BODY, CELL, HEAD, HEADING, TITLE, built, paragraph, signatures
from tabulate.board.custody.container_entries import ContainerHolds, OpeningGround
from tabulate.board.custody.grounds import GROUNDS, grounds_for
from tabulate.board.custody.kept_containers import KeptContainer
from tabulate.election import Election
from tabulate.ledger.chain import Head

_GRID = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
_EMPTY_ROWS = 6
_ROW_HEIGHT = 0.36 * inch
_INSIDE = {
    ContainerHolds.REGISTERS: "Precinct register, list of challenged, pollbook, both tally sheets. No return form.",
    ContainerHolds.UNUSED: "All unused ballots, with their stubs.",
    ContainerHolds.VOTED: "All ballots voted, those not counted too, and detached stubs of absentee ballots.",
    ContainerHolds.UNVOTED: "Party ballots that electors left unvoted.",
    ContainerHolds.REJECTED: "Rejected ballots. Opened by a court's order alone (13-15-108(2)).",
}
"""What the law lays into each (13-15-205)."""


@dataclass(frozen=True, slots=True)
class CustodyPaper:
    """What both papers are of."""

    election: Election
    head: Head
    """Of the ledger, when it was printed."""

    @property
    def foot(self) -> str:
        """On every page; what a long title may take the room of stands first."""
        return f"Ledger entry {self.head.number}, {self.head.hash[:16]}. {self.election.title}, {self.election.date}"

    def precincts(self, kept: KeptContainer) -> str:
        """The names of a container's precincts."""
        return ", ".join(self.election.precinct_name(one) for one in kept.sealed.precincts)

    def grounds(self, holds: ContainerHolds) -> str:
        """On which it is opened; for an audit in a federal election alone (13-1-303(1))."""
        federal = audited_as_federal(self.election)
        allowed = (one for one in grounds_for(holds) if federal or one is not OpeningGround.AUDIT)
        return "; ".join(f"{ground} ({GROUNDS[ground].rule})" for ground in allowed)


def label_pdf(paper: CustodyPaper, kept: KeptContainer) -> bytes:
    """One page for the outside of a sealed container: what it is, its seals, lines for the signatures across them."""
    sealed, newest = kept.sealed, kept.sealings[-1]
    signers = tuple(f"{one.name}, {one.office}" for one in newest.signers)
    flow: list[Flowable] = [
        paragraph(f"Container {sealed.container}: {sealed.holds}", TITLE),
        paragraph(f"{paper.election.title}, {paper.election.date}, {paper.election.county}"),
        Spacer(1, 8),
        _facts(
            ("Precinct", paper.precincts(kept)),
            ("Holds", _INSIDE[sealed.holds]),
            *([("Batches", ", ".join(kept.batches))] if kept.batches else []),
            ("Seals", ", ".join(kept.seals)),
            ("Sealed", hour_of(newest.at)),
            ("Opened only for", paper.grounds(sealed.holds)),
        ),
        paragraph("Each who sealed it signs here, and across every seal (13-15-205)", HEADING),
        signatures(signers),
        Spacer(1, 14),
        paragraph("Handed over, in ink", HEADING),
        _grid(("Given by", "Taken by", "Date, hour", "Seals whole?"), (), (2.3, 2.3, 1.5, 1.1)),
    ]
    return built(flow, f"Label of container {sealed.container}", paper.foot)


def custody_log_pdf(paper: CustodyPaper, containers: Iterable[KeptContainer]) -> bytes:
    """A sheet for each container: all that was done to it, room for more, and the certificate to be signed."""
    flow: list[Flowable] = []
    for kept in containers:
        flow += [*_log(paper, kept), PageBreak()]
    return built(flow[:-1], "Custody log", paper.foot)


def _log(paper: CustodyPaper, kept: KeptContainer) -> list[Flowable]:
    sealed = kept.sealed
    rows = [
        (
            hour_of(entry.at),
            entry.did,
            ", ".join(entry.said_of_seals),
            "; ".join(f"{one.name}, {one.office}" for one in entry.people),
            str(number),
        )
        for number, entry in kept.history
    ]
    stands = f"open since {hour_of(kept.opened.at)}" if kept.opened else f"sealed, with {', '.join(kept.seals)}"
    certificate = (
        f"The container stands {stands}. We have compared the numbers on its seals with this log, and they agree, but "
        "for what is written here:"
    )
    if kept.disposed is not None:
        certificate = f"What lay in it was disposed of on {hour_of(kept.disposed.at)} (13-1-303(1)). We were there:"
    return [
        paragraph(f"Custody log: container {sealed.container}, {sealed.holds}", TITLE),
        paragraph(f"{paper.election.title}, {paper.election.date}, {paper.election.county}"),
        paragraph(f"Precinct {paper.precincts(kept)}. {_INSIDE[sealed.holds]}"),
        *([paragraph(f"Batches: {', '.join(kept.batches)}.")] if kept.batches else []),
        *([] if kept.disposed else [paragraph(f"It may be opened for: {paper.grounds(sealed.holds)}.")]),
        Spacer(1, 6),
        _grid(("When", "What was done", "Seals", "Who", "Entry"), rows, (1.35, 2.0, 1.2, 2.05, 0.6)),
        KeepTogether(
            [
                paragraph("Certificate of seals", HEADING),
                paragraph(certificate),
                Spacer(1, 26),
                signatures(("Election administrator", "Date", "Chief election judge or board member", "Date")),
            ]
        ),
    ]


def _facts(*facts: tuple[str, str]) -> Flowable:
    rows = [[paragraph(name, HEAD), paragraph(text, BODY)] for name, text in facts]
    return PaperTable(rows, colWidths=[1.3 * inch, 5.9 * inch], style=_GRID, hAlign="LEFT", splitInRow=1)


def _grid(titles: tuple[str, ...], rows: Iterable[tuple[str, ...]], widths_in: tuple[float, ...]) -> Flowable:
    """What is known, and empty rows for ink."""
    known = [[paragraph(text, CELL) for text in row] for row in rows]
    empty = [[""] * len(titles) for _ in range(_EMPTY_ROWS)]
    return PaperTable(
        [[paragraph(title, HEAD) for title in titles], *known, *empty],
        colWidths=[width * inch for width in widths_in],
        rowHeights=[None] * (len(known) + 1) + [_ROW_HEIGHT] * _EMPTY_ROWS,
        style=_GRID,
        hAlign="LEFT",
        repeatRows=1,
        splitInRow=1,
    )
