"""How the law calls absentee ballots and elections by mail, by date. Identifiers and files never change with it.

The draft LC1535 would say "mail ballot" for "absentee ballot", and "all-mail ballot election" for "mail ballot
election". It changes no count. No law put it in force, so its words have no day yet; with a day, they hold from it on.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class BallotWords:
    """The words of the law from a day on."""

    since: date | None
    """None: not in force."""
    source: str
    adjective: str
    """Of ballots, envelopes and batches."""
    mail_election: str

    @property
    def ballots(self) -> str:
        """As a heading begins with it."""
        return f"{self.adjective} ballots".capitalize()


IN_CODE = BallotWords(date(1900, 1, 1), "Title 13, chapters 13 and 19", "absentee", "mail ballot election")
DRAFTED = BallotWords(None, "LC1535", "mail", "all-mail ballot election")
EVERY = (IN_CODE, DRAFTED)


def words_on(day: date, every: tuple[BallotWords, ...] = EVERY) -> BallotWords:
    """The words in force on the day of an election."""
    return max((one for one in every if one.since is not None and one.since <= day), key=_since)


def _since(words: BallotWords) -> date:
    assert words.since is not None
    return words.since
