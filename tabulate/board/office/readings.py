"""Readings of the law that the state must settle: each a dated setting, with its ground and who set it.

A setting decides from its entry on, wherever the reading's `decides` says; where it decides, it is printed.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from tabulate.ballot_sheets import UnmarkedSheets
from tabulate.board.errors import NotAllowed
from tabulate.board.office.open_readings import (
    READINGS,
    CleanContests,
    IdentifyingMark,
    MarginalMark,
    OpenReading,
    TwoPartyBallots,
)
from tabulate.board.subjects import About


@dataclass(frozen=True, slots=True)
class ReadingSet:
    """The state has settled a reading, or settled it anew."""

    kind: ClassVar[str] = "reading settled"
    about: ClassVar[About] = ()

    reading: OpenReading
    choice: str
    """The value of one of its choices."""
    ground: str
    """The rule, opinion or directive that settles it."""
    settled_on: str
    """The day of the ground, as in 2026-09-01."""
    set_by: str


@dataclass(slots=True)
class ReadingsInForce:
    """How each reading stands."""

    entered: dict[OpenReading, ReadingSet] = field(default_factory=dict)

    def choice(self, reading: OpenReading) -> str:
        """The value that holds: the one set last, or the first."""
        found = self.entered.get(reading)
        return READINGS[reading].choices[0].value if found is None else found.choice

    def sentences(self, *readings: OpenReading) -> tuple[str, ...]:
        """What is set of these, in words, for where they decide."""
        return tuple(_sentence(one) for reading in readings if (one := self.entered.get(reading)) is not None)

    def check(self, entry: ReadingSet) -> None:
        """Check that the choice is one of the reading's, with a ground and its day. Raises NotAllowed."""
        values = [choice.value for choice in READINGS[entry.reading].choices]
        if entry.choice not in values:
            raise NotAllowed(
                f"one of {', '.join(values)} for {entry.reading.value}", f"{entry.choice!r}", "Choose one."
            )
        try:
            date.fromisoformat(entry.settled_on)
        except ValueError:
            raise NotAllowed("the day of the ground, as 2026-09-01", f"{entry.settled_on!r}", "Enter it.") from None
        if not entry.ground.strip():
            raise NotAllowed("the ground: what the state decided, and where it stands", "none", "Enter it.")

    @property
    def needed_to_reject(self) -> int:
        """Judges who must agree to reject a ballot for an identifying mark."""
        return 3 if self.choice(OpenReading.IDENTIFYING_MARK) == IdentifyingMark.ALL_THREE else 2

    @property
    def clean_contests_wait(self) -> bool:
        """Whether the clean contests of a ballot that is set aside wait for the board with it."""
        return self.choice(OpenReading.CLEAN_CONTESTS) == CleanContests.WITH_THE_BALLOT

    @property
    def unmarked_sheets(self) -> UnmarkedSheets:
        """What becomes of sheets without a mark, of ballots of several."""
        return UnmarkedSheets(self.choice(OpenReading.UNMARKED_SHEETS))

    @property
    def marks_are_condition(self) -> bool:
        """Whether an ambiguous mark keeps a ballot from being processed, so that its votes are transferred."""
        return self.choice(OpenReading.MARGINAL_MARK) == MarginalMark.CONDITION

    def check_marks(self, transferred: bool) -> None:
        """Check that a decision goes by the reading of ambiguous marks in force. Raises NotAllowed."""
        if transferred is not self.marks_are_condition:
            raise NotAllowed("a decision by the reading of marginal-mark that is set", "one by another")

    def check_rejecting(self, judges: int) -> None:
        """Check that a decision goes by the majority in force. Raises NotAllowed."""
        if judges != self.needed_to_reject:
            raise NotAllowed(f"{self.needed_to_reject} judges who reject for an identifying mark", f"{judges}")

    @property
    def one_party_ballot_counts(self) -> bool:
        """Whether one of several party ballots of one elector counts, as the board chooses."""
        return self.choice(OpenReading.TWO_PARTY_BALLOTS) == TwoPartyBallots.ONE

    def take(self, entry: ReadingSet) -> None:
        """Take what was found allowed."""
        self.entered[entry.reading] = entry


def _words(reading: OpenReading, value: str) -> str:
    return next(choice.words for choice in READINGS[reading].choices if choice.value == value)


def _sentence(entry: ReadingSet) -> str:
    rule, words = READINGS[entry.reading], _words(entry.reading, entry.choice)
    return (
        f"{rule.question} ({rule.section}): {words}. Set by {entry.set_by}, on the ground of {entry.ground} of "
        f"{entry.settled_on}."
    )
