"""`canvass layout`: learn where targets are from a blank ballot, look at what was learned, correct it."""

from collections.abc import Callable

import click


def _learn() -> click.Command:
    from canvass.commands.layout.learn import learn

    return learn


def _show() -> click.Command:
    from canvass.commands.layout.show import show

    return show


def _edit() -> click.Command:
    from canvass.commands.layout.edit import edit

    return edit


def _table() -> click.Command:
    from canvass.commands.layout.table import table

    return table


STEPS: dict[str, tuple[str, Callable[[], click.Command]]] = {
    "learn": ("Find and name the targets of a blank ballot.", _learn),
    "show": ("Draw proofs: every target outlined, numbered, named.", _show),
    "edit": ("Correct a layout on a page of this computer's browser.", _edit),
    "table": ("Write a layout's names as a table, or read it back.", _table),
}
"""In the order in which they are used."""


class _Steps(click.Group):
    """A group whose commands are imported only when they are run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(STEPS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return STEPS[cmd_name][1]() if cmd_name in STEPS else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (line, _) in STEPS.items()])


@click.group(cls=_Steps)
def layout() -> None:
    """Learn the ballots of any printer from their blanks."""
