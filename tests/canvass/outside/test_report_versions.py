"""Versions of another system's report: which is the newest, whether it is older than it looks."""

import pytest

from canvass.errors import ExitCode
from tests.canvass.outside.county_beside import BY, CountyBeside, counts, kinds, with_row
from tests.outside.summary_writer import Look, precinct_summary


def offered(beside: CountyBeside, name: str, votes: int, hour: str) -> None:
    """A version of the report, made at that hour, with votes more of the first figure."""
    results = with_row(beside.results, 0, 0, 0, votes)
    (beside.folder / name).write_bytes(precinct_summary(results, Look(run_at=f"11/10/2026 {hour}")))
    assert beside.outside("add", beside.folder / name, *BY) in (ExitCode.DONE, ExitCode.WAITING)


def run_words(beside: CountyBeside, capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [one["words"] for one in beside.answer(capsys, "check")["findings"] if one["kind"] == "run"]


def test_an_old_report_that_is_offered_once_more_does_not_become_the_count_in_silence(
    beside: CountyBeside, capsys: pytest.CaptureFixture[str]
) -> None:
    offered(beside, "ten.pdf", 1, "10:00 AM")
    offered(beside, "eleven.pdf", 2, "11:00 AM")
    assert run_words(beside, capsys) == []
    offered(beside, "nine.pdf", 3, "9:00 AM")
    assert "in the place of eleven.pdf, WHICH WAS MADE LATER" in capsys.readouterr().out
    words = run_words(beside, capsys)
    assert ["ten.pdf" in one for one in words] == [False, True]
    assert all("is older" in one for one in words)
    assert beside.outside("take", *BY) == ExitCode.WRONG_INPUT
    beside.outside("withdraw", "--file", "nine.pdf", "--reason", "an old one", *BY)
    assert run_words(beside, capsys) == []


@pytest.mark.parametrize("withdrawn", ["one.pdf", "two.pdf", "three.pdf"])
def test_a_version_that_is_withdrawn_and_kept_again_leaves_one_newest_report(
    beside: CountyBeside, withdrawn: str
) -> None:
    for number, name in enumerate(("one.pdf", "two.pdf", "three.pdf"), 1):
        offered(beside, name, number, f"{number + 7}:00 AM")
    assert beside.outside("withdraw", "--file", withdrawn, "--reason", "by mistake", *BY) == ExitCode.DONE
    before = {"three.pdf": "two.pdf"}.get(withdrawn, "three.pdf")
    assert [one.name for one in counts(beside).newest_files] == [before]
    assert beside.outside("add", beside.folder / withdrawn, *BY) in (ExitCode.DONE, ExitCode.WAITING)
    found = counts(beside)
    assert [one.name for one in found.newest_files] == [withdrawn]
    assert len(found.before(found.newest_files[0])) == 2
    assert beside.outside("map", *BY) == ExitCode.DONE


@pytest.mark.parametrize("label", ["TEST RESULTS", "LOGIC AND ACCURACY RESULTS", "Zero Results", "L&A RESULTS"])
def test_a_report_that_calls_itself_a_test_is_found(
    beside: CountyBeside, capsys: pytest.CaptureFixture[str], label: str
) -> None:
    (beside.folder / "test.pdf").write_bytes(precinct_summary(beside.results, Look(label=label)))
    beside.outside("add", beside.folder / "test.pdf", *BY)
    assert "label" in kinds(beside, capsys)


def test_an_hour_that_is_none_is_found(beside: CountyBeside, capsys: pytest.CaptureFixture[str]) -> None:
    (beside.folder / "when.pdf").write_bytes(precinct_summary(beside.results, Look(run_at="13/45/2026 10:04 AM")))
    beside.outside("add", beside.folder / "when.pdf", *BY)
    (words,) = run_words(beside, capsys)
    assert "nobody can tell when the report was made" in words
