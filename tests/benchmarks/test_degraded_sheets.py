"""A slice of the campaign over every degradation; `python -m benchmarks.degraded_sheets` reads two thousand sheets."""

from dataclasses import replace

import pytest

from benchmarks.campaign.judging import wrong_positions
from benchmarks.degraded_sheets import DEFAULT_SEED, read_degraded
from imaging.pages import find_scans, load_sheet, plan_sheets
from imaging.reader import read_sheet
from imaging.sheets import Mark, ReadSheet
from tabulate.rules_edition import CURRENT_RULES
from tabulate.votes import cast_vote_record
from test_ballots.counties import small_county
from test_ballots.decks import CAREFUL, CLEAN_SCANNING, make_deck
from test_ballots.definition import election_of
from test_ballots.voters.true_marks import TrueMark

pytestmark = pytest.mark.long


def test_degradations_may_set_a_sheet_aside_but_never_move_a_vote():
    outcomes = read_degraded(DEFAULT_SEED, 1, 48)
    assert outcomes.moved == []
    assert outcomes.sheets == 48
    assert outcomes.set_aside.total() <= 4
    assert outcomes.ovals > 1000


def test_the_campaign_would_notice_a_vote_that_moved(tmp_path):
    election, _ = election_of(small_county())
    deck = make_deck(election, tmp_path, 1, seed=5, habits=CAREFUL, scanning=CLEAN_SCANNING)
    (planned,) = plan_sheets(find_scans(deck.scans).files, images_per_sheet=2)
    reading = read_sheet(load_sheet(planned).sheet, election.layouts, 2)
    assert isinstance(reading, ReadSheet)
    truth = deck.truth.sheets[0]
    assert list(wrong_positions(reading, cast_vote_record(reading, election, CURRENT_RULES), truth)) == []
    filled = next(i for i, true in enumerate(truth.targets) if true.mark is TrueMark.YES)
    lost = replace(
        reading,
        targets=tuple(
            replace(target, mark=Mark.UNMARKED, ink_px=0) if i == filled else target
            for i, target in enumerate(reading.targets)
        ),
    )
    assert list(wrong_positions(lost, cast_vote_record(lost, election, CURRENT_RULES), truth)) != []
