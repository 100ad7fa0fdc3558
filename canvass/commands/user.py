"""`canvass user`: accounts for the pages of a served record."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from canvass.accounts.roles import Role
from canvass.commands.options import people
from canvass.console.text import say, say_table
from canvass.errors import InputError

if TYPE_CHECKING:
    from canvass.accounts.models import Account

_RECORD = click.argument("record", type=click.Path(path_type=Path))
_NAME = click.argument("name")
_PASSWORD = click.option("--password-stdin", is_flag=True, help="Read the password from stdin, one line.")
_Command = Callable[..., None]


@click.group()
def user() -> None:
    """Make and change the accounts with which people sign in to `canvass serve`. Each change is in the event log.

    RECORD may be the folder of a state's canvass: its accounts are of the secretary of state, and observers.
    """


@user.command()
@_RECORD
@_NAME
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]), help="What the person may do.")
@click.option("--full-name", callback=people, default="", help="As in the oath; without it, NAME.")
@_PASSWORD
@click.option("--choose-own", is_flag=True, help="Have the person choose an own password at the first sign-in.")
def add(record: Path, name: str, role: str, full_name: str, password_stdin: bool, choose_own: bool) -> None:
    """Make the account NAME in RECORD."""
    with with_accounts(record):
        from canvass.people.changes import add_account

        made = add_account(None, name, full_name, Role(role), password_typed(password_stdin), own=not choose_own)
        say(f"{made.full_name} may sign in as {Role(role).with_article}, under the name {made.name}.")


def _state(account: "Account", locked: Mapping[str, datetime]) -> str:
    if not account.is_active:
        return "DISABLED"
    until = locked.get(account.folded_name)
    return f"LOCKED until {until:%H:%M} UTC, after wrong passwords" if until else "may sign in"


@user.command("list")
@_RECORD
def list_accounts(record: Path) -> None:
    """List the accounts of RECORD."""
    with with_accounts(record):
        from canvass.accounts.lockout import locked_names
        from canvass.accounts.models import Account

        locked = locked_names()
        rows = [(one.name, one.full_name, one.role, _state(one, locked)) for one in Account.objects.all()]
    if rows:
        say_table(("name", "full name", "role", "state"), rows, left=4, indent="")
    else:
        say('No accounts yet. Make one: canvass user add RECORD NAME --role "election administrator"')


@user.command()
@_RECORD
@_NAME
@_PASSWORD
@click.option("--choose-own", is_flag=True, help="Have the person choose an own password at the next sign-in.")
def password(record: Path, name: str, password_stdin: bool, choose_own: bool) -> None:
    """Set the password of the account NAME in RECORD, and unlock it."""
    with with_accounts(record):
        from canvass.people.changes import set_password

        account = _account(name)
        set_password(None, account, password_typed(password_stdin), own=not choose_own)
        say(f"The password of {account.name} is set; wherever it was signed in, it is no longer.")


@user.command()
@_RECORD
@_NAME
def disable(record: Path, name: str) -> None:
    """Let the account NAME in RECORD no longer sign in. It is kept: the ledger names it."""
    _set_active(record, name, active=False)


@user.command()
@_RECORD
@_NAME
def enable(record: Path, name: str) -> None:
    """Let the disabled account NAME in RECORD sign in again."""
    _set_active(record, name, active=True)


def _set_active(record: Path, name: str, active: bool) -> None:
    with with_accounts(record):
        from canvass.people.changes import set_active

        account = _account(name)
        set_active(None, account, active)
        say(f"{account.name} {'may sign in again' if active else 'may no longer sign in'}.")


@contextmanager
def with_accounts(record: Path) -> Iterator[None]:
    """With the accounts of a record, or of a state canvass, as the pages have them."""
    from canvass.site.serving import people_of

    with people_of(record):
        yield


def _account(name: str) -> "Account":
    from canvass.accounts.models import Account

    found = Account.objects.named(name)
    if found is None:
        raise InputError(f"There is no account {name!r}. `canvass user list` shows those there are.")
    return found


def password_typed(from_stdin: bool, again: bool = True) -> str:
    """A password from the terminal, unseen, a new one twice; or a line of stdin. Raises InputError for none."""
    if not from_stdin:
        twice = "The same again" if again else False
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=twice, err=True))
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise InputError("No password came on stdin: expected one line. Nothing was changed.")
    return line
