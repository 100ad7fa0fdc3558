"""Arlo's files: its own rules pass, the sums are the results, and what would mislead it is refused all at once."""

from __future__ import annotations

import errno
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record import open_record
from imaging.sheets import Mark
from tabulate.board.rulings import ContestRuling, LineFinding, WrittenLine
from tabulate.election import ContestId, PrecinctId
from tabulate.ledger.entries import Access, AccessRecorded
from tests.canvass.audit_of_county import LINE, decide, seat_board
from tests.canvass.counts import answer_of
from tests.canvass.exporting import arlo_restated
from tests.canvass.exporting.exported_county import ExportedCounty, about, again, exported, made

MAIL = ("--admin-email", "ada@mccone.example")
SHORT = {
    "senator": "United States Senator — “2026”",
    "ann": 'José, Ann: "the" First',
    "bob": "Bob",
    "council": "Board",
    "di": "Di",
    "ed": "Ed",
    "levy": "Levy (of 2026)",
}
MANIFEST = ("Tabulator", "Batch Name", "Number of Ballots")
COUNCIL, SENATOR = ContestId("council"), ContestId("senator")


@pytest.fixture
def names(tmp_path: Path) -> tuple[str, str]:
    file = tmp_path / "names.csv"
    rows = [f'{id_},"{name.replace(chr(34), chr(34) * 2)}"' for id_, name in SHORT.items()]
    file.write_text("\n".join(["id,name", *rows]), "utf-8")
    return "--names", str(file)


