"""Files as a folder, an archive or one file would give them to the readers."""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from outside.cast_vote_records import OutsideCastVoteRecords
from outside.errors import OutsideFileError
from outside.reading import read_outside
from outside.results import OutsideResults
from outside.source import OutsideFile

VENDORS = Path(__file__).parents[3] / "shared" / "vendors"
"""Real exports, where they are at hand."""

Files = dict[str, bytes]
"""What an export holds, by name."""


def records_in(files: Mapping[str, bytes]) -> OutsideCastVoteRecords:
    """The one reading of the files of a folder; what stops it is raised."""
    given = [OutsideFile(name, content, "export" if len(files) > 1 else "") for name, content in sorted(files.items())]
    return _one(given)


def records_of(content: bytes, name: str = "export") -> OutsideCastVoteRecords:
    """The reading of one file."""
    return records_in({name: content})


def records_at(path: Path) -> OutsideCastVoteRecords:
    """The one reading of a file, or of a folder without its pictures."""
    if path.is_file():
        return records_of(path.read_bytes(), path.name)
    inner = [one for one in sorted(path.rglob("*")) if one.is_file() and one.suffix != ".jpg"]
    return _one([OutsideFile(one.relative_to(path).as_posix(), one.read_bytes(), str(path)) for one in inner])


def results_of(content: bytes, name: str = "results") -> OutsideResults:
    """The results in one file; what stops their reading is raised."""
    (reading,) = read_outside([OutsideFile(name, content)])
    if isinstance(reading, OutsideFileError):
        raise reading
    assert isinstance(reading, OutsideResults)
    return reading


def refused(content: str | bytes) -> str:
    """What is said of a file of cast vote records that cannot be read; a text stands for its bytes in UTF-8."""
    with pytest.raises(OutsideFileError) as stopped:
        records_of(content.encode() if isinstance(content, str) else content)
    said = str(stopped.value)
    assert "Traceback" not in said
    return said


def _one(given: list[OutsideFile]) -> OutsideCastVoteRecords:
    readings = read_outside(given)
    stopped = [one for one in readings if isinstance(one, OutsideFileError)]
    if stopped:
        raise stopped[0]
    (read,) = [one for one in readings if isinstance(one, OutsideCastVoteRecords)]
    return read


def archive(files: Mapping[str, bytes]) -> bytes:
    """A zip archive, with names as they are."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files.items():
            written.writestr(name, content)
    return packed.getvalue()


def as_json(value: object) -> bytes:
    """JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False).encode()
