"""Objections to the whole process are public (13-15-206(8)(e)), once totals are open; those to a ballot never."""

from datetime import timedelta

import pytest

from canvass.accounts.roles import Role
from canvass.deciding.decisions import Deciding
from tabulate.board.decisions import ObjectionRecorded
from tabulate.board.polls import PollsClosed
from tests.canvass.web.served_records import Site, account_name
from tests.canvass.web.test_public import at

JUDGE = account_name(Role.COUNTING_BOARD_MEMBER)
SAID = "The door stood open.\n<script>alert(1)</script>"


def object_twice(site: Site) -> None:
    Deciding(site.record).enter(ObjectionRecorded(None, None, JUDGE, SAID))
    Deciding(site.record).enter(ObjectionRecorded(batch_of(site), 1, JUDGE, "This ballot's oval is filled."))


def batch_of(site: Site) -> str:
    return site.served.state.read(lambda state: next(iter(state.batches)))


def test_everyone_reads_who_objected_to_the_process_once_totals_are_open(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(site, monkeypatch, timedelta(hours=1))
    object_twice(site)
    assert "The door stood open." not in site.client().get("/status/").content.decode()
    site.record.append([PollsClosed("election-administrator-1")])
    page = site.client().get("/status/").content.decode()
    assert "The door stood open.<br>&lt;script&gt;" in page
    assert f"{Role.COUNTING_BOARD_MEMBER.label} 1" in page
    assert "oval is filled" not in page


def test_no_number_of_objections_to_ballots_hides_one_to_the_process(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    object_twice(site)
    for _ in range(60):
        Deciding(site.record).enter(ObjectionRecorded(batch_of(site), 1, JUDGE, "Not so."))
    page = site.client(Role.COUNTING_BOARD_MEMBER).get("/board/decided/").content.decode()
    assert "The door stood open." in page
