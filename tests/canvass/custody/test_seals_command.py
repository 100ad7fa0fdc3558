"""`canvass seals`: containers sealed, handed over and opened, by command and in the status; what is refused; a kill."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from canvass import clock
from canvass.cli import run
from canvass.deciding.custody_typed import moment_typed
from canvass.deciding.decisions import Deciding
from canvass.errors import ExitCode, InputError
from canvass.record import open_record
from canvass.reporting.custody import custody_standing
from tabulate.board.custody.container_entries import SealCondition
from tabulate.board.recount.recount_entries import (
    CourtOrder,
    Petition,
    RecountBoardMet,
    RecountFiled,
    RecountGround,
    RecountMember,
)
from tabulate.election import ContestId, PrecinctId
from tabulate.hours import MONTANA_TIME
from tabulate.ledger.entries import BatchKind
from tests.canvass.audited_county import CountedCounty
from tests.canvass.counts import answer_of
from tests.canvass.custody.seals_typed import (
    BY,
    CLERK,
    JUDGES,
    ORDER,
    SEALED,
    UNUSED,
    WHERE,
    custody_of,
    entries_of,
    seals,
)


def test_a_container_goes_its_whole_way_and_the_record_verifies(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert seals(record, "seal", *SEALED, "--at", "2026-11-03T21:40") == 0
    deliver = ("--from", "Bo Birch=judge", "--to", CLERK, "--appointed-by", "Ada Ash", *BY)
    assert seals(record, "hand-over", "P01-3", *deliver) == 0
    broken = ("--found", "10421=whole", "--found", "10422=broken", "--note", "torn")
    assert run(["seals", str(record), "open", "P01-3", *ORDER, *broken]) == 0
    assert "NOT WHOLE: 10422. torn" in capsys.readouterr().err
    assert run(["status", str(record)]) == ExitCode.WAITING
    said = capsys.readouterr()
    assert "0 containers sealed, 1 open" in said.out
    assert "not sealed: precinct P01" in said.out
    assert "CONTAINER P01-3 IS OPEN since" in said.err
    again = ("--seal", "10501", "--signer", CLERK, *BY)
    assert seals(record, "reseal", " P01-3 ", *again) == 0, "spaces are no part of its number"
    (shown,) = answer_of(capsys, "seals", record, "list", "--json")["containers"]
    assert (shown["sealed"], shown["seals"], shown["batches"], shown["with"], shown["sealings"]) == (
        True,
        ["10501"],
        ["P01-polls"],
        "Dee Clerk",
        2,
    )
    assert [one["did"].split()[0] for one in shown["history"]] == ["sealed:", "handed", "opened", "sealed"]
    assert shown["history"][0]["at"] == "2026-11-03T21:40-07:00"
    assert answer_of(capsys, "status", record, "--json")["containers"] == {"sealed": 1, "open": 0}
    assert run(["verify", str(record)]) == 0
    assert run(["seals", str(record)]) == 0, "a record alone is listed"
    assert "2 times" in capsys.readouterr().out


REFUSED = [
    ("seal", ("P01-2", *UNUSED, "--seal", "10422", *JUDGES, *BY), "seal 10422, which was put on container P01-3"),
    ("seal", ("P01-4", *WHERE, "--seal", "1", *JUDGES, *BY), "13-1-303(1)"),
    ("seal", ("P01-3", *WHERE, "--seal", "1", *JUDGES, *BY), "13-15-205"),
    ("seal", ("X", "--precinct", "P99", "--batch", "P01-polls", "--seal", "1", *JUDGES, *BY), "no precinct 'P99'"),
    ("seal", ("X", "--precinct", "P02", "--batch", "nothing", "--seal", "1", *JUDGES, *BY), "a batch of this record"),
    ("seal", ("X", *WHERE, "--seal", "1", "--signer", "Ada", *BY), "no person with an office"),
    ("seal", ("X", *WHERE, "--seal", "1", *JUDGES, *BY, "--at", "2099-01-01T10:00"), "has not come"),
    ("seal", ("X", *WHERE, "--seal", "1", *JUDGES, *BY, "--at", "tonight"), "no hour"),
    ("seal", ("X", *WHERE, "--seal", "1", *JUDGES, *BY, "--at", "0001-01-01T00:00+00:00"), "no hour"),
    ("seal", ("X", *WHERE, "--seal", "1", *JUDGES, *BY, "--at", "9999-12-31T23:59-12:00"), "no hour"),
    ("seal", ("X\udcff", *WHERE, "--seal", "1", *JUDGES, *BY), "no letters in UTF-8"),
    ("seal", ("X", *WHERE, "--seal", "1\udcff", *JUDGES, *BY), "no letters in UTF-8"),
    ("open", ("P01-9", *ORDER, "--all-whole"), "13-15-205"),
    ("open", ("P01-3", *ORDER, "--found", "10421=whole"), "10421, 10422"),
    ("open", ("P01-3", *ORDER, "--found", "10421"), "does not say how a seal was found"),
    ("open", ("P01-3", "--ground", "canvass", "--present", CLERK, *BY, "--all-whole"), "13-1-303(1)"),
    (
        "open",
        ("P01-3", "--ground", "audit", "--present", CLERK, "--present", "K=audit-committee", *BY, "--all-whole"),
        "13-1-303(1)(b)",
    ),
    ("reseal", ("P01-3", "--seal", "1", "--signer", CLERK, *BY), "13-1-303(1)"),
    ("label", ("P01-9", "--out", "never.pdf"), "no container"),
    ("log", ("--precinct", "P02", "--out", "never.pdf"), "no such container"),
]


def test_what_is_refused_names_its_ground_and_writes_nothing(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert seals(record, "seal", *SEALED) == 0
    before = entries_of(record)
    for command, words, said in REFUSED:
        assert seals(record, command, *words) == ExitCode.WRONG_INPUT, words
        found = capsys.readouterr().err
        assert said in found, words
        assert "Nothing was written" in found, words
    assert entries_of(record) == before


def test_a_command_typed_wrong_is_named_before_the_record_and_after_it(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (("unseal", str(record), "P01-3"), (str(record), "unseal", "P01-3"), ("unseal", str(record))):
        assert run(["seals", *words]) == ExitCode.USAGE
        assert "There is no command 'unseal'" in capsys.readouterr().err


def test_a_seal_or_batch_of_another_container_is_known_though_the_service_reads_only_what_it_needs(
    record: Path,
) -> None:
    assert seals(record, "seal", *SEALED) == 0
    with open_record(record) as opened:
        assert Deciding(opened).state().office.custody.containers == {}
        kept = Deciding(opened).container("P01-3")
        assert kept is not None
        assert kept.seals == ("10421", "10422")
        assert Deciding(opened).container("P01-4") is None


def test_in_a_recount_the_packages_of_one_precinct_are_open_at_a_time(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for precinct in ("P01", "P02"):
        unused = (f"{precinct}-2", "--holds", "unused", "--precinct", precinct, "--seal", f"{precinct}-s", *JUDGES, *BY)
        assert seals(record, "seal", *unused) == 0
    file_recount(record, "P01", "P02")
    people = [word for name in ("Eve", "Flo", "Gus") for word in ("--present", f"{name}=recount-board")]
    recount = ("--ground", "recount", "--paper", "notice 7", "--present", CLERK, *people, "--all-whole", *BY)
    assert seals(record, "open", "P01-2", *recount) == 0
    assert seals(record, "open", "P02-2", *recount) == ExitCode.WRONG_INPUT
    assert "13-16-417" in capsys.readouterr().err
    signers = [word.replace("--present", "--signer") for word in ("--present", CLERK, *people)]
    assert seals(record, "reseal", "P01-2", "--seal", "P01-t", *signers, *BY) == 0
    assert seals(record, "open", "P02-2", *recount) == 0


def test_packages_are_opened_for_a_recount_of_their_precinct_alone_and_before_its_own_board(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for precinct in ("P01", "P02"):
        unused = (f"{precinct}-2", "--holds", "unused", "--precinct", precinct, "--seal", f"{precinct}-s", *JUDGES, *BY)
        assert seals(record, "seal", *unused) == 0
    people = [word for name in ("Eve", "Flo", "Gus") for word in ("--present", f"{name}=recount-board")]
    words = ("--ground", "recount", "--paper", "notice 7", "--present", CLERK, "--all-whole", *BY)
    assert seals(record, "open", "P01-2", *words, *people) == ExitCode.WRONG_INPUT
    assert "an open recount of precinct P01" in capsys.readouterr().err
    file_recount(record, "P02")
    assert seals(record, "open", "P01-2", *words, *people) == ExitCode.WRONG_INPUT
    assert "precincts to be recounted: P02 (13-16-301, 13-16-417)" in capsys.readouterr().err
    strangers = [word.replace("Eve", "Zoe") for word in people]
    assert seals(record, "open", "P02-2", *words, *strangers) == ExitCode.WRONG_INPUT
    assert "the members of its recount board there: Eve, Flo, Gus" in capsys.readouterr().err
    assert seals(record, "open", "P02-2", *words, *people) == 0


def file_recount(record: Path, *precincts: str) -> None:
    """A court's order for the sheriff, and the board of Eve, Flo and Gus."""
    today = clock.today(MONTANA_TIME).isoformat()
    petition = Petition("fir", "the rules were not followed", "Nan")
    order = CourtOrder("DV-26-14", today, today, 0)
    named, sheriff = tuple(map(PrecinctId, precincts)), ContestId("sheriff")
    filed = RecountFiled("R-1", sheriff, RecountGround.COURT, today, today, today, named, "clerk", petition, order)
    members = tuple(RecountMember(name.lower(), name) for name in ("Eve", "Flo", "Gus"))
    with open_record(record) as opened:
        Deciding(opened).enter(filed, RecountBoardMet("R-1", members, "Dee Clerk", (), today, "clerk"))


