"""Whoever does something is named by --by, and a name is letters: no empty one and no bytes that steer a screen."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvass.cli import canvass, run
from canvass.commands.options import figures, named, people, reasoned
from canvass.deciding.custody_typed import name_typed, words_typed
from canvass.errors import ExitCode, InputError
from tabulate.printable import prints, says_something, shown

_NAMES = {
    "--adopted-by", "--appealed-by", "--appearance", "--appointed-by", "--asked-by", "--attested-by", "--before",
    "--begun-by", "--by", "--drawn-by", "--expert", "--filed-by", "--form", "--found-by", "--full-name", "--issued-by",
    "--official", "--opened-by", "--reader", "--said-by", "--secretary", "--sent-by",
    "--signed", "--signer", "--vendor", "--verified-before", "--witness",
}  # fmt: skip
_REASONS = {
    "--authority", "--correction", "--evidence", "--ground", "--grounds", "--how", "--judgment", "--note",
    "--objections", "--observation", "--paper", "--place", "--proceedings", "--public-record", "--reason", "--remarks",
    "--security", "--source", "--statement", "--wanted", "--what", "--without-zero-report", "--words",
}  # fmt: skip


def _texts(command: click.Command, path: str = "canvass") -> Iterator[tuple[str, click.Command, click.Parameter]]:
    """Every text that can be typed after a command, however deep, with its command."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _texts(below, f"{path} {name}")
        return
    for one in command.params:
        if isinstance(one.type, click.types.StringParamType):
            yield f"{path} {one.opts[0]}", command, one


TEXTS = [(where, command, one) for where, command, one in _texts(canvass)]


def _taken(command: click.Command, one: click.Parameter, typed: str) -> object:
    """What the command gets once it is typed."""
    context = click.Context(command)
    context.set_parameter_source(str(one.name), click.core.ParameterSource.COMMANDLINE)
    assert one.callback is not None, one.opts
    return one.callback(context, one, (typed,) if one.multiple else typed)


def test_every_command_that_asks_who_does_it_takes_names_alone() -> None:
    options = [(where, one) for where, _, one in TEXTS if "--by" in one.opts]
    assert len(options) > 20
    assert [where for where, one in options if one.callback is not named] == []


def test_every_name_and_every_reason_of_every_command_says_something() -> None:
    names = [(where, one) for where, _, one in TEXTS if {*one.opts} & _NAMES]
    reasons = [(where, one) for where, _, one in TEXTS if {*one.opts} & _REASONS]
    assert len(names) > 60
    assert len(reasons) > 15
    assert [where for where, one in names if one.callback not in (named, people)] == []
    assert [where for where, one in reasons if one.callback is not reasoned] == []


@pytest.mark.parametrize("typed", ["Eve\x1b[2J", "\u202eevE", "Eve\udcff", "E\u200bve", "\ufeffEve", "Eve\u00ad"])
def test_no_text_of_any_command_may_hold_what_no_paper_shows(typed: str) -> None:
    """Names, reasons, ids, hours: of commands that are written later, too."""
    of_figures = {where for where, _, one in TEXTS if one.callback is figures}
    assert of_figures == {
        "canvass audit draw --rolls",
        "canvass audit check --machine",
        "canvass audit check --manual",
        "canvass bond qualified electors",
    }
    assert len(TEXTS) > 180
    for where, command, one in TEXTS:
        if where in of_figures:
            continue
        with pytest.raises(InputError, match="Nothing was written") as refused:
            _taken(command, one, typed)
        assert prints(str(refused.value)), where


@pytest.mark.parametrize("typed", ["", "  ", "\u200d", "\u200c \u200d", "\u3164", "\u2800", "\u00a0"])
def test_what_prints_as_nothing_is_no_name_and_no_reason(typed: str) -> None:
    for where, command, one in TEXTS:
        if {*one.opts} & (_NAMES | _REASONS):
            with pytest.raises(InputError, match="Nothing was written"):
                _taken(command, one, typed)
        else:
            assert where
    assert not says_something(typed)


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
def test_the_rule_is_one_for_what_is_typed_and_for_what_a_file_brings(text: str) -> None:
    words = " ".join(text.split())
    assert prints(shown(text))
    assert len(shown(text)) == len(text)
    assert prints(text) is (shown(text) == text)
    try:
        assert words_typed(text) == words
    except InputError:
        assert not prints(words)
    if says_something(text):
        assert prints(text)
        assert words


@given(st.text())
def test_what_is_taken_prints_on_one_line(typed: str) -> None:
    try:
        words = words_typed(typed)
    except InputError:
        return
    assert words == " ".join(words.split())
    assert len(words.splitlines()) <= 1
    words.encode()
