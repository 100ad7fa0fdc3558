"""Names as they are compared: without case, punctuation and what systems add to a name.

Two names are held to be one only where a form of the one equals a form of the other. Letters with accents stay apart.
"""

import re
import unicodedata

_AND = re.compile(r"\s*&\s*")
_NOT_A_WORD = re.compile(r"[\W_]+")
_TRAILING_ID = re.compile(r"\s*\((?:CND)?\d+\)\s*$", re.IGNORECASE)
_PARTIES = {
    "rep": "republican",
    "republican": "republican",
    "r": "republican",
    "dem": "democratic",
    "democrat": "democratic",
    "democratic": "democratic",
    "d": "democratic",
    "lib": "libertarian",
    "libertarian": "libertarian",
    "l": "libertarian",
    "gre": "green",
    "grn": "green",
    "green": "green",
    "ind": "independent",
    "independent": "independent",
    "non": "nonpartisan",
    "np": "nonpartisan",
    "nonpartisan": "nonpartisan",
    "non partisan": "nonpartisan",
}
_SHORT = "REP|DEM|LIB|GRE|GRN|IND|NON|NP"
_PARTY_FIRST = re.compile(rf"^\(?({_SHORT})\)?\s+(?=\S)")
_PARTY_LAST = re.compile(rf"\s+\(({_SHORT}|R|D|L)\)\s*$", re.IGNORECASE)
_PRECINCT_WORD = re.compile(r"^(?:precinct|pct|prec|p)[ .]?(?:no[ .] ?)?(?=\d)")
_NOT_OF_A_PRECINCT = re.compile(r"[^\w.-]+|_+")
_LOOSE = re.compile(r"(?<!\w)[.-]+|[.-]+(?!\w)")
_ZEROS = re.compile(r"(?<![\w.-])0+(?=\d)")
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})


def plain(text: str) -> str:
    """In NFKC, without case, `&` as a word, all punctuation and blanks as one blank."""
    folded = unicodedata.normalize("NFKC", _AND.sub(" and ", text)).casefold()
    return _NOT_A_WORD.sub(" ", folded).strip()


def without_id(text: str) -> str:
    """Without an id in brackets at the end, as Clear Ballot and others print it."""
    return _TRAILING_ID.sub("", text).strip()


def party_apart(text: str) -> tuple[str, str]:
    """The text without a party before or after it, and the party's letters; empty where there is none."""
    for pattern in (_PARTY_LAST, _PARTY_FIRST):
        found = pattern.search(text)
        if found:
            return pattern.sub("", text).strip(), found[1]
    return text, ""


def party_word(text: str) -> str:
    """One word for each party, however it is written; another text as it is compared."""
    folded = plain(text).removesuffix(" party")
    return _PARTIES.get(folded, folded)


def plain_name(text: str) -> str:
    """A choice's name or a contest's title as it stands, but for an id."""
    return plain(without_id(text))


def bare_name(text: str) -> str:
    """The same without a party before or after it."""
    return plain(party_apart(without_id(text))[0])


def plain_precinct(text: str) -> str:
    """A precinct: `PRECINCT 07 - D-CITY` is `7 d-city`; dots, hyphens and letters that belong to its number stay."""
    folded = unicodedata.normalize("NFKC", _AND.sub(" and ", text)).casefold()
    spaced = " ".join(_NOT_OF_A_PRECINCT.sub(" ", folded).split())
    spaced = " ".join(_LOOSE.sub(" ", spaced).split())
    return _ZEROS.sub("", _PRECINCT_WORD.sub("", spaced))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name as it is compared, without a party and without `Jr.` and its like."""
    return tuple(word for word in bare_name(text).split() if word not in GENERATIONS)


def surname(text: str) -> str:
    """The last word of a person's name; empty where there is none."""
    words = words_of(text)
    return words[-1] if words else ""


def as_text(text: str) -> str:
    """Blanks as one blank: the length at which a system cuts a name is counted in this."""
    return " ".join(unicodedata.normalize("NFKC", text).split())
