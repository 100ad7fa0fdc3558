"""A deck is its seed, and its images show what its truth says."""

import hashlib
from pathlib import Path

import cv2
import numpy as np
import PIL.Image
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.layout import CardId, Side
from tabulate.election import Election
from test_ballots.__main__ import main
from test_ballots.decks import (
    CAREFUL,
    CLEAN_SCANNING,
    OFFICE_SCANNING,
    ROUGH,
    ROUGH_SCANNING,
    Scanning,
    VotingHabits,
    make_deck,
    make_sheets,
)
from test_ballots.definition import election_of
from test_ballots.demo import write_demo_county
from test_ballots.press import Press
from test_ballots.random_elections import random_plan
from test_ballots.scanning.files import FileKind
from test_ballots.sheets import SheetFiles, make_sheet
from test_ballots.voters.pens import MarkKind
from test_ballots.voters.true_marks import SCHEMA, SheetTruth, Status, TrueMark
from tests.soak import examples
from tests.test_ballots.truth_files import as_written, written_truth


def _digest(made: SheetFiles) -> str:
    return hashlib.sha256(b"".join(made.contents)).hexdigest()


def test_the_same_seed_makes_the_same_bytes_and_another_seed_others(larkspur: Election) -> None:
    first, again, other = (
        [_digest(made) for made in make_sheets(larkspur, 2, seed, ROUGH, ROUGH_SCANNING)] for seed in (7, 7, 8)
    )
    assert first == again
    assert not set(first) & set(other)


def test_a_sheet_does_not_depend_on_the_sheets_before_it(larkspur: Election) -> None:
    all_five = list(make_sheets(larkspur, 5, 3))
    alone = next(make_sheets(larkspur, 1, 3, first=5))
    assert _digest(alone) == _digest(all_five[4])
    assert alone.truth == all_five[4].truth


def test_two_processes_write_the_deck_that_one_writes(larkspur: Election, tmp_path: Path) -> None:
    one = make_deck(larkspur, tmp_path / "one", 4, 9)
    two = make_deck(larkspur, tmp_path / "two", 4, 9, processes=2)
    assert one.truth == two.truth
    names = sorted(path.name for path in one.scans.iterdir())
    assert len(names) == 8
    assert all((one.scans / name).read_bytes() == (two.scans / name).read_bytes() for name in names)


def test_the_truth_file_says_all_of_the_truth(larkspur: Election, tmp_path: Path) -> None:
    deck = make_deck(larkspur, tmp_path, 6, 21, ROUGH, ROUGH_SCANNING)
    assert written_truth(tmp_path) == as_written(deck.truth, SCHEMA)
    assert deck.truth.definition_sha256 == larkspur.definition_sha256


def test_every_image_that_the_truth_names_is_there_and_has_its_size(larkspur: Election, tmp_path: Path) -> None:
    deck = make_deck(larkspur, tmp_path, 12, 33, ROUGH, ROUGH_SCANNING)
    named = {page.file for sheet in deck.truth.sheets for page in sheet.pages}
    assert named == {path.name for path in deck.scans.iterdir()}
    assert len({Path(name).suffix for name in named}) > 2
    for sheet in deck.truth.sheets:
        assert {page.side for page in sheet.pages} == {Side.FRONT, Side.BACK}
        for page in sheet.pages:
            assert _size(deck.scans / page.file, page.page) == (page.rows_px, page.columns_px)


def _size(path: Path, page: int) -> tuple[int, int]:
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path)
        picture = next(iter(document[page - 1].get_objects()))
        width, height = picture.get_px_size()
        return height, width
    with PIL.Image.open(path) as image:
        image.seek(page - 1)
        return image.height, image.width


