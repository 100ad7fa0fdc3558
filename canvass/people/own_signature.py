"""Signing under the own password: on a page or by command, whoever signs is recognised as at the sign-in."""

from collections.abc import Collection

from django.http import HttpRequest

from canvass.accounts.models import Account
from canvass.errors import InputError, RefusedError
from canvass.people.changes import key_for_signing
from canvass.people.sign_in import recognise
from canvass.people.signing_here import signing_here
from canvass.signing.papers_signed import PaperInLedger
from canvass.signing.signing_now import Signer, lacking_of, papers_numbered, sign_papers


def sign_as(
    account: str,
    password: str,
    numbers: Collection[int] | None,
    name: str,
    title: str,
    at: str,
    request: HttpRequest | None = None,
) -> tuple[PaperInLedger, ...]:
    """Sign the papers of these numbers; without any, each that bears the name and lacks the signature.

    Each paper as it then stands. Refusals of the password count towards the lock-out. Raises InputError, RefusedError;
    nothing is signed then.
    """
    ledger = signing_here()
    if numbers is not None:
        papers_numbered(ledger, numbers)
    found = recognise(request or HttpRequest(), account, password)
    if not isinstance(found, Account):
        raise InputError(f"{found.message} Nothing was signed.")
    if found.must_change_password:
        raise InputError(
            f"Somebody else chose the password of {found.name}. Nothing was signed. Sign in and choose an own one "
            "first: the key for signing comes with it."
        )
    if numbers is None:
        numbers = lacking_of(ledger.papers(), found.full_name, found.name)
        if not numbers:
            raise RefusedError(
                f"No paper that bears the name of {found.full_name} lacks the signature of their key. Nothing was "
                "signed. Name a paper by its number."
            )
    key = key_for_signing(found, password)
    return sign_papers(ledger, numbers, Signer(found.name, found.full_name, key, password, name, title), at)
