"""Three judges clear a queue of every kind of question by keyboard alone; the totals are the deck's truth."""

from collections import Counter

import pytest

from canvass.accounts.roles import Role
from canvass.deciding.decisions import Deciding
from tabulate.board.transfers import TransferMade, TransferPaired, TransferReason
from tabulate.ledger.state import RecordState
from tabulate.questions import Question
from tests.canvass.board.decks import BATCH, NEW, TORN, BoardDeck
from tests.canvass.board.judging import Judge
from tests.canvass.web.browsing import Pages
from tests.canvass.web.served_records import Site

WINDOW = {"width": 1280, "height": 900}
EVERY_KIND = {
    Question.OVERVOTE,
    Question.AMBIGUOUS_MARK,
    Question.UNMARKED_BALLOT,
    Question.WRITE_IN,
    Question.NAME_WITHOUT_OVAL,
    Question.CONDITION,
    Question.DUPLICATE_IMAGE,
    Question.NOT_OFFICIAL,
    Question.IDENTIFYING_MARK,
}


def totals_of(site: Site) -> dict[str, Counter[str]]:
    """The record's totals, by contest: votes by choice, `under`, `over`; `waiting` where something waits."""

    def read(state: RecordState) -> dict[str, Counter[str]]:
        found: dict[str, Counter[str]] = {}
        for (_, contest), tally in state.real.contests.items():
            figures = found.setdefault(str(contest), Counter())
            figures.update({str(choice): votes for choice, votes in tally.votes.items()})
            figures["under"] += tally.undervotes
            figures["over"] += tally.overvotes
            figures["waiting"] += tally.questionable.total()
        return {contest: +figures for contest, figures in found.items()}

    return site.served.state.read(read)


@pytest.mark.long
def test_three_judges_clear_the_queue_by_keyboard_and_the_totals_are_the_truth(
    deck: BoardDeck, board_pages: Pages
) -> None:
    site = board_pages.site
    work = Deciding(site.record)
    counts = {one.question: one.open for one in work.questions.counts()}
    assert sum(counts.values()) >= 60
    assert counts.keys() >= EVERY_KIND
    ballots = work.questions.ballots_waiting()

    for number in (1, 2, 3):
        page = board_pages.page_as(Role.COUNTING_BOARD_MEMBER, number, viewport=WINDOW)
        assert Judge(deck, page, dissents=number == 3).clear_the_queue() == ballots
        page.context.close()

    assert work.questions.ballots_waiting() == 0
    work.enter(TransferMade("T-1", TransferReason.DAMAGED, BATCH, TORN, ("Judge 1", "Judge 2", "Judge 3")))
    work.enter(TransferPaired("T-1", NEW, 1, "election-administrator-1"))
    assert work.transfer("T-1").in_force
    assert totals_of(site) == deck.expected()


@pytest.mark.parametrize("order", ["kind", "batch", "precinct"])
def test_two_boards_never_get_the_same_ballot(board_site: Site, order: str) -> None:
    seen = [
        board_site.client(Role.COUNTING_BOARD_MEMBER, number).post("/board/next/", {"order": order})["Location"]
        for number in (1, 2, 4, 5)
    ]
    assert seen[0] == seen[1]
    assert seen[2] == seen[3]
    assert seen[0] != seen[2]
