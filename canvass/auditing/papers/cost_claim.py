"""What the audit cost the county, and who pays it, on paper and for programs (13-17-508)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from audit.state import AuditState
from canvass.auditing.papers.report_files import bytes_of
from canvass.console.text import dollars
from canvass.deciding.steps_of_people import replay_of
from canvass.errors import InputError, RefusedError
from canvass.record.audit_log import AuditLog
from canvass.reporting.tables import Document, PaperLook, Table, columns_of
from tabulate.board.office.audit_costs import LIABLE_AFTER, SECTION, AuditCostEntered, AuditCosts, FailureCause
from tabulate.election import Election
from tabulate.ledger.chain import Head
from tabulate.ledger.fold import fold

if TYPE_CHECKING:
    from canvass.record.store import Record

_HASH_SHOWN = 16
CAUSES = {
    "software": FailureCause.SOFTWARE,
    "machine": FailureCause.MACHINE,
    "vendor-staff": FailureCause.VENDOR_STAFF,
    "else": FailureCause.ELSE,
}
"""As they are typed."""


@dataclass(frozen=True, slots=True)
class CostClaim:
    """The costs of one county's audit, as they were entered."""

    election: Election
    head: Head
    costs: AuditCosts
    certified: bool
    """Whether the audit is."""

    def cents(self, *, vendor: bool) -> int:
        """What the vendor pays, or what the secretary of state repays."""
        every = self.costs.entered.values()
        return sum(one.cents for one in every if self.costs.vendor_pays(one) is vendor)

    @property
    def hours_hundredths(self) -> int:
        """Of all wages."""
        return sum(one.hours_hundredths for one in self.costs.entered.values())


def cost_claim(record: "Record") -> CostClaim:
    """Of a record. Raises RefusedError where no audit is opened in it."""
    check_audit_opened(record)
    return claim_by(record.election, fold(record.outlines()).board.office.costs, AuditLog(record).state, record.head())


def claim_by(election: Election, costs: AuditCosts, audit: AuditState | None, head: Head) -> CostClaim:
    """By what was entered up to a place of the ledger."""
    return CostClaim(election, head, costs, audit is not None and audit.certified is not None)


def check_audit_opened(record: "Record") -> None:
    """Raises RefusedError."""
    if AuditLog(record).state is None:
        raise RefusedError(
            f"No audit is opened in the record, and costs are of an audit ({SECTION}). Nothing was written. Open it "
            "first: canvass audit open."
        )


def check_cost(record: "Record", machine: str) -> None:
    """Check that an audit is opened, and that the record knows a machine, if one is named.

    Raises RefusedError, InputError.
    """
    check_audit_opened(record)
    known = machines_known(record)
    if machine and machine not in known:
        raise InputError(
            f"No batch of the record names machine {machine[:80]!r}: {', '.join(known) or 'none'}. Nothing was "
            "written. Name it as its batches do."
        )


def machines_known(record: "Record") -> tuple[str, ...]:
    """The machines that the batches name."""
    return tuple(dict.fromkeys(one.machine for one in replay_of(record).counted_batches()))


def hours_of(hundredths: int) -> str:
    """As people read it; empty of none."""
    return f"{hundredths // 100:,}.{hundredths % 100:02}" if hundredths else ""


def claim_document(claim: CostClaim) -> Document:
    """For the secretary of state, with what the vendor pays apart."""
    election, head = claim.election, claim.head
    held_in = f"{election.county}, {election.title} of {election.date}"
    repaid, vendor = claim.cents(vendor=False), claim.cents(vendor=True)
    return Document(
        title=f"Costs of the random-sample audit: {election.county}",
        lines=(
            f"{held_in}. For the secretary of state, who repays the county ({SECTION}).",
            f"Repaid by the secretary of state: {dollars(repaid)}. Paid by the vendor: {dollars(vendor)}.",
            f"Hours: {hours_of(claim.hours_hundredths) or '0.00'}.",
            f"A vendor pays where a machine bought after {LIABLE_AFTER} failed by a defect or an error of its staff.",
            f"Ledger {head.number}:{head.hash}",
        ),
        tables=(
            Table(
                "Costs",
                "",
                columns_of("Day", "For", "What", "#Hours", "#Dollars", "Paid by", "Machine", "#Entry"),
                tuple(_rows(claim)),
            ),
            Table(
                "Machines that failed",
                "",
                columns_of("Machine", "Bought", "Cause", "What", "Vendor pays"),
                tuple(_failures(claim)),
            ),
            Table("Struck", "", columns_of("#Entry", "Why", "By"), tuple(_struck(claim))),
        ),
        signatures=("Election administrator", "Day"),
        on_every_page="" if claim.certified else "NOT FINAL: the audit is not certified",
        paper=PaperLook(foot=f"Ledger {head.number}:{head.hash[:_HASH_SHOWN]}. {held_in}."),
    )


def _rows(claim: CostClaim) -> Iterator[tuple[str, str, str, str, str, str, str, int]]:
    for number, one in sorted(claim.costs.entered.items(), key=lambda pair: (pair[1].incurred_on, pair[0])):
        paid = payer(claim.costs, one)
        hours, sum_ = hours_of(one.hours_hundredths), dollars(one.cents)
        yield one.incurred_on, one.cost.value, one.what, hours, sum_, paid, one.machine, number


def payer(costs: AuditCosts, one: AuditCostEntered) -> str:
    """Who pays a cost."""
    return "vendor" if costs.vendor_pays(one) else "secretary of state"


def _failures(claim: CostClaim) -> Iterator[tuple[str, str, str, str, str]]:
    for machine, one in claim.costs.failures.items():
        yield machine, one.bought_on, one.cause.value, one.words, "yes" if one.vendor_liable else "no"


def _struck(claim: CostClaim) -> Iterator[tuple[int, str, str]]:
    for number, one in claim.costs.struck.items():
        yield number, one.reason, one.entered_by


def claim_bytes(claim: CostClaim, form: str) -> bytes:
    """In one of the forms of reports."""
    return bytes_of(claim_document(claim), form, json.dumps(claim_json(claim), indent=1))


def claim_json(claim: CostClaim) -> dict[str, Any]:
    """The same for programs; money in cents."""
    return {
        "format": "canvass-audit-costs/1",
        "county": claim.election.county,
        "election_date": claim.election.date.isoformat(),
        "certified": claim.certified,
        "repaid_cents": claim.cents(vendor=False),
        "vendor_cents": claim.cents(vendor=True),
        "hours_hundredths": claim.hours_hundredths,
        "costs": [
            {
                "entry": number,
                "day": one.incurred_on,
                "for": one.cost.value,
                "what": one.what,
                "hours_hundredths": one.hours_hundredths,
                "cents": one.cents,
                "machine": one.machine or None,
                "paid_by": payer(claim.costs, one),
            }
            for number, one in claim.costs.entered.items()
        ],
        "machines": [
            {"machine": machine, "bought_on": bought, "cause": cause, "what": what, "vendor_pays": pays == "yes"}
            for machine, bought, cause, what, pays in _failures(claim)
        ],
        "struck": [{"entry": number, "why": why, "by": who} for number, why, who in _struck(claim)],
        "ledger": {"number": claim.head.number, "hash": claim.head.hash},
    }
