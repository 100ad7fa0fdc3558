"""A petition filed, and both precincts recounted by hand: each recorder at an own browser, unseen by the other."""

from __future__ import annotations

from tests.canvass.canvassing.audited_treasurer import after
from tests.canvass.canvassing.county_office import RECOUNTERS, Office
from tests.canvass.recount_by_hand.counted_by_hand import STATEMENT
from tests.canvass.web.served_records import account_name


def petitioned_and_recounted(county: Office) -> None:
    """Birch petitions within five days; both precincts are recounted, one of them twice."""
    clerk = county.clerk
    clerk.goto("/recounts/")
    clerk.get_by_role("link", name="File a recount").click()
    county.says("Birch 5,213, 3 votes behind")
    county.look("margins")
    clerk.get_by_role("link", name="Treasurer").click()
    clerk.get_by_label("Who petitions or applies").select_option(label="Birch, 5,213 votes")
    clerk.get_by_label("What it says under oath").fill(STATEMENT)
    clerk.get_by_label("Who took the oath").fill("Nan Notary")
    clerk.get_by_label("The day of the petition, or of the order").fill(after(12))
    clerk.get_by_label("The day of the notice to the board").fill(after(12))
    county.look("petition")
    clerk.get_by_role("button", name="File it").click()
    county.says("petition (13-16-201)")
    county.look("petition-asked-again")
    clerk.get_by_role("button", name="File the recount").click()
    clerk.get_by_role("link", name="R-1").click()
    assert "Notice of a recount" in county.paper("/recounts/1/notice/", "recount-notice.pdf")
    clerk.get_by_role("link", name="The board meets").click()
    for number in (1, 2, 3):
        clerk.get_by_label(f"Member {number}", exact=True).select_option(account_name(RECOUNTERS, number))
    for number in (4, 5):
        clerk.get_by_label(f"Recount-board member {number} ({account_name(RECOUNTERS, number)})").check()
    clerk.get_by_label("Secretary").fill("Dee Clerk")
    county.look("recount-board")
    clerk.get_by_role("button", name="Enter the board").click()
    clerk.get_by_role("button", name="Enter the board").click()
    county.says("0 of 2 precincts locked")
    packet = county.paper("/recounts/1/precincts/2/packet/", "recount-packet.pdf")
    assert "5,21" not in packet
    recounted(county, 1, 9_300, (4_610, 4_633, 57), (4_611, 4_632, 57))
    recounted(county, 2, 1_199, (601, 581, 17))
    clerk.goto("/recounts/1/")
    clerk.get_by_role("link", name="Certify").click()
    county.says("5,213 canvassed, 5,214 recounted")
    for name in ("Recount-board member 1", "Recount-board member 2"):
        clerk.get_by_label(name, exact=True).check()
    clerk.get_by_label("Attested under seal by").fill("Dee Clerk")
    clerk.get_by_label("The proceedings, in substance").fill("Both precincts were recounted in public.")
    clerk.get_by_label("Who appeared, and for whom").fill("Birch, in person")
    clerk.get_by_label("Costs of the recount").fill("850.50")
    county.look("recount-certificate")
    clerk.get_by_role("button", name="Certify").click()
    clerk.get_by_role("button", name="Certify").click()
    county.says("certified on")
    found = county.paper("/recounts/1/papers/certificate/", "recount-certificate.pdf")
    assert "The first certificate, of Ash, is void" in found
    assert "5,214" in county.paper("/recounts/1/papers/abstract/", "recount-abstract.pdf")


Sheet = tuple[int, int, int]


def recounted(county: Office, place: int, ballots: int, found: Sheet, wrong: Sheet | None = None) -> None:
    """One reads, two record at their own screens; where they differ, all of it again."""
    clerk, address = county.clerk, f"/recounts/1/precincts/{place}/"
    clerk.goto(address)
    clerk.get_by_label("Ballots with the contest").fill(str(ballots))
    for label, number in (("Who reads the ballots", 1), ("First recorder", 4), ("Second recorder", 5)):
        clerk.get_by_label(label).select_option(account_name(RECOUNTERS, number))
    clerk.get_by_role("button", name="Begin", exact=True).click()
    for one, other in ((found, wrong), (found, found)) if wrong else ((found, found),):
        for number, sheet in ((4, one), (5, other)):
            recorder = county.person(RECOUNTERS, number)
            recorder.goto(address)
            shown = recorder.locator("main").inner_text()
            assert not [figure for figure in found if f"{figure:,}" in shown], "nothing of the other's sheet"
            assert sheet is not None
            labels = ("Ballots that carry this contest", "Ash", "Birch", "Undervotes", "Overvotes")
            for label, figure in zip(labels, (ballots, *sheet, 0), strict=True):
                recorder.get_by_label(label).first.fill(str(figure))
            recorder.get_by_role("button", name="Enter my tally sheet").click()
        if other is wrong and wrong is not None:
            county.says("The whole precinct is counted again", recorder)
    county.says("The precinct is locked", recorder)
