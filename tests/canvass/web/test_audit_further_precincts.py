"""Further precincts of an escalation on the selection's page and by command, and the rehearsal's way (A6, B8)."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from audit.committee import MemberId
from audit.events.consequences import CauseFound, CauseOfDiscrepancy
from audit.further import escalation_name
from audit.opening import open_audit
from audit.selection import PRECINCTS
from audit.state import Stage
from canvass.cli import run
from tabulate.board.polls import PollsClosed
from tests.canvass.audit_of_county import SELECTED_ON, SENATE_UNIT, CountyAudit, count_drawn
from tests.canvass.audited_county import MACHINES, SENATOR, CountedCounty
from tests.canvass.web.audit_begun import sure
from tests.canvass.web.audit_site import EA, SOS, Audit, state_of
from tests.canvass.web.browsing import Pages
from tests.canvass.web.served_records import Site, account_name, live_address, make_accounts, site_of

LIST = escalation_name(SENATOR)


@pytest.fixture
def escalated(tmp_path: Path) -> Path:
    """The senator's contest is on the ballots of P01 to P07 and P11 to P14, not on those of the reserves P08 to P10."""
    county = CountedCounty(tmp_path / "record")
    with county.record as record:
        count_drawn(county)
        opened = open_audit(county.election)
        voting = {f"P{number:02d}" for number in (*range(1, 8), *range(11, 15))}
        precincts = tuple(
            one if one.id in voting else replace(one, contests=tuple(c for c in one.contests if c != SENATOR))
            for one in opened.precincts
        )
        audit = CountyAudit(county, replace(opened, precincts=precincts)).select().open_boxes(SENATE_UNIT.precinct)
        audit.tally(SENATE_UNIT, audit.as_machine(SENATE_UNIT, ash=1, birch=15)).count_the_rest()
        finders = (MemberId("ann"), MemberId("ben"))
        on, machine = SELECTED_ON.isoformat(), (MACHINES[1],)
        audit.log.take(CauseFound(SENATOR, CauseOfDiscrepancy.MACHINE, machine, finders, "a lamp", True, on))
        assert audit.state.awaiting_dice == (SENATOR,)
        record.append([PollsClosed("clerk")])
    return tmp_path / "record"


def escalation_of(site: Site) -> list[str]:
    return [one.unit.precinct for one in state_of(site).units_of(SENATOR, Stage.ESCALATION)]


def test_repair_B8_further_precincts_are_frozen_and_rolled_for_on_the_page_of_the_selection(
    escalated: Path, browser: Browser
) -> None:
    with site_of(escalated) as site, live_address() as address:
        make_accounts()
        audit = Audit(Pages(browser, site, address))
        audit.clerk.goto("/audit/causes/")
        audit.says(audit.clerk, "further precincts are to be drawn by dice")
        page = audit.person(SOS)
        page.goto("/audit/selection/")
        audit.says(page, "Further precincts for contest us-senator")
        audit.press(page, "Freeze and publish the lists")
        for dice in ("9", "3", "3", "1", "4"):
            audit.roll(page, dice)
        audit.look(page, "selection-further-precincts")
        assert escalation_of(site) == ["P13", "P11", "P14"]
        assert page.get_by_role("button", name="Record the roll").count() == 0
        for context in browser.contexts:
            context.close()


def test_repair_B8_further_precincts_are_drawn_by_command_and_the_rolls_kept(
    escalated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["audit", "select", str(escalated)]) == 1
    assert f"Still to be rolled for: {LIST}" in capsys.readouterr().out
    rolls = tmp_path / "rolls.csv"
    rolls.write_text("list,dice,rolled_by\n" + "".join(f"{LIST},{dice},Dee\n" for dice in (9, 3, 3, 1, 4)))
    assert run(["audit", "select", str(escalated), "--dice", str(rolls), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["lists"][-1]
    assert (found["list"], found["sample"]) == (LIST, ["P13", "P11", "P14"])
    assert [roll["taken"] for roll in found["rolls"]] == [None, "sample", None, "sample", "sample"]


def test_repair_A6_a_rehearsal_goes_on_from_precincts_to_contests_and_begins_anew_with_precincts(
    tmp_path: Path,
) -> None:
    CountedCounty(tmp_path / "record").record.close()
    with site_of(tmp_path / "record") as site:
        make_accounts()
        site.record.append([PollsClosed(account_name(EA))])
        clerk = site.client(EA)
        clerk.post("/audit/open/", {"compared": "resolved", "sure": "yes"})
        assert state_of(site).opened.compared.value == "resolved"
        for _ in range(2):
            clerk.post("/audit/rehearsal/freeze/")
            assert [one.numbered.drawn for one in state_of(site).rehearsal.lists] == [PRECINCTS]
            for number in range(1, 11):
                red, white = divmod(number, 10)
                given = {"list": PRECINCTS, "roll_number": str(number), "die_red": str(red), "die_white": str(white)}
                clerk.post("/audit/rehearsal/roll/", sure(given))
            drawn = [one.numbered.drawn for one in state_of(site).rehearsal.lists]
            assert drawn == [PRECINCTS, "federal race", "statewide issue"]
        assert state_of(site).selection.lists == ()
