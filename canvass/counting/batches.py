"""Opening a batch, finding it again, and what of a folder it holds already."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from canvass import VERSION
from canvass.console.text import plural
from canvass.counting.batch_edition import NO_OFFICE, check_apart_said, check_edition_said, election_of_request
from canvass.counting.expected_sheets import check_expected
from canvass.errors import InputError
from canvass.reading.outcomes import images_needed, layouts_for, named
from canvass.reading.software import software_sha256
from canvass.record.hashing import hash_of_file
from canvass.record.images import ImageStore
from imaging.layout import Side
from imaging.pages import PlannedSheet
from imaging.sheets import ImageSource, Pairing
from tabulate.ballot_sheets import UnmarkedSheets
from tabulate.election import BallotStyleId, ContestId, Election, PrecinctId
from tabulate.ledger.entries import BatchKind, BatchOpened
from tabulate.primaries.parties import parties_of
from tabulate.printable import says_something

if TYPE_CHECKING:
    from canvass.record.store import Record


_NEW_SCANS = (
    "If there are new scans, put them into a folder of their own, under names that this batch does not have, and count "
    "that folder too: with this --batch and --add where they belong to it."
)


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """What the operator says of a batch. What is None is as the batch was opened, or by default."""

    batch: str
    machine: str
    kind: BatchKind | None = None
    precinct: PrecinctId | None = None
    expected_sheets: int | None = None
    images_per_sheet: int | None = None
    ballot_style: BallotStyleId | None = None
    allow_repeats: bool = False
    accepted_hashes: tuple[str, ...] | None = None
    """Other editions of the definition whose printouts count, as `accepted` makes them."""
    edition: int | None = None
    """The edition of the ballots that all sheets are of."""
    first_side: Side | None = None
    """The side of each paper that the scanner took first, where only order pairs the images."""
    adds: bool = False
    """The folder holds none of the sheets that the batch has, and belongs to it all the same."""
    new_machine: bool = False
    """The machine is another one than those that have a name close to it."""
    party: str | None = None
    """Of a primary, the party whose ballots alone the batch is said to hold."""
    voted_apart: tuple[ContestId, ...] | None = None
    """The offices for which all its electors had a separate ballot; empty where none had one."""


def find_batch(record: "Record", request: BatchRequest, reader_digest: str) -> BatchOpened | None:
    """The batch as it was opened, or None where it is new. Its style is named as in its edition.

    Raises InputError where the request differs from it, or names a precinct or style the election does not have.
    """
    _check_names(record.election, request)
    opened = record.batch_opened(request.batch)
    if opened is not None:
        _check_same(opened, request, reader_digest)
        check_expected(record, opened, request.expected_sheets)
    else:
        check_edition_said(record.election, request.edition)
        check_apart_said(record.election, request.voted_apart, request.kind, request.precinct, request.ballot_style)
    return opened


def new_batch(
    election: Election,
    request: BatchRequest,
    reader_digest: str,
    unmarked_sheets: UnmarkedSheets = UnmarkedSheets.ASKED,
) -> BatchOpened:
    """The entry that opens the batch; `unmarked_sheets` as the state reads the law now."""
    return BatchOpened(
        batch=request.batch,
        machine=request.machine,
        batch_kind=request.kind or BatchKind.POLLS,
        precinct=request.precinct,
        expected_sheets=request.expected_sheets,
        images_per_sheet=request.images_per_sheet or images_needed(election),
        ballot_style=request.ballot_style,
        thresholds=election.layouts.thresholds,
        canvass_version=VERSION,
        reader_digest=reader_digest,
        accepted_hashes=request.accepted_hashes or (),
        pairing=Pairing.PROVED,
        edition=request.edition,
        unmarked_sheets=unmarked_sheets,
        software_sha256=software_sha256(),
        first_side=request.first_side,
        party=request.party,
        voted_apart=request.voted_apart,
    )


def _check_names(election: Election, request: BatchRequest) -> None:
    for what, name in (("batch", request.batch), ("machine", request.machine)):
        if not says_something(name):
            raise InputError(f"{name!r} is no name for a {what}: use letters, figures and signs. Nothing was counted.")
    precincts = [precinct.id for precinct in election.precincts]
    if request.precinct is not None and request.precinct not in precincts:
        raise InputError(
            f"The election has no precinct {request.precinct!r}. Its precincts are: {', '.join(precincts)}. "
            "Nothing was counted."
        )
    _check_party(election, request.party)
    layouts_for(election_of_request(election, request.edition), request.ballot_style)


def _check_party(election: Election, party: str | None) -> None:
    nominating = {one.id: one.name for one in parties_of(election)}
    if party is None or party in nominating:
        return
    listed = ", ".join(f"{id_} ({name})" for id_, name in nominating.items())
    known = f"Its parties are: {listed}" if nominating else "It is no primary"
    raise InputError(f"No party {party!r} has a ballot of its own in this election. {known}. Nothing was counted.")


def _check_same(opened: BatchOpened, request: BatchRequest, reader_digest: str) -> None:
    pairs: list[tuple[str, object, object]] = [
        ("machine", opened.machine, request.machine),
        ("kind", opened.batch_kind.value, request.kind.value if request.kind else None),
        ("precinct", opened.precinct, request.precinct),
        ("sides", opened.images_per_sheet, request.images_per_sheet),
        ("edition", opened.edition, request.edition),
        ("party", opened.party, request.party),
        ("set of offices voted on apart", _offices(opened.voted_apart), _offices(request.voted_apart)),
        ("first side", opened.first_side, request.first_side),
        ("ballot style", opened.ballot_style, request.ballot_style),
        ("set of accepted hashes", _listed(opened.accepted_hashes), _listed(request.accepted_hashes or ())),
    ]
    for what, before, now in pairs:
        if now is not None and now != before:
            said = "nothing said" if before is None else repr(before)
            raise InputError(
                f"Batch {opened.batch} was opened with another {what}: {said}, now {now!r}. A batch keeps what it was "
                "opened with: repeat that, or count these scans as a batch of their own. Nothing was counted."
            )
    if opened.reader_digest != reader_digest:
        raise InputError(
            f"Batch {opened.batch} was begun by another reader (Canvass {opened.canvass_version}; its built-in sheet "
            "was read differently). Go on with that version and machine, or count the rest as a batch of its own."
        )


def _offices(voted_apart: tuple[ContestId, ...] | None) -> str | None:
    return None if voted_apart is None else ", ".join(sorted(voted_apart)) or NO_OFFICE


def _listed(hashes: tuple[str, ...]) -> str | None:
    return ", ".join(hashes) or None


@dataclass(frozen=True, slots=True)
class Remaining:
    """What of a folder's sheets is still to count."""

    sheets: tuple[PlannedSheet, ...]
    """Numbered as they will be in the batch."""
    already: int
    """Sheets of the folder that have their entry."""
    held: int
    """Sheets of the whole batch that have their entry."""


