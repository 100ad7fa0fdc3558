"""A deck of printouts is its seed, and its images hold what its truth says."""

import hashlib
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import PIL.Image
import pytest
import zxingcpp

from imaging.layout import Side
from tabulate.election import Election
from test_ballots.printouts.decks import (
    CLEAN_PRINTOUTS,
    FRESH_PRINTER,
    OFFICE_PRINTOUTS,
    ROUGH_PRINTOUTS,
    DevicePlan,
    PrintoutFiles,
    PrintoutForm,
    Tampering,
    make_printout_deck,
    make_printouts,
    write_printout,
)
from test_ballots.printouts.press import PrinterHabits, PrinterWear, print_out, render
from test_ballots.printouts.truth import SCHEMA, Expected
from test_ballots.printouts.votes import DeviceHabits, contests_of, draw_votes
from test_ballots.scanning.files import FileKind
from test_ballots.sheets import Scanning
from tests.test_ballots.truth_files import as_written, written_truth

FORMATS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128])
TAMPERED = (Tampering.MISSING_NAME, Tampering.TORN_QR)


def digest(made: PrintoutFiles) -> str:
    return hashlib.sha256(b"".join(made.contents)).hexdigest()


def front(made: PrintoutFiles) -> np.ndarray:
    index = next(n for n, page in enumerate(made.truth.pages) if page.side is Side.FRONT)
    decoded = cv2.imdecode(np.frombuffer(made.contents[index], np.uint8), cv2.IMREAD_GRAYSCALE)
    assert decoded is not None
    return np.asarray(decoded, np.uint8)


@pytest.mark.parametrize("tampering", [(), TAMPERED])
def test_the_same_seed_makes_the_same_bytes_and_another_seed_others(
    larkspur: Election, tampering: tuple[Tampering, ...]
) -> None:
    plan = DevicePlan(larkspur, ROUGH_PRINTOUTS, tampering=tampering)
    first, again, other = ([digest(made) for made in make_printouts(plan, 3, seed)] for seed in (7, 7, 8))
    assert first == again
    assert not set(first) & set(other)


def test_a_printout_does_not_depend_on_those_before_it(larkspur: Election) -> None:
    plan = DevicePlan(larkspur, tampering=TAMPERED)
    all_four = list(make_printouts(plan, 4, 3))
    alone = next(make_printouts(plan, 1, 3, first=4))
    assert alone == all_four[3]


def test_two_processes_write_the_deck_that_one_writes(larkspur: Election, tmp_path: Path) -> None:
    plan = DevicePlan(larkspur)
    one = make_printout_deck(plan, tmp_path / "one", 4, 9)
    two = make_printout_deck(plan, tmp_path / "two", 4, 9, processes=2)
    assert one.truth == two.truth
    names = sorted(path.name for path in one.scans.iterdir())
    assert names == sorted(path.name for path in two.scans.iterdir())
    assert all((one.scans / name).read_bytes() == (two.scans / name).read_bytes() for name in names)


def test_the_truth_file_says_all_and_names_every_image_with_its_size(larkspur: Election, tmp_path: Path) -> None:
    deck = make_printout_deck(DevicePlan(larkspur, ROUGH_PRINTOUTS, tampering=TAMPERED), tmp_path, 8, 21)
    assert written_truth(tmp_path) == as_written(deck.truth, SCHEMA)
    assert deck.truth.definition_sha256 == larkspur.definition_sha256
    assert {name for sheet in deck.truth.sheets for name in sheet.files} == {p.name for p in deck.scans.iterdir()}
    for page in (page for sheet in deck.truth.sheets for page in sheet.pages):
        if not page.file.endswith(".pdf"):
            with PIL.Image.open(deck.scans / page.file) as image:
                image.seek(page.page - 1)
                assert (image.height, image.width) == (page.rows_px, page.columns_px)


def test_a_worn_and_roughly_scanned_qr_code_still_holds_what_the_truth_says(larkspur: Election) -> None:
    plan = DevicePlan(larkspur, OFFICE_PRINTOUTS)
    worn = 0
    for made in make_printouts(plan, 8, 5):
        found = {code.text for code in zxingcpp.read_barcodes(front(made), FORMATS)}
        truth = made.truth
        assert set(truth.qr_texts) <= found <= {*truth.qr_texts, *truth.code_128}
        assert truth.expected == (Expected.COUNTED,)
        assert truth.tampering is None
        worn += bool(truth.wear.faded_gray or truth.wear.dead_columns_in)
    assert 0 < worn < 8


