"""Records being served within a test: accounts of every role, clients signed in, and a live server for browsers."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from canvass import clock
from canvass.accounts.models import Account
from canvass.accounts.roles import Role
from canvass.site.serving import ServingPlace, running
from canvass.web.served import Served, serve_record
from tabulate.ledger.entries import Access, AccessRecorded

if TYPE_CHECKING:
    from canvass.record.store import Record

_ID = re.compile(r'<[^<>]*\sid="([^"]*)"')
PASSWORD = "nine wet herons at dusk"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def account_name(role: Role, number: int = 1) -> str:
    """The sign-in name of the account of a role: `counting-board-member-1`."""
    return f"{role.value.replace(' ', '-')}-{number}"


def make_accounts(each: int = 1) -> None:
    """Make accounts of every role, all with PASSWORD."""
    first = Account(name="first")
    first.set_password(PASSWORD)
    for role in Role:
        for number in range(1, each + 1):
            full_name = f"{role.label} {number}"
            Account(
                name=account_name(role, number), full_name=full_name, role=role.value, password=first.password
            ).save()


def copy_record(template: Path, to: Path) -> Path:
    """A record of its own; the images, which never change, are shared."""

    def copy(source: str, target: str) -> None:
        if "images" in Path(source).parts:
            Path(target).hardlink_to(source)
        else:
            shutil.copy2(source, target)

    return Path(shutil.copytree(template, to, copy_function=copy))


class PageClient(Client):
    """A browser without a screen, for which no page gives an id twice: a label would name another form's field."""

    def request(self, **request: Any) -> Any:
        """The answer. Raises AssertionError for a page on which two have one id."""
        answer = super().request(**request)
        if not answer.streaming and answer.get("Content-Type", "").startswith("text/html"):
            twice = [one for one, times in Counter(_ID.findall(answer.content.decode())).items() if times > 1]
            assert not twice, f"{request['PATH_INFO']} gives ids to two: {twice}"
        return answer


@dataclass(frozen=True)
class Site:
    """A record that this process serves while a test runs."""

    directory: Path
    served: Served

    @property
    def record(self) -> "Record":
        return self.served.record

    def account(self, role: Role, number: int = 1) -> Account:
        return Account.objects.get(name=account_name(role, number))

    def client(self, role: Role | None = None, number: int = 1, enforce_csrf: bool = False) -> Client:
        """A browser without a screen: signed in as a role, or not at all."""
        client = PageClient(enforce_csrf_checks=enforce_csrf, HTTP_HOST="127.0.0.1")
        if role is not None:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.session_of(self.account(role, number))
        return client

    def session_of(self, account: Account) -> str:
        """The key of a new session in which `account` is signed in."""
        session = SessionStore()
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = BACKEND
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session["signed_in_at"] = session["seen_at"] = clock.now().isoformat()
        session.create()
        assert session.session_key
        return session.session_key

    def accesses(self, what: Access | None = None) -> list[AccessRecorded]:
        """What the event log says, oldest first."""
        entries = [entry for entry in self.record.entries() if isinstance(entry, AccessRecorded)]
        return [entry for entry in entries if what in (None, entry.what)]


@contextmanager
def site_of(directory: Path, scans: tuple[Path, ...] = ()) -> Iterator[Site]:
    """Serve a record to clients within this process; folders below `scans` may be counted from a page."""
    with serve_record(directory, scans=scans) as served:
        yield Site(directory, served)


@contextmanager
def live_address() -> Iterator[str]:
    """The address of a real server, in threads of this process, of the record being served."""
    with running(ServingPlace("127.0.0.1", 0), threads=4) as address:
        yield address.rstrip("/")
