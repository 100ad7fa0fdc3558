"""`canvass recount`: the worked examples W13, W14, W19 to W21 by command; what is refused; what then counts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record import open_record
from tests.canvass.counts import answer_of
from tests.canvass.recount_by_hand.counted_by_hand import (
    BOARD,
    BY,
    CANVASS,
    CERTIFICATE,
    FILED,
    LEVY,
    PETITION,
    SHERIFF,
    W2,
    contest,
    hd45,
    make_record,
    recount,
    tally,
)

ASIDE = "number,why,eve,flo,gus\n1,cross,c,c,c\n2,check,d,d,c\n3,scribble,c,d,none\n"


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """HD 45 in this county alone, canvassed 402 to 398: a margin of 4 in 800, for a bond (W13). To be copied."""
    return make_record(tmp_path_factory.mktemp("counted") / "record", [hd45(), SHERIFF, LEVY], W2)


@pytest.fixture(scope="module")
def board(counted: Path) -> Path:
    """The same with its board before its first count. To be copied."""
    record = Path(shutil.copytree(counted, counted.parent / "board"))
    assert file_bond(record) == 0
    assert recount(record, "open", "R-1", *BOARD) == 0
    return record


@pytest.fixture
def record(counted: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(counted, tmp_path / "record"))


@pytest.fixture
def opened(board: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(board, tmp_path / "record"))


def file_bond(record: Path, *more: object) -> int:
    return recount(record, "petition", "R-1", "--contest", "hd45", *PETITION, "--bond", "1,200.00", *FILED, *more)


def w19(record: Path) -> None:
    aside = record.parent / "aside.csv"
    aside.write_text(ASIDE)
    assert tally(record, "P1", (297, 297, 18), (296, 297, 19), ballots=612) == ExitCode.WAITING
    assert tally(record, "P1", (297, 297, 15), more=("--set-aside", aside)) == 0


def entries_of(record: Path) -> int:
    with open_record(record) as found:
        return found.head().number


def refused(record: Path, capsys: pytest.CaptureFixture[str], code: int) -> str:
    """What the last command said, that has written nothing."""
    assert code == ExitCode.WRONG_INPUT
    said = capsys.readouterr().err
    assert "Nothing was written" in said
    return said


def test_w13_w19_w20_the_whole_way_of_a_recount(opened: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = opened
    w19(record)
    (one,) = answer_of(capsys, "recount", "list", record, "--json")["recounts"]
    stands = [(two["precinct"], two["stands"], two["unequal_rounds"]) for two in one["precincts"]]
    assert stands == [("P1", "locked", 1), ("P2", "not begun", 0)]
    assert "298" not in json.dumps(one), "no figure is shown before the end"
    assert tally(record, "P2", (102, 101, 11), ballots=214) == 0
    out = record.parent / "out"
    assert recount(record, "certify", "R-1", *CERTIFICATE, "--costs", "850.50", "--out", out) == 0
    said = capsys.readouterr().out
    assert "The result is the same: nothing more is done" in said
    assert "goes to the secretary of state by certified mail (13-16-418)" in said
    assert "Costs of the recount: $850.50." in said
    assert "the bond is $1,200.00 (13-16-211)" in said
    found = json.loads((out / "recount.json").read_text())
    figures = [(two["precinct"], two["canvassed"], two["recounted"]) for two in found["precincts"]]
    assert figures == [
        ("P1", {"c": 300, "d": 298}, {"c": 298, "d": 298}),
        ("P2", {"c": 102, "d": 100}, {"c": 102, "d": 101}),
    ]
    assert [two["undervotes"] for two in found["precincts"]] == [16, 11]
    assert (found["before"]["votes"], found["after"]["votes"]) == ({"c": 402, "d": 398}, {"c": 400, "d": 399})
    assert (found["changed"], found["first_certificate"]) == (False, "stands")
    assert (out / "certificate.pdf").read_bytes().startswith(b"%PDF")
    assert run(["verify", str(record)]) == 0


def test_what_was_recounted_counts_in_returns_results_and_margins_and_supersedes_the_first_return(
    opened: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record, first = opened, opened.parent / "P1.json"
    assert run(["returns", str(record), "--precinct", "P1", "--partial", "--out", str(first)]) == ExitCode.WAITING
    w19(record)
    assert tally(record, "P2", (102, 101, 11), ballots=214) == 0
    before = answer_of(capsys, "returns", record, "--precinct", "P1", "--partial", "--format", "json")
    assert "recount" not in before["contests"][0]["rows"][0], "nothing counts before the certificate"
    assert recount(record, "certify", "R-1", *CERTIFICATE) == 0
    after = answer_of(capsys, "returns", record, "--precinct", "P1", "--partial", "--format", "json")
    rows = {row["name"]: (row["hand"], row["recount"], row["counts"]) for row in after["contests"][0]["rows"]}
    assert rows == {
        "C": (300, 298, 298),
        "D": (298, 298, 298),
        "undervotes": (14, 16, 16),
        "overvotes": (0, 0, 0),
        "ballots with the contest": (612, 612, 612),
    }
    assert "recount" not in after["contests"][1]["rows"][0]
    assert run(["returns", str(record), "--check", str(first)]) == ExitCode.WAITING
    said = capsys.readouterr()
    assert "IS SUPERSEDED" in said.err
    assert "hd45, c, counts" in said.out
    shown = answer_of(capsys, "results", record, "--json")["recounts"]
    assert shown[0]["choices"] == [
        {"choice": "c", "name": "C", "canvassed": 402, "recounted": 400},
        {"choice": "d", "name": "D", "canvassed": 398, "recounted": 399},
    ]
    assert run(["results", str(record)]) in (0, 1)
    assert "Recount R-1, certified on 2024-11-26 (13-16-418)" in capsys.readouterr().out
    assert run(["recounts", "check", str(record), "--json"]) in (0, 1)
    line = json.loads(capsys.readouterr().out.splitlines()[0])
    assert (line["winners"], line["margin"]) == (["c"], 1)


def test_w14_w21_of_two_counties_the_whole_vote_decides_and_a_changed_result_voids_the_certificate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = make_record(tmp_path / "record", [hd45(territory="several counties")], W2)
    pine, again = tmp_path / "pine.csv", tmp_path / "again.csv"
    pine.write_text("contest,choice,votes\nhd45,c,1204\nhd45,d,1211\n")
    again.write_text("contest,choice,votes\nhd45,c,1209\nhd45,d,1208\n")
    words = ("--contest", "hd45", "--statement", PETITION[3], "--verified-before", "Nan", *FILED)
    alone = recount(record, "petition", "R-1", *words, "--petitioner", "c")
    assert "Name them with --elsewhere" in refused(record, capsys, alone)
    winner = recount(record, "petition", "R-1", *words, "--petitioner", "d", "--elsewhere", pine)
    assert "a candidate who was defeated: c" in refused(record, capsys, winner)
    assert recount(record, "petition", "R-1", *words, "--petitioner", "c", "--elsewhere", pine) == 0
    assert recount(record, "open", "R-1", *BOARD) == 0
    assert tally(record, "P1", (298, 298, 16), ballots=612) == 0
    assert tally(record, "P2", (102, 101, 11), ballots=214) == 0
    out = tmp_path / "out"
    assert recount(record, "certify", "R-1", *CERTIFICATE, "--elsewhere", again, "--out", out) == 0
    said = capsys.readouterr()
    assert "The first certificate, of D, is void; C has a new one (13-16-419)." in said.out
    assert "THE RESULT IS ANOTHER" in said.err
    found = json.loads((out / "recount.json").read_text())
    assert (found["before"]["votes"], found["after"]["votes"]) == ({"c": 1606, "d": 1609}, {"c": 1609, "d": 1607})
    assert (found["first_certificate"], len(found["ledger"]["hash"])) == ("void", 64)
    assert found["ledger"]["hash"] != found["canvassed_at"]["hash"]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ((*PETITION, "--bond", "0", *FILED), "a bond for all costs"),
        ((*PETITION, *FILED), "13-16-211"),
        ((*PETITION[2:], "--petitioner", "c", "--bond", "5", *FILED), "a candidate who was defeated: d"),
        ((*PETITION[2:], "--petitioner", "zed", "--bond", "5", *FILED), "a candidate who was defeated: d"),
        ((*PETITION, "--bond", "5", *FILED, "--filed", "2024-11-25", "--notice", "2024-11-25"), "by Sunday 2024-11-24"),
        ((*PETITION, "--bond", "5", *FILED, "--canvass", "2024-11-22"), "not before the canvass"),
        ((*PETITION, "--bond", "5", *FILED, "--canvass", "2024-11-05"), "the election was on 2024-11-05"),
        ((*PETITION, "--bond", "5", *FILED, "--notice", "2999-01-01"), "has not come"),
        ((*PETITION, "--bond", "five", *FILED), "is no sum of money"),
        ((*PETITION, "--bond", "5", *FILED, "--filed", "21.11.2024"), "is no day"),
        ((*PETITION, "--bond", "5", *FILED, "--precinct", "P3"), "precincts whose ballots carry the contest"),
        (("--tie", *FILED), "a tie (13-16-203); found a margin of 4"),
        ((*PETITION, "--order", "DV-1", "--bond", "5", *FILED), "has one ground"),
        ((*PETITION, "--deposit", "5", *FILED), "go with an order"),
        ((*PETITION, "--order", "DV-1", *FILED), "the application is not said"),
        ((*PETITION, "--order", "DV-1", "--applied", "2024-11-25", *FILED, "--filed", "2024-11-26", "--notice",
          "2024-11-26"), "13-16-301"),
        ((*PETITION, "--bond", "5", "--filed", "2024-11-21", *BY), "No day of the canvass is known"),
    ],
)  # fmt: skip
def test_a_petition_that_the_law_does_not_allow_is_refused(
    record: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], asked: str
) -> None:
    before = entries_of(record)
    said = refused(record, capsys, recount(record, "petition", "R-1", "--contest", "hd45", *words))
    assert asked in said, said
    assert entries_of(record) == before


def test_a_candidate_sits_on_no_recount_board_and_a_late_one_is_said_to_be_late(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert file_bond(record) == 0
    candidate = [word.replace("Flo Fern", "D") for word in BOARD]
    assert "who are no candidates for House District 45 (13-16-101)" in refused(
        record, capsys, recount(record, "open", "R-1", *candidate)
    )
    assert "exactly three members" in refused(record, capsys, recount(record, "open", "R-1", *BOARD[2:]))
    assert recount(record, "open", "R-1", *BOARD, "--met", "2024-11-29") == 0
    assert "LATE: it was to meet by 2024-11-27 (13-16-204(2))." in capsys.readouterr().err


def test_a_tally_after_the_lock_and_one_of_other_people_are_refused(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert file_bond(record) == 0
    assert "the board of recount R-1" in refused(record, capsys, tally(record, "P1", (300, 298, 14), ballots=612))
    assert recount(record, "open", "R-1", *BOARD) == 0
    assert "--ballots" in refused(record, capsys, tally(record, "P1", (300, 298, 14)))
    assert "does not add up" in refused(record, capsys, _wrong_sum(record))
    assert tally(record, "P1", (300, 298, 14), ballots=612) == 0
    assert "both sheets are in and equal" in refused(record, capsys, tally(record, "P1", (301, 297, 14)))
    assert "a precinct of recount R-1" in refused(record, capsys, tally(record, "P3", (1, 1, 0), ballots=2))
    strange = record.parent / "sheets.csv"
    strange.write_text("row,ida,zed\nballots,1,1\nc,1,1\nd,0,0\nundervotes,0,0\novervotes,0,0\n")
    words = ("--precinct", "P2", "--ballots", "214", "--reader", "hal", *BY)
    assert "one who reads and two who record" in refused(
        record, capsys, recount(record, "tally", "R-1", strange, *words)
    )
    strange.write_text("row,ida\nballots,1\n")
    assert "the two who recorded" in refused(record, capsys, recount(record, "tally", "R-1", strange, *words))
    strange.write_text("row,ida,jo\nballots,1,1\nc,=1+1,1\nd,0,0\nundervotes,0,0\novervotes,0,0\n")
    code = recount(record, "tally", "R-1", strange, *words)
    assert code == ExitCode.WRONG_INPUT


def _wrong_sum(record: Path) -> int:
    file = record.parent / "sheets.csv"
    file.write_text("row,ida,jo\nballots,10,10\nc,3,3\nd,3,3\nundervotes,3,3\novervotes,0,0\n")
    return recount(record, "tally", "R-1", file, "--precinct", "P1", "--ballots", "612", "--reader", "hal", *BY)


def test_before_the_last_precinct_is_locked_nothing_is_certified_and_no_paper_shows_figures(
    opened: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = opened
    w19(record)
    capsys.readouterr()
    assert "P2 not locked" in refused(record, capsys, recount(record, "certify", "R-1", *CERTIFICATE))
    assert "P2 not locked" in refused(record, capsys, recount(record, "papers", "R-1", "--out", record.parent / "x"))
    assert tally(record, "P2", (102, 101, 11), ballots=214) == 0
    assert "is not certified" in refused(record, capsys, recount(record, "papers", "R-1", "--out", record.parent / "x"))
    one = [word for word in CERTIFICATE if word not in ("--signer", "Gus Gray")] + ["--signer", "Eve Elm"]
    assert "at least 2 members" in refused(record, capsys, recount(record, "certify", "R-1", *one[1:]))
    assert not (record.parent / "x").exists()
    assert recount(record, "certify", "R-1", *CERTIFICATE) == 0
    assert "it certified on" in refused(record, capsys, recount(record, "certify", "R-1", *CERTIFICATE))


def test_a_court_orders_one_precinct_and_the_deposit_is_settled(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = ("--order", "DV-24-9", "--applied", "2024-11-22", "--deposit", "500", "--precinct", "P2", "--by", "Dee")
    days = ("--canvass", CANVASS, "--filed", "2024-11-26", "--notice", "2024-11-26")
    assert recount(record, "petition", "R-1", "--contest", "hd45", *PETITION, *order, *days) == 0
    assert recount(record, "open", "R-1", *BOARD) == 0
    assert "a precinct of recount R-1: P2 (13-16-301)" in refused(
        record, capsys, tally(record, "P1", (300, 298, 14), ballots=612)
    )
    out = record.parent / "packets"
    assert "is not of recount R-1 (13-16-301)" in refused(
        record, capsys, recount(record, "packets", "R-1", "--precinct", "P1", "--out", out)
    )
    assert tally(record, "P2", (101, 101, 12), ballots=214) == 0
    assert recount(record, "certify", "R-1", *CERTIFICATE, "--costs", "620.10") == 0
    assert "The applicant pays $120.10 beyond the deposit of $500.00" in capsys.readouterr().out


def test_missing_ballots_are_noted_found_and_counted(opened: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = opened
    note = ("--note", "petition of 2024-11-26", *BY)
    assert recount(record, "missing", "R-1", "--precinct", "P1", "--missing", "3", *note) == 0
    assert tally(record, "P1", (297, 296, 16), (296, 296, 17), ballots=609) == ExitCode.WAITING
    found = ("--missing", "1", "--found", "2", "--ballots", "611")
    assert recount(record, "missing", "R-1", "--precinct", "P1", *found, *note) == 0
    assert tally(record, "P1", (299, 297, 15)) == 0
    assert tally(record, "P2", (102, 100, 12), ballots=214) == 0
    out = record.parent / "out"
    assert recount(record, "certify", "R-1", *CERTIFICATE, "--out", out) == 0
    said = capsys.readouterr().err
    assert "Precinct P1: 611 ballots with the contest recounted, 612 canvassed (13-16-420)." in said
    assert "Precinct P2" not in said
    assert json.loads((out / "recount.json").read_text())["precincts"][0]["missing"] == 1
    assert "ballots missing (13-16-420): 1" in (out / "certificate.csv").read_text()


def test_a_number_of_ballots_that_was_typed_wrong_is_corrected_before_the_lock_and_not_after(
    opened: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tally(opened, "P1", (300, 298, 14), (300, 297, 15), ballots=612) == ExitCode.WAITING
    words = ("--precinct", "P1", "--missing", "0", "--note", "613 lay there", *BY)
    assert recount(opened, "missing", "R-1", *words, "--ballots", "613") == 0
    assert "612 tallied and 0 set aside" in refused(opened, capsys, tally(opened, "P1", (300, 298, 14)))
    assert tally(opened, "P1", (300, 299, 14)) == 0
    before = entries_of(opened)
    assert "it locked" in refused(opened, capsys, recount(opened, "missing", "R-1", *words, "--ballots", "612"))
    assert "how many ballots are missing" in refused(
        opened, capsys, recount(opened, "missing", "R-1", "--precinct", "P2", *words[2:])
    )
    assert entries_of(opened) == before


def test_packets_are_prepared_before_with_names_office_and_precinct_and_no_figure(
    opened: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = opened
    out = record.parent / "packets"
    assert recount(record, "notice", "R-1", "--out", record.parent / "notice.pdf") == 0
    said = " ".join(text_of_pdf(record.parent / "notice.pdf").split())
    assert "The recount board meets by Wednesday 2024-11-27 (13-16-204(2))." in said
    assert "Petition of D, verified before Nan Notary" in said
    assert recount(record, "packets", "R-1", "--out", out) == 0
    assert sorted(one.name for one in out.iterdir()) == ["recount-R-1-P1.pdf", "recount-R-1-P2.pdf"]
    text = text_of_pdf(out / "recount-R-1-P1.pdf")
    for words in (
        "Tally sheet 1: House District 45",
        "Tally sheet 2: House District 45",
        "Precinct P1",
        "Ballots set aside",
    ):
        assert words in text, words
    assert "298" not in text


def text_of_pdf(file: Path) -> str:
    import pypdfium2

    document: Any = pypdfium2.PdfDocument(str(file))
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_before_the_polls_are_closed_no_recount_is_filed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = make_record(tmp_path / "record", [hd45()], {}, day="2999-11-05")
    words = ("--canvass", "2024-11-19", "--filed", "2024-11-21", *BY)
    assert recount(record, "petition", "R-1", "--contest", "hd45", *PETITION, *words) in (
        ExitCode.SEALED,
        ExitCode.WRONG_INPUT,
    )
    assert "Traceback" not in capsys.readouterr().err


def test_w16_the_electors_of_an_issue_sign_and_the_calendar_knows_the_board(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = make_record(tmp_path / "record", [LEVY], {"P1": {"levy": (1_000, 999, 1)}, "P2": {"levy": (204, 200, 0)}})
    words = ("--contest", "levy", "--petitioner", "Al Elector", *PETITION[2:], *FILED)
    few = recount(record, "petition", "R-1", *words, "--signatures", "Big Sky=9")
    assert "at least 10 electors (13-16-201(1)(c)); found 9 of 1" in refused(record, capsys, few)
    assert "COUNTY=NUMBER" in refused(record, capsys, recount(record, "petition", "R-1", *words, "--signatures", "9"))
    slash = recount(record, "petition", "../R", *words, "--signatures", "Big Sky=10")
    assert "a name for the recount of letters" in refused(record, capsys, slash)
    assert recount(record, "petition", "R-1", *words, "--signatures", "Big Sky=10") == 0
    days = {one["duty"]: one for one in answer_of(capsys, "calendar", record, "--json")["duties"]}
    assert (days["recount-board"]["last"], days["recount-board"]["standing"]) == ("2024-11-27", "late")
    assert recount(record, "open", "R-1", *BOARD) == 0
    days = {one["duty"]: one for one in answer_of(capsys, "calendar", record, "--json")["duties"]}
    assert (days["recount-board"]["standing"], days["recount-board"]["done_on"]) == ("done", "2024-11-26")


def test_an_error_of_the_canvass_is_recounted_where_the_canvassers_say(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    board = ("--error", "--petitioner", "board of county canvassers", "--statement", "35 ballots in excess in P1")
    assert recount(record, "petition", "R-1", "--contest", "hd45", *board, "--precinct", "P1", *FILED) == 0
    assert "error found in the canvass (13-15-403(4)), precincts P1." in capsys.readouterr().out
    assert recount(record, "withdraw", "R-1", "--reason", "entered in error", "--on", "2024-11-26", *BY) == 0
    assert recount(record, "list") == 0
    assert "withdrawn on 2024-11-26: entered in error" in capsys.readouterr().out
    assert "File another" in refused(record, capsys, recount(record, "open", "R-1", *BOARD))


def test_a_write_in_that_the_board_finds_has_its_row_and_its_vote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wren = [{"id": "w", "name": "Wren Wu", "forms": ["Wren Wu"]}]
    coroner = contest("coroner", ("m", "n"), office="coroner", territory="one county", write_ins=1)
    record = make_record(tmp_path / "record", [coroner | {"declared_write_ins": wren}], {"P1": {"coroner": (9, 9, 2)}})
    assert recount(record, "petition", "R-1", "--contest", "coroner", "--tie", *FILED) == 0
    assert recount(record, "open", "R-1", *BOARD) == 0
    file = tmp_path / "sheets.csv"
    file.write_text("row,ida,jo\nballots,20,20\nm,9,9\nn,9,9\nw,1,1\nundervotes,1,1\novervotes,0,0\n")
    where = ("--precinct", "P1", "--ballots", "20", "--reader", "hal", *BY)
    assert recount(record, "tally", "R-1", file, *where) == 0
    file.write_text("row,ida,jo\nballots,0,0\nm,0,0\nn,0,0\nw,0,0\nundervotes,0,0\novervotes,0,0\n")
    assert recount(record, "tally", "R-1", file, "--precinct", "P2", *where[2:3], "0", *where[4:]) == 0
    assert recount(record, "certify", "R-1", *CERTIFICATE) == ExitCode.WAITING, "still tied"
    found = answer_of(capsys, "returns", record, "--precinct", "P1", "--partial", "--format", "json")
    row = next(one for one in found["contests"][0]["rows"] if one["row"] == "write-in")
    assert (row["choice"], row["name"], row["hand"], row["recount"], row["counts"]) == (
        "w",
        "Wren Wu (write-in)",
        0,
        1,
        1,
    )
