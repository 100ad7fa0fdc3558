"""`canvass county ...`: the county canvass, from returns to declarations, a file for each step."""

import click

from canvass.console.lazy_commands import LazyCommands

COMMANDS = {
    "receive": ("Enter that signed returns came in.", "canvass.commands.county.receiving:receive"),
    "open": ("Enter that the board of county canvassers met.", "canvass.commands.county.meeting:opening"),
    "postpone": ("Postpone to the next day for missing returns.", "canvass.commands.county.meeting:postponing"),
    "not-open": ("Certify that polls were not open.", "canvass.commands.county.meeting:not_open"),
    "check": ("Show the checks of every return, or settle one.", "canvass.commands.county.checks:check"),
    "report": ("Write, adopt or check the report of the canvass.", "canvass.commands.county.report_of_canvass:report"),
    "declare": ("Declare results, one document a contest.", "canvass.commands.county.declare:declare"),
    "certificates": (
        "Certificates of nomination and election.",
        "canvass.commands.county.certificates:certificates",
    ),
    "send": ("Write what goes to the secretary of state.", "canvass.commands.county.sending:sending"),
    "minutes": ("Write the board's minutes.", "canvass.commands.county.minutes:minutes"),
}
"""In the order in which they are used."""


@click.group(cls=LazyCommands, table=COMMANDS)
def county() -> None:
    """Canvass the county's returns: meetings, checks, report, declarations (13-15-401 to 13-15-405)."""
