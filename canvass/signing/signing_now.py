"""Signing papers with the own key: an entry for each, all or none, refused in words where one may not be."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from canvass.errors import InputError, RefusedError
from canvass.keys.signing_keys import KeptKey, WrongPassword, signed
from canvass.signing.papers_signed import PaperInLedger, may_sign
from canvass.signing.signing_ledger import SigningLedger
from tabulate.board.signing.signing_entries import PaperSigned
from tabulate.printable import folded_words


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


def sign_papers(ledger: SigningLedger, numbers: Collection[int], signer: Signer, at: str) -> tuple[PaperInLedger, ...]:
    """Sign the papers of these numbers; each as it then stands. Raises RefusedError, InputError."""
    if folded_words(signer.name) != folded_words(signer.full_name):
        raise InputError(
            f"The account {signer.account} is {signer.full_name}'s, and the typed name is {signer.name[:80]!r}. "
            "Nothing was signed. Everyone signs with the own account and the own name."
        )
    said = [_said(paper, signer, at) for paper in papers_numbered(ledger, numbers)]
    try:
        made = signed(signer.key, signer.password, [one.message for one in said])
    except WrongPassword:
        raise InputError(
            f"The key of {signer.account} does not open with this password. Nothing was signed. Type it anew; where "
            "what is kept of the key was lost, choose a new password: a new key comes with it."
        ) from None
    ledger.enter(*(replace(one, signature=signature) for one, signature in zip(said, made, strict=True)))
    return papers_numbered(ledger, numbers)


def _said(paper: PaperInLedger, signer: Signer, at: str) -> PaperSigned:
    """What is signed of one paper. Raises RefusedError."""
    if not may_sign(paper.paper, signer.full_name, signer.account):
        raise RefusedError(
            f"{paper.paper.title} of {paper.place} bears the signatures of {', '.join(paper.paper.names)}; found "
            f"{signer.full_name}. Nothing was signed. Whom the paper names signs it."
        )
    if paper.superseded:
        raise RefusedError(
            f"{paper.paper.title} of {paper.place} is superseded: {paper.superseded}. Nothing was signed. Sign the one "
            "that took its place."
        )
    return PaperSigned(
        entry=paper.number,
        entry_hash=paper.hash,
        called=paper.paper.title,
        paper_sha256=paper.sha256,
        account=signer.account,
        name=signer.name,
        title=signer.title,
        at=at,
        public_key=signer.key.public_hex,
    )


def papers_numbered(ledger: SigningLedger, numbers: Collection[int]) -> tuple[PaperInLedger, ...]:
    """The papers of these numbers, in their order. Raises RefusedError."""
    every = {one.number: one for one in ledger.papers()}
    if strange := [one for one in numbers if one not in every]:
        known = ", ".join(f"{one.number:,} ({one.paper.title})" for one in list(every.values())[:6]) or "none"
        raise RefusedError(
            f"{ledger.called.capitalize()} {strange[0]:,} is of no paper that people sign; of such papers are {known}. "
            "Nothing was signed. Name one."
        )
    return tuple(every[one] for one in sorted(set(numbers)))


def lacking_of(papers: Sequence[PaperInLedger], name: str, account: str) -> tuple[int, ...]:
    """The numbers of the papers that bear somebody's name, and lack the signature of the own key."""
    own = {folded_words(name), folded_words(account)}
    return tuple(one.number for one in papers if any(folded_words(each) in own for each in one.lacking))
