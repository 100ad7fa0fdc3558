"""Unofficial results are canvassed ones once the board signed its report, and unofficial again where figures change."""

from __future__ import annotations

from pathlib import Path

import pytest

from canvass.accounts.roles import Role
from canvass.cli import run
from canvass.errors import ExitCode
from tests.canvass.canvassing.canvassed_record import SIGNED, CanvassedRecord, adopted, county
from tests.canvass.web.served_records import make_accounts, site_of


def text_of(capsys: pytest.CaptureFixture[str], record: Path) -> str:
    capsys.readouterr()
    assert run(["results", str(record)]) in (ExitCode.DONE, ExitCode.WAITING)
    return " ".join(capsys.readouterr().out.split())


def test_the_step_is_said_by_the_command(record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Unofficial: " in text_of(capsys, record)
    adopted(record, tmp_path)
    said = text_of(capsys, record)
    assert "Canvassed. The board of county canvassers signed its report on" in said
    assert "Ann Ash, Bo Birch" in said
    assert "Unofficial" not in said
    made = CanvassedRecord.again(record)
    made.count_batch("late", made.election.precincts[0].id, [{}, {}])
    made.record.close()
    said = text_of(capsys, record)
    assert "Unofficial again. The board of county canvassers signed a report" in said
    assert "Figures changed since." in said


def test_the_page_says_what_is_canvassed_and_declared_to_everybody_once_the_whole_count_is_released(
    record: Path, tmp_path: Path
) -> None:
    assert run(["release", str(record), "--by", "Dee Clerk"]) == ExitCode.DONE
    adopted(record, tmp_path)
    assert county(record, "declare", *SIGNED, "--out", tmp_path / "declared") == ExitCode.DONE
    with site_of(record) as site:
        make_accounts()

        def page(role: Role | None = None) -> str:
            return " ".join(site.client(role).get("/results/").content.decode().split())

        assert "<strong>Canvassed.</strong> The board of county canvassers signed its report" in page()
        # A release that leaves ballots out stands beside no whole figures.
        assert "as canvassed" not in page()
        assert "as canvassed" in page(Role.ELECTION_ADMINISTRATOR)
        assert run(["release", str(record), "--complete", "--by", "Dee Clerk"]) == ExitCode.DONE
        text = page()
        assert "as canvassed" in text
        assert "is elected (13-1-103). Declared on" in text
        assert "Not declared by the county: the legislature" in text
