"""A school bond from drawn ballots to what the board certifies: counted, the turnout entered, declared (W42)."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from canvass.accounts.roles import Role
from canvass.canvassing.declarations import all_to_declare, result_of_contest
from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record import open_record
from tabulate.board.county.canvass_terms import CanvassAct
from tabulate.board.office.qualified_electors import QualifiedElectorsStated
from tabulate.board.polls import PollsClosed
from tabulate.county_canvass.declaring import ContestResult, NotTheCountys
from tabulate.definitions import parse_definition
from tabulate.election import ContestKind
from tabulate.errors import DefinitionError
from tabulate.ledger.fold import fold
from tabulate.offices import BondElection, Purpose, Territory
from tabulate.recounts.classes import FiledWith, officer_of
from tabulate.recounts.rights import PositionTotals, VotesFor, line_of
from tabulate.totals.results import total
from test_ballots.counties import small_county
from test_ballots.decks import CLEAN_SCANNING, make_deck
from test_ballots.definition import election_of
from tests.canvass.canvassing.canvassed_counties import MET, by_hand, one_contest, standing
from tests.canvass.corrected_county import CLEAR, with_contest
from tests.canvass.web.served_records import make_accounts, site_of
from tests.tabulate.definitions_data import as_bytes
from tests.tabulate.split_precincts import contest, document, style

Json = dict[str, Any]
BOND = contest(
    "bond", None, ["for", "against"], kind="issue", territory="district within a county", school_bond="by itself"
)
STATED = QualifiedElectorsStated("bond", 1_000, "the list of electors", "2026-11-04T09:00-07:00", "clerk")


def result(bond: Json, votes: tuple[int, int], *stated: QualifiedElectorsStated) -> ContestResult | NotTheCountys:
    counted = by_hand("P1", "bond", {"against": votes[1], "for": votes[0]}, 0, 0, None)
    (one,) = all_to_declare(standing(one_contest(bond, "P1"), [MET, *stated, *counted]))
    return one.result


@pytest.mark.parametrize(
    ("votes", "word"), [((240, 159), "approved"), ((239, 160), "rejected"), ((201, 199), "approved")]
)
def test_w42_the_board_certifies_a_bond_by_its_turnout(votes: tuple[int, int], word: str) -> None:
    found = result(BOND, votes, STATED)
    assert isinstance(found, ContestResult)
    assert (found.act, found.names, found.section) == (CanvassAct.GOVERNING_BODY, (word,), "20-9-428")


def test_w42_equal_votes_on_a_bond_are_recounted_before_they_fail() -> None:
    """13-16-203(2): the trustees proceed as if a petition were filed, whatever the turnout."""
    for qualified in (1_000, 1_200, 2_000):
        found = result(BOND, (200, 200), replace(STATED, electors=qualified))
        assert isinstance(found, ContestResult)
        assert (found.act, found.names) == (CanvassAct.TIE, ("For", "Against"))
        assert "13-16-203(2)" in found.said
    (one,) = all_to_declare(standing(one_contest(BOND, "P1"), [MET, STATED, *by_hand("P1", "bond", {}, 0, 0, None)]))
    assert officer_of(one.line.contest) is FiledWith.SCHOOL_OFFICER
    recounted = replace(one.canvassed, by_precinct=(), county=replace(one.canvassed.county, votes=(200, 200)))
    tied = line_of(PositionTotals(one.line.contest, (VotesFor("for", "for", 200), VotesFor("against", "against", 200))))
    after = result_of_contest(standing(one_contest(BOND, "P1"), [MET, STATED]), recounted, tied)
    assert isinstance(after, ContestResult)
    assert (after.names, after.section) == (("rejected",), "20-9-428"), "equal after the recount, too"


def test_w42_without_the_number_nothing_is_declared_and_the_last_number_holds() -> None:
    found = result(BOND, (240, 159))
    assert isinstance(found, NotTheCountys)
    assert "canvass bond qualified" in found.why
    more = result(BOND, (240, 159), STATED, replace(STATED, electors=2_000))
    assert isinstance(more, ContestResult)
    assert more.names == ("rejected",), "399 of 2,000 are less than 30%"


def test_w42_more_votes_than_qualified_electors_declare_nothing_and_ask_for_the_number() -> None:
    found = result(BOND, (240, 159), replace(STATED, electors=398))
    assert isinstance(found, NotTheCountys)
    assert "399 electors voted, more than the 398 entered as qualified" in found.why
    assert isinstance(result(BOND, (240, 159), replace(STATED, electors=399)), ContestResult)


def test_w42_with_a_general_election_a_majority_passes_and_no_number_is_asked() -> None:
    found = result(BOND | {"school_bond": "with a general election"}, (2, 1))
    assert isinstance(found, ContestResult)
    assert found.names == ("approved",)


def test_a_bond_that_is_no_issue_or_does_not_say_which_answer_is_for_it_is_refused() -> None:
    for wrong in (
        contest("bond", None, ["ann", "bob"], kind="issue", territory="one county", school_bond="by itself"),
        contest("bond", None, ["for", "against"], office="sheriff", territory="one county", school_bond="by mail"),
        BOND | {"school_bond": "at noon"},
    ):
        precincts = [{"id": "P1", "name": "P1", "districts": []}]
        with pytest.raises(DefinitionError, match="school_bond"):
            parse_definition(as_bytes(document([], precincts, [wrong], [style("1", ["P1"], ["bond"])])))


def test_drawn_ballots_of_a_bond_are_counted_and_the_result_follows_from_the_turnout(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = small_county(7)
    issue = next(one for one in plan.contests if one.kind is ContestKind.ISSUE)
    purpose = Purpose(territory=Territory.DISTRICT, school_bond=BondElection.ALONE)
    plan = with_contest(plan, replace(issue, scope=None, purpose=purpose))
    election, content = election_of(plan)
    (tmp_path / "definition.json").write_bytes(content)
    deck, record = make_deck(election, tmp_path / "deck", 6, 3, CLEAR, CLEAN_SCANNING), tmp_path / "record"

    def does(*words: object) -> str:
        code = run([str(one) for one in words])
        said = capsys.readouterr()
        assert code == ExitCode.DONE, said.err
        return said.out

    does("new", record, tmp_path / "definition.json")
    does("count", record, deck.scans, "--batch", "A", "--machine", "left scanner")
    assert "Whether it passes depends on how many qualified electors voted (20-9-428)." in does("results", record)
    assert "Not known: how many electors" in does("bond", "list", record)
    with open_record(record) as opened:
        state = fold(opened.outlines())
        counted = total(opened.election, state.countable(True), False)
    assert (counted.sheets_counted, counted.sheets_waiting) == (6, 0), "nothing is wrong, and nothing waits"
    for one in counted.contests:
        meant = Counter(
            choice
            for sheet in deck.truth.sheets
            for each in sheet.contests
            if each.contest == one.contest
            for choice in each.yes
            if not choice.startswith("write-in")
        )
        assert {each.choice: each.votes for each in one.choices if each.votes} == dict(meant), one.contest
    precinct = next(one.precinct for one in counted.precincts if one.sheets)
    place = tmp_path / "return.json"
    form = ["returns", str(record), "--precinct", str(precinct), "--partial", "--out", str(place)]
    assert run(form) == ExitCode.WAITING, "the pollbook's electors are not entered"
    capsys.readouterr()
    returned = next(one for one in json.loads(place.read_text())["contests"] if one["contest"] == issue.id)
    own = next(one for one in counted.precincts if one.precinct == precinct)
    figures = next({each.choice: each.votes for each in one.choices} for one in own.contests if one.contest == issue.id)
    assert {row["choice"]: row["counts"] for row in returned["rows"] if row["row"] == "choice"} == figures
    does("bond", "qualified", record, issue.id, "6", "--source", "the list of electors", "--by", "Dee")
    assert "of 6 qualified electors voted" in does("bond", "list", record)
    assert run(["bond", "qualified", str(record), "nothing", "6", "--source", "a list", "--by", "Dee"]) != ExitCode.DONE
    assert run(["bond", "qualified", str(record), issue.id, "-6", "--source", "a list", "--by", "Dee"]) != ExitCode.DONE
    with site_of(record) as site:
        make_accounts()
        clerk = site.client(Role.ELECTION_ADMINISTRATOR)
        assert "School bonds" in clerk.get("/").content.decode()
        assert "The totals are sealed" in clerk.get("/office/bonds/").content.decode()
        site.record.append([PollsClosed("clerk")])
        assert "of 6 qualified electors voted" in clerk.get("/office/bonds/").content.decode()
        typed = {"electors": "100", "source": "the corrected list"}
        assert "Is this the number?" in clerk.post("/office/bonds/1/qualified/", typed).content.decode()
        page = clerk.post("/office/bonds/1/qualified/", typed | {"sure": "yes"}, follow=True).content.decode()
        assert "of 100 qualified electors voted" in page
        assert "with 30% or less no bond passes" in page
        assert clerk.get("/office/bonds/2/qualified/").status_code == 404
        assert site.client(Role.OBSERVER).get("/office/bonds/").status_code in (302, 403)
