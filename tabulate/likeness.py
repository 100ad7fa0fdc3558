"""How alike recognised text and expected text are, strictly enough that one name is never taken for another.

Text is compared *folded*: without case, accents, spaces and punctuation, and with characters that look alike made one.
What tells two contests or choices apart by a character or two, numbers and single letters ("District 2", "Seat B"),
must be equal outright; of the rest one character in eight may be wrong, three at most, and in a word one in four. A
text that another expected one is about as near to is not read at all.
"""

import re
import unicodedata
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from rapidfuzz.distance import Levenshtein

_LETTERS_AN_ERROR = 8
_LETTERS_AN_ERROR_IN_A_WORD = 4
_MOST_ERRORS = 3
_MARGIN = 2
"""A second reading must be worse by so many characters, unless the first is exact."""
LETTERS_AN_ERROR_OF_A_TITLE = 7
_LETTERS_A_NUMBER_OF_A_TITLE = 80
"""Of a long question's numbers one may be wrong in so many letters: the rest says which question it is."""
LONG_TITLE = 60
"""Letters of a title that tells which it is whatever has become of its numbers, where no other title is near at all."""
_LETTERS_OF_A_BREAKING_TITLE = 25
_ALONE = 6
"""Letters by which every other title must be farther where a number of the best one is wrong."""
_LONGEST = 2000
"""Characters of any line that are looked at; a longer one is like nothing."""

_ALIKE = str.maketrans({"0": "o", "1": "i", "l": "i", "|": "i", "!": "i", "5": "s", "8": "b"})
_WORDS = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile("['`\u00b4\u2018\u2019]")
_NUMBER_LIKE = re.compile(r"[0-9oisb]+|[ivx]+")
_LETTERS_OF_A_WORD = 4
"""A word of so many letters with a digit among them that looks like a letter is a word misread; so is one of more
letters with any single digit among them."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text made ready to be compared."""

    words: tuple[str, ...]
    keys: tuple[str, ...]
    """Those that are numbers or single letters, in order."""

    @property
    def letters(self) -> str:
        """All words together."""
        return "".join(self.words)


def fold(text: str) -> Folded:
    """The text without case, accents, spaces and punctuation, look-alikes made one."""
    plain = unicodedata.normalize("NFKD", text[:_LONGEST]).casefold()
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    words = _WORDS.findall(_APOSTROPHES.sub("", plain))
    folded = tuple(word.translate(_ALIKE) for word in words)
    keys = tuple(alike for word, alike in zip(words, folded, strict=True) if _is_key(word, alike))
    return Folded(folded, keys)


def _is_key(word: str, alike: str) -> bool:
    digits = sum(c.isdigit() for c in word)
    if len(word) == 1 or _NUMBER_LIKE.fullmatch(alike):
        return True
    if digits == 1 and len(word) - digits > _LETTERS_OF_A_WORD:
        return False
    return any(c.isdigit() for c in alike) or (digits > 0 and len(word) - digits < _LETTERS_OF_A_WORD)


def alike(found: Folded, expected: Folded) -> bool:
    """Whether the one can be taken for the other, if nothing else is nearer."""
    errors = _errors(found, expected)
    if found.keys != expected.keys or not expected.words:
        return False
    if errors > min(_MOST_ERRORS, len(expected.letters) // _LETTERS_AN_ERROR):
        return False
    if len(found.words) != len(expected.words):
        return errors <= 1  # words run together, or apart
    pairs = zip(found.words, expected.words, strict=True)
    return all(Levenshtein.distance(one, other) <= len(other) // _LETTERS_AN_ERROR_IN_A_WORD for one, other in pairs)


def _errors(found: Folded, expected: Folded) -> int:
    """Characters in which they differ; beyond what matters, any number."""
    return Levenshtein.distance(found.letters, expected.letters, score_cutoff=_MOST_ERRORS + _MARGIN)


def best_match(found: Folded, expected: Iterable[tuple[Key, Folded]]) -> tuple[Key, int] | None:
    """The one key whose text the found one clearly is, and in how many characters it errs.

    None where it is like none, or could as well be another key's. A key may have several texts.
    """
    nearest: dict[Key, int] = {}
    candidates: dict[Key, int] = {}
    for key, text in expected:
        if found.keys == text.keys:
            errors = _errors(found, text)
            nearest[key] = min(errors, nearest.get(key, errors))
            if alike(found, text):
                candidates[key] = min(errors, candidates.get(key, errors))
    if not candidates:
        return None
    best = min(candidates, key=lambda key: candidates[key])
    errors = candidates[best]
    rivals = [nearest[key] for key in nearest if key != best]
    margin = _MARGIN if errors else 1
    return (best, errors) if all(rival >= errors + margin for rival in rivals) else None


def best_title(found: Folded, titles: Iterable[tuple[Key, Folded]]) -> tuple[Key, int] | None:
    """The one contest whose title the found text clearly is, and in how many characters it errs.

    None where it is none's, or could be another's. A title needs to say only which of the ballot's contests it is: one
    letter in seven may be wrong, if every other title is twice as far. Of a short title's numbers one may be wrong
    where no other title is near at all.
    """
    distances: dict[Key, tuple[int, int, int]] = {}
    for key, title in titles:
        most = len(title.letters) // LETTERS_AN_ERROR_OF_A_TITLE
        errors = Levenshtein.distance(found.letters, title.letters, score_cutoff=3 * most + _ALONE + 2)
        allowed = len(title.letters) // _LETTERS_A_NUMBER_OF_A_TITLE
        right = Levenshtein.distance(found.keys, title.keys) <= allowed
        forgiven = len(title.letters) >= LONG_TITLE or _is_misread(found.keys, title.keys) or _is_broken(found, title)
        distances[key] = errors, most, 0 if right else 1 if forgiven else 2
    near = [(errors, key) for key, (errors, most, wrong) in distances.items() if errors <= most and wrong < 2]
    if not near:
        return None
    errors, best = min(near, key=lambda one: (distances[one[1]][2], one[0]))
    least = max(2 * errors, errors + _MARGIN) if errors else 1
    numbers_right = distances[best][2] == 0
    if not numbers_right:
        least = errors + _ALONE
    rivals = (other for key, (other, _, wrong) in distances.items() if key != best and not (numbers_right and wrong))
    return (best, errors) if all(other >= least for other in rivals) else None


def _is_misread(found: tuple[str, ...], expected: tuple[str, ...]) -> bool:
    """Whether one character of one number is another: `District 4` for `District 1`, not `District 14`."""
    if len(found) != len(expected):
        return False
    changed = [(one, other) for one, other in zip(found, expected, strict=True) if one != other]
    return len(changed) == 1 and len(changed[0][0]) == len(changed[0][1]) and Levenshtein.distance(*changed[0]) == 1


def _is_broken(found: Folded, expected: Folded) -> bool:
    """Whether a title without any number has letters standing alone where a word broke: `Second D strict`."""
    alone = all(len(key) == 1 for key in found.keys)
    return alone and not expected.keys and len(expected.letters) >= _LETTERS_OF_A_BREAKING_TITLE
