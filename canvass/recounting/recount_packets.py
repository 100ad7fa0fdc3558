"""What a recount board works with on paper, precinct by precinct: custody log, set-aside list, two tally sheets.

The tally sheets are prepared before, with the candidates' names, the office and the precinct (13-16-412). No figure of
the machine or of the canvass is on any of them; a sheet has a box for each ballot that is expected.
"""

from dataclasses import dataclass

from reportlab.lib import colors
from reportlab.lib.units import inch
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer, TableStyle
from reportlab.platypus import Table as PaperTable

from canvass.console.text import plural
from canvass.printing.paper import BODY, CELL, HEAD, LINES, TITLE, built, paragraph
from canvass.printing.tally_papers import BOXES_A_LINE, SPARE_BOXES, blanks, custody_rows, tally_row
from tabulate.board.custody.container_entries import ContainerHolds
from tabulate.board.recount.one_recount import KeptRecount
from tabulate.board.write_ins import declared_in
from tabulate.election import Contest, Election, Precinct, PrecinctId
from tabulate.ledger.state import RecordState

_SHEETS = 2
"""Two record apart (13-15-206(2))."""
_ASIDE_ROWS = 18


@dataclass(frozen=True, slots=True)
class RecountPacket:
    """What is printed for one precinct."""

    election: Election
    kept: KeptRecount
    contest: Contest
    precinct: Precinct
    people: tuple[str, ...]
    """Names of declared write-in candidates."""
    packages: tuple[tuple[str, ...], ...]
    """Each: container, what it holds, batches, seals, with whom; as far as the record knows them."""
    ballots: int
    """With the contest, by the canvass: that many boxes a row has, with some to spare."""

    @property
    def foot(self) -> str:
        """On every page."""
        where = f"{self.election.county}, {self.election.date}"
        return f"{where}: recount {self.kept.filed.recount}, precinct {self.precinct.name}"


def packets_of(election: Election, state: RecordState, kept: KeptRecount) -> tuple[RecountPacket, ...]:
    """A packet for each precinct of the recount, in the definition's order."""
    contest = election.contest(kept.filed.contest)
    return tuple(_packet(election, state, kept, contest, election.precinct(one)) for one in kept.filed.precincts)


def _packet(
    election: Election, state: RecordState, kept: KeptRecount, contest: Contest, precinct: Precinct
) -> RecountPacket:
    people = tuple(one.name for one in declared_in(contest, state.board.declared))
    packages, ballots = _packages(state, precinct.id), _ballots(state, contest, precinct.id)
    return RecountPacket(election, kept, contest, precinct, people, packages, ballots)


def _packages(state: RecordState, precinct: PrecinctId) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            one.sealed.container,
            one.sealed.holds.value,
            ", ".join(one.batches) or "none",
            ", ".join(one.bears) or "open",
            one.holder or "not said",
        )
        for one in state.board.office.custody.of_precinct(precinct)
        if one.sealed.holds is not ContainerHolds.REJECTED
    )


def _ballots(state: RecordState, contest: Contest, precinct: PrecinctId) -> int:
    tally = state.countable(True).contests.get((precinct, contest.id))
    return 0 if tally is None else tally.sheets


def recount_packet_pdf(packet: RecountPacket) -> bytes:
    """One precinct's packet."""
    flow: list[Flowable] = [*_retrieval(packet), PageBreak(), *_custody(packet), PageBreak(), *_set_aside(packet)]
    for number in range(1, _SHEETS + 1):
        flow += [PageBreak(), *_tally_sheet(packet, number)]
    return built(flow, f"Recount packet: {packet.precinct.name}", packet.foot)


def _heading(packet: RecountPacket) -> list[Flowable]:
    filed = packet.kept.filed
    text = f"{packet.election.title} of {packet.election.date}, {packet.election.county}. Recount {filed.recount}: "
    return [paragraph(f"{text}{filed.ground} ({filed.ground.section})."), Spacer(1, 6)]


