"""Each cause, and what does not join, as a sentence that a clerk reads once; and what to do about it."""

from dataclasses import dataclass
from typing import assert_never

from canvass.comparing.names_said import NamesSaid
from canvass.console.text import plural
from outside.comparing.causes import (
    BatchMissing,
    BatchTwice,
    Cause,
    ChoicesShifted,
    ContestShifted,
    ContestUnlike,
    MarksAdded,
    MarksLost,
    NamesExchanged,
    PrecinctsMixed,
    ScopeKind,
    ScopeUnlike,
    SheetScope,
    StyleUnread,
)
from outside.comparing.record_findings import (
    JoinedSide,
    KeyTwice,
    PaperTwice,
    PictureWithoutRecord,
    PlaceDiffers,
    PlaceOnSheet,
    RecordFinding,
    RecordWithoutPicture,
)


@dataclass(frozen=True, slots=True)
class CauseSaid:
    """A cause for people."""

    title: str
    words: str
    remedy: str


_OTHER_SIDE = {JoinedSide.PICTURES: JoinedSide.RECORDS, JoinedSide.RECORDS: JoinedSide.PICTURES}


def cause_said(cause: Cause, names: NamesSaid) -> CauseSaid:
    """Title, sentence and remedy."""
    match cause:
        case NamesExchanged() | ChoicesShifted() | ContestShifted() | ContestUnlike():
            return _of_contest(cause, names)
        case ScopeUnlike() | StyleUnread() | PrecinctsMixed():
            return _of_sheets(cause, names)
        case BatchTwice() | BatchMissing():
            return _of_batch(cause, names)
        case MarksLost() | MarksAdded():
            return _of_machine(cause)
        case _:
            assert_never(cause)


def scope_words(scope: SheetScope, names: NamesSaid) -> str:
    """Which sheets."""
    match scope.kind:
        case ScopeKind.ALL:
            return "on all sheets"
        case ScopeKind.PRECINCT:
            return f"in {names.precinct(scope.name)}"
        case ScopeKind.STYLE:
            return f"on ballot style {scope.name}"
        case ScopeKind.BATCH:
            return f"in batch {scope.name}"
        case ScopeKind.MACHINE:
            return f"on machine {scope.name}"
        case _:
            assert_never(scope.kind)


def _of_contest(cause: NamesExchanged | ChoicesShifted | ContestShifted | ContestUnlike, names: NamesSaid) -> CauseSaid:
    where = f"{names.contest(cause.contest)}, {scope_words(cause.scope, names)}"
    found = f"{cause.sheets:,} of {cause.of:,} sheets"
    look = "Look at one sheet on paper. Settle this before you look at any other difference of this contest."
    match cause:
        case NamesExchanged() | ChoicesShifted():
            pairs = "; ".join(
                f"{names.choice(cause.contest, one)} here is {names.choice(cause.contest, other)} there"
                for one, other in cause.pairs
            )
            title = "Names exchanged" if isinstance(cause, NamesExchanged) else "Choices moved"
            return CauseSaid(title, f"{where}: on {found} {pairs}.", look)
        case ContestShifted():
            words = f"{where}: on {found} their votes are what we read in {names.contest(cause.other)}."
            return CauseSaid("A contest moved", words, look)
        case ContestUnlike():
            return CauseSaid("A contest is unlike", f"{where}: {found} differ, by no rule that was found.", look)
        case _:
            assert_never(cause)


def _of_sheets(cause: ScopeUnlike | StyleUnread | PrecinctsMixed, names: NamesSaid) -> CauseSaid:
    match cause:
        case ScopeUnlike():
            words = f"{cause.sheets:,} of {cause.of:,} sheets {scope_words(cause.scope, names)} have other votes."
            return CauseSaid(
                "Other ballots were joined", words, "Ask whether the pictures' numbers are those of the records."
            )
        case StyleUnread():
            words = (
                f"{cause.sheets:,} of {cause.of:,} pictures {scope_words(cause.scope, names)} could not be read whole."
            )
            return CauseSaid("A style was not read", words, "Look for a watermark, a wrong layout or a bad export.")
        case PrecinctsMixed():
            words = (
                f"{cause.sheets:,} of {cause.of:,} records of {names.precinct(cause.theirs)} are of sheets printed for "
                f"{names.precinct(cause.ours)}."
            )
            return CauseSaid("Precincts are mixed up", words, "Look at the mapping of precincts: canvass outside map")
        case _:
            assert_never(cause)


