"""Files to results and cast vote records: opened, recognised, put together, read, checked."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from outside.checks import findings_in, label_findings
from outside.errors import OutsideFileError, UnknownFormatError
from outside.families import FormatReader, Outside
from outside.limits import BROKEN_ARCHIVE, checked_entries
from outside.opening import ContentKind, OpenedFile, kind_of, opened
from outside.recognising import recognised
from outside.results import OutsideResults
from outside.source import OutsideFile
from tabulate.printable import prints, shown


@dataclass(frozen=True, slots=True)
class FilePassedOver:
    """A file of a folder or an archive that is of no known format, as pictures and signatures are."""

    name: str
    why: str


_MOST_NAMED = 5


def passed_over_words(files: Sequence[FilePassedOver]) -> str:
    """The first of them with their reasons, and how many more, for a message that nothing else was found; or empty."""
    named = "; ".join(f"{one.name} ({one.why})" for one in files[:_MOST_NAMED])
    more = f"; {len(files) - _MOST_NAMED:,} more" if len(files) > _MOST_NAMED else ""
    return f" Passed over: {named}{more}." if files else ""


Reading = Outside | FilePassedOver | OutsideFileError
"""What became of a file, or of files that belong together."""


@dataclass(frozen=True, slots=True)
class _Known:
    reader: FormatReader
    file: OpenedFile


def read_outside(files: Iterable[OutsideFile]) -> tuple[Reading, ...]:
    """What each file says, in their order; files that belong together are one reading, at the first one's place."""
    return read_unpacked(unpacked(files))


def read_unpacked(files: Iterable[OutsideFile | OutsideFileError]) -> tuple[Reading, ...]:
    """The same of files that `unpacked` gave: an archive among them was in another one, and is not opened."""
    looked_at = [_looked_at(one) for one in files]
    gathered: dict[object, list[_Known]] = {}
    readings: list[Reading | list[_Known]] = []
    for one in looked_at:
        if not isinstance(one, _Known):
            readings.append(one)
            continue
        key = (
            (one.reader.format, one.file.file.within, one.reader.part_of(one.file)) if one.reader.together else object()
        )
        if key not in gathered:
            readings.append(gathered.setdefault(key, []))
        gathered[key].append(one)
    return tuple(_read(one) if isinstance(one, list) else one for one in readings)


def unpacked(files: Iterable[OutsideFile]) -> Iterator[OutsideFile | OutsideFileError]:
    """The files, and those in archives: what `read_unpacked` reads, with their bytes."""
    for file in files:
        yield from _unpacked(file)


def _unpacked(file: OutsideFile) -> Iterator[OutsideFile | OutsideFileError]:
    """The file, or the files of an archive."""
    try:
        is_archive = kind_of(file.content) is ContentKind.ARCHIVE
        entries = checked_entries(file.content) if is_archive else []
    except OutsideFileError as error:
        yield error.of(file.name)
        return
    if not is_archive:
        yield file
        return
    if not entries:
        yield OutsideFileError(
            "an archive without a file", "the files of an export", "Export it again, and copy it again.", file=file.name
        )
        return
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        for entry in entries:
            name = entry.filename.replace("\\", "/")
            try:
                yield OutsideFile(f"{file.name}/{name}", archive.read(entry), file.name)
            except BROKEN_ARCHIVE:
                damaged = "an entry that is damaged or packed in an unknown way"
                yield OutsideFileError(damaged, "a whole one", "Copy the archive again.", name, file.name)


def _looked_at(file: OutsideFile | OutsideFileError) -> _Known | FilePassedOver | OutsideFileError:
    if isinstance(file, OutsideFileError):
        return file
    try:
        one = opened(file)
        return _Known(recognised(one), one)
    except UnknownFormatError as error:
        return FilePassedOver(file.name, error.found) if file.within else error.of(file.name)
    except OutsideFileError as error:
        return error.of(file.name)


def _read(known: list[_Known]) -> Outside | OutsideFileError:
    files = tuple(one.file for one in known)
    try:
        outside = known[0].reader.read(files)
        _check_something(outside)
    except OutsideFileError as error:
        return error.of(files[0].file.name)
    return _checked(outside)


def _check_something(outside: Outside) -> None:
    if isinstance(outside, OutsideResults) and not any(one.contests or one.ballots_cast for one in outside.precincts):
        raise OutsideFileError("no contest and no ballots", "results", "Print or export it again, with its contests.")
    if isinstance(outside, OutsideResults) and (bad := next((one for one in _texts(outside) if not prints(one)), None)):
        raise OutsideFileError(
            f"{shown(bad)[:80]!r}, with letters that cannot be printed", "names in letters", "Print or export it again."
        )


def _texts(results: OutsideResults) -> Iterator[str]:
    yield from results.groups
    for precinct in results.precincts:
        yield from (precinct.code, precinct.name)
        for contest in precinct.contests:
            yield from (contest.title, contest.district, contest.party)
            for row in contest.rows:
                yield from (row.name, row.party)


def _checked(outside: Outside) -> Outside:
    if isinstance(outside, OutsideResults):
        return replace(outside, findings=(*outside.findings, *findings_in(outside)))
    return replace(outside, findings=(*outside.findings, *label_findings(outside.source)))
