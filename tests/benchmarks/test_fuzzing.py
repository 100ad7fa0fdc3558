"""The fuzzer spoils what it says it spoils, and sees what it should see."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.fuzzing import FuzzingFindings, SpoiledCase, _Watched, read_spoiled
from benchmarks.spoiling import spoiled_bytes, spoiled_page
from tabulate.election import Election
from test_ballots.counties import small_county
from test_ballots.decks import CAREFUL, CLEAN_SCANNING, make_sheets
from test_ballots.definition import election_of

pytestmark = pytest.mark.long


def scan_of(election: Election, folder: Path) -> Path:
    (sheet,) = make_sheets(election, 1, 5, CAREFUL, CLEAN_SCANNING)
    scan = folder / sheet.names[0]
    scan.write_bytes(sheet.contents[0])
    return scan


def test_a_case_is_the_same_case_every_time():
    data, other = bytes(range(256)) * 20, b"other" * 100
    for number in range(50):
        first, second = (
            spoiled_bytes(data, other, SpoiledCase(7, number, Path("a.jpg")).generator()) for _ in range(2)
        )
        assert first == second
        assert first != data
    page = np.arange(400 * 500, dtype=np.uint32).reshape(400, 500).astype(np.uint8)
    for number in range(50):
        shown = [spoiled_page(page, SpoiledCase(7, number, Path("a.jpg")).generator()) for _ in range(2)]
        np.testing.assert_array_equal(shown[0], shown[1])
        assert shown[0].flags.c_contiguous
        assert min(shown[0].shape) >= 300


def test_spoiled_scans_are_read_or_set_aside_and_never_raise(tmp_path):
    election, _ = election_of(small_county())
    (tmp_path / "case").mkdir()
    scan = scan_of(election, tmp_path)
    readings = [
        reading
        for number in range(12)
        for reading in read_spoiled(SpoiledCase(3, number, scan), [scan], tmp_path / "case", election)
    ]
    assert len(readings) >= 10


def test_a_process_that_raises_is_a_finding(tmp_path):
    (tmp_path / "case").mkdir()
    watched, findings = _Watched(tmp_path / "case", [tmp_path / "gone.jpg"]), FuzzingFindings()
    try:
        assert not watched.read(SpoiledCase(3, 1, tmp_path / "gone.jpg"), findings)
    finally:
        watched.stop()
    assert "RAISED FileNotFoundError" in findings.found[0]
