"""The group `canvass publish`: each command is a line of its table."""

import click

from canvass.console.lazy_commands import LazyCommands

COMMANDS = {
    "evidence": ("Write a package that anyone can check.", "canvass.commands.publishing.evidence:evidence"),
    "results": (
        "Put a snapshot of the results on a site.",
        "canvass.commands.publishing.results_published:published",
    ),
    "combine": ("Make a site of several counties' sites.", "canvass.commands.publishing.combine:combine"),
}


@click.group(cls=LazyCommands, table=COMMANDS)
def publish() -> None:
    """Write folders for the public: evidence, and sites of results. Nothing is sent anywhere."""
