"""Signing under the own password: on a page or by command, whoever signs is recognised as at the sign-in."""

from django.http import HttpRequest

from canvass.accounts.models import Account
from canvass.errors import InputError
from canvass.people.changes import key_for_signing
from canvass.people.sign_in import recognise
from canvass.signing.papers_signed import PaperInLedger
from canvass.signing.signing_now import Signer, paper_numbered, sign_paper
from canvass.web.served import served


def sign_as(
    account: str, password: str, entry: int, name: str, title: str, at: str, request: HttpRequest | None = None
) -> PaperInLedger:
    """Sign the paper of an entry of the served record; the paper as it then stands.

    Refusals of the password count towards the lock-out. Raises InputError, RefusedError; nothing is signed then.
    """
    record = served().record
    paper_numbered(record, entry)
    found = recognise(request or HttpRequest(), account, password)
    if not isinstance(found, Account):
        raise InputError(f"{found.message} Nothing was signed.")
    if found.must_change_password:
        raise InputError(
            f"Somebody else chose the password of {found.name}. Nothing was signed. Sign in and choose an own one "
            "first: the key for signing comes with it."
        )
    key = key_for_signing(found, password)
    return sign_paper(record, entry, Signer(found.name, found.full_name, key, password, name, title), at)
