"""`canvass ties ...`: what is equal after a recount, and who breaks it (13-16-501 to 13-16-507)."""

import click

from canvass.commands.seals import RecordFirst

COMMANDS = {
    "list": ("Show every tie, and whose it is to break.", "canvass.commands.ties.ties_commands:listing"),
    "statement": ("Write the statement for that officer.", "canvass.commands.ties.ties_commands:tie_statement"),
    "notice": ("Enter when and where a lot is drawn.", "canvass.commands.ties.ties_commands:notice"),
    "appointed": (
        "Enter whom the officer appointed of those tied.",
        "canvass.commands.ties.ties_commands:appointed",
    ),
    "lot": ("Enter the lot as it was drawn.", "canvass.commands.ties.ties_commands:lot"),
}
"""In the order in which they are used."""


@click.group(cls=RecordFirst, table=COMMANDS)
def ties() -> None:
    """Say whose a tie is to break; the program breaks none (13-16-203, 13-16-501 to 13-16-507)."""