def _of_batch(cause: BatchTwice | BatchMissing, names: NamesSaid) -> CauseSaid:
    match cause:
        case BatchTwice():
            shown = "The pictures show the same papers." if cause.by_paper else "The records have the same votes."
            common = f"have {cause.sheets:,} of {cause.of:,} sheets in common"
            words = f"Batches {cause.batch} and {cause.other} {common}. {shown}"
            return CauseSaid(
                "A batch is there twice", words, "Ask which of the two was counted, and whether both were."
            )
        case BatchMissing():
            there = _OTHER_SIDE[cause.missing].value
            found = f"{cause.sheets:,} of {cause.of:,} {there} {scope_words(cause.scope, names)}"
            words = f"{found} have no {cause.missing.value}."
            return CauseSaid(
                "A batch is missing", words, f"Ask for the {cause.missing.value}, and open them with the others."
            )
        case _:
            assert_never(cause)


def _of_machine(cause: MarksLost | MarksAdded) -> CauseSaid:
    machine = f"Machine {cause.machine}" if cause.machine else "The machine"
    rest = f"; the others {cause.rest:,} of {cause.rest_of:,}" if cause.rest_of else ""
    chance = f" The chance of this is {chance_words(cause.chance)}." if cause.rest_of else ""
    lost = isinstance(cause, MarksLost)
    did = "counted no vote where we read one" if lost else "counted a vote where we read none"
    return CauseSaid(
        "A machine loses marks" if lost else "A machine adds marks",
        f"{machine} {did} on {cause.sheets:,} of {cause.of:,} sheets{rest}.{chance}",
        f"Look at these ballots on paper. Its threshold may be too {'high' if lost else 'low, or its lens dirty'}.",
    )


def chance_words(chance: float) -> str:
    """A chance for people."""
    if chance >= 0.001:
        return f"{chance:.3f}"
    if chance < 1e-12:
        return "less than 1 in a million million"
    return f"about 1 in {round(1 / chance):,}"


def finding_words(finding: RecordFinding, names: NamesSaid) -> str:
    """What does not join, as a sentence."""
    match finding:
        case PictureWithoutRecord():
            return f"Picture {finding.key or 'without a number'} ({names.precinct(finding.precinct)}) has no record."
        case RecordWithoutPicture():
            return f"Record {finding.key or 'without a number'} ({names.precinct(finding.precinct)}) has no picture."
        case KeyTwice():
            one = "One of them is compared." if finding.is_alike else "None is compared: nobody knows which is meant."
            same = "say the same" if finding.is_alike else "say different things"
            return f"{plural(finding.times, finding.side.value[:-1])} have the number {finding.key}, and {same}. {one}"
        case PaperTwice(by_ink=True):
            named = " and ".join((", ".join(finding.keys[:-1]), finding.keys[-1]))
            return f"Pictures {named} look like one paper: the ink of their marks is the same. Was it scanned twice?"
        case PaperTwice():
            return f"The numbers {', '.join(finding.keys)} are of one paper."
        case PlaceDiffers():
            return _place_words(finding, names)
        case _:
            assert_never(finding)


def _place_words(finding: PlaceDiffers, names: NamesSaid) -> str:
    ours, theirs = finding.ours, finding.theirs
    if finding.place is PlaceOnSheet.PRECINCT:
        ours, theirs = names.precinct(ours), names.precinct(theirs)
    return f"Record {finding.key}: the print says {finding.place.value} {ours}, the record {theirs}."
