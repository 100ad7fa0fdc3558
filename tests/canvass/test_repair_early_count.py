"""Before the polls close nobody counts who has not signed the affirmation, nor by hand before election day (A4)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from canvass.deciding.decisions import Deciding
from canvass.errors import RefusedError
from tabulate.board.boards import BoardAppointed, Judge
from tabulate.board.by_hand.hand_counts import HandCountOpened, TallySheetEntered
from tabulate.board.checking import ruling
from tabulate.board.errors import NotAllowed
from tabulate.board.office.early_count import AffirmationSigned, DesigneesNamed, WitnessCapacity
from tabulate.board.places import Place, SheetName
from tabulate.ledger.entries import BatchKind
from tabulate.ledger.fold import fold
from tests.canvass.deciding.waiting_ballots import contest_of, overvoted
from tests.tabulate.ledger_makers import batch_opened

if TYPE_CHECKING:
    from canvass.record.store import Record

DENVER = ZoneInfo("America/Denver")
CLOSE = datetime(2026, 11, 3, 20, tzinfo=DENVER)
E = datetime(2026, 11, 3, tzinfo=DENVER)
SECOND = timedelta(seconds=1)
PEOPLE = ("ada", "bea", "cal")


def affirmed(account: str, witness: str = "clerk", on: str = "2026-11-02") -> AffirmationSigned:
    return AffirmationSigned(account, on, witness, WitnessCapacity.ELECTION_ADMINISTRATOR, "clerk")


@pytest.fixture(params=[False, True], ids=["said nothing", "said to count early"])
def waiting(record: Record, request: pytest.FixtureRequest) -> Record:
    """A board, with or without the label of before, and overvoted sheets of a real and of a test batch."""
    record.append([batch_opened("P-1"), overvoted(record, 1), batch_opened("T-1", BatchKind.TEST)])
    record.append([overvoted(record, 1, "T-1")])
    witness = "anybody" if request.param else None
    judges = tuple(Judge(one, f"{one.title()} Judge", "2026-11-02", witness) for one in PEOPLE)
    Deciding(record).enter(BoardAppointed("east", judges, request.param, "clerk"))
    return record


def decide(record: Record, at: datetime, judge: str = "ada", batch: str = "P-1") -> Place:
    contest = contest_of(record)
    found = ruling(contest, [contest.choices[0].id])
    return Deciding(record, lambda: at).decide(judge, SheetName(batch, 1), 1, [found]).place


def test_repair_A4_a_board_without_affirmations_decides_nothing_until_the_polls_close(waiting: Record) -> None:
    head = waiting.head()
    for moment in (CLOSE - timedelta(minutes=1), CLOSE - SECOND, E - timedelta(days=29)):
        with pytest.raises(RefusedError, match=r"none of ada, bea, cal.*13-15-207|13-15-207.*none of ada, bea, cal"):
            decide(waiting, moment)
    assert waiting.head() == head
    assert [decide(waiting, CLOSE, judge) for judge in PEOPLE][-1] is Place.RESOLVED


def test_repair_A4_every_judge_of_the_board_must_have_signed_not_the_one_who_decides(waiting: Record) -> None:
    Deciding(waiting, lambda: E).enter(affirmed("ada"), affirmed("bea"))
    with pytest.raises(RefusedError, match="none of cal"):
        decide(waiting, CLOSE - timedelta(minutes=1))
    Deciding(waiting, lambda: E).enter(affirmed("cal", "ada"))
    assert [decide(waiting, CLOSE - timedelta(minutes=1), judge) for judge in PEOPLE][-1] is Place.RESOLVED


def test_repair_A4_a_rehearsal_needs_no_affirmation(waiting: Record) -> None:
    assert decide(waiting, E - timedelta(days=20), batch="T-1") is Place.WAITING


@pytest.mark.parametrize(
    "wrong", [affirmed("ada", witness="ada"), affirmed("ada", witness=""), affirmed("ada", on="soon"), affirmed(" ")]
)
def test_repair_A4_an_affirmation_has_a_day_and_another_persons_witness(
    record: Record, wrong: AffirmationSigned
) -> None:
    with pytest.raises(RefusedError):
        Deciding(record).enter(wrong)


def test_repair_A4_no_affirmation_is_signed_tomorrow(record: Record) -> None:
    before_midnight = E - SECOND
    with pytest.raises(RefusedError, match="a day to come"):
        Deciding(record, lambda: before_midnight).enter(affirmed("ada", on="2026-11-03"))
    Deciding(record, lambda: E).enter(affirmed("ada", on="2026-11-03"))


def opened(record: Record) -> HandCountOpened:
    """A hand count of a board that is appointed for it."""
    judges = tuple(Judge(one, f"{one.title()} Judge", "2026-11-02") for one in PEOPLE)
    Deciding(record).enter(BoardAppointed("east", judges, False, "clerk"))
    return HandCountOpened("H-1", record.election.precincts[0].id, 0, (), ("ada", "bea"), "cal", "clerk", "east")


def test_repair_A4_a_hand_count_is_opened_on_election_day_and_not_the_day_before(record: Record) -> None:
    entry = opened(record)
    with pytest.raises(RefusedError, match=r"13-15-104\(4\)"):
        Deciding(record, lambda: E - SECOND).enter(entry)
    Deciding(record, lambda: E).enter(entry)


def test_repair_A4_who_reads_and_who_record_have_signed_before_a_tally_sheet_is_taken(record: Record) -> None:
    Deciding(record, lambda: E).enter(opened(record))
    sheet = TallySheetEntered("H-1", contest_of(record).id, 1, "ada", 0, (), 0, 0)
    before = Deciding(record, lambda: CLOSE - SECOND)
    with pytest.raises(RefusedError, match="none of ada, bea, cal"):
        before.enter(sheet)
    before.enter(affirmed("ada"), affirmed("bea"))
    with pytest.raises(RefusedError, match="none of cal"):
        before.enter(sheet)
    before.enter(affirmed("cal"))
    before.enter(sheet)
    Deciding(record, lambda: CLOSE).enter(TallySheetEntered("H-1", contest_of(record).id, 1, "bea", 0, (), 0, 0))


def test_repair_A4_the_fold_takes_what_old_ledgers_hold_whatever_the_hour(waiting: Record) -> None:
    decide(waiting, CLOSE)
    assert fold(waiting.outlines()).entries == waiting.head().number


def test_repair_A4_designees_stand_until_others_are_named(record: Record) -> None:
    Deciding(record).enter(DesigneesNamed(("bo", "cy"), "clerk"), DesigneesNamed(("cy",), "clerk"))
    assert Deciding(record).state().office.early.designees == ("cy",)
    with pytest.raises(NotAllowed):
        Deciding(record).state().check(DesigneesNamed(("cy", "bo"), "clerk"))
