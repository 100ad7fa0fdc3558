"""The accounts of an earlier version are brought up where a record is served; those of a newer one are refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import call_command

from canvass.accounts.models import Account
from canvass.accounts.roles import Role
from canvass.errors import InputError
from canvass.people.changes import key_for_signing
from canvass.verifying.ledger import verify_ledger
from canvass.web.application_database import APPLICATION_FILE
from canvass.web.served import serve_record
from tabulate.board.signing.signing_entries import SigningKeyMade
from tests.canvass.web.served_records import PASSWORD, copy_record, site_of

ADDED = {"signing_public", "signing_sealed"}


@pytest.fixture
def record(counted_record: Path, tmp_path: Path) -> Path:
    return copy_record(counted_record, tmp_path / "served")


@pytest.fixture
def earlier(record: Path) -> Path:
    """With accounts as the version before keys left them: its tables, and one account."""
    with serve_record(record):
        call_command("migrate", "accounts", "0001_accounts", database="default", verbosity=0)
    with closing(sqlite3.connect(record / APPLICATION_FILE)) as database, database:
        database.execute(
            "insert into account (password, name, folded_name, full_name, role, is_active, must_change_password,"
            " made_at) values (?, 'ann', 'ann', 'Ann Ash', ?, 1, 0, '2026-11-03 20:00:00')",
            (make_password(PASSWORD), Role.ELECTION_ADMINISTRATOR.value),
        )
    assert not ADDED & columns(record)
    return record


def columns(record: Path) -> set[str]:
    with closing(sqlite3.connect(record / APPLICATION_FILE)) as database:
        return {row[1] for row in database.execute("pragma table_info(account)")}


def test_an_account_of_before_there_were_keys_signs_in_and_has_a_key_once_it_signs(earlier: Path) -> None:
    with site_of(earlier) as site:
        assert columns(earlier) >= ADDED
        client = site.client()
        assert client.post("/accounts/sign-in/", {"name": "ann", "password": PASSWORD})["Location"] == "/"
        assert "Ann Ash" in client.get("/accounts/").content.decode()
        ann = Account.objects.get(name="ann")
        assert ann.signing_key is None, "nobody but she knows the password"
        key = key_for_signing(ann, PASSWORD)
        assert Account.objects.get(name="ann").signing_key == key
        made = [one for one in site.record.entries() if isinstance(one, SigningKeyMade)]
        assert [(one.account, one.public_key) for one in made] == [("ann", key.public_hex)]
        assert verify_ledger(site.record).problems == []
    with site_of(earlier):
        assert Account.objects.get(name="ann").signing_key == key, "brought up once"


def test_accounts_of_a_newer_version_are_refused_and_stay_as_they_are(record: Path) -> None:
    with serve_record(record):
        pass
    with closing(sqlite3.connect(record / APPLICATION_FILE)) as database, database:
        database.execute(
            "insert into django_migrations (app, name, applied) values ('accounts', '0099_later', '2030-01-01')"
        )
    before = (record / APPLICATION_FILE).read_bytes()
    with (
        pytest.raises(InputError, match=r"newer version of Canvass .*0099_later.* Use that version"),
        serve_record(record),
    ):
        pass
    assert (record / APPLICATION_FILE).read_bytes() == before
