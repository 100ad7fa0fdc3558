"""Readings of the law that the state must settle: each a dated setting, with its ground and who set it.

The choices are closed. The first of each is how Canvass reads the law where nothing is set. A setting decides from its
entry on, wherever `decides` says; where it decides, it is printed.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar

from tabulate.ballot_sheets import UnmarkedSheets
from tabulate.board.errors import NotAllowed
from tabulate.board.subjects import About


class OpenReading(StrEnum):
    """What the law leaves open, and something here decides by."""

    DISCREPANCY = "discrepancy"
    BALLOTS_CAST = "ballots-cast"
    BALLOTS_COMPARED = "ballots-compared"
    OPPOSED = "opposed"
    TOTAL_VOTES = "total-votes"
    EXEMPTING_TOTALS = "exempting-totals"
    EXEMPTING_MARGIN = "exempting-margin"
    CLEAN_CONTESTS = "clean-contests"
    IDENTIFYING_MARK = "identifying-mark"
    UNMARKED_SHEETS = "unmarked-sheets"
    MARGINAL_MARK = "marginal-mark"


class CleanContests(StrEnum):
    """What becomes of the other contests of a ballot that is set aside for one (13-15-206(3)(b))."""

    AT_ONCE = "at-once"
    WITH_THE_BALLOT = "with-the-ballot"


class IdentifyingMark(StrEnum):
    """By what majority a board rejects a ballot for an identifying mark (13-15-201(8)(a)(ii))."""

    TWO_OF_THREE = "two-of-three"
    ALL_THREE = "all-three"


class MarginalMark(StrEnum):
    """Whether a ballot with a mark that is neither vote nor none can be processed (13-15-206(3)(b), (4)(b))."""

    PROCESSED = "processed"
    CONDITION = "condition"


class TotalVotes(StrEnum):
    """What "total votes cast" of 13-16-201(1)(a) are."""

    FOR_THE_OFFICE = "for-the-office"
    BALLOTS = "ballots"


class ExemptingTotals(StrEnum):
    """Whose totals exempt a county (13-17-503(5)(b))."""

    EITHER = "either"
    COUNTY = "county"
    WHOLE = "whole"


class ExemptingMargin(StrEnum):
    """Up to which margin a contest exempts a county (13-17-503(5)(b))."""

    AS_NOTICED = "as-the-notice-names"
    FREE = "13-16-201"


class Opposed(StrEnum):
    """Who opposes a candidate (13-17-503(4))."""

    PRINTED = "printed"
    DECLARED_TOO = "declared-too"


@dataclass(frozen=True, slots=True)
class ReadingChoice:
    """One way to read it."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class ReadingRule:
    """A reading as people see it."""

    question: str
    section: str
    decides: str
    """Where it decides."""
    choices: tuple[ReadingChoice, ...]
    """The first holds where nothing is set."""


def _rule(question: str, section: str, decides: str, **choices: str) -> ReadingRule:
    named = tuple(ReadingChoice(value.replace("_", "-"), words) for value, words in choices.items())
    return ReadingRule(question, section, decides, named)


DECIDE_TOTALS = (
    OpenReading.CLEAN_CONTESTS,
    OpenReading.IDENTIFYING_MARK,
    OpenReading.UNMARKED_SHEETS,
    OpenReading.MARGINAL_MARK,
)
DECIDE_EXEMPTION = (OpenReading.TOTAL_VOTES, OpenReading.EXEMPTING_TOTALS, OpenReading.EXEMPTING_MARGIN)
DECIDE_AUDIT = (
    OpenReading.DISCREPANCY,
    OpenReading.BALLOTS_CAST,
    OpenReading.BALLOTS_COMPARED,
    OpenReading.OPPOSED,
)