@pytest.fixture(scope="module")
def asked_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With a batch of which two ballots wait: an overvote for the council, and somebody written in for senator."""
    county = ExportedCounty(tmp_path_factory.mktemp("asked") / "record")
    seat_board(county)
    plain = {"cy": Mark.MARKED, "di": Mark.MARKED, "ed": Mark.MARKED, "for": Mark.MARKED}
    county.count_batch(
        "late",
        PrecinctId("P1"),
        [
            plain,
            plain | {"flo": Mark.MARKED},
            plain,
            {"write-in-0": Mark.MARKED, "di": Mark.MARKED, "for": Mark.MARKED},
            plain,
        ],
    )
    county.record.close()
    return county.record.directory


@pytest.fixture
def asked(asked_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(asked_once, tmp_path / "asked"))


def settle(record: Path) -> None:
    county = again(record)
    decide(county, "late", 2, ContestRuling(COUNCIL, (), (), 0, 2))
    decide(county, "late", 4, ContestRuling(SENATOR, (), (WrittenLine(LINE, LineFinding.UNDECLARED, "Zed"),), 1))
    county.record.close()


def refusal(capsys: pytest.CaptureFixture[str], record: Path, out: Path, *more: str) -> tuple[int, str]:
    capsys.readouterr()
    code = run(["export", "arlo", str(record), "--out", str(out), *MAIL, *more])
    assert not out.exists()
    return code, capsys.readouterr().err


def manifest_of(folder: Path, mark: str = "") -> list[list[str]]:
    content = (folder / f"{mark}manifest.csv").read_bytes()
    return arlo_restated.table(content, MANIFEST, MANIFEST[2:], MANIFEST[:2])


def wanted(record: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """By contest: ballots, overvoted ballots, votes by name, as `canvass results` says them."""
    found = {}
    for one in answer_of(capsys, "results", record, "--json")["contests"]:
        votes = {SHORT.get(choice["choice"], choice["name"]): choice["votes"] for choice in one["choices"]}
        if one["contest"] == "senator":
            votes["Write-In"] = one["write_ins_pending"] + sum(person["votes"] for person in one["write_ins"])
        votes = {name: count for name, count in votes.items() if count}
        found[SHORT[one["contest"]]] = (one["sheets"], one["overvotes"] // one["seats"], votes)
    return found


def said(folder: Path, mark: str = "") -> dict[str, Any]:
    found = arlo_restated.cvrs((folder / f"{mark}cvrs.csv").read_bytes(), manifest_of(folder, mark))
    return {name: (one.ballots, one.overvoted, dict(one.votes)) for name, one in found.contests.items()}


def test_arlo_takes_the_files_and_counts_what_the_results_say(
    asked: Path, tmp_path: Path, names: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    settle(asked)
    out = exported("arlo", asked, tmp_path / "out", *MAIL, *names, "--set-aside", "returned")
    figures = wanted(asked, capsys)
    assert said(out) == figures
    assert sum(overvoted for _, overvoted, _ in figures.values()) == 1
    expected = json.loads((out / "expected.json").read_bytes())
    for one in expected["contests"]:
        ballots, _, votes = figures[one["name"]]
        assert (one["ballots"], {name: count for name, count in one["votes"].items() if count}) == (ballots, votes)
    contests = arlo_restated.table(
        (out / "standardized-contests.csv").read_bytes(),
        ("Contest Name", "Jurisdictions", "Choice Names"),
        (),
        ("Contest Name",),
    )
    assert [(name, choices.split("; ")[-1]) for name, _, choices in contests] == [
        (SHORT["senator"], "Write-In"),
        ("Board", "Over Votes"),
        ("Levy (of 2026)", "Against"),
    ]
    columns = ("Jurisdiction", "Admin Email")
    assert arlo_restated.table((out / "jurisdictions.csv").read_bytes(), columns, (), columns) == [["McCone", MAIL[1]]]
    assert (out.stat().st_mode & 0o777, about(out)["public"]) == (0o700, False)


def test_no_precinct_style_time_or_picture_stands_in_the_files(
    record: Path, tmp_path: Path, names: tuple[str, str]
) -> None:
    out = exported("arlo", record, tmp_path / "out", *MAIL, *names)
    everything = b"".join(path.read_bytes() for path in out.iterdir())
    with open_record(record) as opened:
        sources = [source for found in opened.images_of_batch("one").values() for source in found]
        stamps = {row.written_at[:16] for row in opened.ledger()}
        places = [word for one in opened.election.precincts for word in (one.id, one.name)]
    assert len(sources) == 40
    words = [*places, *stamps, *(one.file for one in sources), *(one.sha256 for one in sources)]
    assert [word for word in words if word.encode() in everything] == []


def test_the_same_bytes_twice_and_an_entry_for_each(record: Path, tmp_path: Path, names: tuple[str, str]) -> None:
    first, second = (exported("arlo", record, tmp_path / name, *MAIL, *names) for name in ("first", "second"))
    for name in (one["name"] for one in about(first)["files"]):
        assert (first / name).read_bytes() == (second / name).read_bytes()
    with open_record(record) as opened:
        noted = [one for one in opened.entries() if isinstance(one, AccessRecorded)]
    assert [(one.what, one.detail) for one in noted] == [(Access.TOTALS_EXPORTED, "arlo, ballots")] * 2
    assert about(second)["ledger"]["number"] == about(first)["ledger"]["number"] + 1


def test_ballots_that_wait_need_people_first(
    asked: Path, tmp_path: Path, names: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    for audit in ("ballots", "batches"):
        code, words = refusal(capsys, asked, tmp_path / "out", *names, "--audit", audit)
        assert code == ExitCode.WAITING
        assert "2 sheets wait for the counting board: late/2, late/4" in words


def test_where_ballots_of_the_board_lie_has_no_default(
    asked: Path, tmp_path: Path, names: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    settle(asked)
    code, words = refusal(capsys, asked, tmp_path / "out", *names)
    assert (code, "2 sheets were set aside for the board: late/2, late/4" in words) == (ExitCode.WRONG_INPUT, True)
    apart = exported("arlo", asked, tmp_path / "apart", *MAIL, *names, "--set-aside", "apart")
    manifest = {row[1]: row[2] for row in manifest_of(apart)}
    assert (manifest["late"], manifest["late-board"]) == ("3", "2")
    assert said(apart) == wanted(asked, capsys)
    ids = arlo_restated.cvrs((apart / "cvrs.csv").read_bytes(), manifest_of(apart)).record_ids
    assert {batch: found for (_, batch), found in ids.items() if batch.startswith("late")} == {
        "late": [1, 3, 5],
        "late-board": [2, 4],
    }


def test_every_name_that_arlo_would_trip_over_is_named_at_once(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, words = refusal(capsys, record, tmp_path / "out")
    assert code == ExitCode.WRONG_INPUT
    for part in (
        'Sub-total, "the" board\' has the word "total"',
        "'Total' has the word",
        "'=HYPERLINK(1)' begins as a formula",
        "'@SUM(A1)' begins as a formula",
        "has 1,906 characters; Arlo takes at most 200",
        "\\u202e",
        "--names FILE",
    ):
        assert part in words, part


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("id,name\nnobody,Short", "'nobody'"),
        ("id,name\nann,A\nann,B", "Line 3"),
        ("id,name\nann,", "'ann', ''"),
        ("choice,name\nann,A", "expected `id,name`"),
        ("id,name\nann,José", ""),
    ],
)
def test_a_table_of_names_that_says_nothing_certain_is_refused(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], table: str, why: str
) -> None:
    (tmp_path / "names.csv").write_bytes(table.encode("latin-1"))
    code, words = refusal(capsys, record, tmp_path / "out", "--names", str(tmp_path / "names.csv"))
    assert code == ExitCode.WRONG_INPUT
    assert "The names cannot be used" in words
    assert why in words


@pytest.mark.parametrize("mail", ["", "ada", "ada@county", "a b@county.gov", "=1@county.gov,x"])
def test_an_address_that_is_none_is_refused(
    record: Path, tmp_path: Path, mail: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, words = refusal(capsys, record, tmp_path / "out", "--admin-email", mail)
    assert (code, "no e-mail address" in words) == (ExitCode.WRONG_INPUT, True)


def test_test_decks_alone_are_exported_as_such(
    record: Path, tmp_path: Path, names: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    out = exported("arlo", record, tmp_path / "out", *MAIL, *names, "--test")
    files = sorted(path.name for path in out.iterdir() if path.name != "export.json")
    assert len(files) == 5
    assert all(name.startswith("TEST-") for name in files)
    assert manifest_of(out, "TEST-") == [["left scanner", "deck", "7"]]
    assert (out / "TEST-cvrs.csv").read_text("utf-8-sig").startswith("Canvass TEST,")
    assert said(out, "TEST-")["Board"] == (7, 0, {"Di": 7, "Ed": 7})


def test_a_comparison_of_batches_has_totals_by_batch(
    asked: Path, tmp_path: Path, names: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    settle(asked)
    figures = wanted(asked, capsys)
    for contests in (["council"], ["council", "levy"]):
        wanted_only = [word for one in contests for word in ("--contest", one)]
        out = exported("arlo", asked, tmp_path / "-".join(contests), *MAIL, *names, "--audit", "batches", *wanted_only)
        listed = json.loads((out / "contests.json").read_bytes())
        heads = [
            choice["name"] if len(contests) == 1 else f"{one['name']} - {choice['name']}"
            for one in listed
            for choice in one["choices"]
        ]
        content = (out / "totals-by-batch.csv").read_bytes()
        rows = arlo_restated.table(content, ("Batch Name", *heads), tuple(heads), ("Batch Name",))
        assert {row[0] for row in rows} == {row[1] for row in manifest_of(out)}
        sums = [sum(int(row[place]) for row in rows) for place in range(1, len(heads) + 1)]
        assert sums == [choice["numVotes"] for one in listed for choice in one["choices"]]
        for one in listed:
            votes = {choice["name"]: choice["numVotes"] for choice in one["choices"] if choice["numVotes"]}
            assert votes == figures[one["name"]][2]


def test_nothing_is_exported_before_the_polls_are_closed(
    tmp_path: Path, names: tuple[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "tests.canvass.exporting.exported_county.PollsClosed", lambda _: AccessRecorded("a", "", Access.SIGNED_IN)
    )
    record = made(tmp_path / "open")
    code, words = refusal(capsys, record, tmp_path / "out", *names)
    assert (code, "close" in words) == (ExitCode.SEALED, True)


def test_a_contest_that_is_none_is_refused(record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, words = refusal(capsys, record, tmp_path / "out", "--contest", "mayor")
    assert (code, "no contest 'mayor'" in words) == (ExitCode.WRONG_INPUT, True)


def test_a_full_disk_leaves_no_entry_and_no_folder(
    record: Path, tmp_path: Path, names: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_record(record) as opened:
        before = opened.head()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    out = tmp_path / "made" / "out"
    assert run(["export", "arlo", str(record), "--out", str(out), *MAIL, *names]) == ExitCode.ENVIRONMENT
    assert list(out.parent.iterdir()) == []
    with open_record(record) as opened:
        assert opened.head() == before
