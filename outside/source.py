"""What was read: the files, byte for byte, and what they print of themselves."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from outside.formats import OutsideFormat


@dataclass(frozen=True, slots=True)
class OutsideFile:
    """One file as it was given."""

    name: str
    content: bytes
    within: str = ""
    """The folder or archive it lies in, where people named that and not the file."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that a reading was made from."""

    name: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class OutsideSource:
    """Where figures come from. Texts are as printed, empty where the file prints none."""

    format: OutsideFormat
    files: tuple[SourceFile, ...]
    """In the order in which they were given; most formats have one."""
    system: str
    label: str = ""
    """As OFFICIAL or UNOFFICIAL."""
    county: str = ""
    election: str = ""
    election_date: str = ""
    run_at: str = ""
    """The report's own day and hour."""
    heading: str = ""
    """What else its head prints, as the report's title."""

    @property
    def name(self) -> str:
        """The first file's name."""
        return self.files[0].name


def source_files(files: Iterable[OutsideFile]) -> tuple[SourceFile, ...]:
    """The names, hashes and sizes of files."""
    return tuple(SourceFile(one.name, hashlib.sha256(one.content).hexdigest(), len(one.content)) for one in files)
