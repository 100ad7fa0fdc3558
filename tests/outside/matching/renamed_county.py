"""A county's report whose names are not quite the definition's, with the truth of which is which."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from outside.matching.defined_election import DefinedChoice, DefinedContest, DefinedElection, DefinedPrecinct
from outside.matching.normal_form import plain_name, plain_precinct
from outside.results import OutsideContest, OutsidePrecinct, OutsideResults, OutsideRow, OutsideRowKind
from tabulate.election import ChoiceId, ContestId, PrecinctId
from tests.outside.simulated_county import NOTHING

_GIVEN = ("Ann", "Ben", "Cyd", "Dan", "Eve", "Fay", "Gus", "Hal", "Ida", "Jo", "Amy", "Bo")
_SURNAMES = ("Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "O'Hazel", "Holly Jr.", "St. Ivy", "Juniper-Oak")
_PARTIES = {"REP": "Republican", "DEM": "Democratic", "LIB": "Libertarian"}
_OFFICES = ("Sheriff", "County Commissioner, District 1", "County Commissioner, District 2", "Clerk & Recorder")
_ISSUES = ("Constitutional Initiative No. 128", "Constitutional Initiative No. 127", "Levy 1", "Levy 11")
_TOWNS = ("", " - Larch", " Rural", " - D-CITY", ".1", ".2", "A", "B1")

Rename = Callable[[random.Random, str], str]


@dataclass(slots=True)
class RenamedCounty:
    """A report, the definition, and which printed name is which id."""

    election: DefinedElection
    results: OutsideResults = field(default_factory=lambda: OutsideResults(NOTHING, (), ()))
    precincts: dict[str, str] = field(default_factory=dict)
    contests: dict[str, str] = field(default_factory=dict)
    choices: dict[tuple[str, str], str] = field(default_factory=dict)
    """By the contest's id and the printed name."""


def same(_: random.Random, name: str) -> str:
    """No noise."""
    return name


def mild(draw: random.Random, name: str) -> str:
    """What systems do to a name: capitals, quotes, blanks; an id behind one that is no precinct's."""
    changed = draw.choice((str.upper, str.lower, str.title, str))(name)
    changed = changed.replace("'", draw.choice(("'", "\u2019"))).replace("&", draw.choice(("&", "and")))
    changed = changed.replace(" ", draw.choice((" ", "  ", "_")))
    return changed + draw.choice(("", "" if "recinct" in name else " (CND12)"))


def hard(draw: random.Random, name: str) -> str:
    """What people do to a name: letters lost, doubled and changed, words left out, the end cut off. Digits stay."""
    letters = list(name)
    for at in draw.choices(range(len(letters)), k=draw.randint(0, 2)):
        letters[at] = letters[at] if letters[at].isdigit() else draw.choice(("", "x", letters[at] * 2))
    words = "".join(letters).split()
    kept = [word for word in words if draw.random() > 0.1 or any(map(str.isdigit, word))]
    return mild(draw, " ".join(kept or words or ["?"]))[: draw.choice((30, 38, 99))] or "?"


def renamed_county(seed: int, rename: Rename) -> RenamedCounty:
    """Offices, issues and precincts that are nearly alike. The report has an order of its own."""
    draw = random.Random(seed)
    names = [f"Precinct {number}{draw.choice(_TOWNS)}" for number in draw.sample(range(1, 40), draw.randint(2, 8))]
    precincts = tuple(DefinedPrecinct(PrecinctId(f"id-{at}"), name) for at, name in enumerate(names))
    contests = tuple(_contest(draw, title, {one.id for one in precincts}) for title in (*_OFFICES, *_ISSUES))
    county = RenamedCounty(DefinedElection(precincts, contests))
    printed = [_printed(draw, county, one, rename) for one in draw.sample(contests, len(contests))]
    done = []
    for one in draw.sample(precincts, len(precincts)):
        name = _told(draw, one.name, names, rename, plain_precinct)
        county.precincts[name] = one.id if name not in county.precincts else ""
        done.append(OutsidePrecinct(name, tuple(_voted(draw, contest) for contest in printed), ballots_cast=500))
    county.results = replace(county.results, precincts=tuple(done))
    return county


def _told(draw: random.Random, name: str, all_names: list[str], rename: Rename, form: Callable[[str], str]) -> str:
    """The name with noise; never so much that it is another one's."""
    others = {form(one) for one in all_names} - {form(name)}
    told = rename(draw, name)
    return name if form(told) in others else told


def _contest(draw: random.Random, title: str, precincts: set[PrecinctId]) -> DefinedContest:
    asks = title in _ISSUES
    names = [f"{given} {draw.choice(_SURNAMES)}" for given in draw.sample(_GIVEN, draw.randint(2, 5))]
    choices = [(name, (draw.choice(list(_PARTIES.values())),)) for name in names]
    answers = draw.choice((("Yes", "No"), ("FOR", "AGAINST"), ("Yes on the question", "No on the question")))
    told = [(one, ()) for one in answers] if asks else choices
    known = tuple(DefinedChoice(ChoiceId(f"choice-{at}"), *one) for at, one in enumerate(told))
    id_ = ContestId(plain_name(title).replace(" ", "-"))
    return DefinedContest(id_, title, 1 if asks else draw.randint(1, 2), known, frozenset(precincts), asks)


def _printed(draw: random.Random, county: RenamedCounty, contest: DefinedContest, rename: Rename) -> OutsideContest:
    titles = [one.title for one in county.election.contests]
    title = _told(draw, contest.title, titles, rename, plain_name)
    county.contests[title] = contest.id if title not in county.contests else ""
    short = {name: code for code, name in _PARTIES.items()}
    rows = []
    for choice in draw.sample(contest.choices, len(contest.choices)):
        name = _told(draw, choice.name, [one.name for one in contest.choices], rename, plain_name)
        key = (str(contest.id), name)
        county.choices[key] = choice.id if key not in county.choices else ""
        party = short[choice.parties[0]] if choice.parties else ""
        rows.append(OutsideRow(name, OutsideRowKind.CHOICE, 0, party=draw.choice((party, ""))))
    return OutsideContest(title, tuple(rows), draw.choice((contest.seats, None)))


def _voted(draw: random.Random, contest: OutsideContest) -> OutsideContest:
    return replace(contest, rows=tuple(replace(row, total=draw.randint(0, 99)) for row in contest.rows))
