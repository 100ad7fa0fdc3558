"""How a definition stands: what follows from its lists and answers, and everything that it still lacks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tabulate.calendar.election_days import general_day, municipal_primary_day, primary_day
from tabulate.defining.asked import AskedQuestion, asked_of, office_settled
from tabulate.defining.ballot_order import in_ballot_order
from tabulate.defining.certified import CertifiedContest
from tabulate.defining.contest_rows import ContestList
from tabulate.defining.derived_ballots import (
    DerivedPart,
    DerivedStyle,
    derived_parts,
    derived_styles,
    with_styles,
)
from tabulate.defining.derived_document import definition_bytes
from tabulate.defining.given_answers import GivenAnswers, KindOfElection
from tabulate.defining.places_voted import NumberedDistrict, numbered_districts, place_of
from tabulate.defining.precinct_rows import PrecinctList
from tabulate.definitions import parse_definition
from tabulate.definitions.doubts import definition_doubts
from tabulate.errors import DefinitionError, Problem
from tabulate.offices import Office

_LISTED = 6
_INDEX = re.compile(r"(contests|precincts|ballot_styles|districts)\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class DefinitionStanding:
    """All that is known of a definition in the making."""

    answers: GivenAnswers
    contests: tuple[CertifiedContest, ...]
    """In ballot order."""
    districts: tuple[NumberedDistrict, ...]
    parts: tuple[DerivedPart, ...]
    styles: tuple[DerivedStyle, ...]
    places: tuple[tuple[str, str | None], ...]
    """Each contest's district; None for the whole county."""
    asked: tuple[AskedQuestion, ...]
    problems: tuple[Problem, ...]
    """What contradicts itself, in the lists or against the law."""
    lacking_lists: tuple[str, ...]
    content: bytes = b""
    """The definition's file, once nothing is missing."""
    doubts: tuple[str, ...] = ()

    @property
    def open_questions(self) -> tuple[AskedQuestion, ...]:
        """Those that nobody answered."""
        return tuple(one for one in self.asked if not one.answer)

    @property
    def is_complete(self) -> bool:
        """Whether the file can be written."""
        return bool(self.content)

    @property
    def missing(self) -> int:
        """How many things are missing or contradict."""
        return len(self.open_questions) + len(self.problems) + len(self.lacking_lists)

    def contests_of(self, style: DerivedStyle) -> tuple[CertifiedContest, ...]:
        """What stands on a style, in order."""
        return tuple(one for one in self.contests if one.id in style.contests)


def definition_standing(contests: ContestList, precincts: PrecinctList, answers: GivenAnswers) -> DefinitionStanding:
    """What follows from the lists as they are, and what is missing; the file where nothing is."""
    ordered = in_ballot_order(contests.contests, answers)
    committees = any(office_settled(one, answers) is Office.PRECINCT_COMMITTEE for one in ordered)
    districts = numbered_districts(precincts.parts, committees)
    parts = derived_parts(precincts.parts, districts)
    problems = [*_of_list("contests", contests.problems), *_of_list("precincts", precincts.problems)]
    places: dict[str, str | None] = {}
    for one in ordered:
        found = place_of(one, office_settled(one, answers), districts, answers.county) if parts else None
        if isinstance(found, Problem):
            problems.append(found)
        else:
            places[one.id] = found
    placed = [one for one in ordered if one.id in places]
    styles = derived_styles(parts, placed, places)
    lists = (("contests and candidates", contests.contests, contests.problems),
             ("precincts", precincts.parts, precincts.problems))  # fmt: skip
    lacking = tuple(f"the list of {name}" for name, rows, wrong in lists if not rows and not wrong)
    asked = asked_of(ordered, answers)
    content = b""
    doubts: tuple[str, ...] = ()
    if not problems and not lacking and all(one.answer for one in asked):
        voting = [one for one in with_styles(parts, styles) if one.styles]
        content = definition_bytes(answers, ordered, places, districts, voting, styles)
        content, doubts = _checked(content, problems, ordered, voting, answers)
        doubts = (*_without_contests(parts, voting), *doubts)
    return DefinitionStanding(
        answers=answers,
        contests=ordered,
        districts=tuple(districts),
        parts=with_styles(parts, styles),
        styles=styles,
        places=tuple(places.items()),
        asked=asked,
        problems=tuple(problems),
        lacking_lists=lacking,
        content=content,
        doubts=doubts,
    )


