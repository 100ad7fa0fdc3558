"""Files of every kind that counties send, each with its own answer: taken, there already, or refused and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from canvass.errors import BusyError, InputError, RefusedError
from canvass.state_canvass.receiving_each.audit_files import receive_audit
from canvass.state_canvass.receiving_packages import SentFile, receive_packages

_ZIP, _JSON = b"PK", b"{"


class SentKind(Enum):
    """What a file is, by its first bytes."""

    PACKAGE = "package of the canvass"
    AUDIT = "published audit"
    OTHER = "no file of a county"


class FileFate(Enum):
    """What became of a file."""

    TAKEN = "taken"
    THERE = "there already"
    FAULTY = "taken, and does not add up"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """What became of one file of many."""

    called: str
    kind: SentKind
    county: str
    """Empty of a file that is refused."""
    answer: FileFate
    why: str
    """Why it is refused, or what does not add up first; empty where nothing is to say."""

    @property
    def tag(self) -> str:
        """The style sheet's word."""
        return {FileFate.TAKEN: "done", FileFate.THERE: "info", FileFate.FAULTY: "waiting"}.get(self.answer, "stopped")


@dataclass(frozen=True, slots=True)
class SentWith:
    """What was said of all files together."""

    label: str | None
    """What the envelope's label says, of a single package."""
    at: str
    entered_by: str
    replace: bool
    """Whether a package may take the place of the county's that is in."""


def take_each(folder: Path, files: Iterable[SentFile], said: SentWith) -> Iterator[FileAnswer]:
    """Take each file for itself. What is refused leaves the others as they are."""
    for file in files:
        kind = _kind(file.content)
        try:
            yield _taken(folder, file, kind, said)
        except (RefusedError, InputError, BusyError) as refused:
            yield FileAnswer(file.called, kind, "", FileFate.REFUSED, str(refused))


def _kind(content: bytes) -> SentKind:
    if content.startswith(_ZIP):
        return SentKind.PACKAGE
    return SentKind.AUDIT if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == _JSON else SentKind.OTHER


def _taken(folder: Path, file: SentFile, kind: SentKind, said: SentWith) -> FileAnswer:
    match kind:
        case SentKind.PACKAGE:
            (found,) = receive_packages(folder, [file], said.label, said.at, said.entered_by, replace=said.replace)
            first = next(iter(found.faults), None)
            why = "" if first is None else f"{first.where}: {first.found}"
            answer = FileFate.FAULTY if first else FileFate.TAKEN if found.new else FileFate.THERE
            return FileAnswer(file.called, kind, found.county, answer, why)
        case SentKind.AUDIT:
            if said.label is not None:
                raise InputError(f"{file.called} is an audit, and a label is of a package. Nothing was written.")
            came = receive_audit(folder, file.called, file.content, said.at, said.entered_by)
            answer = FileFate.TAKEN if came.new else FileFate.THERE
            return FileAnswer(file.called, kind, came.county, answer, f"{came.report.phase.value}, replayed")
        case SentKind.OTHER:
            raise InputError(
                f"{file.called} is no file that a county sends: it is neither a zip nor JSON. Nothing was written. "
                "Expected packages of the canvass, and published audits. Look which file it is."
            )
