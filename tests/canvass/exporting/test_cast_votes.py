"""Cast vote records: valid, every reference there, their sums the results, and nothing that says whose a sheet is."""

from __future__ import annotations

import json
import shutil
import stat
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from canvass.exporting.cast_votes.cvr_objects import known_choices, record_of, report_of
from canvass.record import open_record
from imaging.sheets import Mark
from tabulate.board.places import Place, SheetName
from tabulate.board.rulings import ContestRuling, LineFinding, WrittenLine
from tabulate.definitions import parse_definition
from tabulate.definitions.identifiers import write_in_line
from tabulate.election import ChoiceId, ContestId, PrecinctId
from tabulate.ledger.batch_state import StandingSheet
from tabulate.ledger.entries import Access, AccessRecorded
from tabulate.tally import SheetFigures
from tabulate.votes import Counted
from tests.canvass.audit_of_county import LINE, decide, seat_board
from tests.canvass.counts import answer_of
from tests.canvass.exporting.common_formats import at_hand, reference_faults, schema_faults
from tests.canvass.exporting.exported_county import ExportedCounty, again, exported
from tests.tabulate.definitions_data import as_bytes, canvass_document

SCHEMA = "nist-cvr-v1.json"


@pytest.fixture(scope="module")
def waiting_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two ballots wait: an overvote for the council, and somebody written in for senator."""
    county = ExportedCounty(tmp_path_factory.mktemp("waiting") / "record")
    seat_board(county)
    overvoted = dict.fromkeys(("cy", "di", "ed", "flo", "for"), Mark.MARKED)
    written = dict.fromkeys(("write-in-0", "di", "for"), Mark.MARKED)
    county.count_batch("late", PrecinctId("P1"), [overvoted, written])
    county.record.close()
    return county.record.directory


@pytest.fixture
def waiting(waiting_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(waiting_once, tmp_path / "record"))


def settle(record: Path) -> None:
    county = again(record)
    decide(county, "late", 1, ContestRuling(ContestId("council"), (), (), 0, 2))
    ruling = ContestRuling(ContestId("senator"), (), (WrittenLine(LINE, LineFinding.UNDECLARED, "Zed"),), 1)
    decide(county, "late", 2, ruling)
    county.record.close()


def contests_in(document: Any) -> list[Any]:
    return [one for record in document["CVR"] for one in record["CVRSnapshot"][0]["CVRContest"]]


def test_records_are_valid_and_come_to_the_results(
    waiting: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settle(waiting)
    results = answer_of(capsys, "results", waiting, "--json")
    folder = exported("cvr", waiting, tmp_path / "cvr", "--by", "Ada Clerk")
    content = (folder / "cvr-1.json").read_bytes()
    document = json.loads(content)
    if at_hand(SCHEMA):
        assert schema_faults(document, SCHEMA) == []
    assert reference_faults(document) == []
    cells: Counter[tuple[str, str]] = Counter()
    for one in contests_in(document):
        votes = 0
        for selection in one.get("CVRContestSelection", []):
            cells[one["ContestId"], selection["ContestSelectionId"]] += len(selection["SelectionPosition"])
            votes += len(selection["SelectionPosition"])
        assert votes + one["Overvotes"] + one["Undervotes"] == (2 if one["ContestId"] == "contest-council" else 1)
        cells[one["ContestId"], "over"] += one["Overvotes"]
        cells[one["ContestId"], "under"] += one["Undervotes"]
    expected: Counter[tuple[str, str]] = Counter()
    for one in results["contests"]:
        name = f"contest-{one['contest']}"
        expected |= {(name, f"choice-{one['contest']}.{each['choice']}"): each["votes"] for each in one["choices"]}
        expected |= Counter({(name, "over"): one["overvotes"], (name, "under"): one["undervotes"]})
    assert +cells == +expected
    types = Counter(one["CVRSnapshot"][0]["Type"] for one in document["CVR"])
    assert types["modified"] == 2
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    # Nothing of where, when and by which machine.
    for hidden in (b"late", b"scanner", b"Ward", b"North", b"png", b"0000.", b'"P1"'):
        assert hidden not in content, hidden
    with open_record(waiting) as opened:
        entry = opened.entry(opened.head().number)
    assert entry == AccessRecorded("Ada Clerk", "", Access.TOTALS_EXPORTED, "cast vote records")


def test_ids_and_order_are_others_each_time(waiting: Path, tmp_path: Path) -> None:
    settle(waiting)
    first, second = (
        json.loads((exported("cvr", waiting, tmp_path / name) / "cvr-1.json").read_bytes())["CVR"]
        for name in ("first", "second")
    )
    assert not {one["UniqueId"] for one in first} & {one["UniqueId"] for one in second}
    assert [one["UniqueId"] for one in first] == sorted(one["UniqueId"] for one in first)
    assert len(first) == len(second)


def test_nothing_is_written_while_anything_waits(
    waiting: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", "cvr", str(waiting), "--out", str(tmp_path / "no")]) == ExitCode.WAITING
    assert "2 sheets wait for the counting board." in capsys.readouterr().err
    assert not (tmp_path / "no").exists()


def test_votes_of_an_earlier_records_choice_with_the_id_of_write_ins_are_its_own() -> None:
    definition = as_bytes(canvass_document()).replace(b'"ames"', b'"write-ins"')
    election = parse_definition(definition, of_before=True)
    contest = election.contests[0]
    reading = Counted(contest.id, (ChoiceId("write-ins"), write_in_line(0)), 0)
    figures = SheetFigures(Place.COUNTED, PrecinctId("north"), readings=(reading,))
    sheet = StandingSheet(SheetName("one", 1), None, figures)
    records = [record_of(election, sheet, known_choices(election, ()), "a")]
    document = report_of(election, (), "2026-11-04T00:00:00-07:00", records)
    assert reference_faults(document) == []
    (one,) = contests_in(document)
    votes = {each["ContestSelectionId"]: each["TotalNumberVotes"] for each in one["CVRContestSelection"]}
    assert votes == {"choice-commissioner.write-ins": 1, "write-ins-commissioner": 1}
