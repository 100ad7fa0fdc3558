"""The released totals in NIST's common data format for results, version 2.0 (SP 1500-100), by precinct."""

from collections.abc import Callable, Iterator
from functools import partial

from canvass import VERSION
from canvass.exporting.candidates_named import candidates_named
from canvass.exporting.common_format import Json, id_of, text, typed
from canvass.exporting.export_folder import ExportFile, json_bytes
from canvass.exporting.figures_by_row import LineKind, NamedRows, is_question, row_key
from canvass.exporting.names_shown import name_shown
from canvass.exporting.public_figures import PublicFigures, ballots_of
from tabulate.calendar.election_days import ElectionKind, kind_by_day
from tabulate.election import Contest, ContestKind
from tabulate.publication.released import ROWS_OF_ALL
from tabulate.state_canvass.counties_of_montana import county_key
from tabulate.totals.results import ContestTotals, PrecinctTotals

_SPACE = "ElectionResults"
_COUNTY = "county"
_NOTES = (
    "Totals as the county released them; contests that wait for its counting board are in no count. "
    "WriteIns are write-in votes whose names are not yet read; declared write-ins are selections of their own. "
    "Precincts of few ballots stand together in one unit, and nothing is split by counting method."
)

_typed, _text = partial(typed, _SPACE), partial(text, _SPACE)


def results_report(figures: PublicFigures) -> tuple[ExportFile, ...]:
    """`err.json`."""
    return (ExportFile("err.json", json_bytes(report_of(figures))),)


def report_of(figures: PublicFigures) -> Json:
    """The report. An absent value is left out: the format knows no null."""
    rows, county = NamedRows(figures.election, figures.released.totals), name_shown(figures.county)
    return _typed(
        "ElectionReport",
        Format="precinct-level",
        GeneratedDate=figures.at.isoformat(),
        Issuer=f"{county} County, Montana",
        IssuerAbbreviation=f"MT-{county}",
        SequenceStart=figures.number,
        SequenceEnd=figures.number,
        Status=figures.status,
        VendorApplicationId=f"Canvass {VERSION}",
        IsTest=False,
        Notes=_text_of_notes(figures),
        GpUnit=list(_units(figures, rows)),
        Party=[
            _typed("Party", id_=id_of("party", one.id), Name=_text(one.name or one.id))
            for one in figures.election.parties
        ],
        Election=[_election(figures, rows)],
    )


def _text_of_notes(figures: PublicFigures) -> str:
    return " ".join((_NOTES, *map(name_shown, figures.released.outside)))


def _units(figures: PublicFigures, rows: NamedRows) -> Iterator[Json]:
    complete, units = figures.released.complete, [_unit_id(row) for row in rows.rows]
    yield _typed(
        "ReportingUnit",
        _COUNTY,
        Type="county",
        Name=_text(f"{figures.county} County"),
        ComposingGpUnitIds=units,
        TotalSubUnits=len(units),
        SubUnitsReported=len(units) if complete else 0,
        ExternalIdentifier=_county_ids(figures),
    )
    for row in rows.rows:
        pooled = row.precinct is None or row.precinct in ROWS_OF_ALL
        kind: Json = {"Type": "other", "OtherType": "ballots of several precincts"} if pooled else {"Type": "precinct"}
        status = _typed("CountStatus", Type="total", Status="completed" if complete else "in-process")
        named = _text(rows.precincts[row_key(row)])
        yield _typed("ReportingUnit", _unit_id(row), **kind, Name=named, CountStatus=[status])
    for one in figures.election.districts:
        kind = {"Type": "other", "OtherType": "district"}
        yield _typed("ReportingUnit", id_of("district", one.id), **kind, Name=_text(one.name or one.id))


def _county_ids(figures: PublicFigures) -> list[Json]:
    if not figures.stated.fips:
        return []
    division = f"ocd-division/country:us/state:mt/county:{county_key(figures.county).replace(' ', '_')}"
    return [
        _typed("ExternalIdentifier", Type=kind, Value=one)
        for kind, one in (("fips", figures.stated.fips), ("ocd-id", division))
    ]


def _unit_id(row: PrecinctTotals) -> str:
    return id_of("precinct", row_key(row))


