"""What is found when reports are held to the definition and to each other. All of it is listed, not the first alone."""

from dataclasses import dataclass
from enum import StrEnum

from outside.findings import OutsideFinding


class CountFindingKind(StrEnum):
    """What is found; the value is its name in JSON and with --accept. The first two cannot be accepted."""

    NAMES = "names"
    """A name that nobody said the meaning of, or figures that have no place in the definition."""
    MAPPING = "mapping"
    """What names mean is not confirmed as it stands now."""
    ELECTION = "election"
    """A file that names another election, and was kept all the same."""
    RUN = "run"
    """A report made before the polls closed."""
    LEFT_OUT = "left-out"
    """Figures of a name that a person left out."""
    PRECINCT_SET = "precinct-set"
    """A precinct of the definition that the reports do not have, or have without a ballot."""
    CONTEST_SET = "contest-set"
    """A contest of a precinct that its report does not have."""
    CONTEST_BALLOTS = "contest-ballots"
    """Ballots with a contest that are not the precinct's, or more votes than they allow."""
    OTHER_REPORT = "other-report"
    """Figures that another report has otherwise."""
    ELECTORS = "electors"
    """Ballots cast that are not the electors who voted, as the record has them."""


NOT_ACCEPTED = frozenset({CountFindingKind.NAMES, CountFindingKind.MAPPING})


@dataclass(frozen=True, slots=True)
class CountFinding:
    """One finding."""

    kind: str
    """Of `CountFindingKind`, or the kind of a file's own finding."""
    file: str
    """The report's name."""
    where: str
    """Precinct, contest, page; empty for the whole file."""
    words: str
    """A sentence with the figures."""

    def __str__(self) -> str:
        """For people who may see figures."""
        return ": ".join(part for part in (self.file, self.where, self.words) if part)

    @property
    def may_be_accepted(self) -> bool:
        """Whether figures can be taken all the same, for a reason that a person says."""
        return self.kind not in NOT_ACCEPTED


def of_file(file: str, finding: OutsideFinding) -> CountFinding:
    """What a report's own figures show."""
    return CountFinding(finding.kind.value, file, finding.where, finding.words)
