"""What the audit's pages certify and publish, and the files that come from them."""

import hashlib
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from audit.events import AuditEvent
from audit.events.consequences import MachineBarredElsewhere
from audit.random_sample import apply
from audit.state import AuditState, Phase
from canvass.record import audit_log
from canvass.record.audit_log import AuditLog
from tests.audit.audits import WHOLE
from tests.canvass.audited_county import USUAL_SENATOR
from tests.canvass.web.audit_begun import NAMES, said
from tests.canvass.web.audit_site import EA, SOS, count_in_process, state_of
from tests.canvass.web.served_records import Site


def test_a_certificate_waits_for_every_count(audited: Site) -> None:
    answer = said(audited, EA, "/audit/report/certify/", signed=NAMES[0], on=audited.served.today, sure="yes")
    assert "Refused under 13-17-506(2)(c)" in answer
    assert state_of(audited).phase is Phase.TALLYING
    assert audited.client().get("/audit/published/").status_code == 404


def test_what_is_public_before_the_certificate_ends_with_the_selection(audited: Site) -> None:
    count_in_process(audited, 1, USUAL_SENATOR)
    text = audited.client().get("/audit/published/published.json").content.decode()
    assert '"dice rolled"' in text
    assert '"sheet entered"' not in text
    assert '"machine figures taken"' not in text


def test_the_hash_of_the_publication_is_that_of_the_file_everyone_is_served(
    fresh: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh.served.audit.take(*WHOLE)
    turn_as_it_is = AuditLog.turn

    def turn_after_another(log: AuditLog) -> AbstractContextManager[audit_log.Turn]:
        monkeypatch.setattr(AuditLog, "turn", turn_as_it_is)
        AuditLog(fresh.record).take(MachineBarredElsewhere("another", "Primary Election", "ab" * 32))
        return log.turn()

    monkeypatch.setattr(AuditLog, "turn", turn_after_another)
    assert b"Make the results of the audit public?" in fresh.client(EA).post("/audit/report/publish/").content
    assert state_of(fresh).published is None
    fresh.client(EA).post("/audit/report/publish/", {"sure": "yes"})
    served = fresh.client().get("/audit/published/published.json").content
    published = state_of(fresh).published
    assert published is not None
    assert b'"another"' in served
    assert published.published_sha256 == hashlib.sha256(served).hexdigest()


def test_nothing_is_published_where_no_audit_is_open(fresh: Site) -> None:
    assert fresh.client(EA).post("/audit/report/publish/").status_code == 404


def test_a_file_that_proves_nothing_is_no_county(audited: Site, tmp_path: Path) -> None:
    own = audited.client().get("/audit/published/published.json").content
    altered = own.replace(b"Larkspur 65", b"Larkspur 64")
    for content, words in ((b"{}", "no published audit"), (b"\xff", "no text"), (altered, "altered")):
        file = tmp_path / "county.json"
        file.write_bytes(content)
        with file.open("rb") as opened:
            answer = audited.client(SOS).post("/audit/counties/add/", {"published": opened}, follow=True)
        assert words in answer.content.decode()
    assert not (audited.directory / "counties").exists()


def test_papers_and_files_of_the_report_come_as_files(audited: Site) -> None:
    client = audited.client(EA)
    for address in (
        "papers/retrieval-list.pdf",
        "papers/65/packet.pdf",
        "report/audit-report.pdf",
        "exemption/notice.pdf",
    ):
        answer = client.get(f"/audit/{address}")
        assert answer.content.startswith(b"%PDF"), address
    assert client.get("/audit/papers/2/packet.pdf").status_code == 404
    assert client.get("/audit/report/audit-report.exe").status_code == 404
    assert "Larkspur 65" in client.get("/audit/report/audit-report.csv").content.decode()


def test_the_audit_is_folded_once_for_all_pages_and_public_results(
    audited: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    folded: list[type] = []

    def counting(state: AuditState | None, event: AuditEvent) -> AuditState:
        folded.append(type(event))
        return apply(state, event)

    monkeypatch.setattr(audit_log, "apply", counting)
    for address in ("/results/", "/audit/", "/results/", "/audit/counts/"):
        assert audited.client(EA).get(address).status_code == 200
    assert len(folded) == len(audited.served.audit.events)
