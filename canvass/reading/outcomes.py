"""From a planned sheet to its outcome: load, read, and ask the law. What workers do, for counting and for reading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from canvass.errors import CanvassError, InputError
from imaging.layout import Layouts
from imaging.pages import LoadedSheet, PlannedSheet
from imaging.reader import read_sheet
from imaging.sheets import (
    CardPrint,
    ReadPrintout,
    ReadSheet,
    Reason,
    ReasonCode,
    ScannedSheet,
    SheetReading,
    UnreadSheet,
)
from tabulate.ballot_sheets import UnmarkedSheets
from tabulate.definitions import parse_definition
from tabulate.definitions.json_document import MAX_BYTES
from tabulate.editions.voted_apart import not_counted_on
from tabulate.election import BallotStyleId, ContestId, Election, PrintoutRule
from tabulate.errors import DefinitionError
from tabulate.rules_edition import RulesEdition
from tabulate.votes import CastVoteRecord, cast_vote_record

if TYPE_CHECKING:
    from tabulate.ledger.entries import BatchOpened


@dataclass(frozen=True, slots=True)
class VotedSheet:
    """A sheet that was read, and what the law makes of it."""

    reading: ReadSheet | ReadPrintout
    votes: CastVoteRecord


SheetOutcome = VotedSheet | UnreadSheet


def read_definition(file: Path) -> tuple[bytes, Election]:
    """A definition file's bytes and the election they describe. Raises InputError, DefinitionError."""
    try:
        with file.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(
            f"The definition {file} cannot be read ({error.strerror}). Name the election definition's file."
        ) from None
    try:
        return content, parse_definition(content)
    except DefinitionError as error:
        raise DefinitionError(error.problems, str(file)) from None


def images_needed(election: Election) -> int:
    """How many images make a sheet: 2 where any card has a back, else 1."""
    return 2 if any(len(card.pages) > 1 for card in election.layouts.printed) else 1


def layouts_for(election: Election, ballot_style: BallotStyleId | None) -> Layouts:
    """The election's layouts, or those of one style's cards. Raises InputError for a style it does not have."""
    if ballot_style is None:
        return election.layouts
    styles = [style.id for style in election.ballot_styles]
    if ballot_style not in styles:
        raise InputError(
            f"The election has no ballot style {ballot_style!r}. Its styles are: {', '.join(styles)}. "
            "Nothing was counted."
        )
    cards = {card.id for card in election.cards if card.ballot_style == ballot_style}
    return replace(
        election.layouts,
        cards=tuple(card for card in election.layouts.cards if card.card in cards),
        measured=tuple(card for card in election.layouts.measured if card.card in cards),
    )


_HASH = re.compile("[0-9a-f]{10,64}")


def accepted(hashes: Sequence[str]) -> tuple[str, ...]:
    """Hashes of other editions of the definition as typed, in one form: lower case, sorted, once. Raises InputError."""
    plain = sorted({one.strip().lower() for one in hashes})
    for one in plain:
        if not _HASH.fullmatch(one):
            raise InputError(
                f"{one!r} is no hash of an edition of the definition: --accept-hash takes the hex digits that the "
                "reason `other edition of the definition` names, 10 to 64 of them. Nothing was counted."
            )
    return tuple(plain)


def words_are_read(election: Election) -> bool:
    """Whether the words on device printouts are read: not where the state lets barcodes or people alone decide."""
    return election.printout_rule is PrintoutRule.WORDS_REQUIRED


def read_loaded(
    loaded: LoadedSheet,
    layouts: Layouts,
    images_per_sheet: int,
    read_words: bool = True,
    learned: tuple[CardPrint, ...] = (),
) -> SheetReading:
    """Read a loaded sheet, with the print `learned` of cards. A fault stops the work and names the sheet."""
    try:
        return read_sheet(loaded.sheet, layouts, images_per_sheet, read_words, learned)
    except MemoryError:
        detail = "there is not enough memory to read this sheet: close other programs, or scan it at 200 to 300 dpi"
        return _unread(loaded.sheet, Reason(ReasonCode.UNREADABLE_FILE, detail))
    except Exception as error:
        files = ", ".join(file.name for file in loaded.files)
        raise CanvassError(
            f"A fault in the reader ({type(error).__name__}: {error}) at sheet {loaded.sheet.number} ({files}). "
            "Everything committed so far is safe. Take the sheet out of the folder, run the same command again, and "
            "report the fault."
        ) from error


