"""What the office and the canvass hand out says the same in every form: no day, hash or figure is in one form alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from canvass.canvassing.county_standing import standing_now
from tests.canvass.election_office.pages_typed import ADOPTED, BEGUN, HELD, JUDGED, SURE, sent
from tests.canvass.facts_of_papers import facts_missing

if TYPE_CHECKING:
    from django.test import Client

    from tests.canvass.web.served_records import Site

PAPERS = (
    "/office/court/list/?",
    "/office/court/1/paper/?",
    "/office/court/what-if/2/?illegal_0=12&illegal_1=1&",
    "/office/retention/plan/?",
    "/office/policies/paper/?",
    "/canvass/report/?",
    "/canvass/minutes/?",
    "/canvass/declaration/?contest=sheriff&",
)


def test_every_form_of_every_paper_has_the_same_days_hashes_and_figures(office: Site, clerk: Client) -> None:
    sent(clerk, "court/begin/", **BEGUN)
    sent(clerk, "court/1/judge/", **JUDGED, **SURE)
    sent(clerk, "retention/hold/", **HELD)
    sent(clerk, "policies/adopt/", **ADOPTED)
    ((number, _),) = standing_now(office.record).certificates.issued
    for paper in (*PAPERS, f"/canvass/certificates/paper/?entry={number}&"):
        in_csv, in_json = (clerk.get(f"{paper}form={form}").content.decode() for form in ("csv", "json"))
        assert in_json.startswith("{"), paper
        assert facts_missing(in_csv, in_json) == [], paper
