"""Contests in court by command: begun, judged, certificates that follow, and what illegal votes would change."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record import open_record
from tests.canvass.audited_county import election_day
from tests.canvass.canvassing.canvassed_record import SIGNED, adopted, county, entries, pages_of
from tests.canvass.canvassing.certified_record import BY, clear, issue
from tests.canvass.canvassing.test_certificates_issued import states

SHA = "ab" * 32


def day(after: int) -> str:
    return (election_day() + timedelta(days=after)).isoformat()


def court(verb: str, *words: object) -> ExitCode:
    return ExitCode(run(["court", verb, *map(str, words)]))


def begun(record: Path, case: str = "DV-26-118", *words: object, contest: str = "sheriff") -> ExitCode:
    said = ("--begun-by", "Fir", "--grounds", "illegal votes", "--begun-on", day(8), *BY)
    return court(
        "begin", record, case, "--contest", contest, *(words or ("--kind", "election", "--against", "Elm")), *said
    )


def judged(record: Path, *words: object, case: str = "dv-26-118") -> ExitCode:
    return court("judge", record, case, *words, "--judged-on", day(8), "--judgment-sha256", SHA.upper(), *BY)


def read(place: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(place.read_text("utf-8"))
    return found


@pytest.fixture
def certified(record: Path, tmp_path: Path) -> Path:
    """Elm has 15 votes, Fir 5, and Elm's certificate is issued."""
    adopted(record, tmp_path)
    assert county(record, "declare", "--out", tmp_path / "declared", *SIGNED) == ExitCode.DONE
    assert clear(record, "sheriff", "elm") == ExitCode.DONE
    assert issue(record, "sheriff", "elm", tmp_path / "first") == ExitCode.DONE
    return record


