"""`canvass policies ...`: the county's policies for counting and deciding upon votes (13-15-206(8))."""

import click

from canvass.console.lazy_commands import LazyCommands

COMMANDS = {
    "draft": ("Write policies that are not adopted yet.", "canvass.commands.policies.adopting:draft"),
    "adopt": ("Enter that they were adopted.", "canvass.commands.policies.adopting:adopt_policies"),
    "show": ("Write those that were adopted last.", "canvass.commands.policies.adopting:show"),
}
"""In the order in which they are used."""


@click.group(cls=LazyCommands, table=COMMANDS)
def policies() -> None:
    """The county's own policies of the count: security, place, time, notice, observation, objections (13-15-206(8))."""
