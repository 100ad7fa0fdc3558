"""Output to whatever reads it: a terminal, a pipe or a file, in any encoding."""

import re
from io import TextIOWrapper
from typing import TextIO

from tabulate.printable import prints, shown

_LINES = re.compile(r"[\n\t]")


def shown_lines(text: str) -> str:
    """Text in lines as a terminal may have it: what would steer it, or turn a line around, is shown as `?`.

    A file's name may hold such characters, and so may what another system wrote.
    """
    if all(map(prints, _LINES.split(text))):
        return text
    return "".join(one if one in "\n\t" else shown(one) for one in text)


def escape_what_cannot_be_shown(*streams: TextIO | None) -> None:
    """From here on, what a stream's encoding has no sign for is written as its number, like `\\u2019`.

    Where output goes is the terminal's or the locale's to say: a candidate's apostrophe, or a file's name that is no
    text at all, must not stop an answer in its middle.
    """
    for stream in streams:
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
