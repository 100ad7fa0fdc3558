"""Cast vote records as people offer them, or as the record keeps them: read, and said in the definition's ids."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from canvass.errors import InputError
from canvass.importing.records.record_names_known import NamesKnown
from outside.cast_vote_records import OutsideCastVoteRecords
from outside.comparing.comparable_contests import ComparableContest
from outside.comparing.mapped_records import DeclaredNames, mapped_records
from outside.comparing.their_records import (
    TheirContest,
    TheirHidden,
    TheirOvervote,
    TheirRecord,
    TheirUncounted,
    TheirVotes,
)
from outside.errors import NotMappedError, OutsideFileError
from outside.ess_records.described_by_table import described_by_table
from outside.matching.normal_form import bare_name
from outside.reading import FilePassedOver, passed_over_words, read_outside
from outside.results import OutsideResults
from outside.source import OutsideFile
from tabulate.election import Election
from tabulate.printable import shown

_FIELDS = "\x1f"
"""Between the texts of a record; no name has it."""


@dataclass(frozen=True, slots=True)
class OpenedRecords:
    """One export."""

    records: OutsideCastVoteRecords
    passed_over: tuple[FilePassedOver, ...]


def opened_records(files: Iterable[OutsideFile]) -> OpenedRecords:
    """The one export in these files, its Ballots table with it. Raises InputError with all that stops it, at once."""
    refused: list[str] = []
    found: list[OutsideCastVoteRecords] = []
    passed: list[FilePassedOver] = []
    for reading in read_outside(files):
        match reading:
            case OutsideFileError():
                refused.append(str(reading))
            case FilePassedOver():
                passed.append(reading)
            case OutsideResults():
                refused.append(
                    f"{reading.source.name} is a report of results, and has no cast vote records. Keep it with: "
                    "canvass outside add"
                )
            case OutsideCastVoteRecords():
                found.append(reading)
    found = list(described_by_table(found))
    if not found and not refused:
        known = "No cast vote record is in these files. docs/outside.md names the formats."
        refused.append(f"{known}{passed_over_words(passed)}")
    if len(found) > 1:
        names = ", ".join(one.source.name for one in found)
        refused.append(f"{len(found)} exports at once ({names}). Name the files of one export alone.")
    if refused:
        raise InputError("\n".join((*map(shown, refused), "Nothing was taken.")))
    return OpenedRecords(found[0], tuple(passed))


def comparable_contests(election: Election) -> dict[str, ComparableContest]:
    """The contests by their ids, as the comparison asks for them."""
    return {
        str(one.id): ComparableContest(
            one.id, one.seats, tuple(choice.id for choice in one.choices), has_write_ins=one.write_ins > 0
        )
        for one in election.contests
    }


def declared_of(election: Election) -> DeclaredNames:
    """Declared write-in candidates by contest, by every name that was filed for them."""
    return {
        str(contest.id): {
            bare_name(form): one.id for one in contest.declared_write_ins for form in (one.name, *one.forms)
        }
        for contest in election.contests
    }


def said_records(records: OutsideCastVoteRecords, names: NamesKnown, election: Election) -> tuple[TheirRecord, ...]:
    """The records in the definition's ids. Raises InputError with every name that is not known."""
    try:
        return mapped_records(records, names.map, names.left_out, comparable_contests(election), declared_of(election))
    except NotMappedError as error:
        raise InputError("\n".join((*map(shown, error.problems), "Nothing was taken."))) from None


def content_sha256(records: Sequence[TheirRecord]) -> str:
    """The hash of all that these records say, in their order."""
    written: dict[tuple[TheirContest, ...] | None, str] = {}
    digest = hashlib.sha256()
    for one in records:
        texts = [
            one.key,
            one.precinct or "",
            one.style,
            str(one.sheet or ""),
            one.batch,
            one.machine,
            one.group,
            one.status,
        ]
        for contests in (one.contests, one.as_scanned):
            if contests not in written:
                written[contests] = "-" if contests is None else ";".join(map(_written, contests))
            texts.append(written[contests])
        digest.update((_FIELDS.join((*texts, str(one.changed_by_people))) + "\n").encode())
    return digest.hexdigest()


def _written(one: TheirContest) -> str:
    return f"{one.contest}:{','.join(_parts(one))}"


def _parts(one: TheirContest) -> Iterator[str]:
    match one:
        case TheirVotes():
            yield from one.choices
            yield from (f"write-in {name}" for name in one.declared)
            yield f"{one.write_ins} write-ins{'' if one.surely_told else ' not told'}"
        case TheirOvervote():
            yield from ("overvote", *one.marked)
        case TheirUncounted():
            yield from ("uncounted", one.reason)
        case TheirHidden():
            yield "hidden"
