"""`canvass serve` and `canvass user` as real processes: an address, TLS, a clean stop, and clear refusals."""

import io
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from canvass import VERSION
from canvass.cli import run
from canvass.errors import ExitCode
from tests.canvass.web.served_records import copy_record

PASSWORD = "geese over the river"
CANVASS = [sys.executable, "-c", "from canvass.cli import main; main()"]


@pytest.fixture
def directory(counted_record: Path, tmp_path: Path) -> Path:
    return copy_record(counted_record, tmp_path / "served")


def canvass(*arguments: str, say: str = "") -> subprocess.CompletedProcess[str]:
    command = [*CANVASS, *arguments]
    return subprocess.run(command, input=say, capture_output=True, text=True, check=False, timeout=120)


@contextmanager
def serving(
    directory: Path, *options: str, stop: signal.Signals = signal.SIGTERM, called: str = "General Election"
) -> Iterator[str]:
    """The address of a served record; stopped at the end, which must be clean."""
    command = [*CANVASS, "serve", str(directory), "--port", "0", *options]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as server:
        assert server.stdout
        said = server.stdout.readline()
        found = re.fullmatch(rf"Serving {called} at (https?://\S+/)\n", said)
        assert found, said + server.communicate(timeout=60)[1]
        yield found[1]
        server.send_signal(stop)
        _, errors = server.communicate(timeout=60)
        assert (server.returncode, "Stopped. Nothing committed is lost." in errors) == (0, True), errors


def get(address: str, path: str = "/") -> tuple[int, str]:
    place = urlsplit(address)
    connection = HTTPConnection(str(place.hostname), place.port or 80, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_it_is_asked_to_stop(directory: Path, stop: signal.Signals, tmp_path: Path) -> None:
    with serving(directory, "--log", str(tmp_path / "canvass.log"), stop=stop) as address:
        assert address.startswith("http://127.0.0.1:")
        status, page = get(address)
        assert (status, "General Election" in page) == (200, True)
        assert get(address, "/static/web/canvass.css")[0] == 200
    began, *asked, ended = (tmp_path / "canvass.log").read_text().splitlines()
    assert (began.endswith(f"begun by Canvass {VERSION}"), ended.endswith("INFO ended")) == (True, True)
    assert any(" GET home 200 " in line for line in asked)


def test_with_a_certificate_it_encrypts_and_says_so_to_the_browser(directory: Path, tmp_path: Path) -> None:
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost"
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command.split(), *names], check=True, capture_output=True)
    with serving(directory, "--certificate", str(certificate), "--key", str(key)) as address:
        place = urlsplit(address)
        trust = ssl.create_default_context(cafile=str(certificate))
        connection = HTTPSConnection("127.0.0.1", place.port or 443, context=trust, timeout=30)
        connection.request("GET", "/accounts/sign-in/")
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        answer.read()
        connection.close()
        assert address.startswith("https://")
        assert headers["strict-transport-security"].startswith("max-age=")
        assert headers["set-cookie"].startswith("__Host-canvass-form-")
        assert "Secure" in headers["set-cookie"]


REFUSALS = [
    (["--address", "0.0.0.0"], "passwords would travel unencrypted", ExitCode.WRONG_INPUT),
    (["--address", "::"], "passwords would travel unencrypted", ExitCode.WRONG_INPUT),
    (["--address", "0.0.0.0", "--without-tls"], "Say which: --host", ExitCode.WRONG_INPUT),
    (["--address", "ballots"], "is not an IP address", ExitCode.WRONG_INPUT),
    (["--certificate", "one.pem"], "both --certificate and --key", ExitCode.WRONG_INPUT),
    (["--certificate", "no.pem", "--key", "no.pem"], "Both must be PEM files", ExitCode.ENVIRONMENT),
]


@pytest.mark.parametrize(("options", "said", "code"), REFUSALS)
def test_what_would_not_be_safe_or_cannot_be_is_refused(
    directory: Path, options: list[str], said: str, code: ExitCode, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["serve", str(directory), "--port", "0", *options]) == code
    assert said in capsys.readouterr().err


# cheroot leaves the socket that could not be bound to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed:ResourceWarning")
def test_a_port_in_use_is_named(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert run(["serve", str(directory), "--port", port]) == ExitCode.ENVIRONMENT
    assert f"cannot listen at 127.0.0.1, port {port}: Address already in use." in capsys.readouterr().err


def test_a_directory_that_is_no_record_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    assert run(["serve", str(tmp_path), "--port", "0"]) == ExitCode.WRONG_INPUT
    assert "is not an election record" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


def test_a_key_that_others_can_read_stops_the_start(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (directory / "secret-key").chmod(0o644)
    assert run(["serve", str(directory), "--port", "0"]) == ExitCode.ENVIRONMENT
    assert "sign in as anyone" in capsys.readouterr().err


def test_accounts_are_made_changed_and_listed(
    directory: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first by a real process, what follows within this one."""
    place = str(directory)
    role = ["--role", "election administrator"]
    made = canvass("user", "add", place, "afield", *role, "--full-name", "Ann Field", "--password-stdin", say=PASSWORD)
    assert (made.returncode, made.stdout) == (
        0,
        "Ann Field may sign in as an election administrator, under the name afield.\n",
    )
    assert run(["user", "disable", place, "AFIELD"]) == 0
    capsys.readouterr()
    assert run(["user", "list", place]) == 0
    listed = capsys.readouterr().out
    assert re.search(r"^afield +Ann Field +election administrator +DISABLED$", listed, re.MULTILINE)
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD))
    assert run(["user", "add", place, "Afield", *role, "--password-stdin"]) == ExitCode.WRONG_INPUT
    assert "There is an account Afield already" in capsys.readouterr().err


WRONG = [
    (["password", "nobody", "--password-stdin"], PASSWORD, "There is no account 'nobody'", ExitCode.WRONG_INPUT),
    (["password", "observer-1", "--password-stdin"], "", "No password came on stdin", ExitCode.WRONG_INPUT),
    (["password", "observer-1", "--password-stdin"], "short", "too short", ExitCode.WRONG_INPUT),
    (["add", "a b<c>", "--role", "observer", "--password-stdin"], PASSWORD, "was not made", ExitCode.WRONG_INPUT),
    (["add", "ann", "--role", "emperor", "--password-stdin"], PASSWORD, "emperor", ExitCode.USAGE),
]


@pytest.mark.parametrize(("arguments", "typed", "said", "code"), WRONG)
def test_a_wrong_account_command_is_refused(
    directory: Path,
    arguments: list[str],
    typed: str,
    said: str,
    code: ExitCode,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    command, *rest = arguments
    assert run(["user", command, str(directory), *rest]) == code
    assert said in capsys.readouterr().err


def test_commands_without_pages_load_none_of_their_libraries() -> None:
    script = (
        "import pkgutil, sys; from canvass.cli import COMMANDS; "
        "[pkgutil.resolve_name(place) for name, (_, place) in COMMANDS.items() "
        "if name not in ('serve', 'user')]; from canvass.settings import configure; configure(); "
        "print([name for name in sys.modules if name.split('.')[0] in ('cheroot', 'whitenoise', 'argon2') "
        "or name.startswith(('django.contrib', 'canvass.web', 'canvass.accounts'))])"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"
