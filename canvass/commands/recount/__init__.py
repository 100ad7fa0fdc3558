"""`canvass recount ...`: recounts by hand, a file for each step (13-16-201 to 13-16-420)."""

import click

from canvass.commands.seals import RecordFirst

COMMANDS = {
    "petition": ("Enter a petition, a tie, or a court's order.", "canvass.commands.recount.filing_one:petition"),
    "notified": ("Enter the secretary of state's notice.", "canvass.commands.recount.noticed:notified"),
    "notice": ("Print the notice to the recount board.", "canvass.commands.recount.packets_printed:notice"),
    "open": ("Enter the recount board and its clerks.", "canvass.commands.recount.assembling:opening"),
    "packets": ("Print what the board works with.", "canvass.commands.recount.packets_printed:packets"),
    "tally": ("Enter one round of tally sheets from a list.", "canvass.commands.recount.tallying:tally"),
    "missing": ("Note ballots that are missing or were found.", "canvass.commands.recount.tallying:missing"),
    "certify": ("Enter the board's certificate.", "canvass.commands.recount.certifying:certify"),
    "papers": ("Print certificate and corrected abstract.", "canvass.commands.recount.certifying:papers"),
    "withdraw": ("End a recount without a certificate.", "canvass.commands.recount.certifying:withdraw"),
    "list": ("Show every recount as it stands.", "canvass.commands.recount.listing_all:listing"),
}
"""In the order in which they are used."""


@click.group(cls=RecordFirst, table=COMMANDS)
def recount() -> None:
    """Recount a contest by hand: petition, board, blind tally sheets, certificate (13-16-201 to 13-16-420)."""
