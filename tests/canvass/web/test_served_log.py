"""The server's log: what was asked for and how it went, on files that are put aside in time, naming nobody."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass.accounts.roles import Role
from canvass.errors import EnvironmentFault
from canvass.site import served_log
from canvass.site.served_log import logging_to

if TYPE_CHECKING:
    from tests.canvass.web.served_records import Site

LINE = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ (?:INFO|ERROR) [A-Z]+ [a-z_:-]+ \d{3} \d+ ms")


def test_a_line_says_the_page_the_status_and_the_time_and_names_nobody(site: "Site", tmp_path: Path) -> None:
    file = tmp_path / "canvass.log"
    clerk, stranger = site.client(Role.ELECTION_ADMINISTRATOR), site.client()
    with logging_to(file):
        clerk.get("/board/ballots/AB-001/1/")
        clerk.get("/status/?who=Jane+Roe")
        clerk.get("/nobody/Jane-Roe/")
        stranger.post("/accounts/sign-in/", {"username": "Jane Roe", "password": "wet herons"})
        stranger.post("/board/polls/close/", {"by": "Jane Roe"})
    text = file.read_text()
    lines = text.splitlines()[1:-1]
    assert len(lines) == 5
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert [line.split(" ", 2)[2].rsplit(" ", 2)[0] for line in lines] == [
        "GET board:ballot 200",
        "GET public:status 200",
        "GET - 404",
        "POST accounts:sign-in 200",
        "POST board:close-polls 302",
    ]
    typed = ("Roe", "herons", "AB-001", "election-administrator-1", "127.0.0.1")
    assert [word for word in typed if word in text] == []


def test_a_fault_is_named_by_its_kind_alone(site: "Site", tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise EnvironmentFault("Jane Roe has 7 votes")

    monkeypatch.setattr("canvass.public.views.served", broken)
    with logging_to(tmp_path / "canvass.log"):
        assert site.client().get("/status/").status_code == 503
    text = (tmp_path / "canvass.log").read_text()
    assert " ERROR EnvironmentFault" in text
    assert " ERROR GET public:status 503 " in text
    assert "Roe" not in text


def test_a_full_file_is_put_aside_and_so_many_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served_log, "_MOST_BYTES", 300)
    monkeypatch.setattr(served_log, "_KEPT_FILES", 2)
    with logging_to(tmp_path / "canvass.log"):
        for number in range(40):
            served_log.log.info("line %d", number)
    assert {path.name for path in tmp_path.iterdir()} == {"canvass.log", "canvass.log.1", "canvass.log.2"}
    assert all(path.stat().st_size <= 300 for path in tmp_path.iterdir())


def test_without_a_file_nothing_is_noted(site: "Site", caplog: pytest.LogCaptureFixture) -> None:
    served_log.log.addHandler(caplog.handler)
    try:
        with logging_to(None):
            assert site.client().get("/").status_code == 200
            assert site.client().get("/nowhere/").status_code == 404
    finally:
        served_log.log.removeHandler(caplog.handler)
    assert [one for one in caplog.records if one.name == "served"] == []


def test_a_file_that_cannot_be_written_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="The machine refused"), logging_to(tmp_path / "none" / "canvass.log"):
        pass
