"""Output to whatever reads it: a terminal, a pipe or a file, in any encoding."""

from io import TextIOWrapper
from typing import TextIO


def escape_what_cannot_be_shown(*streams: TextIO | None) -> None:
    """From here on, what a stream's encoding has no sign for is written as its number, like `\\u2019`.

    Where output goes is the terminal's or the locale's to say: a candidate's apostrophe, or a file's name that is no
    text at all, must not stop an answer in its middle.
    """
    for stream in streams:
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
