"""Another system's count: files are kept once, figures are taken by the names that hold, the newest taken counts."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tabulate.board.errors import NotAllowed
from tabulate.board.outside.outside_counts import OutsideCounts
from tabulate.board.outside.outside_entries import OutsideEntry, OutsideFiguresTaken, OutsideFileWithdrawn
from tabulate.ledger.fold import fold
from tabulate.outside_figures import OutsideCount
from tests.tabulate.later_outside_entries import COUNT, FILE, NAMED, NORTH_FIGURES, SOUTH_FIGURES, TAKEN
from tests.tabulate.ledger_makers import MAYOR, record_opened

FIRST = replace(FILE, earlier="")
NOW = replace(TAKEN, mapping=3)


def after(*entries: OutsideEntry) -> OutsideCounts:
    counts = OutsideCounts()
    for number, entry in enumerate(entries, start=2):
        counts.check(entry)
        counts = counts.after(number, entry)
    return counts


def test_a_record_answers_with_the_count_that_was_taken_last() -> None:
    assert fold([record_opened()]).outside_count() is None
    assert fold([record_opened(), FIRST, NAMED]).outside_count() is None
    again = replace(COUNT, precincts=(SOUTH_FIGURES,))
    assert fold([record_opened(), FIRST, NAMED, NOW]).outside_count() == COUNT
    assert fold([record_opened(), FIRST, NAMED, NOW, replace(NOW, count=again)]).outside_count() == again


def test_what_is_not_told_is_never_nought() -> None:
    total = COUNT.total(MAYOR)
    assert total is not None
    assert (total.votes, total.ballots, total.write_ins, total.overvotes) == ((33, 16), None, None, None)
    assert COUNT.ballots_cast is None
    assert replace(COUNT, precincts=(NORTH_FIGURES,)).ballots_cast == 60
    assert COUNT.total("sheriff") is None


def test_a_later_version_takes_the_place_of_the_one_before_it_and_both_stay() -> None:
    later = replace(FILE, sha256="ef" * 32, earlier=FIRST.sha256)
    counts = after(FIRST, later)
    assert counts.newest_files == (later,)
    assert [one for _, one in counts.files] == [FIRST, later]


def test_a_withdrawn_file_is_out_and_the_version_before_it_is_the_newest_again() -> None:
    later = replace(FILE, sha256="ef" * 32, earlier=FIRST.sha256)
    counts = after(FIRST, later, OutsideFileWithdrawn(later.sha256, "of another county", "clerk"))
    assert (counts.newest_files, counts.file(later.sha256)) == ((FIRST,), None)
    assert after(FIRST, OutsideFileWithdrawn(FIRST.sha256, "by mistake", "clerk"), FIRST).newest_files == (FIRST,)


def with_count(change: Callable[[OutsideCount], OutsideCount]) -> OutsideFiguresTaken:
    return replace(NOW, count=change(COUNT))


REFUSED: dict[str, tuple[OutsideEntry, ...]] = {
    "a file again": (FIRST,),
    "a version before it that is not kept": (replace(FILE, sha256="ef" * 32, earlier="01" * 32),),
    "a hash that is none": (replace(FIRST, sha256="AB" * 32),),
    "an empty file": (replace(FIRST, sha256="ef" * 32, size_bytes=0),),
    "a name that steers a screen": (replace(FIRST, sha256="ef" * 32, name="a\x1b[2J"),),
    "nobody": (replace(NAMED, entered_by=" "),),
    "a precinct named twice": (replace(NAMED, precincts=NAMED.precincts * 2),),
    "a contest named twice": (replace(NAMED, contests=NAMED.contests * 2),),
    "figures by names that hold no more": (NAMED, NAMED, NOW),
    "figures without names": (NOW,),
    "figures of no file": (NAMED, with_count(lambda one: replace(one, files=()))),
    "figures of a file that is not kept": (NAMED, with_count(lambda one: replace(one, files=("01" * 32,)))),
    "figures of no precinct": (NAMED, with_count(lambda one: replace(one, precincts=()))),
    "a precinct's figures twice": (NAMED, with_count(lambda one: replace(one, precincts=(SOUTH_FIGURES,) * 2))),
    "figures below nought": (
        NAMED,
        with_count(lambda one: replace(one, precincts=(replace(NORTH_FIGURES, ballots_cast=-1),))),
    ),
    "a file that is not kept": (OutsideFileWithdrawn("01" * 32, "by mistake", "clerk"),),
    "a file withdrawn for no reason": (OutsideFileWithdrawn(FIRST.sha256, " ", "clerk"),),
    "the file of the count": (NAMED, NOW, OutsideFileWithdrawn(FIRST.sha256, "by mistake", "clerk")),
    "a finding accepted for no reason": (NAMED, replace(NOW, accepted=(replace(NOW.accepted[0], because=""),))),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_follow_is_refused(what: str) -> None:
    *before, last = REFUSED[what]
    counts = after(FIRST, *before)
    with pytest.raises(NotAllowed):
        counts.check(last)


def test_the_same_entries_in_order_are_allowed() -> None:
    assert after(FIRST, NAMED, NOW).count == COUNT
