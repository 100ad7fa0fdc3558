"""Counting a precinct by hand on the pages: rounds, blind, until equal; opened again for a reason; never twice."""

import re

import pytest

from canvass.accounts.roles import Role
from canvass.verifying.ledger import verify_ledger
from tabulate.board.by_hand.hand_counts import HandCountReopened
from tests.canvass.board.test_faults import said
from tests.canvass.web.served_records import Site, account_name

JUDGE, ADMINISTRATOR = Role.COUNTING_BOARD_MEMBER, Role.ELECTION_ADMINISTRATOR
ADDRESS = "/board/hand-counts/one/?count=P1+by+hand"
REOPEN = "/board/hand-counts/reopen/?count=P1+by+hand"


@pytest.fixture
def hand_site(board_site: Site) -> Site:
    """With a hand count of three ballots of the first precinct, by judges 1 and 2."""
    board_site.client(ADMINISTRATOR).post("/board/hand-counts/", opening(board_site, "P1 by hand"))
    return board_site


def opening(site: Site, name: str) -> dict[str, str]:
    recorders = {f"recorder_{number}": account_name(JUDGE, number) for number in (1, 2)}
    precinct = site.record.election.precincts[0].id
    return {
        "count": name,
        "precinct": precinct,
        "number": "3",
        "board": "1",
        "reader": account_name(JUDGE, 3),
        **recorders,
    }


def enter(site: Site, number: int, votes: int, round_: int) -> str:
    """A recorder's sheet of the first contest that waits; its page before."""
    client = site.client(JUDGE, number)
    page = str(client.get(ADDRESS).content.decode())
    zeros = dict.fromkeys(re.findall(r'name="(votes_\d+)"', page), "0")
    figures = {"votes_0": str(votes), "undervotes": str(3 - votes), "overvotes": "0"}
    client.post(ADDRESS, {**zeros, "round": str(round_), "ballots": "3", **figures})
    return page


def by_hand(site: Site) -> int:
    return site.served.state.read(lambda state: sum(one.by_hand.total() for one in state.real.contests.values()))


def contest_of(site: Site) -> str:
    return site.served.state.read(lambda state: next(iter(state.board.hand_counts["P1 by hand"].contests)))


def test_a_third_round_that_is_equal_is_the_count_and_neither_saw_the_others_sheet(hand_site: Site) -> None:
    for round_, (first, second) in enumerate(((2, 1), (1, 2), (2, 2)), start=1):
        enter(hand_site, 1, first, round_)
        assert by_hand(hand_site) == 0
        page = enter(hand_site, 2, second, round_)
        assert f"round {round_}" in page
        assert "1 of 2" in page
        assert not re.search(r'name="votes_\d+"[^>]*value="[1-9]', page)
    assert by_hand(hand_site) == 2


def test_equal_sheets_found_wrong_are_opened_again_with_the_reason_and_counted_anew(hand_site: Site) -> None:
    for number in (1, 2):
        enter(hand_site, number, 1, 1)
    assert by_hand(hand_site) == 1
    judge, contest = hand_site.client(JUDGE, 3), contest_of(hand_site)
    for wrong in ({"reason": " "}, {"reason": "x", "contest": "no-such"}, {"reason": "x", "number": "-1"}):
        sent = {"contest": contest, "number": "3", **wrong}
        assert "error" in said(judge, judge.post(REOPEN, sent))
        assert by_hand(hand_site) == 1
    page = said(judge, judge.post(REOPEN, {"contest": contest, "number": "3", "reason": "<b>misread</b>"}))
    assert "&lt;b&gt;misread&lt;/b&gt;" in page
    assert by_hand(hand_site) == 0
    assert "error" in said(judge, judge.post(REOPEN, {"contest": contest, "number": "3", "reason": "sent twice"}))
    for number in (1, 2):
        enter(hand_site, number, 2, 2)
    assert by_hand(hand_site) == 2
    reopened = [one for one in hand_site.record.entries() if isinstance(one, HandCountReopened)]
    assert [one.reopened_by for one in reopened] == [account_name(JUDGE, 3)]
    assert verify_ledger(hand_site.record).problems == []


def test_a_precinct_counted_by_hand_is_not_counted_by_hand_again(hand_site: Site) -> None:
    administrator = hand_site.client(ADMINISTRATOR)
    page = said(administrator, administrator.post("/board/hand-counts/", opening(hand_site, "P1 once more")))
    assert "Nothing is counted twice" in page
    assert len(hand_site.served.state.read(lambda state: list(state.board.hand_counts))) == 1


def test_a_hand_count_that_there_is_not_cannot_be_opened_again(hand_site: Site) -> None:
    sent = {"contest": "", "number": "3", "reason": "x"}
    assert hand_site.client(JUDGE).post("/board/hand-counts/reopen/?count=none", sent).status_code == 404


def test_a_recorder_goes_on_with_the_contest_that_follows_and_types_no_zero(hand_site: Site) -> None:
    client = hand_site.client(JUDGE, 1)
    page = client.get(ADDRESS).content.decode()
    assert page.index("Enter my tally sheet") < page.index('aria-label="Contests"'), "the sheet comes first"
    links = re.findall(r"contest=([\w-]+)", page)
    second = ADDRESS + f"&contest={links[1]}"
    sheet = {"round": "1", "ballots": "3", "votes_0": "1", "undervotes": ""}
    refused = client.post(second, sheet)
    assert "does not add up" in said(client, refused), "what was left empty is no vote, and all of it adds up"
    seats = hand_site.record.election.contest(links[1]).seats
    entered = client.post(second, {**sheet, "undervotes": str(3 * seats - 1)})
    assert entered["Location"].endswith(f"contest={links[2]}")
    assert "Your sheet for" in said(client, entered)
