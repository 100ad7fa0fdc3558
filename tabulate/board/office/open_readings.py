"""What the law leaves open and something here decides by: each reading with its closed choices.

The first choice of each is how Canvass reads the law where nothing is set.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tabulate.ballot_sheets import UnmarkedSheets
from tabulate.calendar.duties import LastDay


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
    LAST_DAY = "last-day"
    TWO_PARTY_BALLOTS = "two-party-ballots"


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


class TwoPartyBallots(StrEnum):
    """What becomes of the party ballots of an elector who voted several (13-10-301(2))."""

    NEITHER = "neither"
    ONE = "one"


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


def _rule(question: str, section: str, decides: str, choices: Mapping[str, str]) -> ReadingRule:
    """With words by value; of the audit's own, whose enumerations stand on a floor above, values are plain."""
    named = tuple(ReadingChoice(str(value), words) for value, words in choices.items())
    return ReadingRule(question, section, decides, named)


DECIDE_TOTALS = (
    OpenReading.CLEAN_CONTESTS,
    OpenReading.IDENTIFYING_MARK,
    OpenReading.UNMARKED_SHEETS,
    OpenReading.MARGINAL_MARK,
    OpenReading.TWO_PARTY_BALLOTS,
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
        {
            "any": "any of the three is over the threshold",
            "d1": "the largest difference of one choice",
            "d2": "the fewest ballots that explain the differences",
            "d3": "all differences added up",
        },
    ),
    OpenReading.BALLOTS_CAST: _rule(
        "What total ballots cast are",
        "13-17-507(2)",
        "the audit, once it is opened",
        {
            "both": "those of the precinct, and those of the audited precincts together",
            "precinct": "those of the precinct",
            "audited": "those of the audited precincts together",
        },
    ),
    OpenReading.BALLOTS_COMPARED: _rule(
        "Which ballots the audit compares",
        "13-17-503(2)",
        "the audit, once it is opened",
        {
            "machine": "contest by contest, what the machine was sure of",
            "resolved": "contest by contest, whatever is resolved: machine and board together",
            "whole": "whole ballots, where all on them is resolved: machine and board together",
        },
    ),
    OpenReading.OPPOSED: _rule(
        "Whether a declared write-in candidate opposes a printed one",
        "13-17-503(4)",
        "the lists of the audit, once it is opened",
        {
            Opposed.PRINTED: "only names on the ballot oppose each other",
            Opposed.DECLARED_TOO: "a write-in candidate whom the definition names opposes, too",
        },
    ),
    OpenReading.TOTAL_VOTES: _rule(
        "What total votes cast are for an office of one county",
        "13-16-201(1)(a)",
        "close contests of the exemption",
        {
            TotalVotes.FOR_THE_OFFICE: "the votes for the office",
            TotalVotes.BALLOTS: "the ballots that carry the office",
        },
    ),
    OpenReading.EXEMPTING_TOTALS: _rule(
        "Whose totals exempt a county",
        "13-17-503(5)(b)",
        "the notice of exemption",
        {
            ExemptingTotals.EITHER: "the county's own, or those of the race as a whole, as the notice names",
            ExemptingTotals.COUNTY: "the county's own",
            ExemptingTotals.WHOLE: "those of the race as a whole",
        },
    ),
    OpenReading.EXEMPTING_MARGIN: _rule(
        "Up to which margin a contest exempts a county",
        "13-17-503(5)(b)",
        "the notice of exemption",
        {
            ExemptingMargin.AS_NOTICED: "that of 13-16-201 or of 13-16-211, as the notice names",
            ExemptingMargin.FREE: "that of 13-16-201 only",
        },
    ),
    OpenReading.CLEAN_CONTESTS: _rule(
        "When the clean contests of a ballot that is set aside are counted",
        "13-15-206(3)(b)",
        "totals while a ballot waits for the board",
        {
            CleanContests.AT_ONCE: "at once",
            CleanContests.WITH_THE_BALLOT: "with the ballot, once the board has decided",
        },
    ),
    OpenReading.IDENTIFYING_MARK: _rule(
        "By what majority a board rejects a ballot for an identifying mark",
        "13-15-201(8)(a)(ii)",
        "decisions of the counting boards from then on",
        {
            IdentifyingMark.TWO_OF_THREE: "two of three judges",
            IdentifyingMark.ALL_THREE: "all three judges",
        },
    ),
    OpenReading.UNMARKED_SHEETS: _rule(
        "What becomes of a sheet without a mark, of a ballot of several sheets",
        "13-15-206(3)(b)",
        "batches that are opened from then on",
        {
            UnmarkedSheets.ASKED: "the board looks at it, since the ballot's other sheets are not known",
            UnmarkedSheets.UNDERVOTES: "its contests are undervotes, but where the machine is in doubt",
        },
    ),
    OpenReading.MARGINAL_MARK: _rule(
        "Whether a ballot with an ambiguous mark is in a condition to be processed",
        "13-15-206(3)(b), (4)(b)",
        "totals while such a ballot waits, and decisions of the counting boards from then on",
        {
            MarginalMark.PROCESSED: "it is: the board decides the contest, and the ballot counts as decided",
            MarginalMark.CONDITION: "it is not: only a new ballot counts, to which the board has the valid votes "
            "transferred",
        },
    ),
    OpenReading.LAST_DAY: _rule(
        "Whether the last day for petitions, acceptances and recounts moves on where it is no business day",
        "13-16-201(1), 1-1-307",
        "the calendar of the election",
        {
            LastDay.AS_IT_FALLS: "it stays as it falls",
            LastDay.NEXT_BUSINESS_DAY: "it is the next business day",
        },
    ),
    OpenReading.TWO_PARTY_BALLOTS: _rule(
        "What becomes of the party ballots of an elector who voted several at a primary",
        "13-10-301(2)",
        "decisions of the counting boards from then on",
        {
            TwoPartyBallots.NEITHER: "none of them counts",
            TwoPartyBallots.ONE: "the one counts that two of three judges choose; where no two agree, none does",
        },
    ),
}
OF_PRIMARIES = frozenset({OpenReading.TWO_PARTY_BALLOTS})
"""Of these no other election has anything."""


def readings_in(*, primary: bool) -> tuple[OpenReading, ...]:
    """The readings that an election can have anything of, in order."""
    return tuple(one for one in OpenReading if primary or one not in OF_PRIMARIES)
