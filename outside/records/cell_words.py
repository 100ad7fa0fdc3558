"""Words in tables of cast vote records that no choice bears: a write-in line, and what hides a vote."""

import re

_WRITE_IN = re.compile(r"write[- ]?in\b[\s:]*(.*)", re.IGNORECASE | re.DOTALL)
_HIDDEN = re.compile(r"\*+|x|redacted\b.*", re.IGNORECASE)


def written_in(text: str) -> str | None:
    """Who is written in, empty where nobody is named; None where the text is no write-in line."""
    found = _WRITE_IN.fullmatch(text)
    return found[1].strip() if found else None


def hides(text: str) -> bool:
    """Whether whoever published the file put this in a vote's place."""
    return _HIDDEN.fullmatch(text) is not None