def test_the_truth_lists_each_contest_with_its_votes_and_words(larkspur: Election) -> None:
    plan = DevicePlan(larkspur, replace(CLEAN_PRINTOUTS, dpis=(100,)), printer=FRESH_PRINTER)
    kinds = {"none": 0, "write-in": 0, "undervote": 0}
    for made in make_printouts(plan, 10, 2):
        card = [str(c.id) for c in larkspur.cards].index(made.truth.card)
        contests = contests_of(larkspur, card)
        assert [c.contest for c in made.truth.contests] == [c.id for c in contests]
        for contest, printed in zip(contests, made.truth.contests, strict=True):
            names = {str(choice.id): choice.name for choice in contest.choices}
            assert len(printed.votes) <= contest.seats
            for vote, words in zip(printed.votes, printed.words, strict=False):
                written = vote.startswith("write-in:")
                expected = f"{vote.removeprefix('write-in:')} (write-in)" if written else names[vote]
                assert words.startswith(expected)
                kinds["write-in"] += written
            kinds["none"] += printed.words == ("[no selection]",)
            kinds["undervote"] += printed.words[-1].endswith("not used]")
            assert bool(printed.votes) is not (printed.words == ("[no selection]",))
    assert all(kinds.values())


def test_each_kind_of_file_and_paper_is_made_with_and_without_a_back(larkspur: Election) -> None:
    quick = Scanning({}, kinds=tuple(FileKind), dpis=(75,), back_first=0.5)
    sheets = [made.truth for made in make_printouts(DevicePlan(larkspur, quick), 40, 1)]
    assert {Path(name).suffix for sheet in sheets for name in sheet.files} == {".jpg", ".png", ".tif", ".pdf"}
    assert {sheet.form for sheet in sheets} == {PrintoutForm.LETTER, PrintoutForm.CARD}
    sides = {tuple(page.side for page in sheet.pages) for sheet in sheets}
    assert sides == {(Side.FRONT,), (Side.FRONT, None), (None, Side.FRONT)}


def test_an_empty_back_shows_nothing_but_what_shines_through(larkspur: Election) -> None:
    plan = DevicePlan(larkspur, CLEAN_PRINTOUTS, printer=PrinterHabits(empty_back=1.0))
    made = next(make_printouts(plan, 1, 1))
    back = cv2.imdecode(np.frombuffer(made.contents[1], np.uint8), cv2.IMREAD_GRAYSCALE)
    assert back is not None
    assert int(back.min()) >= 245


def test_fading_is_uneven_and_stays_within_its_gray(larkspur: Election) -> None:
    pdf = _printed(larkspur)
    plain, faded = render(pdf, 150), print_out(pdf, 150, PrinterWear(faded_gray=140, bands=3.0))
    black = faded[plain < 10]
    assert int(black.min()) < 15
    assert 120 < int(black.max()) <= 150
    assert np.array_equal(faded[plain == 255], plain[plain == 255])


def test_a_dead_element_leaves_a_white_line_one_pixel_wide_at_200_dpi(larkspur: Election) -> None:
    pdf = _printed(larkspur)
    plain, broken = render(pdf, 200), print_out(pdf, 200, PrinterWear(dead_columns_in=(1.2,)))
    changed = np.flatnonzero((plain != broken).any(axis=0))
    assert changed.tolist() == [240]
    assert int(broken[:, 240].min()) == 255


def test_a_photocopy_has_hard_edges_and_neither_white_nor_black(larkspur: Election) -> None:
    pdf = _printed(larkspur)
    plain, copy = render(pdf, 200), print_out(pdf, 200, PrinterWear(photocopied=True))
    assert (int(copy.min()), int(copy.max())) == (15, 250)
    assert 0 < np.mean((copy > 40) & (copy < 220)) < np.mean((plain > 40) & (plain < 220))


def _printed(election: Election) -> bytes:
    return write_printout(election, 0, draw_votes(election, 0, DeviceHabits(), np.random.default_rng(1)))
