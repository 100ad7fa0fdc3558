"""A write-in candidate who did not declare in time is entered on a ground of law, by its facts (B11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from canvass import clock
from canvass.cli import run
from canvass.deciding.decisions import Deciding
from canvass.errors import ExitCode, RefusedError
from canvass.record import create_record
from tabulate.board.polls import LateEvent, WriteInDeclared
from tabulate.ledger.fold import fold
from tabulate.ledger.lines import read_entry, write_body
from tests.tabulate.definitions_data import as_bytes, canvass_document, set_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from canvass.record.store import Record

DENVER = ZoneInfo("America/Denver")
NINE = datetime(2026, 11, 3, 21, tzinfo=DENVER)
OFFICE = "commissioner"
UNDER_2 = WriteInDeclared(
    OFFICE, f"{OFFICE}-lou", "Lou Late", ("Lou Late",), "13-10-211(2)", "clerk", LateEvent.DIED, "ames", "2026-10-20",
    "2026-11-02T16:59",
)  # fmt: skip
UNDER_7 = WriteInDeclared(OFFICE, f"{OFFICE}-lou", "Lou Late", ("Lou Late",), "13-10-211(7)", "clerk")
UNOPPOSED: dict[str, list[str]] = {"choices": [], "declared_write_ins": []}


@pytest.fixture
def record_of(tmp_path: Path) -> Iterator[Callable[..., Record]]:
    """Makes records of the small definition, the first office changed; None takes a field out."""
    opened: list[Record] = []

    def make(**office: object) -> Record:
        document = canvass_document()
        contest = {name: said for name, said in (document["contests"][0] | office).items() if said is not None}
        document = set_at(document, "contests[0]", contest)
        if not contest["choices"]:
            for layout in document["layouts"]:
                for page in layout["pages"]:
                    page["targets"] = [
                        one
                        for one in page["targets"]
                        if one["contest"] != contest["id"] or one["choice"].startswith("write-in")
                    ]
        record = create_record(tmp_path / f"record-{len(opened)}", as_bytes(document), "0", "0" * 64)
        opened.append(record)
        return record

    yield make
    for record in opened:
        record.close()


def enter(record: Record, *entries: WriteInDeclared, at: datetime = NINE) -> list[WriteInDeclared]:
    Deciding(record, lambda: at).enter(*entries)
    return fold(record.outlines()).board.declared


def test_repair_B11_the_facts_of_13_10_211_2_let_a_candidate_in(record_of: Callable[..., Record]) -> None:
    assert enter(record_of(), UNDER_2) == [UNDER_2]
    charged = replace(UNDER_2, event=LateEvent.CHARGED, filed_at="2026-11-02T17:00")
    assert enter(record_of(), charged) == [charged]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"event": None}, "died or was charged"),
        ({"candidate": ""}, "nobody is named"),
        ({"candidate": "for"}, "died or was charged"),
        ({"happened_on": ""}, "the day on which it happened"),
        ({"happened_on": "2026-09-08"}, "after the deadline for declarations, 2026-09-09 17:00"),
        ({"happened_on": "2026-11-03"}, "filed after that"),
        ({"filed_at": ""}, "when the declaration was filed"),
        ({"filed_at": "2026-11-02T17:01"}, "by 2026-11-02 17:00"),
        ({"filed_at": "2026-10-19T12:00"}, "filed after that"),
        ({"filed_at": "2026-11-02T16:59-07:00"}, "without an offset"),
        ({"ground": "13-10-211(1)"}, "one of the grounds"),
        ({"ground": "because"}, "one of the grounds"),
        ({"contest": "levy"}, "write-in lines"),
    ],
)
def test_repair_B11_without_one_of_them_nothing_is_written(
    record_of: Callable[..., Record], changed: dict[str, object], why: str
) -> None:
    record = record_of()
    head = record.head()
    with pytest.raises(RefusedError) as refused:
        enter(record, replace(UNDER_2, **changed))  # type: ignore[arg-type]
    assert why in str(refused.value)
    assert "Nothing was written." in str(refused.value)
    assert record.head() == head


def test_repair_B11_no_declaration_is_filed_in_time_to_come(record_of: Callable[..., Record]) -> None:
    filed = datetime(2026, 11, 2, 16, 59, tzinfo=DENVER)
    with pytest.raises(RefusedError, match="not in time to come"):
        enter(record_of(), UNDER_2, at=filed - timedelta(minutes=1))
    assert enter(record_of(), UNDER_2, at=filed) == [UNDER_2]


def test_repair_B11_local_offices_have_an_earlier_deadline(record_of: Callable[..., Record]) -> None:
    early = replace(UNDER_2, happened_on="2026-09-01", filed_at="2026-09-05T09:00")
    with pytest.raises(RefusedError, match="2026-09-09 17:00"):
        enter(record_of(scope="county"), early)
    assert enter(record_of(scope="local"), early) == [early]
    with pytest.raises(RefusedError, match="2026-08-30 17:00"):
        enter(record_of(scope="local"), replace(early, happened_on="2026-08-29"))


@pytest.mark.parametrize(
    ("office", "territory"), [("special district", "district within a county"), ("municipal office", "municipality")]
)
def test_repair_B11_the_office_says_whether_the_deadline_is_the_earlier_one(
    record_of: Callable[..., Record], office: str, territory: str
) -> None:
    early = replace(UNDER_2, happened_on="2026-09-01", filed_at="2026-09-05T09:00")
    assert enter(record_of(scope=None, office=office, territory=territory), early) == [early]
    with pytest.raises(RefusedError, match="2026-09-09 17:00"):
        enter(record_of(scope=None, office="sheriff", territory="one county"), early)


def test_repair_B11_at_21_00_nobody_is_entered_under_7_for_an_office_that_others_filed_for(
    record_of: Callable[..., Record],
) -> None:
    with pytest.raises(RefusedError, match="nobody filed"):
        enter(record_of(), UNDER_7)
    declared = [{"id": "dee", "name": "Dee Declared", "forms": ["Dee Declared"]}]
    with pytest.raises(RefusedError, match="Dee Declared did"):
        enter(record_of(choices=[], declared_write_ins=declared), UNDER_7)


def test_repair_B11_where_nobody_filed_names_are_entered_one_after_the_other(record_of: Callable[..., Record]) -> None:
    another = replace(UNDER_7, person=f"{OFFICE}-mo", name="Mo More", forms=("Mo More",))
    assert enter(record_of(**UNOPPOSED), UNDER_7, another) == [UNDER_7, another]
    with pytest.raises(RefusedError, match="no facts of another candidate"):
        enter(record_of(**UNOPPOSED), replace(UNDER_2, ground="13-10-211(7)"))


COMMITTEE: dict[str, object] = {"scope": "local", "precinct_committee": True}
BY_TITLE: dict[str, object] = {"title": "Green Precinct Committee Representative"}


@pytest.mark.parametrize("said", [COMMITTEE, COMMITTEE | {"title": "Representatives of the Greens"}, BY_TITLE])
@pytest.mark.parametrize("entry", [UNDER_7, UNDER_2])
def test_repair_B11_never_for_a_precinct_committee(
    record_of: Callable[..., Record], entry: WriteInDeclared, said: dict[str, object]
) -> None:
    filed = UNOPPOSED if entry is UNDER_7 else {}
    with pytest.raises(RefusedError, match=r"13-38-201\(4\)\(c\)"):
        enter(record_of(**filed, **said), entry)


def test_repair_B11_a_title_is_no_guess_where_the_definition_says_what_the_contest_is_for(
    record_of: Callable[..., Record],
) -> None:
    said = {"scope": None, "office": "special district", "territory": "district within a county"}
    title = "Board of the district that Havre's precinct committee asked for"
    assert enter(record_of(**UNOPPOSED, **said, title=title), UNDER_7) == [UNDER_7]


def test_repair_B11_an_entry_of_before_keeps_its_bytes() -> None:
    body = (
        '{"contest":"commissioner","entered_by":"clerk","forms":["Lou Late"],"ground":"13-10-211(7)",'
        '"name":"Lou Late","person":"commissioner-lou"}'
    )
    assert write_body(UNDER_7) == body
    assert read_entry(2, WriteInDeclared.kind, body) == UNDER_7
    assert read_entry(2, WriteInDeclared.kind, write_body(UNDER_2)) == UNDER_2


def test_repair_B11_the_command_enters_and_refuses(
    record_of: Callable[..., Record], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NINE)
    directory = str(record_of().directory)
    words = ["declare-write-in", directory, OFFICE, "Lou Late", "--by", "clerk", "--ground"]
    assert run([*words, "13-10-211(7)"]) == ExitCode.WRONG_INPUT
    assert "nobody filed" in " ".join(capsys.readouterr().err.split())
    facts = ["--candidate", "ames", "--event", "charged", "--on", "2026-10-20", "--filed", "2026-11-02T16:00"]
    assert run([*words, "13-10-211(2)", "--form", "L. Late", *facts]) == ExitCode.DONE
    assert "Lou Late is entered" in capsys.readouterr().out
