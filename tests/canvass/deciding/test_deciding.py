"""People decide through one door: what is stale, foreign or against the law is refused, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from canvass.deciding.decisions import Deciding
from canvass.errors import RefusedError
from canvass.record import open_record
from imaging.layout import CardId
from tabulate.board.boards import BoardDismissed, WorkingMode, WorkingModeSet
from tabulate.board.by_hand.counting_by_hand import contests_in
from tabulate.board.by_hand.hand_counts import BallotSetAside, HandCountOpened, SetAsideDecided, TallySheetEntered
from tabulate.board.checking import ruling
from tabulate.board.decisions import DecisionReopened, JudgeDecided
from tabulate.board.places import Place, SheetName
from tabulate.board.polls import PollsClosed
from tabulate.board.rulings import BallotRuling, ContestRuling, Verdict
from tabulate.election import ChoiceId
from tabulate.questions import Question
from tests.canvass.deciding.waiting_ballots import EAST, WEST, board, contest_of, decide, problems_of_record

if TYPE_CHECKING:
    from canvass.record.store import Record

NIGHT = datetime(2026, 11, 4, 4, 0, tzinfo=UTC)


def first_choice(record: Record) -> ChoiceId:
    return contest_of(record).choices[0].id


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


def test_a_ballot_left_for_later_comes_after_all_others_and_the_one_left_first_before_the_next(waiting: Record) -> None:
    minutes = iter(range(100))
    at_desk = Deciding(waiting, lambda: NIGHT + timedelta(minutes=next(minutes)))
    met = []
    for _ in range(8):
        name = in_order()(waiting, "ada")
        assert name is not None
        met.append(name.sheet)
        at_desk.leave("ada", name)
    assert sorted(met[:4]) == [1, 2, 3, 4]
    assert met[4:] == met[:4]


def test_what_a_judge_leaves_comes_first_to_the_others_and_stays_the_board_s_once_begun(waiting: Record) -> None:
    following = in_order()
    first = following(waiting, "ada")
    assert first is not None
    Deciding(waiting).leave("ada", first)
    assert Deciding(waiting).left_by(first) == ("ada",)
    assert following(waiting, "bea") == first
    decide(waiting, "bea", sheet=first.sheet)
    assert following(waiting, "ada") != first, "begun by the board, and left by this judge"
    assert following(waiting, "cal") == first
    decide(waiting, "ada", sheet=first.sheet)
    assert Deciding(waiting).left_by(first) == ()


def test_a_judge_who_has_left_every_ballot_gets_them_again_and_other_boards_theirs(waiting: Record) -> None:
    following = in_order()
    for _ in range(4):
        name = following(waiting, "ada")
        assert name is not None
        Deciding(waiting).leave("ada", name)
    dans = following(waiting, "dan")
    assert dans is not None, "nothing is kept from another board by being left"
    adas = {following(waiting, "ada") for _ in range(3)}
    assert None not in adas
    assert dans not in adas
    assert problems_of_record(waiting) == []