def test_a_judgment_voids_one_certificate_and_gives_another(
    certified: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert begun(certified) == ExitCode.DONE
    assert "Begun in time" in capsys.readouterr().out
    assert court("list", certified) == ExitCode.WAITING
    said = capsys.readouterr().out
    assert ("DV-26-118" in said, "contest of an election" in said) == (True, True)
    illegal = ("--illegal", "elm=12", "--illegal", "Fir=1")
    assert judged(certified, "--finding", "declares", "--declares", "Fir", *illegal) == ExitCode.DONE
    said = capsys.readouterr().out
    assert "Elm has 3 legal votes, below Fir with 4" in said
    assert states(certified, tmp_path, "sheriff") == [("Elm", "void"), ("Fir", "declared")]
    assert issue(certified, "sheriff", "fir", tmp_path / "second") == ExitCode.WRONG_INPUT
    assert "no notice about Fir" in capsys.readouterr().err, "the commissioner is asked of whom a court declares, too"
    assert clear(certified, "sheriff", "fir") == ExitCode.DONE
    assert issue(certified, "sheriff", "fir", tmp_path / "second") == ExitCode.DONE
    (paper,) = (tmp_path / "second").iterdir()
    made = read(paper)
    assert (made["name"], made["judged"]["case"], made["void"]) == ("Fir", "DV-26-118", None)
    assert states(certified, tmp_path, "sheriff") == [("Elm", "void"), ("Fir", "issued")]
    assert issue(certified, "sheriff", "elm", tmp_path / "third") == ExitCode.WRONG_INPUT
    assert court("paper", certified, "DV-26-118", "--out", tmp_path / "case.pdf") == ExitCode.DONE
    (page,) = pages_of(tmp_path / "case.pdf")
    for words in ("Contest of an election: case DV-26-118", "It is open", "13-36-211", "void", "issued"):
        assert words in page
    assert court("paper", certified, "DV-26-118", "--out", tmp_path / "case.json") == ExitCode.DONE
    capsys.readouterr()
    assert court("paper", certified, "DV-26-118") == ExitCode.DONE
    assert "Elm has 3 legal votes, below Fir with 4" in capsys.readouterr().out
    assert court("paper", certified, "DV-26-118", "--out", tmp_path / "case.csv") == ExitCode.DONE
    assert "Elm has 3 legal votes, below Fir with 4" in (tmp_path / "case.csv").read_text("utf-8")
    found = read(tmp_path / "case.json")
    assert (found["stage"], found["holds"], found["late"]) == ("judged", True, False)
    assert found["judgments"][0]["illegal"] == {"elm": 12, "fir": 1}
    assert [(one["name"], one["state"]) for one in found["certificates"]] == [("Elm", "void"), ("Fir", "issued")]


def test_an_appeal_that_reverses_gives_the_first_a_new_certificate(certified: Path, tmp_path: Path) -> None:
    assert begun(certified) == ExitCode.DONE
    assert judged(certified, "--finding", "sets-aside") == ExitCode.DONE
    assert states(certified, tmp_path, "sheriff") == [("Elm", "void")]
    assert (
        court("appeal", certified, "DV-26-118", "--appealed-by", "Elm", "--appealed-on", day(8), *BY) == ExitCode.DONE
    )
    assert judged(certified, "--finding", "stands") == ExitCode.DONE
    assert states(certified, tmp_path, "sheriff") == [("Elm", "void"), ("Elm", "cleared")]
    assert issue(certified, "sheriff", "elm", tmp_path / "again") == ExitCode.DONE
    assert states(certified, tmp_path, "sheriff") == [("Elm", "void"), ("Elm", "issued")]
    over = ("--reason", "the time to appeal is over", "--ended-on", day(8), *BY)
    assert court("end", certified, "DV-26-118", *over) == ExitCode.DONE
    assert court("list", certified, "--out", tmp_path / "list.json") == ExitCode.DONE
    assert [one["holds"] for one in read(tmp_path / "list.json")["actions"]] == [False]
    assert run(["verify", str(certified)]) == ExitCode.DONE, "from entry 1, with every entry of the case"
    assert run(["status", str(certified)]) in (ExitCode.DONE, ExitCode.WAITING)


def test_an_election_that_is_void_leaves_no_certificate(
    certified: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert begun(certified, "DV-26-119", "--kind", "void") == ExitCode.DONE
    assert judged(certified, "--finding", "voids", case="DV-26-119") == ExitCode.DONE
    assert states(certified, tmp_path, "sheriff") == [("Elm", "void")]
    capsys.readouterr()
    assert clear(certified, "sheriff", "elm") == ExitCode.WRONG_INPUT
    assert "a court took it away, by the judgment of entry" in capsys.readouterr().err


REFUSED = [
    (("--kind", "nomination", "--against", "elm"), "sheriff", "certificate (by command: --certified)"),
    (("--kind", "nomination", "--against", "elm", "--certified", "2026-01-02"), "sheriff", "nominates nobody"),
    (("--kind", "election"), "sheriff", "whose nomination or election is contested"),
    (("--kind", "election", "--against", "for"), "levy", "elects nobody (13-36-102(2))"),
    (("--kind", "void-bond"), "sheriff", "is no bond election"),
    (("--kind", "void", "--against", "elm"), "sheriff", "nobody by name"),
    (("--kind", "election", "--against", "nobody"), "sheriff", "has no 'nobody': elm, fir"),
    (("--kind", "void"), "nothing", "no contest 'nothing'"),
]


def test_what_is_no_such_action_is_refused_and_nothing_is_written(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = entries(record)
    for words, contest, said in REFUSED:
        assert begun(record, "DV-1", *words, contest=contest) == ExitCode.WRONG_INPUT, words
        assert said in capsys.readouterr().err
    early = ("--begun-by", "Fir", "--grounds", "x", "--begun-on", day(-1), *BY)
    void = ("--contest", "levy", "--kind", "void")
    assert court("begin", record, "DV-1", *void, *early) == ExitCode.WRONG_INPUT
    assert "and the election was on" in capsys.readouterr().err
    assert judged(record, "--finding", "stands") == ExitCode.WRONG_INPUT
    assert "The record has no case" in capsys.readouterr().err
    assert entries(record) == before


def test_a_refusal_says_what_a_court_may_find_and_who_is_missing_in_words(
    certified: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert begun(certified, "DV-1", "--kind", "election") == ExitCode.WRONG_INPUT
    assert "found nobody." in capsys.readouterr().err
    assert begun(certified, "DV-1", "--kind", "void", "--against", "Elm") == ExitCode.WRONG_INPUT
    assert "nobody by name, in the action to void an election" in capsys.readouterr().err
    assert begun(certified) == ExitCode.DONE
    assert judged(certified, "--finding", "declares") == ExitCode.WRONG_INPUT
    assert "found nobody." in capsys.readouterr().err
    assert judged(certified, "--finding", "voids") == ExitCode.WRONG_INPUT
    said = capsys.readouterr().err
    assert "the result stands, or another is declared, or the nomination or election is set aside" in said
    assert "None" not in said


def test_more_illegal_votes_than_there_are_cannot_be_found(certified: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert begun(certified) == ExitCode.DONE
    before = entries(certified)
    for wrong, words in (
        ("elm=16", "elm has 15 votes, and 16 of them cannot be illegal"),
        ("elm=-1", "says no illegal votes"),
        ("zoe=1", "the choices are elm, fir"),
        ("elm", "says no illegal votes"),
    ):
        assert judged(certified, "--finding", "stands", "--illegal", wrong) == ExitCode.WRONG_INPUT
        assert words in capsys.readouterr().err
    assert judged(certified, "--finding", "stands", "--illegal", "elm=1", "--illegal", "Elm=2") == ExitCode.WRONG_INPUT
    assert entries(certified) == before


def test_what_if_takes_totals_of_any_system_w24(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], record: Path
) -> None:
    totals = tmp_path / "totals.csv"
    totals.write_text("contest,choice,votes\nsheriff,elm,1204\nsheriff,fir,1199\n", "utf-8")
    out = tmp_path / "what.json"
    asked = ("what-if", record, totals, "--contest", "sheriff", "--out", out)
    assert court(*asked, "--illegal", "elm=7", "--illegal", "fir=1") == ExitCode.DONE
    found = read(out)
    assert [one["legal"] for one in found["votes"]] == [1197, 1198]
    assert (found["may_be_set_aside"], found["declared"]) == (["elm"], ["fir"])
    out.unlink()
    assert court(*asked, "--illegal", "elm=5") == ExitCode.DONE
    assert (read(out)["may_be_set_aside"], read(out)["declared"]) == ([], [])
    before = entries(record)
    capsys.readouterr()
    assert court("what-if", record, "--contest", "sheriff", "--illegal", "elm=10") == ExitCode.DONE
    said = capsys.readouterr().out
    assert "Elm has 5 legal votes, not below Fir with 5" in said
    assert "at least 1 more illegal vote for Elm" in said
    with open_record(record) as opened:
        head = opened.head()
    assert f"Ledger {head.number}:{head.hash}" in said
    assert read(out)["ledger"] is None, "the file's totals are of no record"
    assert entries(record) == before
    own = ("what-if", record, "--contest", "sheriff", "--illegal", "elm=1", "--out", tmp_path / "own.json")
    assert court(*own) == ExitCode.DONE
    assert read(tmp_path / "own.json")["ledger"] == {"number": head.number, "hash": head.hash}
    assert run(["recounts", "check", str(record)]) == ExitCode.DONE
    assert f"Ledger {head.number}:{head.hash}" in capsys.readouterr().out
    for form in ("pdf", "html", "csv"):
        assert court(*asked[:-1], tmp_path / f"what.{form}", "--illegal", "elm=7") == ExitCode.DONE
    (page,) = pages_of(tmp_path / "what.pdf")
    assert "What illegal votes would change: Sheriff" in page
