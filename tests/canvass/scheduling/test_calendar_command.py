"""`canvass calendar`: of a date, a definition and a record; and the page of a record's calendar."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from audit.events.before import ExemptionNoticed
from audit.events.certifying import AuditCertified
from audit.events.selecting import SelectionAnnounced
from audit.state import AuditState
from canvass import clock
from canvass.accounts.roles import Role
from canvass.cli import run
from canvass.errors import ExitCode
from canvass.scheduling.with_audit import calendar_in_record, occasion_of
from tabulate.board.office.open_readings import OpenReading
from tabulate.board.office.readings import ReadingSet
from tabulate.board.polls import PollsClosed
from tabulate.calendar.canvassing import KnownDays
from tests.audit.audits import HASH, Audit
from tests.canvass.audited_county import CountedCounty, definition
from tests.canvass.web.served_records import Site
from tests.tabulate.definitions_data import as_bytes, canvass_document


def answer(capsys: pytest.CaptureFixture[str], *words: object) -> Any:
    capsys.readouterr()
    assert run(["calendar", *map(str, words), "--json"]) == ExitCode.DONE
    return json.loads(capsys.readouterr().out)


def days(found: Any) -> dict[str, tuple[Any, ...]]:
    return {one["duty"]: (one["first"], one["last"], one["standing"]) for one in found["duties"]}


def test_the_calendar_of_a_date_has_the_days_of_the_audit_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "--election-date", "2026-11-03", "--kind", "general")
    assert (found["kind"], found["federal"], found["on"]) == ("general", True, None)
    shown = days(found)
    assert shown["selection-in-public"] == ("2026-11-10", "2026-11-12", None)
    assert shown["audit-done"] == (None, "2026-11-16", None)
    assert shown["no-machine-changed"] == ("2026-11-04", "2026-12-03", None)
    assert shown["exemption-notice-to-the-secretary-of-state"] == (None, "2026-11-10", None)
    ids = [one["duty"] for one in found["duties"]]
    assert ids.count("county-canvass") == 1
    assert ids.index("held-ballots") < ids.index("audit-done") < ids.index("petitions")
    assert found["duties"][0].keys() == {
        *("duty", "what", "section", "first", "last", "opens", "closes", "remark", "standing", "done_on")
    }


def test_a_day_says_what_is_due_and_what_is_over(capsys: pytest.CaptureFixture[str]) -> None:
    shown = days(answer(capsys, "--election-date", "2026-11-03", "--on", "2026-11-10", "--canvass", "2026-11-16"))
    assert shown["selection-in-public"][2] == "due"
    assert shown["audit-done"] == (None, "2026-11-15", "due")
    assert shown["polls"][2] == "over"
    assert shown["petitions"] == ("2026-11-16", "2026-11-21", "ahead")
    assert run(["calendar", "--election-date", "2026-11-03", "--on", "2026-11-10"]) == ExitCode.DONE
    out = capsys.readouterr().out
    assert out.startswith("The federal general election of Tue 2026-11-03\n")
    assert "  due            Tue 2026-11-10        Thu 2026-11-12 " in out
    assert "Whether it moves on to Monday 2026-11-23 (1-1-307) is for the state to say." in out
    assert "LATE" not in out


def test_no_audit_is_asked_for_where_the_law_asks_for_none(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["2027-11-02"], ["2027-09-14"], ["2026-05-05", "--kind", "special"], ["2008-11-04"]):
        shown = days(answer(capsys, "--election-date", *words))
        assert shown.keys().isdisjoint({"audit-done", "no-machine-changed"}), words
        assert "county-canvass" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Name a definition or a record, or a day with --election-date"),
        (["definition.json", "--election-date", "2026-11-03"], "one of the two"),
        (["--election-date", "2026-05-05"], "Say with --kind which: general, primary, special."),
        (["--election-date", "2026-11-03", "--by-mail"], "which is not held by mail (13-19-104)"),
        (["no-such.json"], "cannot be read"),
        (["--election-date", "2026-11-03", "--kind", "primary"], "the day of the general election, and of no primary"),
        (["--election-date", "9999-12-31", "--kind", "special"], "1900 to 2999, and 9999-12-31 is in none"),
        (["--election-date", "0001-01-01", "--kind", "special"], "1900 to 2999, and 0001-01-01 is in none"),
        (["--election-date", "2026-11-03", "--on", "9999-12-31"], "and 9999-12-31 is in none"),
        (["--election-date", "2026-11-03", "--canvass", "9999-12-31"], "and 9999-12-31 is in none"),
        (["--election-date", "2026-11-03", "--canvass", "2026-11-02"], "follows the election of 2026-11-03"),
        (["--election-date", "2026-11-03", "--order", "2026-11-02"], "too early for the court's order"),
        (
            ["--election-date", "2026-11-03", "--canvass", "2026-11-16", "--recount-notice", "2026-11-13"],
            "2026-11-13 is too early for the notice of a recount, which follows the canvass of 2026-11-16.",
        ),
        (
            ["--election-date", "2026-11-03", "--application", "2026-11-20", "--order", "2026-11-19"],
            "follows the application of 2026-11-20",
        ),
    ],
)
def test_what_is_not_said_is_asked_for(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["calendar", *words]) == ExitCode.WRONG_INPUT
    assert said in capsys.readouterr().err


def test_what_is_no_day_is_refused_as_typed_wrongly(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["calendar", "--election-date", "2026-02-30"]) == ExitCode.USAGE
    assert "2026-02-30" in capsys.readouterr().err


def test_a_definition_says_by_its_contests_whether_the_election_is_federal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "definition.json"
    file.write_bytes(as_bytes(canvass_document()))
    found = answer(capsys, file)
    assert (found["election_date"], found["kind"], found["federal"]) == ("2026-11-03", "general", False)
    assert days(found)["retention"][0] == "2027-11-03"
    file.write_bytes(definition(date(2026, 11, 3)))
    assert answer(capsys, file)["federal"] is True


def test_a_record_tells_what_is_done_and_what_is_late(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    day = date(2026, 11, 3)
    county = CountedCounty(tmp_path / "record", day)
    late = days(answer(capsys, tmp_path / "record", "--on", "2026-11-13"))
    assert late["selection-in-public"] == ("2026-11-10", "2026-11-12", "late")
    assert late["polls"][2] == "over"
    assert run(["calendar", str(tmp_path / "record"), "--on", "2026-11-13"]) == ExitCode.DONE
    assert "LATE: Selection in public.\n" in capsys.readouterr().out
    county.record.append([PollsClosed("clerk")])
    reading = ReadingSet(OpenReading.LAST_DAY, "next-business-day", "opinion 9", "2026-09-01", "clerk")
    county.record.append([reading])
    told = days(answer(capsys, tmp_path / "record", "--on", "2026-11-13"))
    assert told["polls"][2] == "done"
    assert told["petitions"][1] == "2026-11-23"
    asked = days(answer(capsys, tmp_path / "record", "--on", "2026-11-13", "--last-day", "as-it-falls"))
    assert asked["petitions"][1] == "2026-11-22"
    assert answer(capsys, tmp_path / "record")["on"] is not None, "a record is asked of this moment"


def standings(audit: AuditState, on: date) -> dict[str, str]:
    occasion = occasion_of(audit.opened.election_date)
    found = calendar_in_record(occasion, False, audit)
    return {duty.id: found.standing(duty, on).value for duty in found.duties}


def test_an_audit_tells_when_it_selected_was_done_or_is_not_needed() -> None:
    opened = Audit().state
    assert opened.opened.election_date == date(2024, 11, 5)
    late = standings(opened, date(2024, 11, 30))
    assert (late["selection-in-public"], late["audit-done"]) == ("late", "late")
    selected = replace(opened, announced=SelectionAnnounced(date(2024, 11, 13), "the board"))
    assert standings(selected, date(2024, 11, 30))["selection-in-public"] == "done"
    assert "meeting-posted" in standings(selected, date(2024, 11, 30))
    certified = replace(opened, certified=AuditCertified((), date(2024, 11, 19), HASH))
    assert standings(certified, date(2024, 11, 30))["audit-done"] == "done late"
    notice = ExemptionNoticed("a tie", None, "clerk", date(2024, 11, 12), HASH)
    exempt = standings(replace(opened, exemption=notice), date(2024, 11, 30))
    assert exempt["exemption-notice-to-the-secretary-of-state"] == "done"
    assert exempt.keys().isdisjoint({"selection-in-public", "audit-done", "meeting-posted"})
    set_by_county = replace(opened, canvass_on=date(2024, 11, 18))
    told = KnownDays(canvass=date(2024, 11, 18))
    for audit, known in ((set_by_county, KnownDays()), (opened, told), (replace(opened, canvass_on=None), told)):
        found = calendar_in_record(occasion_of(date(2024, 11, 5)), False, audit, known)
        assert {duty.last for duty in found.duties if duty.id in ("petitions", "audit-done")} == {
            date(2024, 11, 17),
            date(2024, 11, 23),
        }


def test_the_page_shows_every_duty_to_whoever_is_signed_in(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 9, 22, 0, tzinfo=UTC))
    client = site.client(Role.ELECTION_ADMINISTRATOR)
    text = client.get("/calendar/").content.decode()
    assert "as it stands on 2026-11-09, now" in text
    _, found, due = text.partition(">Due now</h2>")
    assert found
    assert "Provisional and late covered voters&#x27; ballots are counted" in due.partition("</table>")[0]
    assert '<time datetime="2026-11-09">Mon 2026-11-09 15:00</time>' in due, "a day is on one line with its hour"
    assert '<span class="section">13-15-107(5),</span> <span class="section">(6),</span>' in due
    other = client.get("/calendar/?on=2026-11-14").content.decode()
    assert "as it stands on 2026-11-14." in other
    assert ">Late</h2>" in other
    for no_day in ("2026-02-30", "9999-12-31", "0001-01-01", "tomorrow"):
        assert "as it stands on 2026-11-09, now" in client.get(f"/calendar/?on={no_day}").content.decode(), no_day
    assert site.client(None).get("/calendar/").status_code == 302
    home = client.get("/").content.decode()
    assert "By the days of the law 0 late" in home
