"""A report of another system to a definition without layouts: contests, choices, seats, precincts, and blanks."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from canvass.errors import InputError
from canvass.importing.defining.drafted_contests import (
    DraftedContest,
    Json,
    drafted_contests,
    own_id,
    parties_of,
    party_name,
)
from canvass.importing.defining.stated import StatedOfElection, blank, is_blank
from imaging.layout import MarkThresholds
from outside.matching.mapped_figures import ballots_with
from outside.matching.normal_form import plain_precinct
from outside.matching.outside_names import OutsidePrecinctName, contest_name, names_in, precinct_name
from outside.results import OutsideResults, ResultsLevel
from tabulate.definitions.json_document import every_value
from tabulate.hours import lawful_closing

_DAYS = ("%m/%d/%Y", "%m/%d/%y", "%B %d, %Y", "%b %d, %Y", "%Y-%m-%d", "%A, %B %d, %Y", "%d %B %Y")


@dataclass(frozen=True, slots=True)
class DraftedDefinition:
    """The file, and what is still to be filled in."""

    content: bytes
    contests: int
    precincts: int
    blanks: tuple[tuple[str, str], ...]
    """Each blank's field and what it asks."""


def drafted_definition(results: OutsideResults, stated: StatedOfElection) -> DraftedDefinition:
    """The definition that a report tells. Raises InputError for a report without precincts."""
    if results.level is ResultsLevel.COUNTY:
        raise InputError(
            f"{results.source.name} is of the whole county: it has no precincts. Name the report by precinct. Nothing "
            "was written."
        )
    parties = parties_of(results)
    contests = drafted_contests(results, stated, parties)
    stated.check_known({one.id for one in contests})
    precincts = _precinct_ids(names_in([results]).precincts)
    document = _document(results, stated, contests, precincts, parties)
    content = (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()
    asked = ((field, value) for field, value, _ in every_value(document) if is_blank(value))
    return DraftedDefinition(content, len(contests), len(precincts), tuple(asked))


def _document(
    results: OutsideResults,
    stated: StatedOfElection,
    contests: Sequence[DraftedContest],
    precincts: Mapping[OutsidePrecinctName, str],
    parties: Mapping[str, str],
) -> Json:
    day = stated.day or _printed_day(results.source.election_date)
    title = stated.title or results.source.election
    shares = MarkThresholds()
    districts = _districts(contests, precincts)
    return {
        "format": "canvass-election/1",
        "id": own_id(f"{title} {day or ''}", set()) if title else blank("the election's id, as general-2026"),
        "title": title or blank("the election's title, as on the ballot"),
        "date": day.isoformat() if day else blank("election day, as 2026-11-03"),
        "polls_close": lawful_closing(day).isoformat() if day else blank("as 2026-11-03T20:00:00-07:00 (13-1-106)"),
        "state": "Montana",
        "county": stated.county or results.source.county or blank("the county's name"),
        "mark_thresholds": {
            "marginal": shares.marginal_permille / 1000,
            "definite": shares.definite_permille / 1000,
            "writing": shares.writing_permille / 1000,
        },
        "districts": [{"id": id_, "name": contest.district_name} for contest, id_ in districts],
        "parties": [{"id": id_, "name": party_name(word)} for word, id_ in parties.items()],
        "precincts": [
            {
                "id": id_,
                "name": str(name),
                "districts": [one for contest, one in districts if name in contest.precincts],
            }
            for name, id_ in precincts.items()
        ],
        "contests": [
            {**one.fields, "district": next((id_ for contest, id_ in districts if contest is one), None)}
            for one in contests
        ],
        "ballot_styles": list(_styles(results, stated, contests, precincts)),
        "layouts": [],
    }


def _printed_day(text: str) -> date | None:
    for form in _DAYS:
        try:
            return datetime.strptime(" ".join(text.split()), form).date()
        except ValueError:
            continue
    return None


def _precinct_ids(names: Sequence[OutsidePrecinctName]) -> Mapping[OutsidePrecinctName, str]:
    """`P07` where every name is a number, which is what people say and type; else letters of the name."""
    numbers = [plain_precinct(name.name or name.code) for name in names]
    taken: set[str] = set()
    if all(one.isascii() and one.isdigit() for one in numbers) and len(set(numbers)) == len(numbers):
        return {name: f"P{number:0>2}" for name, number in zip(names, numbers, strict=True)}
    return {name: own_id(str(name), taken) for name in names}


def _districts(
    contests: Sequence[DraftedContest], precincts: Mapping[OutsidePrecinctName, str]
) -> list[tuple[DraftedContest, str]]:
    """A district for each contest that is not voted on in every precinct."""
    taken: set[str] = set()
    return [(one, own_id(one.id, taken)) for one in contests if len(one.precincts) < len(precincts)]


def _styles(
    results: OutsideResults,
    stated: StatedOfElection,
    contests: Sequence[DraftedContest],
    precincts: Mapping[OutsidePrecinctName, str],
) -> Iterator[Json]:
    """One style for the precincts with the same contests; where not every ballot has all of them, two, with a blank."""
    alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    untold: dict[str, bool] = {}
    for precinct in results.precincts:
        name = precinct_name(precinct)
        here = {contest_name(one): ballots_with(one, one.seats or 1) for one in precinct.contests}
        mine = [one for one in contests if name in one.precincts]
        ballots = {one.id: next((here[key] for key in one.cluster.names if key in here), None) for one in mine}
        cast = precinct.ballots_cast
        partly = tuple(id_ for id_, some in ballots.items() if None not in (some, cast) and some != cast)
        id_ = precincts[name]
        untold[id_] = cast is None or any(some is None for some in ballots.values())
        alike.setdefault((tuple(ballots), () if stated.every_ballot else partly), []).append(id_)
    number = 0
    for (everything, partly), places in alike.items():
        number += 1
        asked = _asked(partly, any(untold[one] for one in places) and not stated.every_ballot)
        yield _style(number, places, [*everything, *asked])
        if partly and len(partly) < len(everything):
            number += 1
            yield _style(number, places, [*(one for one in everything if one not in partly), *asked])


def _asked(partly: tuple[str, ...], untold: bool) -> list[str]:
    if partly:
        words = f"not every ballot here has {', '.join(partly)}: give each set of contests that electors have a style"
        return [blank(f"{words}, then take this line out")]
    if untold:
        words = "the report does not tell on how many ballots each contest is: if every ballot here has all of these"
        return [blank(f"{words}, take this line out (--every-ballot); else give each set of contests a style")]
    return []


def _style(number: int, precincts: Sequence[str], contests: Sequence[str]) -> Json:
    return {
        "id": f"style-{number}",
        "precincts": list(precincts),
        "contests": list(contests),
        "rotation": 0,
    }
