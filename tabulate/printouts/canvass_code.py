"""Our own QR code, version 1, decoded strictly. PRINTOUT_CODE.md beside this package is the format."""

import re
import zlib
from dataclasses import dataclass

from imaging.sheets import Reason, ReasonCode
from tabulate.election import Contest, Election
from tabulate.printouts.coded import (
    MOST_NAME_BYTES,
    CodedContest,
    CodedVotes,
    CodeRefused,
    coded_contest,
    damaged,
    impossible,
    numbered_style,
)

PREFIX = b"CVP1:"
_MOST_TEXT = 4296
"""Characters of the largest QR code."""
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {character: value for value, character in enumerate(_ALPHABET.encode())}
_CHECK_BYTES = 4
_TEN_DIGITS = re.compile("[0-9A-Fa-f]{10}")


def decode_qr(payload: bytes, election: Election, accepted_hashes: frozenset[str] = frozenset()) -> CodedVotes | Reason:
    """The votes in a QR code that begins with `CVP1:`, or why it is refused. Never raises, whatever the bytes.

    `accepted_hashes` may name, by the ten hex digits of its page codes, another edition whose printouts count.
    """
    try:
        return _decode(payload, election, accepted_hashes)
    except CodeRefused as refused:
        return refused.reason


def elections_accepted(election: Election, accepted_hashes: frozenset[str]) -> frozenset[str]:
    """The ten hex digits, upper case, that may stand for the election: its page codes', and accepted editions'."""
    others = {one.upper() for one in accepted_hashes if _TEN_DIGITS.fullmatch(one)}
    prefix = election.layouts.code_prefix
    return frozenset(others if prefix is None else {prefix.split("/")[1].upper(), *others})


@dataclass(slots=True)
class _Bytes:
    """The bytes not yet read."""

    rest: bytes

    def take(self, count: int) -> bytes:
        if len(self.rest) < count:
            raise damaged("the QR code ends early")
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken

    def number(self, count: int = 1) -> int:
        return int.from_bytes(self.take(count), "big")


def _decode(payload: bytes, election: Election, accepted: frozenset[str]) -> CodedVotes:
    if len(payload) > _MOST_TEXT:
        raise damaged(f"the QR code holds {len(payload)} characters, more than any QR code can")
    content = _checked(base45(payload.removeprefix(PREFIX)))
    digits = content.take(5).hex().upper()
    if digits not in elections_accepted(election, accepted):
        detail = f"the QR code is of election {digits}, which is not this one"
        raise CodeRefused(ReasonCode.OTHER_ELECTION, detail)
    style, precinct = numbered_style(election, content.number(2), content.number(2))
    flags = content.number()
    if flags > 1:
        raise damaged(f"the QR code has flags {flags:#04x}, which version 1 does not know")
    contests = election.contests_of(style)
    if (count := content.number()) != len(contests):
        raise damaged(f"the QR code says that there are {count} contests; the ballot style has {len(contests)}")
    votes = tuple(_contest(content, contest) for contest in contests)
    if content.rest:
        raise damaged(f"the QR code holds {len(content.rest)} bytes after its end")
    return CodedVotes(style, precinct, votes, test=flags == 1)


def base45(text: bytes) -> bytes:
    """The bytes that a Base45 text (RFC 9285) stands for. Raises CodeRefused where it is none."""
    if unknown := [character for character in text if character not in _VALUES]:
        raise damaged(f"the QR code holds a character (byte {unknown[0]}) that Base45 does not have")
    values = [_VALUES[character] for character in text]
    data = bytearray()
    for start in range(0, len(values), 3):
        group = values[start : start + 3]
        number = sum(value * 45**place for place, value in enumerate(group))
        size = len(group) - 1
        if not size or number >= 256**size:
            raise damaged("the QR code's text is not whole Base45")
        data += number.to_bytes(size, "big")
    return bytes(data)


def _checked(data: bytes) -> _Bytes:
    content, check = data[:-_CHECK_BYTES], data[-_CHECK_BYTES:]
    if len(data) < _CHECK_BYTES or zlib.crc32(content) != int.from_bytes(check, "big"):
        raise damaged("the QR code's check sum is wrong")
    return _Bytes(content)


def _contest(content: _Bytes, contest: Contest) -> CodedContest:
    numbers = list(content.take(content.number()))
    if numbers != sorted(set(numbers)):
        raise impossible(contest, "choices twice or out of order")
    if any(not 1 <= number <= len(contest.choices) for number in numbers):
        raise impossible(contest, f"a choice numbered beyond the {len(contest.choices)} there are")
    write_ins = [_name(content, contest) for _ in range(content.number())]
    return coded_contest(contest, [contest.choices[number - 1].id for number in numbers], write_ins)


def _name(content: _Bytes, contest: Contest) -> str:
    length = content.number()
    if not 1 <= length <= MOST_NAME_BYTES:
        raise impossible(contest, f"a write-in of {length} bytes; a name has 1 to {MOST_NAME_BYTES}")
    try:
        name = content.take(length).decode()
    except UnicodeDecodeError:
        raise damaged("the QR code holds a write-in that is not UTF-8") from None
    if name != name.upper() or name != " ".join(name.split()):
        raise damaged("the QR code holds a write-in that is not in upper case with single spaces")
    return name
