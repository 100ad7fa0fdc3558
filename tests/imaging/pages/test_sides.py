"""A run whose order is in doubt is divided by what its pages show: no sheet of two papers, whatever was lost."""

from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imaging.layout import CardId
from imaging.pages import PlannedPage, SeenPage, Shows, numbering, pair_by_sides

Paper = tuple[int, SeenPage]
"""The paper's number, and what one of its sides shows."""
FRONT, BACK = SeenPage(Shows.FRONT), SeenPage(Shows.BACK)
WHOLE, NOTHING, UNKNOWN = SeenPage(Shows.WHOLE), SeenPage(Shows.NOTHING), SeenPage(Shows.UNKNOWN)


def stack(papers: int, back_first: bool = False, cards: int = 1) -> list[Paper]:
    """Papers of two sides; the cards take turns, and with one card the pages do not say which they are."""
    pages = []
    for number in range(papers):
        card = CardId(str(number % cards)) if cards > 1 else None
        sides = [(number, SeenPage(Shows.FRONT, card)), (number, SeenPage(Shows.BACK, card))]
        pages += sides[::-1] if back_first else sides
    return pages


def planned(names: list[str]) -> list[PlannedPage]:
    return [PlannedPage(Path(name), name, 1, 1) for name in names]


def pairs(pages: list[Paper], names: list[str]) -> list[tuple[int, ...]]:
    told = numbering(planned(names))
    groups = pair_by_sides([seen for _, seen in pages], told.breaks, frozenset(told.gaps), told.first)
    assert list(chain.from_iterable(groups)) == list(range(len(pages)))
    assert all(len({pages[at][0] for at in group}) == 1 for group in groups), (groups, names)
    return groups


def whole(groups: list[tuple[int, ...]], pages: list[Paper]) -> set[int]:
    return {pages[group[0]][0] for group in groups if len(group) == 2}


NAMES = {
    "zeros": "scan{:04d}.jpg",
    "no zeros": "IMG_{}.png",
    "after a dash": "batch-{}.tif",
    "Windows": "Scan ({}).jpg",
    "dated": "2026-11-03_{:03d}.jpg",
    "after a date": "20261103 {:05d}.tif",
}


@pytest.mark.parametrize("form", NAMES.values(), ids=NAMES.keys())
@pytest.mark.parametrize("back_first", [False, True])
@given(st.integers(2, 12), st.data())
def test_where_one_image_is_lost_all_other_papers_are_whole(
    form: str, back_first: bool, papers: int, data: st.DataObject
) -> None:
    pages = stack(papers, back_first)
    lost = data.draw(st.integers(1, len(pages) - 2))
    names = [form.format(number) for number in range(1, len(pages) + 1)]
    paper = pages[lost][0]
    del pages[lost], names[lost]
    assert whole(pairs(pages, names), pages) == set(range(papers)) - {paper}


@given(st.integers(2, 12), st.integers(1, 3), st.data())
def test_where_the_numbers_run_on_over_a_lost_image_no_sheet_is_of_two_papers(
    papers: int, cards: int, data: st.DataObject
) -> None:
    pages = stack(papers, cards=cards)
    lost = data.draw(st.integers(0, len(pages) - 1))
    paper = pages[lost][0]
    del pages[lost]
    found = whole(pairs(pages, [f"scan{number}.jpg" for number in range(1, len(pages) + 1)]), pages)
    assert found == set(range(papers)) - {paper} or (lost == 0 and not found)


@given(st.integers(2, 12), st.sets(st.integers(0, 23), max_size=4), st.booleans())
def test_whatever_is_lost_where_the_numbers_tell_no_sheet_is_of_two_papers(
    papers: int, lost: set[int], back_first: bool
) -> None:
    pages = stack(papers, back_first)
    names = [f"scan{number:04d}.jpg" for number in range(1, len(pages) + 1)]
    kept = [at for at in range(len(pages)) if at not in lost or at in (0, len(pages) - 1)]
    pairs([pages[at] for at in kept], [names[at] for at in kept])


@given(st.lists(st.booleans(), min_size=2, max_size=12), st.data())
def test_papers_that_lie_either_way_round_are_never_joined(ways: list[bool], data: st.DataObject) -> None:
    pages = [
        (number, side) for number, turned in enumerate(ways) for side in ((BACK, FRONT) if turned else (FRONT, BACK))
    ]
    names = [f"scan{number:04d}.jpg" for number in range(1, len(pages) + 1)]
    lost = data.draw(st.integers(1, len(pages) - 2))
    del pages[lost], names[lost]
    pairs(pages, names)


