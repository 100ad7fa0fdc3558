"""Names beside empty ovals are found, and nothing is seen where nothing is written: a slice of the benchmark."""

from benchmarks.unmarked_write_ins import read_write_ins


def test_names_beside_empty_ovals_are_found_in_whatever_hand():
    found = read_write_ins(seed=7, first=1, last=6)
    found.add(read_write_ins(seed=7, first=21, last=24))
    assert found.sheets == 10
    assert found.unread == 0
    assert found.written >= 30
    assert found.clean >= 30
    assert found.found >= found.written - 1, found.wrong
    assert found.alarms <= 1, found.wrong
