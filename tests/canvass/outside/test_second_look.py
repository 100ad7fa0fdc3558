"""The second look from pictures to findings: blind and in order, compared, looked at on a page, verified."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from canvass.accounts.roles import Role
from canvass.cli import run
from canvass.errors import ExitCode
from canvass.importing.records import taking_records
from canvass.record import open_record
from tabulate.board.outside.record_entries import DifferenceFinding
from tabulate.ledger.fold import fold
from tests.canvass.outside.compared_county import (
    BY,
    NO_RECORD,
    ComparedCounty,
    compared_county,
    records_csv,
    report_csv,
)
from tests.canvass.outside.county_beside import at_clock
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import live_address, make_accounts, site_of
from tests.outside.table_writers import as_csv

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tabulate.board.outside.records_taken import RecordsTaken
    from tests.canvass.web.served_records import Site

EA = Role.ELECTION_ADMINISTRATOR
PAGE = "/office/second-look/"
WINDOWS: list[tuple[int, Any, tuple[str, ...]]] = [
    (1280, "light", ()),
    (1280, "dark", ("color-contrast",)),
    (320, "light", ("color-contrast", "target-size")),
]


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> ComparedCounty:
    """A county whose pictures are read; tests work on copies."""
    county = compared_county(tmp_path_factory.mktemp("pictured"))
    assert county.read_pictures() == ExitCode.DONE
    return county


@pytest.fixture
def county(pictured: ComparedCounty, tmp_path: Path) -> ComparedCounty:
    """A copy of it."""
    shutil.copytree(pictured.record, tmp_path / "record")
    shutil.copy(pictured.folder / "Cast Vote Records.csv", tmp_path)
    return replace(pictured, folder=tmp_path, record=tmp_path / "record")


@pytest.fixture
def taken(county: ComparedCounty) -> ComparedCounty:
    """With its records."""
    assert county.outside("cvrs", county.folder / "Cast Vote Records.csv", *BY) == ExitCode.DONE
    return county


def records_taken(county: ComparedCounty) -> RecordsTaken:
    with open_record(county.record) as record:
        return fold(record.outlines()).board.office.records


def rows_of(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / name).read_text("utf-8-sig"))))


def test_records_are_refused_before_the_pictures_are_read(
    pictured: ComparedCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = tmp_path / "record"
    assert run(["new", str(record), str(pictured.folder / "definition.json")]) == ExitCode.DONE
    early = replace(pictured, record=record)
    file = pictured.folder / "Cast Vote Records.csv"
    assert early.outside("cvrs", file, *BY) == ExitCode.WRONG_INPUT
    assert "--not-blind" in capsys.readouterr().err
    assert records_taken(early).taken is None
    assert early.outside("cvrs", file, "--not-blind", *BY) == ExitCode.DONE
    assert "nothing proves that the reading is blind" in capsys.readouterr().out
    assert early.outside("compare", "--out", tmp_path / "out") == ExitCode.WRONG_INPUT
    assert "No picture was read" in capsys.readouterr().err


def test_the_ledger_proves_that_the_pictures_came_first(
    taken: ComparedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    found = records_taken(taken).taken
    assert found is not None
    assert (found[1].records, found[1].keyed) == (4, 4)
    assert run(["verify", str(taken.record)]) == ExitCode.DONE
    capsys.readouterr()
    assert taken.outside("cvrs", taken.folder / "Cast Vote Records.csv", *BY) == ExitCode.DONE
    assert "nothing was written" in capsys.readouterr().out
    assert len(records_taken(taken).takings) == 1


def test_the_planted_faults_alone_are_found(taken: ComparedCounty) -> None:
    out = taken.folder / "comparison"
    assert taken.outside("compare", "--out", out) == ExitCode.WAITING
    rows = rows_of(out, "differences.csv")
    assert [(row["Number"], row["Class"]) for row in rows] == [(taken.altered, "differs")]
    assert rows[0]["Canvass"] != rows[0]["Machine's"]
    (unjoined,) = rows_of(out, "not-joined.csv")
    assert taken.pictures[NO_RECORD].key in unjoined["What"]
    found = json.loads((out / "comparison.json").read_text())
    assert (found["pictures"], found["records"], found["joined"], found["blind"]) == (5, 4, 4, True)
    assert sum(one["classes"]["differ"] for one in found["contests"]) == 1
    (ballots,) = found["ballots"]
    assert (ballots["report"], ballots["records"], ballots["pictures"], ballots["electors"]) == (None, 4, 5, None)
    assert [row["Equal"] for row in rows_of(out, "ballots.csv")] == ["no"]
    papers = [pypdfium2.PdfDocument(out / name) for name in ("comparison.pdf", "differences.pdf")]
    for paper in papers:
        assert "Only paper checks paper" in paper[0].get_textpage().get_text_range()
    assert len(papers[1]) == 2
    assert len(list(papers[1][1].get_objects(filter=[3]))) >= 2, "the contest and the sheet"
    assert taken.outside("compare", "--out", out) == ExitCode.WRONG_INPUT, "the folder is there"


def test_a_list_may_be_of_one_contest_or_precinct(taken: ComparedCounty, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = (one.id for one in taken.election.contests[:2])
    for number, (contest, lines) in enumerate(((first, 1), (second, 0))):
        assert taken.outside("compare", "--out", taken.folder / f"out{number}", "--contest", contest) in (0, 1)
        assert len(rows_of(taken.folder / f"out{number}", "differences.csv")) == lines
    capsys.readouterr()
    for option in ("--contest", "--precinct"):
        assert taken.outside("compare", "--out", taken.folder / "no", option, "strange") == ExitCode.WRONG_INPUT
        assert "'strange'" in capsys.readouterr().err
    assert not (taken.folder / "no").exists()


def test_records_that_were_changed_on_the_disk_are_noticed(
    taken: ComparedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    (kept,) = [one for one in (taken.record / "outside").rglob("*.csv") if one.is_file()]
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes().replace(b"undervote", b"overvote ", 1))
    assert run(["verify", str(taken.record)]) == ExitCode.RECORD_BROKEN
    assert "was changed since it was kept" in capsys.readouterr().err
    assert taken.outside("compare", "--out", taken.folder / "out") == ExitCode.RECORD_BROKEN


def test_a_name_that_is_not_certain_waits_for_a_person(
    county: ComparedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = county.folder / "odd.csv"
    title = county.election.contests[-1].title
    odd.write_bytes(records_csv(county).replace(title.encode(), b"A Strange Question"))
    table = county.folder / "names.csv"
    assert county.outside("cvrs", odd, "--export-names", table, *BY) == ExitCode.WRONG_INPUT
    assert "A Strange Question" in capsys.readouterr().err
    assert records_taken(county).taken is None
    text = table.read_text("utf-8-sig")
    wrong = text.replace('A Strange Question",,', 'A Strange Question",nobody,')
    for content, code in (
        (wrong, ExitCode.WRONG_INPUT),
        (_filled(text, county.election.contests[-1].id), ExitCode.DONE),
    ):
        table.write_text(content)
        assert county.outside("cvrs", odd, "--names", table, *BY) == code
    found = records_taken(county).taken
    assert found is not None
    assert found[1].records == 4


def _filled(text: str, means: str) -> str:
    rows = list(csv.reader(io.StringIO(text)))
    for row in rows[1:]:
        row[2] = means
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()


BAD = {
    "a report of results": b"precinct,contest,choice,kind,votes\r\nP1,Sheriff,A. Able,choice,2\r\n",
    "nothing": b"",
    "no table": b"%PDF-1.4 not really",
    "half an archive": b"PK\x03\x04 and no more",
    "one number twice, with other votes": b"",
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_refused_whole(county: ComparedCounty, capsys: pytest.CaptureFixture[str], what: str) -> None:
    content = BAD[what]
    if what.startswith("one number"):
        lines = records_csv(county).split(b"\r\n")
        content = b"\r\n".join([*lines[:3], lines[1].replace(b"Not Reviewed", b"Approved"), *lines[3:]])
    file = county.folder / "bad.csv"
    file.write_bytes(content)
    with open_record(county.record) as record:
        before = record.head()
    assert county.outside("cvrs", file, *BY) == ExitCode.WRONG_INPUT
    assert "bad.csv" in (said := capsys.readouterr().err)
    assert "Traceback" not in said
    with open_record(county.record) as record:
        assert record.head() == before
    assert not (county.record / "outside").exists()


def test_a_ballots_table_alone_has_no_votes_and_is_not_taken_as_records(
    county: ComparedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    table = ballots_table_file(county)
    assert county.outside("cvrs", table, *BY) == ExitCode.WRONG_INPUT
    said = capsys.readouterr().err
    assert "ballots-1.csv: Electionware Ballots table (CSV), in which no record has votes" in said
    assert "Nothing was taken. Name the file with the votes, too" in said
    assert records_taken(county).taken is None
    assert not (county.record / "outside").exists()
    assert county.outside("cvrs", county.folder / "Cast Vote Records.csv", table, *BY) == ExitCode.WAITING


def test_a_ballots_table_that_an_earlier_version_took_alone_verifies_and_gives_way_to_records(
    county: ComparedCounty, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(taking_records, "_check_votes", lambda _: None)
        assert county.outside("cvrs", ballots_table_file(county), *BY) in (ExitCode.DONE, ExitCode.WAITING)
    assert run(["verify", str(county.record)]) == ExitCode.DONE
    assert county.outside("compare", "--out", county.folder / "out") == ExitCode.WAITING
    assert county.outside("cvrs", county.folder / "Cast Vote Records.csv", *BY) == ExitCode.DONE
    assert run(["verify", str(county.record)]) == ExitCode.DONE
    assert len(records_taken(county).takings) == 2


def ballots_table_file(county: ComparedCounty) -> Path:
    """The six columns that describe a record, without those of votes."""
    file = county.folder / "ballots-1.csv"
    file.write_bytes(as_csv(row[:6] for row in csv.reader(io.StringIO(records_csv(county).decode()))))
    return file


# The page


@pytest.fixture
def site(taken: ComparedCounty) -> Iterator[Site]:
    """The record, served, after the polls."""
    assert run(["close-polls", str(taken.record), *BY]) == ExitCode.DONE
    with site_of(taken.record) as served:
        make_accounts()
        yield served


def _difference(site: Site) -> str:
    text = site.client(EA).get(PAGE).content.decode()
    (address,) = {part.split('"')[0] for part in text.split('href="')[1:] if part.startswith(f"{PAGE}")} - {PAGE}
    return address


def test_the_administrator_alone_sees_the_second_look(site: Site) -> None:
    address = _difference(site)
    for path in (PAGE, address, f"{address}contest/1/", f"{address}contest-seen/1/", f"{address}sheet/2/"):
        for role in Role:
            answer = site.client(role).get(path)
            assert (answer.status_code == 200) is (role is EA), (path, role)
    assert site.client(EA).get(f"{address}contest/1/").headers["Content-Type"].startswith("image/")
    for strange in ("nothing/1/", "sheet/3/", "contest/9/"):
        assert site.client(EA).get(f"{address}{strange}").status_code == 404


def test_a_finding_is_an_entry_and_a_later_one_takes_its_place(site: Site, taken: ComparedCounty) -> None:
    client, address = site.client(EA), _difference(site)
    assert client.post(address, {"finding": "a miracle"}).status_code == 422
    for finding in (DifferenceFinding.OPEN, DifferenceFinding.CANVASS):
        answer = client.post(address, {"finding": finding.value, "note": " seen on the paper "})
        assert answer.status_code == 302
    found = fold(site.record.outlines()).board.office.records.found
    ((key, contest),) = found
    assert (key, contest) == (taken.altered, taken.election.contests[0].id)
    assert found[key, contest][1].finding is DifferenceFinding.CANVASS
    assert found[key, contest][1].note == "seen on the paper"
    assert "Canvass is right" in client.get(f"{PAGE}?contest={contest}").content.decode()
    gone = address.replace(f"/{records_taken_at(site)}/", "/1/")
    assert client.get(gone).status_code == 404


def records_taken_at(site: Site) -> int:
    found = fold(site.record.outlines()).board.office.records.taken
    assert found is not None
    return found[0]


def test_the_pages_can_be_read_by_everyone(site: Site, browser: Browser) -> None:
    with live_address() as address:
        pages = Pages(browser, site, address)
        for width, scheme, rules in WINDOWS:
            page = pages.page_as(EA, viewport={"width": width, "height": 900}, color_scheme=scheme)
            for name, path in (("list", PAGE), ("one", _difference(site))):
                page.goto(path)
                page.wait_for_load_state("networkidle")
                picture(page, f"second-look-{name}-{width}-{scheme}")
                check_fits(page)
                check_axe(page, *rules)
        for context in browser.contexts:
            context.close()


# The report and the seal


def test_every_figure_of_the_report_that_the_records_do_not_add_up_to_is_listed(
    county: ComparedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    """The report is the truth; the record that was changed and the one that is missing show."""
    report = county.folder / "report.csv"
    report.write_bytes(report_csv(county))
    for verb, *words in (("add", report), ("map",), ("take",)):
        assert county.outside(verb, *words, *BY) in (ExitCode.DONE, ExitCode.WAITING), capsys.readouterr().err
    capsys.readouterr()
    assert county.outside("cvrs", county.folder / "Cast Vote Records.csv", *BY) == ExitCode.WAITING
    said = capsys.readouterr().err
    contest = county.election.contests[0].title
    assert f"{contest}, ballots with the contest: 5 in the report, 4 in the records" in said
    assert "ballots cast: 5 in the report, 4 in the records" in said


def test_nothing_is_compared_while_results_are_sealed(
    taken: ComparedCounty, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_clock(monkeypatch, "2026-11-03T12:00:00")
    assert taken.outside("compare", "--out", taken.folder / "out") == ExitCode.SEALED
    assert "sealed until the polls close" in capsys.readouterr().err
    assert not (taken.folder / "out").exists()


def test_a_page_shows_nothing_while_results_are_sealed(taken: ComparedCounty) -> None:
    with site_of(taken.record) as site:
        make_accounts()
        answer = site.client(EA).get(PAGE)
        assert "sealed" in answer.content.decode().lower()
        assert taken.altered not in answer.content.decode()
        (number, _) = records_taken(taken).taken or (0, None)
        assert site.client(EA).get(f"{PAGE}{number}/1/contest/1/").status_code == 404
