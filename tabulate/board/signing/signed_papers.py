"""The paper that an entry is of, where people sign one: what it is called, by whom, and the hash of what it says."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """A paper that people sign."""

    title: str
    names: tuple[str, ...]
    """Whose signatures it bears, by name; nobody in particular where empty."""
    sha256: str = ""
    """Of what it says, as its entry has it; empty where the entry itself says all of it."""


@runtime_checkable
class OfPaper(Protocol):
    """An entry that is of such a paper."""

    @property
    def paper(self) -> SignedPaper:
        """The paper."""


def paper_of(entry: object) -> SignedPaper | None:
    """The paper that an entry is of; None where it is of none."""
    return entry.paper if isinstance(entry, OfPaper) else None
