"""Containers to be sealed, handed over and opened, of a small election."""

from __future__ import annotations

from dataclasses import replace

from tabulate.board.custody.container_entries import (
    ContainerEntry,
    ContainerHandedOver,
    ContainerHolds,
    ContainerOpened,
    ContainerResealed,
    ContainerSealed,
    CustodyOffice,
    CustodySigner,
    OpeningGround,
    SealCondition,
    SealFound,
)
from tabulate.board.custody.kept_containers import Custody
from tabulate.board.errors import NotAllowed
from tabulate.election import PrecinctId

P1, P2 = PrecinctId("P1"), PrecinctId("P2")
JUDGES = (
    CustodySigner("Ada", CustodyOffice.CHIEF_JUDGE),
    CustodySigner("Bo", CustodyOffice.ELECTION_JUDGE),
    CustodySigner("Cy", CustodyOffice.ELECTION_JUDGE),
)
CLERK = CustodySigner("Dee", CustodyOffice.ADMINISTRATOR)
OBSERVER = CustodySigner("Lou", CustodyOffice.OBSERVER)
EVERYONE = (
    *JUDGES,
    CLERK,
    *(CustodySigner(name, CustodyOffice.RECOUNT_BOARD) for name in ("Eve", "Flo", "Gus")),
    *(CustodySigner(name, CustodyOffice.CANVASSER) for name in ("Hal", "Ida", "Jo")),
    CustodySigner("Kim", CustodyOffice.AUDIT_COMMITTEE),
)
BATCHES = {"A", "B"}
HAND_COUNTS = {"H-1"}
COUNTED_ANEW = {"B"}
V3 = ContainerSealed("V3", ContainerHolds.VOTED, (P1,), ("A",), ("10", "11"), JUDGES, "2026-11-03T21:40-07:00", "Dee")
R1 = replace(V3, container="R1", holds=ContainerHolds.REGISTERS, batches=(), seals=("20",))
X5 = replace(R1, container="X5", holds=ContainerHolds.REJECTED, seals=("30",), signers=(CLERK,))
OPENED = ContainerOpened(
    "V3",
    OpeningGround.RECOUNT,
    "notice of 2026-11-20",
    EVERYONE,
    (SealFound("10", SealCondition.WHOLE), SealFound("11", SealCondition.WHOLE)),
    "2026-11-24T09:00-07:00",
    "Dee",
)
AGAIN = ContainerResealed("V3", ("A",), ("12",), EVERYONE, "2026-11-24T16:00-07:00", "Dee")
GIVEN = ContainerHandedOver("V3", JUDGES[0], CLERK, "2026-11-03T22:00-07:00", "Dee")


class Papers:
    def is_copy_batch(self, batch: str) -> bool:
        if batch not in BATCHES:
            raise NotAllowed("a batch of this record", batch)
        return False


def apply(custody: Custody, *entries: ContainerEntry) -> Custody:
    for entry in entries:
        custody.check(entry, Papers(), HAND_COUNTS, COUNTED_ANEW)
        custody.take(len(custody.containers), entry)
    return custody
