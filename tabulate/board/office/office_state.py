"""What the office has entered, as it stands."""

from dataclasses import dataclass, field
from typing import assert_never

from tabulate.board.office.early_count import AffirmationSigned, DesigneesNamed, EarlyCount

OfficeEntry = AffirmationSigned | DesigneesNamed


@dataclass(slots=True)
class OfficeState:
    """Who counts early."""

    early: EarlyCount = field(default_factory=EarlyCount)

    def check(self, entry: OfficeEntry) -> None:
        """Whether the entry may be taken. Raises NotAllowed."""
        match entry:
            case AffirmationSigned() | DesigneesNamed():
                self.early.check(entry)
            case _:
                assert_never(entry)

    def take(self, entry: OfficeEntry) -> None:
        """Take what was found allowed."""
        match entry:
            case AffirmationSigned() | DesigneesNamed():
                self.early.take(entry)
            case _:
                assert_never(entry)
