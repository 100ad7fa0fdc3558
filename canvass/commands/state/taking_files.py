"""`canvass state take`: files of every kind that counties sent, each taken or refused for itself."""

from collections.abc import Iterator
from pathlib import Path

import click

from canvass import clock
from canvass.canvassing.package_zip import MOST_BYTES
from canvass.commands.county.county_options import AT, BY
from canvass.console.text import say, warn
from canvass.deciding.custody_typed import moment_typed, words_typed
from canvass.errors import ExitCode, InputError, disk_errors
from canvass.state_canvass.receiving_each.sent_files import FileFate, SentWith, take_each
from canvass.state_canvass.receiving_packages import SentFile


@click.command()
@click.argument("folder", metavar="STATE-DIR", type=click.Path(path_type=Path))
@click.argument("sent", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Packages take the place of those that are in.")
@AT
@BY
def take(folder: Path, sent: tuple[Path, ...], replace: bool, at: str | None, entered_by: str) -> ExitCode:
    """Take SENT, files or folders of packages and published audits, each for itself."""
    said = SentWith(None, moment_typed(at, clock.now()), words_typed(entered_by), replace)
    done = True
    for one in take_each(folder, _files(sent), said):
        well = one.answer in (FileFate.TAKEN, FileFate.THERE)
        (say if well else warn)(": ".join(filter(None, (one.called, one.county, one.answer.value, one.why))))
        done = done and well
    return ExitCode.DONE if done else ExitCode.WAITING


def _files(sent: tuple[Path, ...]) -> Iterator[SentFile]:
    """Each, and those of a folder by name; all are seen before one is read. Raises InputError."""
    found = [one for place in sent for one in _within(place)]
    return (SentFile(one.name, _content(one)) for one in found)


def _within(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    if not place.is_dir():
        raise InputError(
            f"{place} is not there. Nothing was written. Name files that counties sent, or folders of them."
        )
    with disk_errors(place):
        return sorted(one for one in place.iterdir() if one.is_file())


def _content(file: Path) -> bytes:
    """One byte more than any file may have is enough to refuse it."""
    with disk_errors(file), file.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)
