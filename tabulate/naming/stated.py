"""The names printed beside targets against those that a definition states for them: which agree, and which contradict.

Nothing is guessed: a target whose words name nobody clearly says nothing, and one that seems to name another choice
contradicts only where that choice's own target does not bear the name too.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import partial_ratio

from tabulate.election import Card, Choice, ChoiceId, Contest, ContestId, ContestKind, Election, TargetMeaning
from tabulate.likeness import fold
from tabulate.naming.beside import Beside, NameSide, words_beside
from tabulate.naming.choices import ContestNames, printed, readings
from tabulate.naming.page_text import PageText

_LETTERS_OF_A_NAME = 7
_LIKE_PERCENT = 60
"""Misread letters leave a name more like itself. Strangers' names are less alike, those of kin may be more."""
_Named = tuple[ContestId, ChoiceId]


@dataclass(frozen=True, slots=True)
class PrintedOtherwise:
    """A target beside which another name is printed than the definition states."""

    number: int
    """Of the target on its card."""
    column: float
    row: float
    """As the definition's layout has them."""
    contest: str
    """Its title."""
    stated: str
    printed: str


@dataclass(frozen=True, slots=True)
class PrintComparison:
    """What came of a card's print."""

    agree: int
    """Targets beside which the stated name is printed."""
    unread: int
    """Targets with a name whose words name nobody clearly."""
    otherwise: tuple[PrintedOtherwise, ...]
    unlike: tuple[PrintedOtherwise, ...] = ()
    """Of those unread, candidates beside whose targets words stand that are not like their name, nor another's."""


@dataclass(frozen=True, slots=True)
class TextOfTargets:
    """One page: the words read on one side of its targets, and the targets' numbers on the card."""

    text: PageText
    numbers: tuple[int, ...]
    side: NameSide


def compare_names(pages: Sequence[TextOfTargets], card: Card, election: Election) -> PrintComparison:
    """Compare what is printed beside a card's targets with the names that its definition states for them."""
    ballot = [ContestNames.of(contest, election) for contest in _contests(card, election)]
    beside: dict[int, Beside] = {}
    for page in pages:
        beside |= zip(page.numbers, words_beside(page.text, page.side), strict=True)
    named = {number: _named(one, ballot) for number, one in beside.items()}
    place_of = {(one.contest, one.choice): number for number, one in enumerate(card.meanings, start=1)}
    agree = unread = 0
    otherwise: list[PrintedOtherwise] = []
    unlike: list[PrintedOtherwise] = []
    for number, found in sorted(named.items()):
        meaning = card.meanings[number - 1]
        other = _other(meaning.contest, found, election)
        if meaning.write_in:
            continue
        if (meaning.contest, meaning.choice) in found:
            agree += 1
        elif other is None or other in named.get(place_of.get(other, 0), frozenset()):
            unread += 1
            words = printed(beside[number])
            if other is None and _is_unlike(meaning, words, election):
                unlike.append(_printed_otherwise(number, meaning, words, election))
        else:
            otherwise.append(_printed_otherwise(number, meaning, _name(election, *other), election))
    return PrintComparison(agree, unread, tuple(otherwise), tuple(unlike))


def _printed_otherwise(number: int, meaning: TargetMeaning, words: str, election: Election) -> PrintedOtherwise:
    title = election.contest(meaning.contest).title
    stated = _name(election, meaning.contest, meaning.choice)
    return PrintedOtherwise(number, meaning.column, meaning.row, title, stated, words)


def _is_unlike(meaning: TargetMeaning, words: str, election: Election) -> bool:
    """Whether legible words stand beside a candidate's target that cannot be the candidate's name."""
    if election.contest(meaning.contest).kind is not ContestKind.CANDIDATE:
        return False
    name, text = (fold(one).letters for one in (_name(election, meaning.contest, meaning.choice), words))
    enough = min(len(name), len(text)) >= _LETTERS_OF_A_NAME
    return enough and partial_ratio(name, text) < _LIKE_PERCENT


def _contests(card: Card, election: Election) -> list[Contest]:
    return [election.contest(contest) for contest in dict.fromkeys(one.contest for one in card.meanings)]


def _named(beside: Beside, ballot: Sequence[ContestNames]) -> frozenset[_Named]:
    ways = readings(beside)
    said = ((names.contest.id, names.choice(ways)) for names in ballot)
    return frozenset((contest, choice) for contest, choice in said if choice is not None)


def _other(contest: ContestId, found: frozenset[_Named], election: Election) -> _Named | None:
    """The other choice that the words name: one of the same contest, else the only candidate of any other.

    A word like Yes says nothing of the contest it stands in, and little of the choice.
    """
    same = [one for one in found if one[0] == contest]
    if same:
        return same[0]
    others = list(found)
    if len(others) != 1 or election.contest(others[0][0]).kind is not ContestKind.CANDIDATE:
        return None
    return others[0] if len(_name(election, *others[0])) >= _LETTERS_OF_A_NAME else None


def _name(election: Election, contest: ContestId, choice: ChoiceId) -> str:
    found: Choice | None = election.contest(contest).choice(choice)
    return str(choice) if found is None else found.name
