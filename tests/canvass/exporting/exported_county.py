"""A county whose definition has names that programs trip over, counted to the end; and what its exports say."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import pytest

from canvass import VERSION
from canvass.cli import run
from canvass.record import create_record, open_record
from imaging.sheets import Mark
from tabulate.board.polls import PollsClosed
from tabulate.election import PrecinctId
from tabulate.ledger.entries import BatchKind, Entry
from tests.canvass.audited_county import CountedCounty, election_day
from tests.canvass.counts import answer_of
from tests.tabulate.definitions_data import as_bytes
from tests.tabulate.split_precincts import contest, document, style

Json = dict[str, Any]
Cell = tuple[str, str, str]
"""Contest, choice (UNDERVOTES and OVERVOTES too) and precinct, by their ids."""

TURNED = "Ann \N{RIGHT-TO-LEFT OVERRIDE}nnA"
LONG = "Shall " + "x" * 1_900
NAMES = {
    "ann": TURNED,
    "bob": "=HYPERLINK(1)",
    "cy": '</script><b>José — "Pepe", Jr.',
    "di": "Total",
    "ed": "@SUM(A1)",
    "flo": "Over Votes",
}
PRECINCTS = {"P1": "=1+1", "P2": "Ward, \N{LATIN SMALL LETTER N WITH TILDE}andu", "P3": "North"}

WAITS = {"ann": Mark.MARKED, "bob": Mark.MARKED, "di": Mark.MARKED, "ed": Mark.MARKED, "for": Mark.MARKED}
"""The marks of a ballot that is overvoted for senator."""


def hostile_definition() -> bytes:
    senator = contest("senator", None, ["ann", "bob", "cy"], office="us senator", territory="state", write_ins=1)
    council = contest("council", None, ["di", "ed", "flo"], office="other", territory="one county", seats=2)
    levy = contest("levy", None, ["for", "against"], kind="issue", territory="one county")
    titles = {"senator": "</script><script>alert(1)</script>", "council": 'Sub-total, "the" board', "levy": LONG}
    contests = [one | {"title": titles[one["id"]]} for one in (senator, council, levy)]
    for one in contests:
        for choice in one["choices"]:
            choice["name"] = NAMES.get(choice["id"], choice["name"])
    precincts = [{"id": id_, "name": name, "districts": []} for id_, name in PRECINCTS.items()]
    carried = [one["id"] for one in contests]
    styles = [style("1", ["P1", "P2"], carried), style("2", ["P3"], ["senator", "levy"])]
    day = election_day().isoformat()
    found = document([], precincts, contests, styles)
    return as_bytes(found | {"date": day, "polls_close": f"{day}T20:00:00-07:00", "county": "McCone County"})


class ExportedCounty(CountedCounty):
    """P1 has 40 ballots and P2 24; P3 has as many as are asked for. A test deck is counted, too."""

    def __init__(
        self, directory: Path, far: int = 16, definition: bytes | None = None, opened_with: Iterable[Entry] = ()
    ) -> None:
        self.record = create_record(directory, definition or hostile_definition(), VERSION, "0" * 64)
        self.record.append(list(opened_with))
        self._cards = {card.precinct: card for card in self.election.cards}
        for batch, precinct, ballots in (("one", "P1", 40), ("two", "P2", 24), ("far", "P3", far)):
            self.count_batch(batch, PrecinctId(precinct), [votes(place) for place in range(ballots)])
        self.count_batch("deck", PrecinctId("P1"), [votes(0)] * 7, kind=BatchKind.TEST)
        self.record.append([PollsClosed("clerk")])


def again(directory: Path) -> ExportedCounty:
    """The county of a record that is there; close its record."""
    found = ExportedCounty.__new__(ExportedCounty)
    found.record = open_record(directory)
    found._cards = {card.precinct: card for card in found.election.cards}
    return found


def votes(place: int) -> dict[str, Mark]:
    """Of every four ballots one votes for nobody for senator; every third has one vote for the council."""
    senator = ("ann", "bob", "cy", "")[place % 4]
    council = (("di", "ed"), ("di", "flo"), ("ed",))[place % 3]
    chosen = (senator, *council, "for" if place % 2 else "against")
    return {one: Mark.MARKED for one in chosen if one}


def made(directory: Path, **options: Any) -> Path:
    """The directory of a record that is counted."""
    ExportedCounty(directory, **options).record.close()
    return directory


def exported(form: str, record: Path, out: Path, *more: str) -> Path:
    assert run(["export", form, str(record), "--out", str(out), *more]) == 0
    return out


def released(record: Path, complete: bool = True) -> None:
    assert run(["release", str(record), *(["--complete"] if complete else []), "--by", "Ada Clerk"]) == 0


def table_of(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, as a spreadsheet reads them."""
    return list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")))


def xml_of(folder: Path) -> Any:
    with ZipFile(folder / "detailxml.zip") as archive:
        assert archive.namelist() == ["detail.xml"]
        return fromstring(archive.read("detail.xml"))


def cells_of_results(record: Path, capsys: pytest.CaptureFixture[str]) -> Counter[Cell]:
    """What `canvass results` says of each precinct."""
    found: Counter[Cell] = Counter()
    for precinct in answer_of(capsys, "results", record, "--by", "precinct", "--json")["precincts"]:
        for one in precinct["contests"]:
            where = one["contest"], precinct["precinct"]
            for choice in (*one["choices"], *one["write_ins"]):
                found[where[0], choice["choice"], where[1]] += choice["votes"]
            found[where[0], "write-ins", where[1]] += one["write_ins_pending"]
            found[where[0], "UNDERVOTES", where[1]] += one["undervotes"]
            found[where[0], "OVERVOTES", where[1]] += one["overvotes"]
    return +found


def about(folder: Path) -> Json:
    found: Json = json.loads((folder / "export.json").read_bytes())
    return found
