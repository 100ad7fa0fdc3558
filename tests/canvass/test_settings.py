"""Where a record's database is: in its directory, or where one variable says."""

from pathlib import Path

import pytest

from canvass.errors import InputError
from canvass.settings import DATABASE_VARIABLE, database_of


def test_the_ledger_lies_in_the_record_s_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(DATABASE_VARIABLE, raising=False)
    described = database_of(tmp_path)
    assert described["NAME"] == str(tmp_path / "ledger.sqlite3")
    assert "synchronous=FULL" in described["OPTIONS"]["init_command"]


def test_one_variable_chooses_postgresql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATABASE_VARIABLE, "postgresql://clerk:p%40ss@db.county:5433/general2026")
    described = database_of(tmp_path)
    assert described["ENGINE"] == "django.db.backends.postgresql"
    assert (described["NAME"], described["USER"], described["PASSWORD"]) == ("general2026", "clerk", "p@ss")
    assert (described["HOST"], described["PORT"]) == ("db.county", "5433")


NONE = (
    *("mysql://here/there", "postgresql://host", "general2026", "postgresql://"),
    *("postgresql://[db/general2026", "postgresql://db:5432x/general2026"),
)


@pytest.mark.parametrize("address", NONE)
def test_an_address_that_is_none_is_refused(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATABASE_VARIABLE, address)
    with pytest.raises(InputError, match=DATABASE_VARIABLE):
        database_of(tmp_path)
