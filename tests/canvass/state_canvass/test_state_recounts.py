"""A recount beyond one county: the secretary of state's notice by the declared figures, taken in by a county."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from canvass import clock
from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record import open_record
from canvass.state_canvass.state_folder import canvass_in
from tabulate.board.errors import NotAllowed
from tabulate.board.recount.recount_entries import CountySignatures, Petition, RecountGround
from tabulate.calendar.duties import LastDay
from tabulate.election import ContestId, PrecinctId
from tabulate.ledger.fold import fold
from tabulate.offices import Territory
from tabulate.recounts.rights import PositionTotals, VotesFor, line_of
from tabulate.state_canvass.county_package import CountyPackage
from tabulate.state_canvass.state_recounts import check_noticed
from tabulate.state_canvass.state_steps import NoticedCounty, RecountNoticed
from tests.canvass.canvassing.canvassed_counties import county, standing, whole_county
from tests.canvass.canvassing.canvassed_record import pages_of
from tests.canvass.canvassing.sent_packages import package_from
from tests.canvass.recount_by_hand.counted_by_hand import STATEMENT, entries_of, hd45, make_record
from tests.canvass.state_canvass.conftest import NOW
from tests.canvass.state_canvass.counties_sent import BOARD, ISSUES, begun, contest, pine, printed, state, written

BY = ("--by", "Dee Day")
C_ASKS = ("--contest", "house-45", "--petitioner", "c", "--statement", STATEMENT, "--verified-before", "Nan Notary")
FILED = ("--filed", "2026-12-01", "--notice", "2026-12-02", *BY)


@pytest.fixture(scope="module")
def big_sky() -> CountyPackage:
    return package_from(standing(county(), whole_county(county())))


def declared(folder: Path, tmp_path: Path, *packages: CountyPackage) -> Path:
    begun(folder)
    files = [written(tmp_path, one, f"{number}.zip") for number, one in enumerate(packages)]
    assert state(folder, "receive", *files, *BY) == ExitCode.DONE
    words = ("--out", tmp_path / "d", "--format", "json", *BOARD, "--at", "2026-11-30T10:00")
    assert state(folder, "declare", *words) == ExitCode.DONE
    return folder


@pytest.fixture
def folder(big_sky: CountyPackage, tmp_path: Path) -> Path:
    """W8: C 1,606, D 1,609 in House District 45, in two counties."""
    return declared(tmp_path / "state", tmp_path, big_sky, pine(big_sky))


def noticed(folder: Path, out: Path, *words: object) -> ExitCode:
    return state(folder, "recount", "R-1", "--out", out, *words)


def notices_in(out: Path) -> dict[str, Any]:
    found = [json.loads(one.read_text("ascii")) for one in sorted(out.glob("*.json"))]
    return {one["county"]: one for one in found}


def test_w14_a_margin_of_three_in_two_counties_is_told_to_each_with_all_its_precincts(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert noticed(folder, tmp_path / "n", *C_ASKS, *FILED) == ExitCode.DONE
    found = notices_in(tmp_path / "n")
    assert found["Big Sky"]["precincts"] == ["P1", "P2"], "every precinct that votes on it, and no other"
    assert found["Pine"]["precincts"] == ["P1"]
    assert found["Big Sky"]["here"] == found["Pine"]["elsewhere"]
    assert {one["choice"]: one["votes"] for one in found["Big Sky"]["elsewhere"]} == {"c": 1_204, "d": 1_211}
    assert (found["Pine"]["ground"], found["Pine"]["canvassed_on"]) == ("petition", "2026-11-30")
    assert found["Pine"]["step"] == canvass_in(folder).head
    for name in ("R-1-001-Big-Sky", "R-1-002-Pine"):
        (page,) = pages_of(tmp_path / "n" / f"{name}.pdf")
        for words in (
            "Notice of a recount",
            "13-16-204",
            "Nan Notary",
            "2026-12-07",
            "Secretary of state",
            "Petition of C, ",
        ):
            assert words in page
    first = {one.name: one.read_bytes() for one in (tmp_path / "n").glob("*.json")}
    assert state(folder, "notices", "R-1", "--out", tmp_path / "again") == ExitCode.DONE
    assert {one.name: one.read_bytes() for one in (tmp_path / "again").glob("*.json")} == first
    assert noticed(folder, tmp_path / "n", *C_ASKS, *FILED) == ExitCode.WRONG_INPUT
    assert "There is a recount R-1 already" in capsys.readouterr().err
    assert run(["verify", str(folder)]) == ExitCode.DONE


D_ASKS = tuple("d" if one == "c" else one for one in C_ASKS)
REFUSED: list[tuple[tuple[object, ...], str]] = [
    ((*C_ASKS, "--bond", "100", *FILED), "no bond within the margin of 13-16-201"),
    ((*D_ASKS, *FILED), "the petition of a candidate who was defeated: c"),
    ((*C_ASKS, "--filed", "2026-12-06", *BY), "within five days of the canvass of 2026-11-30"),
    ((*C_ASKS, "--filed", "2026-11-29", *BY), "the filing not before the canvass"),
    (("--contest", "house-45", "--tie", *FILED), "a tie (13-16-203)"),
    (("--contest", "sheriff", "--tie", *FILED), "There is no contest 'sheriff'"),
    ((*C_ASKS, "--precinct", "Pine=P9", *FILED), "is no precinct whose ballots carry the contest"),
    ((*C_ASKS, "--precinct", "Pine=P1", *FILED), "every precinct of the contest"),
    ((*C_ASKS[:4], *FILED), "what the petition says"),
    ((*C_ASKS[:5], "I want it.", *C_ASKS[6:], *FILED), "a petition that says under oath"),
]


def test_what_the_law_does_not_allow_is_refused_and_no_county_has_notice(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], big_sky: CountyPackage
) -> None:
    before = (folder / "steps.jsonl").read_bytes()
    for words, said in REFUSED:
        assert noticed(folder, tmp_path / "n", *words) == ExitCode.WRONG_INPUT, said
        assert said in capsys.readouterr().err
    corrected = written(tmp_path, pine(big_sky, (1_204, 1_212)), "again.zip")
    assert (folder / "steps.jsonl").read_bytes() == before
    assert state(folder, "receive", corrected, "--replace", *BY) == ExitCode.DONE
    assert noticed(folder, tmp_path / "n", *C_ASKS, *FILED) == ExitCode.WRONG_INPUT
    assert "The board declares first" in capsys.readouterr().err
    assert not (tmp_path / "n").exists()


def test_a_tie_goes_to_every_county_without_a_petition(big_sky: CountyPackage, tmp_path: Path) -> None:
    folder = declared(tmp_path / "state", tmp_path, big_sky, pine(big_sky, (1_204, 1_208)))
    assert noticed(folder, tmp_path / "n", "--contest", "house-45", "--tie", *FILED) == ExitCode.DONE
    found = notices_in(tmp_path / "n")
    assert {name: (one["ground"], one["petition"]) for name, one in found.items()} == {
        "Big Sky": ("tie", None),
        "Pine": ("tie", None),
    }


def test_another_recount_in_the_same_folder_leaves_the_notices_of_the_first(folder: Path, tmp_path: Path) -> None:
    assert noticed(folder, tmp_path / "n", *C_ASKS, *FILED) == ExitCode.DONE
    first = {one.name: one.read_bytes() for one in (tmp_path / "n").iterdir()}
    f_asks = ("--contest", "house-46", "--petitioner", "f", *C_ASKS[4:], "--bond", "1200")
    assert state(folder, "recount", "R-2", "--out", tmp_path / "n", *f_asks, *FILED) == ExitCode.DONE
    now = {one.name: one.read_bytes() for one in (tmp_path / "n").iterdir()}
    assert {name: now.get(name) for name in first} == first
    assert sorted(now.keys() - first.keys()) == ["R-2-001-Big-Sky.json", "R-2-001-Big-Sky.pdf"]


def test_a_bond_for_one_county_leaves_the_votes_of_the_others_in_its_notice(
    big_sky: CountyPackage, tmp_path: Path
) -> None:
    """D 1,616, C 1,606: ten votes are within 0.5%, and a bond may name Pine alone (13-16-211)."""
    folder = declared(tmp_path / "state", tmp_path, big_sky, pine(big_sky, (1_204, 1_218)))
    bond = ("--bond", "1200", "--precinct", "Pine=P1")
    assert noticed(folder, tmp_path / "n", *C_ASKS, *bond, *FILED) == ExitCode.DONE
    found = notices_in(tmp_path / "n")
    assert list(found) == ["Pine"], "nothing is recounted in Big Sky, and it has no notice"
    assert {one["choice"]: one["votes"] for one in found["Pine"]["here"]} == {"c": 1_204, "d": 1_218}
    assert {one["choice"]: one["votes"] for one in found["Pine"]["elsewhere"]} == {"c": 402, "d": 398}
    assert run(["verify", str(folder)]) == ExitCode.DONE


def test_w17_an_issue_of_the_state_needs_a_hundred_electors_of_five_counties() -> None:
    issue = contest("i-188", printed("For", "Against"), (0, 0), "Pine", issue=ISSUES["i-188"][:2]).as_contest
    assert issue.purpose.territory is Territory.STATE
    votes = (VotesFor("for", "For", 301_482), VotesFor("against", "Against", 300_004))
    counties = (NoticedCounty("Pine", (PrecinctId("P1"),), ()),)

    def asked(*electors: int) -> None:
        signed = tuple(CountySignatures(f"County {at}", number) for at, number in enumerate(electors))
        petition = Petition("Al Elector", STATEMENT, "Nan Notary", signed)
        days = ("2026-11-30", "2026-12-01", "2026-12-02")
        ground = RecountGround.PETITION
        step = RecountNoticed(
            "R-1", issue.id, issue.title, ground, *days, petition, counties, "ab" * 32, "2026-12-02T10:00-07:00", "dee"
        )
        check_noticed(step, line_of(PositionTotals(issue, votes)), counties, LastDay.AS_IT_FALLS)

    for electors, found in (((25, 25, 25, 25), "100 of 4"), ((20, 20, 20, 20, 10, 9), "99 of 6")):
        with pytest.raises(NotAllowed, match=f"at least 5 counties.*found {found}"):
            asked(*electors)
    asked(20, 20, 20, 20, 20)


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Big Sky as it was counted, C 402, D 398."""
    one = hd45(territory="several counties") | {"id": "house-45"}
    votes = {"P1": {"house-45": (300, 298, 14)}, "P2": {"house-45": (102, 100, 12)}}
    return make_record(tmp_path / "record", [one], votes, day="2026-11-03")


