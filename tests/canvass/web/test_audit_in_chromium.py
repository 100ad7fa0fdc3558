"""A five-member committee audits seven precincts of a 65-precinct county, in real browsers, to the certificate."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from audit.publication import replay
from canvass.cli import run
from tests.canvass.audited_county import USUAL_ISSUE, USUAL_SENATOR, election_day
from tests.canvass.web.audit_site import RESERVES, SAMPLE, SOS, Audit, audited_site, count_in_process, state_of
from tests.canvass.web.browsing import Pages
from tests.canvass.web.served_records import live_address

FAULTY = {"ash": 3, "birch": 13, "cedar": 3, "write-ins": 0}
"""What the committee finds where the machine counted six votes for another."""
MISREAD = {"for": 12, "against": 8}


@pytest.mark.long  # The same walk by keyboard, of fewer precincts, is made every time.
def test_from_dice_to_certificate(tmp_path: Path, browser: Browser, capsys: pytest.CaptureFixture[str]) -> None:
    directory = tmp_path / "record"
    with audited_site(directory) as site, live_address() as address:
        audit = Audit(Pages(browser, site, address))
        audit.open()
        audit.appoint((election_day() - timedelta(days=10)).isoformat())
        audit.select()
        assert [unit.unit.precinct for unit in state_of(site).units[::2]] == [f"P{number:02d}" for number in SAMPLE]
        audit.open_boxes(SAMPLE)

        # One contest mismatches twice between sheets: only that they differ is said, and all rounds are kept.
        for _ in range(2):
            audit.start(2)
            for member in (2, 3, 4):
                audit.hand_in(2, member, USUAL_ISSUE)
            page = audit.hand_in(2, 5, MISREAD)
            audit.says(page, "The sheets of round")
            assert "12" not in page.locator("main").inner_text()
        audit.look(page, "sheets-differ")
        audit.clerk.goto("/audit/counts/2/comparison/")
        audit.says(audit.clerk, "not shown before the manual count is locked")
        audit.look(audit.clerk, "not-locked")
        audit.count(2, USUAL_ISSUE, reader=2)
        assert [one.outcome.value for one in state_of(site).units[1].rounds] == [
            "the sheets differ",
            "the sheets differ",
            "all sheets equal",
        ]

        # What is like these is sent to the same pages without a screen.
        for unit in range(1, 15):
            if unit != 2:
                usual = USUAL_ISSUE if unit % 2 == 0 else USUAL_SENATOR
                count_in_process(site, unit, FAULTY if unit == 5 else usual)

        # One contest is over the threshold, by a machine's fault: the machine is barred, three precincts more.
        page = audit.clerk
        page.goto("/audit/comparison/")
        audit.says(page, "over the threshold")
        audit.look(page, "comparison")
        page.goto("/audit/counts/5/comparison/")
        audit.look(page, "unit-comparison")
        page.goto("/audit/counts/5/why/")
        audit.says(page, "20 ballots in all")
        audit.look(page, "why")
        page.goto("/audit/causes/")
        audit.look(page, "causes")
        page.get_by_role("link", name="Record the finding").click()
        audit.look(page, "find-cause")
        page.check("input[name=machines][value='right scanner']")
        for member in (1, 2, 3):
            page.check(f"input[name=found_by][value=audit-committee-member-{member}]")
        page.fill("#id_evidence", "The right scanner's lower lamp flickers on its log of that hour.")
        page.check("#id_informed")
        audit.press(page, "Record the finding")
        audit.says(page, "More precincts are counted for this contest")

        audit.open_boxes(RESERVES)
        for unit in (15, 16, 17):
            count_in_process(site, unit, USUAL_SENATOR)
        page.goto("/audit/counts/")
        audit.look(page, "counts")

        # The machine is cleared by three steps, the last the secretary of state's.
        page.goto("/audit/machines/1/")
        audit.look(page, "clear-machine")
        paper = {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": b"signed"}
        page.fill("[name=expert]", "Dr. Fern")
        for box in ("degree", "expertise", "sound"):
            page.check(f"[name={box}]")
        page.set_input_files("[name=report]", paper)  # type: ignore[arg-type]
        audit.press(page, "Record the examination")
        page.goto("/audit/machines/1/")
        page.fill("[name=vendor]", "Scan Works")
        audit.press(page, "Record the consultation")
        state_page = audit.person(SOS)
        state_page.goto("/audit/machines/1/")
        state_page.fill("[name=approved_by]", "Deputy Lake")
        state_page.set_input_files("[name=document]", paper)  # type: ignore[arg-type]
        audit.press(state_page, "Record the approval")
        audit.says(state_page, "cleared")
        audit.look(state_page, "machines")

        page.goto("/audit/report/")
        audit.look(page, "report")
        for member in range(1, 6):
            page.check(f"input[name=signed][value=audit-committee-member-{member}]")
        audit.press(page, "Record the certificate")
        audit.says(page, "Certify the audit?")
        audit.press(page, "Certify")
        audit.press(page, "Publish the results of the audit")
        audit.press(page, "Make them public")

        public = audit.pages.page_as(None)
        public.goto("/audit/published/")
        audit.says(public, "Certified on")
        audit.look(public, "published")
        public.goto("/audit/")
        audit.look(public, "overview-published")
        published = public.request.get(f"{address}/audit/published/published.json").text()
        assert replay(published).state.phase.value == "certified"
        page.goto("/results/")
        page.check("input[name=complete][value=yes]")
        page.locator("form[action='/results/release/'] button").click()
        audit.press(page, "Release")
        public.goto("/results/")
        audit.says(public, "Manual count")
        audit.look(public, "results")
        state_page.goto("/audit/counties/")
        audit.says(state_page, "Larkspur County")
        audit.look(state_page, "counties")
        for context in browser.contexts:
            context.close()

    file = tmp_path / "published.json"
    file.write_text(published)
    assert run(["audit", "replay", str(file)]) == 0
    capsys.readouterr()
    run(["results", str(directory), "--json"])
    shown = json.loads(capsys.readouterr().out)["audit"]
    (contest,) = [one for one in shown["contests"] if one["contest"] == "us-senator"]
    assert {one["choice"]: (one["machine"], one["definitive"]) for one in contest["choices"]} == {
        "ash": (90, 84),
        "birch": (70, 76),
        "cedar": (30, 30),
    }
