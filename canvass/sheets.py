"""From a planned sheet to its outcome: load, read, and ask the law. What workers do, for counting and for reading."""

from dataclasses import dataclass, replace
from pathlib import Path

from canvass.errors import CanvassError, InputError
from imaging.layout import Layouts
from imaging.pages import LoadedSheet, PlannedSheet
from imaging.reader import read_sheet
from imaging.sheets import ReadSheet, Reason, ReasonCode, ScannedSheet, SheetReading, UnreadSheet
from tabulate.definitions import parse_definition
from tabulate.election import BallotStyleId, Card, Election
from tabulate.errors import DefinitionError
from tabulate.votes import CastVoteRecord, cast_vote_record


@dataclass(frozen=True, slots=True)
class VotedSheet:
    """A sheet that was read, and what the law makes of it."""

    reading: ReadSheet
    votes: CastVoteRecord


SheetOutcome = VotedSheet | UnreadSheet


def read_definition(file: Path) -> tuple[bytes, Election]:
    """A definition file's bytes and the election they describe. Raises InputError, DefinitionError."""
    try:
        content = file.read_bytes()
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
    return 2 if any(len(card.pages) > 1 for card in election.layouts.cards) else 1


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
    return replace(election.layouts, cards=tuple(card for card in election.layouts.cards if card.card in cards))


def read_loaded(loaded: LoadedSheet, layouts: Layouts, images_per_sheet: int) -> SheetReading:
    """Read a loaded sheet. A fault of the reader stops the work and names the sheet."""
    try:
        return read_sheet(loaded.sheet, layouts, images_per_sheet)
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


def outcome_of(sheet: ScannedSheet, reading: SheetReading, election: Election) -> SheetOutcome:
    """What the law makes of a whole sheet; one whose card has a side that was not read is set aside."""
    if isinstance(reading, UnreadSheet):
        return reading
    lacking = len(card_of(reading, election).meanings) - len(reading.targets)
    if lacking:
        detail = (
            f"{len(sheet.pages)} image(s) hold one side of the ballot; the other has {lacking} ovals: scan both sides"
        )
        return _unread(sheet, Reason(ReasonCode.PAGE_MISSING, detail), reading)
    return VotedSheet(reading, cast_vote_record(reading, election))


def outcome_of_side(reading: SheetReading, election: Election) -> SheetOutcome:
    """What the law makes of a sheet of which one side may be all there is: the contests of that side alone."""
    return reading if isinstance(reading, UnreadSheet) else VotedSheet(reading, cast_vote_record(reading, election))


def card_of(reading: ReadSheet, election: Election) -> Card:
    """The card that was read."""
    return next(card for card in election.cards if card.id == reading.card)


def _unread(sheet: ScannedSheet, reason: Reason, reading: ReadSheet | None = None) -> UnreadSheet:
    sources = tuple(page.source for page in sheet.pages)
    return UnreadSheet(sheet.number, sources, (reason,), reading.card if reading else None)


def named(planned: PlannedSheet) -> str:
    """The sheet's files and pages, for messages."""
    return ", ".join(
        page.name if page.pages_in_file == 1 else f"{page.name} page {page.page}" for page in planned.pages
    )
