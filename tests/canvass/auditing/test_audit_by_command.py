"""An audit by command, from the unofficial results to the certificate: the same figures in every format."""

import csv
import io
import json
import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from canvass.auditing.opening import opened_if_needed
from canvass.cli import run
from canvass.record.audit_log import AuditLog
from imaging.sheets import Mark
from tabulate.board.boards import BoardAppointed, BoardDismissed, Judge
from tabulate.board.polls import PollsClosed
from tabulate.election import PrecinctId
from tabulate.ledger.entries import Access, AccessRecorded
from tests.canvass.audited_county import CountedCounty, election_day
from tests.canvass.auditing.clerk import Clerk

MARKED = Mark.MARKED


def late_selection(county: CountedCounty, folder: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    """A selection on the last day, before the unofficial results, of rolls that say nobody's name."""
    clerk, place = Clerk(county.record.directory, capsys), folder / "rolls.csv"
    place.write_text("roll,red,white\n" + "\n".join(f"{n},{n // 10},{n % 10}" for n in range(1, 11)))
    last_day = (election_day() + timedelta(days=9)).isoformat()
    code, said = clerk.does("select", "--dice", str(place), "--on", last_day)
    assert (code, f"announced on {last_day}" in said) == (0, True), said
    return clerk


def test_an_announced_selection_is_shown_on_any_later_day(
    county: CountedCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clerk = late_selection(county, tmp_path, capsys)
    before = county.record.head()
    code, said = clerk.does("select", "--on", (election_day() + timedelta(days=10)).isoformat())
    assert (code, "The selection is complete and announced on" in said) == (0, True), said
    assert county.record.head() == before


def test_whoever_selects_by_the_rules_rolls_and_announces_where_no_name_is_said(
    county: CountedCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    late_selection(county, tmp_path, capsys)
    state = AuditLog(county.record).state
    assert state is not None
    assert state.announced is not None
    assert set(state.selection.lists[0].rollers) == {"the board of state canvassers"}
    assert state.announced.announced_by == "the board of state canvassers"


def test_whoever_ever_sat_on_a_counting_board_is_barred_by_command_too(
    county: CountedCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    judges = tuple(Judge(f"judge-{name.lower()}", name, "2026-10-01") for name in ("Ann", "Bea", "Cal"))
    county.record.append([BoardAppointed("1", judges, False, "clerk"), BoardDismissed("1", "clerk")])
    members = tmp_path / "members.csv"
    rows = "\n".join(f"{name},{name.title()},no,yes,no,no,no" for name in ("ann", "ben", "dee"))
    members.write_text(f"id,name,employee,resident,judge,vendor,maintained\n{rows}\n")
    on = (election_day() - timedelta(days=20)).isoformat()
    clerk = Clerk(county.record.directory, capsys)
    code, said = clerk.does("committee", str(members), "--secretary", "Clerk", "--on", on)
    assert (code, "Ann was an election judge in this election" in said) == (3, True)
    members.write_text(members.read_text().replace("ann,Ann", "eve,Eve"))
    assert clerk.does("committee", str(members), "--secretary", "Clerk", "--on", on)[0] == 0
    later = tuple(Judge(f"judge-{name.lower()}", name, "2026-11-02") for name in ("EVE ", "Bea", "Cal"))
    county.record.append([BoardAppointed("2", later, False, "clerk")])
    sheets = tmp_path / "sheets.csv"
    sheets.write_text("row,ben\n")
    where = ("--precinct", "P01", "--contest", "us-senator", "--reader", "dee")
    code, said = clerk.does("tally", str(sheets), *where)
    assert (code, "Eve sat on a counting board of this election" in said) == (3, True), said


@pytest.mark.parametrize(
    "words",
    [
        ("oath", "ann", "--before", "the chair"),
        ("cause", "us-senator", "--cause", "user error", "--found-by", "ann", "--evidence", "none"),
    ],
    ids=["oath", "cause"],
)
def test_a_day_that_is_none_is_refused_before_anything_is_asked(
    county: CountedCounty, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    opened_if_needed(AuditLog(county.record))
    command, *options = words
    code, said = Clerk(county.record.directory, capsys).does(command, *options, "--on", "11/15/2024")
    assert (code, "'11/15/2024' is no date. Write it as in 2026-11-03." in said) == (3, True), said


def test_a_county_of_three_precincts_audited_by_command(
    county: CountedCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(1, 66):
        county.count_batch(f"B{number}", PrecinctId(f"P{number:02d}"), [{"ash": MARKED, "for": MARKED}] * 7)
    clerk = Clerk(county.record.directory, capsys)
    county.record.append([AccessRecorded("clerk", "election administrator", Access.SIGNED_IN)])
    assert clerk.does("unofficial")[0] == 6
    county.record.append([PollsClosed("clerk")])
    code, said = clerk.does("select")
    assert (code, "13-17-503(1)" in said) == (3, True)
    assert clerk.does("unofficial")[0] == 0
    too_early = (election_day() + timedelta(days=3)).isoformat()
    code, said = clerk.does("select", "--on", too_early)
    assert (code, "outside the days of the selection" in said) == (3, True)

    members = tmp_path / "members.csv"
    rows = "\n".join(f"{name},{name.title()},no,yes,no,no,no" for name in ("ann", "ben", "cal"))
    members.write_text(f"id,name,employee,resident,judge,vendor,maintained\n{rows}\n")
    before = (election_day() - timedelta(days=20)).isoformat()
    assert clerk.does("committee", str(members), "--secretary", "Clerk", "--on", before)[0] == 0
    earlier = (election_day() - timedelta(days=21)).isoformat()
    code, said = clerk.does("oath", "ann", "--before", "the chair", "--on", earlier)
    assert (code, f"The oath of {earlier} is before the appointment of {before}." in said) == (3, True)
    for name in ("ann", "ben", "cal"):
        assert clerk.does("oath", name, "--before", "the chair")[0] == 0

    rolls = tmp_path / "rolls.csv"
    rolls.write_text("roll,red,white\n" + "\n".join(f"{n},{n // 10},{n % 10}" for n in range(1, 11)))
    code, said = clerk.does("select", "--dice", str(rolls), "--json")
    assert (code, json.loads(said)["lists"][0]["sample"]) == (0, [f"P{n:02d}" for n in range(1, 8)])
    assert clerk.does("packets", "--out", str(tmp_path / "packets"))[0] == 0
    assert len(list((tmp_path / "packets").glob("*.pdf"))) == 8

    for number in range(1, 8):
        where = ["--opened-by", "Ann", "--opened-by", "Ben", "--box", f"seal-{number}=B{number}"]
        assert clerk.does("boxes", f"P{number:02d}", *where)[0] == 0
    sheets = tmp_path / "sheets.csv"
    for number in range(1, 8):
        for contest, figures in (
            ("us-senator", "ash,7,7\nbirch,0,0\ncedar,0,0\nwrite-ins,0,0"),
            ("ca-116", "for,7,7\nagainst,0,0"),
        ):
            differs = (number, contest) == (3, "us-senator")
            rows = figures.replace("7,7", "6,6").replace("birch,0,0", "birch,1,1") if differs else figures
            sheets.write_text(f"row,ben,cal\nballots,7,7\n{rows}\nundervotes,0,0\novervotes,0,0\n")
            where = ["--precinct", f"P{number:02d}", "--contest", contest, "--reader", "ann"]
            assert clerk.does("tally", str(sheets), *where)[0] == 0
    assert clerk.does("compare")[0] == 0
    code, said = clerk.does("certify", "--signed", "ann", "--signed", "ben")
    assert (code, "Cal did not sign" in said) == (3, True)
    assert clerk.does("certify", "--signed", "ann", "--signed", "ben", "--signed", "cal")[0] == 0
    for form in ("pdf", "html", "csv", "json"):
        assert clerk.does("report", "--out", str(tmp_path / f"report.{form}"))[0] == 0
    check_same_figures(tmp_path)
    published = tmp_path / "published.json"
    assert clerk.does("publish", "--out", str(published))[0] == 0
    assert run(["audit", "replay", str(published)]) == 0
    assert run(["audit", "statewide", str(published), "--out", str(tmp_path / "all.csv")]) == 0
    assert "Larkspur County" in (tmp_path / "all.csv").read_text()
    again = tmp_path / "published (1).json"
    again.write_bytes(published.read_bytes())
    assert run(["audit", "statewide", str(again), str(published)]) == 3
    assert "published.json are both of Larkspur County, and say the same" in capsys.readouterr().err


def check_same_figures(folder: Path) -> None:
    """Every line of the CSV's one table stands in the HTML, and both counts in the JSON."""
    page = unescape(re.sub(r"<[^>]+>", "\n", (folder / "report.html").read_text()))
    words = set(page.split("\n"))
    lines = list(csv.DictReader(io.StringIO((folder / "report.csv").read_text()), strict=True))
    assert len(lines) > 30
    columns = ("precinct_name", "contest_title", "stage", "state", "row", "machine", "manual", "difference", "rounds")
    assert {line[name].lstrip("'") for line in lines for name in columns} <= words | {""}
    assert all(None not in line and None not in line.values() for line in lines), "every line has the head's columns"
    told = [one for one in lines if (one["precinct"], one["contest"]) == ("P03", "us-senator")]
    assert [(one["machine"], one["manual"]) for one in told[:2]] == [("7", "6"), ("0", "1")]
    units = json.loads((folder / "report.json").read_text())["units"]
    third = [unit for unit in units if unit["precinct"] == "P03" and unit["contest"] == "us-senator"]
    assert [(line["machine"], line["manual"]) for line in third[0]["choices"]] == [(7, 6), (0, 1), (0, 0), (0, 0)]
    paper = pdfium.PdfDocument((folder / "report.pdf").read_bytes())
    text = "\n".join(page.get_textpage().get_text_range() for page in paper)
    # No word of a heading is broken in a narrow column.
    assert {"Threshold", "Rounds", "Unaccounted"} <= set(text.split())
