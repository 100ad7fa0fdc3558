"""What the committee works with on paper: retrieval list, custody log, and a tally sheet for each count.

No machine figure is on any of them. A tally sheet has a box for each ballot that can lie before the committee.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from reportlab.lib.units import inch
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer
from reportlab.platypus import Table as PaperTable

from audit.contests import WRITE_INS, AuditContest, AuditPrecinct
from audit.coverage import Container, ListedBallot
from audit.edition import AuditEdition
from audit.state import AuditState, UnitState
from canvass.auditing.apart.left_to_count import LeftToCount, left_to_count
from canvass.auditing.batch_figures import PrecinctBatch, batches_of, comparing
from canvass.auditing.boxes import first_figures, package_of
from canvass.auditing.papers.apart_paper import Look, apart_flow
from canvass.auditing.papers.report_tables import REHEARSED
from canvass.auditing.poll_book import BallotsCast
from canvass.auditing.reported.outside_report import groups_of
from canvass.printing.paper import BODY, CELL, HEAD, HEADING, LINES, TITLE, PageEnds, built, paragraph
from canvass.printing.tally_papers import BOXES_A_LINE, SPARE_BOXES, blanks, custody_rows, tally_row
from tabulate.election import PrecinctId
from tabulate.ledger.state import RecordState


@dataclass(frozen=True, slots=True)
class PacketCount:
    """One contest to be counted in a precinct."""

    contest: AuditContest
    people: tuple[str, ...] | None
    """Names of those whose valid write-in votes are counted by person; None where sheets have no such rows."""
    left: LeftToCount
    """What is left for this count, and what is laid apart first."""


@dataclass(frozen=True, slots=True)
class Packet:
    """What is printed for one precinct."""

    precinct: AuditPrecinct
    counts: tuple[PacketCount, ...]
    """Those to be made there, in the order drawn."""
    batches: tuple[PrecinctBatch, ...]
    packages: tuple[str, ...]
    """Where each batch's paper lies, with its seals; empty where the record does not know it."""

    @property
    def ballots(self) -> int:
        """At most so many lie in its boxes."""
        return sum(batch.ballots for batch in self.batches)


def _no_picture(_: ListedBallot) -> None:
    """Where no record is at hand."""


def packet_pdf(state: AuditState, packet: Packet, look: Look = _no_picture) -> bytes:
    """One precinct's packet. `look` finds the papers of the ballots that are laid apart."""
    flow: list[Flowable] = [*_retrieval(state, packet), PageBreak(), *_custody(state, packet)]
    if any(count.left.out for count in packet.counts):
        flow += [PageBreak(), *_laid_apart(state, packet, look)]
    for count in packet.counts:
        flow += [PageBreak(), *_tally_sheet(state, packet, count)]
    return built(flow, f"Audit packet: {packet.precinct.name}", _foot(state, packet), ends=_ends(state))


def retrieval_pdf(state: AuditState, packets: tuple[Packet, ...]) -> bytes:
    """Every batch to be fetched, precinct by precinct."""
    flow: list[Flowable] = [paragraph("Retrieval list", TITLE), *_heading(state)]
    for packet in packets:
        flow.append(KeepTogether([paragraph(packet.precinct.name, HEADING), _batches(packet)]))
    return built(
        flow,
        "Retrieval list",
        f"{state.opened.county}, {state.opened.election_date}: retrieval list",
        ends=_ends(state),
    )


def _ends(state: AuditState) -> Callable[[int], PageEnds]:
    """Each page's number; of a rehearsal, what it is."""
    head = REHEARSED if state.opened.rehearsal else ""
    return lambda page: PageEnds(head, page)


def _foot(state: AuditState, packet: Packet) -> str:
    return f"{state.opened.county}, {state.opened.election_date}: precinct {packet.precinct.name}"


def _heading(state: AuditState) -> list[Flowable]:
    opened = state.opened
    text = f"{opened.election_title} of {opened.election_date}, {opened.county}. Rule set {opened.rules.value}."
    return [paragraph(text), Spacer(1, 6)]


def _retrieval(state: AuditState, packet: Packet) -> list[Flowable]:
    contests = [paragraph(f"{count.contest.title}", BODY) for count in packet.counts]
    return [
        paragraph(f"Retrieval: precinct {packet.precinct.name}", TITLE),
        *_heading(state),
        paragraph("Fetch every sealed package that holds ballots of these batches. Open none before the custody log."),
        Spacer(1, 6),
        _batches(packet),
        paragraph("To be counted by hand", HEADING),
        *contests,
    ]


def _batches(packet: Packet) -> Flowable:
    head = [paragraph(title, HEAD) for title in ("Batch", "Kind", "Machine", "Paper here", "Package, seal", "Found")]
    rows = [
        [paragraph(text, CELL) for text in (one.batch, one.kind, one.machine or "none", one.said, package, "")]
        for one, package in zip(packet.batches, packet.packages, strict=True)
    ]
    if not rows:
        return paragraph("The record holds no batch of this precinct: nothing can be audited before it is counted.")
    widths = [1.5 * inch, 0.9 * inch, 1.4 * inch, 0.9 * inch, 1.8 * inch, 0.7 * inch]
    return PaperTable([head, *rows], colWidths=widths, style=LINES, hAlign="LEFT", repeatRows=1)


