"""`canvass audit packets`: what the committee works with on paper."""

import re
from pathlib import Path

import click

from audit.errors import Refused
from canvass.auditing.papers.packets import Packet, packet_pdf, packets_of, retrieval_pdf
from canvass.board.pictures.apart_papers import look_in
from canvass.commands.audit.working import audit_of, folded, open_audit_of, record_argument, write_file


@click.command()
@record_argument
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A folder.")
def packets(record: Path, out: Path) -> None:
    """Print for each precinct to be audited: retrieval list, custody log, a tally sheet for each contest.

    Ballots that are taken out before a count are listed with their pictures: who sees the packet sees these.
    """
    with audit_of(record) as log:
        state = open_audit_of(log)
        if not state.units:
            raise Refused("13-17-505", "Nothing has been selected.", "Select first.")
        found, look = packets_of(state, folded(log)), look_in(log.record)
        write_file(out / "retrieval-list.pdf", retrieval_pdf(state, found))
        for number, packet in enumerate(found, 1):
            write_file(out / packet_name(number, packet), packet_pdf(state, packet, look))


def packet_name(number: int, packet: Packet) -> str:
    """A name that any computer takes, in the order drawn."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", packet.precinct.name).strip("-")[:40]
    return f"{number:02d}-{plain or 'precinct'}.pdf"
