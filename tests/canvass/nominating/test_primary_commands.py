"""`canvass primary ...`: unvoted ballots entered, two columns shown (W28), and who holds a primary (W25, W27, W29)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from canvass import VERSION
from canvass.accounts.roles import Role
from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record import create_record
from tabulate.ledger.batch_kinds import BatchKind
from tests.canvass.counts import answer_of
from tests.canvass.web.served_records import Site, make_accounts, site_of
from tests.tabulate.definitions_data import as_bytes
from tests.tabulate.primaries.primary_makers import SEPARATE, pollbook, primary_document, primary_of
from tests.tabulate.primaries.test_party_ballots_reconciled import voted
from tests.tabulate.several_sheets import Style, batch_of

STYLES = [
    *(Style(party, ("north",), ((f"attorney-{party}",),)) for party in ("R", "D")),
    Style("NP", ("north",), (("justice",),), SEPARATE),
]
SEATS = {"attorney-R": 1, "attorney-D": 1, "justice": 1}
CARDS = ["R@north"] * 5 + ["D@north"] * 3 + ["NP@north"] * 9
BY = ("--by", "Dee Clerk")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nine electors: five voted R's ballot, three D's, one none."""
    folder, election = tmp_path_factory.mktemp("primary") / "record", primary_of(STYLES, SEATS)
    definition = as_bytes(primary_document(STYLES, SEATS))
    with create_record(folder, definition, VERSION, "0" * 64) as made:
        sheets = [voted(election, card) for card in CARDS]
        made.append([*batch_of(election, "A", BatchKind.POLLS, sheets, "north"), pollbook(9)])
    return folder


@pytest.fixture
def site(record: Path, tmp_path: Path) -> Iterator[Site]:
    """A copy of it, served."""
    with site_of(Path(shutil.copytree(record, tmp_path / "served"))) as served:
        make_accounts()
        yield served


def primary(verb: str, *words: object) -> ExitCode:
    return ExitCode(run(["primary", verb, *map(str, words)]))


def unvoted(record: Path, red: int, dog: int, *more: object) -> ExitCode:
    figures = ("--sets", 9, "--unvoted", f"R={red}", "--unvoted", f"D={dog}", "--container", "4-north")
    return primary("unvoted", record, "north", *figures, *more, *BY)


def test_w28_the_columns_are_shown_apart_and_the_unvoted_ballots_asked_for(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer_of(capsys, "primary", "reconcile", record, "--json")
    (north,) = found["precincts"]
    assert [(one["name"], one["voted"], one["unvoted"]) for one in north["parties"]] == [
        ("Redbud", 5, None),
        ("Dogwood", 3, None),
    ]
    assert north["of_no_party"] == 9
    assert "others (1) voted none" in found["obstacles"][0]
    assert unvoted(record, 4, 5) == ExitCode.DONE
    assert primary("reconcile", record) == ExitCode.WAITING
    shown = capsys.readouterr()
    assert "18 party ballots handed out, 8 voted and 9 unvoted (Dogwood -1): 1 missing" in shown.err
    assert "container 4-north" in shown.out
    file = tmp_path / "unvoted.csv"
    file.write_text("precinct,sets,party,unvoted,container\nnorth,9,Redbud,4,4-north\nnorth,9,D,6,4-north\n", "utf-8")
    assert primary("unvoted", record, "--file", file, *BY) == ExitCode.DONE
    assert primary("reconcile", record) == ExitCode.DONE
    assert answer_of(capsys, "status", record, "--json")["complete"] is True


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("south", "--sets", 1, "--unvoted", "R=1", "--container", "4"), "no precinct 'south'"),
        (("north", "--sets", 1, "--unvoted", "R=1", "--container", "4"), "each party that has a ballot there (R, D)"),
        (("north", "--sets", 1, "--unvoted", "R=2", "--unvoted", "D=1", "--container", "4"), "at most one unvoted"),
        (("north", "--sets", 1, "--unvoted", "R", "--container", "4"), "no party and number"),
        (
            ("north", "--sets", 9, "--unvoted", "R=4", "--unvoted", "D=6", "--unvoted", "R=5", "--container", "4"),
            "a party is named twice",
        ),
    ],
)
def test_what_cannot_be_is_refused(
    record: Path, capsys: pytest.CaptureFixture[str], words: tuple[object, ...], said: str
) -> None:
    assert primary("unvoted", record, *words, *BY) not in (ExitCode.DONE, ExitCode.WAITING)
    assert said in capsys.readouterr().err


