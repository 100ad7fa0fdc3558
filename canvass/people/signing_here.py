"""Where keys and signatures of this process are kept: in the record that it serves, or in a state's canvass."""

from collections.abc import Iterator
from contextlib import contextmanager

from canvass.signing.signing_ledger import SigningInRecord, SigningLedger
from canvass.web.served import served

_ledgers: list[SigningLedger] = []


def signing_here() -> SigningLedger:
    """That of the state's canvass where one is served, else that of the record."""
    return _ledgers[-1] if _ledgers else SigningInRecord(served().record)


@contextmanager
def signs_in(ledger: SigningLedger) -> Iterator[None]:
    """Let the people of this process sign in that one."""
    _ledgers.append(ledger)
    try:
        yield
    finally:
        _ledgers.pop()