def _gray(made: SheetFiles, side: Side) -> np.ndarray:
    index = next(i for i, page in enumerate(made.truth.pages) if page.side is side)
    return np.asarray(cv2.imdecode(np.frombuffer(made.contents[index], np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8)


def test_the_image_shows_what_the_truth_says(larkspur: Election) -> None:
    press = Press(larkspur)
    scanning = Scanning({}, kinds=(FileKind.PNG,))
    compared = dict.fromkeys(TrueMark, 0)
    for made in make_sheets(larkspur, 10, 12, ROUGH, scanning):
        card = [c.id for c in larkspur.cards].index(made.truth.card)  # type: ignore[arg-type]
        for index, side in enumerate(Side):
            changed = press.raster(card, index, 200).astype(int) - _gray(made, side)
            for target in (t for t in made.truth.targets if t.side is side):
                row, column = (round(v) for v in target.centre_px)
                ink = np.mean(changed[row - 7 : row + 8, column - 10 : column + 11] > 12)
                compared[target.mark] += 1
                match target.mark:
                    case TrueMark.YES:
                        assert ink > 0.3
                    case TrueMark.NO:
                        assert ink == 0
                    case TrueMark.MARGINAL:
                        assert target.ink_share > 0
                        assert target.kind is not None
    assert all(count > 20 for count in compared.values())


def test_a_name_in_a_write_in_area_is_seen_in_the_image(larkspur: Election) -> None:
    habits = VotingHabits(kinds={MarkKind.FILL: 1.0}, write_in=0.5, stray=0.0, slip=0.0)
    press = Press(larkspur)
    names = blanks = 0
    for made in make_sheets(larkspur, 4, 2, habits, Scanning({}, kinds=(FileKind.PNG,))):
        card = [c.id for c in larkspur.cards].index(made.truth.card)  # type: ignore[arg-type]
        pages = {page.side: page for page in larkspur.layouts.cards[card].pages}
        truths = {target.number: target for target in made.truth.targets}
        for side, page in pages.items():
            image = _gray(made, side)
            for target in page.targets:
                if target.write_in_area is None:
                    continue
                top, left, bottom, right = (round(v * 200) for v in press.box_in(card, target.write_in_area))
                dark = np.mean(image[top:bottom, left:right] < 160)
                if truths[target.number].writing:
                    assert dark > 0.015
                    names += 1
                else:
                    assert dark < 0.008
                    blanks += 1
    assert names > 10
    assert blanks > 10


def _sheets(election: Election, count: int, seed: int, habits: VotingHabits) -> list[SheetTruth]:
    small = Scanning({}, dpis=(140,), qualities=(30, 30))
    return [made.truth for made in make_sheets(election, count, seed, habits, small)]


def test_contests_come_to_what_their_marks_say(larkspur: Election) -> None:
    seen = set()
    for sheet in _sheets(larkspur, 12, 4, ROUGH):
        for contest in sheet.contests:
            marks = [t for t in sheet.targets if t.contest == contest.contest]
            yes = [t.choice for t in marks if t.mark is TrueMark.YES]
            assert list(contest.yes) == yes
            assert (contest.status is Status.OVERVOTE) == (len(yes) > contest.seats)
            assert (contest.status is Status.BLANK) == (not yes)
            assert (contest.status is Status.FULL) == (len(yes) == contest.seats)
            seen.add(contest.status)
    assert seen == set(Status)


def test_careful_voters_leave_neither_overvotes_nor_doubtful_marks(larkspur: Election) -> None:
    sheets = _sheets(larkspur, 8, 5, CAREFUL)
    marks = [target for sheet in sheets for target in sheet.targets if target.kind]
    assert len(marks) > 80
    assert all(target.mark is not TrueMark.MARGINAL or not target.intent for target in marks)
    assert all(contest.status is not Status.OVERVOTE for sheet in sheets for contest in sheet.contests)


def test_a_blank_ballot_is_blank(larkspur: Election) -> None:
    (sheet,) = _sheets(larkspur, 1, 6, VotingHabits(blank_ballot=1.0, stray=0.0))
    assert {target.mark for target in sheet.targets} == {TrueMark.NO}


def test_a_clean_sheet_is_the_size_of_its_paper(larkspur: Election) -> None:
    made = next(make_sheets(larkspur, 1, 1, scanning=CLEAN_SCANNING))
    assert [_gray(made, side).shape for side in Side] == [(2200, 1700), (2200, 1700)]


@settings(max_examples=examples(8), deadline=None)
@given(st.integers(0, 10_000))
def test_decks_of_random_elections_can_be_made(seed: int) -> None:
    election, _ = election_of(random_plan(seed))
    made = list(make_sheets(election, 2, seed, ROUGH, Scanning(ROUGH_SCANNING.flaws, dpis=(140,))))
    sides = max(len(layout.pages) for layout in election.layouts.cards)
    for sheet in made:
        meanings = election.card(CardId(sheet.truth.card)).meanings
        assert [(t.contest, t.choice) for t in sheet.truth.targets] == [(m.contest, m.choice) for m in meanings]
        assert len(sheet.truth.pages) == sides


def test_the_demonstration_county_is_written_whole(tmp_path: Path) -> None:
    paths = write_demo_county(tmp_path, sheets=3)
    assert paths.definition.read_bytes().startswith(b"{")
    assert len(paths.ballots) == len(paths.election.cards) == 6
    assert all(path.read_bytes().startswith(b"%PDF") for path in (*paths.ballots, paths.samples))
    assert len(list(paths.deck.scans.iterdir())) == 6


def test_the_module_runs_by_itself_and_says_where_everything_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(tmp_path / "county"), "--sheets", "2", "--deck", "clean"])
    said = capsys.readouterr().out
    assert "2 sheets in" in said
    assert written_truth(tmp_path / "county")["seed"] == 2026


def test_a_sheet_scanned_again_has_the_same_marks_in_another_image(larkspur: Election) -> None:
    press = Press(larkspur)
    first, again, third = (make_sheet(press, 3, 8, ROUGH, OFFICE_SCANNING, rescan) for rescan in range(3))
    assert len({_digest(made) for made in (first, again, third)}) == 3

    def marks(made: SheetFiles) -> list[tuple[object, ...]]:
        return [(target.number, target.mark, target.kind, target.ink_share) for target in made.truth.targets]

    assert marks(first) == marks(again) == marks(third)
    assert any(target.kind for target in first.truth.targets)