def test_a_list_without_a_line_is_refused_and_not_taken_for_an_answer(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "empty.csv"
    for heading, words in (
        ("precinct,sets,party,unvoted,container", ("unvoted", record, "--file", file, *BY)),
        ("office,kind,seats,party,candidate", ("held", file)),
        ("party,election,office,votes", ("parties", file, "--governor", 9)),
    ):
        file.write_text(f"{heading}\n", "utf-8")
        assert primary(str(words[0]), *words[1:]) == ExitCode.WRONG_INPUT
        assert "no line below the first" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("north,9,R,four,4\n", "Line 2: expected numbers of sets and of unvoted ballots; found '9,four'"),
        ("north,9,R,4,4\nnorth,8,D,4,4\n", "Precinct north has two numbers of sets"),
    ],
)
def test_a_file_of_unvoted_ballots_that_cannot_be_is_told_by_what_stands_in_it(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: str, words: str
) -> None:
    file = tmp_path / "unvoted.csv"
    file.write_text(f"precinct,sets,party,unvoted,container\n{lines}", "utf-8")
    assert primary("unvoted", record, "--file", file, *BY) == ExitCode.WRONG_INPUT
    assert words in capsys.readouterr().err
    assert primary("unvoted", record, "--file", tmp_path / "none.csv", *BY) == ExitCode.WRONG_INPUT
    assert "Name the file of unvoted ballots" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["Sheriff,partisan,x,Larch,Ann"], "line 2: expected an office, one of the kinds partisan"),
        (["Sheriff,partisan,x,Larch,Ann"], "found 'Sheriff,partisan,x'"),
        (
            ["Sheriff,partisan,1,Larch,Ann", "Sheriff,partisan,2,Elm,Bo"],
            "line 3: expected Sheriff as above, partisan with seats 1; found 'Sheriff,partisan,2'",
        ),
        (
            ["Sheriff,partisan,1,Larch,Ann", "Coroner,partisan,1,LARCH,Bo"],
            "line 3: expected 'Larch', as it is spelled above; found 'LARCH'",
        ),
        (
            ["County  Sheriff,partisan,1,Larch,Ann", "County Sheriff,partisan,1,Larch,Bo"],
            "line 3: expected 'County  Sheriff', as it is spelled above; found 'County Sheriff'",
        ),
    ],
)
def test_a_line_of_filings_that_cannot_be_is_told_by_what_stands_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: list[str], words: str
) -> None:
    file = tmp_path / "filings.csv"
    file.write_text("\n".join(["office,kind,seats,party,candidate", *lines]) + "\n", "utf-8")
    assert primary("held", file) == ExitCode.WRONG_INPUT
    assert words in capsys.readouterr().err


def test_w25_w27_who_holds_a_primary_by_a_list_of_filings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["office,kind,seats,party,candidate", "Sheriff,partisan,1,Larch,Ann", "Sheriff,partisan,1,Larch,Bo"]
    lines += [
        "Coroner,partisan,1,Elm,Cy",
        "Clerk,partisan,1,,",
        "North woman,precinct committee,1,Elm,Fay",
        *["Council,nonpartisan,1,,X"] * 5,
    ]
    file = tmp_path / "filings.csv"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    found = answer_of(capsys, "primary", "held", file, "--json")
    assert {one["party"]: one["needed"] for one in found["parties"]} == {"Elm": False, "Larch": True}
    assert [(one["office"], one["held"]) for one in found["nonpartisan"]] == [("Council", True)]
    assert [(one["party"], one["held"]) for one in found["committees"]] == [("Elm", False)]
    assert primary("held", file) == ExitCode.DONE
    assert "governing body" in capsys.readouterr().out
    file.write_text("\n".join([*lines, "Sheriff,partisan,2,Larch,Dee"]) + "\n", "utf-8")
    assert primary("held", file) == ExitCode.WRONG_INPUT
    assert "line 12" in capsys.readouterr().err


def test_w29_a_party_spelled_in_two_ways_is_not_taken_for_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "votes.csv"
    lines = ("party,election,office,votes", "Elm,2024-11-05,auditor,9", "elm,2022-11-08,clerk,8")
    file.write_text("\n".join(lines) + "\n", "utf-8")
    assert primary("parties", file, "--governor", 100) == ExitCode.WRONG_INPUT
    assert "line 3: expected 'Elm', as it is spelled above; found 'elm'" in capsys.readouterr().err


def test_w29_which_parties_hold_a_primary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "votes.csv"
    file.write_text(
        "party,election,office,votes\nElm,2024-11-05,auditor,16428\nLarch,2022-11-08,clerk,16427\n", "utf-8"
    )
    found = answer_of(capsys, "primary", "parties", file, "--governor", "328548", "--won", "812", "--json")
    assert {one["party"]: one["holds_primary"] for one in found["parties"]} == {"Elm": True, "Larch": False}
    assert found["signatures"] == {"president": 5_000, "office": 41}
    assert json.loads(json.dumps(found))["needed"] == 16_428
    assert primary("parties", file, "--governor", 328_548, "--won", 812) == ExitCode.DONE
    assert "5,000 signatures" in capsys.readouterr().out


def test_w28_the_page_shows_the_columns_and_takes_the_unvoted_ballots(site: Site) -> None:
    clerk, reconciliation = site.client(Role.ELECTION_ADMINISTRATOR), "/board/reconciliation/"
    page = clerk.get(reconciliation).content.decode()
    for words in ("Party ballots and other ballots", "Unvoted: Redbud", "Of no party", "Which ballots"):
        assert words in page
    typed = {"precinct": "north", "sets": 9, "party_0": 4, "party_1": 5, "container": "4-north"}
    answer = clerk.post(f"{reconciliation}unvoted/", typed, follow=True).content.decode()
    assert "The unvoted party ballots are entered." in answer
    assert "18 party ballots handed out, 8 voted and 9 unvoted (Dogwood -1): 1 missing" in answer
    refused = clerk.post(f"{reconciliation}unvoted/", {**typed, "party_1": ""}, follow=True).content.decode()
    assert "expected unvoted ballots of each party" in refused
    assert "two-party-ballots" in clerk.get("/board/readings/").content.decode()
    assert "two party ballots of one elector" in clerk.get("/board/folded/").content.decode()
