"""A member of the audit committee finds no figure of the machines among results before all counts are locked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from canvass.accounts.roles import Role
from tabulate.board.office.totals_released import TotalsReleased
from tabulate.board.reconciliation_entries import BallotsExpected, ExpectedFrom
from tabulate.election import PrecinctId
from tests.canvass.auditing.reported.reported_audit import DRAWN, begun, contests, counted, opens, says
from tests.canvass.reported_county import ReportedCounty, figures_shown, reported_county
from tests.canvass.web.served_records import Site, make_accounts, site_of

MEMBER, CLERK = Role.AUDIT_COMMITTEE_MEMBER, Role.ELECTION_ADMINISTRATOR
ADDRESSES = tuple(
    f"/results/{which}{by}"
    for which in ("", "released/")
    for by in ("", "?by=precinct", "?by=method", "?by=contest", "?form=csv", "?by=precinct&form=csv")
)


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReportedCounty:
    return reported_county(tmp_path / "county", monkeypatch)


@pytest.fixture
def site(county: ReportedCounty) -> Iterator[Site]:
    with site_of(county.directory) as site:
        make_accounts()
        # With accounts, the clerk's release is the only thing that anybody else may see.
        site.record.append([TotalsReleased(complete=True, with_held=False, released_by="ada")])
        yield site


def read(site: Site, role: Role | None) -> str:
    return "\n".join(site.client(role).get(address).content.decode() for address in ADDRESSES)


def whole_county(county: ReportedCounty) -> frozenset[str]:
    """Totals of the county too: a contest can be of the drawn precincts alone."""
    of_all = (sum(rows) for rows in zip(*_votes(county), strict=True))
    return county.figures(tuple(f"P{number:02}" for number in range(1, 18))) | {f"{one:,}" for one in of_all}


def _votes(county: ReportedCounty) -> list[list[int]]:
    return [[row.total for one in place.contests for row in one.rows] for place in county.results.precincts]


def test_a_member_sees_no_total_from_the_taking_of_the_report_to_the_last_lock(
    site: Site, county: ReportedCounty
) -> None:
    figures = whole_county(county)
    assert not figures_shown(read(site, MEMBER), figures), "before the audit is opened nobody knows what is drawn"
    begun(county)
    assert figures_shown(read(site, CLERK), figures)
    assert figures_shown(read(site, None), figures), "what was released is everybody's"
    for precinct in DRAWN:
        assert says(county, precinct) == 0
        assert opens(county, precinct) == 0
        for contest in contests(county):
            assert not figures_shown(read(site, MEMBER), figures)
            assert counted(county, precinct, contest) == 0
    assert figures_shown(read(site, MEMBER), figures), "all counts are locked"


def test_the_page_says_why_and_where_to_go_on(site: Site) -> None:
    answer = site.client(MEMBER).get("/results/?by=precinct")
    assert answer.status_code == 403
    text = answer.content.decode()
    assert "counts by hand without knowing what the machines counted" in text
    assert "/audit/counts/" in text


def test_reconciliation_leaves_out_a_drawn_precinct_until_its_counts_are_locked(
    site: Site, county: ReportedCounty
) -> None:
    pages = ("/board/reconciliation/", "/board/reconciliation/report/")
    of_drawn = {f"{county.results.precincts[int(one[1:]) - 1].ballots_cast:,}" for one in DRAWN}

    def shown() -> set[str]:
        text = " ".join(site.client(CLERK).get(one).content.decode() for one in pages)
        return {one for one in of_drawn if f">{one}<" in text}

    assert shown() == of_drawn
    begun(county)
    expected = BallotsExpected(PrecinctId("P02"), None, 4_000, ExpectedFrom.POLLBOOK, "Dee Clerk")
    site.record.append([expected])
    assert not shown()
    text = site.client(CLERK).get(pages[0]).content.decode()
    assert "Precinct P02: its ballots are not shown until" in text
    assert "found 9" not in text, "nor in the sentence about the difference"
    for precinct in DRAWN:
        assert says(county, precinct) == 0
        assert opens(county, precinct) == 0
        for contest in contests(county):
            assert counted(county, precinct, contest) == 0
    assert shown() == of_drawn
