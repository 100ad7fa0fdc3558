"""The county of the worked example W6: its treasurer's race, audited in the precinct Depot up to the tally sheets.

Riverside is counted by hand, Ash 4,610 and Birch 4,633. In Depot Ash has 600 and Birch 580 of 1,199 ballots: most were
counted by hand, too, so that the record is small, and 110 by the machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from audit.committee import MemberId
from audit.contests import Unit
from audit.coverage import Container
from audit.dice import parse_rolls
from audit.events.before import CommitteeAppointed, OathTaken
from audit.opening import open_audit
from audit.selection import PRECINCTS
from canvass import VERSION
from canvass.accounts.roles import Role
from canvass.auditing.batch_figures import batches_of
from canvass.auditing.boxes import opening_boxes
from canvass.auditing.drawing import announcing, freezing, rolling
from canvass.auditing.unofficial_results import results_published
from canvass.record import create_record
from canvass.record.audit_log import AuditLog
from imaging.sheets import Mark
from tabulate.board.boards import BoardAppointed, Judge
from tabulate.board.by_hand.hand_counts import ChoiceFigure, TallySheetEntered
from tabulate.board.polls import PollsClosed
from tabulate.board.reconciliation_entries import BallotsExpected, ExpectedFrom
from tabulate.election import ChoiceId, ContestId, PrecinctId
from tabulate.ledger.fold import fold
from tests.audit.audits import member
from tests.canvass.audited_county import CountedCounty
from tests.canvass.audited_county import election_day as eight_days_ago
from tests.canvass.canvassing.canvassed_counties import JUDGES, by_hand
from tests.canvass.web.served_records import account_name
from tests.tabulate.definitions_data import as_bytes
from tests.tabulate.split_precincts import contest, document, style

TREASURER = ContestId("treasurer")
RIVERSIDE, DEPOT = PrecinctId("P1"), PrecinctId("P7")
DEPOTS = Unit(DEPOT, TREASURER)
MEMBERS = tuple(account_name(Role.AUDIT_COMMITTEE_MEMBER, number) for number in (1, 2, 3))


def election_day() -> date:
    """Thirteen days ago: audit, canvass and recount are over within them."""
    return eight_days_ago() - timedelta(days=5)


def after(days: int) -> str:
    """The day so many days after the election."""
    return (election_day() + timedelta(days=days)).isoformat()


def definition() -> bytes:
    race = contest("treasurer", None, ["ash", "birch"], office="treasurer", territory="one county")
    unopposed = contest("coroner", None, ["dale"], office="coroner", territory="one county")
    named = [{"id": id_, "name": name, "districts": []} for id_, name in (("P1", "Riverside"), ("P7", "Depot"))]
    found = document([], named, [race, unopposed], [style("1", ["P1", "P7"], ["treasurer", "coroner"])])
    day = after(0)
    return as_bytes(found | {"date": day, "polls_close": f"{day}T20:00:00-07:00"})


class AuditedTreasurer(CountedCounty):
    """The record, counted; the committee is sworn, Depot is drawn, its box open, and nobody has counted."""

    def __init__(self, directory: Path) -> None:
        self.record = create_record(directory, definition(), VERSION, "0" * 64)
        self._cards = {card.precinct: card for card in self.election.cards}
        judges = tuple(Judge(name, name.title(), after(-1)) for name in JUDGES)
        self.record.append([BoardAppointed("east", judges, False, "clerk"), PollsClosed("clerk")])
        self._count_by_hand("P1", {"ash": 4_610, "birch": 4_633}, 9_300)
        self._count_by_hand("P7", {"ash": 550, "birch": 530}, 1_089)
        self.count_batch("depot", DEPOT, [*_marked("ash", 50), *_marked("birch", 50), *_marked("", 10)])
        self.record.append([BallotsExpected(DEPOT, None, 1_199, ExpectedFrom.POLLBOOK, "clerk")])
        self._select(election_day() + timedelta(days=8))

    def _count_by_hand(self, precinct: str, treasurer: dict[str, int], ballots: int) -> None:
        """Every ballot has a vote for the coroner, who is unopposed."""
        blank = ballots - sum(treasurer.values())
        counted = by_hand(precinct, "treasurer", treasurer, blank, 0, ballots)
        every, coroner = (ChoiceFigure(ChoiceId("dale"), ballots),), ContestId("coroner")
        sheets = (TallySheetEntered(precinct, coroner, 1, one, ballots, every, 0, 0) for one in JUDGES[:2])
        self.record.append([*counted, *sheets])

    def _select(self, on: date) -> None:
        before = election_day() - timedelta(days=10)
        log, counted = AuditLog(self.record), fold(self.record.outlines())
        with log.turn() as turn:
            turn.take(open_audit(self.election))
            turn.take(CommitteeAppointed(tuple(map(member, MEMBERS)), "Dee Clerk", "the county commissioners", before))
            turn.take(*(OathTaken(MemberId(name), "the chair", before) for name in MEMBERS))
            turn.take(results_published(self.election, counted, on), *freezing(turn.state, on))
            for faces in parse_rolls("2", 1):
                turn.take(rolling(turn.state.selection, PRECINCTS, faces, None, "the commissioners"))
            turn.take(*freezing(turn.state, on))
            turn.take(*announcing(turn.state, on, "the commissioners"))
            box = (Container("seal 7", tuple(one.batch for one in batches_of(counted, DEPOT))),)
            turn.take(*opening_boxes(turn.state, counted, DEPOT, box, opened_by=("Ann", "Ben"), on=on))


def _marked(choice: str, ballots: int) -> Sequence[dict[str, Mark]]:
    return [dict.fromkeys(filter(None, ("dale", choice)), Mark.MARKED)] * ballots
