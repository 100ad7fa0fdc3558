"""`canvass manual`: every command and option as a page for `man`."""

from collections.abc import Iterator
from pathlib import Path

import click

from canvass import VERSION
from canvass.commands.audit.working import write_file
from canvass.console.text import say
from canvass.errors import table


@click.command()
@click.option("--out", type=click.Path(path_type=Path), help="Write the page into this file.")
@click.pass_context
def manual(ctx: click.Context, out: Path | None) -> None:
    """Print the manual page: `canvass manual --out canvass.1`, then `man ./canvass.1`."""
    page = "\n".join(manual_page(ctx.find_root().command))
    if out is None:
        say(page)
        return
    write_file(out, f"{page}\n".encode())


def manual_page(root: click.Command) -> Iterator[str]:
    """The lines of the page, in the language of `man`."""
    name = "canvass"
    yield f'.TH {name.upper()} 1 "" "Canvass {VERSION}"'
    yield ".ad l"
    yield from (".SH NAME", f"{name} {_printed('- counts, audits and canvasses an election of paper ballots')}")
    yield from (".SH SYNOPSIS", f".B {name}", "COMMAND [ARGUMENTS]")
    yield from (".SH DESCRIPTION", *_paragraphs(root))
    yield from (".SH OPTIONS", *_options(root, click.Context(root, info_name=name)))
    yield ".SH COMMANDS"
    for path, command in _commands(root, name):
        yield from _described(path, command)
    yield from (".SH FILES", ".TP", ".B canvass.toml", "Options that are the same every day, a table for each command.")
    yield ".SH EXIT STATUS"
    for line in table().splitlines():
        code, _, meaning = line.partition("  ")
        yield from (".TP", f".B {code}", _printed(meaning.strip()))


def _commands(group: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with all that is typed before its arguments; in the order of the help."""
    if not isinstance(group, click.Group):
        yield path, group
        return
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None and not command.hidden:
            yield from _commands(command, f"{path} {name}")


def _described(path: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=path)
    yield from (f'.SS "{_printed(" ".join([path, *command.collect_usage_pieces(context)]))}"', *_paragraphs(command))
    yield from _options(command, context)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    """Each option with what it does."""
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record is not None and isinstance(parameter, click.Option):
            yield from (".TP", f"\\fB{_printed(record[0])}\\fR", _printed(" ".join(record[1].split())))


def _paragraphs(command: click.Command) -> Iterator[str]:
    """A command's help, a paragraph after the other."""
    for number, paragraph in enumerate((command.help or "").split("\n\n")):
        yield from ([".PP"] if number else [])
        yield _printed(" ".join(paragraph.split()))


def _printed(text: str) -> str:
    """A text that `man` prints as it is: nothing of it is a request."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped
