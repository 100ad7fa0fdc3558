"""The words by which names tell a sheet's two sides apart, as scanners' programs write them in several languages."""

import re
import unicodedata
from pathlib import PurePath

SIDE_WORDS = (
    ("front", "back"),
    ("recto", "verso"),
    ("front", "rear"),
    ("face", "rear"),
    ("obverse", "reverse"),
    ("top", "bottom"),
    ("upper", "lower"),
    ("odd", "even"),
    ("vorderseite", "rückseite"),
    ("vorderseite", "rueckseite"),
    ("vorderseite", "ruckseite"),
    ("vorne", "hinten"),
    ("vorn", "hinten"),
    ("avant", "arrière"),
    ("avant", "arriere"),
    ("endroit", "envers"),
    ("anverso", "reverso"),
    ("frente", "reverso"),
    ("frente", "dorso"),
    ("frente", "verso"),
    ("delante", "detrás"),
    ("delante", "detras"),
    ("fronte", "retro"),
    ("voorkant", "achterkant"),
    ("voorzijde", "achterzijde"),
    ("framsida", "baksida"),
    ("forside", "bagside"),
    ("forside", "bakside"),
    ("etupuoli", "takapuoli"),
    ("awers", "rewers"),
    ("przód", "tył"),
    ("przod", "tyl"),
    ("líc", "rub"),
    ("лицо", "оборот"),
    ("лицевая", "оборотная"),
    ("正面", "反面"),
    ("正面", "背面"),
    ("正", "反"),
    ("正", "背"),
    ("表面", "裏面"),
    ("表", "裏"),
    ("앞면", "뒷면"),
    ("앞", "뒤"),
)
"""The first side's word, and the other's."""
PAIRS_OF_WORDS = frozenset(frozenset(pair) for pair in SIDE_WORDS)
_ALL = sorted({word for pair in SIDE_WORDS for word in pair}, key=lambda word: (-len(word), word))
_LETTER = "[a-zà-ɏа-яё]"
"""A word of letters stands by itself; signs of Chinese, Japanese and Korean stand among others."""
ONE_SIDE_WORD = "|".join(rf"(?<!{_LETTER}){word}(?!{_LETTER})" if re.match(_LETTER, word) else word for word in _ALL)
"""A pattern of any of the words."""
_WORD = re.compile(f"({ONE_SIDE_WORD})")


def plain_stem(name: str) -> str:
    """A name without folder and ending, in small letters and with accents as they are typed: macOS parts them."""
    return unicodedata.normalize("NFC", PurePath(name).stem).casefold()


def side_word(name: str) -> tuple[str, str] | None:
    """A name with a star for its only word for a side, and that word."""
    parts = _WORD.split(plain_stem(name))
    return (f"{parts[0]}*{parts[2]}", parts[1]) if len(parts) == 3 else None
