"""`canvass.toml`: options that are the same every day, a table for each command.

What is typed comes first, then the environment, then the file, then what Canvass takes by itself.
"""

import re
import stat
import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from canvass.errors import InputError, disk_errors

FILE = "canvass.toml"
DATABASE = "database"
"""The one key outside of a table: where a record's ledger lies."""
_MOST_BYTES = 100_000


def config_found(named: Path | None) -> Path | None:
    """The file that was named, else the one in the current folder; None where there is none."""
    if named is not None:
        return named
    return Path(FILE) if Path(FILE).is_file() else None


def read_config(file: Path) -> Mapping[str, Any]:
    """What a file says, table by table. Raises InputError, EnvironmentFault."""
    with disk_errors(file):
        if file.stat().st_size > _MOST_BYTES:
            raise InputError(
                f"{file} has more than {_MOST_BYTES:,} bytes, and is no file of settings. Name another one."
            )
        content = file.read_bytes()
    try:
        return tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise InputError(f"{file} is no UTF-8 text. Write it in a plain editor.") from None
    except (ValueError, RecursionError) as wrong:  # a number or a list beyond what Python reads is no TOMLDecodeError
        place = re.search(r"\(at ([^)]*)\)", str(wrong))
        where = f" at {place[1]}" if place else ""
        raise InputError(f"{file} is no TOML{where}. Write lines as in port = 8000, below a line [serve].") from None


def database_said(file: Path, said: Mapping[str, Any]) -> str | None:
    """The database's address, where one is given. Raises InputError for none, and where others can read a password."""
    address = said.get(DATABASE)
    if address is None:
        return None
    if not isinstance(address, str):
        raise InputError(f'{file}: {DATABASE} is no text. Write it as in {DATABASE} = "postgresql://...".')
    try:
        password = urlsplit(address).password
    except ValueError:
        raise InputError(
            f'{file}: {DATABASE} is no address. Write it as in {DATABASE} = "postgresql://user:secret@host:5432/name".'
        ) from None
    if password and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise InputError(f"{file} holds a password, and others can read it. Type: chmod 600 {file}")
    return address


def defaults_said(root: click.Group, file: Path, said: Mapping[str, Any]) -> dict[str, Any]:
    """The options said, as click's `default_map`. Raises InputError for what no command has, or of another kind."""
    tables = {name: table for name, table in said.items() if name != DATABASE}
    return _of_group(root, file, tables, ())


def _of_group(group: click.Group, file: Path, said: Mapping[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    context = click.Context(group)
    known = group.list_commands(context)
    found = {}
    for name, table in said.items():
        command = group.get_command(context, name)
        within = (*path, name)
        if command is None:
            raise InputError(f"{file}: there is no command {' '.join(within)!r}.{_meant(name, known)}")
        if not isinstance(table, dict):
            raise InputError(
                f"{file}: {'.'.join(within)} is no table. Write [{'.'.join(within)}] on a line of its own."
            )
        if isinstance(command, click.Group):
            found[name] = _of_group(command, file, table, within)
        else:
            found[name] = _of_command(command, file, table, within)
    return found


def _of_command(command: click.Command, file: Path, said: Mapping[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    options = {_key(one): one for one in command.params if isinstance(one, click.Option)}
    found: dict[str, Any] = {}
    for key, value in said.items():
        option = options.get(key)
        if option is None or option.name is None:
            raise InputError(f"{file}: [{'.'.join(path)}] has no {key!r}.{_meant(key, options)}")
        found[option.name] = _value(command, option, value, f"{file}: {'.'.join((*path, key))}", file.parent)
    return found


def _key(option: click.Option) -> str:
    """As it is typed, without its dashes."""
    return max(option.opts, key=len).lstrip("-")


def _kinds(option: click.Option) -> tuple[tuple[type, ...], str]:
    """What an option's value may be in a file, and in words."""
    if option.is_flag:
        return (bool,), "true or false"
    return ((list,), 'a list, as in ["a", "b"]') if option.multiple else ((str, int), "a text or a whole number")


def _value(command: click.Command, option: click.Option, value: Any, where: str, folder: Path) -> Any:
    kinds, wanted = _kinds(option)
    if not isinstance(value, kinds) or (isinstance(value, bool) and not option.is_flag):
        raise InputError(f"{where} is not what it must be: expected {wanted}.")
    if isinstance(option.type, click.Path):
        value = [str(folder / str(one)) for one in value] if isinstance(value, list) else str(folder / str(value))
    try:
        option.type_cast_value(click.Context(command), value)
    except click.BadParameter as wrong:
        raise InputError(f"{where}: {wrong.message}") from None
    return value


def _meant(name: str, known: Iterable[str]) -> str:
    there = list(known)
    near = get_close_matches(name, there)
    return f" Did you mean {' or '.join(near)}?" if near else f" There are: {', '.join(there)}."


def put_into_force(context: click.Context, named: Path | None) -> str | None:
    """Let the command that follows go by the file, where there is one; the database's address, where one is given.

    Raises InputError, EnvironmentFault.
    """
    file = config_found(named)
    if file is None:
        return None
    said = read_config(file)
    root = context.command
    assert isinstance(root, click.Group)
    context.default_map = defaults_said(root, file, said)
    return database_said(file, said)