def _retrieval(packet: RecountPacket) -> list[Flowable]:
    party = next((one.name for one in packet.election.parties if one.id == packet.contest.purpose.party), "")
    flow: list[Flowable] = [
        paragraph(f"Retrieval: precinct {packet.precinct.name}", TITLE),
        *_heading(packet),
        paragraph(f"To be counted by hand: {packet.contest.title}. No other contest of these ballots."),
        paragraph("Open the packages of one precinct at a time, before the board, and seal them again (13-16-417)."),
    ]
    if party:
        flow.append(paragraph(f"Of this precinct, only the ballots of the {party} Party are counted (13-16-412)."))
    if not packet.packages:
        return [*flow, Spacer(1, 6), paragraph("The record knows no container of this precinct: look at its labels.")]
    head = [paragraph(title, HEAD) for title in ("Container", "Holds", "Batches", "Seals", "With", "Found")]
    rows = [[paragraph(text, CELL) for text in (*package, "")] for package in packet.packages]
    widths = [1.1 * inch, 1.5 * inch, 1.7 * inch, 1.2 * inch, 1.1 * inch, 0.6 * inch]
    table = PaperTable([head, *rows], colWidths=widths, style=LINES, hAlign="LEFT", repeatRows=1)
    return [*flow, Spacer(1, 6), table]


def _custody(packet: RecountPacket) -> list[Flowable]:
    return [
        paragraph(f"Custody log: precinct {packet.precinct.name}", TITLE),
        *_heading(packet),
        paragraph("Opened before the election administrator and the board, and sealed again before them (13-16-417)."),
        Spacer(1, 8),
        custody_rows(max(8, len(packet.packages) + 5)),
    ]


def _set_aside(packet: RecountPacket) -> list[Flowable]:
    titles = ("No.", "What is not according to the instructions", "Member", "Member", "Member", "Two of three find")
    head = [paragraph(title, HEAD) for title in titles]
    rows = [[paragraph(str(number), CELL), "", "", "", "", ""] for number in range(1, _ASIDE_ROWS + 1)]
    widths = [0.4 * inch, 2.7 * inch, 0.9 * inch, 0.9 * inch, 0.9 * inch, 1.4 * inch]
    grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    heights = [None, *[0.36 * inch] * len(rows)]
    return [
        paragraph(f"Ballots set aside: precinct {packet.precinct.name}", TITLE),
        *_heading(packet),
        paragraph(
            "Write the number on the ballot's envelope, and leave it out of both tally sheets. A vote counts where two "
            "of the three members find it; else the ballot has none (13-15-206(2)(a), (4))."
        ),
        Spacer(1, 8),
        PaperTable([head, *rows], colWidths=widths, rowHeights=heights, style=grid, hAlign="LEFT", repeatRows=1),
    ]


def _tally_sheet(packet: RecountPacket, number: int) -> list[Flowable]:
    contest, boxes = packet.contest, packet.ballots + SPARE_BOXES
    several = contest.seats > 1
    flow: list[Flowable] = [
        paragraph(f"Tally sheet {number}: {contest.title}", TITLE),
        paragraph(f"Precinct {packet.precinct.name} ({packet.precinct.id}). Vote for {contest.seats}.", BODY),
        *_heading(packet),
        paragraph(
            "One reads each ballot aloud, and two record on a sheet of their own, without seeing the other's "
            "(13-16-412, 13-15-206(2)). Mark one box for each vote, from left to right. Where the two sheets differ, "
            "the whole precinct is counted again, on new sheets."
        ),
        Spacer(1, 8),
        blanks(("Recorder", "Reader", "Round", "Date")),
    ]
    for name in (*contest.names.values(), *(f"{one} (write-in)" for one in packet.people)):
        flow.append(tally_row(name, boxes))
    flow.append(
        tally_row(f"Undervotes ({contest.seats} on a blank ballot)" if several else "Undervotes", contest.seats * boxes)
    )
    flow.append(tally_row(f"Overvotes ({contest.seats} on each ballot)" if several else "Overvotes", 2 * BOXES_A_LINE))
    total = "Ballots tallied" + (f" (times {contest.seats} = all boxes marked)" if several else "")
    seats = plural(contest.seats, "vote")
    return [
        *flow,
        Spacer(1, 10),
        KeepTogether(
            [blanks((total, f"Sum of all rows ({seats} a ballot)")), Spacer(1, 14), blanks(("Signature", "Set aside"))]
        ),
    ]
