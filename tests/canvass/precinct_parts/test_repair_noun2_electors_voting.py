"""Electors voting in each precinct part are entered by command or from a file, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvass import VERSION
from canvass.cli import run
from canvass.deciding.decisions import Deciding
from canvass.deciding.electors import electors_in_file
from canvass.errors import InputError, RefusedError
from canvass.reading.self_test import run_self_test
from canvass.record import create_record
from tabulate.board.office.electors_voting import ElectorsFrom, ElectorsVoting
from tabulate.precinct_parts import parts_of
from tests.canvass.counts import answer_of
from tests.canvass.precinct_parts.split_county import electors
from tests.soak import examples
from tests.tabulate.definitions_data import as_bytes
from tests.tabulate.split_precincts import big_sky, elected

if TYPE_CHECKING:
    from canvass.record.store import Record

BIG_SKY = elected(big_sky())


def command(record: Record, *arguments: str) -> int:
    return run(["electors-voting", str(record.directory), *arguments])


def test_repair_noun2_a_record_with_electors_voting_is_verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with create_record(tmp_path / "record", as_bytes(big_sky()), VERSION, run_self_test()) as record:
        Deciding(record).enter(electors("P2-A", 21), electors("P1", 0, ElectorsFrom.ACCEPTED))
    assert run(["verify", str(tmp_path / "record")]) == 0
    assert answer_of(capsys, "electors-voting", tmp_path / "record", "--json")["parts"][1]["electors_voting"] == 21


def test_repair_noun2_electors_voting_are_entered_and_shown_by_command(
    split: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(split, "P2-A", "1,214", "--by", "clerk") == 0
    file = tmp_path / "electors.csv"
    file.write_bytes(b"\xef\xbb\xbfPart,Electors\r\np1,612\r\nP2-A,214\r\n\r\n")
    assert command(split, "--file", str(file), "--from", "accepted", "--by", "clerk") == 0
    found = answer_of(capsys, "electors-voting", split.directory, "--json")["parts"]
    assert {one["part"]: one["electors_voting"] for one in found} == {"P1": 612, "P2-A": 214, "P2-B": None, "P3": None}
    entries = [one for one in split.entries() if isinstance(one, ElectorsVoting)]
    assert [(one.part, one.electors, one.source) for one in entries] == [
        ("P2-A", 1214, ElectorsFrom.POLLBOOK),
        ("P1", 612, ElectorsFrom.ACCEPTED),
        ("P2-A", 214, ElectorsFrom.ACCEPTED),
    ]
    assert command(split) == 0
    assert "Ledger entry" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("P2-Z", "5", "--by", "clerk"), "no precinct part 'P2-Z'"),
        (("P2", "5", "--by", "clerk"), "no precinct part 'P2'"),
        (("P2-A", "five", "--by", "clerk"), "'five' is no number of electors"),
        (("P2-A", "-5", "--by", "clerk"), "No such option"),
        (("P2-A", "--by", "clerk"), "Name one part and its number"),
        (("P2-A", "5"), "Name yourself with --by"),
        (("P2-A", "5", "--by", "  "), "Name yourself with --by"),
        (("--file", "nowhere.csv", "--by", "clerk"), "nowhere.csv cannot be read"),
    ],
)
def test_repair_noun2_a_wrong_number_or_part_is_refused_and_nothing_is_written(
    split: Record, arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    head = split.head()
    assert command(split, *arguments) in (2, 3)
    assert said in capsys.readouterr().err
    assert split.head() == head


def test_repair_noun2_a_step_for_a_part_there_is_not_is_refused(split: Record) -> None:
    for part in ("P2", "", "p1"):
        with pytest.raises(RefusedError, match=r"13-15-404\(1\)\(a\)"):
            Deciding(split).enter(electors("P1", 3), electors(part, 4))
    assert not [one for one in split.entries() if isinstance(one, ElectorsVoting)], "all or none"


@pytest.mark.parametrize(
    "text",
    [
        "part\nP1",
        "precinct,electors\nP1,3",
        "part,electors\nP1,1,214",
        "part,electors\nP1,3.5",
        "part,electors\nP1,",
        "part,electors\nP2,3",
        "part,electors\nP1,3\np1,4",
        "part,electors\n",
        "part,electors\n<script>,3",
    ],
)
def test_repair_noun2_a_line_that_could_be_meant_otherwise_refuses_the_whole_file(text: str) -> None:
    with pytest.raises(InputError, match=r"[Ll]ine [123].*Nothing of the file was written"):
        electors_in_file(text.encode(), parts_of(BIG_SKY), ElectorsFrom.POLLBOOK, "clerk")


@settings(max_examples=examples(100), deadline=None)
@given(st.binary(max_size=80) | st.text(max_size=40).map(lambda text: f"part,electors\n{text}".encode()))
def test_repair_noun2_any_file_is_read_as_meant_or_refused_in_words(content: bytes) -> None:
    def read() -> tuple[ElectorsVoting, ...] | InputError:
        try:
            return electors_in_file(content, parts_of(BIG_SKY), ElectorsFrom.POLLBOOK, "clerk")
        except InputError as refused:
            return refused

    found = read()
    if isinstance(found, InputError):
        assert "Nothing of the file was written" in str(found)
    else:
        assert all(parts_of(BIG_SKY).find(one.part) and one.electors >= 0 for one in found)
