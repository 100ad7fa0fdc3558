"""Which format a file is, by its content and never by its name."""

from outside.errors import OutsideFileError, UnknownFormatError
from outside.families import FORMATS, FormatReader
from outside.opening import OpenedFile


def recognised(file: OpenedFile) -> FormatReader:
    """The one format that knows this file. Raises OutsideFileError where none does, or more than one."""
    knowing = [one for one in FORMATS if one.knows(file)]
    if not knowing:
        raise UnknownFormatError(
            "a file that none of the known formats describes",
            "one of: " + ", ".join(one.format.words for one in FORMATS),
            "Export it as one of these, or write its figures in the columns that docs/outside.md shows.",
        )
    if len(knowing) > 1:
        names = " and ".join(one.format.words for one in knowing)
        raise OutsideFileError(f"what could be {names}", "one alone", "Export it again, and do not change it by hand.")
    return knowing[0]
