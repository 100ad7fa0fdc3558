"""A draft's questions answered as a county would, and the definition that comes of it."""

from collections.abc import Callable, Mapping

from canvass.defining.list_files import contests_in, precincts_in
from tabulate.defining.asked import AskedGroup, AskedQuestion
from tabulate.defining.given_answers import GivenAnswers
from tabulate.defining.standing import DefinitionStanding, definition_standing
from tests.tabulate.defining.certified_counties import OFFICES

ALIKE = b"Precinct,House District\n1,45\n2,45\n"
"""Two precincts that vote on the same."""
PRECINCTS = b"Precinct,Part,House District,Municipality\n1,,45,\n2,a,45,Larch\n2,b,46,\n3,,46,Alder\n"
"""One is split, by a house district and by a city; another is a city's."""
ELECTION: Mapping[str, str] = {
    "county": "Larch",
    "title": "General Election",
    "date": "2026-11-03",
    "kind": "general",
    "closing hour": "20:00",
    "own officers": "yes",
    "write-in lines": "as many as seats",
}


def first_answer(question: AskedQuestion) -> str:
    """The office by its words; else the first that may be answered."""
    if question.group is AskedGroup.OFFICES:
        return OFFICES[question.about.split(" (")[0]].value
    return question.options[0]


def completed(
    contests: bytes,
    precincts: bytes,
    said: Mapping[str, str] = ELECTION,
    answer: Callable[[AskedQuestion], str] = first_answer,
) -> DefinitionStanding:
    """How a definition of two lists stands once every question is answered."""
    of_contests, of_precincts = contests_in(contests), precincts_in(precincts)
    answers = GivenAnswers({}).with_texts(said)
    while True:
        standing = definition_standing(of_contests, of_precincts, answers)
        if not standing.open_questions:
            return standing
        answers = answers.with_texts({one.key: answer(one) for one in standing.open_questions})
