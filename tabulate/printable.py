"""What can be printed: the one rule for names and words that people type, and for texts that a file brings."""

from unicodedata import category

_UNSHOWN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Kinds of characters that steer a screen, turn or part a line, stand for bytes or for nothing."""
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Names in some scripts are written with these, so they may stand among letters."""
_BLANKS = "\N{HANGUL CHOSEONG FILLER}\N{HANGUL JUNGSEONG FILLER}\N{HANGUL FILLER}\N{HALFWIDTH HANGUL FILLER}" + (
    "\N{BRAILLE PATTERN BLANK}"
)
"""Counted among letters and signs, and printed as nothing."""
_INK = ("L", "N", "P", "S")


def prints(text: str) -> bool:
    """Whether every character of it can be printed on a line: letters, figures, signs, blanks of any width."""
    return (text.isascii() and text.isprintable()) or all(_prints(one) for one in text)


def _prints(letter: str) -> bool:
    return letter in _JOINERS or category(letter) not in _UNSHOWN


def says_something(text: str) -> bool:
    """Whether it can be printed, and something of it is seen: blanks and joiners alone are no name and no reason."""
    return prints(text) and any(category(one)[0] in _INK and one not in _BLANKS for one in text)


def shown(text: str) -> str:
    """The text with ? in place of each character that cannot be printed."""
    return "".join(one if _prints(one) else "?" for one in text)


def folded_words(text: str) -> str:
    """The form by which two names, or other words that people type, are the same: `Ann Ash` and `ann  ASH` are."""
    return " ".join(text.split()).casefold()
