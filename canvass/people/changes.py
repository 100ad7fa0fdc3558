"""Changes to accounts, for the pages and for `canvass user`: each is an entry of the ledger."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from canvass.accounts.lockout import forgive
from canvass.accounts.models import Account
from canvass.accounts.roles import Role
from canvass.errors import InputError
from canvass.web.served import premises
from tabulate.ledger.entries import Access, AccessRecorded

COMMAND_LINE = "command line"


def add_account(by: Account | None, name: str, full_name: str, role: Role, password: str, own: bool) -> Account:
    """Make an account. `own` where its holder typed the password. Raises InputError, naming every problem."""
    account = Account(name=name, full_name=full_name.strip() or name, role=role.value, must_change_password=not own)
    account.set_password(password)
    _check(account, password)
    with transaction.atomic():
        account.save()
        _write(by, account, f"added {account.name} as {role.value}")
    return account


def set_password(by: Account | None, account: Account, password: str, own: bool) -> None:
    """Set a password and unlock the name; all sessions of the account end. Raises InputError where it is weak."""
    _check_password(account, password)
    account.set_password(password)
    account.must_change_password = not own
    with transaction.atomic():
        account.save()
        forgive(account.name)
        _write(by, account, f"set the password of {account.name}")


def set_active(by: Account | None, account: Account, active: bool) -> None:
    """Disable an account or let it sign in again. Raises InputError for the last who keeps the accounts."""
    with transaction.atomic():
        if not active:
            _keep_a_keeper(account)
        account.is_active = active
        account.save()
        _write(by, account, f"{'enabled' if active else 'disabled'} {account.name}")


def set_role(by: Account | None, account: Account, role: Role) -> None:
    """Give an account another role. Raises InputError for the last who keeps the accounts."""
    with transaction.atomic():
        if role is not premises().keeper:
            _keep_a_keeper(account)
        account.role = role.value
        account.save()
        _write(by, account, f"made {account.name} {role.with_article}")


def _keep_a_keeper(account: Account) -> None:
    keeper = premises().keeper
    others = Account.objects.filter(role=keeper.value, is_active=True).exclude(pk=account.pk)
    if account.has_role is keeper and not others.exists():
        raise InputError(
            f"{account.name} is the only {keeper} who may sign in. Add another one first. Nothing was changed."
        )


def _check(account: Account, password: str) -> None:
    if account.has_role not in (known := premises().roles):
        raise InputError(
            f"An account here is of one of these: {', '.join(known)}; found {account.role}. Nothing was changed. Give "
            "it one of them."
        )
    if Account.objects.named(account.name):
        raise InputError(f"There is an account {account.name} already. Choose another name; nothing was changed.")
    try:
        account.full_clean(exclude=["folded_name", "password"])
    except ValidationError as wrong:
        raise InputError(f"The account {account.name!r} was not made: {' '.join(wrong.messages)}") from None
    _check_password(account, password)


def _check_password(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as weak:
        raise InputError(f"The password is too weak: {' '.join(weak.messages)} Nothing was changed.") from None


def _write(by: Account | None, account: Account, detail: str) -> None:
    who, role = (by.name, by.role) if by else (COMMAND_LINE, "")
    premises().note([AccessRecorded(who, role, Access.ACCOUNT_CHANGED, detail)])
