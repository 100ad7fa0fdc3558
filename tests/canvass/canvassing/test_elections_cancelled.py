"""An election without more candidates than positions: not held, decided, shown as such, in no total (13-1-403)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from canvass.accounts.roles import Role
from canvass.canvassing.report_document import report_bytes, report_document, report_of
from canvass.cli import run
from canvass.errors import ExitCode
from canvass.reporting.not_held import not_held_shown
from canvass.reporting.results import shown_results
from canvass.reporting.results_json import results_json
from tabulate.board.errors import NotAllowed
from tabulate.board.office.elections_cancelled import (
    ElectionCancelled,
    ElectionsCancelled,
    PositionAppointed,
    check_cancelled,
)
from tabulate.board.polls import PollsClosed
from tabulate.definitions import parse_definition
from tabulate.election import Election
from tabulate.errors import DefinitionError
from tabulate.ledger.fold import fold
from tests.canvass.canvassing.canvassed_counties import MET, standing
from tests.canvass.web.served_records import make_accounts, site_of
from tests.tabulate.definitions_data import as_bytes
from tests.tabulate.ledger_makers import record_opened
from tests.tabulate.split_precincts import contest, document, elected, style

Json = dict[str, Any]
PRECINCTS = [{"id": "P1", "name": "P1", "districts": []}]
HELD = contest("sheriff", None, ["a", "b"], office="sheriff", territory="one county")
DISTRICT: Json = {"territory": "district within a county", "not_held": True}
FIRE = contest("fire", None, ["ash", "birch"], 3, office="special district", **DISTRICT)
TRUSTEE = contest("trustee", None, [], 1, office="school", **DISTRICT)
AT = "2026-10-01T09:00-06:00"
DECIDED = ElectionCancelled("fire", "Dee Clerk", "", "2026-09-30", ("ash", "birch"), 1, AT, "Dee Clerk")
APPOINTED = PositionAppointed("fire", "Cy Cole", "the board of the district", "2026-10-01", AT, "Dee Clerk")


def county(*contests: Json) -> Json:
    return document([], PRECINCTS, [HELD, *contests], [style("1", ["P1"], ["sheriff"])])


def election(*contests: Json) -> Election:
    return elected(county(*contests))


def test_a_cancelled_election_is_in_the_definition_and_on_no_ballot() -> None:
    found = election(FIRE, TRUSTEE)
    assert [one.id for one in found.contests] == ["sheriff"]
    assert [one.id for one in found.not_held] == ["fire", "trustee"]
    assert found.find_contest("fire") is None
    assert found.layouts.code_prefix == election().layouts.code_prefix, "nothing of it is printed"


@pytest.mark.parametrize(
    "wrong",
    [
        FIRE | {"seats": 1},
        FIRE | {"write_ins": 1},
        FIRE | {"office": "sheriff", "territory": "one county"},
        FIRE | {"kind": "issue", "seats": 1},
    ],
)
def test_a_definition_that_cancels_what_is_contested_or_printed_is_refused(wrong: Json) -> None:
    with pytest.raises(DefinitionError):
        parse_definition(as_bytes(county({one: said for one, said in wrong.items() if said != "issue"} | wrong)))


def test_a_cancelled_election_on_a_ballot_style_is_refused() -> None:
    with pytest.raises(DefinitionError, match="a ballot style that has it"):
        parse_definition(as_bytes(document([], PRECINCTS, [HELD, FIRE], [style("1", ["P1"], ["sheriff", "fire"])])))


def test_results_and_the_report_of_the_canvass_name_it_without_a_figure() -> None:
    found = standing(election(FIRE, TRUSTEE), [MET, DECIDED, APPOINTED])
    report = report_of(found)
    (table,) = [one for one in report_document(report).tables if one.title.startswith("Elections that were cancelled")]
    assert table.rows == (
        ("Fire", "No election is held (13-1-502). Elected by acclamation: Ash, Birch. Appointed: Cy Cole."),
        ("Trustee", "No election is held (20-3-313). Nobody filed; the decision is not entered."),
    )
    as_json = json.loads(report_bytes(report, "json"))
    assert [one["contest"] for one in as_json["contests"]] == ["sheriff"]
    assert [one["acclaimed"] for one in as_json["not_held"]] == [["Ash", "Birch"], []]
    assert "not_held" not in json.loads(report_bytes(report_of(standing(election(), [MET])), "json"))
    state = fold([record_opened(), DECIDED])
    shown = shown_results(election(FIRE), state)
    assert shown.not_held[0].said.endswith("To be filled by appointment: 1 of 3.")
    said = results_json(shown)
    assert [one["contest"] for one in said["contests"]] == ["sheriff"]
    assert said["not_held"][0]["vacant"] == 1


@pytest.mark.parametrize(
    "wrong",
    [
        replace(DECIDED, contest="sheriff"),
        replace(DECIDED, acclaimed=("ash",)),
        replace(DECIDED, vacant=0),
        replace(DECIDED, resolution="2026-4"),
        replace(DECIDED, decided_on="2026-11-03"),
        ElectionCancelled("trustee", "the trustees", "", "2026-09-30", (), 1, AT, "Dee"),
    ],
)
def test_what_the_law_does_not_say_cancels_nothing(wrong: ElectionCancelled) -> None:
    """Not all who filed, positions forgotten, a resolution where none is asked or none where one is, election day."""
    with pytest.raises(NotAllowed):
        check_cancelled(wrong, election(FIRE, TRUSTEE))
    check_cancelled(DECIDED, election(FIRE, TRUSTEE))


def test_nobody_is_appointed_before_the_decision_twice_or_beyond_the_positions() -> None:
    known = ElectionsCancelled()
    with pytest.raises(NotAllowed, match="appointments follow"):
        known.check(APPOINTED)
    known = known.after(2, DECIDED).after(3, APPOINTED)
    with pytest.raises(NotAllowed, match="1 had none"):
        known.check(replace(APPOINTED, name="Di Dean"))
    again = known.after(4, replace(DECIDED, decided_on="2026-09-29"))
    assert again.every["fire"].appointed == (), "a decision that is entered again begins anew"
    (shown,) = not_held_shown(election(FIRE), fold([record_opened(), DECIDED, APPOINTED]))
    assert shown.said.endswith("Appointed: Cy Cole.")


def test_a_clerk_cancels_an_election_and_has_its_paper(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "definition.json").write_bytes(as_bytes(county(FIRE)))
    record = tmp_path / "record"

    def does(*words: object, code: ExitCode = ExitCode.DONE) -> str:
        found = run([str(one) for one in words])
        said = capsys.readouterr()
        assert found == code, said.err
        return said.out + said.err

    def cancelled(*words: object, code: ExitCode = ExitCode.DONE) -> str:
        return does("cancelled", words[0], record, *words[1:], code=code)

    does("new", record, tmp_path / "definition.json")
    assert "the decision is not entered" in cancelled("list")
    assert "Nobody entered who cancelled" in cancelled("paper", "fire", code=ExitCode.WRONG_INPUT)
    typed = ("--decided-by", "Dee Clerk", "--on", "2026-09-30", "--at", AT, "--by", "Dee")
    assert "not held: fire" in cancelled("enter", "sheriff", *typed, code=ExitCode.WRONG_INPUT)
    assert "Elected by acclamation: 2. Positions to be filled by appointment: 1." in cancelled("enter", "fire", *typed)
    more = ("--appointed-by", "the board", "--on", "2026-10-01", "--at", AT, "--by", "Dee")
    assert "Cy Cole is appointed" in cancelled("appoint", "fire", "Cy Cole", *more)
    cancelled("appoint", "fire", "Di Dean", *more, code=ExitCode.WRONG_INPUT)
    assert "Elected by acclamation: Ash, Birch. Appointed: Cy Cole." in cancelled("list")
    paper = cancelled("paper", "fire")
    assert "appointed by the board on 2026-10-01" in paper
    as_json = json.loads(cancelled("paper", "fire", "--format", "json"))
    assert (as_json["not_held"][0]["acclaimed"], as_json["decided_by"]) == (["Ash", "Birch"], "Dee Clerk")
    assert does("verify", record)
    does("cancelled", "paper", record, "fire", "--out", tmp_path / "fire.pdf")
    assert (tmp_path / "fire.pdf").read_bytes().startswith(b"%PDF")
    with site_of(record) as site:
        make_accounts()
        clerk = site.client(Role.ELECTION_ADMINISTRATOR)
        assert "Elections not held" in clerk.get("/").content.decode()
        page = clerk.get("/office/cancelled/").content.decode()
        assert "Elected by acclamation: Ash, Birch." in page
        assert "Enter an appointment" not in page, "every position has somebody"
        assert clerk.get("/office/cancelled/1/paper/")["Content-Type"] == "application/pdf"
        filled = {"decided_by": "Dee", "resolution": "", "decided_on": "2026-09-29"}
        assert "Is no election held?" in clerk.post("/office/cancelled/1/cancel/", filled).content.decode()
        page = clerk.post("/office/cancelled/1/cancel/", filled | {"sure": "yes"}, follow=True).content.decode()
        assert "To be filled by appointment: 1 of 3." in page
        assert "Enter an appointment" in page
        named = {"name": "Di Dean", "appointed_by": "the board", "appointed_on": "2026-10-01", "sure": "yes"}
        page = clerk.post("/office/cancelled/1/appoint/", named, follow=True).content.decode()
        assert "Appointed: Di Dean." in page
        assert clerk.get("/office/cancelled/2/cancel/").status_code == 404
        assert site.client(Role.OBSERVER).get("/office/cancelled/").status_code in (302, 403)
        site.record.append([PollsClosed("clerk")])
        assert "Fire: No election is held (13-1-502)." in clerk.get("/results/").content.decode()
