"""`canvass recount certify`, `papers`: the board's certificate, and the corrected abstract (13-16-418, 13-16-419)."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from canvass.commands.audit.working import write_file
from canvass.commands.options import people, reasoned, say_written
from canvass.commands.recount.recount_options import BY, ELSEWHERE, RECORD, RECOUNT, day_or_today
from canvass.console.text import say, warn
from canvass.deciding.custody_typed import words_typed
from canvass.deciding.decisions import Deciding
from canvass.errors import ExitCode, RefusedError
from canvass.record import open_record
from canvass.recounting.recount_outcome import costs_settled, outcome_of, what_follows
from canvass.recounting.recount_papers import abstract, certificate, paper_bytes, paper_of
from canvass.recounting.recount_typed import cents_typed, elsewhere_typed, withdrawn_typed
from tabulate.board.recount.recount_entries import RecountCertified

if TYPE_CHECKING:
    from canvass.record.store import Record

_FORMS = ("pdf", "html", "csv")


@click.command()
@RECORD
@RECOUNT
@click.option(
    "--signer",
    "signers",
    callback=people,
    multiple=True,
    required=True,
    metavar="NAME",
    help="A member who signs; repeat.",
)
@click.option(
    "--attested-by", callback=people, required=True, metavar="NAME", help="The election administrator, under seal."
)
@click.option("--proceedings", callback=reasoned, required=True, help="What was done, in substance.")
@click.option(
    "--appearance",
    "appearances",
    callback=people,
    multiple=True,
    metavar="NAME",
    help="Who was there, and for whom; repeat.",
)
@click.option("--costs", default="0", metavar="DOLLARS", help="Of the recount.")
@click.option("--on", metavar="DAY", help="The day of the certificate; today without it.")
@ELSEWHERE
@click.option("--out", type=click.Path(path_type=Path), help="A folder for certificate and corrected abstract.")
@BY
def certify(
    record: Path,
    recount: str,
    signers: tuple[str, ...],
    attested_by: str,
    proceedings: str,
    appearances: tuple[str, ...],
    costs: str,
    on: str | None,
    elsewhere: Path | None,
    out: Path | None,
    entered_by: str,
) -> ExitCode:
    """Enter the certificate of RECOUNT: from here on its votes are the correct ones."""
    with open_record(record) as opened:
        found = outcome_of(opened, recount)
        entry = RecountCertified(
            recount,
            found.kept.filed.precincts,
            day_or_today(on),
            tuple(map(words_typed, signers)),
            words_typed(attested_by),
            words_typed(proceedings),
            tuple(map(words_typed, appearances)),
            cents_typed(costs),
            words_typed(entered_by),
            elsewhere_typed(elsewhere, opened.election, found.contest),
        )
        Deciding(opened).enter(entry)
        found = outcome_of(opened, recount)
        say_written(f"Recount {recount} is certified.", opened.head())
        for words in (*what_follows(found), *costs_settled(found, entry)):
            say(words)
        if out is not None:
            _write(opened, recount, out)
    for words in found.ballots_differing:
        warn(words)
    if found.changed:
        warn("THE RESULT IS ANOTHER THAN THE CANVASS HAD.")
    return ExitCode.WAITING if found.still_tied else ExitCode.DONE


@click.command()
@RECORD
@RECOUNT
@click.option("--reason", callback=reasoned, required=True, help="Who withdrew it or stayed it, and by which paper.")
@click.option("--on", metavar="DAY", help="The day; today without it.")
@BY
def withdraw(record: Path, recount: str, reason: str, on: str | None, entered_by: str) -> None:
    """Enter that RECOUNT is over without a certificate; what was counted is kept, and counts nowhere."""
    with open_record(record) as opened:
        entry = withdrawn_typed(recount, reason, day_or_today(on), words_typed(entered_by))
        Deciding(opened).enter(entry)
        say_written(f"Recount {recount} is withdrawn.", opened.head())


@click.command()
@RECORD
@RECOUNT
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder for the files.")
def papers(record: Path, recount: str, out: Path) -> None:
    """Write the certificate of RECOUNT and the corrected abstract, as PDF, HTML and CSV, and both as JSON."""
    with open_record(record) as opened:
        _write(opened, recount, out)


def _write(opened: "Record", recount: str, out: Path) -> None:
    found = outcome_of(opened, recount)
    if found.kept.certified is None:
        raise RefusedError(f"Recount {recount} is not certified (13-16-418). Nothing was written. Certify it first.")
    paper = paper_of(opened, found)
    for name, document in (("certificate", certificate(paper)), ("abstract", abstract(paper))):
        for form in _FORMS:
            write_file(out / f"{name}.{form}", paper_bytes(paper, document, form))
    write_file(out / "recount.json", paper_bytes(paper, certificate(paper), "json"))
