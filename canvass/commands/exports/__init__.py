"""`canvass export ...`: files for other programs, from the released totals or for the audit."""

import click

from canvass.console.lazy_commands import LazyCommands

COMMANDS = {
    "results": ("Write tables for spreadsheets.", "canvass.commands.exports.public_exports:results_export"),
    "openelections": ("Write OpenElections' table.", "canvass.commands.exports.public_exports:openelections"),
    "clarity": ("Write Clarity's detail.xml.", "canvass.commands.exports.public_exports:clarity"),
    "definition": ("Write the ballot definition.", "canvass.commands.exports.public_exports:definition_export"),
    "log": ("Write the event log.", "canvass.commands.exports.official_exports:log_export"),
    "cvr": ("Write cast vote records in NIST's format.", "canvass.commands.exports.cast_votes:cvr"),
    "arlo": ("Write files for an audit with Arlo.", "canvass.commands.exports.arlo:arlo"),
}
"""Those for anyone first."""


@click.group(cls=LazyCommands, table=COMMANDS)
def export() -> None:
    """Write files for other programs. Those for the public have the newest release of totals, and no more."""
