"""`canvass outside ...`: files of other voting systems."""

import click

from canvass.console.lazy_commands import LazyCommands

COMMANDS = {
    "definition": (
        "Make a definition from a report.",
        "canvass.commands.outside.outside_definition:outside_definition",
    ),
    "add": ("Keep reports of another system in a record.", "canvass.commands.outside.outside_add:outside_add"),
    "cvrs": (
        "Open cast vote records, and keep them in a record.",
        "canvass.commands.outside.outside_cvrs:outside_cvrs",
    ),
    "check": ("Check its reports; nothing is taken.", "canvass.commands.outside.outside_check:outside_check"),
    "compare": (
        "Compare its records with its pictures.",
        "canvass.commands.outside.outside_compare:outside_compare",
    ),
    "map": ("Say what the names in its reports mean.", "canvass.commands.outside.outside_map:outside_map"),
    "images": (
        "Read another system's pictures of ballots, for comparison.",
        "canvass.commands.outside.outside_images:outside_images",
    ),
    "read": ("Read results or cast vote records.", "canvass.commands.outside.outside_read:outside_read"),
    "results": ("Show the figures that a record took.", "canvass.commands.outside.outside_results:outside_results"),
    "take": ("Take the figures of its reports.", "canvass.commands.outside.outside_take:outside_take"),
    "withdraw": ("Withdraw a report kept by mistake.", "canvass.commands.outside.outside_withdraw:outside_withdraw"),
    "write-ins": (
        "Say whom the judges read in its write-ins.",
        "canvass.commands.outside.outside_write_ins:outside_write_ins",
    ),
}


@click.group(cls=LazyCommands, table=COMMANDS)
def outside() -> None:
    """Read files of other voting systems; keep their reports in a record, and take their figures."""
