"""What stops the reading of another system's file. Messages say what, where, what was expected, what to do.

OutsideFileError        a file that cannot be read, or not in one way alone; nothing of it was used
└── UnknownFormatError  a file that is of none of the formats that Canvass reads
NotMappedError          names or figures of a file that have no place in the definition, all of them
"""


class OutsideFileError(Exception):
    """A file that cannot be read, or not in one way alone; nothing of it was used."""

    def __init__(self, found: str, expected: str, remedy: str, where: str = "", file: str = "") -> None:
        """`where` is a page, row, line or cell; `file` the name people gave. The remedy is a whole sentence."""
        self.found, self.expected, self.remedy, self.where, self.file = found, expected, remedy, where, file
        place = ", ".join(part for part in (file, where) if part)
        super().__init__(f"{place}{': ' if place else ''}found {found}; expected {expected}. {remedy}")

    def of(self, file: str) -> "OutsideFileError":
        """The same, with the file's name where it has none yet."""
        return type(self)(self.found, self.expected, self.remedy, self.where, self.file or file)


class UnknownFormatError(OutsideFileError):
    """A file that is of none of the formats that Canvass reads."""


class NotMappedError(Exception):
    """Figures of a file that cannot be said in the definition's terms; nothing of them was used."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        """All problems at once, each a sentence for people."""
        self.problems = problems
        super().__init__("\n".join(problems))
