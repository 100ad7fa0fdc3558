"""`canvass county certificates ...`: certificates of nomination and election, a file for each kind of step."""

import click

from canvass.console.lazy_commands import LazyCommands

COMMANDS = {
    "list": ("Show every certificate as it stands.", "canvass.commands.county.certificates.listed:listing"),
    "last-general": (
        "State the votes of who won the office last.",
        "canvass.commands.county.certificates.writing_in:last_general",
    ),
    "accept": (
        "Enter the acceptance of somebody written in.",
        "canvass.commands.county.certificates.writing_in:accept",
    ),
    "choose": (
        "Enter which of two parties a nominee chose.",
        "canvass.commands.county.certificates.writing_in:choose",
    ),
    "clear": ("Enter the commissioner's notice.", "canvass.commands.county.certificates.issuing:clear"),
    "issue": ("Issue a certificate, and print it.", "canvass.commands.county.certificates.issuing:issue"),
    "annul": ("Enter a court's judgment against one.", "canvass.commands.county.certificates.issuing:annul"),
    "papers": ("Print every certificate once more.", "canvass.commands.county.certificates.issuing:papers"),
}
"""In the order in which they are used."""


@click.group(cls=LazyCommands, table=COMMANDS)
def certificates() -> None:
    """Certificates for who was declared, once the commissioner of political practices has written (13-15-406)."""