def _custody(state: AuditState, packet: Packet) -> list[Flowable]:
    return [
        paragraph(f"Custody log: precinct {packet.precinct.name}", TITLE),
        *_heading(state),
        paragraph("The packages are opened for the random-sample audit only (13-1-303(1)(b)), in public."),
        Spacer(1, 8),
        custody_rows(max(8, len(packet.batches) + 3)),
    ]


def _laid_apart(state: AuditState, packet: Packet, look: Look) -> list[Flowable]:
    return [
        paragraph(f"Ballots to be laid apart: precinct {packet.precinct.name}", TITLE),
        *_heading(state),
        paragraph(
            "These ballots are not in the first count of the contests named, and stay out of the committee's "
            f"(13-17-503(2)). Read as: {state.opened.compared.said}."
        ),
        *apart_flow([(count.contest.title, count.left) for count in packet.counts], look),
    ]


def _tally_sheet(state: AuditState, packet: Packet, count: PacketCount) -> list[Flowable]:
    contest = count.contest
    seats = "one" if contest.seats == 1 else str(contest.seats)
    flow: list[Flowable] = [
        paragraph(f"Tally sheet: {contest.title}", TITLE),
        paragraph(f"Precinct {packet.precinct.name}. Vote for {seats}.", BODY),
        *_heading(state),
        paragraph(
            "One member reads each ballot aloud; every other member records on a sheet of their own, without seeing "
            "another's (13-17-506(2)(a)). Mark one box for each vote, from left to right."
        ),
        *([Spacer(1, 4), paragraph(f"Counted: {count.left.said}", HEADING)] if count.left.said else []),
        Spacer(1, 8),
        blanks(("Member", "Reader", "Round", "Date")),
    ]
    rows = [choice.name for choice in contest.choices]
    boxes = packet.ballots + SPARE_BOXES
    for name in rows:
        flow.append(tally_row(f"{name[:1].upper()}{name[1:]}", boxes))
    flow.append(
        tally_row(
            f"Undervotes ({contest.seats} on a blank ballot)" if contest.seats > 1 else "Undervotes",
            contest.seats * boxes,
        )
    )
    flow.append(
        tally_row(f"Overvotes ({contest.seats} on each ballot)" if contest.seats > 1 else "Overvotes", 2 * BOXES_A_LINE)
    )
    flow += _valid_write_ins(count, boxes)
    total = "Ballots counted" if contest.seats == 1 else f"Ballots counted (times {contest.seats} = all boxes marked)"
    added_up = "Sum of all rows" if count.people is None else "Sum of all rows but the valid write-ins"
    flow += [Spacer(1, 10), KeepTogether([blanks((total, added_up)), Spacer(1, 14), blanks(("Signature",))])]
    return flow


def _valid_write_ins(count: PacketCount, boxes: int) -> list[Flowable]:
    """By person, below what the machine is compared with: the rows that the canvass takes."""
    if count.people is None:
        return []
    told = (
        "A write-in vote is valid where the oval is marked and the name written is a designation filed for the office "
        "(13-15-206(5)). Each is marked a second time here, in the person's row. Only these go into the canvass."
        if count.people
        else "Nobody is declared for this office: no write-in vote is valid (13-15-206(5)). Count the ovals above."
    )
    flow: list[Flowable] = [Spacer(1, 8), KeepTogether([paragraph("Valid write-in votes", HEADING), paragraph(told)])]
    for name in count.people:
        flow.append(tally_row(name, boxes))
    return flow


def packets_of(state: AuditState, counted: RecordState) -> tuple[Packet, ...]:
    """A packet for each precinct with something to count, in the order drawn."""
    precincts = dict.fromkeys(one.unit.precinct for one in state.units)
    return tuple(packet_of(state, counted, precinct) for precinct in precincts)


def packet_of(state: AuditState, counted: RecordState, precinct: PrecinctId) -> Packet:
    """The packet of one precinct; without a count where nothing is to be counted there."""
    batches = groups_of(state, counted, precinct) or batches_of(counted, precinct)
    counts = tuple(_count(state, counted, one) for one in state.units if one.unit.precinct == precinct)
    return Packet(state.precinct(precinct), counts, batches, tuple(package_of(counted, one.batch) for one in batches))


def _count(state: AuditState, counted: RecordState, unit: UnitState) -> PacketCount:
    """As the figures have it once the boxes are open; before, as all batches of the precinct together have it."""
    contest, precinct = state.contest(unit.unit.contest), unit.unit.precinct
    reported = bool(groups_of(state, counted, precinct))
    scanned = () if reported else tuple(one.batch for one in batches_of(counted, precinct) if one.machine)
    figures = unit.figures
    if figures is None and scanned:
        figures = first_figures(state, counted, unit.unit, (Container("", scanned),), BallotsCast())
    rows = None
    if state.opened.edition is not AuditEdition.FIRST and WRITE_INS in contest.names and not reported:
        rows = tuple(name for _, name in comparing(state, contest, counted).people)
    left = left_to_count(counted, figures)
    if unit.figures is None and any(not one.machine for one in batches_of(counted, precinct)):
        # A hand count's paper lies there too, and is in no figures yet.
        left = replace(left, papers=None)
    return PacketCount(contest, rows, left)
