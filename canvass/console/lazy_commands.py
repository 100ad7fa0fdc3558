"""A group of commands that are imported only when they are run, so that help is instant."""

import atexit
import gc
from collections.abc import Mapping
from difflib import get_close_matches
from pkgutil import resolve_name
from typing import Any

import click

from canvass.console.answers import with_answer_options
from canvass.console.typed_texts import held_to_print

CommandTable = Mapping[str, tuple[str, str]]
"""Each command's line in the help, and where it is, as `module:name`; in the order in which they are used."""


class LazyCommands(click.Group):
    """A group whose commands come from a table."""

    def __init__(self, *arguments: Any, table: CommandTable, **named: Any) -> None:
        """As click's group, with the table."""
        super().__init__(*arguments, **named)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the table's order."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in self.table:
            return None
        # What is imported stays. Searching it for garbage while it comes takes a tenth of the time to the first result.
        # At the very end it goes like anything else: libraries that are still there then complain of it on stderr.
        gc.disable()
        atexit.register(gc.unfreeze)
        try:
            command: click.Command = resolve_name(self.table[cmd_name][1])
            held_to_print(command)
            with_answer_options(command)
            return command
        finally:
            gc.freeze()
            gc.enable()

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is asked for. Raises click.UsageError with the nearest names where there is none."""
        if args[0] not in self.table and not args[0].startswith("-"):
            near = get_close_matches(args[0], self.table)
            meant = f" Did you mean {' or '.join(near)}?" if near else ""
            ctx.fail(f"There is no command {args[0]!r}.{meant}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help's list, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (line, _) in self.table.items()])
