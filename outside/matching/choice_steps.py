"""The steps by which a choice is known, in a contest that is known."""

from collections.abc import Callable
from dataclasses import dataclass

from outside.matching.alike import (
    choice_party,
    cut_choice,
    given_names_agree,
    parties_agree,
    same_answer,
    same_bare_choice,
    same_choice,
    same_ticket,
)
from outside.matching.defined_election import DefinedChoice, DefinedContest
from outside.matching.name_map import MappedChoice
from outside.matching.normal_form import surname
from outside.matching.outside_names import OutsideChoiceName
from outside.matching.partners import FoundBy, MatchingStep, partners


@dataclass(frozen=True, slots=True)
class _Placed:
    """A choice of a file and its place there, from 0."""

    name: OutsideChoiceName
    at: int


@dataclass(frozen=True, slots=True)
class _Known:
    choice: DefinedChoice
    at: int


def _same_surname(one: _Placed, other: _Known) -> bool:
    return surname(one.name.name) == surname(other.choice.name) != ""


def _place_and_given_name_fit(one: _Placed, other: _Known) -> bool:
    """The place alone shows nothing, and chooses between no two: names are rotated (13-12-205)."""
    given = given_names_agree(one.name.name, other.choice.name)
    return given and one.at == other.at and parties_agree(choice_party(one.name), other.choice.parties)


_ChoiceStep = MatchingStep[_Placed, _Known]


def _named(found: FoundBy, alike: Callable[[OutsideChoiceName, DefinedChoice], bool]) -> _ChoiceStep:
    return MatchingStep(found, lambda one, other: alike(one.name, other.choice))


_SAME = _named(FoundBy.NAME, same_choice)
_BARE = _named(FoundBy.NAME, same_bare_choice)
_ANSWER = _named(FoundBy.ANSWER, same_answer)
_CUT = _named(FoundBy.CUT, cut_choice)
_TICKET = _named(FoundBy.TICKET, same_ticket)
_SURNAME: _ChoiceStep = MatchingStep(FoundBy.SURNAME, _same_surname, _place_and_given_name_fit)


def choice_partners(
    names: tuple[OutsideChoiceName, ...], contest: DefinedContest, confirmed: tuple[MappedChoice, ...]
) -> tuple[MappedChoice, ...]:
    """The choices that are certain, in the file's order; `confirmed` ones stand, and are no partners of others."""
    kept = {one.outside: one for one in confirmed}
    taken = {one.choice for one in confirmed}
    still = [_Placed(one, at) for at, one in enumerate(names) if one not in kept]
    known = [_Known(one, at) for at, one in enumerate(contest.choices) if one.id not in taken]
    steps = (_SAME, _BARE, _ANSWER, _CUT) if contest.asks else (_SAME, _BARE, _CUT, _TICKET, _SURNAME)
    pairs = partners(still, known, steps)
    found = {one.outside.name: MappedChoice(one.outside.name, one.known.choice.id, one.found) for one in pairs} | kept
    return tuple(found[one] for one in names if one in found)
