"""The state's canvass at noon of the day after the last lawful one, whenever the tests run."""

from datetime import datetime

import pytest

from canvass import clock
from tabulate.hours import MONTANA_TIME

NOW = datetime(2026, 12, 2, 12, tzinfo=MONTANA_TIME)


@pytest.fixture(autouse=True)
def at_that_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
