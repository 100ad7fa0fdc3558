"""A county whose only count is another system's report comes to its signed report, certificates and package."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from tests.canvass.canvassing.canvassed_record import BOARD, SIGNED, WHO, county, report_of, returns_in
from tests.canvass.canvassing.counted_elsewhere import CountedElsewhere


@pytest.fixture
def record(tmp_path: Path) -> Path:
    CountedElsewhere(tmp_path / "record").record.close()
    return tmp_path / "record"


def test_its_returns_report_declarations_and_package_say_whose_count_it_is(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    returns_in(record, tmp_path, "P1", "P2", "P3")
    form = json.loads((tmp_path / "P1.json").read_text("utf-8"))
    sheriff = next(one for one in form["contests"] if one["contest"] == "sheriff")
    assert "Electionware Precinct Summary (PDF), run at 11/09/2026 10:04 AM, OFFICIAL" in sheriff["outside"]
    assert [(one["machine"], one["outside"], one["counts"]) for one in sheriff["rows"][:2]] == [(0, 8, 8), (0, 2, 2)]
    assert county(record, "open", *BOARD, *WHO) == ExitCode.DONE
    assert county(record, "check") == ExitCode.DONE
    assert county(record, "report", "--adopt", *SIGNED) == ExitCode.DONE
    report = report_of(record, tmp_path)
    print(json.dumps(report, indent=1)[:6000])
    assert county(record, "declare", "--out", tmp_path / "declared", *SIGNED) == ExitCode.DONE
    assert run(["verify", str(record)]) == ExitCode.DONE
