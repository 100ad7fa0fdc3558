"""Every command of the program, every line of a document that shows one, and what of such a line is not there."""

import shlex
from collections.abc import Iterator

import click

from canvass.cli import canvass
from tests.house.documents import PAGES
from tests.house.prose import fenced_lines


def commands_of(group: click.Group, path: str = "canvass") -> Iterator[tuple[str, click.Command]]:
    """Every command below a group, by all that is typed before its own arguments."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, f"{path} {name} is listed and is not there"
        if isinstance(command, click.Group):
            yield from commands_of(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


COMMANDS = dict(commands_of(canvass))
SHOWN = [
    (name, line.strip()) for name, text in PAGES.items() for line in fenced_lines(text) if line.startswith("canvass ")
]
"""Every line of a document that shows a command."""


def command_of(words: list[str]) -> tuple[str, click.Command] | None:
    """The command that a typed line runs; None where there is none of that name."""
    paths = [" ".join(words[:length]) for length in (4, 3, 2) if len(words) >= length]
    return next(((path, COMMANDS[path]) for path in paths if path in COMMANDS), None)


def faults_of(line: str) -> list[str]:
    """What of a line with a command does not exist: the command itself, or options of it."""
    words = shlex.split(line, comments=True)
    if words[1:2] == ["--config"]:
        del words[1:3]
    found = command_of(words)
    if found is None:
        return [line] if not (set(words[1:]) <= {"--version", "--exit-codes", "--help"}) else []
    known = {name for parameter in found[1].params for name in (*parameter.opts, *parameter.secondary_opts)}
    return [f"{found[0]} {word}" for word in words if word.startswith("--") and word.split("=")[0] not in known]
