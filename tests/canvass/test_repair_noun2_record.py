"""A record whose definition gives a precinct in parts: what officials enter and see, and what the public does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.contests import Unit
from audit.coverage import Container
from audit.opening import open_audit
from audit.random_sample import fold as fold_audit
from canvass import VERSION, clock
from canvass.accounts.roles import Role
from canvass.auditing.boxes import first_figures
from canvass.auditing.poll_book import BallotsCast, with_parts
from canvass.cli import run
from canvass.deciding.decisions import Deciding
from canvass.deciding.electors import electors_in_file
from canvass.errors import InputError, RefusedError
from canvass.reading.self_test import run_self_test
from canvass.record import create_record
from canvass.web.served import serve_record
from tabulate.board.office.electors_voting import ElectorsFrom, ElectorsVoting
from tabulate.board.office.totals_released import TotalsReleased
from tabulate.board.polls import PollsClosed
from tabulate.election import ContestId, PrecinctId
from tabulate.ledger.entries import BatchClosed, BatchKind
from tabulate.ledger.fold import fold
from tabulate.precinct_parts import parts_of
from tabulate.precincts import PartId
from tests.canvass.counts import answer_of
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import Site, live_address, make_accounts, site_of
from tests.soak import examples
from tests.tabulate.definitions_data import as_bytes
from tests.tabulate.split_precincts import Cast, big_sky, elected, sheets

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from canvass.record.store import Record

AFTER = datetime(2026, 11, 3, 21, tzinfo=ZoneInfo("America/Denver"))
CAST = [
    Cast("1", "P1", (("senator", "a"), ("house-45", "c"), ("council", "x")), 30),
    Cast("1", "P2", (("senator", "b"), ("house-45", "d"), ("council", "y")), 21),
    Cast("2", "P2", (("senator", "a"), ("house-46", "e")), 13),
    Cast("2", "P3", (("senator", "b"), ("house-46", "f")), 40),
]
BALLOTS = sum(one.times for one in CAST)
BIG_SKY = elected(big_sky())


@pytest.fixture
def split(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    """The county's record an hour after the polls closed, everything counted."""
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    with create_record(tmp_path / "record", as_bytes(big_sky()), VERSION, run_self_test()) as record:
        record.append([*sheets(record.election, "A", CAST), BatchClosed("A", BALLOTS, BALLOTS, 0, 0)])
        yield record


def electors(part: str, number: int, source: ElectorsFrom = ElectorsFrom.POLLBOOK) -> ElectorsVoting:
    return ElectorsVoting(PartId(part), number, source, "clerk")


def command(record: Record, *arguments: str) -> int:
    return run(["electors-voting", str(record.directory), *arguments])


def test_repair_noun2_results_by_district_give_each_portion(split: Record, capsys: pytest.CaptureFixture[str]) -> None:
    Deciding(split).enter(electors("P1", 30), electors("P2-A", 21), electors("P2-B", 13), electors("P3", 40))
    found = answer_of(capsys, "results", split.directory, "--by", "district", "--json")
    first, second, larch = found["district_portions"]
    assert (first["district"], first["kind"], first["electors_voting"]) == ("hd-45", "house district", 51)
    assert (second["parts"], second["electors_voting"]) == (["P2-B", "P3"], 53)
    assert (larch["kind"], larch["ballots"], larch["cannot_be_told"]) == ("municipality", 51, [])
    house = next(one for one in first["contests"] if one["contest"] == "house-45")
    assert [one["votes"] for one in house["choices"]] == [30, 21]
    assert found["not_for_publication"] is True
    assert found["electors_voting"][1:] == [
        {"name": "P2", "electors_voting": 34, "ballots": 34},
        {"name": "P3", "electors_voting": 40, "ballots": 40},
        {"name": "Big Sky", "electors_voting": 104, "ballots": 104},
    ]


