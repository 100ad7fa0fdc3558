"""`canvass recount petition`: who may have a recount, on what ground and by what day; what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from canvass.errors import ExitCode
from tests.canvass.counts import answer_of
from tests.canvass.recount_by_hand.counted_by_hand import (
    BOARD,
    BY,
    FILED,
    LEVY,
    PETITION,
    entries_of,
    hd45,
    make_record,
    recount,
    refused,
)


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
        ((*PETITION, "--bond", "12,00", *FILED), "'12,00' is no sum of money"),
        ((*PETITION, "--bond", "1,2,3", *FILED), "'1,2,3' is no sum of money"),
        ((*PETITION, "--bond", "1200.505", *FILED), "'1200.505' is no sum of money"),
        ((*PETITION, "--bond", "9" * 5000, *FILED), "is no sum of money"),
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
    both = recount(record, "petition", "R-1", *words, "--signatures", "Big Sky=10", "--signatures", "Pine=10")
    assert "electors of the one county that votes on it" in refused(record, capsys, both)
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
