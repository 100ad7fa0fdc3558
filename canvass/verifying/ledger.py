"""Steps 1 to 7 and 9 to 12 of verifying: all that the ledger and its tables say, without the images."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from canvass.errors import RecordError
from canvass.importing.records.audited_records import counted_records
from canvass.people_register.beside import register_beside
from canvass.reading.outcomes import counted_of, votes_of
from canvass.record.image_index import ImageIndexer, IndexedImage
from canvass.verifying.audited_reports import audited_report_problems
from canvass.verifying.clock_steps import ClockCheck
from canvass.verifying.decisions import DecisionCheck
from canvass.verifying.editions_taken import apart_problems, problems_of_edition
from canvass.verifying.outside_held import OutsideCheck
from canvass.verifying.pictures_held import PictureCheck
from canvass.verifying.print_known import PrintCheck
from canvass.verifying.records_held import RecordsCheck
from canvass.verifying.signatures_held import SignatureCheck
from imaging.sheets import ReadPrintout, ReasonCode
from tabulate.ballot_sheets import UnmarkedSheets
from tabulate.board.machine.known_print import ReadLater
from tabulate.board.places import SheetName
from tabulate.editions.joined import election_of_batch
from tabulate.election import Election
from tabulate.errors import WrongElection
from tabulate.ledger.chain import ChainedEntry, Head, verify_chain
from tabulate.ledger.edition_entries import EditionTaken
from tabulate.ledger.entries import (
    BatchOpened,
    Entry,
    RecordOpened,
    SheetCounted,
    SheetEntry,
    SheetNotRead,
    SheetQuestioned,
)
from tabulate.ledger.errors import LedgerBroken
from tabulate.ledger.fold import RecordState, fold
from tabulate.rules_edition import CURRENT_RULES
from tabulate.totals.results import total
from tabulate.votes import CastVoteRecord

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(slots=True)
class LedgerCheck:
    """What a check of the ledger found."""

    state: RecordState
    head: Head
    problems: list[str] = field(default_factory=list)
    """A sentence each; none where all is well."""
    pictures: int = 0
    """Of another system."""
    notes: list[str] = field(default_factory=list)
    """What is no fault of the record, and must be said, a sentence each."""


def verify_ledger(record: "Record") -> LedgerCheck:
    """Steps 1 to 7 and 9 to 12, with a sentence for each problem.

    Raises LedgerBroken at the first entry that breaks the chain or the story, TotalsDoNotAddUp.
    """
    from canvass.record.work.projection_check import problems_of
    from canvass.verifying.unnamed_images import unnamed_images

    problems: list[str] = []
    walk = _Walk(record, problems)
    # Step 1: the chain, as entries are read. Step 2: the story, as they are folded. Others: by the walk between.
    state = fold(walk.entries(verify_chain(record.ledger())))
    # Step 4: the index of images, and fingerprints.
    problems += _index_problems(walk.indexed, record)
    problems += _fingerprint_problems(walk.sheets, record)
    # Step 5: the tables that people work from.
    problems += problems_of(record.alias, state, walk.decisions.own_entries, walk.about)
    # Step 6: the totals.
    for tally, test in ((state.real, False), (state.held, False), (state.test, True)):
        total(record.election, tally, test, state.board.declared)
    # Step 7: the audit.
    problems += _audit_problems(record, state)
    # Step 12: the register of people beside the record.
    problems += _register_problems(record, state)
    notes = [*walk.clock.notes, *unnamed_images(record)]
    return LedgerCheck(state, walk.head, problems, walk.pictures.pictures, notes)


def _audit_problems(record: "Record", state: RecordState) -> list[str]:
    from canvass.record.audit_log import AuditLog

    try:
        audit = AuditLog(record).state
    except RecordError as error:
        return [str(error)]
    try:
        return list(audited_report_problems(audit, state, lambda sha256: counted_records(record, state, sha256)))
    except RecordError as error:
        return [f"The audit's figures are of cast vote records that cannot be read again: {error}"]


def _register_problems(record: "Record", state: RecordState) -> list[str]:
    taken = state.board.office.people
    try:
        _ = taken and register_beside(record.directory, taken)
    except RecordError as error:
        return [str(error)]
    return []


class _Walk:
    """Passes entries on, checks on the way what each says by itself, and gathers what tables must say of them."""

    def __init__(self, record: "Record", problems: list[str]) -> None:
        self._elections = record.elections
        self._editions = 0
        self._problems = problems
        self._indexer = ImageIndexer()
        self.indexed: list[IndexedImage] = []
        self.sheets: dict[int, tuple[SheetName, bool]] = {}
        """Each sheet by its entry, and whether it was set aside as a paper scanned before."""
        self.about: set[tuple[str, int]] = set()
        self.decisions = DecisionCheck(record.elections.before(0), record.alias)
        self._prints = PrintCheck(record)
        self._signatures = SignatureCheck()
        self._outside = OutsideCheck(record.directory)
        self._records = RecordsCheck(record.directory)
        self.pictures = PictureCheck(record.images)
        self.clock = ClockCheck()
        self.head = Head(0, "")
        self._batches: dict[str, BatchOpened] = {}
        self._read_with: dict[str, Election] = {}
        """By batch, while no further edition is taken."""
        self._rules = CURRENT_RULES

    def entries(self, rows: Iterator[ChainedEntry]) -> Iterator[Entry]:
        for row in rows:
            entry = row.entry()
            self.head = Head(row.number, row.hash)
            self.clock.look(row)
            self.indexed += self._indexer.rows(row.number, entry)
            if isinstance(entry, SheetEntry):
                self.sheets[row.number] = SheetName(entry.batch, entry.reading.number), _is_repeated(entry)
            self.about |= {(str(subject), row.number) for subject in entry.about}
            # Step 5: what people decided.
            self._problems += self.decisions.problems(row, entry)
            if isinstance(entry, RecordOpened):
                self._rules = entry.rules
            if isinstance(entry, EditionTaken):
                self._take_edition(row.number)
            if isinstance(entry, BatchOpened):
                self._batches[entry.batch] = entry
                self._problems += apart_problems(row.number, entry, self.decisions.election)
            if isinstance(entry, SheetCounted | SheetQuestioned | ReadLater):
                # Step 3: the votes.
                self._check_votes(row.number, entry)
            self._problems += self._prints.problems(row.number, entry, self.decisions.election)
            # Step 3, too: of another system's pictures.
            self._problems += self.pictures.problems(row.number, entry, self.decisions.election, self._rules)
            # Step 9: the signatures.
            self._problems += self._signatures.problems(row, entry)
            # Step 10: the count of another system.
            self._problems += self._outside.problems(row.number, entry, self.decisions.election)
            # Step 11: its cast vote records.
            self._problems += self._records.problems(row.number, entry, self.decisions.election)
            yield entry

    def _take_edition(self, number: int) -> None:
        """From here on sheets are held to the editions that the ledger has taken."""
        self._problems += problems_of_edition(number, self._elections, self._editions)
        self._editions += 1
        self.decisions.election = self._elections.before(self._editions)
        self._read_with.clear()

    def _check_votes(self, number: int, entry: SheetCounted | SheetQuestioned | ReadLater) -> None:
        batch = self._batches.get(entry.batch)
        accepted = () if batch is None else batch.accepted_hashes
        unmarked = UnmarkedSheets.ASKED if batch is None else batch.unmarked_sheets
        if entry.batch not in self._read_with:
            every = self._elections.before(self._editions)
            self._read_with[entry.batch] = election_of_batch(every, None if batch is None else batch.edition)
        try:
            election = self._read_with[entry.batch]
            votes = votes_of(entry.reading, election, self._rules, accepted, unmarked)
            if isinstance(votes, CastVoteRecord):
                votes = counted_of(votes, election, None if batch is None else batch.voted_apart)
        except WrongElection as wrong:
            raise LedgerBroken(number, "a sheet of this election", str(wrong)) from wrong
        if votes != entry.votes:
            self._problems.append(
                f"Entry {number} (sheet {entry.reading.number} of batch {entry.batch}): the votes recorded are not "
                f"what the law makes of the {_evidence(entry)} recorded."
            )


def _evidence(entry: SheetCounted | SheetQuestioned | ReadLater) -> str:
    return "barcodes and words" if isinstance(entry.reading, ReadPrintout) else "marks"


def _index_problems(expected: list[IndexedImage], record: "Record") -> list[str]:
    for said, found in zip_longest(expected, record.indexed_images()):
        if said != found:
            entry = (said or found or expected[0]).entry
            return [f"The index of images differs from the ledger at entry {entry}: expected {said}, found {found}."]
    return []


def _is_repeated(entry: SheetEntry) -> bool:
    reasons = entry.reading.reasons if isinstance(entry, SheetNotRead) else ()
    return any(reason.code is ReasonCode.REPEATED_SHEET for reason in reasons)


def _fingerprint_problems(sheets: dict[int, tuple[SheetName, bool]], record: "Record") -> Iterator[str]:
    """Fingerprints that are no sheet's own, and sheets set aside as repeated of which no other is named.

    A fingerprint that is missing is no fault: the next count works it out.
    """
    from canvass.record.ink.fingerprints import all_kept
    from canvass.record.ink.keeping import differing_sketches

    kept = {entry: (name, repeats) for entry, name, repeats in all_kept(record.alias)}
    for entry in sorted(kept.keys() | {entry for entry, (_, repeated) in sheets.items() if repeated}):
        name, repeated = sheets.get(entry, (None, False))
        own, repeats = kept.get(entry, (None, None))
        if own != name or repeated != (repeats is not None) or (repeats is not None and repeats not in sheets):
            yield f"The table of fingerprints differs from the ledger at entry {entry}."
            return
    try:
        if differing := differing_sketches(record.alias):
            yield f"The table of sketches differs from the fingerprints at entry {differing[0]}."
    except ValueError as error:
        yield f"The table of sketches is damaged: {error}."


def refuse(problems: list[str]) -> None:
    """Raise RecordError where there are problems."""
    if problems:
        shown = "\n  ".join(problems[:20])
        more = f"\n  ... and {len(problems) - 20} more" if len(problems) > 20 else ""
        raise RecordError(
            f"The record does not verify: {len(problems)} problem(s).\n  {shown}{more}\nNothing was changed. Keep the "
            "record as it is for the inquiry, and compare with the last good copy of its directory."
        )
