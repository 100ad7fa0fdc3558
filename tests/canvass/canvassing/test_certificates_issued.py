"""Certificates by command: a notice first, void after a recount with another winner, then a second (W6, W21)."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from canvass.errors import ExitCode
from tests.canvass.audited_county import election_day
from tests.canvass.canvassing.canvassed_record import BOARD, SIGNED, WHO, adopted, county, entries, pages_of, recounted
from tests.canvass.canvassing.certified_record import BY, certificates, clear, issue


def listed(record: Path, folder: Path) -> list[dict[str, Any]]:
    (folder / "list.json").unlink(missing_ok=True)
    certificates(record, "list", "--out", folder / "list.json")
    found: list[dict[str, Any]] = json.loads((folder / "list.json").read_text("utf-8"))["certificates"]
    return found


def states(record: Path, folder: Path, contest: str) -> list[tuple[str, str]]:
    return [(one["name"], one["state"]) for one in listed(record, folder) if one["contest"] == contest]


def declared(record: Path, folder: Path) -> None:
    assert county(record, "declare", "--out", folder / "declared", *SIGNED) == ExitCode.DONE


def test_nothing_is_issued_without_declaration_and_notice(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "certificates"
    assert clear(record, "sheriff", "elm") == ExitCode.WRONG_INPUT
    assert "found that no report is adopted" in capsys.readouterr().err
    adopted(record, tmp_path)
    assert states(record, tmp_path, "sheriff") == [("Elm", "not declared")]
    assert clear(record, "sheriff", "elm") == ExitCode.WRONG_INPUT
    assert "the board has not declared these results" in capsys.readouterr().err
    declared(record, tmp_path)
    before = entries(record)
    capsys.readouterr()
    for contest, choice, words in (
        ("sheriff", "elm", "that the candidate complied (13-37-127); found no notice about Elm, sheriff"),
        ("sheriff", "fir", "is for who was declared: Elm (elm) (13-15-406); found 'fir'"),
        ("council", "z", "is for who was declared: X (x), Y (y)"),
        ("house", "ida", "House is not declared by the county: the legislature"),
        ("levy", "for", "a tie: nobody is declared (13-15-405(4))"),
        ("nobody", "elm", "There is no contest 'nobody'"),
    ):
        assert issue(record, contest, choice, out) == ExitCode.WRONG_INPUT, contest
        assert words in capsys.readouterr().err
    assert (entries(record), out.exists()) == (before, False)
    assert certificates(record, "list") == ExitCode.WAITING
    said = capsys.readouterr().out
    assert all(words in said for words in ("Waits for the", "commissioner", "(13-37-127)")), "in a narrow column"
    assert "the county's board does not declare it" in said


def test_a_certificate_is_void_once_the_recount_has_another_winner_and_a_second_is_issued(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    adopted(record, tmp_path)
    declared(record, tmp_path)
    out, notice = tmp_path / "certificates", tmp_path / "notice.pdf"
    notice.write_bytes(b"The candidate complied.")
    before = entries(record)
    of_before = ("--notice-date", (election_day() - timedelta(days=365)).isoformat(), "--notice", notice, *BY)
    assert certificates(record, "clear", "sheriff", "elm", *of_before) == ExitCode.WRONG_INPUT
    assert "a year before it or longer" in capsys.readouterr().err, "a notice about another election"
    assert entries(record) == before
    said = ("--notice-date", election_day().isoformat(), "--notice", notice, *BY)
    assert certificates(record, "clear", "sheriff", "elm", *said) == ExitCode.DONE
    assert states(record, tmp_path, "sheriff") == [("Elm", "cleared")]
    assert issue(record, "sheriff", "elm", out, "pdf") == ExitCode.DONE
    assert issue(record, "sheriff", "elm", out) == ExitCode.WRONG_INPUT
    assert "one certificate (13-15-406)" in capsys.readouterr().err
    (paper,) = out.iterdir()
    (page,) = pages_of(paper)
    assert "Elm was declared elected: Sheriff (13-15-405)." in page
    assert ("Dee Clerk, election administrator, under seal" in page, "VOID" in page) == (True, False)
    recounted(record, "sheriff", "P1", {"fir": 12}, under=0)
    assert states(record, tmp_path, "sheriff") == [("Elm", "void"), ("Fir", "declaration superseded")]
    assert clear(record, "sheriff", "fir") == ExitCode.WRONG_INPUT
    assert "is superseded" in capsys.readouterr().err
    assert county(record, "open", *BOARD, *WHO) == ExitCode.DONE
    assert county(record, "report", "--adopt", *SIGNED) == ExitCode.DONE
    declared(record, tmp_path)
    assert states(record, tmp_path, "sheriff") == [("Elm", "void"), ("Fir", "declared")]
    assert issue(record, "sheriff", "fir", out) == ExitCode.WRONG_INPUT, "who won now is cleared for themselves"
    assert clear(record, "sheriff", "fir") == ExitCode.DONE
    assert issue(record, "sheriff", "fir", out) == ExitCode.DONE
    first, second = (one for one in listed(record, tmp_path) if one["contest"] == "sheriff")
    assert [(one["state"], len(one["certificate_sha256"])) for one in (first, second)] == [("void", 64), ("issued", 64)]
    assert first["certificate_sha256"] != second["certificate_sha256"]
    assert "13-16-419" in first["said"]
    assert certificates(record, "papers", "--out", out) == ExitCode.DONE
    void, stands = sorted(out.glob("[0-9]*.pdf"))
    (earlier,) = out.glob("earlier-1-*.pdf")
    assert earlier.name == f"earlier-1-{void.name}", "as it was issued"
    assert ("VOID" in pages_of(void)[0], "VOID" in pages_of(stands)[0]) == (True, False)


def test_a_recount_that_agrees_leaves_the_certificate_and_a_court_takes_it(record: Path, tmp_path: Path) -> None:
    adopted(record, tmp_path)
    declared(record, tmp_path)
    assert clear(record, "sheriff", "Elm") == ExitCode.DONE
    assert issue(record, "sheriff", "elm", tmp_path / "out") == ExitCode.DONE
    recounted(record, "sheriff", "P1", {"elm": 8, "fir": 3}, under=1)
    (line,) = (one for one in listed(record, tmp_path) if one["contest"] == "sheriff")
    assert line["state"] == "issued"
    judged = ("--judgment", "DV-26-14", "--judged-on", "2026-01-02", *BY)
    assert certificates(record, "annul", "1", *judged) == ExitCode.WRONG_INPUT
    assert certificates(record, "annul", str(line["entry"]), *judged) == ExitCode.DONE
    (line,) = (one for one in listed(record, tmp_path) if one["contest"] == "sheriff")
    assert (line["state"], "13-36-212" in line["said"]) == ("void", True)
