"""What is typed after a command: no text of it may hold what cannot be printed, whichever command it is."""

from typing import Any

import click

from canvass.errors import InputError
from tabulate.printable import prints, shown

_MOST_SHOWN = 80


def held_to_print(command: click.Command) -> None:
    """Have every text of a command, and of those below it, looked at as it is typed: names and reasons, ids too.

    A parameter with a callback of its own looks itself.
    """
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        held_to_print(below)
    for one in command.params:
        if isinstance(one.type, click.types.StringParamType) and one.callback is None:
            one.callback = printed


def printed(_: click.Context, parameter: click.Parameter, typed: Any) -> Any:
    """What was typed, one text or several, as it is. Raises InputError."""
    for text in typed if isinstance(typed, tuple) else (typed,):
        if isinstance(text, str) and not prints(text):
            raise InputError(
                f"{shown(text)[:_MOST_SHOWN]!r} holds characters that are no letters in UTF-8 or that no paper "
                f"shows, each shown as ?. Nothing was written. Type {parameter.opts[0]} by hand: pasted words may hold "
                "such characters unseen."
            )
    return typed
