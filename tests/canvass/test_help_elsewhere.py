"""What helps outside of the help: completion in a shell, the manual page, and the nearest names of what is mistyped."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from canvass.cli import run
from canvass.commands.helping.manual import manual_page
from tests.house.shown_commands import COMMANDS as EVERY_COMMAND


def words_completed(typed: str) -> list[str]:
    """What the shell is offered for the last word that was typed."""
    words = typed.split(" ")
    env = os.environ | {
        "_CANVASS_COMPLETE": "bash_complete",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(words) - 1),
    }
    asked = "from canvass.cli import main; import sys; sys.argv = ['canvass']; main()"
    done = subprocess.run([sys.executable, "-c", asked], env=env, capture_output=True, text=True, check=True)
    return [line.partition(",")[2] for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("typed", "among"),
    [
        ("canvass ver", {"verify"}),
        ("canvass audit mach", {"machine"}),
        ("canvass count r s --exp", {"--expected"}),
        ("canvass count r s --kind ab", {"absentee"}),
    ],
)
def test_a_shell_completes_what_is_typed(typed: str, among: set[str]) -> None:
    assert among <= set(words_completed(typed))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_is_given_what_it_reads(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "_CANVASS_COMPLETE" in script
    checker = shutil.which(shell)
    if checker is not None:
        subprocess.run([checker, "-n"], input=script, text=True, check=True)


def test_the_manual_page_holds_every_command_and_option(tmp_path: Path) -> None:
    out = tmp_path / "canvass.1"
    assert run(["manual", "--out", str(out)]) == 0
    page = out.read_text().replace("\\-", "-")
    assert "\\fB--config FILE" in page or "\\fB--config PATH" in page
    assert ".B canvass.toml" in page
    for path, command in EVERY_COMMAND.items():
        if not command.hidden:
            assert f'.SS "{path}' in page, path
            for option in (name for one in command.params for name in one.opts if name.startswith("--")):
                assert option in page, f"{path} {option}"


def test_no_line_of_the_manual_page_is_a_request_by_mistake() -> None:
    import click

    @click.command()
    @click.option("--dot", help='.begins with a dot, and has \\ and "quotes"')
    def odd(dot: str) -> None:
        """'Begins with a quote."""

    lines = list(manual_page(odd))
    known = {".TH", ".SH", ".SS", ".TP", ".PP", ".ad", ".B"}
    assert {line.split(" ")[0] for line in lines if line.startswith((".", "'"))} <= known
    assert "\\&'Begins with a quote." in lines
    assert "\\&.begins with a dot, and has \\e and \\(dqquotes\\(dq" in lines


@pytest.mark.parametrize(
    ("typed", "named"),
    [(["coutn"], "count"), (["audit", "drwa"], "draw"), (["xyzzy"], "")],
)
def test_what_is_mistyped_is_answered_with_the_nearest_names(
    typed: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(typed) == 2
    said = capsys.readouterr().err
    assert f"There is no command '{typed[-1]}'." in said
    assert named in said.partition("Did you mean ")[2]
    assert ("Did you mean" in said) is bool(named)
