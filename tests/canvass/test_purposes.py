"""What contests are for, as the commands tell it: of the invented county, and of definitions of before."""

import json
from pathlib import Path
from typing import Any

import pytest

from canvass.auditing.purposes import StatedWords, left_open, with_purposes
from canvass.cli import run
from canvass.errors import ExitCode
from tabulate.definitions import parse_definition
from tabulate.offices import Office, Territory
from test_ballots.counties import small_county
from test_ballots.definition import definition_bytes
from tests.tabulate.definitions_data import as_bytes, canvass_document, set_at

Capture = pytest.CaptureFixture[str]


def opened(tmp_path: Path, definition: bytes) -> str:
    (tmp_path / "definition.json").write_bytes(definition)
    record = str(tmp_path / "record")
    assert run(["new", record, str(tmp_path / "definition.json")]) == ExitCode.DONE
    return record


def rules_of(record: str, capsys: Capture) -> dict[str, dict[str, Any]]:
    capsys.readouterr()
    assert run(["audit", "rules", record, "--json"]) == ExitCode.DONE
    return {one["contest"]: one for one in json.loads(capsys.readouterr().out)["contests"]}


@pytest.fixture
def demo(tmp_path: Path) -> str:
    return opened(tmp_path, definition_bytes(small_county()))


def test_repair_a10_the_invented_county_draws_the_court_s_seat_and_no_commissioner_s_district(
    demo: str, capsys: Capture
) -> None:
    assert "does not tell" not in capsys.readouterr().out
    told = rules_of(demo, capsys)
    drawn = {name: one["drawn_as"] for name, one in told.items()}
    assert drawn["justice-5"] == "statewide race"
    assert drawn["psc-1"] is None
    assert (drawn["us-senator"], drawn["us-representative"]) == ("federal race", "federal race")
    assert (drawn["sd-14"], drawn["hd-27"], drawn["ca-116"]) == ("legislative race", "legislative race", drawn["i-188"])
    assert drawn["retain-justice-3"] is drawn["retain-district-judge"] is drawn["road-levy"] is None
    classes = {name: (one["recount_class"], one["ten_votes_are_close"]) for name, one in told.items()}
    assert classes["psc-1"] == classes["justice-5"] == classes["retain-district-judge"] == ("(1)(b)", False)
    assert classes["sheriff"] == classes["council-0"] == ("(1)(a)", True)
    assert (classes["ca-116"][0], classes["library-levy"][0]) == ("(1)(d)", "(1)(c)")


def test_repair_a10_opening_the_audit_shows_what_is_drawn_and_how_it_is_recounted(
    demo: str, tmp_path: Path, capsys: Capture
) -> None:
    assert run(["audit", "open", demo]) == ExitCode.DONE
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert any("Supreme Court Justice, Seat 5 statewide race (1)(b)" in line for line in lines)
    assert any("Sheriff" in line and "(1)(a), ten votes" in line for line in lines)
    (tmp_path / "rolls.csv").write_text("dice\n1\n6\n2\n3\n4\n")
    rehearsing = ["audit", "select", demo, "--rehearsal", "--json", "--dice", str(tmp_path / "rolls.csv")]
    assert run(rehearsing) == ExitCode.WAITING
    lists = {one["list"]: [item["id"] for item in one["items"]] for one in json.loads(capsys.readouterr().out)["lists"]}
    assert lists["statewide race"] == ["justice-5"]
    assert lists["legislative race"] == ["sd-14", "hd-27", "hd-28"]


def test_repair_a10_a_definition_with_a_scope_is_told_what_it_leaves_open(tmp_path: Path, capsys: Capture) -> None:
    record = opened(tmp_path, as_bytes(canvass_document()))
    said = capsys.readouterr().out
    assert "justice, of which it gives only the scope judicial: its class for a recount" in said
    assert "levy, of which it gives only the scope local" in said
    assert "commissioner" not in said.split("does not tell")[1]
    assert rules_of(record, capsys)["justice"]["recount_class"] is None
    assert run(["audit", "rules", record]) == ExitCode.DONE
    assert "not told" in capsys.readouterr().out


def test_repair_a10_what_is_left_open_is_stated_when_the_audit_is_opened(tmp_path: Path, capsys: Capture) -> None:
    record = opened(tmp_path, as_bytes(canvass_document()))
    capsys.readouterr()
    stated = ["--office", "justice=justice of the peace", "--territory", "justice=one county"]
    assert run(["audit", "open", record, *stated, "--territory", "levy=several counties"]) == ExitCode.DONE
    said = capsys.readouterr().out
    assert "does not tell" not in said
    assert "(1)(a), ten votes" in said
    assert "(1)(e)" in said


WRONG = [
    (StatedWords(offices=("king=governor",)), "names no contest"),
    (StatedWords(offices=("commissioner=king",)), '"king" is no office'),
    (StatedWords(territories=("levy=nation",)), '"nation" is no territory'),
    (StatedWords(offices=("commissioner=governor",)), "13-12-207"),
    (StatedWords(offices=("commissioner=sheriff",)), "several counties or one county"),
    (StatedWords(offices=("levy=school",), territories=("levy=one county",)), "an issue fills no office"),
    (StatedWords(nominated=("commissioner=none",)), "is no number"),
    (StatedWords(nominated=("commissioner=3",)), "13-14-117"),
    (StatedWords(nominated=("levy=2",)), "only candidates are nominated"),
]


@pytest.mark.parametrize(("words", "told"), WRONG)
def test_repair_a10_what_is_stated_wrongly_is_refused(words: StatedWords, told: str) -> None:
    from audit.errors import Refused

    election = parse_definition(as_bytes(canvass_document()))
    with pytest.raises(Refused) as refused:
        with_purposes(election, words)
    assert told in str(refused.value)


def test_repair_a10_what_the_definition_says_is_not_stated_otherwise(demo: str, capsys: Capture) -> None:
    assert run(["audit", "open", demo, "--office", "psc-1=governor"]) != ExitCode.DONE
    assert "The definition says what psc-1 is for: public service commissioner" in capsys.readouterr().err


def test_repair_a11_a_primary_s_number_is_stated_and_the_office_with_it() -> None:
    document = set_at(canvass_document(), "date", "2026-06-02")
    election = parse_definition(as_bytes(set_at(document, "polls_close", "2026-06-02T20:00:00-06:00")))
    assert any("13-14-117" in line for line in left_open(election))
    words = StatedWords(
        ("commissioner=municipal office", "justice=district judge"),
        ("commissioner=municipality", "justice=several counties", "levy=municipality"),
        ("commissioner=4",),
    )
    found = with_purposes(election, words)
    purpose = found.contests[0].purpose
    assert (purpose.office, purpose.territory) == (Office.MUNICIPAL_OFFICE, Territory.MUNICIPALITY)
    assert (purpose.nominated, purpose.nonpartisan) == (4, True)
    assert left_open(found) == []
    assert found.definition_sha256 == election.definition_sha256
