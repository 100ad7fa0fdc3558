"""What was said of numbers, held to who has to sign it, and kept (13-15-201(2)-(3), 13-15-204)."""

from collections.abc import Mapping
from typing import assert_never

from tabulate.board.boards import BoardAppointed
from tabulate.board.errors import NotAllowed
from tabulate.board.primary.party_ballot_entries import KeptByPrecinct, PartyBallotsKept, check_party_ballots
from tabulate.board.reconciliation_entries import (
    BallotsExpected,
    DifferenceReported,
    NumbersEntry,
    PollbookCertified,
    check_one_named,
)
from tabulate.election import PrecinctId
from tabulate.hours import moment_of
from tabulate.printable import folded_words, says_something
from tabulate.rules_edition import RulesEdition


def check_numbers(entry: NumbersEntry, boards: Mapping[str, BoardAppointed], rules: RulesEdition) -> None:
    """Check that an entry says whose number it is, and that all the judges signed who have to. Raises NotAllowed."""
    match entry:
        case BallotsExpected():
            _check_expected(entry)
        case DifferenceReported():
            _check_reported(entry, boards, rules)
        case PollbookCertified():
            _check_pollbook(entry, boards)
        case PartyBallotsKept():
            check_party_ballots(entry)
        case _:
            assert_never(entry)


def take_numbers(
    entry: NumbersEntry,
    expected: dict[tuple[PrecinctId | None, str | None], BallotsExpected],
    reports: list[DifferenceReported],
    pollbooks: dict[PrecinctId, PollbookCertified],
    party_ballots: KeptByPrecinct,
) -> None:
    """Keep it with the others of its kind."""
    match entry:
        case BallotsExpected():
            expected[entry.precinct, entry.batch] = entry
        case DifferenceReported():
            reports.append(entry)
        case PollbookCertified():
            pollbooks[entry.precinct] = entry
        case PartyBallotsKept():
            party_ballots[entry.precinct] = entry
        case _:
            assert_never(entry)


def _check_pollbook(entry: PollbookCertified, boards: Mapping[str, BoardAppointed]) -> None:
    _check_all_signed(entry.board, entry.signed_by, boards, "the certificate of the pollbook", "13-15-204")
    if entry.electors < 0 or moment_of(entry.at) is None or not says_something(entry.entered_by):
        raise NotAllowed("how many voted by the pollbook, and when it was certified", repr(entry.at[:40]), "Say both.")


def _check_expected(entry: BallotsExpected) -> None:
    check_one_named(entry.precinct, entry.batch)
    if entry.ballots < 0:
        raise NotAllowed("a number of ballots", f"{entry.ballots}")


def _check_reported(entry: DifferenceReported, boards: Mapping[str, BoardAppointed], rules: RulesEdition) -> None:
    """By the first edition a report without a board, signed by anybody, is allowed."""
    check_one_named(entry.precinct, entry.batch)
    if entry.of is not None and entry.precinct is None:
        raise NotAllowed(f"a precinct, of {entry.of}", f"batch {entry.batch}", "Name the precinct.")
    if rules is RulesEdition.FIRST:
        return
    _check_all_signed(entry.board, entry.signed_by, boards, "the report", "13-15-201(3)")
    if not entry.reasons.strip() or min(entry.missing, entry.excess) < 0:
        raise NotAllowed("ballots missing or in excess, with the reasons as far as known", "none", "Enter them.")


def _check_all_signed(
    named: str | None, signed_by: tuple[str, ...], boards: Mapping[str, BoardAppointed], what: str, section: str
) -> None:
    """Each judge on the board shall sign it."""
    board = boards.get(named or "")
    if board is None:
        found = "none" if named is None else f"board {named!r}, which there is not"
        raise NotAllowed(f"the board whose {what[4:]} it is ({section})", found, "Name a board that is appointed.")
    signed = {folded_words(name) for name in signed_by}
    lacking = [judge.name for judge in board.judges if folded_words(judge.name) not in signed]
    if lacking:
        raise NotAllowed(
            f"{what} to be signed by each judge of board {board.board} ({section})",
            f"none of {', '.join(lacking)}",
            "Have it signed, and enter all their names as the board has them.",
        )
