"""A first count that is another system's report: what it tells of one unit, and what the county says beside it.

A report is of the whole precinct, all groups of ballots together. It does not tell which machine counted, nor which
votes people added by hand. The county says that, and the audit's report prints it.
"""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from audit.audit_json import later
from audit.errors import Refused

ALL_GROUPS = "all groups"
"""What a box holds where the precinct's ballots are not kept apart by groups."""
_RULE = "13-17-503(2)"


class FiguresSource(StrEnum):
    """Where the machines' figures of a unit come from."""

    BATCHES = "own batches"
    REPORT = "outside report"
    RECORDS = "outside cast vote records"


class Coverage(StrEnum):
    """Of which ballots the figures are."""

    BATCHES = "the batches in the boxes"
    PRECINCT = "whole precinct, all groups"


@dataclass(frozen=True, slots=True)
class RecordsChosen:
    """Cast vote records of the same system: the first count is their sums, and the public report is held to them."""

    name: str
    """Their format in words, and how many there are."""
    content_sha256: str
    """Of all that they say, as the ledger has it."""
    batches: tuple[str, ...]
    """Those that hold a record of the precinct, in their order; none where a record does not tell its batch."""
    because: str
    """Why they differ from the report in this precinct, as the county says; empty where they do not."""


@dataclass(frozen=True, slots=True)
class ReportHeldTo:
    """A figure of the unit in the report that the records do not add up to."""

    row: str
    """In words."""
    report: int
    records: int


@dataclass(frozen=True, slots=True)
class RecordsCounted:
    """What is known of a unit's figures where they are sums of cast vote records."""

    chosen: RecordsChosen
    differences: tuple[ReportHeldTo, ...]
    """What the report has otherwise: of the contest, and of the precinct's ballots cast."""
    changed_by_people: int
    """Records of the unit that an adjudication changed."""


@later("records")
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
    records: RecordsCounted | None = None
    """Where the figures are sums of cast vote records; None where they are the report's own."""

    @property
    def source(self) -> FiguresSource:
        """Whether its own figures are compared, or those of its system's records."""
        return FiguresSource.REPORT if self.records is None else FiguresSource.RECORDS

    @property
    def counted_by(self) -> str:
        """The name of what is compared."""
        return self.name if self.records is None else self.records.chosen.name

    @property
    def compares_write_ins(self) -> bool:
        """Whether the row of write-in ovals is compared, and not only shown."""
        return self.ovals and self.write_ins_told

    @property
    def not_compared_because(self) -> str:
        """Why not, for people."""
        if not self.write_ins_told:
            return "the report tells no write-ins"
        which = "report does" if self.records is None else "records do"
        return f"the {which} not tell whether the write-ins are all ovals marked, or what people left of them"


def report_sha256(sha256s: tuple[str, ...]) -> str:
    """One hash for a report: of its one file; of several, the hash of their hashes, a line for each."""
    return sha256s[0] if len(sha256s) == 1 else sha256("\n".join(sorted(sha256s)).encode()).hexdigest()


def check_boxes(report: OutsideReport, held: set[str]) -> None:
    """Refuse boxes that do not hold, together, every group of the precinct that has ballots; or every batch."""
    wanted = set(report.groups) or {ALL_GROUPS}
    if ALL_GROUPS in held or held == wanted:
        return
    missing, strange = sorted(wanted - held), sorted(held - wanted)
    found = f"The boxes hold {', '.join(sorted(held)) or 'nothing'}"
    batches = report.records is not None and bool(report.records.chosen.batches)
    whose, what = ("records'", "batches") if batches else ("report's", "groups")
    lacking = f"; of the {whose} {what} {', '.join(missing)} are in none" if missing else ""
    more = f"; there are no ballots of {', '.join(strange)}" if strange else ""
    remedy = f"The figures are of the whole precinct: fetch every box, or say that they hold {ALL_GROUPS!r}."
    raise Refused(_RULE, f"{found}{lacking}{more}.", remedy)
