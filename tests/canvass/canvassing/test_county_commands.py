"""`canvass county`: from returns to declarations, and what is refused on the way, with its section."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pypdfium2
import pytest

from canvass import clock
from canvass.canvassing.county_standing import standing_now
from canvass.canvassing.entering import next_day, open_canvass, postpone
from canvass.cli import run
from canvass.deciding.custody_typed import moment_typed
from canvass.errors import BusyError, ExitCode
from canvass.record import open_record
from imaging.sheets import Mark
from tabulate.board.county.canvass_terms import SeatedCanvasser, SeatOnBoard
from tabulate.board.reconciliation_entries import BallotsExpected, ExpectedFrom
from tabulate.election import PrecinctId
from tabulate.ledger.entries import Access, AccessRecorded, BatchKind
from tests.canvass.canvassing.canvassed_record import (
    BOARD,
    JUDGES,
    SIGNED,
    WHO,
    CanvassedRecord,
    Json,
    adopted,
    at,
    county,
    report_of,
    returns_in,
)


def entries(record: Path) -> int:
    with open_record(record) as opened:
        return opened.head().number


def test_a_canvass_is_postponed_and_goes_on_to_its_report_and_its_minutes(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    returns_in(record, tmp_path, "P1", "P2")
    assert county(record, "open", *BOARD, *WHO, "--at", at(10, day=6)) == ExitCode.WAITING
    assert "Returns missing: P3" in capsys.readouterr().err
    sent = ("--reason", "Snow on the pass.", "--messenger", "Jo Jay=P3", "--by", "Dee Clerk")
    assert county(record, "postpone", *sent, "--at", at(20, day=6)) == ExitCode.WAITING
    officer = ("--member", "Ann Ash", "--member", "Bo Birch", "--officer", "Sam Short=sheriff for Cy Cole")
    assert county(record, "open", *officer, *WHO, "--at", at(1)) == ExitCode.WAITING
    closed = ("--precinct", "Far", "--reason", "The hall burned down.", "--by", "Dee Clerk", "--at", at(2))
    assert county(record, "not-open", *closed) == ExitCode.DONE
    assert county(record, "check") == ExitCode.DONE
    assert county(record, "report", "--out", tmp_path / "draft.pdf") == ExitCode.WAITING
    assert all("NOT ADOPTED" in page for page in pages_of(tmp_path / "draft.pdf"))
    assert county(record, "report", "--adopt", *SIGNED, "--out", tmp_path / "report.pdf") == ExitCode.DONE
    (first, *others) = pages_of(tmp_path / "report.pdf")
    assert "Far: polls not open (13-15-402(3)) precinct 0 0" in first
    assert not any("NOT ADOPTED" in page for page in (first, *others))
    assert county(record, "minutes", "--out", tmp_path / "minutes.json") == ExitCode.DONE
    steps = [one["what"] for one in json.loads((tmp_path / "minutes.json").read_text("utf-8"))["steps"]]
    assert [any(words in step for step in steps) for words in ("postponed the canvass", "Jo Jay", "sheriff", "burned")]
    assert len(steps) == 5


def test_every_form_of_the_report_has_the_same_figures(record: Path, tmp_path: Path) -> None:
    adopted(record, tmp_path)
    found = report_of(record, tmp_path)
    for form in ("csv", "html", "pdf"):
        county(record, "report", "--out", tmp_path / f"report.{form}")
    rows = list(csv.reader(StringIO((tmp_path / "report.csv").read_text("utf-8"))))
    page, paper = (tmp_path / "report.html").read_text("utf-8"), " ".join(pages_of(tmp_path / "report.pdf"))
    for contest in found["contests"]:
        for place in (*contest["places"], contest["county"]):
            name = f"{place['name']}, total" if place["kind"] == "county" else place["name"]
            figures = [place["electors_voting"], *place["votes"], place["undervotes"], place["overvotes"]]
            words = list(map(str, figures))
            assert [name, *words, place["remark"]] in rows
            assert f"<td>{name}</td>" + "".join(f'<td class="n">{one}</td>' for one in words) in page
            assert f"{name} {' '.join(words)}" in paper
    sheriff = found["contests"][1]
    assert [one["votes"] for one in sheriff["places"]] == [[9, 3], [6, 2], [0, 0]]
    assert (sheriff["county"]["votes"], sheriff["total_vote"]) == ([15, 5], "20")
    assert found["contests"][3]["total_vote"] == "12", "24 votes for two seats (13-15-208)"
    assert found["adopted"]["signed_by"] == ["Ann Ash", "Bo Birch"]
    assert all(f"{found['ledger']['number']}:{found['ledger']['hash']}" in text for text in (page, paper))


def test_a_later_change_supersedes_the_report_and_a_corrected_one_takes_its_place(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    adopted(record, tmp_path)
    first = report_of(record, tmp_path)
    assert county(record, "report", "--check", tmp_path / "report.json") == ExitCode.DONE
    head = f"{first['ledger']['number']}:{first['ledger']['hash']}"
    one_more(record)
    for given in (tmp_path / "report.json", head):
        assert county(record, "report", "--check", given) == ExitCode.WAITING
        out, err = capsys.readouterr()
        assert "IS SUPERSEDED by the record's later entries" in err
        assert ["sheriff,", "precinct", "P3,", "fir", "0", "1"] in [line.split() for line in out.splitlines()]
    assert county(record, "declare", "--out", tmp_path / "declared", *SIGNED) == ExitCode.WRONG_INPUT
    assert "is superseded" in capsys.readouterr().err
    assert county(record, "report") == ExitCode.WRONG_INPUT, "the form of P3 says what the record does not"
    assert "check (5)" in capsys.readouterr().err
    returns_in(record, tmp_path, "P3")
    assert county(record, "report", "--adopt", *SIGNED) == ExitCode.WRONG_INPUT
    assert "Enter that the board met again first" in capsys.readouterr().err
    assert county(record, "open", *BOARD, *WHO) == ExitCode.DONE
    assert county(record, "report", "--adopt", *SIGNED) == ExitCode.DONE
    assert county(record, "report", "--version", 1, "--out", tmp_path / "first.pdf") == ExitCode.WAITING
    assert all("SUPERSEDED: the report of entry" in page for page in pages_of(tmp_path / "first.pdf"))
    assert county(record, "report", "--version", 1, "--out", tmp_path / "first.json") == ExitCode.WAITING
    again = json.loads((tmp_path / "first.json").read_text("utf-8"))
    assert again["figures_sha256"] == first["figures_sha256"]
    assert county(record, "report", "--version", 2, "--out", tmp_path / "second.pdf") == ExitCode.DONE
    assert "A corrected report" in pages_of(tmp_path / "second.pdf")[0]
    assert county(record, "report", "--version", 3) == ExitCode.WRONG_INPUT


def one_more(record: Path) -> None:
    """A ballot of Far is found and counted."""
    found = CanvassedRecord.again(record)
    found.count_batch("far", PrecinctId("P3"), [{"fir": Mark.MARKED, "kay": Mark.MARKED}])
    found.expect(P3=1)
    found.record.close()


def test_the_calendar_counts_from_the_day_of_the_report(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    adopted(record, tmp_path)
    capsys.readouterr()
    run(["calendar", str(record), "--kind", "special", "--json"])
    duties = {one["duty"]: one for one in json.loads(capsys.readouterr().out)["duties"]}
    day = duties["county-canvass"]["done_on"]
    assert (duties["county-canvass"]["standing"], duties["petitions"]["first"]) == ("done", day)


def test_what_others_wrote_meanwhile_keeps_a_step_from_being_taken(record: Path) -> None:
    with open_record(record) as opened:
        standing = standing_now(opened)
        opened.append([AccessRecorded("eve", "observer", Access.SIGNED_IN)])
        board = tuple(SeatedCanvasser(name, SeatOnBoard.MEMBER) for name in ("Ann", "Bo", "Cy"))
        ten, later = (moment_typed(at(minutes), clock.now()) for minutes in (10, 20))
        after = open_canvass(opened, standing, 3, board, "Dee", "courthouse", ten, "Dee")
        assert (after.canvass, after.checks) == (standing_now(opened).canvass, standing_now(opened).checks)
        opened.append([BallotsExpected(PrecinctId("P2"), None, 9, ExpectedFrom.POLLBOOK, "clerk")])
        before = opened.head()
        with pytest.raises(BusyError, match="The record grew meanwhile"):
            postpone(opened, after, next_day(later), (), "Snow.", later, "Dee")
        assert opened.head() == before


def test_each_contest_has_its_document_and_what_the_state_canvasses_is_refused(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "declared"
    assert county(record, "declare", "--out", folder, *SIGNED) == ExitCode.WRONG_INPUT
    assert "no report is adopted" in capsys.readouterr().err
    adopted(record, tmp_path)
    before = entries(record)
    assert county(record, "declare", "--contest", "house", "--out", folder, *SIGNED) == ExitCode.WRONG_INPUT
    said = capsys.readouterr().err
    assert "House is not declared by the county: the legislature" in said
    assert "13-15-501" in said
    assert county(record, "declare", "--contest", "nobody", "--out", folder, *SIGNED) == ExitCode.WRONG_INPUT
    assert county(record, "declare", "--out", folder, "--signer", "Ann Ash", "--by", "Dee") == ExitCode.WRONG_INPUT
    assert entries(record) == before
    assert county(record, "declare", "--out", folder, *SIGNED, "--format", "json") == ExitCode.DONE
    found = {one["contest"]: one for one in (json.loads(file.read_text("utf-8")) for file in folder.iterdir())}
    assert {contest: (one["act"], one["names"]) for contest, one in found.items()} == {
        "sheriff": ("declaration", ["Elm"]),
        "judge": ("certificate to the supreme court", ["Kay"]),
        "council": ("certificate to the governing body", ["X", "Y"]),
        "levy": ("certificate of a tie", ["For", "Against"]),
    }
    assert entries(record) == before + 1
    assert county(record, "declare", "--out", folder, *SIGNED) == ExitCode.DONE
    assert entries(record) == before + 1, "what was declared is written again, and no entry"
    (sheriff,) = pages_of(folder / "002-sheriff.pdf")
    assert "Elm has the highest number of votes and is elected (13-1-103)" in sheriff
    assert "The board of county canvassers declares (13-15-405(1))" in sheriff


def test_a_check_that_fails_is_settled_for_what_was_found_and_for_nothing_else(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    returns_in(record, tmp_path, "P1", "P2", "P3")
    change(record, P2=9)
    assert county(record, "open", *BOARD, *WHO) == ExitCode.DONE
    capsys.readouterr()
    assert county(record, "check", "--precinct", "P2", "--json") == ExitCode.WAITING
    checks = json.loads(capsys.readouterr().out)["checks"]
    assert [one["number"] for one in checks if one["standing"] == "fails"] == [2, 5]
    assert checks[1]["found"] == "Electors voting 9, found 8 ballots: 1 missing."
    settle = ("--precinct", "P2", "--words", "One went home with it.", "--said-by", "Ann Ash", "--by", "Dee Clerk")
    assert county(record, "check", *settle, "--number", 2, "--how", "corrected", "--entry", 3) == ExitCode.WRONG_INPUT
    assert "to hold once it is corrected" in capsys.readouterr().err
    assert county(record, "check", *settle, "--number", 1, "--how", "explained") == ExitCode.WRONG_INPUT
    assert "to fail, where it is explained" in capsys.readouterr().err
    assert county(record, "report", "--adopt", *SIGNED) == ExitCode.WRONG_INPUT
    assert "Precinct P2, check (2)" in capsys.readouterr().err
    for number in (2, 5):
        assert county(record, "check", *settle, "--number", number, "--how", "explained") == ExitCode.DONE
    assert county(record, "check") == ExitCode.DONE
    change(record, P2=10)
    assert county(record, "check") == ExitCode.WAITING, "two missing are not what was explained"
    change(record, P2=8)
    corrected = (*settle, "--number", 2, "--how", "corrected", "--entry", entries(record))
    assert county(record, "check", *corrected) == ExitCode.DONE
    assert county(record, "report", "--adopt", *SIGNED) == ExitCode.DONE


def test_the_board_petitions_on_paper_and_its_minutes_carry_the_petition(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """W5: more ballots than electors voting."""
    returns_in(record, tmp_path, "P1", "P2", "P3")
    change(record, P2=3)
    county(record, "open", *BOARD, *WHO)
    assert county(record, "check", "--petition", "--out", tmp_path / "petition.pdf") == ExitCode.WRONG_INPUT
    assert "petitioned for nothing that is pending (13-15-403(4))" in capsys.readouterr().err
    said = ("--precinct", "South", "--words", "Recount of P2", "--said-by", "Ann Ash", "--by", "Dee Clerk")
    for number in (2, 3, 5):
        assert county(record, "check", *said, "--number", number, "--how", "petition-recount") == ExitCode.DONE
    assert county(record, "check", "--petition", "--out", tmp_path / "petition.pdf") == ExitCode.DONE
    (paper,) = pages_of(tmp_path / "petition.pdf")
    assert "petition for a recount" in paper
    assert "Electors voting 3, found 8 ballots: 5 in excess." in paper
    assert county(record, "check", "--out", tmp_path / "checks.csv") == ExitCode.DONE
    assert "petitioned" in (tmp_path / "checks.csv").read_text("utf-8")
    assert county(record, "report", "--adopt", *SIGNED) == ExitCode.DONE, "petitioned about is settled"
    folder = tmp_path / "declared"
    assert county(record, "declare", "--contest", "sheriff", "--out", folder, *SIGNED) == ExitCode.DONE
    assert "The board's petition is pending in precinct P2 (13-15-403(4))" in pages_of(folder / "002-sheriff.pdf")[0]
    assert county(record, "minutes") == ExitCode.DONE
    assert "Petition for a recount (13-15-403). Ann Ash: Recount of P2" in capsys.readouterr().out
    assert run(["verify", str(record)]) == ExitCode.DONE


def change(record: Path, **electors: int) -> None:
    found = CanvassedRecord.again(record)
    found.expect(**electors)
    found.record.close()


def test_a_return_that_did_not_come_in_is_not_explained_away(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    returns_in(record, tmp_path, "P1")
    county(record, "open", *BOARD, *WHO)
    words = ("--words", "Lost.", "--said-by", "Ann Ash", "--by", "Dee Clerk", "--number", 5, "--how", "explained")
    assert county(record, "check", "--precinct", "P2", *words) == ExitCode.WRONG_INPUT
    assert "words do not take its place (13-15-402)" in capsys.readouterr().err
    closed = ("--precinct", "P2", "--reason", "Flood.", "--by", "Dee Clerk")
    assert county(record, "not-open", *closed) == ExitCode.WRONG_INPUT
    assert "its polls were open (13-15-402(3))" in capsys.readouterr().err


REFUSED: list[tuple[str, tuple[object, ...], str]] = [
    ("open", ("--member", "Ann Ash", "--member", "Bo Birch", *WHO), "a board of 3 canvassers"),
    ("open", (*BOARD, *WHO, "--seats", 2), "13-15-401"),
    ("open", ("--officer", "Sam", *WHO), "NAME=OFFICE for ABSENT"),
    ("open", ("--joining", "Lou", *WHO), "NAME=BODY"),
    ("open", (*BOARD, *WHO, "--at", "2099-01-01T10:00"), "has not come"),
    ("open", (*BOARD, *WHO, "--at", at(0, day=0)), "The polls close at"),
    ("open", (*BOARD, *WHO, "--at", "noon"), "is no hour"),
    ("open", (*BOARD, "--secretary", "Dee", "--place", "a\tb\x07", "--by", "Dee"), "words that can be printed"),
    ("postpone", ("--reason", "Snow.", "--by", "Dee"), "the board in session"),
    ("postpone", ("--reason", "Snow.", "--by", "Dee", "--messenger", "Jo=P9"), "has no precinct 'P9'"),
    ("postpone", ("--reason", "Snow.", "--by", "Dee", "--messenger", "=P3"), "is no messenger"),
    ("not-open", ("--precinct", "P9", "--reason", "Flood.", "--by", "Dee"), "has no precinct 'P9'"),
    ("check", ("--precinct", "P9"), "has no precinct 'P9'"),
    ("report", (), "The report of the canvass cannot be made yet (13-15-404)"),
    ("report", ("--check", "nothing.json"), "is no file"),
    ("report", ("--check", f"1:{'0' * 64}"), "has no entry 1 with the hash"),
    ("report", ("--version", 1), "adopted 0 reports"),
    ("receive", ("nothing.json", *JUDGES), "is no file"),
]


@pytest.mark.parametrize(("verb", "words", "said"), REFUSED)
def test_what_may_not_be_is_refused_in_words_and_nothing_is_written(
    record: Path, verb: str, words: tuple[object, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = entries(record)
    assert county(record, verb, *words) == ExitCode.WRONG_INPUT
    assert said in capsys.readouterr().err
    assert entries(record) == before


TYPED_WRONG: list[tuple[str, tuple[object, ...]]] = [
    ("check", ("--number", 2)),
    ("check", ("--number", 7, "--how", "explained")),
    ("report", ("--adopt",)),
    ("report", ("--out", "report.doc")),
    ("report", ("--format", "pdf")),
    ("receive", JUDGES),
    ("receive", ("--head", "12:ab", "--precinct", "P1", *JUDGES)),
    ("receive", ("--head", f"1:{'0' * 64}", *JUDGES)),
]


@pytest.mark.parametrize(("verb", "words"), TYPED_WRONG)
def test_what_is_typed_in_half_is_told(record: Path, verb: str, words: tuple[object, ...]) -> None:
    assert county(record, verb, *words) == ExitCode.USAGE


def test_a_return_is_taken_only_whole_unaltered_and_signed_by_all_its_judges(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "P1.json"
    run(["returns", str(record), "--precinct", "P1", "--out", str(place)])
    given: Json = json.loads(place.read_text("utf-8"))
    assert county(record, "receive", place, *JUDGES[:4], "--by", "Dee") == ExitCode.WRONG_INPUT
    assert "signed by all the judges completing the count (13-15-101(3)), 3 of them" in capsys.readouterr().err
    assert county(record, "receive", place, "--all-signed", "--by", "Dee") == ExitCode.WRONG_INPUT, "it names none"
    place.write_text(json.dumps(given | {"electors_voting": 13}), "utf-8")
    assert county(record, "receive", place, *JUDGES) == ExitCode.WRONG_INPUT
    assert "the file was altered" in capsys.readouterr().err
    head = f"{given['ledger']['number']}:{given['ledger']['hash']}"
    assert county(record, "receive", "--head", head, "--precinct", "North", *JUDGES) == ExitCode.DONE
    found = CanvassedRecord.again(record)
    found.count_batch("more", PrecinctId("P2"), [{"elm": Mark.MARKED, "fir": Mark.MARKED}])
    found.record.close()
    run(["returns", str(record), "--precinct", "P2", "--partial", "--out", str(place)])
    assert county(record, "receive", place, *JUDGES) == ExitCode.WRONG_INPUT
    assert "Precinct P2 is not complete" in capsys.readouterr().err


def test_an_altered_report_is_told_and_no_other_file_is_taken_for_one(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    adopted(record, tmp_path)
    found, place = report_of(record, tmp_path), tmp_path / "altered.json"
    changed = json.loads(json.dumps(found))
    changed["contests"][1]["county"]["votes"][0] += 1
    for altered, words in (
        (changed, "IS NOT WHAT THE RECORD SAID THERE"),
        (json.loads(json.dumps(found).replace("Elm", "Oak")), "NAMES SOMETHING OTHERWISE"),
    ):
        place.write_text(json.dumps(altered), "utf-8")
        assert county(record, "report", "--check", place) == ExitCode.WAITING
        assert words in capsys.readouterr().err
    broken: list[object] = [[], {}, found | {"contests": 1}, found | {"ledger": None}, found | {"electors": [{}]}]
    for one in broken:
        place.write_text(json.dumps(one), "utf-8")
        assert county(record, "report", "--check", place) == ExitCode.WRONG_INPUT
        assert "is no report of a canvass in JSON" in capsys.readouterr().err


def test_held_ballots_keep_the_board_from_meeting_until_they_are_counted(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = CanvassedRecord.again(record)
    found.count_batch("held", PrecinctId("P1"), [{"elm": Mark.MARKED}], kind=BatchKind.PROVISIONAL)
    found.expect(P1=13)
    found.record.close()
    assert county(record, "open", *BOARD, *WHO, "--at", at(0, day=6)) == ExitCode.WRONG_INPUT
    assert "1 sheet of ballots are held, and are counted after" in capsys.readouterr().err
    assert county(record, "open", *BOARD, *WHO, "--at", at(0, day=7)) == ExitCode.WAITING


def pages_of(place: Path) -> list[str]:
    return [page.get_textpage().get_text_range().replace("\r\n", " ") for page in pypdfium2.PdfDocument(place)]
