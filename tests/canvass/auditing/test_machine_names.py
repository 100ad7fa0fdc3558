"""A machine whose name is close to a known one is asked about before it counts."""

from pathlib import Path

import pytest

from canvass.cli import run
from canvass.counting.machine_names import are_close, known_machines
from tests.canvass.audited_county import CountedCounty


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("left scanner", "left-scanner"),
        ("Left Scanner", "left scanner"),
        ("left scaner", "left scanner"),
        ("DS450 #1", "ds450 1"),
    ],
)
def test_slips_of_the_pen_are_close(one: str, other: str) -> None:
    assert are_close(one, other)
    assert are_close(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("left scanner", "right scanner"), ("scanner 1", "scanner 2"), ("DS450", "DS850"), ("A", "B")]
)
def test_machines_told_apart_by_a_number_or_another_word_are_not(one: str, other: str) -> None:
    assert not are_close(one, other)


def test_a_count_asks_once_about_a_close_name_and_takes_the_answer(
    county: CountedCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    county.count_precinct(1, machine="left scanner")
    assert known_machines(county.record) == ("left scanner",)
    scans = tmp_path / "scans"
    scans.mkdir()
    command = ["count", str(county.record.directory), str(scans), "--batch", "B2", "--machine"]
    assert run([*command, "left-scanner"]) != 0
    asked = capsys.readouterr().err
    assert "No machine 'left-scanner' has counted here. Close to it: 'left scanner'." in asked
    assert "--new-machine" in asked
    # Each of these is asked nothing of its name; there is nothing to count in the folder.
    for machine in (["left scanner"], ["right scanner"], ["left-scanner", "--new-machine"]):
        assert run([*command, *machine]) != 0
        assert "Close to it" not in capsys.readouterr().err
