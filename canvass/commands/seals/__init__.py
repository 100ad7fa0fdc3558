"""`canvass seals ...`: containers of ballots and books, a file for each command."""

from pathlib import Path

import click

from canvass.console.lazy_commands import LazyCommands

COMMANDS = {
    "pollbook": ("Print and enter a pollbook's certificate.", "canvass.commands.seals.pollbook:pollbook"),
    "seal": ("Enter a container that was sealed.", "canvass.commands.seals.closing:seal"),
    "hand-over": ("Enter who gave a container to whom.", "canvass.commands.seals.handing_over:hand_over"),
    "open": ("Enter that a container was opened, and on which ground.", "canvass.commands.seals.unsealing:unsealing"),
    "reseal": ("Enter that it was sealed again.", "canvass.commands.seals.closing:reseal"),
    "list": ("Show every container as it stands.", "canvass.commands.seals.listing:listing"),
    "label": ("Print a container's label, with places for ink.", "canvass.commands.seals.papers:label"),
    "log": ("Print the custody log and certificate.", "canvass.commands.seals.papers:log"),
}
"""In the order in which they are used."""


class RecordFirst(LazyCommands):
    """A group whose commands may follow the record, too: `canvass seals RECORD open ...`; alone it is listed."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command before the record; of what is neither, the group says that there is no such command."""
        if args and args[0] not in self.table and not args[0].startswith("-"):
            named = [word for word in args[1:2] if not word.startswith("-")]
            if not named or named[0] in self.table or Path(args[0]).is_dir():
                args = [*(named or ["list"]), args[0], *args[1 + len(named) :]]
        return super().parse_args(ctx, args)


@click.group(cls=RecordFirst, table=COMMANDS)
def seals() -> None:
    """Keep who sealed each container, who has it, and on which ground it was opened (13-15-205, 13-1-303)."""
