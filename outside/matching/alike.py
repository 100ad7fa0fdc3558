"""When two names are one: what the steps of the matching ask of a pair. Never an order alone, never votes."""

import re

from outside.matching.defined_election import DefinedChoice, DefinedContest, DefinedPrecinct
from outside.matching.normal_form import (
    as_text,
    bare_name,
    party_apart,
    party_word,
    plain,
    plain_name,
    plain_precinct,
    surname,
    words_of,
)
from outside.matching.outside_names import OutsideChoiceName, OutsideContestName, OutsidePrecinctName

_CUT_AT = (30, 31, 38, 56)
"""Characters after which systems cut names."""
_DOTS = ("...", "\u2026")
ANSWERS = frozenset({"yes", "no", "for", "against"})
_HALVES = re.compile(r"\s*/\s*|\s+(?:and|&)\s+|\s*&\s*", re.IGNORECASE)
PARTIES = frozenset({"republican", "democratic", "libertarian", "green", "independent", "nonpartisan"})


def is_cut(one: str, other: str) -> bool:
    """Whether one of two texts is the other, cut off."""
    short, long = sorted((as_text(one), as_text(other)), key=len)
    dotted = next((short.removesuffix(dots).rstrip() for dots in _DOTS if short.endswith(dots)), None)
    start = plain(short if dotted is None else dotted)
    whole = plain(long)
    if not start or start == whole or not whole.startswith(start):
        return False
    blank = whole[len(start)] == " "
    return dotted is not None or len(short) in _CUT_AT or (blank and len(short) + 1 in _CUT_AT)


def parties_agree(one: str, others: tuple[str, ...]) -> bool:
    """False only where both are told, and no known party is common to both."""
    mine = party_word(one)
    theirs = {party_word(other) for other in others}
    return mine not in PARTIES or not theirs or not theirs <= PARTIES or mine in theirs


def same_precinct(outside: OutsidePrecinctName, known: DefinedPrecinct) -> bool:
    """By the name as it is compared."""
    forms = {plain_precinct(_shown(outside)), plain_precinct(str(outside))}
    return plain_precinct(known.name) in forms - {""}


def same_precinct_id(outside: OutsidePrecinctName, known: DefinedPrecinct) -> bool:
    """By the id in letters and digits, of a precinct whose name has no number that could say otherwise."""
    id_ = plain(known.id)
    named = any(character.isdigit() for character in known.name)
    return not id_.isdigit() and not named and id_ in (plain(outside.code), plain(outside.name))


def cut_precinct(outside: OutsidePrecinctName, known: DefinedPrecinct) -> bool:
    """By the name, cut off."""
    return is_cut(_shown(outside), known.name)


def _shown(outside: OutsidePrecinctName) -> str:
    return outside.name or outside.code


def choice_party(outside: OutsideChoiceName) -> str:
    """The choice's party, as its own field or in its name."""
    return outside.party or party_apart(outside.name)[1]


def same_choice(outside: OutsideChoiceName, known: DefinedChoice) -> bool:
    """By the whole name."""
    return parties_agree(choice_party(outside), known.parties) and plain(outside.name) == plain(known.name) != ""


def same_bare_choice(outside: OutsideChoiceName, known: DefinedChoice) -> bool:
    """By the name without an id behind it, and without a party before or after it."""
    return parties_agree(choice_party(outside), known.parties) and bool(_bare(outside.name) & _bare(known.name))


def _bare(name: str) -> set[str]:
    return {plain_name(name), bare_name(name)} - {""}


def same_answer(outside: OutsideChoiceName, known: DefinedChoice) -> bool:
    """By the answer's first word: yes, no, for, against."""
    one, other = plain(outside.name).split(), plain(known.name).split()
    return bool(one and other) and one[0] == other[0] and one[0] in ANSWERS


def cut_choice(outside: OutsideChoiceName, known: DefinedChoice) -> bool:
    """By the name, cut off."""
    return parties_agree(choice_party(outside), known.parties) and is_cut(outside.name, known.name)


def same_ticket(outside: OutsideChoiceName, known: DefinedChoice) -> bool:
    """By the person named first in each half: the same surnames, and given names that can be one."""
    one, other = _halves(outside.name), _halves(known.name)
    if len(one) != 2 or len(other) != 2 or not parties_agree(choice_party(outside), known.parties):
        return False
    return all(_one_person(mine, theirs) for mine, theirs in zip(one, other, strict=True))


def _halves(name: str) -> list[str]:
    return [part for part in _HALVES.split(party_apart(name)[0]) if part.strip()]


def _one_person(one: str, other: str) -> bool:
    return surname(one) == surname(other) != "" and given_names_agree(one, other)


def given_names_agree(one: str, other: str) -> bool:
    """Whether the names before the surname can be one person's: one is left out, or the first letters are the same."""
    mine, theirs = words_of(one)[:-1], words_of(other)[:-1]
    if not mine or not theirs:
        return True
    shorter = min(len(mine[0]), len(theirs[0]))
    same = mine[0] == theirs[0] if shorter > 1 else mine[0][0] == theirs[0][0]
    return same or "".join(mine) == "".join(theirs)


def whole_titles(title: str, district: str) -> set[str]:
    """A contest's title as it stands, with its district and without."""
    return {plain(title), plain(f"{title} {district}")} - {""}


def bare_titles(title: str, district: str) -> set[str]:
    """The same without an id behind it, and without a party before or after it."""
    names = (title, f"{title} {district}")
    return {form(one) for one in names for form in (plain_name, bare_name)} - {""}


def contests_can_be_one(outside: OutsideContestName, known: DefinedContest) -> bool:
    """Whether seats and party do not speak against it."""
    seats = outside.seats is None or outside.seats == known.seats
    party = outside.party or party_apart(outside.title)[1]
    return seats and parties_agree(party, (known.party,) if known.party else ())
