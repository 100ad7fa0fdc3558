"""Plain twins of the kernels that read a JPEG's colours: bit by bit."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from kernels.jpeg_chroma import CODE_BITS, COSINE_BITS, COSINES, STEP_BITS, ZIGZAG

Codes = NDArray[np.uint32]
NOTHING = np.empty((2, 0, 0), np.uint8)


class WrongStreamError(Exception):
    """The bits are none of such a stream."""


class Bits:
    """The bits of one part of a stream."""

    def __init__(self, bits: str) -> None:
        self.left = bits

    def take(self, count: int) -> str:
        if count > len(self.left):
            raise WrongStreamError
        taken, self.left = self.left[:count], self.left[count:]
        return taken

    def symbol(self, codes: Codes) -> int:
        length, symbol = divmod(int(codes[int(self.left[:CODE_BITS].ljust(CODE_BITS, "0"), 2)]), 256)
        if length == 0:
            raise WrongStreamError
        self.take(length)
        return symbol

    def number(self, size: int) -> int:
        """A number as JPEG writes it: the negative ones begin with 0."""
        if size == 0:
            return 0
        taken = self.take(size)
        return int(taken, 2) - (0 if taken[0] == "1" else 2**size - 1)


def code_steps(codes: Codes) -> Codes:
    windows = [f"{window:0{STEP_BITS}b}" for window in range(1 << STEP_BITS)]
    light = [[_step(Bits(bits), codes[first:2]) for bits in windows] for first in (0, 1)]
    return np.array([*light, [_without_colour(Bits(bits), codes[2:]) for bits in windows]], np.uint32)


def _step(bits: Bits, codes: Codes) -> int:
    left, coefficients, first = bits.left, 0, len(codes) == 2
    try:
        while True:
            symbol = bits.symbol(codes[0] if first else codes[-1])
            bits.take(symbol % 16)
            left = bits.left
            if not first and symbol == 0:
                return STEP_BITS - len(left) + 256 * coefficients + 65536
            coefficients += 0 if first else symbol // 16 + 1
            first = False
    except WrongStreamError:
        return STEP_BITS - len(left) + 256 * coefficients


def _without_colour(bits: Bits, codes: Codes) -> int:
    try:
        symbols = [bits.symbol(codes[row]) for row in (0, 1, 0, 1)]
    except WrongStreamError:
        return 0
    return 0 if any(symbols) else STEP_BITS - len(bits.left)


def chroma_planes(
    codes: Codes,
    steps: Codes,
    scan: NDArray[np.uint8],
    quantizers: NDArray[np.int64],
    grid: tuple[int, int],
    light_blocks: int,
    restart: int,
    shape: tuple[int, int],
) -> NDArray[np.uint8]:
    try:
        blocks = list(_blocks(codes, bytes(scan), grid[0] * grid[1], light_blocks, restart))
    except WrongStreamError:
        return NOTHING
    planes = np.zeros((2, 8 * grid[0], 8 * grid[1]), np.uint8)
    for place, block in enumerate(blocks):
        unit, plane = divmod(place, 2)
        top, left = 8 * (unit // grid[1]), 8 * (unit % grid[1])
        planes[plane, top : top + 8, left : left + 8] = _pixels(block * quantizers[plane])
    return planes[:, : shape[0], : shape[1]].copy()


def _blocks(codes: Codes, scan: bytes, units: int, light_blocks: int, restart: int) -> Iterator[NDArray[np.int64]]:
    parts = _parts(scan)
    if len(parts) != 1 + ((units - 1) // restart if restart else 0):
        raise WrongStreamError
    for part, bits in enumerate(parts):
        levels = [0, 0]
        for _ in range(min(restart, units - part * restart) if restart else units):
            for _ in range(light_blocks):
                _pass_over(bits, codes)
            for plane in (0, 1):
                block = _colour(bits, codes)
                levels[plane] += int(block[0])
                block[0] = levels[plane]
                yield block
        if len(bits.left) > 7:
            raise WrongStreamError


def _parts(scan: bytes) -> list[Bits]:
    parts, bytes_read = [], bytearray()
    places = iter([*scan, *((0xFF, 0xD9) if scan[-1:] == b"\xff" else ())])
    for byte in places:
        mark = next(places) if byte == 0xFF else 0
        if byte != 0xFF or mark == 0:
            bytes_read.append(byte)
            continue
        parts.append(Bits("".join(f"{one:08b}" for one in bytes_read)))
        bytes_read.clear()
        if not 0xD0 <= mark <= 0xD7:
            break
    return parts


def _pass_over(bits: Bits, codes: Codes) -> None:
    bits.take(bits.symbol(codes[0]) % 16)
    place = 1
    while place < 64 and (symbol := bits.symbol(codes[1])) != 0:
        bits.take(symbol % 16)
        place += symbol // 16 + 1


def _colour(bits: Bits, codes: Codes) -> NDArray[np.int64]:
    block = np.zeros(64, np.int64)
    block[0] = bits.number(bits.symbol(codes[2]) % 16)
    place = 1
    while place < 64 and (symbol := bits.symbol(codes[3])) != 0:
        place += symbol // 16
        if place > 63:
            raise WrongStreamError
        block[place] = bits.number(symbol % 16)
        place += 1
    return block


def _pixels(block: NDArray[np.int64]) -> NDArray[np.uint8]:
    if not block[1:].any():
        return np.full((8, 8), np.clip(128 + (block[0] + 4) // 8, 0, 255), np.uint8)
    square = np.zeros(64, np.int64)
    square[ZIGZAG] = block
    levels: NDArray[np.int64] = COSINES.T @ square.reshape(8, 8) @ COSINES
    half = 1 << (2 * COSINE_BITS - 1)
    return np.asarray(np.clip(128 + ((levels + half) >> (2 * COSINE_BITS)), 0, 255), np.uint8)
