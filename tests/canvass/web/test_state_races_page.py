"""The audit's pages of what contests are for, and of what the state draws for all counties (13-17-505(1)(a))."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.opening import open_audit
from audit.state_lists import state_lists
from audit.state_races import published
from canvass.auditing.drawing import WrittenRoll
from canvass.auditing.state_drawing import state_selection
from tabulate.offices import Office, Territory
from tests.canvass.web.audit_site import EA, SOS, audited_site, state_of
from tests.canvass.web.served_records import Site

ADDRESS = "/audit/selection/state-races/"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with audited_site(tmp_path / "record") as found:
        yield found


def the_board_s_file(site: Site) -> SimpleUploadedFile:
    """What the board drew from this county's ballots: one federal race and one issue, nothing to roll for."""
    state = state_of(site)
    none: tuple[WrittenRoll, ...] = ()
    selection = state_selection([state], state_lists([state]), none, site.served.today, "the board of canvassers")
    return SimpleUploadedFile("state-races.json", published(selection).encode())


def test_repair_c7_the_page_takes_the_board_s_selection_and_says_so(site: Site) -> None:
    with site.served.audit.turn() as turn:
        turn.take(open_audit(site.record.election))
    client = site.client(SOS)
    page = client.get("/audit/selection/").content.decode()
    assert "federal races and statewide issues once for all counties (13-17-505(1)(a))" in page
    answer = client.post(ADDRESS, {"state_races": the_board_s_file(site)}, follow=True).content.decode()
    assert "Drawn for all counties by the board of canvassers" in answer
    assert "once for all counties" not in answer
    taken = state_of(site).state_races
    assert taken is not None
    assert taken.sha256 in answer


def test_repair_c7_the_page_refuses_another_file_and_takes_nothing(site: Site) -> None:
    with site.served.audit.turn() as turn:
        turn.take(open_audit(site.record.election))
    client = site.client(EA)
    answer = client.post(ADDRESS, {"state_races": SimpleUploadedFile("x.json", b"\xff{}")}, follow=True)
    assert "is no JSON" in answer.content.decode()
    assert "Nothing was taken" in client.post(ADDRESS, {}, follow=True).content.decode()
    assert "Drawn for all counties" not in client.get("/audit/selection/").content.decode()
    assert state_of(site).state_races is None


def test_repair_a10_the_page_asks_for_office_and_territory_where_a_scope_does_not_tell(site: Site) -> None:
    client = site.client(EA)
    page = client.get("/audit/").content.decode()
    assert "Which office is Shall Justice Gray be retained?" in page
    assert "Where is Constitutional Amendment 116 voted on?" in page
    assert "Which office is Sheriff?" not in page
    client.post("/audit/open/", {"office_0": "supreme court justice", "territory_1": "state", "sure": "yes"})
    contests = {one.id: one.purpose for one in state_of(site).opened.contests}
    assert [(one.office, one.territory) for name, one in contests.items() if name in ("retain-3", "ca-116")] == [
        (Office.JUSTICE, Territory.STATE),
        (None, Territory.STATE),
    ]


def test_repair_a10_what_does_not_fit_is_refused_on_the_page(site: Site) -> None:
    client = site.client(EA)
    answer = client.post(
        "/audit/open/", {"office_0": "sheriff", "territory_0": "one county", "sure": "yes"}, follow=True
    )
    assert "13-14-212" in answer.content.decode()
    assert site.served.audit.state is None
