"""A PDF's pages as words at their places. PDFium works in a process of its own, held to time and memory."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from outside.errors import OutsideFileError
from outside.limits import LIMITS, OutsideLimits

_PROGRAM = Path(__file__).with_name("pdf_process.py")
_UNREADABLE = 3
_AGAIN = "Save the report as a PDF again, from the system that made it."
_EXPECTED = "a report of a few hundred pages"


@dataclass(frozen=True, slots=True)
class PdfWord:
    """A word and its place, in points from the page's lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def pages_of(content: bytes, limits: OutsideLimits = LIMITS) -> tuple[tuple[PdfWord, ...], ...]:
    """The words of each page. Raises OutsideFileError for a PDF that cannot be read within the limits."""
    if len(content) > limits.pdf_bytes:
        raise OutsideFileError(f"a PDF of {len(content):,} bytes", f"at most {limits.pdf_bytes:,}", _AGAIN)
    command = [sys.executable, "-I", str(_PROGRAM)]
    command += map(str, (limits.pages, limits.pdf_seconds, limits.pdf_megabytes))
    try:
        # More than the time that the processor is given: other work may hold it.
        done = subprocess.run(command, input=content, capture_output=True, timeout=4 * limits.pdf_seconds, check=False)
    except subprocess.TimeoutExpired:
        raise OutsideFileError("a PDF that does not come to an end", _EXPECTED, _AGAIN) from None
    if done.returncode == _UNREADABLE:
        raise OutsideFileError(done.stderr.decode("utf-8", errors="replace"), _EXPECTED, _AGAIN)
    if done.returncode != 0:
        raise OutsideFileError("a PDF that broke its reader", _EXPECTED, _AGAIN)
    return tuple(tuple(PdfWord(*word) for word in page) for page in json.loads(done.stdout))
