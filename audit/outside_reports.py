"""A first count that is another system's report: what it tells of one unit, and what the county says beside it.

A report is of the whole precinct, all groups of ballots together. It does not tell which machine counted, nor which
votes people added by hand. The county says that, and the audit's report prints it.
"""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from audit.errors import Refused

ALL_GROUPS = "all groups"
"""What a box holds where the precinct's ballots are not kept apart by groups."""
_RULE = "13-17-503(2)"


class FiguresSource(StrEnum):
    """Where the machines' figures of a unit come from."""

    BATCHES = "own batches"
    REPORT = "outside report"


class Coverage(StrEnum):
    """Of which ballots the figures are."""

    BATCHES = "the batches in the boxes"
    PRECINCT = "whole precinct, all groups"


@dataclass(frozen=True, slots=True)
class OutsideReport:
    """The report, and what is known of the unit's figures in it."""

    name: str
    """System, report and its own day and hour, in words."""
    sha256s: tuple[str, ...]
    """Of its files, as they are kept."""
    label: str
    """As OFFICIAL or UNOFFICIAL; empty where it tells none."""
    groups: tuple[str, ...]
    """Those of the precinct with ballots; none where the report tells no groups."""
    machines: tuple[str, ...]
    """That counted the precinct, as the county says: one of them did, or each some."""
    added_by_hand: int
    """Ballots whose votes people added to the figures, as the county says. They are in both counts."""
    ovals: bool
    """The county says that its write-ins are all ovals marked, as the committee counts them; only then compared."""
    write_ins_told: bool
    """Whether it has write-ins at all."""
    ballots_told: bool
    """Whether anything tells on how many ballots the contest is; else the committee's head count says it."""
    told_apart: bool
    """Whether it tells overvotes; else they are among the undervotes here."""

    @property
    def compares_write_ins(self) -> bool:
        """Whether the row of write-in ovals is compared, and not only shown."""
        return self.ovals and self.write_ins_told

    @property
    def not_compared_because(self) -> str:
        """Why not, for people."""
        if not self.write_ins_told:
            return "the report tells no write-ins"
        return "the report does not tell whether its write-ins are all ovals marked, or what people left of them"


def report_sha256(sha256s: tuple[str, ...]) -> str:
    """One hash for a report: of its one file; of several, the hash of their hashes, a line for each."""
    return sha256s[0] if len(sha256s) == 1 else sha256("\n".join(sorted(sha256s)).encode()).hexdigest()


def check_boxes(report: OutsideReport, held: set[str]) -> None:
    """Refuse boxes that do not hold, together, every group of the precinct that has ballots."""
    wanted = set(report.groups) or {ALL_GROUPS}
    if ALL_GROUPS in held or held == wanted:
        return
    missing, strange = sorted(wanted - held), sorted(held - wanted)
    found = f"The boxes hold {', '.join(sorted(held)) or 'nothing'}"
    lacking = f"; of the report's groups {', '.join(missing)} are in none" if missing else ""
    more = f"; the report has no ballots of {', '.join(strange)}" if strange else ""
    remedy = f"The report is of the whole precinct: fetch every box, or say that they hold {ALL_GROUPS!r}."
    raise Refused(_RULE, f"{found}{lacking}{more}.", remedy)
