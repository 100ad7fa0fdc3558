"""What the law needs to know and the lists do not say: each question in words, with what may be answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tabulate.defining.certified import CertifiedContest
from tabulate.defining.given_answers import (
    CLOSING,
    COUNTY,
    DAY,
    KIND,
    NONPARTISAN_OF,
    OFFICE_OF,
    OWN_OFFICERS,
    TERRITORY_OF,
    TITLE,
    WRITE_INS,
    GivenAnswers,
    answers_to,
)
from tabulate.defining.list_columns import compared
from tabulate.election import ContestKind
from tabulate.offices import (
    JUDICIAL,
    OF_A_COUNTY,
    OF_THE_STATE,
    PARTISAN,
    Office,
    Territory,
    territories_of,
)


class AskedGroup(StrEnum):
    """Questions that stand on one page."""

    ELECTION = "election"
    OFFICES = "offices"
    TERRITORIES = "places"
    PARTIES = "parties"


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One question."""

    key: str
    group: AskedGroup
    heading: str
    """What it stands under, as the office of several contests; those under one may be answered at once."""
    about: str
    """The contest's title, or what of the election."""
    words: str
    options: tuple[str, ...]
    """What may be answered; none where a text is."""
    answer: str = ""
    """Empty where nobody answered."""


_ELECTION: tuple[tuple[str, str, str], ...] = (
    (COUNTY, "County", "Which county holds the election?"),
    (TITLE, "Title", "What is the election called on the ballot?"),
    (DAY, "Election day", "On which day is the election?"),
    (KIND, "Kind", "What kind of election is it (13-1-104, 13-1-107)?"),
    (CLOSING, "Closing hour", "At what hour do the polls close (13-1-106)?"),
    (WRITE_INS, "Write-in lines", "How many write-in lines has a contest of candidates?"),
    (OWN_OFFICERS, "Officers", "Are the county's officers its own, shared with no other county?"),
)


def asked_of(contests: Sequence[CertifiedContest], answers: GivenAnswers) -> tuple[AskedQuestion, ...]:
    """Every question that the lists leave open, answered or not, in the order of the pages."""
    shared = any(one.territory is None and office_settled(one, answers) in OF_A_COUNTY for one in contests)
    election = (
        AskedQuestion(key, AskedGroup.ELECTION, "", about, words, answers_to(key))
        for key, about, words in _ELECTION
        if key != OWN_OFFICERS or shared or not contests
    )
    of_contests = (*_offices(contests), *_places(contests, answers), *_parties(contests, answers))
    return tuple(replace(one, answer=_answer_to(one, answers)) for one in (*election, *of_contests))


def _answer_to(question: AskedQuestion, answers: GivenAnswers) -> str:
    """None that may no longer be given, as the territory of an office that was another when it was answered."""
    text = answers.texts.get(question.key, "")
    return text if not question.options or text in question.options else ""


def _offices(contests: Sequence[CertifiedContest]) -> Iterator[AskedQuestion]:
    """Once for all contests whose list has the same words for their office."""
    asked: dict[str, list[CertifiedContest]] = {}
    for one in contests:
        if one.kind is not ContestKind.ISSUE and one.office is None:
            asked.setdefault(_office_key(one), []).append(one)
    for key, named in asked.items():
        words = f"Which office is {named[0].office_words!r} (13-12-207)?"
        about = named[0].office_words if len(named) == 1 else f"{named[0].office_words} ({len(named)} contests)"
        yield AskedQuestion(key, AskedGroup.OFFICES, "", about, words, answers_to(key))


def _office_key(contest: CertifiedContest) -> str:
    return OFFICE_OF + compared(contest.office_words)


def _places(contests: Sequence[CertifiedContest], answers: GivenAnswers) -> Iterator[AskedQuestion]:
    for one in contests:
        if is_office_known(one, answers) and territory_settled(one, answers) is None:
            office = office_settled(one, answers)
            options = tuple(Territory) if office is None else territories_of(office)
            words = "Where do all who vote on it live, in this county and in others (13-16-201(1))?"
            yield AskedQuestion(
                TERRITORY_OF + one.id,
                AskedGroup.TERRITORIES,
                _heading(office),
                one.title,
                words,
                tuple(each.value for each in options),
            )


def _parties(contests: Sequence[CertifiedContest], answers: GivenAnswers) -> Iterator[AskedQuestion]:
    for one in contests:
        if is_office_known(one, answers) and nonpartisan_settled(one, answers) is None:
            words = "No party stands beside a name. Is the office nonpartisan?"
            key, heading = NONPARTISAN_OF + one.id, _heading(office_settled(one, answers))
            yield AskedQuestion(key, AskedGroup.PARTIES, heading, one.title, words, answers_to(key))


def _heading(office: Office | None) -> str:
    return "Ballot issues" if office is None else office.value.capitalize()


def office_settled(contest: CertifiedContest, answers: GivenAnswers) -> Office | None:
    """The office by its list, or as answered."""
    return contest.office or (None if contest.kind is ContestKind.ISSUE else answers.office(_office_key(contest)))


def is_office_known(contest: CertifiedContest, answers: GivenAnswers) -> bool:
    """Whether more can be asked: an issue fills no office."""
    return contest.kind is ContestKind.ISSUE or office_settled(contest, answers) is not None


def territory_settled(contest: CertifiedContest, answers: GivenAnswers) -> Territory | None:
    """Where it is voted on, without an answer: by the list, or by the office alone."""
    if contest.territory is not None:
        return contest.territory
    office = office_settled(contest, answers)
    if office is None:
        return Territory.STATE if contest.method is not None else None
    possible = territories_of(office)
    if len(possible) == 1:
        return possible[0]
    if answers.own_officers and office in OF_A_COUNTY and Territory.COUNTY in possible:
        return Territory.DISTRICT if contest.area and Territory.DISTRICT in possible else Territory.COUNTY
    return None


def nonpartisan_settled(contest: CertifiedContest, answers: GivenAnswers) -> bool | None:
    """Whether no party nominates, without an answer: by the list, by the office, or by parties beside names."""
    office = office_settled(contest, answers)
    if contest.nonpartisan is not None:
        return contest.nonpartisan
    if office is None or office in JUDICIAL:
        return office is not None
    if office in PARTISAN or office in OF_THE_STATE or contest.of_party or any(one.party for one in contest.choices):
        return False
    return None
