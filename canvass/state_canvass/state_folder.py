"""The folder of a state canvass: the counties' packages, kept under their hashes, and the steps in a chain."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from canvass import clock
from canvass.canvassing.package_zip import MOST_BYTES, package_of
from canvass.disk.one_at_a_time import alone, lock_beside
from canvass.disk.whole_files import save_bytes
from canvass.errors import InputError, RecordError, RefusedError, disk_errors
from tabulate.board.errors import NotAllowed
from tabulate.board.signing.signing_entries import SigningKeyMade
from tabulate.board.words_said import day_in_montana
from tabulate.canonical_json import NotTheNoun, UnknownWord
from tabulate.hours import MONTANA_TIME
from tabulate.state_canvass.county_package import CountyPackage
from tabulate.state_canvass.state_chain import FIRST, StateCanvass, line_of_step, replayed
from tabulate.state_canvass.state_steps import PackageReceived, StateCanvassOpened, StateStep

STEPS, PACKAGES = "steps.jsonl", "packages"


@dataclass(frozen=True, slots=True)
class KeptPackage:
    """A package that came in, as the folder has it."""

    received: PackageReceived
    package: CountyPackage


def is_state_canvass(directory: Path) -> bool:
    """Whether it is the folder of a state's canvass, and no record."""
    return (directory / STEPS).is_file()


def begin(folder: Path, opened: StateCanvassOpened) -> None:
    """Begin a folder. Raises RefusedError where one is there, or for an hour that has not come."""
    _check_come(opened.at)
    steps = folder / STEPS
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with alone(lock_beside(steps)):
        if steps.exists():
            raise RefusedError(
                f"{folder} is the folder of a state canvass already. Nothing was written. Go on with it."
            )
        save_bytes(steps, f"{line_of_step(FIRST, opened)}\n".encode("ascii"))


def canvass_in(folder: Path, steps_taken: int | None = None) -> StateCanvass:
    """What was done in a folder, or what its first steps were: so many of them.

    Raises InputError where it is none, RecordError where a line was altered.
    """
    steps = folder / STEPS
    if not steps.is_file():
        raise InputError(
            f"{folder} is no folder of a state canvass. Nothing was written. Begin one: canvass state open."
        )
    with disk_errors(steps):
        content = steps.read_bytes()
    try:
        return replayed(content.decode("ascii").splitlines()[:steps_taken])
    except (NotTheNoun, UnicodeDecodeError, UnknownWord) as error:
        raise RecordError(
            f"{steps} was altered, or a later version wrote it: {str(error)[:200]}. Nothing was written. Keep the "
            "folder as it is, and compare it with its copy."
        ) from None


@contextmanager
def adding(folder: Path, at: str) -> Iterator[StateCanvass]:
    """The canvass, while nobody else adds a step to it that was taken at this hour. Raises as `check_hour`."""
    check_hour(canvass_in(folder), at)
    with _alone_in(folder) as canvass:
        yield canvass


@contextmanager
def _alone_in(folder: Path) -> Iterator[StateCanvass]:
    canvass_in(folder)
    with alone(lock_beside(folder / STEPS)):
        yield canvass_in(folder)


def add_key(folder: Path, key: SigningKeyMade) -> None:
    """Add the public half of somebody's key, whatever the day is. Raises RefusedError."""
    with _alone_in(folder) as canvass:
        add_steps(folder, canvass, key)


def check_hour(canvass: StateCanvass, at: str) -> None:
    """A step is taken after election day; in a rehearsal before it, today. Raises RefusedError for another hour."""
    _check_come(at)
    held, today = date.fromisoformat(canvass.opened.date), clock.today(MONTANA_TIME)
    if day_in_montana(at) < min(held, today):
        raise RefusedError(
            f"{at} is before election day, {held}, and no returns were in then. Nothing was written. Say when it was."
        )


def _check_come(at: str) -> None:
    """As a record has it: what is entered has happened."""
    if datetime.fromisoformat(at) > clock.now():
        raise RefusedError(
            f"{at} has not come: nothing can be done in a state canvass then. Nothing was written. Say when it was, "
            "and look at this computer's clock."
        )


def add_steps(folder: Path, canvass: StateCanvass, *steps: StateStep) -> StateCanvass:
    """Add steps within `adding`, all or none, at one stroke; the canvass then. Raises RefusedError."""
    file, lines, now = folder / STEPS, list[str](), canvass
    for step in steps:
        lines.append(f"{now.line_after(step)}\n")
        try:
            now = now.after(step)
        except NotAllowed as refused:
            raise RefusedError(str(refused)) from None
    with disk_errors(file):
        before = file.read_bytes()
    save_bytes(file, before + "".join(lines).encode("ascii"))
    return now


@contextmanager
def keeping_packages(folder: Path, contents: Sequence[bytes]) -> Iterator[None]:
    """Keep files under their hashes, all of them, while what is done with them is done; none where that fails."""
    kept = list[Path]()
    try:
        for content in contents:
            file = folder / PACKAGES / f"{hashlib.sha256(content).hexdigest()}.zip"
            with disk_errors(file):
                if not file.exists():
                    kept.append(file)
                elif file.read_bytes() == content:
                    continue
            save_bytes(file, content)
        yield
    except BaseException:
        for file in kept:
            file.unlink(missing_ok=True)
        raise


def kept_packages(folder: Path, canvass: StateCanvass) -> Sequence[KeptPackage]:
    """Every package that holds, in the order of the counties. Raises RecordError where a file was altered or lost."""
    received = (canvass.received[one] for one in canvass.opened.counties if one in canvass.received)
    return [KeptPackage(one, package_kept(folder, one)) for one in received]


def package_kept(folder: Path, one: PackageReceived) -> CountyPackage:
    """A package that came in, whether or not it holds. Raises RecordError where its file was altered or is lost."""
    file = folder / PACKAGES / f"{one.sha256}.zip"
    content = file_bytes(file) if file.is_file() else b""
    if hashlib.sha256(content).hexdigest() != one.sha256:
        raise RecordError(
            f"{file}, the package of {one.county}, was altered or is lost. Nothing was written. Receive the county's "
            "file anew with --replace, or take it from the copy of the folder."
        )
    return package_of(content, f"the package of {one.county}")


def file_bytes(file: Path) -> bytes:
    """Its bytes, of a file that is no larger than a package may be. Raises InputError."""
    if not file.is_file() or file.stat().st_size > MOST_BYTES:
        raise InputError(
            f"{file} is no file, or has more than {MOST_BYTES:,} bytes. Nothing was written. Name a county's package."
        )
    with disk_errors(file):
        return file.read_bytes()
