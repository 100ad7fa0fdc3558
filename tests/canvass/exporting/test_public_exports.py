"""Exports for the public: the figures of the release cell by cell, whatever people and places are called."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from tabulate.election import PrecinctId
from tests.canvass.exporting.exported_county import (
    LONG,
    NAMES,
    PRECINCTS,
    Cell,
    about,
    again,
    cells_of_results,
    exported,
    made,
    released,
    table_of,
    votes,
    xml_of,
)

PUBLIC = ("results", "openelections", "clarity")
UNSEEN = "Ann \N{REPLACEMENT CHARACTER}nnA"


def cells_of_tables(folder: Path) -> Counter[Cell]:
    rows = table_of(folder / "results.csv")
    return +Counter({(one["contest_id"], one["choice_id"], one["precinct_id"]): int(one["votes"]) for one in rows})


def cells_of_openelections(folder: Path) -> Counter[Cell]:
    (file,) = folder.glob("*.csv")
    offices = {"U.S. Senate": "senator", 'Sub-total, "the" board': "council", LONG: "levy"}
    candidates = {
        UNSEEN: "ann",
        "'=HYPERLINK(1)": "bob",
        NAMES["cy"]: "cy",
        "Total": "di",
        "'@SUM(A1)": "ed",
        "Over Votes (flo)": "flo",
        "Under Votes": "UNDERVOTES",
        "Over Votes": "OVERVOTES",
    }
    places = {"'=1+1": "P1", PRECINCTS["P2"]: "P2", "North": "P3"}
    return +Counter(
        {
            (
                offices[one["office"]],
                candidates.get(one["candidate"], one["candidate"].lower()),
                places[one["precinct"]],
            ): int(one["votes"])
            for one in table_of(file)
            if one["office"] != "Ballots Cast"
        }
    )


def cells_of_xml(folder: Path) -> Counter[Cell]:
    places = {name: id_ for id_, name in PRECINCTS.items()}
    found: Counter[Cell] = Counter()

    def put(contest: str, choice: str, kind: Any) -> None:
        by_place = {places[one.get("name")]: int(one.get("votes")) for one in kind.iter("Precinct")}
        assert sum(by_place.values()) == int(kind.get("votes"))
        found.update({(contest, choice, place): votes for place, votes in by_place.items()})

    for contest in xml_of(folder).iter("Contest"):
        for kind in contest.findall("VoteType"):
            put(contest.get("key"), kind.get("name").upper(), kind)
        for choice in contest.findall("Choice"):
            (kind,) = choice.findall("VoteType")
            assert choice.get("totalVotes") == kind.get("votes")
            put(contest.get("key"), choice.get("key"), kind)
    return +found


READERS = {"results": cells_of_tables, "openelections": cells_of_openelections, "clarity": cells_of_xml}


@pytest.mark.parametrize("form", PUBLIC)
def test_every_cell_is_that_of_the_results(
    record: Path, tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    released(record)
    wanted = cells_of_results(record, capsys)
    assert len(wanted) > 20
    assert READERS[form](exported(form, record, tmp_path / "out")) == wanted


def test_small_precincts_stand_in_one_row_and_the_sum_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = made(tmp_path / "small", far=4)
    released(record)
    rows = table_of(exported("results", record, tmp_path / "out") / "results.csv")
    assert {one["precinct_id"] for one in rows} == {"P1", "POOLED"}
    wanted = cells_of_results(record, capsys)
    for choice in ("ann", "di", "UNDERVOTES"):
        shown = sum(int(one["votes"]) for one in rows if one["choice_id"] == choice)
        assert shown == sum(votes for (_, key, _), votes in wanted.items() if key == choice)
    assert sum(int(one["ballots"]) for one in table_of(tmp_path / "out" / "turnout.csv")) == 68


def test_test_decks_are_in_no_figure(record: Path, tmp_path: Path) -> None:
    released(record)
    ballots = {
        one["precinct_id"]: one["ballots"]
        for one in table_of(exported("results", record, tmp_path / "out") / "turnout.csv")
    }
    assert ballots == {"P1": "40", "P2": "24", "P3": "16"}


@pytest.mark.parametrize("form", PUBLIC)
def test_nothing_leaves_before_a_release(
    record: Path, tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", form, str(record), "--out", str(tmp_path / "out")]) == ExitCode.WRONG_INPUT
    assert "No totals of this record are released" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("form", [*PUBLIC, "definition"])
def test_nothing_shows_what_was_counted_since_not_even_a_hash(record: Path, tmp_path: Path, form: str) -> None:
    released(record)
    before = exported(form, record, tmp_path / "before")
    county = again(record)
    county.count_batch("more", PrecinctId("P1"), [votes(place) for place in range(9)])
    entries = {row.number: row for row in county.record.ledger()}
    county.record.close()
    after = exported(form, record, tmp_path / "after")
    assert {one.name: one.read_bytes() for one in before.iterdir()} == {
        one.name: one.read_bytes() for one in after.iterdir()
    }
    named = about(after)["ledger"]
    stated = entries[named["number"]]
    assert (stated.kind, stated.hash) == ("record opened" if form == "definition" else "totals released", named["hash"])


@pytest.mark.parametrize("form", PUBLIC)
def test_the_same_release_gives_the_same_bytes_and_their_hashes(record: Path, tmp_path: Path, form: str) -> None:
    released(record)
    first, second = (exported(form, record, tmp_path / name) for name in ("first", "second"))
    files = sorted(path.name for path in first.iterdir())
    assert [(first / name).read_bytes() for name in files] == [(second / name).read_bytes() for name in files]
    listed = {one["name"]: one["sha256"] for one in about(first)["files"]}
    assert sorted([*listed, "export.json"]) == files
    assert all(hashlib.sha256((first / name).read_bytes()).hexdigest() == one for name, one in listed.items())


def test_a_spreadsheet_computes_nothing_and_knows_the_letters(record: Path, tmp_path: Path) -> None:
    released(record)
    file = exported("results", record, tmp_path / "out") / "results.csv"
    assert file.read_bytes().startswith("\ufeff".encode())
    rows = table_of(file)
    assert [cell for row in rows for cell in row.values() if cell[:1] in ("=", "@", "+", "-", "\t")] == []
    assert {one["choice"] for one in rows} >= {"'=HYPERLINK(1)", "'@SUM(A1)", NAMES["cy"], UNSEEN}
    assert {one["county_fips"] for one in rows} == {"30055"}
    assert b"\xe2\x80\xae" not in file.read_bytes()


def test_openelections_wants_no_byte_order_mark_and_a_name_that_says_what_it_is(record: Path, tmp_path: Path) -> None:
    released(record)
    (file,) = exported("openelections", record, tmp_path / "out").glob("*.csv")
    assert file.read_bytes().startswith(b"county,precinct,office,district,party,candidate,votes\r\n")
    assert file.name.endswith("__mt__special__mccone__precinct.csv")


def test_the_xml_escapes_what_would_end_a_script_and_names_no_encoding(record: Path, tmp_path: Path) -> None:
    released(record)
    folder = exported("clarity", record, tmp_path / "out")
    root = xml_of(folder)
    with ZipFile(folder / "detailxml.zip") as archive:
        text = archive.read("detail.xml").decode()
    assert text.startswith("<ElectionResult>")
    assert "<script>" not in text
    assert root.find("Contest").get("text") == "</script><script>alert(1)</script>"
    turnout = root.find("VoterTurnout")
    assert list(turnout.attrib) == ["totalVoters", "ballotsCast", "voterTurnout"]
    assert turnout.get("ballotsCast") == "80"
    assert {one.get("percentReporting") for one in turnout.iter("Precinct")} == {"4"}


def test_a_part_of_the_count_is_not_called_whole(record: Path, tmp_path: Path) -> None:
    released(record, complete=False)
    root = xml_of(exported("clarity", record, tmp_path / "xml"))
    assert {one.get("percentReporting") for one in root.iter("Precinct") if one.get("totalVoters")} == {"0"}
    rows = table_of(exported("results", record, tmp_path / "out") / "results.csv")
    assert {one["status"] for one in rows} == {"unofficial-partial"}
