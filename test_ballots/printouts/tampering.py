"""Tampering with device printouts: each way of it by name."""

from collections.abc import Callable, Mapping
from enum import StrEnum

import numpy as np

from tabulate.election import Election
from test_ballots.errors import TestBallotError
from test_ballots.printouts import code_tampering as codes
from test_ballots.printouts import word_tampering as words
from test_ballots.printouts.case import HonestPrintout, Tampered
from test_ballots.printouts.draw import content_of
from test_ballots.printouts.layout import PrintoutForm
from test_ballots.printouts.votes import DeviceHabits, draw_votes

_TRIES = 200


class Tampering(StrEnum):
    """Ways of tampering: with the words, with what the codes hold, with the codes on the paper."""

    SWAPPED_NAMES = "two candidates' names swapped"
    """The chosen one's party stands beside the other's name."""
    ALTERED_NAME = "name altered to another candidate's"
    ALTERED_WRITE_IN = "written-in name altered"
    SWAPPED_CONTESTS = "words of two contests swapped"
    MISSING_NAME = "chosen name missing"
    MISSING_BLOCK = "contest missing"
    EXTRA_NAME = "name added"
    NO_SELECTION = "no selection where the code has a choice"
    OTHER_ELECTION = "code of another election"
    OTHER_STYLE = "code of another ballot style"
    OTHER_PRECINCT = "code of another precinct"
    UNKNOWN_STYLE = "code of a ballot style that is not"
    UNKNOWN_CHOICE = "code names a choice that is not"
    TOO_MANY_CHOICES = "code names too many choices"
    REPEATED_CHOICE = "code names a choice twice"
    FORBIDDEN_WRITE_IN = "code has a write-in where none is allowed"
    EXTRA_CONTEST = "code has a contest too many"
    BAD_CHECKSUM = "code with a wrong checksum"
    OVERLONG_PAYLOAD = "code goes on after its end"
    DISAGREEING_LINES = "lines of other votes than the QR code's"
    TWO_QR_CODES = "two QR codes"
    PASTED_CODES = "codes of other votes pasted over"
    PASTED_OTHER_CARD = "codes of another ballot style's ballot pasted over"
    TORN_QR = "QR code torn"
    TORN_LINE = "Code 128 line torn"


WORD_TAMPERING = tuple(Tampering)[: list(Tampering).index(Tampering.NO_SELECTION) + 1]
"""The ways in which words are swapped, altered or missing."""


def tamper(
    kind: Tampering,
    election: Election,
    card: int,
    form: PrintoutForm,
    habits: DeviceHabits,
    rng: np.random.Generator,
) -> Tampered:
    """Draw votes that can be tampered with in this way, and do it.

    Raises TestBallotError where no votes of this card can.
    """
    for _ in range(_TRIES):
        votes = draw_votes(election, card, habits, rng)
        honest = content_of(election, card, votes, form)
        tampered = _WAYS[kind](HonestPrintout(election, card, form, habits, rng, votes, honest))
        if tampered is not None:
            return tampered
    raise TestBallotError(
        f'No votes of card {election.cards[card].id} can be tampered with so: "{kind.value}". Choose another way, or '
        "an election with more candidates or write-ins."
    )


_WAYS: Mapping[Tampering, Callable[[HonestPrintout], Tampered | None]] = {
    Tampering.SWAPPED_NAMES: words.swapped_names,
    Tampering.ALTERED_NAME: words.altered_name,
    Tampering.ALTERED_WRITE_IN: words.altered_write_in,
    Tampering.SWAPPED_CONTESTS: words.swapped_contests,
    Tampering.MISSING_NAME: words.missing_name,
    Tampering.MISSING_BLOCK: words.missing_block,
    Tampering.EXTRA_NAME: words.extra_name,
    Tampering.NO_SELECTION: words.no_selection,
    Tampering.OTHER_ELECTION: codes.other_election,
    Tampering.OTHER_STYLE: codes.other_style,
    Tampering.OTHER_PRECINCT: codes.other_precinct,
    Tampering.UNKNOWN_STYLE: codes.unknown_style,
    Tampering.UNKNOWN_CHOICE: codes.unknown_choice,
    Tampering.TOO_MANY_CHOICES: codes.too_many_choices,
    Tampering.REPEATED_CHOICE: codes.repeated_choice,
    Tampering.FORBIDDEN_WRITE_IN: codes.forbidden_write_in,
    Tampering.EXTRA_CONTEST: codes.extra_contest,
    Tampering.BAD_CHECKSUM: codes.bad_checksum,
    Tampering.OVERLONG_PAYLOAD: codes.overlong_payload,
    Tampering.DISAGREEING_LINES: codes.disagreeing_lines,
    Tampering.TWO_QR_CODES: codes.two_qr_codes,
    Tampering.PASTED_CODES: codes.pasted_codes,
    Tampering.PASTED_OTHER_CARD: codes.pasted_other_card,
    Tampering.TORN_QR: codes.torn_qr,
    Tampering.TORN_LINE: codes.torn_line,
}
