"""What the county sends to the state: exactly those contests, once adopted; the same bytes; the mail (13-15-501)."""

from __future__ import annotations

from pathlib import Path

import pytest

from canvass.canvassing.county_standing import CountyStanding
from canvass.canvassing.package_zip import package_of
from canvass.errors import ExitCode
from tabulate.county_canvass.canvassed import PlaceKind
from tabulate.state_canvass.package_checks import faults_of
from tests.canvass.canvassing.canvassed_counties import county as big_sky
from tests.canvass.canvassing.canvassed_counties import standing, whole_county
from tests.canvass.canvassing.canvassed_record import (
    BOARD,
    SIGNED,
    WHO,
    CanvassedRecord,
    adopted,
    county,
    entries,
    pages_of,
    recounted,
)
from tests.canvass.canvassing.sent_packages import as_file, package_from

BY = ("--by", "Dee Clerk")


@pytest.fixture(scope="module")
def big_sky_county() -> CountyStanding:
    return standing(big_sky(), whole_county(big_sky()))


def test_a_package_has_exactly_what_the_state_canvasses(record: Path, tmp_path: Path) -> None:
    """The legislature in one county is sent; sheriff, justice of the peace, council and levy never are."""
    adopted(record, tmp_path)
    file = tmp_path / "county-big-sky.zip"
    assert county(record, "send", "--out", file, *BY) == ExitCode.DONE
    found = package_of(file.read_bytes(), file.name)
    assert [one.contest for one in found.contests] == ["house"]
    for word in (b"sheriff", b"levy", b"council"):
        assert word not in file.read_bytes()
    assert (faults_of(found), found.signed_by) == ((), ("Ann Ash", "Bo Birch"))
    house = found.contests[0]
    assert [(one.name, one.electors, one.votes) for one in house.places] == [
        ("North", 12, (12, 0)),
        ("South", 8, (8, 0)),
        ("Far", 0, (0, 0)),
        (found.county, 20, (20, 0)),
    ]


def test_the_same_is_the_same_bytes_and_is_entered_once(record: Path, tmp_path: Path) -> None:
    adopted(record, tmp_path)
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    assert county(record, "send", "--out", first, *BY) == ExitCode.DONE
    before = entries(record)
    assert county(record, "send", "--out", second) == ExitCode.DONE
    assert (entries(record), second.read_bytes()) == (before, first.read_bytes())


def test_it_is_refused_before_the_report_is_adopted_and_once_it_is_superseded(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "county.zip"
    assert county(record, "send", "--out", file, *BY) == ExitCode.WRONG_INPUT
    assert "no report is adopted" in capsys.readouterr().err
    adopted(record, tmp_path)
    assert county(record, "send", "--out", file, *BY) == ExitCode.DONE
    recounted(record, "house", "P1", {"ida": 11, "jon": 1}, 0)
    file.unlink()
    assert county(record, "send", "--out", file, *BY) == ExitCode.WRONG_INPUT
    assert "superseded" in capsys.readouterr().err
    assert not file.exists()
    assert county(record, "open", *BOARD, *WHO) == ExitCode.DONE
    assert county(record, "report", "--adopt", *SIGNED) == ExitCode.DONE
    assert county(record, "send", "--out", file, *BY) == ExitCode.DONE
    (house,) = package_of(file.read_bytes(), file.name).contests
    assert house.county.votes == (19, 1)
    assert [(one.choice, one.machine, one.recount) for one in house.sources if one.place == "P1"] == [
        ("Ida", 12, 11),
        ("Jon", 0, 1),
    ]


@pytest.mark.parametrize(
    ("blank", "goes"), [("\u00a0", True), ("\u200d", True), ("\u3000", True), ("\u00ad", False), ("\u202e", False)]
)
def test_what_the_state_could_not_read_is_refused_before_it_is_entered(
    blank: str, goes: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A title with a no-break space or a joiner prints, and goes; one that hides a character is named, and no entry."""
    record, file = tmp_path / "record", tmp_path / "county.zip"
    CanvassedRecord(record, house=f"House{blank}46")
    adopted(record, tmp_path)
    before = entries(record)
    code = county(record, "send", "--out", file, *BY)
    said = capsys.readouterr().err
    if goes:
        assert code == ExitCode.DONE
        assert package_of(file.read_bytes(), file.name).contests[0].title == f"House{blank}46"
        return
    assert (code, entries(record), file.exists()) == (ExitCode.WRONG_INPUT, before, False)
    for words in ("House", "cannot be printed", "Nothing was written", "canvass edition"):
        assert words in said
    assert blank not in said


def test_the_mail_is_entered_and_stands_on_the_label(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    adopted(record, tmp_path)
    mail = ("--mailed", "7019 0700 0001 2345", "--date")
    today = CanvassedRecord.again(record).election.date.isoformat()
    assert county(record, "send", *mail, today, *BY) == ExitCode.WRONG_INPUT
    assert "Make it first" in capsys.readouterr().err
    label, paper = tmp_path / "label.pdf", tmp_path / "paper.pdf"
    assert county(record, "send", "--out", tmp_path / "c.zip", "--label", label, "--paper", paper, *BY) == ExitCode.DONE
    assert "Postal number: ____" in pages_of(label)[0]
    assert county(record, "send", *mail, "2999-01-01", *BY) == ExitCode.WRONG_INPUT
    assert county(record, "send", *mail, "soon", *BY) == ExitCode.WRONG_INPUT
    assert county(record, "send", *mail, today, "--label", label, *BY) == ExitCode.DONE
    (page,) = pages_of(label)
    seal = package_of((tmp_path / "c.zip").read_bytes(), "c.zip").seal
    assert seal is not None
    for words in ("ELECTION RETURNS", "certified mail (13-15-501)", "7019 0700 0001 2345", today, seal.hash):
        assert words in page
    paper_words = " ".join(pages_of(paper))
    assert "Election returns for the secretary of state" in paper_words
    assert "sheriff" not in paper_words.casefold()
    county(record, "minutes", "--out", tmp_path / "minutes.json")
    assert "certified mail, number 7019 0700 0001 2345" in (tmp_path / "minutes.json").read_text("utf-8")


def test_w2_portions_and_parts_are_in_the_package_and_write_ins_are_named(big_sky_county: CountyStanding) -> None:
    found = package_from(big_sky_county)
    assert [one.contest for one in found.contests] == ["senator", "house-45", "house-46"]
    assert faults_of(found) == ()
    assert package_of(as_file(found), "a file") == found
    portions = {
        (str(one.contest), row.name): (row.votes, row.electors)
        for one in found.contests
        for row in one.places
        if row.kind is PlaceKind.DISTRICT
    }
    assert portions[("house-45", "House District 45")] == ((402, 398), 826)
    assert portions[("house-46", "House District 46")] == ((262, 260), 536)
    assert portions[("senator", "House District 45")] == ((411, 387, 5), 826)
    senator = found.contests[0]
    assert [(one.name, one.write_in) for one in senator.choices][-1] == ("Wren (write-in)", True)
    assert [row.name for row in senator.places if row.kind is PlaceKind.PART] == ["P2-A", "P2-B"]
    assert {(row.kind, row.name): row.electors for row in found.electors}[
        ("house district", "House District 45")
    ] == 826
