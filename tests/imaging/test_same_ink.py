"""Sheets are compared by the ink of their marks: one paper is known, two are not joined, too little ink says so."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.repeated_sheets.cut_ballots import Scanner, machine_marked_slip, scanned_ink, voted_slip
from imaging.papers.ink_index import InkIndex, has_sketch
from imaging.papers.same_ink import LEAST_EVIDENCE, can_be_told, compare, correlation_needed
from imaging.sheets import InkFingerprint
from test_ballots.voters.pens import MarkKind

SCANNERS = {
    "gray at 200 dpi": Scanner((200,), 0.0),
    "gray at 300 dpi": Scanner((300,), 0.0),
    "bitonal at 240 dpi": Scanner((240,), 1.0),
    "gray at 600 dpi": Scanner((600,), 0.0),
}


def rng_of(*numbers: int) -> np.random.Generator:
    return np.random.default_rng(numbers)


def random_sheet(seed: int, marks: int, waves: int = 48) -> InkFingerprint:
    """Marks that vary in so many ways, as no pen would make them."""
    shapes = np.zeros((marks, 48))
    shapes[:, :waves] = rng_of(seed).normal(0, 20, (marks, waves))
    return InkFingerprint(tuple(range(1, marks + 1)), np.rint(shapes).astype(np.int8).tobytes().hex(), 30)


@pytest.mark.parametrize("again", SCANNERS)
@pytest.mark.parametrize("kind", [MarkKind.FILL, MarkKind.SCRIBBLE, MarkKind.CROSS])
def test_a_paper_is_known_whatever_scanner_it_passes_again(kind: MarkKind, again: str) -> None:
    slip = voted_slip(14, kind, rng_of(5))
    first = scanned_ink(slip, SCANNERS["gray at 200 dpi"], rng_of(6))
    likeness = compare(first, scanned_ink(slip, SCANNERS[again], rng_of(7)))
    assert can_be_told(first)
    assert likeness.is_same_paper
    assert likeness.common_marks == 14


def test_papers_voted_alike_by_the_same_pens_are_not_joined() -> None:
    sheets = [
        scanned_ink(voted_slip(14, MarkKind.FILL, rng_of(9, n)), SCANNERS["gray at 200 dpi"], rng_of(n))
        for n in range(12)
    ]
    evidences = [compare(sheets[i], sheets[j]).evidence for i in range(12) for j in range(i)]
    assert max(evidences) < LEAST_EVIDENCE / 2


def test_marks_of_a_machine_and_blank_sheets_cannot_be_told() -> None:
    slip = machine_marked_slip(14)
    one, other = (scanned_ink(slip, SCANNERS["gray at 300 dpi"], rng_of(n)) for n in (1, 2))
    blank = InkFingerprint((), "", 0)
    assert [can_be_told(sheet) for sheet in (one, other, blank)] == [False] * 3
    assert not compare(one, other).is_same_paper
    assert not compare(blank, blank).is_same_paper


def test_few_marks_tell_nothing() -> None:
    slip = voted_slip(2, MarkKind.SCRIBBLE, rng_of(3))
    one, other = (scanned_ink(slip, SCANNERS["gray at 300 dpi"], rng_of(n)) for n in (1, 2))
    assert not can_be_told(one)
    assert compare(one, other).evidence == 0


def test_a_mark_more_or_less_does_not_hide_the_paper() -> None:
    sheet = random_sheet(4, 12)
    less = replace(sheet, targets=sheet.targets[:-2], shapes=sheet.shapes[: 96 * 10])
    assert compare(sheet, less).is_same_paper
    assert compare(less, sheet) == compare(sheet, less)
    half = replace(sheet, targets=sheet.targets[:6], shapes=sheet.shapes[: 96 * 6])
    assert compare(sheet, half).evidence == 0


@given(st.integers(0, 10**6), st.integers(3, 30), st.integers(4, 48))
def test_a_sheet_is_like_itself_and_likeness_has_no_direction(seed: int, marks: int, waves: int) -> None:
    one, other = random_sheet(seed, marks, waves), random_sheet(seed + 1, marks, waves)
    assert compare(one, other) == compare(other, one)
    assert compare(one, one).evidence >= compare(one, other).evidence
    assert compare(one, one).correlation == pytest.approx(1) or compare(one, one).evidence == 0


@given(st.integers(3, 60), st.floats(4, 16))
def test_more_marks_need_less_correlation(marks: int, ways: float) -> None:
    assert 0 < correlation_needed(marks + 1, ways) < correlation_needed(marks, ways) < 1


def test_chance_reaches_no_farther_than_the_model_says() -> None:
    sheets = [random_sheet(seed, 6, 8) for seed in range(150)]
    evidences = np.array([compare(sheets[i], sheets[j]).evidence for i in range(150) for j in range(i)])
    for level in (3, 5, 7):
        assert (evidences >= level).mean() <= np.exp(-level)


def test_an_index_finds_the_paper_among_others_and_grows() -> None:
    sheets = [random_sheet(seed, 3 + seed % 20) for seed in range(300)]
    index = InkIndex(targets=60)
    for number, sheet in enumerate(sheets[:10]):
        index.add_all([1000 + number], [sheet])
    index.add_all(range(1010, 1300), sheets[10:])
    assert len(index) == 300
    assert index.size_bytes == 8 * (sum(len(sheet.targets) for sheet in sheets) + 300 * 7)
    for number, sheet in enumerate(sheets):
        assert 1000 + number in index.alike(sheet)
    assert sum(len(index.alike(sheet)) for sheet in sheets) < 330
    assert index.alike(InkFingerprint((), "", 0)) == []


def test_an_empty_index_finds_nothing() -> None:
    assert InkIndex(10).alike(random_sheet(1, 5)) == []


def test_an_index_takes_no_sheet_that_has_too_few_marks_to_be_like_another() -> None:
    few = random_sheet(1, 2)
    assert not has_sketch(few)
    with pytest.raises(ValueError, match="expected sketches of sheets with 3 marks or more"):
        InkIndex(10).add_all([1], [few])
    assert InkIndex(10).alike(few) == []


@given(st.lists(st.integers(3, 9), min_size=1, max_size=12), st.integers(0, 12))
def test_an_index_filled_at_once_finds_what_one_filled_piece_by_piece_does(marks: list[int], cut: int) -> None:
    sheets = [random_sheet(seed % 5, count) for seed, count in enumerate(marks)]
    at_once, by_pieces = InkIndex(60), InkIndex(60, 0, 0)
    at_once.add_all(range(len(sheets)), sheets)
    by_pieces.add_all(range(len(sheets[:cut])), sheets[:cut])
    by_pieces.add_all(range(cut, len(sheets)), sheets[cut:])
    for number, sheet in enumerate(sheets):
        assert number in at_once.alike(sheet)
        assert at_once.alike(sheet) == by_pieces.alike(sheet)
