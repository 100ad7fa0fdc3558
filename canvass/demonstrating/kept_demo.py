"""The folder of a demonstration: made anew, or served again as it stands."""

import json
import shutil
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

from canvass import clock
from canvass.disk.whole_files import save_bytes
from canvass.errors import InputError, disk_errors
from tabulate.hours import MONTANA_TIME, is_day, is_reckoned

_MARKER = ".canvass-demo"
_DAYS_TO_SELECTION = 7
"""From election day to the first day on which a federal election's audit may select (13-17-505)."""


@dataclass(frozen=True, slots=True)
class DemoMade:
    """From what the county in a folder was made, once it was counted."""

    seed: int
    sheets: int
    day: str
    """Election day, as in 2026-11-03."""

    @property
    def election_day(self) -> date:
        """The same as a day."""
        return date.fromisoformat(self.day)


@dataclass(frozen=True, slots=True)
class DemoWanted:
    """What somebody asked for; None where nothing was said."""

    seed: int | None
    sheets: int | None
    day: date | None

    def is_met_by(self, made: DemoMade) -> bool:
        """Whether that county is what was asked for."""
        return (
            self.seed in (None, made.seed)
            and self.sheets in (None, made.sheets)
            and (self.day is None or self.day.isoformat() == made.day)
        )


def usual_day() -> date:
    """An election day whose audit may select its precincts today, and on two days more."""
    return clock.today(MONTANA_TIME) - timedelta(days=_DAYS_TO_SELECTION)


def day_typed(text: str | None) -> date | None:
    """The day that was typed. Raises InputError for what is none, or cannot be reckoned with."""
    if text is None:
        return None
    if not is_day(text) or not is_reckoned(date.fromisoformat(text)):
        raise InputError(f"{text[:80]!r} is no day of an election: write it as in 2026-11-03. Nothing was made.")
    return date.fromisoformat(text)


def record_of(folder: Path) -> Path:
    """Where the record of a demonstration lies."""
    return folder / "record"


def made_there(folder: Path) -> DemoMade | None:
    """The whole, counted county in a folder; None where there is none."""
    try:
        said = json.loads((folder / _MARKER).read_bytes())
        made = DemoMade(int(said["seed"]), int(said["sheets"]), str(said["day"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return made if record_of(folder).is_dir() else None


def emptied(folder: Path) -> None:
    """Have the folder empty, for a county to be made in it. Raises InputError for a folder of others."""
    with disk_errors(folder):
        if folder.exists() and any(folder.iterdir()) and not (folder / _MARKER).exists():
            raise InputError(f"{folder} is not empty and was not made by `canvass demo`. Name another folder.")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _MARKER).touch()


def say_made(folder: Path, made: DemoMade) -> None:
    """Keep from what it was made: from here on the county is whole."""
    save_bytes(folder / _MARKER, json.dumps(asdict(made)).encode())
