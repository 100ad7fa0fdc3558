"""The two colour planes of a JPEG's stream without its light: the light's codes are stepped over, several at a time."""

import numpy as np
from numpy.typing import NDArray

from kernels.checks import check_array
from kernels.compiled import compiled

CODE_BITS = 16
"""The longest code; tables of codes have a row for whatever so many bits may be."""
STEP_BITS = 13
"""Tables of steps have one for so many: with more bits a step holds more codes, and the table leaves the processor."""
COEFFICIENTS = 64
MOST_BLOCK_WORDS = 64
"""Of 32 bits: a block's codes take at most 64 times 31, whatever they are."""
LIGHT_FIRST, LIGHT_NEXT, COLOUR_FIRST, COLOUR_NEXT = range(4)
"""The rows of codes: the first code of a block of light, its further ones, and those of a block of colour."""
COSINE_BITS = 12
_ANGLES = np.pi / 16 * (2 * np.arange(8)[None, :] + 1) * np.arange(8)[:, None]
COSINES = np.rint(2**COSINE_BITS * np.where(np.arange(8)[:, None] == 0, np.sqrt(0.125), 0.5 * np.cos(_ANGLES))).astype(
    np.int64
)
"""(frequency, place): the cosine transform's waves, in 1/4096."""
_ORDER = sorted(range(64), key=lambda at: (at // 8 + at % 8, at // 8 if (at // 8 + at % 8) % 2 else at % 8))
ZIGZAG = np.array(_ORDER, np.int64)
"""Where in its block, row by row, each coefficient of a stream stands."""
_ZERO, _ONE, _TWO, _FOUR, _FIVE, _SEVEN, _EIGHT = (np.uint64(number) for number in (0, 1, 2, 4, 5, 7, 8))
_15, _31, _32, _64, _255 = (np.uint64(number) for number in (15, 31, 32, 64, 255))
_BLOCK, _END = np.uint64(COEFFICIENTS), np.uint64(16)
_CODE, _STEP = np.uint64(64 - CODE_BITS), np.uint64(64 - STEP_BITS)
_NOWHERE = np.uint64(2**63)
"""Bits are counted without sign: half of the time goes into what signs cost."""


def code_steps(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """What may be stepped over at once, by the next bits.

    codes      uint32 (4, 2 ** CODE_BITS), as `chroma_planes` takes them
    returns    uint32 (3, 2 ** STEP_BITS). Of a block of light, from its first code on and from a later one: the bits,
               plus 256 times the coefficients, plus 65,536 where the block ends. Of two blocks without colour: the
               bits. 0 where nothing fits
    """
    check_array(codes, np.uint32, (4, 1 << CODE_BITS))
    steps = np.zeros((3, 1 << STEP_BITS), np.uint32)
    _code_steps(codes, steps)
    return steps


def chroma_planes(
    codes: NDArray[np.uint32],
    steps: NDArray[np.uint32],
    scan: NDArray[np.uint8],
    quantizers: NDArray[np.int64],
    grid: tuple[int, int],
    light_blocks: int,
    restart: int,
    shape: tuple[int, int],
) -> NDArray[np.uint8]:
    """Decode the colours of a baseline JPEG's only scan: of each unit some blocks of light, one of blue, one of red.

    codes         uint32 (4, 2 ** CODE_BITS), rows as LIGHT_FIRST and so on: for all next bits, 256 times the length of
                  the code they begin with, plus its symbol; 0 where they begin with none
    steps         `code_steps` of the codes
    scan          the bytes after the scan's header, to whatever follows its last
    quantizers    int64 (2, 64), of blue and of red, in the stream's order
    grid          units down and across
    light_blocks  of each unit, at least 1
    restart       units between restart markers, 0 where there are none
    shape         of the planes: the last units' pixels beyond it are left out
    returns       uint8 (2, H, W) of that shape, 128 being no colour; (2, 0, 0) where the scan is not as told, or has
                  another length
    """
    check_array(codes, np.uint32, (4, 1 << CODE_BITS))
    check_array(steps, np.uint32, (3, 1 << STEP_BITS))
    check_array(scan, np.uint8, (None,))
    check_array(quantizers, np.int64, (2, COEFFICIENTS))
    down, across = grid
    if min(grid) < 1 or light_blocks < 1 or restart < 0:
        raise ValueError(f"expected units with blocks of light, found {grid}, {light_blocks}, {restart}")
    if not (8 * down - 8 < shape[0] <= 8 * down and 8 * across - 8 < shape[1] <= 8 * across):
        raise ValueError(f"expected planes that {grid} units fill, found {shape}")
    parts = 1 + ((down * across - 1) // restart if restart else 0)
    words = np.zeros(len(scan) // 4 + (light_blocks + 2) * MOST_BLOCK_WORDS, np.uint64)
    ends = np.zeros(parts, np.uint64)
    planes = np.full((2, *shape), 128, np.uint8)
    if _words_of(scan, words, ends) != parts:
        return np.empty((2, 0, 0), np.uint8)
    units = down * across
    read = _chroma_planes(
        words, ends, codes, steps, quantizers, units, across, light_blocks, restart, COSINES, ZIGZAG, planes
    )
    return planes if read == units else np.empty((2, 0, 0), np.uint8)


@compiled("void(uint32[:, ::1], uint32[:, ::1])")
def _code_steps(codes, steps):  # type: ignore[no-untyped-def]
    bits = np.int64(STEP_BITS)
    for first in range(2):
        for window in range(1 << bits):
            used = coefficients = ended = np.int64(0)
            is_first = first == 0
            while used < bits:
                rest = (window << used) & ((1 << bits) - 1)
                code = np.int64(codes[0 if is_first else 1, rest << (CODE_BITS - bits)])
                taken = (code >> 8) + (code & 15)
                if code == 0 or used + taken > bits:
                    break
                used += taken
                if is_first:
                    is_first = False
                    continue
                if code & 255 == 0:
                    ended = np.int64(1)
                    break
                coefficients += ((code >> 4) & 15) + 1
            steps[first, window] = used + (coefficients << 8) + (ended << 16)
    for window in range(1 << bits):
        used = np.int64(0)
        for row in (COLOUR_FIRST, COLOUR_NEXT, COLOUR_FIRST, COLOUR_NEXT):
            code = np.int64(codes[row, ((window << used) & ((1 << bits) - 1)) << (CODE_BITS - bits)])
            used += code >> 8 if code != 0 and code & 255 == 0 else bits + 1
            if used > bits:
                break
        steps[2, window] = used if used <= bits else 0


@compiled("int64(Array(uint8, 1, 'C', readonly=True), uint64[::1], uint64[::1])")
def _words_of(scan, words, ends):  # type: ignore[no-untyped-def]
    """Fill the stream's words, 64 bits from every 32nd on, and the bits at which its parts end; how many these are."""
    word = count = at = _ZERO
    parts, size = np.int64(0), np.uint64(scan.size)
    while at < size:
        byte = np.uint64(scan[at])
        at += _ONE
        if byte == _255:
            mark = np.int64(scan[at]) if at < size else np.int64(217)
            at += _ONE
            if mark != 0:
                if parts == ends.size:
                    return parts + 1
                ends[parts] = _EIGHT * count
                parts += 1
                if mark < 208 or mark > 215:
                    break
                continue
        word = (word << _EIGHT) | byte
        count += _ONE
        if count & (_FOUR - _ONE) == _ZERO:
            _put_word(words, (count >> _TWO) - _ONE, word)
            word = _ZERO
    if count & (_FOUR - _ONE) != _ZERO:
        _put_word(words, count >> _TWO, word << (_EIGHT * (_FOUR - (count & (_FOUR - _ONE)))))
    return parts


@compiled("void(uint64[::1], uint64, uint64)")
def _put_word(words, at, word):  # type: ignore[no-untyped-def]
    words[at] |= word << _32
    if at > _ZERO:
        words[at - _ONE] |= word


@compiled("uint64(uint64[::1], uint64, uint64)")
def _next_bits(words, at, others):  # type: ignore[no-untyped-def]
    """The bits from a bit on, all 64 but so many others."""
    return (words[at >> _FIVE] << (at & _31)) >> others


@compiled("uint64(uint64[::1], uint64, uint32[:, ::1], uint32[:, ::1], int64)")
def _after_light(words, at, codes, steps, blocks):  # type: ignore[no-untyped-def]
    """The bit after so many blocks of light that begin at a bit; _NOWHERE where they do not stand there."""
    for _ in range(blocks):
        step = np.uint64(steps[_ZERO, _next_bits(words, at, _STEP)])
        place = _ONE + ((step >> _EIGHT) & _255)
        if step != _ZERO and place < _BLOCK:
            at += step & _255
            if step >> _END != _ZERO:
                continue
        else:
            code = np.uint64(codes[_ZERO, _next_bits(words, at, _CODE)])
            if code == _ZERO:
                return _NOWHERE
            at += (code >> _EIGHT) + (code & _15)
            place = _ONE
        while place < _BLOCK:
            step = np.uint64(steps[_ONE, _next_bits(words, at, _STEP)])
            reached = place + ((step >> _EIGHT) & _255)
            if step != _ZERO and reached < _BLOCK:
                at += step & _255
                place = reached
                if step >> _END != _ZERO:
                    break
            else:
                code = np.uint64(codes[_ONE, _next_bits(words, at, _CODE)])
                if code == _ZERO:
                    return _NOWHERE
                at += (code >> _EIGHT) + (code & _15)
                place += ((code >> _FOUR) & _15) + _ONE
                if code & _255 == _ZERO:
                    break
    return at


@compiled("uint64(uint64[::1], uint64, uint32[:, ::1], int64[::1])")
def _read_colour(words, at, codes, block):  # type: ignore[no-untyped-def]
    """Fill a block of colour, in the stream's order, by the bits from a bit on; the bit after it, or _NOWHERE.

    Its last number says how many of the coefficients may be other than 0.
    """
    place, row = _ZERO, np.uint64(COLOUR_FIRST)
    block[: block[COEFFICIENTS]] = 0
    block[COEFFICIENTS] = 1
    while place < _BLOCK:
        code = np.uint64(codes[row, _next_bits(words, at, _CODE)])
        if code == _ZERO:
            return _NOWHERE
        at += code >> _EIGHT
        size = code & _15
        if place > _ZERO:
            if code & _255 == _ZERO:
                break
            place += (code >> _FOUR) & _15
            if place >= _BLOCK:
                return _NOWHERE
        if size > _ZERO:
            value = np.int64(_next_bits(words, at, _64 - size))
            at += size
            block[place] = value if value >> np.int64(size - _ONE) else value - (np.int64(1) << np.int64(size)) + 1
            block[COEFFICIENTS] = place + _ONE
        place += _ONE
        row = np.uint64(COLOUR_NEXT)
    return at


@compiled("void(int64[::1], int64[::1], int64[:, ::1], int64[::1], int64[:, ::1], uint8[:, :])")
def _draw_block(block, quantizer, cosines, zigzag, half, pixels):  # type: ignore[no-untyped-def]
    """Draw a block of coefficients into its eight by eight pixels, or as many of them as there are."""
    known = block[COEFFICIENTS]
    if known == 1:
        pixels[:, :] = min(max(128 + ((block[0] * quantizer[0] + 4) >> 3), 0), 255)
        return
    half[:, :] = 0
    for k in range(known):
        if block[k] != 0:
            row, col = zigzag[k] >> 3, zigzag[k] & 7
            for down in range(8):
                half[down, col] += block[k] * quantizer[k] * cosines[row, down]
    for down in range(pixels.shape[0]):
        for right in range(pixels.shape[1]):
            level = np.int64(1) << (2 * COSINE_BITS - 1)
            for col in range(8):
                level += half[down, col] * cosines[col, right]
            pixels[down, right] = min(max(128 + (level >> (2 * COSINE_BITS)), 0), 255)


@compiled(
    "int64(uint64[::1], uint64[::1], uint32[:, ::1], uint32[:, ::1], int64[:, ::1], int64, int64, int64, int64, "
    "int64[:, ::1], int64[::1], uint8[:, :, ::1])"
)
def _chroma_planes(  # type: ignore[no-untyped-def]
    words, ends, codes, steps, quantizers, units, across, light_blocks, restart, cosines, zigzag, planes
):
    """Draw the planes; how many units were read where the stream was not as told, or one more where it does not end."""
    block, half = np.zeros(COEFFICIENTS + 1, np.int64), np.zeros((8, 8), np.int64)
    levels = np.zeros(2, np.int64)
    at, part = _ZERO, np.int64(0)
    for unit in range(units):
        if restart > 0 and unit > 0 and unit % restart == 0:
            if at + _SEVEN < ends[part]:
                return np.int64(unit)
            at = ends[part]
            part += 1
            levels[:] = 0
        at = _after_light(words, at, codes, steps, light_blocks)
        if at > ends[part]:
            return np.int64(unit)
        if levels[0] == 0 and levels[1] == 0:
            step = np.uint64(steps[2, _next_bits(words, at, _STEP)])
            at += step
            if step != _ZERO and at <= ends[part]:
                continue
        top, left = 8 * (unit // across), 8 * (unit % across)
        for k in range(2):
            at = _read_colour(words, at, codes, block)
            if at > ends[part]:
                return np.int64(unit)
            levels[k] += block[0]
            block[0] = levels[k]
            if block[0] != 0 or block[COEFFICIENTS] > 1:
                pixels = planes[k, top : top + 8, left : left + 8]
                _draw_block(block, quantizers[k], cosines, zigzag, half, pixels)
    return np.int64(units + 1 if at + _SEVEN < ends[part] else units)
