"""The names printed beside targets against those that a definition states for them: which agree, and which contradict.

Nothing is guessed: a target whose words name nobody clearly says nothing, and one that seems to name another choice
contradicts only where that choice's own target does not bear the name too.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tabulate.election import Card, Choice, ChoiceId, Contest, ContestId, ContestKind, Election, TargetMeaning
from tabulate.naming.beside import Beside, NameSide, words_beside
from tabulate.naming.choices import ContestNames, readings
from tabulate.naming.page_text import PageText

_LETTERS_OF_A_NAME = 7
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


@dataclass(frozen=True, slots=True)
class TextOfTargets:
    """One page: the words read on one side of its targets, and the targets' numbers on the card."""

    text: PageText
    numbers: tuple[int, ...]
    side: NameSide


def compare_names(pages: Sequence[TextOfTargets], card: Card, election: Election) -> PrintComparison:
    """Compare what is printed beside a card's targets with the names that its definition states for them."""
    ballot = [ContestNames.of(contest, election) for contest in _contests(card, election)]
    named: dict[int, frozenset[_Named]] = {}
    for page in pages:
        beside = words_beside(page.text, page.side)
        named |= {number: _named(one, ballot) for number, one in zip(page.numbers, beside, strict=True)}
    place_of = {(one.contest, one.choice): number for number, one in enumerate(card.meanings, start=1)}
    agree = unread = 0
    otherwise: list[PrintedOtherwise] = []
    for number, found in sorted(named.items()):
        meaning = card.meanings[number - 1]
        other = _other(meaning.contest, found, election)
        if meaning.write_in:
            continue
        if (meaning.contest, meaning.choice) in found:
            agree += 1
        elif other is None or other in named.get(place_of.get(other, 0), frozenset()):
            unread += 1
        else:
            otherwise.append(_printed_otherwise(number, meaning, other, election))
    return PrintComparison(agree, unread, tuple(otherwise))


def _printed_otherwise(number: int, meaning: TargetMeaning, other: _Named, election: Election) -> PrintedOtherwise:
    title = election.contest(meaning.contest).title
    names = (_name(election, meaning.contest, meaning.choice), _name(election, *other))
    return PrintedOtherwise(number, meaning.column, meaning.row, title, *names)


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
