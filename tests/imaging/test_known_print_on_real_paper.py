"""Real sheets whose office label reaches into a write-in area: the label is learned, and names beside it are not."""

from collections import Counter
from pathlib import Path

import pytest

from imaging.pages import find_scans, load_sheet, plan_sheets
from imaging.papers.common_print import print_common
from imaging.papers.different import different_papers
from imaging.reader import look_around, read_sheet
from imaging.sheets import CardPrint, ReadSheet
from tabulate.definitions import parse_definition

SHEETS = Path(__file__).parents[3] / "shared" / "paper" / "m17"
NOT_THERE = f"the real sheets of {SHEETS} are not beside this repository"


@pytest.mark.long
@pytest.mark.skipif(not SHEETS.is_dir(), reason=NOT_THERE)
def test_a_label_that_sheet_by_sheet_seems_a_name_is_learned_from_eleven_sheets(monkeypatch):
    """The rule that knows a label within one sheet is left out: so all eleven are asked about."""
    monkeypatch.setattr("imaging.marks.writing.only_labels", lambda _, areas: [False] * len(areas))
    layouts = parse_definition((SHEETS / "election.json").read_bytes()).layouts
    scanned = [load_sheet(one).sheet for one in plan_sheets(find_scans(SHEETS).files, 2)]
    both = [(one, reading) for one in scanned if isinstance(reading := read_sheet(one, layouts, 2), ReadSheet)]
    before = written_in([reading for _, reading in both])
    ((label, times), *names) = before.most_common()
    assert times == len(both) == len(different_papers([reading for _, reading in both], 24))
    seen = [around for one, reading in both for around in look_around(one, layouts, reading, [label])]
    place = print_common(seen)
    assert place is not None
    known = (CardPrint(both[0][1].card, (place,)),)
    again = [read_sheet(one, layouts, 2, learned=known) for one, _ in both]
    after = written_in(again)
    assert after[label] <= 1
    assert [(number, after[number]) for number, _ in names] == names
    assert all(marks_of(one) == marks_of(reading) for one, (_, reading) in zip(again, both, strict=True))


def written_in(readings):
    return Counter(target.number for one in readings for target in one.targets if target.writing)


def marks_of(reading):
    return [(target.number, target.mark, target.ink_px, target.nearby) for target in reading.targets]