def _of_list(name: str, problems: Sequence[Problem]) -> Iterator[Problem]:
    for one in problems:
        yield Problem(f"{name}, {one.field}" if one.field else name, one.found, one.expected, one.remedy)


def _checked(
    content: bytes,
    problems: list[Problem],
    contests: Sequence[CertifiedContest],
    parts: Sequence[DerivedPart],
    answers: GivenAnswers,
) -> tuple[bytes, tuple[str, ...]]:
    """The file and its doubts, where it passes every check of a definition; else none, and its problems."""
    try:
        election = parse_definition(content)
    except DefinitionError as error:
        problems.extend(_in_words(one, contests, parts) for one in error.problems)
        return b"", ()
    return content, (*_day_doubts(answers), *_without_candidates(contests), *definition_doubts(election))


def _in_words(one: Problem, contests: Sequence[CertifiedContest], parts: Sequence[DerivedPart]) -> Problem:
    """A problem of the file, at the place in the lists from which it comes."""
    found = _INDEX.match(one.field)
    place, number = (found[1], int(found[2])) if found else ("", 0)
    precincts = list(dict.fromkeys(part.precinct for part in parts))
    if place == "contests" and number < len(contests):
        field = f"contests, line {contests[number].line} ({contests[number].title[:60]})"
    elif place == "precincts" and number < len(precincts):
        of_it = [part.source for part in parts if part.precinct == precincts[number]]
        field = f"precincts, line {of_it[0].line} ({of_it[0].precinct[:60]})"
    else:
        return one
    return Problem(field, one.found, one.expected, one.remedy)


def _without_contests(parts: Sequence[DerivedPart], voting: Sequence[DerivedPart]) -> Iterator[str]:
    """Precincts where nothing is voted on, as outside of the city in a city's election, are no part of it."""
    ids = {one.id for one in voting}
    if without := [one.name for one in parts if one.id not in ids]:
        yield f"Nothing is voted on in {_some(without)}: left out of the definition. Look whether a contest is missing."


def _some(names: Sequence[str]) -> str:
    return "; ".join(names[:_LISTED]) + (f" and {len(names) - _LISTED:,} others" if len(names) > _LISTED else "")


def _without_candidates(contests: Sequence[CertifiedContest]) -> Iterator[str]:
    if without := [one.title for one in contests if not one.choices]:
        lines = "these have write-in lines alone. Look whether the list is whole."
        yield f"Nobody is certified for {_some(without)}: {lines}"


def _day_doubts(answers: GivenAnswers) -> Iterator[str]:
    """A day on which the law holds no such election."""
    day = answers.day
    assert day is not None
    match answers.kind:
        case KindOfElection.GENERAL | KindOfElection.MUNICIPAL:
            lawful, section = general_day(day.year), "13-1-104"
            even = answers.kind is KindOfElection.GENERAL
        case KindOfElection.PRIMARY:
            lawful, section, even = primary_day(day.year), "13-1-107(1)", True
        case KindOfElection.MUNICIPAL_PRIMARY:
            lawful, section, even = municipal_primary_day(day.year), "13-1-107(2)", False
        case _:
            return
    kind = f"A {answers.kind} election"
    if (day.year % 2 == 0) is not even:
        yield f"{kind} is held in {'even' if even else 'odd'} years ({section}). Look at the day, {day}, and the kind."
    elif day != lawful:
        yield f"{kind} of {day.year} is held on {lawful} ({section}). Look at the day, {day}, and the kind."
