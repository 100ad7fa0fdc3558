"""Counting by hand: boxes opened, the machine's figures fixed, tally sheets (13-1-303(1)(b), 13-17-506)."""

from dataclasses import dataclass
from datetime import date

from audit.audit_json import later
from audit.committee import MemberId
from audit.coverage import Container, MachineFigures
from audit.outside_reports import RecordsChosen
from audit.sheet_figures import Call, Figures
from audit.tally_sheets import EntryMode
from tabulate.election import ContestId, PrecinctId


@dataclass(frozen=True, slots=True)
class BoxesOpened:
    """The sealed packages of a precinct were opened, for the audit only: the chain of custody (13-1-303(1)(b))."""

    precinct: PrecinctId
    containers: tuple[Container, ...]
    opened_by: tuple[str, ...]
    on: date


@later("records")
@dataclass(frozen=True, slots=True)
class BoxesCorrected:
    """The custody log of opened boxes was written wrong: it stands as here, and the first writing stays beside it."""

    precinct: PrecinctId
    containers: tuple[Container, ...]
    opened_by: tuple[str, ...]
    on: date
    """When they were opened."""
    figures_again: bool
    """Whether the machines' figures are taken anew: before any count of the precinct has begun."""
    reason: str
    corrected_by: str
    corrected_on: date


@dataclass(frozen=True, slots=True)
class OutsideReportChosen:
    """A precinct's first count is another system's report; with it, what the county says that no report tells."""

    precinct: PrecinctId
    machines: tuple[str, ...]
    added_by_hand: int
    """Ballots whose votes people added to the figures."""
    ovals: bool
    """Whether its write-ins are all ovals marked."""
    said_by: str
    on: date
    records: RecordsChosen | None = None
    """The system's cast vote records, where their sums and not the report's own figures are compared."""


@dataclass(frozen=True, slots=True)
class MachineFiguresTaken:
    """The machines' count of one unit, fixed before it is counted by hand and shown only after."""

    figures: MachineFigures


@dataclass(frozen=True, slots=True)
class TallyStarted:
    """A count of a unit begins: one reads, every other member records (13-17-506(2)(a))."""

    precinct: PrecinctId
    contest: ContestId
    round_number: int
    """From 1 for each unit."""
    reader: MemberId
    recorders: tuple[MemberId, ...]


@dataclass(frozen=True, slots=True)
class MarksMade:
    """A recorder's running marks for some ballots more: kept at once, so that nothing is lost."""

    precinct: PrecinctId
    contest: ContestId
    round_number: int
    member: MemberId
    entered_by: MemberId
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class MarkStruck:
    """A recorder strikes the last of their own running marks before handing in; the ledger keeps both."""

    precinct: PrecinctId
    contest: ContestId
    round_number: int
    member: MemberId
    entered_by: MemberId
    ballot: int
    """The ballot whose mark is struck: the last one marked, counted from 1."""


@dataclass(frozen=True, slots=True)
class SheetEntered:
    """A recorder hands in a tally sheet."""

    precinct: PrecinctId
    contest: ContestId
    round_number: int
    member: MemberId
    entered_by: MemberId
    mode: EntryMode
    figures: Figures


CountingEvent = (
    OutsideReportChosen
    | BoxesOpened
    | BoxesCorrected
    | MachineFiguresTaken
    | TallyStarted
    | MarksMade
    | MarkStruck
    | SheetEntered
)
