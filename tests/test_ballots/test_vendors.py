"""Five vendors print the same election, each in its own way; what is printed is where the truth says it is."""

import hashlib
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest

from tabulate.election import Election
from test_ballots.scanning.degradation import Flaw
from test_ballots.sheets import Scanning
from test_ballots.strokes import Oval
from test_ballots.vendors.county import definition_bytes, election_of
from test_ballots.vendors.decks import scanning_of, vendor_sheets, write_deck
from test_ballots.vendors.designs import DESIGNS, Design, Marks, PageCodeKind
from test_ballots.vendors.press import Image, VendorPress
from test_ballots.voters.true_marks import SCHEMA, TrueMark
from test_ballots.voters.voting import CAREFUL
from tests.test_ballots.truth_files import as_written, written_truth

DEFINITION = definition_bytes(3)
each_design = pytest.mark.parametrize("design", DESIGNS, ids=lambda design: design.vendor.split()[0])


@pytest.fixture(scope="module")
def election() -> Election:
    return election_of(DEFINITION)


def _wanted(election: Election) -> list[tuple[str, str]]:
    return sorted(
        (contest.id, choice)
        for contest in election.contests
        for choice in [*(c.id for c in contest.choices), *(f"write-in-{n}" for n in range(contest.write_ins))]
    )


@each_design
def test_every_choice_of_the_definition_has_one_target(design: Design, election: Election) -> None:
    press = VendorPress(design, DEFINITION)
    for card in press.election.cards:
        assert sorted((m.contest, m.choice) for m in card.meanings) == _wanted(election)


@each_design
def test_an_empty_outline_is_printed_at_every_target_and_the_names_beside_it(design: Design) -> None:
    press = VendorPress(design, DEFINITION)
    card, dpi = 1, 200
    for page, image in zip(press.election.layouts.cards[card].pages, press.blank_images(card, dpi), strict=True):
        for target in page.targets:
            inside, around = _ink(image, press.oval(card, target), dpi)
            assert inside < 0.01
            assert around > 0.4
    document = pypdfium2.PdfDocument(press.blank_pdf(card))
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    for contest in press.definition.contests:
        assert all(choice.name in text for choice in contest.choices)


def _ink(image: Image, oval: Oval, dpi: int) -> tuple[float, float]:
    """Shares of dark pixels well inside an outline, and along its left and right ends at mid height."""
    row, col = oval.down_in * dpi, oval.right_in * dpi
    down, right = oval.half_height_in * dpi, oval.half_width_in * dpi
    part = image[round(row - down * 0.6) : round(row + down * 0.6), round(col - right * 0.6) : round(col + right * 0.6)]
    middle = image[round(row) - 1 : round(row) + 2]
    ends = [middle[:, round(col + s * right) - 2 : round(col + s * right) + 3].min(axis=1) for s in (-1, 1)]
    return float((part < 128).mean()), float((np.concatenate(ends) < 160).mean())


def test_names_rotate_from_style_to_style_and_the_questions_do_not() -> None:
    press = VendorPress(DESIGNS[0], DEFINITION)
    first, second = ([(m.contest, m.choice) for m in card.meanings] for card in press.election.cards)
    assert sorted(first) == sorted(second)
    assert first != second
    assert [m for m in first if m[0] in ("levy", "bond")] == [m for m in second if m[0] in ("levy", "bond")]


@each_design
def test_marks_lie_where_the_truth_says_on_turned_scaled_and_skewed_scans(design: Design) -> None:
    flaws = {Flaw.SKEW: 1.0, Flaw.SHEAR: 1.0, Flaw.TURN: 2.0}
    made = next(vendor_sheets(design, DEFINITION, 1, 5, CAREFUL, Scanning(flaws, often=1.0), scales=(0.9,)))
    assert made.truth.turned
    for page, content in zip(made.truth.pages, made.contents, strict=True):
        image = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE)
        assert image is not None
        targets = [target for target in made.truth.targets if target.side is page.side]
        assert any(target.mark is TrueMark.YES for target in targets)
        for target in targets:
            row, col = (round(at) for at in target.centre_px)
            dark = float((image[row - 6 : row + 7, col - 8 : col + 9] < 150).mean())
            assert dark > 0.25 if target.mark is TrueMark.YES else dark < 0.1


def test_the_same_seed_makes_the_same_sheet_whatever_sheets_were_made_before() -> None:
    def digest(first: int, sheets: int) -> str:
        *_, made = vendor_sheets(DESIGNS[1], DEFINITION, sheets, 8, first=first)
        return hashlib.sha256(b"".join(made.contents)).hexdigest()

    assert digest(1, 3) == digest(3, 1)
    assert digest(1, 1) != digest(2, 1)


def test_only_a_grid_of_timing_marks_loses_marks() -> None:
    for design in DESIGNS:
        assert (Flaw.MISSING_MARKS in scanning_of(design).flaws) == (design.marks is Marks.GRID)


def test_the_designs_differ_in_what_a_reader_has_to_cope_with() -> None:
    assert {design.columns for design in DESIGNS} == {1, 2, 3}
    assert {design.target_right for design in DESIGNS} == {True, False}
    assert {design.code for design in DESIGNS} == set(PageCodeKind)
    assert {design.marks for design in DESIGNS} == set(Marks)
    assert len({design.form for design in DESIGNS}) == len(DESIGNS)


def test_a_deck_on_disk_has_blanks_scans_and_truth(tmp_path: Path) -> None:
    truth = write_deck(DESIGNS[1], DEFINITION, tmp_path, 2, 4)
    assert written_truth(tmp_path) == as_written(truth, SCHEMA)
    assert sorted(path.name for path in (tmp_path / "blanks").iterdir()) == [
        "style-1-p1.png",
        "style-1.pdf",
        "style-2-p1.png",
        "style-2.pdf",
    ]
    assert len(list((tmp_path / "scans").iterdir())) == 2
