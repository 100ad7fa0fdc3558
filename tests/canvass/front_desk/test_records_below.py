"""A folder of records at the front desk: one is chosen, or another is opened beside those that are there."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from canvass.errors import InputError
from canvass.front_desk.opening_now import OpeningPlace, opening_place
from tests.canvass.front_desk.desk import desk_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from canvass.record.store import Record
    from tests.canvass.conftest import County


@pytest.fixture
def definition(county: County) -> bytes:
    return county.definition.read_bytes()


NAMES = ("", " ", ".", "..", "../x", "/etc/x", "a/b", "a\\b", "\x00", ".hidden", "x" * 121, "é" * 100, "record", "a\nb")


def test_in_a_folder_of_records_one_is_chosen_or_another_opened_whose_name_leads_nowhere_else(
    new_record: Callable[[str], Record], tmp_path: Path, definition: bytes
) -> None:
    new_record("record")
    assert opening_place(tmp_path) is OpeningPlace.RECORDS_BELOW
    with desk_of(OpeningPlace.RECORDS_BELOW, tmp_path) as desk:
        text = text_of(desk.client.get("/"))
        assert ("General Election, 20" in text, "Serve record" in text) == (True, True)
        for name in ("", "..", "other", "../record"):
            assert desk.client.post("/choose/", {"record": name}).status_code == 422, name
        desk.send(definition)
        for name in NAMES:
            answer = desk.open(record=name)
            assert (answer.status_code, desk.opening.opened) == (422, None), repr(name)
        assert os.listdir(tmp_path) == ["record"]
        assert desk.open(record="primary 2026").status_code == 302
        assert desk.opening.opened == tmp_path / "primary 2026"
    with desk_of(OpeningPlace.RECORDS_BELOW, tmp_path) as desk:
        assert desk.client.post("/choose/", {"record": "record"})["Location"] == "/"
        assert desk.client.get("/")["Location"] == "/first-account/", "nobody may sign in to that one yet"
        (tmp_path / "record" / "definition.json").write_bytes(b"[]")
    with desk_of(OpeningPlace.RECORDS_BELOW, tmp_path) as desk:
        assert "its definition cannot be read" in text_of(desk.client.get("/"))
        assert desk.client.post("/choose/", {"record": "record"}).status_code == 422
        assert desk.client.post("/choose/", {"record": "primary 2026"})["Location"] == "/"
        assert desk.opening.opened == tmp_path / "primary 2026"


def test_a_folder_below_into_which_nobody_may_look_hides_no_other_record(
    new_record: Callable[[str], Record], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_record("record")
    (tmp_path / "lost+found").mkdir(mode=0)
    look = os.stat

    def refused_below(path: Any, **how: Any) -> os.stat_result:
        if "lost+found/" in os.fsdecode(path):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return look(path, **how)

    monkeypatch.setattr(os, "stat", refused_below)
    assert opening_place(tmp_path) is OpeningPlace.RECORDS_BELOW
    with desk_of(OpeningPlace.RECORDS_BELOW, tmp_path) as desk:
        assert [one.name for one in desk.opening.listed()] == ["record"]


def test_a_folder_of_other_things_is_no_place_for_a_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    assert opening_place(tmp_path) is None
    assert opening_place(tmp_path / "letter.txt") is None
    monkeypatch.chdir(tmp_path)
    (tmp_path / "letter.txt").unlink()
    with pytest.raises(InputError, match="the folder in which you type"):
        opening_place(Path())
