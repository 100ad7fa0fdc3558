"""Pairs of a stack are held against each other: shifted ones, each of two papers, never pass unproved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from canvass.errors import InputError
from canvass.reading.stack_order import StackSaid, check_stacks
from canvass.reading.usual_order import FIRST_SHEETS, SidesTold, told_by_look
from imaging.layout import CardId, Side
from imaging.pages import PlannedPage, PlannedSheet, SeenPage, seen_side

UP, DOWN = (Side.FRONT, Side.BACK), (Side.BACK, Side.FRONT)
Paper = tuple[tuple[Side, Side], str]
UNSAID = StackSaid()
SAID_BACK, SAID_FRONT = StackSaid(Side.BACK), StackSaid(Side.FRONT)


def stack(cards: str, lay: tuple[Side, Side] = UP) -> list[Paper]:
    """Papers of these cards, a letter a paper, that lie one way."""
    return [(lay, card) for card in cards]


def images(papers: Sequence[Paper]) -> list[SeenPage]:
    return [seen_side(side, CardId(card)) for lay, card in papers for side in lay]


def held(seen: Sequence[SeenPage], said: StackSaid = UNSAID, begun: int = 0) -> tuple[Side | None, int]:
    """The usual first side, and how many sheets behind the first were looked at."""
    pages = [PlannedPage(Path(f"scan{at:04d}.png"), f"scan{at:04d}.png", 1, 1) for at in range(1, len(seen) + 1)]
    planned = [PlannedSheet(at // 2 + 1, tuple(pages[at : at + 2]), 0) for at in range(0, len(pages), 2)]
    tells = {sheet.number: told_by_look(seen[2 * sheet.number - 2 : 2 * sheet.number]) for sheet in planned}
    looked = list[int]()

    def look(sheets: Iterable[PlannedSheet]) -> Iterator[SidesTold]:
        for sheet in sheets:
            looked.append(sheet.number)
            yield tells[sheet.number]

    told = [(sheet, tells[sheet.number]) for sheet in planned[:FIRST_SHEETS]]
    return check_stacks(planned, planned[begun:], said, look, told), len(looked)


def refused(seen: Sequence[SeenPage], said: StackSaid = UNSAID) -> str:
    with pytest.raises(InputError) as error:
        held(seen, said)
    return str(error.value)


@pytest.mark.parametrize("papers", [2, 3, 5, 50])
def test_a_stack_of_one_style_without_its_first_and_last_image_is_asked_about(papers: int) -> None:
    message = refused(images(stack("A" * papers))[1:-1])
    assert "Find the paper of which scan0001.png is the back. Where scan0002.png is its other side, say" in message
    assert "Nothing was counted." in message


@pytest.mark.parametrize("papers", [1, 2, 5, 50])
def test_a_stack_that_lies_face_down_is_asked_about_unless_a_word_or_the_number_of_papers_proves_it(
    papers: int,
) -> None:
    seen = images(stack("A" * papers, DOWN))
    assert "say --first-side back" in refused(seen)
    assert held(seen, SAID_BACK)[0] is Side.BACK
    assert held(seen, StackSaid(all_there=True)) == (Side.BACK, 0)
    assert held(images(stack("A" * papers))) == (Side.FRONT, 0)


@pytest.mark.parametrize("cards", ["ABAB", "AABBAAC", "A" * 20 + "B" * 20 + "C" * 20])
def test_where_styles_change_between_the_pairs_the_images_prove_the_order(cards: str) -> None:
    assert held(images(stack(cards, DOWN)))[0] is Side.BACK


@pytest.mark.parametrize("said", [UNSAID, SAID_BACK, SAID_FRONT])
@pytest.mark.parametrize("cards", ["ABAB", "AABBA", "A" * 20 + "B" * 20 + "C" * 20, "A" * 30 + "B"])
def test_where_styles_change_within_the_pairs_no_word_lets_them_count(cards: str, said: StackSaid) -> None:
    message = refused(images(stack(cards))[1:-1], said)
    assert "of two different ballots" in message
    assert "no option lets these pairs count" in message


def test_a_face_down_stack_of_two_styles_without_its_first_and_last_image_is_refused() -> None:
    assert "of two different ballots" in refused(images(stack("ABBAABAB", DOWN))[1:-1])


def test_once_is_no_proof_as_two_faults_that_undo_each_other_change_the_order_once() -> None:
    papers = images(stack("A" * 30))
    shifted = [*papers[:2], *papers[3:-1]]
    assert "Where scan0004.png is its other side, say --first-side back" in refused(shifted)


@pytest.mark.parametrize("said", [UNSAID, SAID_FRONT])
def test_a_stack_that_begins_face_up_and_turns_once_is_held_to_the_front(said: StackSaid) -> None:
    papers = images(stack("AAAAA"))
    assert held([*papers[:4], *papers[5:-1]], said) == (Side.FRONT, 0)


def test_papers_that_lie_either_way_prove_that_the_pairs_are_papers() -> None:
    papers = [(lay, "A") for lay in (UP, DOWN, UP, DOWN, DOWN, UP)]
    assert held(images(papers)) == (None, 0)


def test_a_stack_that_is_said_to_lie_face_down_and_comes_face_up_is_asked_about() -> None:
    """Where its first and last image are lost, it looks like one that lies face up."""
    seen = images(stack("AAAAA", DOWN))[1:-1]
    assert "--first-side back was said" in refused(seen, SAID_BACK)
    assert "in an earlier batch of this machine" in refused(seen, StackSaid(before=Side.BACK))
    assert held(seen, StackSaid(Side.FRONT, before=Side.BACK)) == (Side.FRONT, 0)


def test_what_was_said_of_an_earlier_batch_is_no_proof_of_this_one() -> None:
    assert "say --first-side back" in refused(images(stack("AAAA"))[1:-1], StackSaid(before=Side.BACK))


def test_a_stack_that_was_begun_goes_on_as_it_began() -> None:
    assert held(images(stack("AAAA", DOWN)), begun=1) == (Side.BACK, 0)


def test_with_an_image_lost_at_the_front_and_one_in_the_middle_the_first_pairs_are_asked_about() -> None:
    papers = images(stack("A" * 8))
    assert "say --first-side back" in refused([*papers[1:6], *papers[7:]])
