"""`canvass provisional receive`, `decide`, `hold-back`, `list`, `letters`, `strike` (13-15-107, 13-15-108)."""

from pathlib import Path

import click

from canvass.commands.audit.working import write_file
from canvass.commands.intake.log_options import (
    AT,
    BY,
    NUMBER,
    OFFICIALS,
    RECORD,
    hour,
    paper_command,
    strike_of,
    written,
)
from canvass.console.text import plural, say
from canvass.deciding.custody_typed import words_typed
from canvass.errors import InputError, disk_errors
from canvass.receiving.intake_typed import count_typed, second_typed
from canvass.receiving.log_papers import paper_bytes
from canvass.receiving.provisional_papers import letters_of, provisional_document
from canvass.record import open_record
from tabulate.board.intake.provisional_log import (
    OrdinaryBallotsHeldBack,
    ProvisionalDecided,
    ProvisionalOutcome,
    ProvisionalReceived,
    WhyProvisional,
)
from tabulate.board.subjects import IntakeLog
from tabulate.election import PrecinctId
from tabulate.ledger.fold import fold

strike = strike_of(IntakeLog.PROVISIONAL)
_WHY = {one.name.lower().replace("_", "-"): one for one in WhyProvisional}
_OUTCOMES = {one.name.lower().replace("_", "-"): one for one in ProvisionalOutcome}
_PRECINCT = click.option("--precinct", required=True, help="By its id.")


@click.command()
@RECORD
@NUMBER
@_PRECINCT
@click.option("--why", type=click.Choice(list(_WHY)), required=True, help="Why the elector voted so.")
@AT
@BY
def receive(record: Path, number: str, precinct: str, why: str, at: str | None, entered_by: str) -> None:
    """Enter that provisional ballot NUMBER came in, in its envelope. Nobody is named."""
    entry = ProvisionalReceived(number, PrecinctId(words_typed(precinct)), _WHY[why], hour(at), entered_by)
    written(record, entry, f"Provisional ballot {number} is in the log.")


@click.command()
@RECORD
@NUMBER
@click.option("--outcome", type=click.Choice(list(_OUTCOMES)), required=True, help="Whether it counts, and why.")
@click.option("--decided-at", required=True, metavar="HOUR", help="The exact hour, as 2026-11-04T16:30.")
@AT
@BY
def decide(record: Path, number: str, outcome: str, decided_at: str, at: str | None, entered_by: str) -> None:
    """Enter the outcome of provisional ballot NUMBER, with the reason that its letter says (13-15-107(4))."""
    entry = ProvisionalDecided(number, _OUTCOMES[outcome], second_typed(decided_at), hour(at), entered_by)
    written(record, entry, f"Provisional ballot {number}: {entry.outcome}.")


@click.command("hold-back")
@RECORD
@_PRECINCT
@click.option("--ballots", required=True, help="How many ordinary ballots, all together.")
@OFFICIALS
@AT
@BY
def hold_back(
    record: Path, precinct: str, ballots: str, officials: tuple[str, ...], at: str | None, entered_by: str
) -> None:
    """Enter ordinary ballots of a precinct that are held back and counted with its provisional ones (13-15-107(5))."""
    number = count_typed(ballots, "ballots")
    entry = OrdinaryBallotsHeldBack(PrecinctId(words_typed(precinct)), number, officials, hour(at), entered_by)
    written(record, entry, f"{plural(number, 'ordinary ballot')} of {precinct} held back.")


listing = paper_command(
    "list", "Show the log, where each ballot goes, and what is counted together.", provisional_document
)


@click.command()
@RECORD
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="A folder without letters, for a PDF of each."
)
def letters(record: Path, out: Path) -> None:
    """Write the letter to the elector of each ballot that is decided, as PDF (13-15-107(4))."""
    with open_record(record) as opened:
        found = letters_of(opened.election, fold(opened.outlines()).board.office.intake)
    if not found:
        raise InputError("No provisional ballot is decided yet. Nothing was written. Enter outcomes first.")
    with disk_errors(out):
        earlier = next(out.glob("letter-*.pdf"), None)
    if earlier is not None:
        raise InputError(f"{out} has letters of before, as {earlier.name}. Nothing was written. Name another folder.")
    for place, one in enumerate(found, 1):
        write_file(out / f"letter-{place:04d}.pdf", paper_bytes(one, "pdf"))
    say(f"{plural(len(found), 'letter')} in {out}.")