def outcome_of(
    sheet: ScannedSheet, reading: SheetReading, election: Election, batch: "BatchOpened", rules: RulesEdition
) -> SheetOutcome:
    """What the law makes of a whole sheet of a batch; one whose card has a side that was not read is set aside.

    So is a device's test ballot among real ones: tests are never added to them.
    """
    if isinstance(reading, ReadSheet):
        lacking = len(election.card(reading.card).meanings) - len(reading.targets)
        if lacking:
            detail = (
                f"{len(sheet.pages)} image(s) hold one side of the ballot; the other has {lacking} ovals: scan both "
                "sides"
            )
            return _unread(sheet, Reason(ReasonCode.PAGE_MISSING, detail), reading)
    if isinstance(reading, ReadPrintout):
        reason = _if_test(reading, election, batch)
        if reason is not None:
            return _unread(sheet, reason)
    found = outcome_of_side(sheet, reading, election, rules, batch.accepted_hashes, batch.unmarked_sheets)
    if isinstance(found, UnreadSheet):
        return found
    return VotedSheet(found.reading, counted_of(found.votes, election, batch.voted_apart))


def counted_of(votes: CastVoteRecord, election: Election, voted_apart: tuple[ContestId, ...] | None) -> CastVoteRecord:
    """What counts of a sheet's votes, where its elector had a separate ballot for an office (13-12-204(3))."""
    return votes.without(not_counted_on(election.ballot_style(votes.ballot_style), voted_apart))


def outcome_of_side(
    sheet: ScannedSheet,
    reading: SheetReading,
    election: Election,
    rules: RulesEdition,
    accepted_hashes: Sequence[str] = (),
    unmarked_sheets: UnmarkedSheets = UnmarkedSheets.ASKED,
) -> SheetOutcome:
    """What the law makes of a sheet of which one side may be all there is: the contests of that side alone.

    `rules` are the record's; `accepted_hashes` names other editions of the definition whose device printouts count, and
    `unmarked_sheets` says what becomes of sheets without a mark, of ballots of several.
    """
    match reading:
        case UnreadSheet():
            return reading
        case ReadSheet():
            return VotedSheet(reading, cast_vote_record(reading, election, rules, unmarked_sheets))
        case ReadPrintout():
            votes = votes_of(reading, election, rules, accepted_hashes)
            return _unread(sheet, votes) if isinstance(votes, Reason) else VotedSheet(reading, votes)
        case _:
            assert_never(reading)


def votes_of(
    reading: ReadSheet | ReadPrintout,
    election: Election,
    rules: RulesEdition,
    accepted_hashes: Sequence[str],
    unmarked_sheets: UnmarkedSheets = UnmarkedSheets.ASKED,
) -> CastVoteRecord | Reason:
    """What the law makes of a recorded reading. Raises WrongElection where it is not one of this election's."""
    if isinstance(reading, ReadPrintout):
        from tabulate.printouts.cast import cast_printout

        return cast_printout(reading, election, frozenset(accepted_hashes))
    return cast_vote_record(reading, election, rules, unmarked_sheets)


def _if_test(reading: ReadPrintout, election: Election, batch: "BatchOpened") -> Reason | None:
    from tabulate.ledger.entries import BatchKind
    from tabulate.printouts.cast import is_test_ballot

    is_test = is_test_ballot(reading, election, frozenset(batch.accepted_hashes))
    if batch.batch_kind is BatchKind.TEST or not is_test:
        return None
    detail = "the barcode says that a device printed it for a test: count it in a batch of its own, with --kind test"
    return Reason(ReasonCode.TEST_BALLOT, f"{reading.source.file}: {detail}")


def _unread(sheet: ScannedSheet, reason: Reason, reading: ReadSheet | None = None) -> UnreadSheet:
    sources = tuple(page.source for page in sheet.pages)
    return UnreadSheet(sheet.number, sources, (reason,), reading.card if reading else None)


def named(planned: PlannedSheet) -> str:
    """The sheet's files and pages, for messages."""
    return ", ".join(
        page.name if page.pages_in_file == 1 else f"{page.name} page {page.page}" for page in planned.pages
    )
