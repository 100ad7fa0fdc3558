"""Commands of the audit on a record, and what they said."""

from pathlib import Path

import pytest

from canvass.cli import run


class Clerk:
    """Somebody at the command line."""

    def __init__(self, record: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.record, self._capsys = record, capsys

    def does(self, command: str, *options: str) -> tuple[int, str]:
        code = run(["audit", command, str(self.record), *options])
        said = self._capsys.readouterr()
        return code, said.out + said.err
