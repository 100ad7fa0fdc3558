"""A package's pictures in batches: by the folders they lie in, or as a Ballots table says, which has no votes."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from canvass.errors import InputError, disk_errors
from outside.errors import OutsideFileError
from outside.ess_records.ballots_table import is_ballots_table, read_ballots_table
from outside.ess_records.record_numbers import without_zeros
from outside.limits import LIMITS
from outside.opening import opened
from outside.pictures.packed_pictures import LeftInPackage, PackedPicture, PackedPictures
from outside.source import OutsideFile
from tabulate.board.outside.outside_entries import PrecinctNamed
from tabulate.election import Election, PrecinctId


@dataclass(frozen=True, slots=True)
class PictureGroup:
    """The pictures of one batch, in their order."""

    name: str
    folder: str
    precinct: PrecinctId | None
    pictures: tuple[PackedPicture, ...]
    left: tuple[LeftInPackage, ...]


@dataclass(frozen=True, slots=True)
class BallotsTold:
    """What Ballots tables say of each number: precinct and batch, as printed."""

    sha256: str
    by_key: dict[str, tuple[str, str]]


def told_by_tables(files: Sequence[Path]) -> BallotsTold | None:
    """What Ballots tables say; None without one. Raises InputError where a file is none: it might have votes."""
    if not files:
        return None
    tables = []
    for file in files:
        with disk_errors(file):
            if not file.is_file() or file.stat().st_size > LIMITS.text_bytes:
                raise InputError(f"{file} is no file of a Ballots table. Name the table as it was exported.")
            tables.append(OutsideFile(file.name, file.read_bytes()))
    try:
        seen = tuple(opened(one) for one in tables)
        for one in seen:
            if not is_ballots_table(one):
                raise InputError(
                    f"{one.file.name} is no Ballots table: it may have votes, and nothing with votes is opened before "
                    "the pictures are read. Name the export of Electionware's table Ballots. Nothing was read."
                )
        records = read_ballots_table(seen).records
    except OutsideFileError as error:
        raise InputError(f"{error} Nothing was read.") from None
    digest = hashlib.sha256(b"".join(hashlib.sha256(one.content).digest() for one in tables)).hexdigest()
    return BallotsTold(digest, {without_zeros(one.key): (one.precinct, one.batch) for one in records})


def picture_groups(
    package: str, packed: PackedPictures, told: BallotsTold | None, precincts: "PrecinctsKnown"
) -> list[PictureGroup]:
    """The batches of a package, by name."""
    groups: defaultdict[tuple[str, str], list[PackedPicture]] = defaultdict(list)
    for picture in packed.pictures:
        groups[_place_of(picture, told)].append(picture)
    left: defaultdict[str, list[LeftInPackage]] = defaultdict(list)
    for one in packed.left:
        left[one.folder].append(one)
    made = []
    for (place, precinct), pictures in sorted(groups.items()):
        folder = pictures[0].folder if told is None else ""
        own = left.pop(folder, []) if told is None else []
        name = "/".join(part for part in (package, place, precinct if told else "") if part)
        made.append(PictureGroup(name, folder, precincts.find(precinct), tuple(pictures), tuple(own)))
    if made and left:
        rest = tuple(one for own in left.values() for one in own)
        made[-1] = replace(made[-1], left=(*made[-1].left, *rest))
    return made


def _place_of(picture: PackedPicture, told: BallotsTold | None) -> tuple[str, str]:
    """The batch, and the precinct as it is named there."""
    if told is None:
        parts = PurePosixPath(picture.folder).parts
        return picture.folder, parts[0] if parts else ""
    precinct, batch = told.by_key.get(picture.key, ("", "not in the table"))
    return batch or "without a batch", precinct


class PrecinctsKnown:
    """The election's precincts by their names, and by what people said that names of the other system mean."""

    def __init__(self, election: Election, mapped: Iterable[PrecinctNamed]) -> None:
        """`mapped` are those of the mapping in force; none before there is one."""
        self._by_name: dict[str, PrecinctId | None] = {}
        for precinct in election.precincts:
            self._say((precinct.id, precinct.name), precinct.id)
        for named in mapped:
            self._say((named.code, named.name), named.precinct)

    def find(self, name: str) -> PrecinctId | None:
        """The precinct of this name; None where none has it, or several."""
        return self._by_name.get(_folded(name)) if name else None

    def _say(self, names: Iterable[str], precinct: PrecinctId | None) -> None:
        for name in {_folded(name) for name in names if name}:
            known = self._by_name.setdefault(name, precinct)
            self._by_name[name] = precinct if known == precinct else None


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
