"""The committee's pages with write-ins: what is laid apart, rows by person, marks ballot by ballot, the comparison."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from audit.contests import WRITE_INS
from audit.tally_sheets import RoundOutcome
from imaging.sheets import Mark
from tabulate.board.polls import PollsClosed
from tabulate.election import PrecinctId
from tests.canvass.audit_of_county import DANA, WRITTEN, decide, declare, seat_board, written_in
from tests.canvass.audited_county import CountedCounty, usual_votes
from tests.canvass.web.audit_begun import begin, said, start
from tests.canvass.web.audit_site import EA, MEMBER, MEMBERS, RESERVES, SAMPLE, Audit, state_of
from tests.canvass.web.browsing import Pages
from tests.canvass.web.served_records import Site, account_name, live_address, make_accounts, site_of

FIRST = PrecinctId("P65")
FAINT = {"ash": Mark.AMBIGUOUS, "for": Mark.MARKED}


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Site]:
    """The precinct drawn first has two write-in ovals, one of them valid for Dana, and a ballot to lay apart."""
    county = CountedCounty(tmp_path / "record")
    declare(county)
    seat_board(county)
    for number in (*SAMPLE, *RESERVES):
        if number != 65:
            county.count_precinct(number)
    county.count_batch("P65-polls", FIRST, [*(usual_votes(n) for n in range(20)), WRITTEN, WRITTEN, FAINT])
    decide(county, "P65-polls", 21, written_in(DANA))
    decide(county, "P65-polls", 22, written_in(None))
    county.record.close()
    with site_of(tmp_path / "record") as site:
        make_accounts(each=MEMBERS)
        site.record.append([PollsClosed(account_name(EA))])
        begin(site)
        yield site


def sheet(valid: int, ballots: int = 22) -> dict[str, str]:
    rows = (9, 7, 3, 2, ballots - 21, 0)
    given = {f"row_{number}": str(count) for number, count in enumerate(rows)}
    return {"round_number": "1", "ballots": str(ballots), "valid_0": str(valid)} | given


def test_repair_A1_the_pages_lead_through_ovals_and_valid_votes_by_person(written: Site, browser: Browser) -> None:
    start(written)
    with live_address() as address:
        audit = Audit(Pages(browser, written, address))
        page = audit.person(MEMBER, 2)
        page.goto("/audit/counts/1/")
        audit.says(page, "Lay these ballots apart")
        audit.says(page, "Lay apart: not resolved. It went to the counting board.")
        audit.says(page, "1 ballot left out: batch P65-polls, 23rd of 23.")
        audit.says(page, "Valid write-in votes: Dana Gray")
        audit.look(page, "sheet-with-write-ins")
        page.goto("/audit/counts/1/marks/")
        audit.press(page, "Write-in oval, valid for Dana Gray")
        audit.press(page, "Write-in oval, not valid")
        audit.press(page, "Ash")
        audit.look(page, "marks-with-write-ins")
        marks = state_of(written).units[0].rounds[0].marks_of(state_of(written).committee.members[1].id)
        assert [(one.choices, one.people) for one in marks] == [
            ((WRITE_INS,), (DANA,)),
            ((WRITE_INS,), ()),
            (("ash",), ()),
        ]
        for context in browser.contexts:
            context.close()


def test_repair_A1_a_sheet_by_totals_has_the_valid_votes_and_the_comparison_shows_both_rows(
    written: Site, browser: Browser
) -> None:
    start(written)
    refused = said(written, MEMBER, "/audit/counts/1/sheet/", 2, **sheet(valid=3))
    assert "A write-in vote is valid only where its oval is marked" in refused
    assert "See that what this count leaves out is out of the heap (13-17-503(2)). 1 ballot left out" in refused
    for member in range(2, MEMBERS + 1):
        answer = said(written, MEMBER, "/audit/counts/1/sheet/", member, **sheet(valid=2))
    assert "The manual count is locked" in answer
    with live_address() as address:
        audit = Audit(Pages(browser, written, address))
        audit.clerk.goto("/audit/counts/1/comparison/")
        audit.says(audit.clerk, "Dana Gray (write-in)")
        audit.says(audit.clerk, "Only the valid votes go into the canvass")
        audit.look(audit.clerk, "comparison-with-write-ins")
        audit.clerk.goto("/audit/comparison/")
        audit.look(audit.clerk, "comparisons-with-write-ins")
        for context in browser.contexts:
            context.close()
    compared = state_of(written).comparison(state_of(written).units[0].unit)
    assert (compared.d1, compared.d2, compared.d3) == (1, 1, 1)


def test_repair_B2_more_ballots_than_expected_are_counted_again_and_how_many_were_expected_is_not_said(
    written: Site,
) -> None:
    for round_number in (1, 2):
        start(written, round_number=round_number)
        for member in range(2, MEMBERS + 1):
            given = sheet(valid=1, ballots=25) | {"round_number": str(round_number)}
            answer = said(written, MEMBER, "/audit/counts/1/sheet/", member, **given)
        if round_number == 1:
            assert "count the heap again" in answer
            assert "1 ballot left out: batch P65-polls, 23rd of 23" in answer
            assert "/audit/boxes/65/taken-out/" in answer
            assert "22" not in answer.partition("<main")[2].partition("</main")[0]
            assert state_of(written).units[0].rounds[0].outcome is RoundOutcome.EXCESS
    assert state_of(written).units[0].excess == 3
