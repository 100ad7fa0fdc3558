"""Signing a paper of the record with the own key: one entry, refused in words where it may not be."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from canvass.deciding.decisions import Deciding
from canvass.errors import InputError, RefusedError
from canvass.keys.signing_keys import KeptKey, WrongPassword, signed
from canvass.signing.papers_signed import PaperInLedger, papers_in
from tabulate.board.signing.signing_entries import PaperSigned
from tabulate.printable import folded_words

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the account and its key, and what was typed."""

    account: str
    full_name: str
    """The account's."""
    key: KeptKey
    password: str
    name: str
    """As it was typed, with the title."""
    title: str


def sign_paper(record: "Record", number: int, signer: Signer, at: str) -> PaperInLedger:
    """Sign the paper of the entry of that number; the paper as it then stands. Raises RefusedError, InputError."""
    paper = paper_numbered(record, number)
    if folded_words(signer.name) != folded_words(signer.full_name):
        raise InputError(
            f"The account {signer.account} is {signer.full_name}'s, and the typed name is {signer.name[:80]!r}. "
            "Nothing was signed. Everyone signs with the own account and the own name."
        )
    names = {folded_words(name) for name in paper.paper.names}
    if names and not names & {folded_words(signer.full_name), folded_words(signer.account)}:
        raise RefusedError(
            f"{paper.paper.title} of entry {number:,} bears the signatures of {', '.join(paper.paper.names)}; found "
            f"{signer.full_name}. Nothing was signed. Whom the paper names signs it."
        )
    said = PaperSigned(
        entry=number,
        entry_hash=paper.hash,
        called=paper.paper.title,
        paper_sha256=paper.sha256,
        account=signer.account,
        name=signer.name,
        title=signer.title,
        at=at,
        public_key=signer.key.public_hex,
    )
    try:
        entry = replace(said, signature=signed(signer.key, signer.password, said.message))
    except WrongPassword:
        raise InputError(
            f"The key of {signer.account} does not open with this password. Nothing was signed. Type it anew; where "
            "what is kept of the key was lost, choose a new password: a new key comes with it."
        ) from None
    Deciding(record).enter(entry)
    return paper_numbered(record, number)


def paper_numbered(record: "Record", number: int) -> PaperInLedger:
    """The paper of the entry of that number. Raises RefusedError."""
    every = papers_in(record)
    found = next((one for one in every if one.number == number), None)
    if found is None:
        known = ", ".join(f"{one.number:,} ({one.paper.title})" for one in every[:6]) or "none"
        raise RefusedError(
            f"Entry {number:,} is of no paper that people sign; such entries are {known}. Nothing was signed. Name one."
        )
    return found
