"""The barcodes of a device printout, made as tabulate/PRINTOUT_CODE.md says and from that page alone."""

from dataclasses import dataclass
from zlib import crc32

from tabulate.election import Election
from test_ballots.errors import TestBallotError
from test_ballots.printouts.votes import Votes, contests_of

MOST_CHOICES_A_LINE = 11
_HEADER = "CVP1:"
_LINES_OF = "71"
_BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_MOST_IN_LINES = 99


@dataclass(frozen=True, slots=True)
class NumberedContest:
    """A contest in numbers. Nothing keeps it from being impossible: that is what some test printouts are."""

    choices: tuple[int, ...] = ()
    """From 1 in the definition's order."""
    write_ins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodedBallot:
    """What the codes of one printout hold."""

    election: bytes
    """Five bytes."""
    style: int
    """From 1 in the definition's order, as the precinct."""
    precinct: int
    contests: tuple[NumberedContest, ...]
    """In the ballot style's order."""
    test: bool = False


def coded_ballot(election: Election, card: int, votes: Votes, test: bool = False) -> CodedBallot:
    """Number the votes of the card with this index. Raises TestBallotError where the card has no page code."""
    printed = election.cards[card]
    prefix = election.layouts.code_prefix
    if prefix is None or printed.precinct is None:
        raise TestBallotError(f"Card {printed.id} has no page code, which names its election: no printout of it.")
    styles = [style.id for style in election.ballot_styles]
    precincts = [precinct.id for precinct in election.precincts]
    return CodedBallot(
        bytes.fromhex(prefix.split("/")[1]),
        styles.index(printed.ballot_style) + 1,
        precincts.index(printed.precinct) + 1,
        tuple(
            NumberedContest(
                tuple(n for n, choice in enumerate(contest.choices, 1) if choice.id in chosen.choices),
                chosen.write_ins,
            )
            for contest, chosen in zip(contests_of(election, card), votes, strict=True)
        ),
        test,
    )


def qr_text(ballot: CodedBallot) -> str:
    """The text of the QR code."""
    return text_of(sealed(ballot))


def text_of(data: bytes) -> str:
    """The text of a QR code that holds these bytes, whatever they are."""
    return _HEADER + base45(data)


def sealed(ballot: CodedBallot) -> bytes:
    """The payload and its checksum."""
    body = payload(ballot)
    return body + crc32(body).to_bytes(4, "big")


def payload(ballot: CodedBallot) -> bytes:
    """The bytes that the checksum covers."""
    parts = [
        ballot.election,
        ballot.style.to_bytes(2, "big"),
        ballot.precinct.to_bytes(2, "big"),
        bytes([int(ballot.test), len(ballot.contests)]),
    ]
    for contest in ballot.contests:
        parts.append(bytes([len(contest.choices), *contest.choices, len(contest.write_ins)]))
        for name in contest.write_ins:
            written = name.encode()
            parts.append(bytes([len(written)]) + written)
    return b"".join(parts)


def base45(data: bytes) -> str:
    """Base45 of RFC 9285: two bytes become three characters, a last single byte two; the smallest digit first."""
    text = []
    for start in range(0, len(data), 2):
        pair = data[start : start + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            number, digit = divmod(number, 45)
            text.append(_BASE45[digit])
    return "".join(text)


def code_128_lines(ballot: CodedBallot, most_a_line: int = MOST_CHOICES_A_LINE) -> tuple[str, ...]:
    """The digits of each Code 128 line, from the top down; none where a number does not fit into two digits."""
    numbers = [choice for contest in ballot.contests for choice in contest.choices]
    if len(ballot.contests) > _MOST_IN_LINES or max(numbers, default=0) > _MOST_IN_LINES:
        return ()
    made = [
        f"{number:02d}{choice:02d}"
        for number, contest in enumerate(ballot.contests, 1)
        for choice in (*contest.choices, *(0 for _ in contest.write_ins))
    ]
    shares = [made[start : start + most_a_line] for start in range(0, len(made), most_a_line)] or [[]]
    if len(shares) > _MOST_IN_LINES:
        return ()
    election = int.from_bytes(ballot.election, "big") % 1_000_000
    heads = (f"{_LINES_OF}{number:02d}{len(shares):02d}{election:06d}" for number in range(1, len(shares) + 1))
    return tuple(_checked(head + "".join(share)) for head, share in zip(heads, shares, strict=True))


def _checked(digits: str) -> str:
    return f"{digits}{sum(place * int(digit) for place, digit in enumerate(digits, 1)) % 97:02d}"
