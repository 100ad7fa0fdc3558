"""People decide through one door: what is stale, foreign or against the law is refused, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from canvass.deciding.decisions import Deciding
from canvass.errors import RefusedError
from canvass.record import open_record
from canvass.verifying.decisions import DecisionCheck
from imaging.layout import CardId
from tabulate.board.boards import BoardAppointed, BoardDismissed, Judge, WorkingMode, WorkingModeSet
from tabulate.board.checking import ruling
from tabulate.board.counting_by_hand import contests_in
from tabulate.board.decisions import DecisionReopened, JudgeDecided, ObjectionRecorded, QuestionRaisedByPeople
from tabulate.board.halts import CountHalted, FoundByTest, HaltChoice, HaltEnded
from tabulate.board.hand_counts import BallotSetAside, HandCountOpened, SetAsideDecided, TallySheetEntered
from tabulate.board.places import Place, SheetName
from tabulate.board.polls import PollsClosed
from tabulate.board.rulings import BallotRuling, ContestRuling, Verdict
from tabulate.board.transfers import TransferMade, TransferPaired, TransferReason
from tabulate.election import ChoiceId, Contest
from tabulate.ledger.entries import BatchKind, Entry
from tabulate.ledger.errors import LedgerBroken
from tabulate.ledger.fold import fold
from tabulate.questions import Question, RaisedQuestion
from tabulate.votes import CastVoteRecord, Questionable
from tests.tabulate.ledger_makers import ANN, batch_opened, read_sheet_entry, unread_sheet_entry, votes_for

if TYPE_CHECKING:
    from canvass.record.store import Record

NIGHT = datetime(2026, 11, 4, 4, 0, tzinfo=UTC)
EAST, WEST = ("ada", "bea", "cal"), ("dan", "eva", "flo")


def board(name: str, accounts: tuple[str, ...]) -> BoardAppointed:
    judges = tuple(Judge(account, f"{account.title()} Judge", "2026-11-02", "the clerk") for account in accounts)
    return BoardAppointed(name, judges, True, "the administrator")


def problems_of_record(record: Record) -> list[str]:
    """What `verify` says of decisions and tables; the sheets' marks here are not this election's, so not of them."""
    from canvass.record.work.projection_check import problems_of

    check = DecisionCheck(record.election, record.alias)
    problems: list[str] = []
    about: set[tuple[str, int]] = set()
    rows = list(record.ledger())
    for row in rows:
        problems += check.problems(row, row.entry())
        about |= {(str(subject), row.number) for subject in row.entry().about}
    state = fold(row.entry() for row in rows)
    return [*problems, *problems_of(record.alias, state, check.own_entries, about)]


def contest_of(record: Record) -> Contest:
    return next(one for one in record.election.contests if one.seats == 1 and len(one.choices) > 1)


def overvoted(record: Record, number: int, batch: str = "P-1") -> Entry:
    card, contest = record.election.cards[0], contest_of(record)
    reading = Questionable(contest.id, Question.OVERVOTE)
    raised = (RaisedQuestion(Question.OVERVOTE, contest.id, None),)
    return read_sheet_entry(
        batch, number, CastVoteRecord(card.id, card.precinct, card.ballot_style, (reading,), raised)
    )


@pytest.fixture
def waiting(record: Record) -> Record:
    """A record with three overvoted sheets and one that could not be read, and two boards."""
    sheets = [overvoted(record, number) for number in (1, 2, 3)]
    record.append([batch_opened("P-1"), *sheets, unread_sheet_entry("P-1", 4)])
    for appointed in (board("east", EAST), board("west", WEST)):
        Deciding(record).enter(appointed)
    return record


def first_choice(record: Record) -> ChoiceId:
    return contest_of(record).choices[0].id


def decide(record: Record, judge: str, sheet: int = 1, round: int = 1, votes: int = 1) -> Place:
    contest = contest_of(record)
    found = ruling(contest, [choice.id for choice in contest.choices[:votes]])
    return Deciding(record).decide(judge, SheetName("P-1", sheet), round, [found]).place


def kinds(record: Record) -> list[str]:
    return [row.kind for row in record.ledger()]


def in_order(*_: object) -> Callable[[Record, str], SheetName | None]:
    from canvass.record.work.queue import QueueOrder

    return lambda record, judge: Deciding(record).next_for(judge, QueueOrder.KIND)


def test_three_decisions_move_a_ballot_into_the_count(waiting: Record) -> None:
    assert [decide(waiting, judge) for judge in EAST] == [Place.WAITING, Place.WAITING, Place.RESOLVED]
    outcome = Deciding(waiting).ballot(SheetName("P-1", 1)).ballot.outcome
    assert outcome is not None
    assert (outcome.contests[0].votes, outcome.contests[0].agreed) == ((first_choice(waiting),), 3)
    assert problems_of_record(waiting) == []


def test_without_a_majority_no_vote_is_counted_and_dissent_is_kept(waiting: Record) -> None:
    for judge, votes in zip(EAST, (1, 0, 2), strict=True):
        decide(waiting, judge, votes=votes)
    outcome = Deciding(waiting).ballot(SheetName("P-1", 1)).ballot.outcome
    assert outcome is not None
    (contest,) = outcome.contests
    assert (contest.votes, contest.agreed, contest.dissent) == ((), 0, EAST)


@pytest.mark.parametrize(
    ("attempt", "words"),
    [
        (lambda record: decide(record, "ada", round=2), "round 1"),
        (lambda record: decide(record, "ada", sheet=99), "sheet 99"),
        (lambda record: decide(record, "zed"), "on none"),
        (lambda record: Deciding(record).decide("ada", SheetName("P-1", 1), 1, []), "contests in question"),
        (lambda record: Deciding(record).enter(board("third", ("ada", "x", "y"))), "board east"),
        (lambda record: Deciding(record).enter(board("third", ("x", "x", "y"))), "three different judges"),
    ],
)
def test_what_is_not_allowed_is_refused_in_words_and_nothing_is_written(
    waiting: Record, attempt: Callable[[Record], object], words: str
) -> None:
    before = waiting.head()
    with pytest.raises(RefusedError, match=words) as refused:
        attempt(waiting)
    assert "Nothing was written" in str(refused.value)
    assert waiting.head() == before


def test_a_judge_has_one_board_as_long_as_it_is_appointed(waiting: Record) -> None:
    boards = {judge: Deciding(waiting).state().board_of(judge) for judge in (*EAST, *WEST, "zed")}
    names = [found.board if found is not None else None for found in boards.values()]
    assert names == ["east"] * 3 + ["west"] * 3 + [None]
    Deciding(waiting).enter(BoardDismissed("west", "the administrator"))
    assert Deciding(waiting).state().board_of("dan") is Deciding(waiting).board_of("dan") is None


def test_a_judge_decides_once_and_another_board_not_at_all(waiting: Record) -> None:
    decide(waiting, "ada")
    for judge in ("ada", "dan"):
        with pytest.raises(RefusedError):
            decide(waiting, judge)
    assert kinds(waiting).count("judge decided") == 1


def test_two_judges_at_the_same_moment_are_both_written_and_a_double_click_is_not(waiting: Record) -> None:
    def one(judge: str) -> bool:
        with open_record(waiting.directory) as record:
            try:
                decide(record, judge)
            except RefusedError:
                return False
        return True

    with ThreadPoolExecutor(6) as threads:
        done = list(threads.map(one, [*EAST, *EAST]))
    assert sum(done) == 3
    assert kinds(waiting).count("judge decided") == 3
    assert problems_of_record(waiting) == []


def test_a_ballot_opened_again_waits_and_the_page_of_before_is_stale(waiting: Record) -> None:
    for judge in EAST:
        decide(waiting, judge)
    Deciding(waiting).enter(DecisionReopened("P-1", 1, 1, "the administrator", "misread"))
    again = Deciding(waiting).ballot(SheetName("P-1", 1))
    assert (again.place, again.ballot.round, len(again.ballot.earlier)) == (Place.WAITING, 2, 1)
    with pytest.raises(RefusedError, match="opened again meanwhile"):
        decide(waiting, "dan")
    assert [decide(waiting, judge, round=2, votes=0) for judge in WEST][-1] is Place.RESOLVED
    assert problems_of_record(waiting) == []


def test_two_boards_never_get_the_same_ballot(waiting: Record) -> None:
    following = in_order()
    names = {judge: following(waiting, judge) for judge in (*EAST, *WEST)}
    assert names["ada"] == names["bea"] == names["cal"] == SheetName("P-1", 1)
    assert names["dan"] == names["eva"] == names["flo"] == SheetName("P-1", 2)
    decide(waiting, "ada")
    assert following(waiting, "ada") == SheetName("P-1", 3)
    assert following(waiting, "bea") == SheetName("P-1", 1)
    with pytest.raises(RefusedError, match="board east has"):
        decide(waiting, "dan", sheet=3)


def test_a_lease_ends_and_the_ballot_goes_to_whoever_asks(waiting: Record) -> None:
    from canvass.record.work.queue import LEASE, QueueOrder

    assert Deciding(waiting, lambda: NIGHT).next_for("ada", QueueOrder.BATCH) == SheetName("P-1", 1)
    later = Deciding(waiting, lambda: NIGHT + LEASE + timedelta(seconds=1))
    assert later.next_for("dan", QueueOrder.BATCH) == SheetName("P-1", 1)


def test_an_unread_sheet_is_transferred_with_the_contests_of_its_card(waiting: Record) -> None:
    card = waiting.election.cards[0]
    style = waiting.election.ballot_style(card.ballot_style)
    rulings = [ruling(contest) for contest in waiting.election.contests_of(style)]
    transfer = [BallotRuling(Question.CONDITION, Verdict.TRANSFER)]
    with pytest.raises(RefusedError, match="cards"):
        Deciding(waiting).decide("ada", SheetName("P-1", 4), 1, rulings, transfer, CardId("no card"))
    for judge in EAST:
        view = Deciding(waiting).decide(judge, SheetName("P-1", 4), 1, rulings, transfer, card.id)
    assert view.place is Place.NOT_READ, "it waits for its new ballot"
    assert view.ballot.outcome is not None
    assert view.ballot.outcome.card == card.id


def test_a_vote_for_somebody_who_is_not_on_the_ballot_is_refused(waiting: Record) -> None:
    contest = contest_of(waiting)
    found = ruling(contest, [contest.choices[0].id])
    stranger = type(found)(contest.id, (ChoiceId("stranger"),), (), 0)
    with pytest.raises(RefusedError, match="printed choices"):
        Deciding(waiting).decide("ada", SheetName("P-1", 1), 1, [stranger])


def test_a_vote_for_a_stranger_that_was_written_past_the_service_is_found_by_verify(waiting: Record) -> None:
    contest, (ada, bea, cal) = contest_of(waiting), EAST
    stranger = ContestRuling(contest.id, (ChoiceId("stranger"),), (), 0)
    by_hand = HandCountOpened("H", waiting.election.precincts[0].id, 3, (), (ada, bea), cal, "the clerk", "east")
    waiting.append(
        [
            by_hand,
            BallotSetAside("H", 1, (contest.id,), "circled", ada),
            JudgeDecided("east", ada, "P-1", 1, 1, WorkingMode.OWN_SCREENS, (), (stranger,)),
            SetAsideDecided("H", 1, ada, (stranger,)),
        ]
    )
    on_screen, on_paper = (one for one in problems_of_record(waiting) if "printed choices" in one)
    assert "(sheet 1 of batch P-1, decided by ada)" in on_screen
    assert "(ballot 1 set aside in hand count H, decided by ada)" in on_paper
    assert "found stranger." in on_paper


def test_a_tally_sheet_of_a_contest_that_the_precinct_does_not_vote_on_is_refused(waiting: Record) -> None:
    election = waiting.election
    contest, precinct = next(
        (contest, precinct.id)
        for precinct in election.precincts
        for contest in election.contests
        if contest not in contests_in(election, precinct.id)
    )
    ada, bea, cal = EAST
    Deciding(waiting).enter(HandCountOpened("H", precinct, 3, (), (ada, bea), cal, "the clerk", "east"))
    for entry in (
        TallySheetEntered("H", contest.id, 1, ada, 0, (), 0, 0),
        BallotSetAside("H", 1, (contest.id,), "circled", ada),
    ):
        with pytest.raises(RefusedError, match=f"No ballot of this hand count carries contest '{contest.id}'"):
            Deciding(waiting).enter(entry)
    with pytest.raises(RefusedError, match="a hand count that was opened"):
        Deciding(waiting).enter(TallySheetEntered("other", contest.id, 1, ada, 0, (), 0, 0))


def test_boards_at_one_screen_are_told_apart_from_boards_at_three(waiting: Record) -> None:
    Deciding(waiting).enter(WorkingModeSet(WorkingMode.SHARED_SCREEN, "the administrator"))
    decide(waiting, "ada")
    assert Deciding(waiting).ballot(SheetName("P-1", 1)).ballot.decisions[0].mode is WorkingMode.SHARED_SCREEN


def test_the_polls_are_closed_once_and_not_before_their_hour(record: Record) -> None:
    hour = record.election.polls_close
    with pytest.raises(RefusedError, match="has not come"):
        Deciding(record, lambda: hour - timedelta(seconds=1)).enter(PollsClosed("Ada"))
    Deciding(record, lambda: hour).enter(PollsClosed("Ada"))
    with pytest.raises(RefusedError, match="once"):
        Deciding(record, lambda: hour).enter(PollsClosed("Ada"))


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


def test_a_record_of_before_is_brought_up_and_its_ledger_left_alone(waiting: Record) -> None:
    before = list(waiting.ledger())
    with connections[waiting.alias].cursor() as cursor:
        for table in ("fingerprint_sketch", "fingerprint", "lease", "question", "ballot", "entry_about", "projected"):
            cursor.execute(f"drop table {table}")
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
