"""What the office has entered, as it stands."""

from dataclasses import dataclass, field
from typing import assert_never

from tabulate.board.office.early_count import AffirmationSigned, DesigneesNamed, EarlyCount
from tabulate.board.office.readings import ReadingSet, ReadingsInForce

OfficeEntry = AffirmationSigned | DesigneesNamed | ReadingSet


@dataclass(slots=True)
class OfficeState:
    """Who counts early, and how open questions of law are read."""

    early: EarlyCount = field(default_factory=EarlyCount)
    readings: ReadingsInForce = field(default_factory=ReadingsInForce)

    def check(self, entry: OfficeEntry) -> None:
        """Whether the entry may be taken. Raises NotAllowed."""
        match entry:
            case AffirmationSigned() | DesigneesNamed():
                self.early.check(entry)
            case ReadingSet():
                self.readings.check(entry)
            case _:
                assert_never(entry)

    def take(self, entry: OfficeEntry) -> None:
        """Take what was found allowed."""
        match entry:
            case AffirmationSigned() | DesigneesNamed():
                self.early.take(entry)
            case ReadingSet():
                self.readings.take(entry)
            case _:
                assert_never(entry)
