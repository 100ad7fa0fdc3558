"""A county's whole way in real browsers: returns, audit, canvass, certificate, recount, a new certificate (W6, W21).

The audit of one precinct elects Ash by three votes. Birch has the votes recounted without a bond, and wins by three.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.canvass.canvassing.audited_treasurer import MEMBERS, after
from tests.canvass.canvassing.county_office import COMMITTEE, Office, certified, meet, office, sign, signed_return
from tests.canvass.canvassing.recounted_in_browsers import petitioned_and_recounted

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FIRST_DAY, SECOND_DAY = f"{after(10)}T10:00", f"{after(11)}T10:00"


def test_from_returns_over_audit_and_recount_to_a_new_certificate(tmp_path: Path, browser: Browser) -> None:
    with office(tmp_path, browser) as county:
        first = county.paper("/results/return/?precinct=P1&form=pdf", "return-riverside.pdf")
        assert "Riverside" in first
        audited(county)
        canvassed_on_the_second_day(county)
        certified(county, "Ash", "Treasurer", f"{after(11)}T12:00")
        petitioned_and_recounted(county)
        canvassed_again(county)


def audited(county: Office) -> None:
    """The committee finds six votes more for Ash than the machine; a mark was read otherwise by voters' light pens."""
    clerk = county.clerk
    clerk.goto("/audit/counts/1/")
    clerk.select_option("#reader", MEMBERS[0])
    clerk.get_by_role("button", name="Begin the round").click()
    for number in (2, 3):
        member = county.person(COMMITTEE, number)
        member.goto("/audit/counts/1/")
        for label, figure in (("Ballots", 1_199), ("Ash", 606), ("Birch", 580), ("Undervotes", 13), ("Overvotes", 0)):
            member.get_by_label(label).fill(str(figure))
        member.get_by_role("button", name="Hand in the sheet").click()
    clerk.goto("/audit/causes/")
    clerk.get_by_role("link", name="Record the finding").click()
    clerk.get_by_label("Due to").select_option("user error")
    for number in (0, 1):
        clerk.check(f"input[name=found_by][value={MEMBERS[number]}]")
    clerk.get_by_label("Evidence").fill("Six voters marked beside the oval.")
    clerk.get_by_label("The secretary of state is informed").check()
    clerk.fill("#id_on", after(9))
    clerk.get_by_role("button", name="Record the finding").click()
    clerk.goto("/audit/report/")
    for name in MEMBERS:
        clerk.check(f"input[name=signed][value={name}]")
    clerk.fill("#id_on", after(9))
    clerk.get_by_role("button", name="Record the certificate").click()
    county.says("Certify the audit?")
    clerk.get_by_role("button", name="Certify", exact=True).click()
    county.says("Certified on")
    address = clerk.get_by_role("link", name="PDF", exact=True).get_attribute("href")
    assert "606" in county.paper(address or "", "audit-report.pdf")


def canvassed_on_the_second_day(county: Office) -> None:
    """A return is missing on the first; the manual count elects Ash on the second."""
    signed_return(county, "P1", f"{after(10)}T09:00")
    meet(county, FIRST_DAY)
    county.look("first-day")
    county.says("The return of precinct P7 has not come in (13-15-402)")
    reason = {"Why_returns_are_missing": "Snow on the pass.", "Messengers": "Jo Jay=P7"}
    county.fill("Postpone to the next day", "Postpone", "postponed to the next day", When=FIRST_DAY, **reason)
    signed_return(county, "P7", f"{after(11)}T08:00")
    meet(county, SECOND_DAY)
    county.says("none fails")
    sign(county, "Adopt the report", "The board adopted it", "The report is adopted.", SECOND_DAY)
    sign(county, "Declare the results", "The board declared them", "The results are declared.", SECOND_DAY)
    county.look("declared")
    report = county.paper("/canvass/report/?form=pdf", "report-1.pdf")
    for words in ("5,216", "5,213", "audit"):
        assert words in report
    declared = county.paper("/canvass/declaration/?contest=treasurer", "declaration-1.pdf")
    for words in ("Ash", "10,429", "13-16-201"):
        assert words in declared
    minutes = county.paper("/canvass/minutes/?form=pdf", "minutes.pdf")
    for words in ("Snow on the pass.", "Jo Jay", "adopted"):
        assert words in minutes


def canvassed_again(county: Office) -> None:
    """The first certificate is void at once; the board adopts a corrected report, and Birch has the second."""
    clerk = county.clerk
    clerk.goto("/canvass/certificates/")
    county.says("Void: the recount found another result")
    clerk.goto("/canvass/")
    county.says("THE ADOPTED REPORT IS SUPERSEDED")
    meet(county)
    sign(county, "Adopt the report", "The board adopted it", "The report is adopted.", "")
    sign(county, "Declare the results", "The board declared them", "The results are declared.", "")
    certified(county, "Birch", "Treasurer", "")
    listed = clerk.get_by_role("row", name="Treasurer").all_inner_texts()
    assert [("void" in one, "issued" in one) for one in listed] == [(True, False), (False, True)]
    addresses = [link.get_attribute("href") or "" for link in clerk.get_by_role("link", name="PDF").all()]
    first, second = (county.paper(one, f"certificate-{number}.pdf") for number, one in enumerate(addresses, 1))
    assert ("VOID" in first, "VOID" in second) == (True, False)
    assert ("Ash was declared elected" in first, "Birch was declared elected" in second) == (True, True)
    report = county.paper("/canvass/report/?form=pdf", "report-2.pdf")
    assert ("5,214" in report, "recount" in report) == (True, True)
    assert "SUPERSEDED" in county.paper("/canvass/report/?version=1", "report-1-superseded.pdf")
    assert "Birch" in county.paper("/canvass/declaration/?contest=treasurer", "declaration-2.pdf")
    county.paper("/canvass/minutes/?form=pdf", "minutes.pdf")
