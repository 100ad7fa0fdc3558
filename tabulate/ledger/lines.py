"""Entries to canonical JSON and back. `LEDGER.md` describes the result for other programs.

The many target readings of a sheet are arrays of their fields in order, to save space. What came later leaves old
entries' bytes alone: a field in LATER is left out where it has its default, and a noun in UNNAMED, once alone in its
field, has no "is".
"""

from collections.abc import Callable
from typing import Any

from imaging.sheets import PrintedLine, ReadPrintout, ReadSheet, TargetReading
from tabulate.board.batches.halts import HaltEnded
from tabulate.board.boards import BoardAppointed, Judge
from tabulate.board.by_hand.hand_counts import HandCountOpened
from tabulate.board.decisions import FoldedDecided, FoldedTogether, JudgeDecided
from tabulate.board.polls import WriteInDeclared
from tabulate.board.reconciliation_entries import DifferenceReported
from tabulate.board.recount.recount_entries import RecountFiled
from tabulate.board.rulings import WrittenLine
from tabulate.canonical_json import CanonicalJson, NotTheNoun, Shapes, UnknownWord
from tabulate.ledger.entries import KINDS, BatchClosed, BatchOpened, Entry, RecordOpened
from tabulate.ledger.errors import LedgerBroken, NewerLedger
from tabulate.outside_figures import OutsideChoices, OutsideCount
from tabulate.votes import CastVoteRecord, Counted, Questionable

ROWS: frozenset[type] = frozenset({TargetReading})
"""Written as arrays."""
NAMED: dict[type, str] = {Counted: "counted", Questionable: "questionable", ReadPrintout: "device printout"}
"""The values of "is" where a field can hold one of several nouns."""
UNNAMED: frozenset[type] = frozenset({ReadSheet})
"""Nouns without "is", each at most once in a field."""
LATER: dict[type, frozenset[str]] = {
    CastVoteRecord: frozenset({"words"}),
    BatchOpened: frozenset(
        {
            "accepted_hashes",
            "pairing",
            "edition",
            "unmarked_sheets",
            "software_sha256",
            "first_side",
            "party",
            "voted_apart",
        }
    ),
    BoardAppointed: frozenset({"designated_by", "precincts", "register_sha256"}),
    Judge: frozenset({"party_list", "registered_elector", "kin", "certificate"}),
    JudgeDecided: frozenset({"needed_to_reject", "marks_are_condition"}),
    FoldedTogether: frozenset({"why"}),
    FoldedDecided: frozenset({"kept"}),
    WriteInDeclared: frozenset({"event", "candidate", "happened_on", "filed_at"}),
    DifferenceReported: frozenset({"board", "of"}),
    HandCountOpened: frozenset({"board"}),
    RecountFiled: frozenset({"noticed_by"}),
    OutsideCount: frozenset({"choices"}),
    OutsideChoices: frozenset({"seats"}),
    HaltEnded: frozenset({"left_out_because", "corrected", "deck_before", "deck_after", "rule"}),
    WrittenLine: frozenset({"oval_on_paper"}),
    BatchClosed: frozenset({"passed_over", "alike_allowed", "streaked"}),
    RecordOpened: frozenset({"layout_sha256", "rules"}),
    PrintedLine: frozenset({"least_confidence"}),
    TargetReading: frozenset({"around_px", "shape", "cause", "doubt", "refused", "nearby"}),
}
"""Fields that were added after ledgers had been written."""
APART: dict[type, frozenset[str]] = {ReadSheet: frozenset({"fingerprint"})}
"""Never in a ledger, which a court or an audit may be given: by a fingerprint, a picture's ballot could be found."""

_JSON = CanonicalJson(Shapes(ROWS, NAMED, UNNAMED, LATER, APART))


def write_body(entry: Entry) -> str:
    """The entry as canonical JSON: keys sorted, no spaces, no floats, ASCII (others escaped), so bytes equal text."""
    return _JSON.write(entry)


def read_entry(number: int, kind: str, body: str) -> Entry:
    """The entry that `kind` and `body` say. Raises NewerLedger for an unknown kind, LedgerBroken for a bad body."""
    return _read(number, kind, body, None)


def read_outline(number: int, kind: str, body: str) -> Entry:
    """As `read_entry`, but a sheet that was read comes without pages, targets, codes and words: enough to add up."""
    return _read(number, kind, body, _without_evidence)


def _without_evidence(plain: Any) -> Any:
    if "votes" in plain:
        printout = "is" in plain["reading"]
        plain["reading"] |= {"codes": [], "blocks": []} if printout else {"pages": [], "targets": []}
    return plain


def _read(number: int, kind: str, body: str, prepare: Callable[[Any], Any] | None) -> Entry:
    noun = KINDS.get(kind)
    if noun is None:
        raise NewerLedger(number, f"of kind {kind!r}")
    try:
        return _JSON.read(noun, body, prepare)
    except UnknownWord as unknown:
        raise NewerLedger(number, f"of kind {kind!r} with {unknown}") from None
    except NotTheNoun as error:
        raise LedgerBroken(number, f"a body of kind {kind!r}", f"something else ({error})") from None
