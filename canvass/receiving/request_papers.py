"""The register of requests for public records, and the bill of one (13-1-109, ARM 44.2.204)."""

from canvass.receiving.log_papers import paper_of
from canvass.reporting.tables import Cell, Document, Table, columns_of
from tabulate.board.intake.intake_state import IntakeState
from tabulate.board.intake.records_requests import (
    CENTS_A_PAGE,
    CENTS_AN_IMAGE,
    FREE_MINUTES,
    PublicRequest,
    RecordsBilled,
)
from tabulate.election import Election
from tabulate.ledger.state import RecordState

REGISTER = ("Request", "Asked by", "For", "On", "Bill", "Answer", "Paid", "Answered")


def dollars(cents: int) -> str:
    """`$120.00`."""
    return f"${cents // 100:,}.{cents % 100:02d}"


def register_rows(intake: IntakeState) -> tuple[tuple[Cell, ...], ...]:
    """Each request."""
    return tuple(_row(one) for one in intake.requests.values())


def _row(one: PublicRequest) -> tuple[Cell, ...]:
    asked, answered = one.asked, one.answered
    bill = "" if one.billed is None else dollars(one.cents)
    ended = ("", "", "") if answered is None else (answered.answer.value, answered.paid_on, answered.answered_on)
    return (asked.request, asked.asked_by, asked.wanted, asked.asked_on, bill, *ended)


def register_document(state: RecordState, election: Election) -> Document:
    """All of them."""
    lines = ("Copies are paid in advance (ARM 44.2.204). What is confidential is left out (13-1-109).",)
    table = Table("Requests", "", columns_of(*REGISTER), register_rows(state.board.office.intake))
    return paper_of(election, "Register of requests for public records", lines, table)


def bill_rows(bill: RecordsBilled) -> tuple[tuple[Cell, ...], ...]:
    """What is charged for what."""
    pages, images, staff = bill.charged
    free = f"{bill.staff_minutes} minutes of staff time: nothing up to {FREE_MINUTES} minutes"
    charged = f"{bill.staff_minutes} minutes of staff time, at actual cost"
    return (
        (f"{bill.pages:,} pages at {dollars(CENTS_A_PAGE)}", dollars(pages)),
        (f"{bill.images:,} digital images at {dollars(CENTS_AN_IMAGE)}", dollars(images)),
        (charged if bill.staff_minutes > FREE_MINUTES else free, dollars(staff)),
        ("To be paid in advance", dollars(bill.cents)),
    )


def bill_document(election: Election, one: PublicRequest) -> Document:
    """The bill of a request; of one without a bill, the request alone."""
    lines = (f"Request {one.asked.request} of {one.asked.asked_on}, by {one.asked.asked_by}: {one.asked.wanted}",)
    rows = () if one.billed is None else bill_rows(one.billed)
    table = Table("", "", columns_of("For", "Cost"), rows)
    return paper_of(election, f"Bill for copies: request {one.asked.request}", lines, table)
