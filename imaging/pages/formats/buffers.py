"""Memory for decoded pages, used again once nothing looks at the page any more.

Fresh memory of a page's size comes from the system in small pieces, each cleared when it is first written to. Without
this, G4 takes 4 to 18% longer to decode, JPEG in a TIFF 4 to 11%, a plain TIFF 40%; JPEG and PNG take as long.
"""

from collections import deque

import numpy as np
from numpy.typing import NDArray

from imaging.pages.formats.raster import Gray

_KEPT = 8
"""Pieces that wait for their next page: two sheets for each of two threads."""
_LARGEST_KEPT_BYTES = 20_000_000
"""A ballot of 8.5 x 22 inches at 300 dpi; what is larger is rare, and given back to the system."""
_STEP_BYTES = 1 << 20
"""Pages of one batch differ by a few rows; their memory does not."""

_Pieces = deque[NDArray[np.uint8]]


class _Loan:
    """Lends a piece of memory to an array and to all that is cut from it; the last of them to go gives it back."""

    __slots__ = ("__array_interface__", "_free", "_piece")

    def __init__(self, piece: NDArray[np.uint8], shape: tuple[int, int], free: _Pieces) -> None:
        self._piece, self._free = piece, free
        self.__array_interface__ = {
            "shape": shape,
            "typestr": "|u1",
            "data": piece.__array_interface__["data"],
            "version": 3,
        }

    def __del__(self) -> None:
        # May be called at any moment, by any thread: a deque needs no lock, and drops its oldest piece when it is full.
        if self._piece.size <= _LARGEST_KEPT_BYTES:
            self._free.append(self._piece)


class PageBuffers:
    """Hands out pages to be decoded into. Safe to use from several threads."""

    def __init__(self) -> None:
        """Begin with no memory."""
        self._free: _Pieces = deque(maxlen=_KEPT)

    def page(self, height_px: int, width_px: int) -> Gray:
        """A page of (H, W) uint8 in C order that nobody else has. What it holds is left over: fill all of it."""
        size = height_px * width_px
        piece = self._kept(size)
        if piece is None:
            piece = np.empty(-(-size // _STEP_BYTES) * _STEP_BYTES, np.uint8)
        return np.asarray(_Loan(piece, (height_px, width_px), self._free))

    def _kept(self, size: int) -> NDArray[np.uint8] | None:
        """A free piece of that size that is not twice too large; the one used last, as it may still be in the cache."""
        for _ in range(len(self._free)):
            try:
                piece = self._free.pop()
            except IndexError:
                return None
            if size <= piece.size <= 2 * size + _STEP_BYTES:
                return piece
            self._free.appendleft(piece)
        return None


PAGES = PageBuffers()
"""The pages of this process: one store, since a page outlives its file and goes on to other threads. It holds nothing
that could be asked for, so no test has to empty it."""
