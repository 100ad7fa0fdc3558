"""Dense ballots: full of ovals, and otherwise like every ballot."""

import cv2
import numpy as np
import pytest

from imaging.layout import Side
from test_ballots.decks import ROUGH, Scanning
from test_ballots.dense.election import dense_election
from test_ballots.dense.forms import CLOSEST, DENSE_FORMS, LETTER, LONG, WIDE, DenseForm
from test_ballots.dense.press import DensePress
from test_ballots.scanning.files import FileKind
from test_ballots.sheets import make_sheet
from test_ballots.voters.pens import MarkKind
from test_ballots.voters.true_marks import TrueMark
from test_ballots.voters.voting import VotingHabits

EVERY_OVAL = VotingHabits({MarkKind.FILL: 1.0}, blank_ballot=0.0, undervote=0.0, overvote=0.0, slip=0.0, stray=0.0)


@pytest.mark.parametrize("form", DENSE_FORMS, ids=lambda form: form.name)
def test_a_form_is_full_of_ovals_that_do_not_touch(form: DenseForm) -> None:
    election, _ = dense_election(form, 1)
    (card,) = election.layouts.cards
    assert sum(len(page.targets) for page in card.pages) >= (850 if form is WIDE else 1000)
    assert form.column_step > form.outline.width + 0.25
    assert form.row_step > form.outline.height + 0.25
    for page in card.pages:
        places = {(target.column, target.row) for target in page.targets}
        assert len(places) == len(page.targets)
        assert page.rows is not None
        assert max(target.row for target in page.targets) <= page.rows - 3
        assert max(target.column for target in page.targets) <= 31
        assert page.code_box is not None
        near_code = [t for t in page.targets if t.column > page.code_box.left - 1 and t.row < page.code_box.bottom + 1]
        assert near_code == []


def test_every_contest_has_its_ovals_below_each_other_in_one_column() -> None:
    election, _ = dense_election(LONG, 1)
    (card,) = election.cards
    places = {target.number: target for page in election.layouts.cards[0].pages for target in page.targets}
    for contest in election.contests:
        own = [places[n] for n, meaning in enumerate(card.meanings, 1) if meaning.contest == contest.id]
        assert len(own) == len(contest.choices) >= 8
        assert len({target.column for target in own}) == 1
        assert 0 < contest.seats <= len(contest.choices)


def test_form_and_seed_make_the_definition() -> None:
    assert dense_election(LETTER, 1)[1] == dense_election(LETTER, 1)[1]
    assert dense_election(LETTER, 1)[1] != dense_election(LETTER, 2)[1]


def test_the_image_of_a_dense_sheet_shows_what_its_truth_says() -> None:
    press = DensePress(CLOSEST, 1)
    made = make_sheet(press, 3, 5, ROUGH, Scanning({}, kinds=(FileKind.PNG,)))
    seen = dict.fromkeys(TrueMark, 0)
    for index, side in enumerate(Side):
        gray = cv2.imdecode(np.frombuffer(made.contents[index], np.uint8), cv2.IMREAD_GRAYSCALE)
        changed = press.raster(0, index, 200).astype(int) - np.asarray(gray)
        for target in (t for t in made.truth.targets if t.side is side):
            row, column = (round(v) for v in target.centre_px)
            inked = bool((changed[row - 4 : row + 5, column - 8 : column + 9] > 12).any())
            seen[target.mark] += 1
            assert not (target.mark is TrueMark.NO and inked)
            assert target.mark is not TrueMark.YES or inked
    assert seen[TrueMark.NO] > 100


def test_a_voter_can_fill_every_oval_of_the_letter_form() -> None:
    made = make_sheet(DensePress(LETTER, 1), 1, 5, EVERY_OVAL, Scanning({}, dpis=(140,)))
    assert {target.mark for target in made.truth.targets} == {TrueMark.YES}


def test_a_mixed_voter_marks_in_every_way() -> None:
    habits = VotingHabits(mixed=1.0, undervote=0.0)
    made = make_sheet(DensePress(LETTER, 1), 1, 5, habits, Scanning({}, dpis=(140,)))
    assert {target.kind for target in made.truth.targets} >= set(MarkKind) - {MarkKind.STRAY}
