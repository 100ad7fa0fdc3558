"""What the audit cost: repaid by the secretary of state, or paid by the vendor of a machine that failed (13-17-508)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from tests.canvass.audit_of_county import CountyAudit
from tests.canvass.audited_county import CountedCounty, election_day
from tests.canvass.canvassing.canvassed_record import entries, pages_of

BY = ("--by", "Dee Clerk")
DAY = election_day().isoformat()


def costs(record: Path, verb: str, *words: object) -> ExitCode:
    return ExitCode(run(["audit", "costs", verb, str(record), *map(str, words)]))


def add(record: Path, *words: str, cost: str = "wages", dollars: str = "210.50") -> ExitCode:
    return costs(record, "add", "--for", cost, "--what", "committee", "--dollars", dollars, "--on", DAY, *words, *BY)


def claimed(record: Path, folder: Path) -> dict[str, Any]:
    place = folder / "claim.json"
    place.unlink(missing_ok=True)
    assert costs(record, "claim", "--out", place) == ExitCode.WAITING, "the audit is not certified"
    found: dict[str, Any] = json.loads(place.read_text("utf-8"))
    return found


@pytest.fixture
def audited(tmp_path: Path) -> Path:
    """An audit is opened, and one precinct is counted by machine `left`."""
    made = CountedCounty(tmp_path / "record")
    with made.record:
        made.count_precinct(1, ballots=3)
        CountyAudit(made)
    return made.record.directory


def machine_of(record: Path) -> str:
    from canvass.deciding.steps_of_people import replay_of
    from canvass.record import open_record

    with open_record(record) as opened:
        return next(one.machine for one in replay_of(opened).counted_batches())


def test_costs_are_repaid_and_those_of_a_machine_that_failed_are_the_vendors(
    audited: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = machine_of(audited)
    assert add(audited, "--hours", "7.5") == ExitCode.DONE
    assert add(audited, "--machine", machine, cost="travel", dollars="1,000") == ExitCode.DONE
    found = claimed(audited, tmp_path)
    assert (found["repaid_cents"], found["vendor_cents"], found["hours_hundredths"]) == (121_050, 0, 750)
    said = ("--failed-by", "software", "--words", "found by the committee", *BY)
    assert costs(audited, "failure", machine, "--bought", "2012-05-01", *said) == ExitCode.DONE
    found = claimed(audited, tmp_path)
    assert (found["repaid_cents"], found["vendor_cents"]) == (21_050, 100_000)
    for bought, cause in (("2009-10-01", "software"), ("2012-05-01", "else")):
        said = ("--failed-by", cause, "--words", "found otherwise", *BY)
        assert costs(audited, "failure", machine, "--bought", bought, *said) == ExitCode.DONE
        assert claimed(audited, tmp_path)["vendor_cents"] == 0, "not bought after that day, or no defect"
    said = ("--failed-by", "vendor-staff", "--words", "found by the expert", *BY)
    assert costs(audited, "failure", machine, "--bought", "2009-10-02", *said) == ExitCode.DONE
    assert claimed(audited, tmp_path)["vendor_cents"] == 100_000
    assert costs(audited, "claim", "--out", tmp_path / "claim.pdf") == ExitCode.WAITING
    (page,) = pages_of(tmp_path / "claim.pdf")
    for words in ("Repaid by the secretary of state: $210.50", "Paid by the vendor: $1,000.00", "NOT FINAL", "7.50"):
        assert words in page
    capsys.readouterr()
    assert costs(audited, "claim") == ExitCode.WAITING
    assert "Costs of the random-sample audit" in capsys.readouterr().out


def test_a_cost_that_was_wrong_is_struck_and_both_are_kept(audited: Path, tmp_path: Path) -> None:
    assert add(audited, cost="supplies") == ExitCode.DONE
    entry = claimed(audited, tmp_path)["costs"][0]["entry"]
    struck = ("--reason", "typed twice", *BY)
    assert costs(audited, "strike", entry, *struck) == ExitCode.DONE
    found = claimed(audited, tmp_path)
    assert (found["costs"], found["repaid_cents"], [one["entry"] for one in found["struck"]]) == ([], 0, [entry])
    assert costs(audited, "strike", entry, *struck) == ExitCode.WRONG_INPUT


def test_what_is_no_cost_is_refused_and_nothing_is_written(
    audited: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = entries(audited)
    for words, cost, dollars, said in (
        (("--hours", "-1"), "wages", "10", "is no sum of money"),
        ((), "wages", "10", "wages with their hours (13-17-508); found 0.00 hours"),
        (("--hours", "2"), "travel", "10", "only wages have them (13-17-508); found 2.00 hours"),
        ((), "travel", "0", "a sum above nought (13-17-508); found 0.00 dollars"),
        ((), "travel", "850,50", "is no sum of money"),
        (("--machine", "none such"), "travel", "10", "No batch of the record names machine"),
        (("--at", "2099-01-01T00:00"), "travel", "10", "has not come"),
    ):
        assert add(audited, *words, cost=cost, dollars=dollars) == ExitCode.WRONG_INPUT, words
        assert said in capsys.readouterr().err
    assert entries(audited) == before
    bare = CountedCounty(tmp_path / "bare")
    bare.record.close()
    assert add(bare.record.directory, cost="travel") == ExitCode.WRONG_INPUT
    assert "No audit is opened" in capsys.readouterr().err
