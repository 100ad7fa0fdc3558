"""`canvass demo`: right to the last oval, made anew or served as it stands, and nobody's folder but its own."""

from datetime import date
from pathlib import Path

import pytest

from canvass.accounts.roles import Role
from canvass.cli import run
from canvass.demonstrating.kept_demo import DemoMade, DemoWanted, emptied, made_there, say_made, usual_day
from canvass.demonstrating.small_county import TITLE
from canvass.errors import ExitCode
from tests.canvass.demonstrating.conftest import SHEETS, DemoFolder, ServedDemo


def test_the_demonstration_counts_its_county_without_a_wrong_oval(demo_folder: DemoFolder) -> None:
    assert f"{SHEETS} sheets read" in demo_folder.said
    assert ", 0 wrong." in demo_folder.said
    assert f"canvass demo {demo_folder.folder} --serve" in demo_folder.said


def test_its_election_was_a_week_ago_so_that_its_audit_may_draw_today(demo_folder: DemoFolder) -> None:
    made = made_there(demo_folder.folder)
    assert made is not None
    assert (made.sheets, made.election_day) == (SHEETS, usual_day())
    assert f"{TITLE}, {made.day}" in demo_folder.said


def test_its_own_folder_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / ".canvass-demo").touch()
    (tmp_path / "half-made").write_text("killed here")
    assert made_there(tmp_path) is None
    emptied(tmp_path)
    assert not (tmp_path / "half-made").exists()
    say_made(tmp_path, DemoMade(2026, 1, "2024-11-05"))
    emptied(tmp_path)
    assert made_there(tmp_path) is None


@pytest.mark.parametrize("options", [[], ["--serve"]])
def test_a_folder_of_others_is_left_alone(tmp_path: Path, options: list[str]) -> None:
    (tmp_path / "letter.txt").write_text("dear aunt")
    assert run(["demo", str(tmp_path), *options]) == ExitCode.WRONG_INPUT
    assert (tmp_path / "letter.txt").exists()


@pytest.mark.parametrize("typed", ["yesterday", "2026-02-30", "20261103", "0001-01-01", "2026-11-3"])
def test_what_is_no_day_is_refused_and_nothing_is_made(
    tmp_path: Path, typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["demo", str(tmp_path / "demo"), "--date", typed]) == ExitCode.WRONG_INPUT
    assert "is no day of an election: write it as in 2026-11-03" in capsys.readouterr().err
    assert not (tmp_path / "demo").exists()


@pytest.mark.parametrize(
    ("wanted", "met"),
    [
        (DemoWanted(None, None, None), True),
        (DemoWanted(7, 60, date(2026, 11, 3)), True),
        (DemoWanted(8, None, None), False),
        (DemoWanted(None, 200, None), False),
        (DemoWanted(None, None, date(2026, 11, 4)), False),
    ],
)
def test_a_county_is_served_again_where_it_is_what_was_asked_for(wanted: DemoWanted, met: bool) -> None:
    assert wanted.is_met_by(DemoMade(7, 60, "2026-11-03")) is met


@pytest.mark.parametrize("said", ["", "{}", '{"seed": 1}', '{"seed": "x", "sheets": 1, "day": "d"}', "[1]", "\x00"])
def test_a_folder_that_does_not_say_what_it_is_is_not_served_again(tmp_path: Path, said: str) -> None:
    (tmp_path / "record").mkdir()
    (tmp_path / ".canvass-demo").write_text(said)
    assert made_there(tmp_path) is None
    say_made(tmp_path, DemoMade(1, 2, "2026-11-03"))
    assert made_there(tmp_path) == DemoMade(1, 2, "2026-11-03")


def test_served_it_has_a_name_and_a_password_for_every_role(served_demo: ServedDemo) -> None:
    assert set(served_demo.roles.values()) == {role.value for role in Role}
    assert len(set(served_demo.passwords.values())) == len(served_demo.passwords)
    assert "THIS IS A DEMONSTRATION" in served_demo.said


def test_its_passwords_are_kept_in_no_file(served_demo: ServedDemo) -> None:
    record = served_demo.place / "demo-output" / "record"
    kept = [path for path in record.iterdir() if path.is_file()]
    assert any(path.name == "application.sqlite3" for path in kept)
    for path in kept:
        content = path.read_bytes()
        assert [name for name, word in served_demo.passwords.items() if word.encode() in content] == [], path
