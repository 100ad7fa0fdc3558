"""A server killed in the midst of an entry: what a member marked is there when it comes back, and once."""

from pathlib import Path

from django.conf import settings

from audit.committee import MemberId
from canvass.record import open_record
from canvass.record.audit_log import AuditLog
from tests.canvass.web.audit_begun import begin
from tests.canvass.web.audit_site import EA, MEMBER, audited_site
from tests.canvass.web.killed_servers import SignedIn, killed_at_the_end
from tests.canvass.web.served_records import account_name

BEN = account_name(MEMBER, 2)


def mark(browser: SignedIn, after: int, choice: str) -> None:
    browser.post("/audit/counts/1/marks/", {"after": str(after), "choice": choice})


def marks_in(directory: Path) -> list[tuple[str, ...]]:
    with open_record(directory) as record:
        state = AuditLog(record).state
        assert state is not None
        return [call.choices for call in state.units[0].rounds[0].marks_of(MemberId(BEN))]


def test_every_mark_made_before_the_kill_is_there_and_none_twice(tmp_path: Path) -> None:
    directory = tmp_path / "record"
    with audited_site(directory) as site:
        begin(site)
        site.client(EA).post("/audit/counts/1/start/", {"reader": account_name(MEMBER), "round_number": "1"})
        session = site.session_of(site.account(MEMBER, 2))
        cookie = f"{settings.SESSION_COOKIE_NAME}={session}"
    with killed_at_the_end(directory) as server:
        browser = SignedIn(server.address, cookie)
        for after, choice in enumerate(["ash", "birch", "ash"]):
            mark(browser, after, choice)
    assert marks_in(directory) == [("ash",), ("birch",), ("ash",)]
    with killed_at_the_end(directory) as server:
        browser = SignedIn(server.address, cookie)
        mark(browser, 2, "ash")
        mark(browser, 3, "cedar")
    assert marks_in(directory) == [("ash",), ("birch",), ("ash",), ("cedar",)]
