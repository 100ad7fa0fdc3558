"""What stands on all of a style's voted sheets is print: learned without a blank, or refused in words."""

from functools import cache

import numpy as np
import pytest

from imaging.learning.learned import LearnedPage
from imaging.learning.voted_sheets import LEAST_SHEETS, VotedSheetsError, learn_voted
from imaging.sheets import ImageSource, PageImage
from test_ballots.coded_edge.edge_packages import PICTURE_DPI, edge_pictures
from test_ballots.coded_edge.edge_press import EdgePress
from test_ballots.vendors.county import definition_bytes
from test_ballots.voters.voting import CAREFUL

PRESS = EdgePress(definition_bytes(3, 2))
BACK = 1


@cache
def voted(style: int, sheets: int = LEAST_SHEETS) -> tuple[PageImage, ...]:
    """Backs of voted sheets, as an office scans them: they have the least print."""
    made = edge_pictures(PRESS, sheets, 40 + style, CAREFUL, of_card=style)
    return tuple(
        PageImage(ImageSource(f"{one.key}i.pdf", 2, ""), np.array(one.pages[BACK]), True, float(PICTURE_DPI))
        for one in made
    )


@cache
def learned() -> LearnedPage:
    (page,) = learn_voted([[one] for one in voted(0)])
    return page


def test_every_target_is_learned_at_its_place_and_shows_no_ink_of_any_voter() -> None:
    placed = PRESS.styles[0][BACK].targets
    targets = learned().targets
    assert len(targets) == len(placed)
    apart = np.array(
        [(one.x_in - own.right_in, one.y_in - own.down_in) for one, own in zip(targets, placed, strict=True)]
    )
    assert np.abs(apart - np.median(apart, axis=0)).max() < 0.012, "as they lie to each other"
    for target in targets:
        row, col = round(target.y_in * learned().dpi), round(target.x_in * learned().dpi)
        assert learned().upright[row - 4 : row + 5, col - 7 : col + 8].min() > 128
        assert target.blank_ink_permille == 0


def test_too_few_sheets_are_refused_with_how_many_there_should_be() -> None:
    with pytest.raises(VotedSheetsError, match=f"name {LEAST_SHEETS} or more of this ballot style"):
        learn_voted([[one] for one in voted(0)[: LEAST_SHEETS - 1]])


def test_sheets_of_two_styles_are_refused_by_name() -> None:
    mixed = [[one] for one in (*voted(0)[:6], *voted(1)[:3])]
    with pytest.raises(VotedSheetsError, match="sheets of one ballot style alone") as refused:
        learn_voted(mixed)
    assert any(one.source.file in str(refused.value) for one in voted(1)[:3])


def test_sheets_with_one_side_among_those_with_two_are_refused() -> None:
    with pytest.raises(VotedSheetsError, match="some sheets have one page"):
        learn_voted([[one] for one in voted(0)[:7]] + [[voted(0)[7], voted(0)[7]]])


@pytest.mark.long
def test_an_oval_that_all_but_one_marked_is_learned_and_one_that_all_marked_is_none() -> None:
    target = learned().targets[1]
    for unmarked, expected in ((1, len(learned().targets)), (0, len(learned().targets) - 1)):
        sheets = []
        for number, one in enumerate(_upright()):
            gray = one.gray.copy()
            if number >= unmarked:
                _fill(gray, target.y_in, target.x_in)
            sheets.append([PageImage(one.source, gray, True, one.dpi)])
        (page,) = learn_voted(sheets)
        assert len(page.targets) == expected


def _upright() -> list[PageImage]:
    """The learned page itself again and again: its targets' places are known on each."""
    return [PageImage(ImageSource(f"{n}i.pdf", 2, ""), learned().upright.copy(), True, learned().dpi) for n in range(8)]


def _fill(gray: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], down_in: float, across_in: float) -> None:
    row, col = round(down_in * learned().dpi), round(across_in * learned().dpi)
    gray[row - 9 : row + 10, col - 13 : col + 14] = 0