@given(st.integers(1, 8), st.data())
def test_an_image_that_is_there_twice_leaves_the_other_papers_whole_and_counts_once(
    papers: int, data: st.DataObject
) -> None:
    pages = stack(papers)
    twice = data.draw(st.integers(0, len(pages) - 1))
    names = [f"scan{number:04d}.jpg" for number in range(1, len(pages) + 1)]
    pages.insert(twice + 1, pages[twice])
    names.insert(twice + 1, f"scan{twice + 1:04d} (2).jpg")
    found = whole(pairs(pages, names), pages)
    assert found >= set(range(papers)) - {pages[twice][0]}


def test_an_empty_back_belongs_to_what_has_no_other_side() -> None:
    assert pair_by_sides([WHOLE, NOTHING, WHOLE, WHOLE, NOTHING], frozenset(), frozenset(), 1) == [(0, 1), (2,), (3, 4)]
    assert pair_by_sides([FRONT, NOTHING, FRONT, BACK, BACK], frozenset(), frozenset(), 1) == [(0,), (1,), (2, 3), (4,)]


def test_a_page_that_nobody_knows_is_paired_only_where_it_must_be() -> None:
    assert pair_by_sides([FRONT, UNKNOWN, BACK], frozenset(), frozenset(), None) == [(0,), (1,), (2,)]
    assert pair_by_sides([FRONT, BACK, UNKNOWN, BACK, FRONT], frozenset(), frozenset(), None) == [(0, 1), (2, 3), (4,)]
    assert pair_by_sides([UNKNOWN] * 5, frozenset(), frozenset(), None) == [(0,), (1,), (2,), (3,), (4,)]


@pytest.mark.parametrize(
    ("names", "breaks"),
    [
        (["scan1.jpg", "scan2.jpg", "scan4.jpg"], {2}),
        (["Scan.jpg", "Scan (2).jpg", "Scan (3).jpg", "Scan (5).jpg"], {3}),
        (["Scan.jpg", "Scan 2.jpg", "Scan 3.jpg"], set()),
        (["Scan.jpg", "Scan 1.jpg", "Scan 2.jpg", "Scan 4.jpg"], {3}),
        (["Scan.jpg", "Scan 3.jpg", "Scan 4.jpg"], {1}),
        (["Scan_20261103.jpg", "Scan_20261103 (2).jpg", "Scan_20261103 (3).jpg"], set()),
        (["Scan 2026-11-03.jpg", "Scan 2026-11-03 1.jpg", "Scan 2026-11-03 2.jpg"], set()),
        (["s0001.jpg", "s0002.jpg", "s0002 (2).jpg", "s0003.jpg"], {2, 3}),
        (["s0009.jpg", "s0010.jpg", "s0011.jpg"], set()),
        (["a1.jpg", "a2.jpg", "b1.jpg", "b2.jpg"], {2}),
        (["Scan at 12.59.57 PM.jpg", "Scan at 1.00.00 PM.jpg", "Scan at 1.00.09 PM.jpg"], set()),
        (["20261103_125957.jpg", "20261103_130004.jpg", "20261103_130011.jpg"], set()),
        (["scan_095955.jpg", "scan_095958.jpg", "scan_100001.jpg", "scan_100004.jpg"], set()),
        (["scan_099998.jpg", "scan_099999.jpg", "scan_100000.jpg", "scan_100002.jpg"], {3}),
        (["100001.jpg", "100002.jpg", "100004.jpg", "100005.jpg"], {2}),
        (["115958.jpg", "115959.jpg", "115960.jpg", "115962.jpg"], {3}),
        (["x.jpg", "y.jpg", "z.jpg"], set()),
    ],
)
def test_numbers_tell_what_does_not_follow_and_times_do_not(names: list[str], breaks: set[int]) -> None:
    assert numbering(planned(names)).breaks == breaks


@pytest.mark.parametrize(
    "form", ["Scan at {:%I.%M.%S %p}.jpg", "Scan {:%I-%M-%S}.jpg", "s {:%H:%M:%S}.jpg", "{:%Y%m%d%H%M%S}.jpg"]
)
@pytest.mark.parametrize("full", [(11, 59), (12, 59), (0, 59), (23, 59), (10, 7)])
def test_a_scan_each_second_goes_on_over_the_full_hour(form: str, full: tuple[int, int]) -> None:
    start = datetime(2026, 11, 3, *full, 57)
    names = [form.format(start + timedelta(seconds=at)) for at in range(8)]
    assert numbering(planned(names)).gaps == {}
    assert numbering(planned(names)).breaks == frozenset()
    assert set(numbering(planned(names[:5] + names[6:])).gaps) == {5}