def remaining(
    batch: str, planned: Sequence[PlannedSheet], held: dict[int, tuple[ImageSource, ...]], kept: ImageStore
) -> Remaining:
    """Leave out the sheets the batch holds; number the others after them, in order.

    `kept` are the images as they were counted. Raises InputError where a file was changed since its sheet was counted,
    or is now paired with another.
    """
    holder = {(image.file, image.page): number for number, images in held.items() for image in images}
    todo: list[PlannedSheet] = []
    already = 0
    hashes = _Hashes()
    next_number = max(held, default=0) + 1
    for sheet in planned:
        numbers = {holder.get((page.name, page.page)) for page in sheet.pages}
        if numbers == {None}:
            todo.append(replace(sheet, number=next_number + len(todo)))
            continue
        number = _sheet_held(batch, sheet, numbers, held)
        _check_unchanged(batch, sheet, number, held[number], hashes, kept)
        already += 1
    return Remaining(tuple(todo), already, len(held))


def check_added(request: BatchRequest, folder: Path, todo: Remaining) -> None:
    """Raise InputError where a batch that has sheets is offered others alone, unless somebody says that it grows."""
    if todo.held and not todo.already and not request.adds:
        raise InputError(
            f"Batch {request.batch} holds {plural(todo.held, 'sheet')}, and none of them is in {folder}. Is the "
            "batch's name right? If these are other papers of the same batch, say --add; if not, count them as a batch "
            "of their own. Nothing was counted."
        )


def _sheet_held(
    batch: str, sheet: PlannedSheet, numbers: Iterable[int | None], held: dict[int, tuple[ImageSource, ...]]
) -> int:
    found = [number for number in numbers if number is not None]
    pages = [(page.name, page.page) for page in sheet.pages]
    if len(found) == 1 and [(image.file, image.page) for image in held[found[0]]] == pages:
        return found[0]
    raise InputError(
        f"{named(sheet)} would now make one sheet, but in batch {batch} these images belong to other sheets (sheet "
        f"{min(found)}). Files were added, renamed or taken away since. Put the folder back as it was. {_NEW_SCANS} "
        "Nothing was counted."
    )


def _check_unchanged(
    batch: str,
    sheet: PlannedSheet,
    number: int,
    images: tuple[ImageSource, ...],
    hashes: "_Hashes",
    kept: ImageStore,
) -> None:
    for page, image in zip(sheet.pages, images, strict=True):
        if hashes.of(page.path) != image.sha256:
            raise InputError(
                f"{page.name} was changed since it was counted as sheet {number} of batch {batch}. "
                f"{_original(image, kept)}. {_NEW_SCANS} Nothing was counted."
            )


def _original(image: ImageSource, kept: ImageStore) -> str:
    """How to have the file back that was counted: the record keeps it."""
    if not image.sha256:
        return "It could not be read then"
    return f"The file as it was counted is kept: copy {kept.place(image.sha256, image.file)} back over it"


class _Hashes:
    """Hashes files, the last one only once: a file of many pages comes up for each of its sheets."""

    def __init__(self) -> None:
        self._last: tuple[Path, str] | None = None

    def of(self, path: Path) -> str:
        if self._last is None or self._last[0] != path:
            self._last = (path, hash_of_file(path))
        return self._last[1]
