"""What the public sees of totals: what was released, and never what two looks could tell apart (repair A2)."""

import re
from datetime import UTC, timedelta

import pytest

from canvass import clock
from canvass.accounts.roles import Role
from tabulate.board.office.totals_released import TotalsReleased
from tabulate.board.polls import PollsClosed
from tests.canvass.web.served_records import Site

OUTSIDE = [None, Role.OBSERVER, Role.SCANNER_OPERATOR, Role.COUNTING_BOARD_MEMBER]
RELEASE = "/results/release/"


@pytest.fixture
def opened(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The record an hour after the polls closed."""
    moment = site.served.election.polls_close.astimezone(UTC) + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: moment)
    site.record.append([PollsClosed("election-administrator-1")])
    return site


def page(site: Site, role: Role | None, address: str = "/results/") -> str:
    return site.client(role).get(address).content.decode()


def release(site: Site, complete: str = "no", role: Role = Role.ELECTION_ADMINISTRATOR) -> str:
    return site.client(role).post(RELEASE, {"complete": complete, "sure": "yes"}, follow=True).content.decode()


def names(site: Site) -> list[str]:
    return [choice.name for contest in site.served.election.contests for choice in contest.choices]


@pytest.mark.parametrize("role", OUTSIDE)
@pytest.mark.parametrize("by", ["", "?by=precinct", "?by=method"])
def test_repair_a2_before_a_release_nobody_outside_sees_a_figure(opened: Site, role: Role | None, by: str) -> None:
    for address in (f"/results/{by}", f"/results/released/{by}"):
        text = page(opened, role, address)
        assert "No totals are released yet" in text
        assert [name for name in names(opened) if len(name) > 5 and name in text] == []


def test_repair_a2_who_works_on_the_count_sees_it_as_it_is_and_is_told_that_others_do_not(opened: Site) -> None:
    for role in (Role.ELECTION_ADMINISTRATOR, Role.AUDIT_COMMITTEE_MEMBER, Role.SECRETARY_OF_STATE):
        text = page(opened, role)
        assert "Not for publication" in text
        assert ("Release totals to the public" in text) is (role is Role.ELECTION_ADMINISTRATOR)


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.ELECTION_ADMINISTRATOR])
def test_nobody_but_the_administrator_releases(opened: Site, role: Role) -> None:
    opened.client(role).post(RELEASE, {"complete": "no"})
    assert opened.served.state.read(lambda state: list(state.releases)) == []


def test_nothing_is_released_while_totals_are_sealed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: site.served.election.polls_close.astimezone(UTC) - timedelta(hours=1))
    assert "sealed" in release(site)
    assert site.served.state.read(lambda state: list(state.releases)) == []


@pytest.mark.parametrize("given", ["", "perhaps", "yes "])
def test_a_form_that_says_neither_is_refused(opened: Site, given: str) -> None:
    assert "Choose one" in release(opened, given)
    assert opened.served.state.read(lambda state: list(state.releases)) == []


def test_a_count_with_ballots_that_wait_is_not_complete(opened: Site) -> None:
    assert "The count is not complete" in release(opened, "yes")


def test_a_release_is_asked_about_before_anything_is_written(opened: Site) -> None:
    head = opened.record.head()
    asked = opened.client(Role.ELECTION_ADMINISTRATOR).post(RELEASE, {"complete": "no"}).content.decode()
    assert "Release these totals to the public?" in asked
    assert "what is counted now, as far as it shows nobody&#x27;s choices" in asked
    assert '<input type="hidden" name="complete" value="no">' in asked
    assert opened.record.head() == head


def test_repair_a2_a_release_shows_everybody_the_same_and_says_how_many_ballots_it_leaves_out(opened: Site) -> None:
    answer = release(opened)
    assert "The totals are released" in answer
    first = {re.sub(r"As of .*", "", _main(page(opened, role))) for role in OUTSIDE}
    assert len(first) == 1
    (newest,) = opened.served.state.read(lambda state: list(state.releases))
    text = page(opened, None, "/results/?by=precinct")
    for precinct in opened.served.election.precincts:
        assert (f'precinct={precinct.id}">' in text) is (precinct.id in newest.shown.sheets)
    assert ("counted, not yet shown" in text) is bool(newest.unshown or newest.pooled_sheets)
    assert "What waits for the counting board is not among the votes" in text
    assert "shown once the count is complete" in page(opened, None, "/results/?by=method")


def test_repair_a2_what_is_decided_between_two_releases_is_not_seen(opened: Site) -> None:
    opened.record.append([TotalsReleased(complete=False, with_held=False, released_by="ada")])
    before = _main(page(opened, None, "/results/?by=precinct"))
    opened.record.append([TotalsReleased(complete=False, with_held=False, released_by="ada")])
    assert _main(page(opened, None, "/results/?by=precinct")) == before


def _main(text: str) -> str:
    return text.partition("<main")[2].partition("</main>")[0]