def taken(record: Path, notice: Path, *words: object) -> ExitCode:
    said = ("recount", "notified", str(record), str(notice), "--notice-on", "2026-12-02", *BY)
    return ExitCode(run([*said, *map(str, words)]))


def test_a_county_takes_the_notice_in_as_the_ground_of_its_recount(
    folder: Path, record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert clock.now() == NOW
    assert noticed(folder, tmp_path / "n", *C_ASKS, *FILED) == ExitCode.DONE
    notice = tmp_path / "n" / "R-1-001-Big-Sky.json"
    before = entries_of(record)
    whole = notice.read_text("ascii")
    for text, said in (
        ("", "is no notice of a recount"),
        ("[" * 90_000, "is no notice of a recount"),
        (whole.replace("canvass-recount-notice/1", "canvass-recount-notice/2"), "its format is"),
        (whole.replace('"county":"Big Sky"', '"county":"Pine"'), "The notice is to Pine"),
        (whole.replace("General Election", "Primary"), "is of another election"),
        (whole.replace('"house-45"', '"house-46"'), "has no contest 'house-46'"),
        (whole.replace('"precincts":["P1","P2"]', '"precincts":["P1"]'), "every precinct of the contest"),
        (whole.replace('"precincts":["P1","P2"]', '"precincts":["P1","P2","P3"]'), "precincts whose ballots carry"),
        (whole.replace('"ground":"petition"', '"ground":"whim"'), "is no notice of a recount"),
    ):
        notice.write_text(text, "ascii")
        assert taken(record, notice) == ExitCode.WRONG_INPUT, said
        assert said in capsys.readouterr().err
    assert entries_of(record) == before
    notice.write_text(whole, "ascii")
    assert taken(record, notice) == ExitCode.DONE
    told = capsys.readouterr()
    assert ("by notice, precincts P1, P2" in told.out, told.err) == (True, "")
    with open_record(record) as opened:
        (kept,) = fold(opened.outlines()).board.recounts.recounts.values()
    assert kept.filed.noticed_by == canvass_in(folder).head
    assert {str(one.choice): one.votes for one in kept.filed.elsewhere} == {"c": 1_204, "d": 1_211}
    assert run(["recount", "notice", str(record), "R-1", "--out", str(tmp_path / "board.pdf")]) == ExitCode.DONE
    assert "By notice of the secretary of state" in pages_of(tmp_path / "board.pdf")[0]
    assert run(["verify", str(record)]) == ExitCode.DONE


def test_other_votes_than_the_state_canvassed_are_said_and_the_recount_is_made(
    folder: Path, record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert noticed(folder, tmp_path / "n", *C_ASKS, *FILED) == ExitCode.DONE
    notice = tmp_path / "n" / "R-1-001-Big-Sky.json"
    notice.write_text(notice.read_text("ascii").replace('"votes":402', '"votes":401'), "ascii")
    capsys.readouterr()
    assert taken(record, notice) == ExitCode.DONE
    assert "C 402 here and 401 there. The recount is made." in capsys.readouterr().err


def test_the_ids_of_these_tests_are_those_of_the_packages(big_sky: CountyPackage) -> None:
    assert [one.contest for one in big_sky.contests][1] == ContestId("house-45")