def test_repair_noun2_held_ballots_are_not_told_by_part_before_the_count_is_complete(
    split: Record, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two provisional ballots of P2-B, counted on the seventh day: by part they would show how their electors voted."""
    late = sheets(split.election, "V", [Cast("2", "P2", (("senator", "b"),), 2)], BatchKind.PROVISIONAL)
    split.append([*late, BatchClosed("V", 2, 2, 0, 0), PollsClosed("clerk")])
    monkeypatch.setattr(clock, "now", lambda: AFTER + timedelta(days=7))

    def ballots() -> tuple[list[int], int]:
        found = answer_of(capsys, "results", split.directory, "--by", "part", "--json")
        return [one["ballots"] for one in found["precinct_parts"]], found["held_sheets_not_by_part"]

    assert ballots() == ([30, 21, 13, 40], 2)
    split.append([TotalsReleased(True, True, "clerk")])
    assert ballots() == ([30, 21, 15, 40], 0)


def test_repair_noun2_results_by_part_are_in_words_for_officials(
    split: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    Deciding(split).enter(electors("P2-A", 21))
    assert run(["results", str(split.directory), "--by", "part"]) == 0
    said = capsys.readouterr().out
    assert "Not for publication: few electors may live in a part (13-1-102)." in said
    rows = [line.split() for line in said.splitlines() if line.startswith("  P2-")]
    assert rows == [
        ["P2-A", "House", "District", "45", "-", "Larch", "21", "21"],
        ["P2-B", "House", "District", "46", "-", "-", "-", "13"],
    ]
    assert "== Precinct part P2-B: 13 ballots" in said
    assert run(["results", str(split.directory), "--by", "district"]) == 0
    assert "== Votes in the portion of House District 45: 51 ballots (P1, P2-A)" in capsys.readouterr().out


def test_repair_noun2_neither_is_shown_before_the_polls_close_nor_of_test_batches(
    split: Record, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for by in ("part", "district"):
        assert run(["results", str(split.directory), "--by", by, "--test"]) == 3
        assert "Leave out --test" in capsys.readouterr().err
    monkeypatch.setattr(clock, "now", lambda: AFTER - timedelta(hours=2))
    for by in ("part", "district"):
        assert run(["results", str(split.directory), "--by", by]) == 6
        assert capsys.readouterr().out == ""


def test_repair_noun2_other_results_are_the_same_with_electors_entered(
    split: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    before = [answer_of(capsys, "results", split.directory, "--json", *more) for more in ((), ("--by", "precinct"))]
    Deciding(split).enter(electors("P2-A", 21))
    after = [answer_of(capsys, "results", split.directory, "--json", *more) for more in ((), ("--by", "precinct"))]
    assert before == after


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


# The audit


def cast_in(record: Record, contest: str, said: int | None = None) -> int | None:
    """Ballots cast as the audit's figures of P2 have them, with the poll book's number of the precinct where said."""
    counted, election = fold(record.outlines()), record.election
    cast = with_parts(BallotsCast(said), election, counted, PrecinctId("P2"))
    state = fold_audit([open_audit(election)])
    assert state is not None
    unit = Unit(PrecinctId("P2"), ContestId(contest))
    return first_figures(state, counted, unit, (Container("1", ("A",)),), cast).ballots_cast


def test_repair_noun2_ballots_with_a_contest_of_some_parts_come_from_their_electors_voting(split: Record) -> None:
    """B2: P2-A alone votes on House District 45. Nobody needs to type its number when the boxes are opened."""
    assert cast_in(split, "house-45") == 21
    Deciding(split).enter(electors("P2-A", 24))
    assert cast_in(split, "house-45") == 24
    assert cast_in(split, "house-46") == 13, "of P2-B nothing is entered: the record's number stands"
    assert cast_in(split, "senator") == 34
    Deciding(split).enter(electors("P2-B", 13))
    assert cast_in(split, "senator") == 37
    assert cast_in(split, "senator", 40) == 40, "what is typed goes first"
    assert cast_in(split, "house-45", 40) == 24, "not every ballot of the precinct carries it"


def test_repair_noun2_electors_of_another_party_do_not_have_a_primarys_contest(split: Record) -> None:
    Deciding(split).enter(electors("P2-A", 24), electors("P2-B", 13))
    document = big_sky()
    council = {**document["contests"][0], "id": "clerk", "office": "clerk and recorder", "territory": "one county"}
    document["contests"].append({**council, "write_ins": 0})
    targets = [{"contest": "clerk", "choice": one, "column": 2, "row": 6 + 2 * n} for n, one in enumerate("ab")]
    layout = {**document["layouts"][0], "id": "3"}
    document["layouts"].append({**layout, "pages": [{**layout["pages"][0], "targets": targets}]})
    other = {"id": "3", "precincts": ["P2"], "parts": ["P2-A"], "contests": ["clerk"], "rotation": 0, "layout": "3"}
    document["ballot_styles"].append(other)
    found = with_parts(BallotsCast(), elected(document), fold(split.outlines()), PrecinctId("P2"))
    assert dict(found.by_parts) == {"house-46": 13}


def test_repair_noun2_a_precinct_without_parts_asks_the_poll_book_as_before(split: Record) -> None:
    Deciding(split).enter(electors("P1", 99))
    cast = BallotsCast(30, ((ContestId("senator"), 29),))
    assert with_parts(cast, split.election, fold(split.outlines()), PrecinctId("P1")) == cast


# Pages


@pytest.fixture
def served(split: Record) -> Iterator[Site]:
    split.append([PollsClosed("clerk")])
    directory = split.directory
    split.close()
    with serve_record(directory):
        make_accounts()
    with site_of(directory) as site:
        yield site


def test_repair_noun2_no_public_page_shows_a_part(served: Site) -> None:
    """Not to the public, nor on the pages of those at work; also where the address asks for it."""
    served.record.append([electors("P2-A", 21), TotalsReleased(True, False, "clerk")])
    assert "P2" in served.client().get("/results/released/?by=precinct").content.decode()
    for role in (None, Role.OBSERVER, Role.SECRETARY_OF_STATE):
        for address in ("/", "/results/", "/results/released/", "/status/"):
            for by in ("", "?by=part", "?by=district", "?by=precinct", "?by=method"):
                text = served.client(role).get(address + by, follow=True).content.decode()
                assert "P2-A" not in text
                assert "by part" not in text.casefold()


def test_repair_noun2_the_administrator_enters_electors_voting_on_a_page(served: Site) -> None:
    client = served.client(Role.ELECTION_ADMINISTRATOR)
    assert "/board/electors/" in client.get("/board/reconciliation/").content.decode()
    said = {"part": "P2-A", "electors": "20", "source": "pollbook"}
    text = client.post("/board/electors/enter/", said, follow=True).content.decode()
    assert "The number is entered." in text
    assert '<strong class="differs">1</strong>' in text, "21 ballots of 20 electors"
    for wrong in ({"part": "P2"}, {"electors": "many"}, {"source": "transmittal of the batch"}, {"part": ""}):
        head = served.record.head()
        client.post("/board/electors/enter/", {**said, **wrong}, follow=True)
        assert served.record.head() == head


def test_repair_noun2_a_file_of_electors_is_read_on_the_page_whole_or_not(served: Site, tmp_path: Path) -> None:
    client = served.client(Role.ELECTION_ADMINISTRATOR)
    for content, said in (
        (b"part,electors\nP1,3\nP9,4\n", "Line 3"),
        (b"part,electors\nP1,3,4\n", "Line 2: found more cells"),
        (b"part,electors\nP1,3\nP3,4\n", "2 numbers"),
    ):
        file = tmp_path / "electors.csv"
        file.write_bytes(content)
        with file.open("rb") as opened:
            form = {"file": opened, "source": "pollbook"}
            assert said in client.post("/board/electors/file/", form, follow=True).content.decode()
    assert [one.part for one in served.record.entries() if isinstance(one, ElectorsVoting)] == ["P1", "P3"]


def test_repair_noun2_the_page_of_electors_can_be_read_by_everyone(served: Site, browser: Browser) -> None:
    served.record.append([electors("P2-A", 20)])
    with live_address() as address:
        page = Pages(browser, served, address).page_as(
            Role.ELECTION_ADMINISTRATOR, viewport={"width": 360, "height": 700}
        )
        page.goto("/board/electors/")
        assert page.locator("tbody tr").count() == 4
        page.get_by_label("Precinct part", exact=True).select_option("P2-B")
        page.get_by_label("Electors voting", exact=True).fill("13")
        page.get_by_role("button", name="Enter").click()
        assert "13" in page.locator("tbody tr").nth(2).inner_text()
        check_fits(page)
        check_axe(page)
        picture(page, "electors-voting")


def test_repair_noun2_opening_a_record_says_its_parts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    definition = tmp_path / "definition.json"
    definition.write_text(json.dumps(big_sky()))
    assert run(["new", str(tmp_path / "record"), str(definition)]) == 0
    assert "3 precincts in 4 parts" in capsys.readouterr().out
