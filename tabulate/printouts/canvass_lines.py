"""Our own Code 128 lines, version 1: the second witness of the votes in the QR code. See PRINTOUT_CODE.md."""

from collections.abc import Sequence
from dataclasses import dataclass

from imaging.sheets import Reason, ReasonCode
from tabulate.election import BallotStyle, Election
from tabulate.printouts.canvass_code import elections_accepted
from tabulate.printouts.coded import CodedVotes, CodeRefused, damaged

_MARK = "71"
_HEAD, _ENTRY, _CHECK = 12, 4, 2
_MOST_ENTRIES = 11
_WRITE_IN = 0
_MOST_NUMBER = 99

Entry = tuple[int, int]
"""Contest number and choice number; choice 0 is a write-in."""


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    lines: int
    election: int
    entries: tuple[Entry, ...]


def is_line(payload: bytes) -> bool:
    """Whether a Code 128 value is meant as one of our lines, whole or not."""
    text = payload.decode("ascii", "replace")
    return text.startswith(_MARK) and text.isascii() and text.isdigit() and 8 <= len(text) <= 60


def is_whole(line: bytes) -> bool:
    """Whether the check digits of a line (`is_line`) are right."""
    body, check = line[:-_CHECK].decode("ascii"), int(line[-_CHECK:])
    return sum(place * int(digit) for place, digit in enumerate(body, start=1)) % 97 == check


def check_lines(
    payloads: Sequence[bytes], coded: CodedVotes, election: Election, accepted_hashes: frozenset[str] = frozenset()
) -> Reason | None:
    """Why the lines refuse the ballot, or None where what was read of them is of the QR code's votes. Never raises.

    A worn printing head spoils a line sooner than a QR code or a word: a line may be missing; none may say otherwise.
    """
    try:
        lines = _in_order([_line(payload) for payload in payloads], election, accepted_hashes)
    except CodeRefused as refused:
        return refused.reason
    expected = expected_entries(coded, election)
    complete = len(lines) == lines[0].lines
    held = tuple(entry for line in lines for entry in line.entries)
    if held == expected if complete else _runs_of(lines, expected):
        return None
    return Reason(ReasonCode.CODES_DISAGREE, "the Code 128 lines hold other votes than the QR code")


def lines_expected(style: BallotStyle, election: Election) -> bool:
    """Whether a device prints lines for this style: its contests and choices have numbers of two digits."""
    contests = election.contests_of(style)
    return max(len(contests), *(len(contest.choices) for contest in contests)) <= _MOST_NUMBER


def expected_entries(coded: CodedVotes, election: Election) -> tuple[Entry, ...]:
    """What lines for these votes hold."""
    entries: list[Entry] = []
    for number, (contest, votes) in enumerate(
        zip(election.contests_of(coded.style), coded.contests, strict=True), start=1
    ):
        numbers = {choice.id: place for place, choice in enumerate(contest.choices, start=1)}
        entries += [(number, numbers[choice]) for choice in votes.choices]
        entries += [(number, _WRITE_IN)] * len(votes.write_ins)
    return tuple(entries)


def _line(payload: bytes) -> _Line:
    digits = payload.decode("ascii", "replace")
    entries, odd = divmod(len(digits) - _HEAD - _CHECK, _ENTRY)
    if not is_line(payload) or odd or not 0 <= entries <= _MOST_ENTRIES:
        raise damaged(f"a Code 128 line of {len(digits)} characters is not one of ours")
    body = digits[:-_CHECK]
    if not is_whole(payload):
        raise damaged("a Code 128 line's check digits are wrong")
    pairs = [body[start : start + _ENTRY] for start in range(_HEAD, len(body), _ENTRY)]
    return _Line(
        number=int(body[2:4]),
        lines=int(body[4:6]),
        election=int(body[6:12]),
        entries=tuple((int(pair[:2]), int(pair[2:])) for pair in pairs),
    )


def _in_order(payloads: Sequence[_Line], election: Election, accepted: frozenset[str]) -> tuple[_Line, ...]:
    """The lines by number, each once. Raises CodeRefused where they are not lines of one ballot of this election."""
    known = {int(digits, 16) % 1_000_000 for digits in elections_accepted(election, accepted)}
    if any(line.election not in known for line in payloads):
        raise CodeRefused(ReasonCode.OTHER_ELECTION, "a Code 128 line is of another election")
    lines = sorted(set(payloads), key=lambda line: line.number)
    numbers = [line.number for line in lines]
    if len({line.lines for line in lines}) > 1 or len(set(numbers)) < len(numbers):
        raise CodeRefused(ReasonCode.CODES_DISAGREE, "the Code 128 lines are of different ballots")
    if numbers[0] < 1 or numbers[-1] > lines[0].lines:
        raise damaged(f"of {lines[0].lines} Code 128 lines these were read: {', '.join(map(str, numbers))}")
    return tuple(lines)


def _runs_of(lines: Sequence[_Line], expected: tuple[Entry, ...]) -> bool:
    """Whether each line's entries stand in a row among the expected ones, after those of the line before."""
    place = 0
    for line in lines:
        length = len(line.entries)
        starts = range(place, len(expected) - length + 1)
        found = next((start for start in starts if expected[start : start + length] == line.entries), None)
        if found is None:
            return False
        place = found + length
    return True
