"""What keeps keys and signatures: the ledger of a record, or the steps of a state's canvass."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from canvass.deciding.decisions import Deciding
from canvass.signing.papers_signed import PaperInLedger, papers_in
from tabulate.board.signing.signing_entries import SigningEntry, SigningKeyMade

if TYPE_CHECKING:
    from canvass.record.store import Record

_MOST_KEYS = 10_000


class SigningLedger(Protocol):
    """Keys and signatures, and the papers that they are under."""

    @property
    def called(self) -> str:
        """What a number of it is of, as in entry 41."""

    def papers(self) -> tuple[PaperInLedger, ...]:
        """All that people sign, the newest first."""

    def key_of(self, account: str) -> SigningKeyMade | None:
        """The key with which an account signs now; None where it has none."""

    def enter(self, *entries: SigningEntry) -> None:
        """Write them, all or none. Raises RefusedError."""


@dataclass(frozen=True, slots=True)
class SigningInRecord:
    """Those of a record."""

    record: "Record"

    @property
    def called(self) -> str:
        """An entry of the ledger."""
        return "entry"

    def papers(self) -> tuple[PaperInLedger, ...]:
        """From the ledger."""
        return papers_in(self.record)

    def key_of(self, account: str) -> SigningKeyMade | None:
        """The newest of the account."""
        known = (row.entry() for row in self.record.newest_of_kind(SigningKeyMade.kind, None, _MOST_KEYS))
        return next((one for one in known if isinstance(one, SigningKeyMade) and one.account == account), None)

    def enter(self, *entries: SigningEntry) -> None:
        """Through the door of all that people enter."""
        Deciding(self.record).enter(*entries)