def test_a_test_deck_is_not_among_ballots_voted_and_a_batch_lies_with_its_precinct(
    county: CountedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = county.record.batch_opened("P01-polls")
    assert opened is not None
    of_test = replace(opened, batch="T-1", batch_kind=BatchKind.TEST)
    county.record.append([of_test, replace(opened, batch="P02-polls", precinct=PrecinctId("P02"))])
    for batch, said in (("T-1", "is a test deck"), ("P02-polls", "is of precinct P02")):
        words = ("X", "--precinct", "P01", "--batch", batch, "--seal", "1", *JUDGES, *BY)
        assert seals(county.record.directory, "seal", *words) == ExitCode.WRONG_INPUT
        assert said in capsys.readouterr().err


def test_what_is_open_since_yesterday_is_open_too_long(county: CountedCounty) -> None:
    record = county.record.directory
    assert seals(record, "seal", *SEALED, "--at", "2026-11-03T21:40") == 0
    assert seals(record, "open", "P01-3", *ORDER, "--all-whole", "--at", "2026-11-24T23:50") == 0
    custody = custody_of(record)
    for hour, long in (
        (datetime(2026, 11, 25, 6, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 25, 7, tzinfo=UTC), True),
    ):
        standing = custody_standing(custody, county.election, hour)
        assert [standing.overnight(one) for one in standing.open] == [long]
        assert ("TOO LONG" in standing.warnings[0]) is long


def test_an_hour_typed_is_montana_s_also_where_the_clocks_change() -> None:
    now = datetime(2026, 11, 4, 4, 40, 31, tzinfo=UTC)
    assert moment_typed(None, now) == "2026-11-03T21:40-07:00"
    assert moment_typed("2026-10-31T21:40", now) == "2026-10-31T21:40-06:00"
    assert moment_typed("2026-11-01T01:30-07:00", now) == "2026-11-01T01:30-07:00"
    with pytest.raises(InputError):
        moment_typed("2026-02-30T10:00", now)
    assert datetime(2026, 11, 3, 21, 40, tzinfo=MONTANA_TIME) < now


def test_a_kill_while_seals_are_entered_loses_none_that_was_said_to_be_written(county: CountedCounty) -> None:
    record, said = county.record.directory, Path(county.record.directory.parent / "said")
    county.record.close()
    child = os.fork()
    if child == 0:
        try:
            for number in range(100_000):
                words = (f"C{number}", "--holds", "unused", "--precinct", "P01", "--seal", f"S{number}", *JUDGES, *BY)
                if seals(record, "seal", *words) == 0:
                    with said.open("a") as file:
                        file.write(f"C{number}\n")
        finally:
            os._exit(1)
    until = time.monotonic() + 60
    while time.monotonic() < until and (not said.exists() or said.read_text().count("\n") < 3):
        time.sleep(0.005)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    written = said.read_text().split()
    assert len(written) >= 3
    kept = list(custody_of(record).containers)
    assert kept[: len(written)] == written
    assert len(kept) <= len(written) + 1
    assert run(["verify", str(record)]) == 0
    again = ("C0", "--ground", "court-order", "--paper", "1", "--present", CLERK, "--all-whole", *BY)
    assert seals(record, "open", *again) == 0
    assert custody_of(record).containers["C0"].openings[0].found[0].condition is SealCondition.WHOLE
