"""Whoever does something is named by --by, and a name is letters: no empty one and no bytes that steer a screen."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvass.cli import canvass, run
from canvass.commands.options import named
from canvass.deciding.custody_typed import name_typed, words_typed
from canvass.errors import ExitCode, InputError


def _by_options(command: click.Command, context: click.Context) -> Iterator[click.Option]:
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _by_options(below, click.Context(below, parent=context, info_name=name))
        return
    yield from (one for one in command.params if isinstance(one, click.Option) and "--by" in one.opts)


def test_every_command_that_asks_who_does_it_takes_names_alone() -> None:
    options = [one for one in _by_options(canvass, click.Context(canvass)) if not isinstance(one.type, click.Choice)]
    assert len(options) > 20
    assert [one.name for one in options if one.callback is not named] == []


@pytest.mark.parametrize(
    "typed", ["", "  ", "\t\n", "Eve\x1b[2J", "Eve\x00", "\u202eevE", "Eve\udcff", "\u200b", "\u200d", "\u200c \u200d"]
)
def test_no_name_is_refused_before_anything_is_opened(
    typed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["close-polls", str(tmp_path / "none"), "--by", typed]) == ExitCode.WRONG_INPUT
    said = capsys.readouterr().err
    assert "Nothing was written" in said
    assert "Traceback" not in said
    assert not any(one in said for one in "\x1b\x00\u202e\udcff\u200b")


@pytest.mark.parametrize("name", ["Eve Elm", "José Núñez", "Þóra", "O'Neil-Ash, Jr.", "क्‍ष"])
def test_names_are_taken_as_they_are_written(name: str) -> None:
    assert name_typed(f"  {name} ") == name


@given(st.text())
def test_what_is_taken_prints_on_one_line(typed: str) -> None:
    try:
        words = words_typed(typed)
    except InputError:
        return
    assert words == " ".join(words.split())
    assert len(words.splitlines()) <= 1
    words.encode()
