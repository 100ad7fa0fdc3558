"""What the audit cost the county, and which machine's failure caused it (13-17-508).

The secretary of state repays a county's costs. The vendor pays where a machine bought after 2009-10-01 failed by a
defect of its software or its parts, or by an error of the vendor's staff.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar, assert_never

from tabulate.board.errors import NotAllowed
from tabulate.board.subjects import About
from tabulate.board.words_said import check_day, check_said, day_in_montana, moment_said

SECTION = "13-17-508"
LIABLE_AFTER = date(2009, 10, 1)
"""For machines bought after this day the vendor is liable."""
_LONGEST, _MOST = 500, 10**12


class AuditCostKind(StrEnum):
    """For what the county paid."""

    WAGES = "wages"
    SUPPLIES = "supplies"
    TRAVEL = "travel"
    OTHER = "other"


class FailureCause(StrEnum):
    """By what a machine failed."""

    SOFTWARE = "defect of the software"
    MACHINE = "defect of the machine"
    VENDOR_STAFF = "error of the vendor's staff"
    ELSE = "anything else"
    """As an error of the county's own people, or of the paper."""


@dataclass(frozen=True, slots=True)
class AuditCostEntered:
    """One cost of the audit, or of what a discrepancy led to."""

    kind: ClassVar[str] = "audit cost entered"
    about: ClassVar[About] = ()

    cost: AuditCostKind
    what: str
    hours_hundredths: int
    """Of wages, the hours in hundredths; else 0."""
    cents: int
    incurred_on: str
    """As 2026-11-14."""
    machine: str
    """Whose failure caused it; empty of the audit that every county makes."""
    at: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class AuditCostStruck:
    """A cost was entered in error; another may be entered in its place."""

    kind: ClassVar[str] = "audit cost struck"
    about: ClassVar[About] = ()

    cost_entry: int
    reason: str
    at: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class MachineFailureStated:
    """When a machine was bought, and by what it failed; the last statement about a machine holds."""

    kind: ClassVar[str] = "machine failure stated"
    about: ClassVar[About] = ()

    machine: str
    bought_on: str
    """As 2012-05-01."""
    cause: FailureCause
    words: str
    at: str
    entered_by: str

    @property
    def vendor_liable(self) -> bool:
        """Whether the vendor pays what it led to."""
        return date.fromisoformat(self.bought_on) > LIABLE_AFTER and self.cause is not FailureCause.ELSE


AuditCostEntry = AuditCostEntered | AuditCostStruck | MachineFailureStated


@dataclass(slots=True)
class AuditCosts:
    """Costs by the numbers of their entries, and failures by machine."""

    entered: dict[int, AuditCostEntered] = field(default_factory=dict)
    """Those that were not struck."""
    struck: dict[int, AuditCostStruck] = field(default_factory=dict)
    """By the number of the cost."""
    failures: dict[str, MachineFailureStated] = field(default_factory=dict)

    def check(self, entry: AuditCostEntry) -> None:
        """Whether it may be entered. Raises NotAllowed."""
        match entry:
            case AuditCostEntered():
                _check_words(entry.what, entry.entered_by, *([entry.machine] if entry.machine else []))
                check_day(entry.incurred_on, day_in_montana(entry.at), "the day of the cost")
                _check_amounts(entry)
            case AuditCostStruck():
                _check_words(entry.reason, entry.entered_by)
                moment_said(entry.at)
                if entry.cost_entry not in self.entered:
                    known = ", ".join(f"{number:,}" for number in self.entered) or "none"
                    raise NotAllowed(f"a cost that stands: {known} ({SECTION})", f"{entry.cost_entry:,}", "Look at it.")
            case MachineFailureStated():
                _check_words(entry.machine, entry.words, entry.entered_by)
                check_day(entry.bought_on, day_in_montana(entry.at), "the day on which the machine was bought")
            case _:
                assert_never(entry)

    def take(self, number: int, entry: AuditCostEntry) -> None:
        """Take what was found allowed."""
        match entry:
            case AuditCostEntered():
                self.entered[number] = entry
            case AuditCostStruck():
                del self.entered[entry.cost_entry]
                self.struck[entry.cost_entry] = entry
            case MachineFailureStated():
                self.failures[entry.machine] = entry
            case _:
                assert_never(entry)

    def vendor_pays(self, cost: AuditCostEntered) -> bool:
        """Whether the vendor pays a cost; else the secretary of state repays it."""
        failure = self.failures.get(cost.machine)
        return failure is not None and failure.vendor_liable


def _check_amounts(entry: AuditCostEntered) -> None:
    hours, wages = entry.hours_hundredths, entry.cost is AuditCostKind.WAGES
    if not 0 < entry.cents < _MOST:
        raise NotAllowed(f"a sum above nought ({SECTION})", _in_hundredths(entry.cents, "dollars"), "Say the sum anew.")
    if not 0 <= hours < _MOST or wages is not (hours > 0):
        asked = "wages with their hours" if wages else f"{entry.cost} without hours: only wages have them"
        raise NotAllowed(f"{asked} ({SECTION})", _in_hundredths(hours, "hours"), "Say it anew.")


def _in_hundredths(number: int, what: str) -> str:
    sign, whole = "-" if number < 0 else "", abs(number)
    return f"{sign}{whole // 100:,}.{whole % 100:02} {what}"


def _check_words(*texts: str) -> None:
    check_said(texts, _LONGEST, f"words of at most {_LONGEST} letters for a cost ({SECTION})")
