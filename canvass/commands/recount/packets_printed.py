"""`canvass recount notice`, `packets`: what is printed before a recount (13-16-204, 13-16-412)."""

from pathlib import Path

import click

from canvass.auditing.papers.report_files import bytes_of
from canvass.commands.audit.working import write_file
from canvass.commands.recount.recount_options import RECORD, RECOUNT, precincts_named
from canvass.errors import RefusedError
from canvass.record import open_record
from canvass.recounting.recount_notice import notice as notice_of
from canvass.recounting.recount_outcome import kept_recount
from canvass.recounting.recount_packets import packets_of, recount_packet_pdf
from tabulate.ledger.fold import fold


@click.command()
@RECORD
@RECOUNT
@click.option("--precinct", "precincts", multiple=True, help="Only this one; repeat.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder for the PDFs.")
def packets(record: Path, recount: str, precincts: tuple[str, ...], out: Path) -> None:
    """Print a packet for each precinct of RECOUNT: retrieval, custody log, set-aside list, two tally sheets."""
    with open_record(record) as opened:
        state, election = fold(opened.outlines()), opened.election
    asked = precincts_named(election, precincts)
    kept = kept_recount(state, recount)
    if strange := [one for one in asked if one not in kept.filed.precincts]:
        raise RefusedError(
            f"Precinct {strange[0]} is not of recount {recount} ({kept.filed.ground.section}): "
            f"{', '.join(kept.filed.precincts)}. Nothing was written. Leave its packages sealed."
        )
    for packet in packets_of(election, state, kept):
        if not asked or packet.precinct.id in asked:
            write_file(out / f"recount-{recount}-{packet.precinct.id}.pdf", recount_packet_pdf(packet))


@click.command()
@RECORD
@RECOUNT
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The PDF.")
def notice(record: Path, recount: str, out: Path) -> None:
    """Print the notice to the members of the board of RECOUNT: what is recounted, why, and by when they meet."""
    with open_record(record) as opened:
        kept = kept_recount(fold(opened.outlines()), recount)
        document = notice_of(opened.election, kept, opened.head())
    write_file(out, bytes_of(document, "pdf"))
