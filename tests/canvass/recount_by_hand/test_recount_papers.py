"""`canvass recount notice`, `packets`, `papers`: what is printed before the end shows no figure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.canvass.facts_of_papers import facts_missing
from tests.canvass.recount_by_hand.counted_by_hand import (
    CERTIFICATE,
    recount,
    refused,
    tally,
    w19,
)


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
    papers = record.parent / "papers"
    assert recount(record, "papers", "R-1", "--out", papers) == 0
    as_json = (papers / "recount.json").read_text("utf-8")
    for name in ("certificate", "abstract"):
        as_csv = (papers / f"{name}.csv").read_text("utf-8")
        assert "The recounted votes are the correct ones (13-16-418)." in as_csv, "the note that paper has"
        assert facts_missing(as_csv, as_json) == [], "no fact is in one form alone"


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
