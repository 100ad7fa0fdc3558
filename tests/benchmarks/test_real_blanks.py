"""Real blanks, where they lie beside the repository: every target is found, none is false, and no name is wrong."""

import pytest

from benchmarks.real_blanks import REAL_BLANKS, SHARED, BlankScore, report, score

HAVE = [blank for blank in REAL_BLANKS if (SHARED / blank.folder).is_dir()]
"""Empty where the collection is not at hand: then pytest names these tests as having nothing to run on."""
FEWEST_NAMED = 0.9
"""Of pictures of 72 dots an inch small labels cannot all be read."""


@pytest.mark.long
@pytest.mark.parametrize("blank", HAVE, ids=lambda blank: blank.name)
def test_a_real_blank_is_learned_whole(blank) -> None:
    learned = score(blank)
    assert learned.targets > 0
    assert (learned.missed, learned.false, learned.misnamed) == ((), (), ())
    assert learned.named >= FEWEST_NAMED * learned.targets


def test_the_report_says_what_is_false_and_what_is_misnamed() -> None:
    one = BlankScore("set: a.pdf", 3, 2, 1, ("p1 1.00,2.00 None",), ("a is b/c",), ("p1 b/d",), (), 4.0)
    lines = list(report([one]))
    assert lines[0] == "set: a.pdf: 3 targets, 2 found, 1 named, 1 false, 1 wrongly named, 4.0 s"
    assert "    misnamed: a is b/c" in lines
    assert lines[-1].startswith("all: 3 targets, 2 found, 1 named")
