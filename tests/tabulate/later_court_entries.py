"""Entries of actions in court, holds, costs, policies, and what was disposed of, which version 0.1.0 did not have."""

from dataclasses import replace

from tabulate.board.county.court_entries import (
    CourtActionAppealed,
    CourtActionBegun,
    CourtActionEnded,
    CourtActionJudged,
    CourtActionKind,
    CourtFinding,
    IllegalVotesProved,
)
from tabulate.board.custody.container_entries import ContainerDisposed, CustodyOffice, CustodySigner
from tabulate.board.custody.retention_entries import HoldGround, RetentionHeld, RetentionReleased
from tabulate.board.office.audit_costs import (
    AuditCostEntered,
    AuditCostKind,
    AuditCostStruck,
    FailureCause,
    MachineFailureStated,
)
from tabulate.board.office.local_policies import LocalPoliciesAdopted, PolicyWords
from tabulate.ledger.entries import Entry
from tests.tabulate.later_certificate_entries import ZOE
from tests.tabulate.ledger_makers import MAYOR

AT = "2026-07-13T09:00-06:00"
AT_COST = "2026-11-15T09:00-07:00"
BEGUN = CourtActionBegun(
    "DV-26-14",
    CourtActionKind.NOMINATION,
    MAYOR,
    "ann",
    "Zoe",
    "illegal votes",
    "2026-06-25",
    "2026-06-23",
    AT,
    "clerk",
)

LATER_COURT_ENTRIES: tuple[Entry, ...] = (
    BEGUN,
    CourtActionJudged(
        "DV-26-14",
        CourtFinding.DECLARES_ANOTHER,
        ZOE,
        (IllegalVotesProved("ann", 7),),
        "2026-07-01",
        "ab" * 32,
        AT,
        "clerk",
    ),
    CourtActionAppealed("DV-26-14", "Ann", "2026-07-03", AT, "clerk"),
    CourtActionEnded("DV-26-14", "the appeal was withdrawn", "2026-07-10", AT, "clerk"),
    replace(BEGUN, case="DV-26-15", action=CourtActionKind.VOID, against=None, certified_on=""),
    RetentionHeld("R-7", HoldGround.RECORDS_REQUEST, "letter of 2026-07-01", "2026-07-02", AT, "clerk"),
    RetentionReleased("R-7", "answered", "2026-07-10", AT, "clerk"),
    ContainerDisposed(
        "V3", "shredded", "plan 7", (CustodySigner("Dee", CustodyOffice.ADMINISTRATOR),), "2028-09-03T09:00-06:00", "c"
    ),
    AuditCostEntered(AuditCostKind.WAGES, "committee", 750, 21_050, "2026-11-14", "left scanner", AT_COST, "clerk"),
    AuditCostStruck(74, "typed twice", AT_COST, "clerk"),
    MachineFailureStated("left scanner", "2012-05-01", FailureCause.SOFTWARE, "by the expert", AT_COST, "clerk"),
    LocalPoliciesAdopted(
        PolicyWords("sealed", "courthouse", "8 a.m.", "posted", "behind the line", "with the clerk", "at the office"),
        "the commissioners",
        "2026-09-01",
        AT_COST,
        "clerk",
    ),
)
"""They are chained in this order, after all that came before."""
