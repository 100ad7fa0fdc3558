"""What a file's own figures show to be wrong, incomplete or unusual: data, on which people decide."""

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """What is found; the value is its name in JSON."""

    GROUPS = "groups"
    """A total is not the sum of its groups."""
    VOTES = "votes"
    """Choices and write-ins are not the printed total of votes."""
    WRITE_INS = "write-ins"
    """Names written in are not the total of write-ins."""
    BALLOTS = "ballots"
    """Votes, overvotes and undervotes are not the seats times the ballots."""
    TOTALS = "totals"
    """A printed total of all precincts is not their sum."""
    PRECINCTS = "precincts"
    """Precincts that are not counted, not in the file, or in it twice."""
    CONTESTS = "contests"
    """Contests that nobody can tell apart, or with another set of choices in another precinct."""
    PAGES = "pages"
    """Pages that are missing, twice, or out of order."""
    LABEL = "label"
    """The file says of itself that it is not official."""
    RECORDS = "records"
    """A cast vote record that is twice there, or does not fit its contests."""
    NOT_READ = "not-read"
    """Something of the file that Canvass does not use."""


@dataclass(frozen=True, slots=True)
class OutsideFinding:
    """One finding."""

    kind: FindingKind
    where: str
    """Precinct, contest, page or record; empty for the whole file."""
    words: str
    """A sentence for people, with the figures."""

    def __str__(self) -> str:
        """One line for people."""
        return f"{self.where}: {self.words}" if self.where else self.words
