"""Who may do what on the state's pages: roles, accounts, the log of accesses, and the server."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass.accounts.models import Account
from canvass.accounts.roles import Role
from canvass.cli import run
from canvass.errors import RecordError
from canvass.state_canvass.state_accesses import ACCESSES, access_of, accesses_in, note_accesses
from tabulate.ledger.entries import Access, AccessRecorded
from tests.canvass.state_canvass.state_site import BOARD, OBSERVER, STATE, SURE, shown, state_site, steps, zipped
from tests.canvass.web.served_records import PASSWORD, Site, account_name
from tests.canvass.web.test_serve import get, serving

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with state_site(tmp_path / "state") as served:
        yield served


@pytest.fixture
def dee(site: Site) -> Client:
    return site.client(STATE)


def test_the_secretary_of_state_does_an_observer_sees_and_nobody_else_is_let_in(
    site: Site,
) -> None:
    sees, does = (
        ("counties/", "results/", "results/report/", "accounts/signatures/"),
        ("counties/receive/", "results/declare/"),
    )
    keeps = ("events/", "accounts/", "accounts/add/")
    for role in Role:
        client = site.client(role)
        for one in sees:
            assert (client.get(f"/{one}").status_code == 200) is (role in (STATE, OBSERVER)), (role, one)
        for one in keeps:
            assert (client.get(f"/{one}").status_code == 200) is (role is STATE), (role, one)
        for one in does:
            if role is not STATE:
                assert client.post(f"/{one}", {"packages": zipped(b"no zip"), **BOARD, **SURE}).status_code == 403
            assert client.get(f"/{one}").status_code in (403, 405)
    assert "Packages came in</h2>" not in shown(site.client(OBSERVER))
    for one in (*sees, *keeps):
        assert site.client().get(f"/{one}").status_code == 302
    forged = site.client(STATE, enforce_csrf=True)
    assert {forged.post(f"/{one}", {"packages": zipped(b"no zip")}).status_code for one in does} == {403}
    assert site.client(STATE).get("/board/queue/").status_code == 404, "no page of a record"
    assert steps(site).count(b"\n") == 1


def test_accounts_are_the_secretarys_and_the_log_is_a_chain_of_its_own(site: Site, dee: Client) -> None:
    page = shown(dee, "accounts/add/")
    assert ("Secretary of state" in page, "Observer" in page, "Scanner operator" in page) == (True, True, False)
    new = {"name": "olive", "full_name": "Olive", "new_password": PASSWORD, "again": PASSWORD}
    assert "Select a valid choice" in shown(dee, "accounts/add/", role="scanner operator", **new)
    assert "Olive may now sign in" in shown(dee, "accounts/add/", role="observer", **new)
    number = Account.objects.get(name=account_name(STATE)).pk
    assert "is the only secretary of state" in shown(dee, f"accounts/{number}/disable/", sure="yes")
    wrong = site.client().post("/accounts/sign-in/", {"name": "olive", "password": "no"})
    assert "is not right" in wrong.content.decode()
    signed = site.client().post("/accounts/sign-in/", {"name": "olive", "password": PASSWORD})
    assert signed["Location"] == "/accounts/password/", "a password that another gave is exchanged first"
    found = [access_of(one) for one in accesses_in(site.directory)]
    assert [(one.who, one.what) for one in found] == [
        (account_name(STATE), Access.ACCOUNT_CHANGED),
        ("olive", Access.SIGN_IN_REFUSED),
        ("olive", Access.SIGNED_IN),
    ]
    assert "sign-in refused" in shown(dee, "events/")
    assert steps(site).count(b"\n") == 1, "looking and signing in are no steps of the canvass"


def test_a_torn_line_says_nothing_and_an_altered_one_is_named(tmp_path: Path) -> None:
    ann = AccessRecorded("ann", "observer", Access.SIGNED_IN)
    note_accesses(tmp_path, [ann, ann])
    file = tmp_path / ACCESSES
    whole = file.read_bytes()
    file.write_bytes(whole + b'{"number": 3')
    assert len(accesses_in(tmp_path)) == 2
    assert note_accesses(tmp_path, [ann]).number == 3
    assert [access_of(one) for one in accesses_in(tmp_path)] == [ann] * 3
    file.write_bytes(file.read_bytes().replace(b"ann", b"bob", 1))
    with pytest.raises(RecordError, match="was altered"):
        accesses_in(tmp_path)
    file.write_bytes(whole + b"[1]\n")
    with pytest.raises(RecordError, match="a line of it is none"):
        note_accesses(tmp_path, [ann])


def test_the_folder_is_served_and_its_accounts_are_made_by_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "state"
    opened = ("--election", "General Election", "--date", "2026-11-03", "--county", "Pine", "--by", "Dee")
    assert run(["state", "open", str(folder), *opened]) == 0
    for role, code, words in (("observer", 0, "Olive may sign in"), ("scanner operator", 3, "secretary of state, obs")):
        monkeypatch.setattr("sys.stdin", StringIO(f"{PASSWORD}\n"))
        said = ("--role", role, "--full-name", "Olive", "--password-stdin")
        assert run(["user", "add", str(folder), "olive", *said]) == code
        told = capsys.readouterr()
        assert words in told.out + told.err
    with serving(folder, called="the state canvass of General Election") as address:
        status, page = get(address)
        assert (status, "State canvass: General Election" in page) == (200, True)
        assert get(address, "/results/")[0] == 302
