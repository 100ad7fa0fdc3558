"""The ballots in NIST's format for ballot definitions, version 1.0 (SP 1500-20): contests, styles, places on paper."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import assert_never

from canvass import VERSION
from canvass.exporting.candidates_named import candidates_named
from canvass.exporting.common_format import Json, id_of, text, typed
from canvass.exporting.export_folder import ExportFile
from canvass.exporting.names_shown import name_shown
from canvass.exporting.printed_places import PrintedPlace, paper_size, printed_places
from tabulate.calendar.election_days import ElectionKind, kind_by_day
from tabulate.election import BallotStyle, Card, Contest, ContestKind, Election, PrecinctId
from tabulate.hours import MONTANA_TIME

_SPACE, _COUNTY = "BallotDefinition", "county"
_typed, _text = partial(typed, _SPACE), partial(text, _SPACE)
_NOTES = (
    "X and Y are the upper left corner of a place, in inches from the upper left corner of the upright page. "
    "A style stands once for each precinct that has it. Places are left out where they are not known in inches."
)


def definition_files(election: Election, stated_at: str, editions: int) -> tuple[ExportFile, ...]:
    """`ballot-definition.json`; `stated_at`: when the record was opened, or the last edition taken."""
    at = datetime.fromisoformat(stated_at).astimezone(MONTANA_TIME).isoformat(timespec="seconds")
    content = json.dumps(ballot_definition(election, at, editions), indent=1) + "\n"
    return (ExportFile("ballot-definition.json", content.encode("ascii")),)


def ballot_definition(election: Election, at: str, editions: int) -> Json:
    """The definition, with every edition of the ballots that was taken."""
    county = name_shown(election.county.removesuffix(" County"))
    sizes = dict.fromkeys(size for card in election.cards if (size := paper_size(election.layout_of(card))) is not None)
    return _typed(
        "BallotDefinition",
        Version="1.0.0",
        GeneratedDate=at,
        Issuer=f"{county} County, Montana",
        IssuerAbbreviation=f"MT-{county}",
        SequenceStart=editions,
        SequenceEnd=editions,
        VendorApplicationId=f"Canvass {VERSION}",
        Notes=_NOTES,
        BallotFormat=[_format(*size) for size in sizes],
        GpUnit=list(_units(election, county)),
        Party=[_typed("Party", id_of("party", one.id), Name=_text(one.name or one.id)) for one in election.parties],
        Election=[_election(election)],
    )


def _format(width_in: float, height_in: float) -> Json:
    name = f"{width_in} x {height_in} in"
    return _typed(
        "BallotFormat",
        _format_id((width_in, height_in)),
        LongEdge=max(width_in, height_in),
        ShortEdge=min(width_in, height_in),
        MeasurementUnit="in",
        Orientation="portrait" if height_in >= width_in else "landscape",
        SelectionCaptureMethod="omr",
        ExternalIdentifier=[_own_id(name)],
    )


def _format_id(size: tuple[float, float]) -> str:
    return id_of("format", *map(str, size))


def _own_id(value: str) -> Json:
    return _typed("ExternalIdentifier", Type="other", OtherType="canvass", Value=name_shown(value))


def _units(election: Election, county: str) -> Iterator[Json]:
    precincts = [id_of("precinct", one.id) for one in election.precincts]
    yield _typed("ReportingUnit", _COUNTY, Type="county", Name=_text(f"{county} County"), ComposingGpUnitIds=precincts)
    for place in election.precincts:
        yield _typed("ReportingUnit", id_of("precinct", place.id), Type="precinct", Name=_text(place.name or place.id))
    for one in election.districts:
        named = _text(one.name or one.id)
        yield _typed("ReportingUnit", id_of("district", one.id), Type="other", OtherType="district", Name=named)


def _election(election: Election) -> Json:
    day = election.date.isoformat()
    return _typed(
        "Election",
        ElectionScopeId=_COUNTY,
        StartDate=day,
        EndDate=day,
        Type=(kind_by_day(election.date) or ElectionKind.SPECIAL).value,
        Name=_text(election.title),
        Candidate=[one for contest in election.contests for one in _candidates(election, contest)],
        Contest=[_contest(election, contest) for contest in election.contests],
        BallotStyle=[
            _style(election, style, precinct) for style in election.ballot_styles for precinct in style.precincts
        ],
    )


def _candidates(election: Election, contest: Contest) -> Iterator[Json]:
    for one in candidates_named(election, contest, ((choice.id, choice.name) for choice in contest.choices)):
        yield _typed("Candidate", one.id, BallotName=_text(one.name), PartyId=one.party)


def _contest(election: Election, contest: Contest) -> Json:
    known = {one.id for one in election.districts}
    common = {
        "ElectionDistrictId": id_of("district", contest.district) if contest.district in known else _COUNTY,
        "Name": name_shown(contest.title) or contest.id,
        "ContestOption": list(_options(contest)),
    }
    id_ = id_of("contest", contest.id)
    match contest.kind:
        case ContestKind.CANDIDATE:
            turned = any(one.rotation for one in election.ballot_styles if contest.id in one.contests)
            return _typed("CandidateContest", id_, VotesAllowed=contest.seats, HasRotation=turned, **common)
        case ContestKind.RETENTION:
            return _typed("RetentionContest", id_, CandidateId=id_of("candidate", contest.id), **common)
        case ContestKind.ISSUE:
            return _typed("BallotMeasureContest", id_, Type="ballot-measure", **common)
        case _:
            assert_never(contest.kind)


def _options(contest: Contest) -> Iterator[Json]:
    """Printed choices, then write-in lines."""
    for one in contest.choices:
        id_ = id_of("choice", contest.id, one.id)
        if contest.kind is ContestKind.CANDIDATE:
            yield _typed("CandidateOption", id_, CandidateIds=[id_of("candidate", contest.id, one.id)])
        else:
            yield _typed("BallotMeasureOption", id_, Selection=_text(one.name or one.id))
    for line in range(contest.write_ins):
        yield _typed("CandidateOption", id_of("choice", contest.id, f"write-in-{line}"), IsWriteIn=True)


def _style(election: Election, style: BallotStyle, precinct: PrecinctId) -> Json:
    cards = [one for one in election.cards if one.ballot_style == style.id and one.precinct in (precinct, None)]
    return _typed(
        "BallotStyle",
        GpUnitIds=[id_of("precinct", precinct)],
        ExternalIdentifier=[_own_id(style.id)],
        OrderedContent=[_ordered(election, contest, cards) for contest in election.contests_of(style)],
    )


def _ordered(election: Election, contest: Contest, cards: Iterable[Card]) -> Json:
    places = [
        (paper_size(election.layout_of(card)), place)
        for card in cards
        for place in printed_places(card, election.layout_of(card))
        if place.contest == contest.id
    ]
    sizes = dict.fromkeys(size for size, _ in places if size is not None)
    return _typed(
        "OrderedContest",
        ContestId=id_of("contest", contest.id),
        OrderedContestOptionIds=list(dict.fromkeys(id_of("choice", contest.id, place.choice) for _, place in places)),
        Physical=[
            _typed(
                "PhysicalContest",
                BallotFormatId=_format_id(size),
                PhysicalContestOption=[_physical(place) for own, place in places if own == size],
            )
            for size in sizes
        ],
    )


def _physical(place: PrintedPlace) -> Json:
    where = {"Side": place.side.value, "Sheet": place.sheet}
    option = _typed("OptionPosition", None, NumberVotes=1, **place.target.rounded, **where)
    writing = [] if place.writing is None else [_typed("WriteInPosition", None, **place.writing.rounded, **where)]
    return _typed(
        "PhysicalContestOption",
        ContestOptionId=id_of("choice", place.contest, place.choice),
        OptionPosition=[option],
        WriteInPosition=writing,
    )
