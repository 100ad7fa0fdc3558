"""Scan files that are still being written while their folder is counted.

A file tells by itself that it ends early, and its time of change that this is no old damage. A file of several pages
may look whole after each of them, so it is also asked to have been left in peace for a moment.
"""

import os
import time
from collections.abc import Callable, Sequence

from imaging.pages.folders import ScanFile
from imaging.pages.formats import HEAD_BYTES, DiskBytes, Format, UnreadableScanError, ends_early, tell_format

FRESH_S = 120.0
"""A file that ends early is damaged where it was not changed for so long."""
QUIET_S = 2.0
"""A TIFF that grows page by page was not changed for so long once it is whole."""
AHEAD_S = 300.0
"""The clock of a scanner or server may be ahead by so much."""
PATIENCE_S = 3.0
_LOOK_EVERY_S = 0.25


def arriving(
    files: Sequence[ScanFile],
    now: Callable[[], float] = time.time,
    wait: Callable[[float], None] = time.sleep,
) -> tuple[ScanFile, ...]:
    """Those of the files that are still being written, after some waiting for them."""
    late = [file for file in files if _is_arriving(file, now())]
    waited = 0.0
    while late and waited < PATIENCE_S:
        wait(_LOOK_EVERY_S)
        waited += _LOOK_EVERY_S
        late = [file for file in late if _is_arriving(file, now())]
    return tuple(late)


def _is_arriving(file: ScanFile, now: float) -> bool:
    try:
        state = os.stat(file.path)
        age_s = now - state.st_mtime
        if not -AHEAD_S < age_s < FRESH_S:
            return False
        if state.st_size == 0:
            return True
        source = DiskBytes(file.path, os.open(file.path, os.O_RDONLY | os.O_CLOEXEC), state.st_size)
        return ends_early(source) or (age_s < QUIET_S and _is_tiff(source))
    except (OSError, UnreadableScanError):
        return False


def _is_tiff(source: DiskBytes) -> bool:
    try:
        return tell_format(source.read(0, HEAD_BYTES)) is Format.TIFF
    except UnreadableScanError:
        return False
