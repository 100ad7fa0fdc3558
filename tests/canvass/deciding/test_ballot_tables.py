"""The tables of ballots and the index of entries: worked out anew they are the same, altered they are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from canvass.deciding.decisions import Deciding
from canvass.record import open_record
from tabulate.board.batches.halts import CountHalted, FoundByTest, HaltChoice, HaltEnded
from tabulate.board.decisions import ObjectionRecorded, QuestionRaisedByPeople
from tabulate.board.places import Place, SheetName
from tabulate.board.transfers import TransferMade, TransferPaired, TransferReason
from tabulate.ledger.entries import BatchKind
from tabulate.ledger.errors import LedgerBroken
from tabulate.questions import Question
from tests.canvass.deciding.waiting_ballots import EAST, decide, overvoted, problems_of_record
from tests.tabulate.ledger_makers import ANN, batch_opened, read_sheet_entry, votes_for

if TYPE_CHECKING:
    from canvass.record.store import Record


def test_tables_worked_out_anew_are_the_same_and_altered_ones_are_found(waiting: Record) -> None:
    from canvass.record.tables.models import BallotRow
    from canvass.record.work.projections import catch_up, clear

    decide(waiting, "ada")
    Deciding(waiting).enter(QuestionRaisedByPeople("P-1", 2, Question.NOT_OFFICIAL, "ada"))
    with waiting.writing():
        clear(waiting.alias)
        catch_up(waiting.alias)
    assert problems_of_record(waiting) == []
    BallotRow.objects.using(waiting.alias).filter(sheet=1).update(progress="decided")
    assert any("table of ballots" in problem for problem in problems_of_record(waiting))


@pytest.fixture
def halted(record: Record) -> Record:
    """A clean sheet's new ballot is overvoted; then a halt takes the batch of the clean one out of the count."""
    record.append([batch_opened("P-1"), read_sheet_entry("P-1", 1, votes_for(ANN))])
    record.append([batch_opened("T-1", BatchKind.TRANSFER), overvoted(record, 1, "T-1")])
    deciding, people = Deciding(record), ("Ada", "Bea", "Cal")
    deciding.enter(TransferMade("17", TransferReason.DEVICE, "P-1", 1, people), TransferPaired("17", "T-1", 1, "Ada"))
    halt = deciding.enter(CountHalted(None, "Ada", "a misread test"))
    why = "T-1 holds the new ballot of a sheet of P-1"
    deciding.enter(HaltEnded(halt, FoundByTest.ERROR, HaltChoice.HAND_COUNT, ("P-1",), people, "by hand", why))
    return record


def test_a_halt_takes_the_new_ballot_of_a_clean_original_from_the_board(halted: Record) -> None:
    assert problems_of_record(halted) == []
    assert Deciding(halted).ballot(SheetName("T-1", 1)).place is Place.REPLACED
    assert Deciding(halted).questions.ballots_waiting() == 0


def test_a_table_that_still_hands_it_out_is_brought_right_by_working_it_out_anew(halted: Record) -> None:
    from canvass.record.tables.models import BallotRow
    from canvass.record.work.projections import catch_up, clear

    BallotRow.objects.using(halted.alias).filter(batch="T-1").update(place="waiting", progress="waiting")
    assert any("table of ballots" in problem for problem in problems_of_record(halted))
    with halted.writing():
        clear(halted.alias)
        catch_up(halted.alias)
    assert problems_of_record(halted) == []


@pytest.mark.parametrize("kind", ["board appointed", "objection", "question raised", "batch opened"])
@pytest.mark.parametrize("subject", ["sheet 1 of batch P-1", "batch P-1"])
def test_an_index_that_leads_to_an_entry_about_something_else_is_a_broken_ledger(
    waiting: Record, subject: str, kind: str
) -> None:
    from canvass.record.tables.models import EntryAboutRow, LedgerRow

    waiting.append([batch_opened("P-2")])
    Deciding(waiting).enter(ObjectionRecorded(None, None, "ada", "too loud"))
    Deciding(waiting).enter(QuestionRaisedByPeople("P-1", 2, Question.NOT_OFFICIAL, "ada"))
    index = EntryAboutRow.objects.using(waiting.alias)
    index.filter(subject=subject).delete()
    wrong = LedgerRow.objects.using(waiting.alias).filter(kind=kind).latest("number").number
    index.create(subject=subject, entry_id=wrong)
    with pytest.raises(LedgerBroken, match=f"broken at entry {wrong}: expected an entry about {subject}.*Keep this"):
        Deciding(waiting).ballot(SheetName("P-1", 1 if subject.startswith("sheet") else 4))


@pytest.mark.usefixtures("of_format_1")
def test_a_record_of_before_is_brought_up_and_its_ledger_left_alone(waiting: Record) -> None:
    before = list(waiting.ledger())
    with connections[waiting.alias].cursor() as cursor:
        for table in (
            "left_for_later",
            "fingerprint_sketch",
            "fingerprint",
            "lease",
            "question",
            "ballot",
            "entry_about",
            "projected",
        ):
            cursor.execute(f"drop table {table}")
        cursor.execute("alter table ledger drop column salt")
        cursor.execute("delete from django_migrations where app = 'record' and name > '0003'")
    with open_record(waiting.directory) as again:
        assert list(again.ledger()) == before
        assert problems_of_record(again) == []
        assert Deciding(again).questions.ballots_waiting() == 4


def queries_of(record: Record, sheet: int) -> int:
    from canvass.record.work.queue import QueueOrder

    with CaptureQueriesContext(connections[record.alias]) as captured:
        name = Deciding(record).next_for("ada", QueueOrder.KIND)
        assert name is not None
        Deciding(record).ballot(name)
        for judge in EAST:
            decide(record, judge, sheet)
    return len(captured)


def test_the_queries_of_a_decision_do_not_grow_with_the_record(waiting: Record) -> None:
    few = queries_of(waiting, 1)
    waiting.append([overvoted(waiting, number) for number in range(5, 205)])
    assert queries_of(waiting, 2) == few < 150
