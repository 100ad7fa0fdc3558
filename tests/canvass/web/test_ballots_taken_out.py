"""Boxes with a ballot that the board has not decided: asked about, opened, corrected; and what is taken out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from canvass.accounts.roles import Role
from imaging.sheets import Mark
from tabulate.board.polls import PollsClosed
from tests.canvass.audited_county import PICTURED, USUAL_SENATOR, CountedCounty, usual_votes
from tests.canvass.web.audit_begun import begin, said
from tests.canvass.web.audit_site import EA, MEMBER, MEMBERS, RESERVES, SAMPLE, count_in_process, state_of
from tests.canvass.web.served_records import Site, account_name, copy_record, make_accounts, site_of

BOXES = "/audit/boxes/17/"
DECIDED = 20
"""Ballots of the precinct in which nothing waits."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The precinct whose scans are in the record has a 21st ballot, with a faint mark in one contest."""
    directory = tmp_path_factory.mktemp("undecided") / "record"
    county = CountedCounty(directory)
    for number in (*SAMPLE, *RESERVES):
        if number != 17:
            county.count_precinct(number)
    faint = {"ash": Mark.AMBIGUOUS, "for": Mark.MARKED}
    county.count_batch("P17-polls", PICTURED, [*(usual_votes(place) for place in range(DECIDED)), faint])
    county.record.images.settle()
    county.record.close()
    return directory


@pytest.fixture
def undecided(template: Path, tmp_path: Path) -> Iterator[Site]:
    with site_of(copy_record(template, tmp_path / "record")) as site:
        make_accounts(each=MEMBERS)
        site.record.append([PollsClosed(account_name(EA))])
        begin(site)
        yield site


def opening(site: Site, **given: str) -> str:
    """What the custody log's page says to this."""
    log: dict[str, Any] = {"seal_0": "4711", "opened_by": "Ann\nBen", "on": site.served.today.isoformat()} | given
    return said(site, EA, BOXES, **log)


def test_boxes_stay_sealed_while_ballots_wait_for_the_board_unless_it_is_said_again(undecided: Site) -> None:
    page = undecided.client(EA).get(BOXES).content.decode()
    assert "1 ballot of this precinct waits for the counting board." in page
    assert "Let the board decide first, or tick this box" in opening(undecided)
    assert "Two sign the custody log" in opening(undecided, sure="on", opened_by="Ann\nann")
    assert state_of(undecided).boxes_of(PICTURED) is None
    assert "The boxes are open" in opening(undecided, sure="on")
    assert state_of(undecided).boxes_of(PICTURED) is not None


def test_a_seal_a_name_and_the_figures_of_opened_boxes_are_corrected_with_a_reason(undecided: Site) -> None:
    opening(undecided, sure="on")
    page = undecided.client(EA).get(f"{BOXES}correct/").content.decode()
    assert "4711" in page
    assert "Ann\nBen" in page
    log: dict[str, Any] = {"seal_0": "4712", "opened_by": "Ann\nCal", "on": undecided.served.today.isoformat()}
    assert "This field is required" in said(undecided, EA, f"{BOXES}correct/", **log)
    why: dict[str, Any] = {"reason": "The last digit of the seal was read wrong."}
    answer = said(undecided, EA, f"{BOXES}correct/", **log, **why)
    assert "The custody log is corrected" in answer
    assert "by Ann, Cal" in answer
    (box,) = state_of(undecided).boxes_of(PICTURED) or ()
    assert box.seal == "4712"
    unit = next(number for number, one in enumerate(state_of(undecided).units, 1) if one.unit.precinct == PICTURED)
    taken = sum(event.__class__.__name__ == "MachineFiguresTaken" for event in undecided.served.audit.events)
    said(undecided, EA, f"{BOXES}correct/", **log, **why, again="on")
    again = sum(event.__class__.__name__ == "MachineFiguresTaken" for event in undecided.served.audit.events)
    assert again == taken + 2
    # Once anybody counts there, the figures stand; a name can still be mended.
    said(undecided, EA, f"/audit/counts/{unit}/start/", reader=account_name(MEMBER), round_number="1")
    assert "Take the machines" not in undecided.client(EA).get(f"{BOXES}correct/").content.decode()
    assert "The custody log is corrected" in said(undecided, EA, f"{BOXES}correct/", **log, **why)


def test_figures_taken_anew_keep_the_poll_books_number(undecided: Site) -> None:
    def cast() -> set[int]:
        units = [one for one in state_of(undecided).units if one.unit.precinct == PICTURED]
        return {one.figures.ballots_cast for one in units if one.figures is not None}

    opening(undecided, sure="on", cast="23")
    assert cast() == {23}
    log: dict[str, Any] = {"seal_0": "4711", "opened_by": "Ann\nBen", "on": undecided.served.today.isoformat()}
    log |= {"reason": "The board decided one more.", "again": "on"}
    assert "The poll book had 23 ballots cast" in said(undecided, EA, f"{BOXES}correct/", **log)
    assert "The custody log is corrected" in said(undecided, EA, f"{BOXES}correct/", **log, cast="24")
    assert cast() == {24}


def test_every_member_sees_which_ballots_to_take_out_with_pictures_and_no_figure(undecided: Site) -> None:
    opening(undecided, sure="on")
    member = undecided.client(MEMBER, 3)
    page = member.get(f"{BOXES}taken-out/").content.decode()
    assert "20 ballots of 21; left out: batch P17-polls, 21st of 21." in page
    assert "For: United States Senator." in page
    assert "P17-polls-0021.png" in page
    assert "ambiguous" not in page
    (address,) = {part.partition('"')[0] for part in page.split('src="')[1:] if "taken-out" in part.partition('"')[0]}
    picture = member.get(address)
    assert picture.status_code == 200
    assert picture["Content-Type"].startswith("image/")
    assert undecided.client(Role.OBSERVER).get(address).status_code == 403
    # No other ballot of the precinct is shown: the entry before is that of the twentieth.
    entry = int(address.split("/")[-3])
    assert member.get(address.replace(f"/{entry}/", f"/{entry - 1}/")).status_code == 404
    assert member.get("/audit/boxes/2/taken-out/").status_code == 404


def test_a_committee_that_left_nothing_out_is_told_which_ballot_to_look_for(undecided: Site) -> None:
    opening(undecided, sure="on")
    units = state_of(undecided).units
    unit = next(
        n for n, one in enumerate(units, 1) if one.unit.precinct == PICTURED and one.unit.contest == "us-senator"
    )
    count_in_process(undecided, unit, USUAL_SENATOR | {"cedar": 4})
    assert "1 ballot left out" in undecided.client(MEMBER, 2).get("/audit/counts/").content.decode()
    page = undecided.client(MEMBER, 2).get(f"/audit/counts/{unit}/").content.decode()
    assert "1 ballot left out: batch P17-polls, 21st of 21." in page
    assert f"{BOXES}taken-out/" in page
    count_in_process(undecided, unit, USUAL_SENATOR)
    assert state_of(undecided).units[unit - 1].excess == 0
    assert state_of(undecided).units[unit - 1].manual is not None
