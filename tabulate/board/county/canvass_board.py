"""Who canvasses, and who signs: the board of county canvassers by itself (13-15-401)."""

from collections.abc import Sequence

from tabulate.board.county.canvass_entries import CanvassEntry, CanvassMet
from tabulate.board.county.canvass_terms import SeatedCanvasser, SeatOnBoard
from tabulate.board.county.certificate_entries import CertificateEntry
from tabulate.board.errors import NotAllowed
from tabulate.board.words_said import check_said, moment_said
from tabulate.printable import folded_words

FEWEST_CANVASSERS = 3
"""A county's governing body has no fewer members, and as many canvass (13-15-401)."""
_LONGEST_NAME, _LONGEST_WORDS = 200, 2_000


def check_board(met: CanvassMet) -> None:
    """Check that as many canvass as the governing body has members, each once. Raises NotAllowed."""
    of_county = [one for one in met.board if one.seat is not SeatOnBoard.JOINING]
    if met.seats < FEWEST_CANVASSERS or len(of_county) != met.seats:
        raise NotAllowed(
            f"a board of {max(met.seats, FEWEST_CANVASSERS)} canvassers: the members of the governing body, and county "
            "officers, chosen by those present, in the places of absent members (13-15-401)",
            f"{len(of_county)}" if met.seats >= FEWEST_CANVASSERS else f"{len(of_county)} for {met.seats} members",
            "Choose a county officer for each absent member, and name whose place it is.",
        )
    names = [folded_words(one.name) for one in met.board]
    if twice := [one.name for one, name in zip(met.board, names, strict=True) if names.count(name) > 1]:
        raise NotAllowed("each canvasser once (13-15-401)", f"{twice[0]} twice", "Name each once.")
    for one in met.board:
        _check_seat(one, names)
    absent = [folded_words(one.in_place_of) for one in met.board if one.seat is SeatOnBoard.OFFICER]
    if len(set(absent)) < len(absent):
        raise NotAllowed("one county officer for each absent member (13-15-401)", "two for one", "Name each once.")


def _check_seat(one: SeatedCanvasser, present: Sequence[str]) -> None:
    officer, member = one.seat is SeatOnBoard.OFFICER, one.seat is SeatOnBoard.MEMBER
    if bool(one.office) is member or bool(one.in_place_of) is not officer:
        raise NotAllowed(
            "of a county officer the office and the absent member, of a body that joins its name (13-15-401)",
            str(one),
            "Say it anew.",
        )
    if officer and folded_words(one.in_place_of) in present:
        raise NotAllowed(
            f"{one.in_place_of} absent, if {one.name} sits there instead (13-15-401)", "both present", "Name one."
        )


def check_signed(signed_by: Sequence[str], met: CanvassMet | None, what: str) -> None:
    """Check that a majority of the board as it met last signs, and nobody else. Raises NotAllowed."""
    members = () if met is None else met.board
    board = {folded_words(one.name): one for one in members if one.seat is not SeatOnBoard.JOINING}
    signed = {folded_words(name) for name in signed_by}
    joining = {folded_words(one.name) for one in members} - board.keys()
    if strangers := [name for name in signed_by if folded_words(name) not in board.keys() | joining]:
        raise NotAllowed(
            f"{what} signed by canvassers: {', '.join(one.name for one in board.values())}",
            strangers[0],
            "Name those who signed, as the board's meeting has them.",
        )
    if 2 * len(signed & board.keys()) <= len(board):
        raise NotAllowed(
            f"{what} signed by more than half of the board: {', '.join(one.name for one in board.values())}",
            ", ".join(signed_by) or "nobody",
            "Have it signed, and name who signed.",
        )


def check_plain(entry: CanvassEntry | CertificateEntry) -> None:
    """Check that names and words can be printed, and that the hour is one. Raises NotAllowed."""
    for texts, longest, what in (
        (entry.names, _LONGEST_NAME, "a name, in letters that can be printed"),
        (entry.words, _LONGEST_WORDS, "words that can be printed in the minutes"),
    ):
        check_said(texts, longest, f"{what}, at most {longest:,} of them", "Type it anew.")
    moment_said(entry.at)
