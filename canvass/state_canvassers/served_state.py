"""The one state canvass that this process serves: how it stands is worked out once, and anew where a file changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from canvass.accounts.roles import Role
from canvass.errors import disk_errors
from canvass.people.signing_here import signs_in
from canvass.state_canvass.papers_of_state import SigningInState
from canvass.state_canvass.state_accesses import note_accesses
from canvass.state_canvass.state_folder import PACKAGES, STEPS, canvass_in
from canvass.state_canvass.state_standing import StateStanding, standing_of
from canvass.web.pace import Pace
from canvass.web.reach import THIS_COMPUTER, Reach
from canvass.web.served import Premises, open_premises
from tabulate.hours import MONTANA_TIME

STATE, OBSERVER = Role.SECRETARY_OF_STATE, Role.OBSERVER
SEES = (STATE, OBSERVER)
"""The canvass is public: whoever has an account sees it (13-15-502)."""
_Mark = tuple[tuple[str, int, int], ...]


class ServedState:
    """The folder, and how its canvass stands; shared by the threads of one process."""

    def __init__(self, folder: Path) -> None:
        """Reads nothing yet."""
        self.folder = folder
        self._lock = Lock()
        self._kept: tuple[_Mark, StateStanding] | None = None

    def standing(self) -> StateStanding:
        """Every package read and checked, unless no file changed since. Raises InputError, RecordError."""
        with self._lock:
            mark = self._mark()
            if self._kept is None or self._kept[0] != mark:
                self._kept = mark, self._anew(mark)
            return self._kept[1]

    def _anew(self, mark: _Mark) -> StateStanding:
        """Packages are read where one of them changed; signatures and keys leave them as they are."""
        canvass = canvass_in(self.folder)
        if self._kept is not None:
            before, known = self._kept
            if before[1:] == mark[1:] and known.canvass.packages == canvass.packages:
                return known.with_steps(canvass)
        return standing_of(self.folder, canvass)

    def _mark(self) -> _Mark:
        """By which a change of a file is seen: its size and when it was written."""
        with disk_errors(self.folder):
            files = sorted((self.folder / PACKAGES).glob("*.zip"))
            found = [(file.name, file.stat()) for file in (self.folder / STEPS, *files)]
        return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in found)


_states: list[ServedState] = []


def state_served() -> ServedState:
    """The state canvass that this process serves."""
    return _states[-1]


def serves_state() -> bool:
    """Whether this process serves a state canvass now, and no record."""
    return bool(_states)


@contextmanager
def serve_state(folder: Path, reach: Reach = THIS_COMPUTER) -> Iterator[ServedState]:
    """Let the pages of this process work on the state canvass in `folder`, and people sign in to it.

    Raises InputError where it is none, RecordError, EnvironmentFault.
    """
    opened = canvass_in(folder).opened
    place = Premises(
        directory=folder,
        keeper=STATE,
        roles=SEES,
        zone=MONTANA_TIME,
        note=lambda entries: note_accesses(folder, entries),
        keeps_out=lambda _: "",
        pace=Pace(proxied=reach.proxied),
    )
    with open_premises(place, reach, mark=f"state-{opened.date}"), signs_in(SigningInState(folder)):
        _states.append(ServedState(folder))
        try:
            yield _states[-1]
        finally:
            _states.pop()
