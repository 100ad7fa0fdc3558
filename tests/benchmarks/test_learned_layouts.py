"""A slice of the campaign of learned layouts: each vendor's blank is learned whole, and no vote read by it is wrong."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.learned_layouts import (
    BLANK_DPIS,
    VendorBallotOutcome,
    county_of,
    faults_of_learning,
    learned_vendor,
    reading_of,
    report,
    run_campaign,
    wrong_targets,
)
from canvass.learning.blank_to_layout import learn_ballots
from imaging.sheets import Mark, ReadSheet
from test_ballots.scanning.degradation import OFFICE_FLAWS
from test_ballots.sheets import Scanning
from test_ballots.vendors.decks import vendor_sheets
from test_ballots.vendors.designs import DESIGNS, SILVERBOW, Design
from test_ballots.vendors.press import VendorPress
from test_ballots.voters.voting import CAREFUL

pytestmark = pytest.mark.long


@pytest.mark.parametrize(
    ("design", "dpi"), list(zip(DESIGNS, (200, None, 150, 300, None), strict=True)), ids=lambda value: str(value)[8:40]
)
def test_every_target_of_a_vendor_is_learned_and_no_vote_read_by_it_is_wrong(design: Design, dpi: int | None) -> None:
    learned = learned_vendor(design, 5, dpi)
    assert learned.faults == ()
    assert learned.election is not None
    scanning = Scanning(OFFICE_FLAWS, dpis=(200,), qualities=(85, 92))
    made = next(vendor_sheets(design, learned.definition, 1, 5, CAREFUL, scanning, scales=(1.0,)))
    reading = reading_of(made, learned.election)
    if isinstance(reading, ReadSheet):
        assert list(wrong_targets(made, reading, learned.election)) == []
        assert len(reading.targets) == len(made.truth.targets)


def test_the_judge_names_a_moved_vote_and_a_lost_target(tmp_path: Path) -> None:
    learned = learned_vendor(SILVERBOW, 5, 150)
    assert learned.election is not None
    made = next(vendor_sheets(SILVERBOW, learned.definition, 1, 8, CAREFUL, Scanning({}), scales=(1.0,)))
    reading = reading_of(made, learned.election)
    assert isinstance(reading, ReadSheet)
    assert list(wrong_targets(made, reading, learned.election)) == []
    marked = next(target for target in reading.targets if target.mark is Mark.MARKED)
    lost = tuple(replace(t, mark=Mark.UNMARKED) if t is marked else t for t in reading.targets)
    (wrong,) = wrong_targets(made, replace(reading, targets=lost), learned.election)
    assert wrong.endswith("was read as unmarked")
    press = VendorPress(SILVERBOW, learned.definition)
    blank = tmp_path / "blank.pdf"
    blank.write_bytes(press.blank_pdf(0))
    (ballot,) = learn_ballots([blank], press.definition, press.definition.ballot_styles[0].id)
    press.styles = press.styles[:1]
    front = ballot.cards[0].pages[0]
    card = replace(ballot.cards[0], pages=(replace(front, targets=front.targets[1:]), *ballot.cards[0].pages[1:]))
    count, missing = faults_of_learning(SILVERBOW, press, [card])
    assert "19 targets found where 20 are printed" in count
    assert missing.endswith("was not found")


def test_every_vendor_is_learned_from_a_pdf_and_from_pictures_of_every_resolution() -> None:
    learned_from = {(number % len(DESIGNS), county_of(number)[1]) for number in range(1, 501)}
    assert len(learned_from) == len(DESIGNS) * len(BLANK_DPIS)


def test_what_is_kept_is_not_read_again(tmp_path: Path) -> None:
    keep = tmp_path / "kept.jsonl"
    rows: list[dict[str, object]] = [
        {"number": n, "vendor": "V", "set_aside": None, "targets": 3, "ambiguous": 1, "wrong": []} for n in (1, 2)
    ]
    keep.write_text("".join(json.dumps(row) + "\n" for row in rows) + '{"number": 3, "ven')
    outcomes = run_campaign(2, 1, keep)
    assert outcomes == [VendorBallotOutcome(n, "V", None, 3, 1, ()) for n in (1, 2)]
    assert next(report(outcomes)) == "2 ballots: 2 read, 0 set aside, 0 wrong"
