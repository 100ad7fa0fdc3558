"""Changes to accounts, for the pages and for `canvass user`: each is an entry of the ledger."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from canvass.accounts.lockout import forgive
from canvass.accounts.models import Account
from canvass.accounts.roles import Role
from canvass.errors import InputError, RefusedError
from canvass.keys.signing_keys import KeptKey, WrongPassword, kept_under, made_key
from canvass.people.signing_here import signing_here
from canvass.web.served import premises
from tabulate.board.signing.signing_entries import SigningKeyMade
from tabulate.ledger.entries import Access, AccessRecorded
from tabulate.printable import says_something

COMMAND_LINE = "command line"


def add_account(by: Account | None, name: str, full_name: str, role: Role, password: str, own: bool) -> Account:
    """Make an account. `own` where its holder typed the password. Raises InputError, naming every problem."""
    account = Account(name=name, full_name=full_name.strip() or name, role=role.value, must_change_password=not own)
    account.set_password(password)
    _check(account, password)
    account.keep_key(_new_key(password, own))
    with transaction.atomic():
        account.save()
        _write(by, account, f"added {account.name} as {role.value}")
        _write_key(account)
    return account


def set_password(by: Account | None, account: Account, password: str, own: bool, present: str | None = None) -> None:
    """Set a password and unlock the name; all sessions of the account end. Raises InputError where it is weak.

    Whoever knows the `present` one keeps the key for signing. Else the holder has a new one with an own password.
    """
    _check_password(account, password)
    account.set_password(password)
    account.must_change_password = not own
    kept = _kept_under(account, present, password)
    account.keep_key(kept or _new_key(password, own))
    with transaction.atomic():
        account.save()
        forgive(account.name)
        _write(by, account, f"set the password of {account.name}")
        if kept is None:
            _write_key(account)


def key_for_signing(account: Account, password: str) -> KeptKey:
    """The account's key; a new one where it was set up before there were keys. The password is known to be right.

    Where the ledger does not know it, as in an older copy of it, it is entered once more. Where a later one has taken
    its place, as with an older copy of the accounts, a new one is made.
    """
    kept = account.signing_key
    with transaction.atomic():
        if kept is None:
            kept = made_key(password)
            account.keep_key(kept)
            account.save()
        own = signing_here().key_of(account.name)
        if own is None or own.public_key != kept.public_hex:
            try:
                _write_key(account)
            except RefusedError:  # It is known: a later one of the account has taken its place.
                kept = made_key(password)
                account.keep_key(kept)
                account.save()
                _write_key(account)
    return kept


def _new_key(password: str, own: bool) -> KeptKey | None:
    """A key under a password that its holder chose; None under another's."""
    return made_key(password) if own else None


def _kept_under(account: Account, present: str | None, password: str) -> KeptKey | None:
    if account.signing_key is None or present is None:
        return None
    try:
        return kept_under(account.signing_key, present, password)
    except WrongPassword:
        return None


def _write_key(account: Account) -> None:
    """The public half, in the ledger; nothing where there is none."""
    if account.signing_public:
        name = account.full_name if says_something(account.full_name) else account.name
        signing_here().enter(SigningKeyMade(account.name, name, account.signing_public))


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
