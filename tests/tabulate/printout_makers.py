"""Printouts made by hand: codes as the formats' pages say, bit by bit, and blocks of words."""

import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from imaging.sheets import ImageSource, PrintedBlock, PrintedCode, PrintedLine, ReadPrintout, Symbology
from tabulate.definitions import parse_definition
from tabulate.election import Election
from tests.tabulate.definitions_data import as_bytes, canvass_document, votingworks_document

BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
BOTH = ("zbar", "zxing")


def canvass_election(**changes: Any) -> Election:
    """Style 1: commissioner (2 of ames, burke, a write-in), justice (yes, no), levy (for, against)."""
    return parse_definition(as_bytes(canvass_document() | changes))


def votingworks_election(**changes: Any) -> Election:
    """Style s in p1 and p2: mayor (ames, burke, a write-in), bond (yes, no), zoo-either, zoo-pick."""
    return parse_definition(as_bytes(votingworks_document() | changes))


def election_bytes(election: Election) -> bytes:
    assert election.layouts.code_prefix is not None
    return bytes.fromhex(election.layouts.code_prefix.split("/")[1])


def checked(content: bytes) -> bytes:
    return content + zlib.crc32(content).to_bytes(4, "big")


def qr_text(data: bytes) -> bytes:
    """`CVP1:` and the Base45 of the data."""
    text = ""
    for start in range(0, len(data), 2):
        pair = data[start : start + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            text += BASE45[number % 45]
            number //= 45
    return b"CVP1:" + text.encode()


def qr_of(
    election: Election,
    contests: Sequence[tuple[Sequence[int], Sequence[str]]],
    style: int = 1,
    precinct: int = 1,
    flags: int = 0,
) -> bytes:
    """Our QR code of choices by number and names, contest by contest."""
    content = election_bytes(election) + style.to_bytes(2, "big") + precinct.to_bytes(2, "big")
    content += bytes([flags, len(contests)])
    for choices, names in contests:
        content += bytes([len(choices), *choices, len(names)])
        content += b"".join(bytes([len(name.encode())]) + name.encode() for name in names)
    return qr_text(checked(content))


def line_of(election: Election, pairs: Iterable[tuple[int, int]], number: int = 1, lines: int = 1) -> bytes:
    """Our Code 128 line of pairs of contest and choice."""
    of_election = int.from_bytes(election_bytes(election), "big") % 1_000_000
    body = f"71{number:02}{lines:02}{of_election:06}" + "".join(f"{one:02}{other:02}" for one, other in pairs)
    check = sum((place + 1) * int(digit) for place, digit in enumerate(body)) % 97
    return f"{body}{check:02}".encode()


def packed(*fields: tuple[int, int]) -> bytes:
    """Numbers in so many bits each, most significant first, the last byte filled with zeros."""
    text = "".join(f"{number:0{bits}b}" for number, bits in fields)
    return bytes(int(text[start : start + 8].ljust(8, "0"), 2) for start in range(0, len(text), 8))


def vx_head(election: Election, counts: tuple[int, int, int], test: int = 0) -> list[tuple[int, int]]:
    """A `VX` code as far as the votes: the first precinct and style, each in one bit."""
    head = [(ord("V"), 8), (ord("X"), 8), (2, 8), (int(election.definition_sha256[:20], 16), 80)]
    head += [(count, 8) for count in counts]
    return [*head, (0, 1), (0, 1), (test, 1), (0, 4), (0, 1)]


def qr(payload: bytes, decoders: tuple[str, ...] = BOTH, row: int = 100) -> PrintedCode:
    return PrintedCode(Symbology.QR, payload.hex(), decoders, row, 900)


def linear(payload: bytes, decoders: tuple[str, ...] = BOTH, row: int = 300) -> PrintedCode:
    return PrintedCode(Symbology.CODE_128, payload.hex(), decoders, row, 900)


def block(*texts: str) -> PrintedBlock:
    return PrintedBlock(
        tuple(PrintedLine(text, 90, 40 * row, 40 * row + 30, 50, 800, 90) for row, text in enumerate(texts))
    )


def printout(codes: Sequence[PrintedCode], blocks: Sequence[PrintedBlock] = ()) -> ReadPrintout:
    return ReadPrintout(1, ImageSource("printout.png", 1, "0" * 64), False, tuple(codes), tuple(blocks))