READINGS: dict[OpenReading, ReadingRule] = {
    OpenReading.DISCREPANCY: _rule(
        "What a discrepancy is",
        "13-17-507(2)",
        "the audit, once it is opened",
        any="any of the three is over the threshold",
        d1="the largest difference of one choice",
        d2="the fewest ballots that explain the differences",
        d3="all differences added up",
    ),
    OpenReading.BALLOTS_CAST: _rule(
        "What total ballots cast are",
        "13-17-507(2)",
        "the audit, once it is opened",
        both="those of the precinct, and those of the audited precincts together",
        precinct="those of the precinct",
        audited="those of the audited precincts together",
    ),
    OpenReading.BALLOTS_COMPARED: _rule(
        "Which ballots the audit compares",
        "13-17-503(2)",
        "the audit, once it is opened",
        machine="contest by contest, what the machine was sure of",
        resolved="contest by contest, whatever is resolved: machine and board together",
        whole="whole ballots, where all on them is resolved: machine and board together",
    ),
    OpenReading.OPPOSED: _rule(
        "Whether a declared write-in candidate opposes a printed one",
        "13-17-503(4)",
        "the lists of the audit, once it is opened",
        printed="only names on the ballot oppose each other",
        declared_too="a write-in candidate whom the definition names opposes, too",
    ),
    OpenReading.TOTAL_VOTES: _rule(
        "What total votes cast are for an office of one county",
        "13-16-201(1)(a)",
        "close contests of the exemption",
        for_the_office="the votes for the office",
        ballots="the ballots that carry the office",
    ),
    OpenReading.EXEMPTING_TOTALS: _rule(
        "Whose totals exempt a county",
        "13-17-503(5)(b)",
        "the notice of exemption",
        either="the county's own, or those of the race as a whole, as the notice names",
        county="the county's own",
        whole="those of the race as a whole",
    ),
    OpenReading.EXEMPTING_MARGIN: ReadingRule(
        "Up to which margin a contest exempts a county",
        "13-17-503(5)(b)",
        "the notice of exemption",
        (
            ReadingChoice(ExemptingMargin.AS_NOTICED, "that of 13-16-201 or of 13-16-211, as the notice names"),
            ReadingChoice(ExemptingMargin.FREE, "that of 13-16-201 only"),
        ),
    ),
    OpenReading.CLEAN_CONTESTS: _rule(
        "When the clean contests of a ballot that is set aside are counted",
        "13-15-206(3)(b)",
        "totals while a ballot waits for the board",
        at_once="at once",
        with_the_ballot="with the ballot, once the board has decided",
    ),
    OpenReading.IDENTIFYING_MARK: _rule(
        "By what majority a board rejects a ballot for an identifying mark",
        "13-15-201(8)(a)(ii)",
        "decisions of the counting boards from then on",
        two_of_three="two of three judges",
        all_three="all three judges",
    ),
    OpenReading.UNMARKED_SHEETS: _rule(
        "What becomes of a sheet without a mark, of a ballot of several sheets",
        "13-15-206(3)(b)",
        "batches that are opened from then on",
        asked="the board looks at it, since the ballot's other sheets are not known",
        undervotes="its contests are undervotes, but where the machine is in doubt",
    ),
    OpenReading.MARGINAL_MARK: _rule(
        "Whether a ballot with an ambiguous mark is in a condition to be processed",
        "13-15-206(3)(b), (4)(b)",
        "totals while such a ballot waits, and decisions of the counting boards from then on",
        processed="it is: the board decides the contest, and the ballot counts as decided",
        condition="it is not: only a new ballot counts, to which the board has the valid votes transferred",
    ),
}


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
            found = f"marginal-mark to be {self.choice(OpenReading.MARGINAL_MARK)}, as is set"
            raise NotAllowed(found, "a decision by another reading")

    def check_rejecting(self, judges: int) -> None:
        """Check that a decision goes by the majority in force. Raises NotAllowed."""
        if judges != self.needed_to_reject:
            raise NotAllowed(f"{self.needed_to_reject} judges who reject for an identifying mark", f"{judges}")

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
