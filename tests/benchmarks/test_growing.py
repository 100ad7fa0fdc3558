"""A record that is grown for measuring is one that a count goes on with: it adds up, and its papers are known."""

from pathlib import Path

import pytest

from benchmarks.growing import _first_sheets, _grow
from benchmarks.stacks import make_stack
from canvass.record import open_record
from imaging.papers.same_ink import can_be_told
from tabulate.ledger.fold import fold

pytestmark = pytest.mark.long


def test_a_grown_record_adds_up_and_its_papers_are_known(tmp_path: Path) -> None:
    directory = _first_sheets(make_stack(tmp_path, 150, 3), tmp_path / "record")
    _grow(directory, 40)
    from canvass.record.ink.fingerprints import kept
    from canvass.record.ink.keeping import differing_sketches
    from canvass.record.ink.search import InkSearch

    with open_record(directory) as record:
        assert fold(record.outlines()).real.sheets.total() == 40
        assert differing_sketches(record.alias) == []
        last = record.head().number - 1
        ink = kept(record.alias, last)
        assert ink is not None
        assert can_be_told(ink)
        found = InkSearch(record.alias, record.election, frozenset()).find(record.election.cards[0].id, ink)
        assert found is not None
        assert found.entry == last