def _election(figures: PublicFigures, rows: NamedRows) -> Json:
    day = figures.election.date.isoformat()
    cast = [(_COUNTY, figures.ballots), *((_unit_id(row), ballots_of(row)) for row in rows.rows)]
    return _typed(
        "Election",
        ElectionScopeId=_COUNTY,
        StartDate=day,
        EndDate=day,
        Type=(kind_by_day(figures.election.date) or ElectionKind.SPECIAL).value,
        Name=_text(figures.election.title),
        BallotCounts=[
            _typed("BallotCounts", GpUnitId=unit, Type="total", BallotsCast=ballots) for unit, ballots in cast
        ],
        Candidate=[one for whole in rows.contests for one in _candidates(figures, rows, whole)],
        Contest=[_contest(figures, rows, whole) for whole in rows.contests],
    )


def _candidates(figures: PublicFigures, rows: NamedRows, whole: ContestTotals) -> Iterator[Json]:
    people = ((one.choice, one.name) for one in (*whole.choices, *whole.write_ins))
    for one in candidates_named(figures.election, rows.contest(whole), people):
        yield _typed("Candidate", one.id, BallotName=_text(one.name), PartyId=one.party)


def _contest(figures: PublicFigures, rows: NamedRows, whole: ContestTotals) -> Json:
    contest, carrying = rows.contest(whole), list(rows.carrying(whole))
    places: list[tuple[str, ContestTotals]] = [(_COUNTY, whole), *((_unit_id(row), part) for row, part in carrying)]
    known = {one.id for one in figures.election.districts}
    return _typed(
        _CLASSES[contest.kind],
        id_of("contest", contest.id),
        ElectionDistrictId=id_of("district", contest.district) if contest.district in known else _COUNTY,
        Name=rows.titles[whole.contest],
        TotalSubUnits=len(carrying),
        SubUnitsReported=len(carrying) if figures.released.complete else 0,
        OtherCounts=[
            _typed("OtherCounts", GpUnitId=unit, Overvotes=one.overvotes, Undervotes=one.undervotes)
            | ({"WriteIns": one.write_ins_pending} if one.write_ins_allowed else {})
            for unit, one in places
        ],
        ContestSelection=_selections(rows, whole, places),
        **_about(contest),
    )


_CLASSES = {
    ContestKind.CANDIDATE: "CandidateContest",
    ContestKind.ISSUE: "BallotMeasureContest",
    ContestKind.RETENTION: "RetentionContest",
}


def _about(contest: Contest) -> Json:
    match contest.kind:
        case ContestKind.CANDIDATE:
            elected = {"NumberElected": contest.seats} if contest.purpose.nominated is None else {}
            return {
                "VotesAllowed": contest.seats,
                "VoteVariation": "n-of-m" if contest.seats > 1 else "plurality",
            } | elected
        case ContestKind.ISSUE:
            return {"Type": "ballot-measure"}
        case ContestKind.RETENTION:
            return {"CandidateId": id_of("candidate", contest.id)}


def _selections(rows: NamedRows, whole: ContestTotals, places: list[tuple[str, ContestTotals]]) -> list[Json]:
    """A selection for each choice, with its votes in the county first. Write-ins not yet named are none."""
    contest, lines = rows.contest(whole), [(unit, rows.lines(whole, part)) for unit, part in places]
    found = []
    for place, line in enumerate(rows.lines(whole, whole)):
        if line.kind is LineKind.PENDING:
            continue
        counts = [_typed("VoteCounts", Count=own[place].votes, GpUnitId=unit, Type="total") for unit, own in lines]
        make: Callable[..., Json] = _measured if is_question(contest) else _elected
        found.append(make(contest, line.key, line.name, line.kind) | {"VoteCounts": counts})
    return found


def _measured(contest: Contest, key: str, name: str, _: LineKind) -> Json:
    return _typed("BallotMeasureSelection", id_of("choice", contest.id, key), Selection=_text(name))


def _elected(contest: Contest, key: str, _: str, kind: LineKind) -> Json:
    candidate = id_of("candidate", contest.id, key)
    written = {"IsWriteIn": True} if kind is LineKind.DECLARED else {}
    return _typed("CandidateSelection", id_of("choice", contest.id, key), CandidateIds=[candidate]) | written
