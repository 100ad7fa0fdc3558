"""`canvass completion`: what makes a shell complete commands and options."""

import click
from click.shell_completion import get_completion_class

from canvass.console.text import say

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print what SHELL reads to complete commands and options with the tab key."""
    kind = get_completion_class(shell)
    assert kind is not None
    say(kind(ctx.find_root().command, {}, "canvass", "_CANVASS_COMPLETE").source().rstrip("\n"))
