"""`canvass.toml`: what is typed comes first, then the environment, then the file; what nobody knows is refused."""

import os
from pathlib import Path
from typing import Any

import click
import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from canvass.settings import DATABASE_VARIABLE
from canvass.site import record_served
from canvass.site.serving import ServingPlace


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[ServingPlace]:
    """Where `canvass serve` would serve; in an empty folder, with nothing in the environment."""
    places: list[ServingPlace] = []
    monkeypatch.setattr(record_served, "serve_pages", lambda record, place, threads, scans: places.append(place))
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("CANVASS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv(DATABASE_VARIABLE, "to be taken away again")
    monkeypatch.delenv(DATABASE_VARIABLE)
    return places


def write(text: str, name: str = "canvass.toml") -> Path:
    Path(name).write_text(text)
    return Path(name)


def test_typed_comes_before_the_environment_the_file_and_the_usual(
    served: list[ServingPlace], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(["serve", "r"])
    write("[serve]\nport = 8001\n")
    run(["serve", "r"])
    monkeypatch.setenv("CANVASS_PORT", "8002")
    run(["serve", "r"])
    run(["serve", "r", "--port", "8003"])
    assert [place.port for place in served] == [8000, 8001, 8002, 8003]


def test_a_file_is_named_by_option_before_the_environment_before_the_folder(
    served: list[ServingPlace], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, name in enumerate(("canvass.toml", "other.toml", "third.toml"), 1):
        write(f"[serve]\nport = {number}\n", name)
    run(["serve", "r"])
    monkeypatch.setenv("CANVASS_CONFIG", "other.toml")
    run(["serve", "r"])
    run(["--config", "third.toml", "serve", "r"])
    assert [place.port for place in served] == [1, 2, 3]


def test_lists_flags_and_files_beside_the_file_are_understood(served: list[ServingPlace], tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    write(
        'serve.host = ["one.example", "two.example"]\nserve.without-tls = true\nserve.log = "canvass.log"\n',
        "etc/canvass.toml",
    )
    assert run(["--config", "etc/canvass.toml", "serve", "r"]) == 0
    (place,) = served
    assert (place.hosts, place.without_tls) == (("one.example", "two.example"), True)
    assert place.log == Path("etc/canvass.log")


def test_commands_below_commands_have_tables_too(
    served: list[ServingPlace], capsys: pytest.CaptureFixture[str]
) -> None:
    write('[user.add]\nrole = "observer"\n[audit.machine.list]\njson = true\n')
    assert run(["user", "add", "nothing", "ann", "--password-stdin"]) == ExitCode.WRONG_INPUT
    assert "nothing is not an election record" in capsys.readouterr().err.replace("'", "")


WRONG: list[tuple[str, str]] = [
    ("[serve]\nprot = 1", "[serve] has no 'prot'. Did you mean port?"),
    ("[sevre]\nport = 1", "there is no command 'sevre'. Did you mean serve or user?"),
    ("[user.ad]\nrole = 'observer'", "there is no command 'user ad'. Did you mean add?"),
    ("port = 1", "there is no command 'port'."),
    ("serve = 1", "serve is no table. Write [serve] on a line of its own."),
    ("[serve]\nport = '8000x'", "serve.port: '8000x' is not a valid integer"),
    ("[serve]\nport = 70000", "serve.port: 70000 is not in the range"),
    ("[serve]\nport = true", "serve.port is not what it must be: expected a text or a whole number."),
    ("[serve]\nport = 8000.5", "serve.port is not what it must be: expected a text or a whole number."),
    ("[serve]\nhost = 'one'", "serve.host is not what it must be: expected a list"),
    ("[serve]\nwithout-tls = 1", "serve.without-tls is not what it must be: expected true or false."),
    ("[user.add]\nrole = 'emperor'", "user.add.role: 'emperor' is not one of"),
    ("[serve\nport = 1", "canvass.toml is no TOML at line 1"),
    ("database = 5", "database is no text."),
    ("database = 'postgresql://[db/c'", "canvass.toml: database is no address."),
    (f"a = {'9' * 5_000}", "canvass.toml is no TOML."),
    (f"a = {'[' * 5_000}", "canvass.toml is no TOML."),
    ("\udcff", "is no UTF-8 text"),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_what_is_wrong_in_the_file_is_refused_and_nothing_is_done(
    served: list[ServingPlace], text: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("canvass.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert run(["serve", "r"]) == ExitCode.WRONG_INPUT
    assert said in capsys.readouterr().err
    assert served == []


def test_a_file_that_is_named_and_not_there_is_missed(
    served: list[ServingPlace], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--config", "none.toml", "serve", "r"]) == ExitCode.ENVIRONMENT
    assert "none.toml" in capsys.readouterr().err


def test_the_database_is_the_file_s_where_the_environment_names_none(
    served: list[ServingPlace], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write('database = "postgresql://clerk:secret@127.0.0.1:5432/of_file"\n')
    file.chmod(0o644)
    assert run(["serve", "r"]) == ExitCode.WRONG_INPUT
    assert "holds a password, and others can read it. Type: chmod 600 canvass.toml" in capsys.readouterr().err
    file.chmod(0o600)
    monkeypatch.setenv(DATABASE_VARIABLE, "postgresql://of_environment/x")
    assert run(["serve", "r"]) == 0
    assert os.environ[DATABASE_VARIABLE] == "postgresql://of_environment/x"
    monkeypatch.delenv(DATABASE_VARIABLE)
    assert run(["serve", "r"]) == 0
    assert os.environ[DATABASE_VARIABLE].endswith("/of_file")


def test_every_option_of_every_command_can_be_said(tmp_path: Path) -> None:
    """Its key is what is typed, without the dashes: no two of a command are the same."""
    from tests.house.shown_commands import COMMANDS

    def keys(command: click.Command) -> list[Any]:
        return [max(one.opts, key=len) for one in command.params if isinstance(one, click.Option)]

    assert [path for path, one in COMMANDS.items() if len(keys(one)) != len(set(keys(one)))] == []
