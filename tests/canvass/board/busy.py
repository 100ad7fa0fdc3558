"""A board in the middle of its work."""

from canvass.accounts.roles import Role
from canvass.deciding.decisions import Deciding
from tabulate.board.by_hand.hand_counts import HandCountOpened
from tabulate.board.custody.container_entries import (
    ContainerHolds,
    ContainerOpened,
    ContainerSealed,
    CustodyOffice,
    CustodySigner,
    OpeningGround,
    SealCondition,
    SealFound,
)
from tabulate.board.transfers import TransferMade, TransferReason
from tests.canvass.board.decks import BATCH, TORN
from tests.canvass.web.served_records import Site, account_name

JUDGE = Role.COUNTING_BOARD_MEMBER


def make_busy(site: Site) -> None:
    """A transfer and a hand count begun, and a container open."""
    work = Deciding(site.record)
    work.enter(TransferMade("T-1", TransferReason.DAMAGED, BATCH, TORN, ("Ann", "Bob", "Cy")))
    recorders = (account_name(JUDGE, 1), account_name(JUDGE, 2))
    precinct = site.record.election.precincts[0].id
    reader = account_name(JUDGE, 3)
    work.enter(HandCountOpened("P1", precinct, 40, (), recorders, reader, "administrator", "1"))
    at, clerk = "2026-10-01T21:40-06:00", CustodySigner("Dee Clerk", CustodyOffice.ADMINISTRATOR)
    work.enter(
        ContainerSealed("P1-5", ContainerHolds.REJECTED, (precinct,), (), ("10421",), (clerk,), at, "Dee Clerk"),
        ContainerOpened(
            "P1-5",
            OpeningGround.COURT_ORDER,
            "DV-26-14",
            (clerk,),
            (SealFound("10421", SealCondition.BROKEN),),
            at,
            "Dee Clerk",
            "torn",
        ),
    )
