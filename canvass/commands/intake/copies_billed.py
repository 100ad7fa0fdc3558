"""`canvass requests enter`, `bill`, `answer`, `list`, `strike` (13-1-109, ARM 44.2.204)."""

from pathlib import Path

import click

from canvass.commands.audit.working import write_file
from canvass.commands.intake.log_options import AT, BY, NUMBER, RECORD, hour, paper_command, strike_of, written
from canvass.commands.options import enter, people, reasoned, say_written
from canvass.deciding.custody_typed import words_typed
from canvass.receiving.intake_typed import count_typed
from canvass.receiving.log_papers import paper_bytes
from canvass.receiving.request_papers import bill_document, dollars, register_document
from canvass.record import open_record
from canvass.recounting.recount_typed import cents_typed, day_typed
from tabulate.board.intake.records_requests import RecordsAnswered, RecordsBilled, RecordsRequested, RequestAnswer
from tabulate.board.subjects import IntakeLog
from tabulate.ledger.fold import fold

strike = strike_of(IntakeLog.REQUESTS)
_ANSWERS = {one.name.lower(): one for one in RequestAnswer}


@click.command("enter")
@RECORD
@NUMBER
@click.option("--asked-by", callback=people, required=True, help="Who asks.")
@click.option("--wanted", callback=reasoned, required=True, help="What is asked for.")
@click.option("--asked-on", required=True, metavar="DATE", help="When.")
@AT
@BY
def enter_request(
    record: Path, number: str, asked_by: str, wanted: str, asked_on: str, at: str | None, entered_by: str
) -> None:
    """Enter request NUMBER for public records."""
    entry = RecordsRequested(number, asked_by, words_typed(wanted), day_typed(asked_on), hour(at), entered_by)
    written(record, entry, f"Request {number} is in the register.")


@click.command()
@RECORD
@NUMBER
@click.option("--pages", default="0", help="Copies on paper.")
@click.option("--images", default="0", help="Digital images.")
@click.option("--staff-minutes", default="0", help="Of the staff's time; up to half an hour costs nothing.")
@click.option("--staff-cost", default="0", help="The actual cost of all of them, in dollars.")
@click.option("--out", type=click.Path(path_type=Path), help="A file for the bill as PDF.")
@AT
@BY
def bill(
    record: Path,
    number: str,
    pages: str,
    images: str,
    staff_minutes: str,
    staff_cost: str,
    out: Path | None,
    at: str | None,
    entered_by: str,
) -> None:
    """Enter what the copies of request NUMBER cost: to be paid in advance. The last bill holds."""
    entry = RecordsBilled(
        number,
        count_typed(pages, "pages"),
        count_typed(images, "images"),
        count_typed(staff_minutes, "minutes"),
        cents_typed(staff_cost),
        hour(at),
        entered_by,
    )
    head = enter(record, entry)
    if out is not None:
        with open_record(record) as opened:
            known = fold(opened.outlines()).board.office.intake.requests[number]
            write_file(out, paper_bytes(bill_document(opened.election, known), "pdf"))
    say_written(f"Request {number}: {dollars(entry.cents)}, to be paid in advance.", head)


@click.command()
@RECORD
@NUMBER
@click.option("--answer", "answered", type=click.Choice(list(_ANSWERS)), required=True, help="How it ended.")
@click.option("--remarks", callback=reasoned, required=True, help="What was given or left out, and by which law.")
@click.option("--paid-on", default="", metavar="DATE", help="When the copies were paid.")
@click.option("--answered-on", required=True, metavar="DATE", help="When.")
@AT
@BY
def answer(
    record: Path,
    number: str,
    answered: str,
    remarks: str,
    paid_on: str,
    answered_on: str,
    at: str | None,
    entered_by: str,
) -> None:
    """Enter how request NUMBER was answered."""
    paid = day_typed(paid_on) if paid_on else ""
    day, said = day_typed(answered_on), words_typed(remarks)
    entry = RecordsAnswered(number, _ANSWERS[answered], said, paid, day, hour(at), entered_by)
    written(record, entry, f"Request {number}: {entry.answer}.")


listing = paper_command("list", "Show every request with its bill and its answer.", register_document)
