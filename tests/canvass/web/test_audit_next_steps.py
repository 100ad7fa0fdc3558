"""What is next is said as the audit stands: nothing that is done is asked again."""

from audit.events.consequences import CauseOfDiscrepancy
from audit.state import AuditState
from canvass.committee.next_steps import next_steps
from tests.audit.audits import Audit, opened
from tests.canvass.web.audit_site import EA
from tests.canvass.web.served_records import Site


def said(state: AuditState) -> list[str]:
    return [one.words for one in next_steps(state)]


def test_from_the_committee_to_publication_each_state_says_its_own_next_step() -> None:
    audit = Audit(opened(4))
    assert said(audit.state)[0] == "Appoint the committee."
    audit.begin(first=[(4,), (2,), (1,)])
    unit = audit.first_unit
    assert said(audit.state)[0].startswith("Open the boxes of")
    assert said(audit.state)[1] == f"{len(audit.state.units)} counts of {len(audit.state.units)} to make."
    audit.prepare(unit).start(unit)
    first, *others = audit.state.unit(unit).rounds[-1].recorders
    audit.do(audit.sheet(unit, first, [310, 280]))
    for member in others:
        audit.do(audit.sheet(unit, member, [300, 290]))
    assert any(words.startswith("Count again: ") for words in said(audit.state))
    audit.tally(unit, [310, 280]).count_all()
    title = audit.state.contest(unit.contest).title
    assert said(audit.state) == [f"Find the cause of {title} (sample)."]
    audit.find("senator", CauseOfDiscrepancy.MACHINE).count_all()
    assert said(audit.state) == ["Every member signs the report; then the certificate is recorded."]
    audit.certify()
    assert said(audit.state) == ["Publish the results of the audit."]


def test_the_overview_and_home_say_the_next_step(audited: Site) -> None:
    page = audited.client(EA).get("/audit/").content.decode()
    assert "Open the boxes of Larkspur 17, Larkspur 23" in page
    assert "14 counts of 14 to make." in page
    assert "Next: Open the boxes of" in audited.client(EA).get("/").content.decode()
