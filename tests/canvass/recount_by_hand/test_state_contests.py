"""Recounts and ties of what the whole state votes on, by command: W17's signatures and W22's officers."""

from __future__ import annotations

from pathlib import Path

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from tests.canvass.counts import answer_of
from tests.canvass.recount_by_hand.counted_by_hand import (
    BOARD,
    BY,
    CERTIFICATE,
    FILED,
    PETITION,
    contest,
    entries_of,
    make_record,
    recount,
    refused,
    sheets,
)

I188 = contest("i188", ("for", "against"), title="I-188", kind="issue", territory="state")
EQUAL = {"P1": (300, 298, 0), "P2": (98, 100, 0)}


def elsewhere(folder: Path, one: str, **votes: int) -> tuple[object, ...]:
    file = folder / "elsewhere.csv"
    file.write_text("contest,choice,votes\n" + "".join(f"{one},{name},{number}\n" for name, number in votes.items()))
    return ("--elsewhere", file)


def from_counties(*electors: int) -> list[str]:
    return [word for place, number in enumerate(electors) for word in ("--signatures", f"County {place}={number}")]


def test_w17_a_hundred_electors_of_five_counties_petition_for_an_issue_of_the_state(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = make_record(tmp_path / "record", [I188], {"P1": {"i188": (300, 298, 14)}, "P2": {"i188": (102, 100, 12)}})
    others = elsewhere(tmp_path, "i188", **{"for": 301_080, "against": 299_606})
    words = ("--contest", "i188", "--petitioner", "Al Elector", *PETITION[2:], *FILED, *others)
    before = entries_of(record)
    asked = "at least 100 electors of at least 5 counties (13-16-201(1)(d)); found"
    for counties, found in (((25, 25, 25, 25), "100 of 4"), ((20, 20, 20, 20, 10, 9), "99 of 6")):
        few = recount(record, "petition", "R-1", *words, *from_counties(*counties))
        assert f"{asked} {found}" in refused(record, capsys, few)
    assert entries_of(record) == before
    assert recount(record, "petition", "R-1", *words, *from_counties(20, 20, 20, 20, 20)) == 0


@pytest.mark.parametrize(
    ("office", "territory", "officer", "words"),
    [
        ("governor", "state", "the legislature", "joint ballot"),
        ("us representative", "several counties", "the governor", "special election"),
    ],
)
def test_w22_a_tie_for_governor_is_the_legislatures_and_one_for_congress_is_voted_on_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], office: str, territory: str, officer: str, words: str
) -> None:
    one = contest("one", ("c", "d"), title="The office", office=office, territory=territory)
    record = make_record(tmp_path / "record", [one], {name: {"one": votes} for name, votes in EQUAL.items()})
    others = elsewhere(tmp_path, "one", c=1_210, d=1_210)
    assert recount(record, "petition", "R-1", "--contest", "one", "--tie", *FILED, *others) == 0
    assert recount(record, "open", "R-1", *BOARD) == 0
    for precinct, votes in EQUAL.items():
        where = ("--precinct", precinct, "--ballots", sum(votes), "--reader", "hal", *BY)
        assert recount(record, "tally", "R-1", sheets(tmp_path, votes), *where) == 0
    assert recount(record, "certify", "R-1", *CERTIFICATE) == ExitCode.WAITING
    (tie,) = answer_of(capsys, "ties", "list", record, "--json")["ties"]
    assert (tie["votes"], tie["officer"]) == ({"c": 1_608, "d": 1_608}, officer)
    assert run(["ties", "statement", str(record), "one", "--out", str(tmp_path / "tie.html")]) == 0
    text = (tmp_path / "tie.html").read_text()
    assert (words in text, text.count("1,608"), "This statement breaks no tie." in text) == (True, 2, True)
