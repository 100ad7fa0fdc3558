"""The code of VotingWorks' device printouts, `VX` version 2 (2021 to 2023), decoded strictly.

A stream of bits: mark, the first ten bytes of the definition file's SHA-256, the ballot's configuration, and the votes.
"""

import base64
import binascii
import string

from imaging.sheets import Reason, ReasonCode
from tabulate.election import BallotStyle, Contest, ContestKind, Election, PrecinctId
from tabulate.printouts.bits import Bits
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

MARK = b"VX"
_VERSION = 2
_TEXT_MARK = base64.b64encode(MARK + b"\0")[:3]
_MOST_BYTES = 4096
_HASH_DIGITS = 20
_MOST_BALLOT_TYPE = 15
_BALLOT_TYPES = 3
"""Standard, absentee, provisional."""
_LETTERS = string.ascii_uppercase + " '\"-.,"


def is_votingworks(payload: bytes) -> bool:
    """Whether a QR code's bytes are meant as this format, whole or not: raw, or as base64 text."""
    return payload.startswith((MARK, _TEXT_MARK))


def decode_votingworks(
    payload: bytes, election: Election, accepted_hashes: frozenset[str] = frozenset()
) -> CodedVotes | Reason:
    """The votes in a `VX` code, or why it is refused. Never raises, whatever the bytes.

    `accepted_hashes` names, in hex by 20 digits or more, other editions of the definition whose printouts count.
    """
    try:
        return _decode(_bytes(payload), election, accepted_hashes)
    except CodeRefused as refused:
        return refused.reason


def _bytes(payload: bytes) -> bytes:
    if len(payload) > _MOST_BYTES:
        raise damaged(f"the QR code holds {len(payload)} bytes, more than any QR code can")
    if payload.startswith(MARK):
        return payload
    try:
        data = base64.b64decode(payload, validate=True)
    except (binascii.Error, ValueError):
        raise damaged("the QR code's text is not whole base64") from None
    if base64.b64encode(data) != payload or not data.startswith(MARK):
        raise damaged("the QR code's text is not base64 as VotingWorks writes it")
    return data


def _decode(data: bytes, election: Election, accepted: frozenset[str]) -> CodedVotes:
    if election.layouts.code_prefix is not None:
        raise CodeRefused(ReasonCode.OTHER_ELECTION, "the barcode belongs to an election defined by VotingWorks")
    bits = Bits(data)
    bits.take(8 * len(MARK))
    if (version := bits.take(8)) != _VERSION:
        raise damaged(f"the QR code is of VX version {version}; version {_VERSION} can be read")
    edition = f"{bits.take(4 * _HASH_DIGITS):0{_HASH_DIGITS}x}"
    counts = bits.take(8), bits.take(8), bits.take(8)
    _check_edition(edition, counts, election, accepted)
    style, precinct = _style(bits, election)
    test = bool(bits.take(1))
    if bits.up_to(_MOST_BALLOT_TYPE) >= _BALLOT_TYPES:
        raise damaged("the QR code names a type of ballot that does not exist")
    if bits.take(1):  # a ballot's id: skipped, and kept nowhere
        _skip_id(bits)
    votes = _votes(bits, election.contests_of(style))
    bits.end()
    return CodedVotes(style, precinct, votes, test)


def _check_edition(edition: str, counts: tuple[int, int, int], election: Election, accepted: frozenset[str]) -> None:
    own = election.definition_sha256[:_HASH_DIGITS]
    printed = {contest.part_of or contest.id for contest in election.contests}
    expected = len(election.precincts), len(election.ballot_styles), len(printed)
    if counts != expected:
        words = "{} precincts, {} ballot styles and {} contests"
        detail = f"the barcode is of an election with {words.format(*counts)}; this one has {words.format(*expected)}"
        raise CodeRefused(ReasonCode.OTHER_ELECTION, detail)
    others = {one.lower()[:_HASH_DIGITS] for one in accepted if len(one) >= _HASH_DIGITS}
    if edition != own and edition not in others:
        detail = f"the barcode is of edition {edition} of the definition, or of another election; this is {own}"
        raise CodeRefused(ReasonCode.OTHER_EDITION, detail)


def _style(bits: Bits, election: Election) -> tuple[BallotStyle, PrecinctId]:
    precinct = bits.up_to(len(election.precincts) - 1)
    style = bits.up_to(len(election.ballot_styles) - 1)
    return numbered_style(election, style + 1, precinct + 1)


def _skip_id(bits: Bits) -> None:
    data = bytes(bits.take(8) for _ in range(bits.take(8)))
    try:
        data.decode()
    except UnicodeDecodeError:
        raise damaged("the QR code holds a ballot id that is not UTF-8") from None


def _votes(bits: Bits, contests: tuple[Contest, ...]) -> tuple[CodedContest, ...]:
    voted = [bool(bits.take(1)) for _ in contests]
    return tuple(
        _contest(bits, contest) if given else CodedContest(contest.id, (), ())
        for contest, given in zip(contests, voted, strict=True)
    )


def _contest(bits: Bits, contest: Contest) -> CodedContest:
    if contest.kind is not ContestKind.CANDIDATE:
        yes, no = contest.choices
        return CodedContest(contest.id, (yes.id if bits.take(1) else no.id,), ())
    chosen = [choice.id for choice in contest.choices if bits.take(1)]
    names = _names(bits, contest, contest.seats - len(chosen))
    if not chosen and not names:
        raise impossible(contest, "a vote for nobody")
    return coded_contest(contest, chosen, names)


def _names(bits: Bits, contest: Contest, most: int) -> list[str]:
    if not contest.write_ins or most < 1:
        return []
    return [_name(bits) for _ in range(bits.up_to(most))]


def _name(bits: Bits) -> str:
    return "".join(_LETTERS[bits.take(5)] for _ in range(bits.up_to(MOST_NAME_BYTES)))
