"""`canvass publish ...`: what goes to everybody, as folders that any server can hand out."""

import click

from canvass.console.lazy_commands import LazyCommands

COMMANDS = {
    "results": (
        "Put a snapshot of the results on a site.",
        "canvass.commands.publishing.results_published:published",
    ),
    "combine": ("Make a site of several counties' sites.", "canvass.commands.publishing.combine:combine"),
}


@click.group(cls=LazyCommands, table=COMMANDS)
def publish() -> None:
    """Write folders for the public: sites of results. Nothing is sent anywhere."""
