"""An election opened from a page: checked files, a whole record with its first account, or nothing at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Barrier, BrokenBarrierError
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from canvass.accounts.models import Account
from canvass.accounts.roles import Role
from canvass.front_desk.opening_now import OpeningPlace, opening_place
from canvass.record import open_record
from canvass.web import invitation
from canvass.web.invitation import Invitation, NotInvited
from canvass.web.served import serve_record
from tabulate.ledger.entries import AccessRecorded, RecordOpened
from tests.canvass.front_desk.desk import ANN, Desk, desk_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from canvass.record.store import Record
    from tests.canvass.conftest import County


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_of(OpeningPlace.RECORD_HERE, tmp_path / "elections" / "general-2026") as opened:
        yield opened


@pytest.fixture
def definition(county: County) -> bytes:
    return county.definition.read_bytes()


def test_files_are_checked_shown_and_opened_with_the_first_administrator(desk: Desk, definition: bytes) -> None:
    answer = desk.send(definition)
    assert (answer.status_code, answer["Location"]) == (302, "/election/")
    text = text_of(desk.client.get("/election/"))
    for said in ("General Election", "Polls close", "contests", "precincts", "ballot style", "card", "county.json"):
        assert said in text, said
    assert not desk.opening.folder.parent.exists(), "nothing is made before somebody says so"

    answer = desk.open()
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/sign-in/")
    assert desk.open()["Location"] == "/accounts/sign-in/", "twice pressed, once done"
    assert desk.opening.opened == desk.opening.folder
    assert os.listdir(desk.opening.folder.parent) == ["general-2026"]
    with serve_record(desk.opening.folder) as served:
        (account,) = Account.objects.all()
        assert (account.name, account.has_role, account.must_change_password) == (
            "afield",
            Role.ELECTION_ADMINISTRATOR,
            False,
        )
        assert account.signing_key is not None
        entries = list(served.record.entries())
    assert isinstance(entries[0], RecordOpened)
    assert [one.detail for one in entries if isinstance(one, AccessRecorded)] == [
        "added afield as election administrator"
    ]


HOSTILE = {
    "empty": b"",
    "no JSON": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "not UTF-8": b'{"title": "\xff\xfe"}',
    "another JSON": b'{"version": 1}',
    "a list": b"[1, 2, 3]",
    "nested": b"[" * 100_000,
    "a number too long": b'{"title": ' + b"9" * 100_000 + b"}",
    "a key twice": b'{"title": "a", "title": "b"}',
    "too large": b" " * (32 * 1024 * 1024 + 1),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_are_refused_in_words_and_nothing_is_made(desk: Desk, kind: str) -> None:
    answer = desk.send(SimpleUploadedFile("../../etc/county<b>.json", HOSTILE[kind]))
    text = text_of(answer)
    assert (answer.status_code, 'role="alert"' in text, "Nothing was made." in text) == (422, True, True), text
    assert "Traceback" not in text
    assert "canvass-opening" not in text, "not where it is kept"
    assert "<b>" not in text
    assert desk.opening.draft is None
    assert not desk.opening.folder.parent.exists()
    assert desk.client.get("/election/")["Location"] == "/"


def test_other_files_that_do_not_belong_are_named_and_those_checked_before_stay(desk: Desk, definition: bytes) -> None:
    desk.send(definition)
    before = desk.opening.draft
    for field in ("layouts", "machines", "people"):
        answer = desk.send(definition, **{field: SimpleUploadedFile(f"own-{field}.json", b"{}")})
        assert (answer.status_code, f"own-{field}.json" in text_of(answer)) == (422, True), field
    assert desk.client.post("/", {}).status_code == 422
    assert desk.opening.draft is before


WRONG = [
    ({"again": "another one"}, "The two passwords differ"),
    ({"new_password": "short", "again": "short"}, "too short"),
    ({"name": "a b<c>"}, "Enter a valid"),
    ({"name": ""}, "required"),
    ({"full_name": " "}, "required"),
]


def test_the_files_that_were_sent_are_gone_once_the_record_has_them(
    desk: Desk, definition: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    desk.send(definition)
    (kept,) = tmp_path.glob("canvass-opening-*")
    assert desk.open().status_code == 302
    assert not kept.exists()


@pytest.mark.parametrize(("wrong", "said"), WRONG)
def test_a_wrong_account_makes_no_record(desk: Desk, definition: bytes, wrong: dict[str, str], said: str) -> None:
    desk.send(definition)
    answer = desk.open(**wrong)
    assert (answer.status_code, said in text_of(answer)) == (422, True), text_of(answer)
    assert (desk.opening.opened, desk.opening.folder.parent.exists()) == (None, False)


def test_what_was_chosen_in_another_window_meanwhile_is_shown_before_it_is_opened(
    desk: Desk, definition: bytes
) -> None:
    desk.send(definition)
    seen = desk.opening.draft
    assert seen is not None
    desk.send(definition.replace(b"General Election", b"Another Election"))
    assert desk.open(mark=seen.mark)["Location"] == "/election/"
    assert "Another Election" in text_of(desk.client.get("/election/"))
    assert not desk.opening.folder.exists()


def test_nobody_but_the_invited_browser_opens_anything(desk: Desk, definition: bytes) -> None:
    desk.send(definition)
    stranger = desk.stranger()
    for path in ("/", "/election/", "/first-account/", "/choose/"):
        for answer in (stranger.get(path), stranger.post(path, ANN)):
            assert answer.status_code in (403, 405), path
    for token in ("guessed", "..", "x" * 5000):
        assert stranger.get(f"/open/{token}/").status_code == 403, token
    assert "One browser opens it" in text_of(stranger.get("/"))
    assert stranger.get("/accounts/sign-in/").status_code == 404
    forged = desk.stranger()
    forged.handler.enforce_csrf_checks = True
    forged.cookies = desk.client.cookies
    answer = forged.post("/election/", ANN)
    assert (answer.status_code, "was not handed out by these pages" in text_of(answer)) == (403, True)
    assert not desk.opening.folder.exists()


def test_of_two_browsers_that_come_at_once_with_the_printed_address_one_is_let_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    invited, together = Invitation("opening"), Barrier(2)

    def slowly(one: bytes, other: bytes) -> bool:
        with suppress(BrokenBarrierError):
            together.wait(0.3)
        return one == other

    def arrive(token: str) -> bool:
        try:
            return bool(invited.accept(token))
        except NotInvited:
            return False

    monkeypatch.setattr(invitation, "compare_digest", slowly)
    with ThreadPoolExecutor(2) as browsers:
        assert sorted(browsers.map(arrive, [str(invited.token)] * 2)) == [False, True]


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path, definition: bytes) -> None:
    (tmp_path / "file").write_bytes(b"")
    with desk_of(OpeningPlace.RECORD_HERE, tmp_path / "file" / "general") as desk:
        desk.send(definition)
        answer = desk.open()
        assert (answer.status_code, "The machine refused" in text_of(answer)) == (422, True)


def test_a_folder_that_was_filled_meanwhile_is_left_as_it_is(desk: Desk, definition: bytes) -> None:
    desk.send(definition)
    desk.opening.folder.mkdir(parents=True)
    (desk.opening.folder / "letter.txt").write_text("mine")
    answer = desk.open()
    assert (answer.status_code, "is there meanwhile and is not empty" in text_of(answer)) == (422, True)
    assert os.listdir(desk.opening.folder.parent) == ["general-2026"]
    assert os.listdir(desk.opening.folder) == ["letter.txt"]


KILLED = """
import os, signal, sys
from pathlib import Path
from canvass.site.settings import configure_web
configure_web()
from canvass.starting import election_given as files, first_record
files.run_self_test = lambda: "0" * 64
from canvass.starting.election_given import FilesGiven, election_given
from canvass.web.reach import THIS_COMPUTER
first_record._put = lambda building, directory: os.kill(os.getpid(), signal.SIGKILL)
given = election_given(FilesGiven(Path(sys.argv[1])))
first = first_record.FirstAccount("afield", "Ann Field", "nine wet herons at dusk")
first_record.open_with(Path(sys.argv[2]), given, first, THIS_COMPUTER)
"""


def test_killed_before_its_last_step_there_is_no_record_and_the_next_one_clears_away_what_is_left(
    desk: Desk, county: County
) -> None:
    folder = desk.opening.folder
    killed = subprocess.run([sys.executable, "-c", KILLED, county.definition, folder], check=False)
    assert killed.returncode == -signal.SIGKILL
    (left,) = os.listdir(folder.parent)
    assert left.startswith(".general-2026.being-opened.")
    assert opening_place(folder) is OpeningPlace.RECORD_HERE
    assert os.listdir(folder.parent) == []
    desk.send(county.definition.read_bytes())
    assert desk.open().status_code == 302
    open_record(folder).close()


def test_a_record_without_accounts_asks_for_the_first_one_and_for_no_second(
    new_record: Callable[[str], Record], tmp_path: Path
) -> None:
    record = new_record("record")
    with desk_of(OpeningPlace.FIRST_ACCOUNT, record.directory) as desk:
        assert desk.client.get("/")["Location"] == "/first-account/"
        assert desk.client.post("/first-account/", ANN | {"again": "x"}).status_code == 422
        assert desk.client.post("/first-account/", ANN)["Location"] == "/accounts/sign-in/"
    with desk_of(OpeningPlace.FIRST_ACCOUNT, record.directory) as desk:
        answer = desk.client.post("/first-account/", ANN | {"name": "mallory"})
        assert (answer.status_code, "has accounts already" in text_of(answer)) == (422, True)
        assert "give it again, and sign in" in text_of(answer), "these pages have none for signing in"
    with serve_record(record.directory):
        assert [one.name for one in Account.objects.all()] == ["afield"]
