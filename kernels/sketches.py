"""Sheets of one card in one number a mark: which of very many may show the ink of another, looked through in a loop."""

import numpy as np
from numpy.typing import NDArray

from kernels.checks import check_array
from kernels.compiled import compiled

HEAD_MARKS, HEAD_WORDS = 4, 3
"""The signs of a sheet's first four marks take three numbers."""


def alike_sheets(
    own: NDArray[np.int64],
    own_targets: NDArray[np.int64],
    sketches: NDArray[np.int64],
    starts: NDArray[np.int64],
    targets: NDArray[np.int64],
    heads: NDArray[np.uint64],
    least_permille: int,
) -> NDArray[np.int64]:
    """Find, among sheets sketched in one number a mark, those that may show the ink of one's own.

    A sketch's lower 48 bits are the signs of a mark's shape, the bits above are the target's number; a sheet's are in
    order of number. A sheet is found if two thirds of the marks of whichever has more are at the same targets, and of
    the bits there at least `least_permille` are equal; it is passed over early where, of its first four such marks or
    more, 60 permille less are. Where both have the same targets, the heads alone say so of nearly all: they lie close
    together in memory, and reading that is most of the work.

    own          int64 (M,): the marks of the sheet that is asked about
    own_targets  int64 (W,): its marked targets, 48 in each number's lower bits
    sketches     int64 (S,): all sheets' marks, one sheet after the other
    starts       int64 (N + 1,): where each sheet's marks begin, and the end of the last
    targets      int64 (N, W): all sheets' marked targets
    heads        uint64 (N, 3): of all sheets, as `targets_and_heads` gives them
    returns      int64 (F,): the places, from 0, of the sheets found
    """
    for numbers in (own, own_targets):
        check_array(numbers, np.int64, (None,))
    _check_sheets(sketches, starts)
    check_array(targets, np.int64, (len(starts) - 1, len(own_targets)))
    check_array(heads, np.uint64, (len(targets), HEAD_WORDS))
    found = np.empty(len(targets), np.int64)
    _, own_head = targets_and_heads(own, np.array([0, len(own)]), 1)
    # counting bits multiplies past the end of a number, on purpose
    with np.errstate(over="ignore"):
        count = _alike_sheets(own, own_targets, own_head[0], sketches, starts, targets, heads, least_permille, found)
    return found[:count]


def targets_and_heads(
    sketches: NDArray[np.int64], starts: NDArray[np.int64], words: int
) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """What `alike_sheets` looks at first of each sheet: its marked targets, and the signs of its first four marks.

    sketches, starts  as `alike_sheets` has them
    words             how many numbers the targets take; a target is counted from 1
    returns           int64 (N, W): 48 targets in each number, its lowest bit the first, those that do not fit left out;
                      uint64 (N, 3): 192 bits, the first mark's 48 lowest; zeros where a sheet has fewer than four
    """
    _check_sheets(sketches, starts)
    if words < 1:
        raise ValueError("expected at least one number for the targets")
    targets = np.zeros((len(starts) - 1, words), np.int64)
    heads = np.zeros((len(starts) - 1, HEAD_WORDS), np.uint64)
    _targets_and_heads(sketches, starts, targets, heads)
    return targets, heads


def _check_sheets(sketches: NDArray[np.int64], starts: NDArray[np.int64]) -> None:
    check_array(sketches, np.int64, (None,))
    check_array(starts, np.int64, (None,))
    if not len(starts) or starts[0] < 0 or starts[-1] > len(sketches) or (starts[1:] < starts[:-1]).any():
        raise ValueError("expected ascending starts within the sketches, and an end")


@compiled("void(int64[::1], int64[::1], int64[:, ::1], uint64[:, ::1])")
def _targets_and_heads(sketches, starts, targets, heads):  # type: ignore[no-untyped-def]
    for sheet in range(targets.shape[0]):
        first, end = starts[sheet], starts[sheet + 1]
        for mark in range(first, end):
            place = (sketches[mark] >> 48) - 1
            if 0 <= place < 48 * targets.shape[1]:
                targets[sheet, place // 48] |= np.int64(1) << (place % 48)
        if end - first >= HEAD_MARKS:
            for word in range(HEAD_WORDS):
                low = np.uint64(sketches[first + word] & 0xFFFFFFFFFFFF) >> np.uint64(16 * word)
                high = np.uint64(sketches[first + word + 1] & 0xFFFFFFFFFFFF) << np.uint64(48 - 16 * word)
                heads[sheet, word] = low | high


@compiled("int64(uint64)")
def _bits_set(bits):  # type: ignore[no-untyped-def]
    """How many bits are set; compilers know this form, and put the processor's own instruction in its place."""
    bits = bits - ((bits >> np.uint64(1)) & np.uint64(0x5555555555555555))
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((bits * np.uint64(0x0101010101010101)) >> np.uint64(56))


@compiled("int64(int64, int64)")
def _equal_signs(one, other):  # type: ignore[no-untyped-def]
    """How many of the 48 signs of two marks are equal."""
    return 48 - _bits_set(np.uint64((one ^ other) & 0xFFFFFFFFFFFF))


@compiled("boolean(int64[::1], int64[::1], int64, int64, int64)")
def _may_be_alike(own, sketches, first, end, least):  # type: ignore[no-untyped-def]
    """Whether enough of the bits at the targets that both sheets marked are equal."""
    common = equal = i = np.int64(0)
    j = first
    while i < own.shape[0] and j < end:
        here, there = own[i] >> 48, sketches[j] >> 48
        if here == there:
            common += 1
            equal += _equal_signs(own[i], sketches[j])
            if common >= 4 and 1000 * equal < (least - 60) * 48 * common:
                return False
        i += here <= there
        j += there <= here
    return 1000 * equal >= least * 48 * common


@compiled(
    "int64(int64[::1], int64[::1], uint64[::1], int64[::1], int64[::1], int64[:, ::1], uint64[:, ::1], int64, "
    "int64[::1])"
)
def _alike_sheets(own, own_targets, head, sketches, starts, targets, heads, least, found):  # type: ignore[no-untyped-def]
    marks = own.shape[0]
    most_differing = 192 - (192 * (least - 60) + 999) // 1000
    count = 0
    for sheet in range(targets.shape[0]):
        common = others = np.int64(0)
        for word in range(own_targets.shape[0]):
            common += _bits_set(np.uint64(own_targets[word] & targets[sheet, word]))
            others |= own_targets[word] ^ targets[sheet, word]
        if common == 0 or 3 * common < 2 * marks:
            continue
        if others == 0 and marks >= HEAD_MARKS:
            differing = np.int64(0)
            for word in range(HEAD_WORDS):
                differing += _bits_set(head[word] ^ heads[sheet, word])
            if differing > most_differing:
                continue
        first, end = starts[sheet], starts[sheet + 1]
        if 3 * common >= 2 * (end - first) and _may_be_alike(own, sketches, first, end, least):
            found[count] = sheet
            count += 1
    return count
