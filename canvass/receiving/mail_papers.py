"""The papers of an election by mail: places of deposit, their boxes, and envelopes held together (13-19)."""

from dataclasses import dataclass

from canvass.receiving.log_papers import hour_words, paper_of
from canvass.reporting.tables import Cell, Document, Table, columns_of
from tabulate.board.intake.intake_state import IntakeState
from tabulate.calendar.ballot_words import words_on
from tabulate.election import Election
from tabulate.ledger.state import RecordState

BOXES = ("Box", "Place", "Seal", "#Envelopes", "Sealed", "By", "Opened", "Seal found", "#Counted", "Opened by")


@dataclass(frozen=True, slots=True)
class EnvelopesTogether:
    """Envelopes as boxes and post brought them, and as the state's system has them."""

    boxes: int
    """Counted in the office, of boxes that are opened."""
    posted: int
    returned: int | None
    """None before any numbers are taken."""
    accepted: int
    rejected: int
    pending: int
    on_the_way: tuple[str, ...]
    """Boxes that are sealed, and not opened yet."""
    wrong_boxes: tuple[str, ...]
    """A sentence for each box in which another number was found."""

    @property
    def said(self) -> str:
        """Whether they agree."""
        came = f"Boxes {self.boxes:,} + post {self.posted:,} = {self.boxes + self.posted:,} envelopes"
        if self.returned is None:
            return f"{came}. No numbers of the state's system are taken yet."
        parts = f"accepted {self.accepted:,} + rejected {self.rejected:,} + pending {self.pending:,}"
        differ = self.boxes + self.posted - self.returned
        end = "they agree" if not differ else f"{abs(differ):,} {'more came' if differ > 0 else 'are missing'}"
        return f"{came}; {parts} = {self.returned:,}: {end}."

    @property
    def agrees(self) -> bool:
        """Whether nothing is missing or in excess, and no box is on its way or was found wrong."""
        same = self.boxes + self.posted == self.returned
        return same and not self.on_the_way and not self.wrong_boxes


def envelopes_together(intake: IntakeState) -> EnvelopesTogether:
    """How they stand (13-19)."""
    opened = [one.opened for one in intake.boxes.values() if one.opened is not None]
    precincts = () if intake.figures is None else intake.figures.precincts
    return EnvelopesTogether(
        sum(one.envelopes for one in opened),
        sum(one.envelopes for one in intake.posted.values()),
        None if intake.figures is None else sum(one.returned for one in precincts),
        sum(one.accepted for one in precincts),
        sum(one.rejections for one in precincts),
        sum(one.pending for one in precincts),
        tuple(name for name, one in intake.boxes.items() if one.opened is None),
        tuple(
            f"Box {one.opened.box} of {one.sealed.place}: {one.sealed.envelopes:,} left it, {one.opened.envelopes:,} "
            "were found."
            for one in intake.boxes.values()
            if one.opened is not None and one.differs
        ),
    )


def box_rows(intake: IntakeState) -> tuple[tuple[Cell, ...], ...]:
    """Each trip of a box."""
    rows: list[tuple[Cell, ...]] = []
    for one in intake.boxes.values():
        sealed, opened = one.sealed, one.opened
        left = (sealed.box, sealed.place, sealed.seal, sealed.envelopes, hour_words(sealed.sealed_at))
        found: tuple[Cell, ...] = ("", "", None, "")
        if opened is not None:
            by = ", ".join(opened.officials)
            found = (hour_words(opened.opened_at), opened.seal_found.value, opened.envelopes, by)
        rows.append((*left, ", ".join(sealed.officials), *found))
    return tuple(rows)


def posted_rows(intake: IntakeState) -> tuple[tuple[Cell, ...], ...]:
    """Each day's envelopes by post."""
    return tuple((one.day, one.envelopes) for one in intake.posted.values())


def mail_document(state: RecordState, election: Election) -> Document:
    """The log of places of deposit and their boxes."""
    intake = state.board.office.intake
    found = envelopes_together(intake)
    plan, sent = intake.plan, intake.sent
    lines = (
        "No plan is entered."
        if plan is None
        else f"Plan filed on {plan.filed_on} (13-19-205). Places: {', '.join(plan.places) or 'none'}.",
        "" if sent is None else f"{sent.ballots:,} ballots mailed on {sent.mailed_on}, all on one day (13-19-207).",
        found.said,
        *found.wrong_boxes,
        f"On the way: {', '.join(found.on_the_way)}." if found.on_the_way else "",
    )
    title = f"Log of deposit places: {words_on(election.date).mail_election}"
    return paper_of(
        election,
        title,
        tuple(filter(None, lines)),
        Table("Boxes", "", columns_of(*BOXES), box_rows(intake)),
        Table("By post", "", columns_of("Day", "#Envelopes"), posted_rows(intake)),
    )
