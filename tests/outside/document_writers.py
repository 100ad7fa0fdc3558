"""A simulated county as the JSON of Dominion, the XML of Hart, NIST's format in both, and VxSuite's folders."""

import hashlib
import json
from typing import Any
from xml.sax.saxutils import escape

from tests.outside.recorded_county import KnownSheet, KnownVotes, RecordedCounty

Files = dict[str, bytes]
"""What an export holds, by name."""


def as_json(value: object) -> bytes:
    """JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False).encode()


def guid(*parts: object) -> str:
    """An id that looks made up, and is always the same."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def dominion_json(county: RecordedCounty) -> Files:
    """Manifests, and one file of sessions for each batch."""

    def manifest(rows: list[dict[str, Any]]) -> bytes:
        return as_json({"Version": "5.17.18.1", "List": rows})

    contests = [
        {"Description": one.title, "Id": 10 + place, "VoteFor": one.seats, "NumOfRanks": 0, "Disabled": 0}
        for place, one in enumerate(county.contests)
    ]
    candidates = [
        {"Description": name, "Id": _candidate(place, choice), "ContestId": 10 + place, "Type": "Regular"}
        for place, one in enumerate(county.contests)
        for choice, name in enumerate(one.choices)
    ]
    written = [
        {"Description": "Write-in", "Id": _candidate(place, 90), "ContestId": 10 + place, "Type": "WriteIn"}
        for place in range(len(county.contests))
    ]
    precincts = sorted({sheet.precinct for sheet in county.sheets})
    rows = [{"Description": name, "Id": 1 + place, "ExternalId": ""} for place, name in enumerate(precincts)]
    portions = [
        {"Description": name, "Id": 101 + place, "PrecinctId": 1 + place} for place, name in enumerate(precincts)
    ]
    conditions = {0: "Ambiguous", 4: "Undervote", 5: "Overvote", 6: "BlankContest", 7: "InvalidContest"}
    groups = [{"Description": "Election Day", "Id": 1}, {"Description": "Absentee", "Id": 2}]
    return {
        "ContestManifest.json": manifest(contests),
        "CandidateManifest.json": manifest(candidates + written),
        "PrecinctManifest.json": manifest(rows),
        "PrecinctPortionManifest.json": manifest(portions),
        "CountingGroupManifest.json": manifest(groups),
        "OutstackConditionManifest.json": manifest(
            [{"Id": one, "Description": name} for one, name in conditions.items()]
        ),
        **{
            f"CvrExport_{batch}.json": as_json(
                {
                    "Version": "5.17.18.1",
                    "ElectionId": "Simulated County",
                    "Sessions": [
                        dominion_session(county, sheet, 101 + precincts.index(sheet.precinct))
                        for sheet in county.sheets
                        if sheet.batch == batch
                    ],
                }
            )
            for batch in sorted({sheet.batch for sheet in county.sheets})
        },
    }


def _candidate(contest: int, choice: int) -> int:
    return 1000 + 100 * contest + choice


def dominion_stem(sheet: KnownSheet) -> str:
    """The picture's name."""
    return f"{sheet.tabulator:05}_{sheet.batch:05}_{sheet.position:06}"


def dominion_session(county: RecordedCounty, sheet: KnownSheet, portion: int) -> dict[str, Any]:
    """One session, with one ambiguous mark that is no vote in each contest."""
    return {
        "TabulatorId": sheet.tabulator,
        "BatchId": sheet.batch,
        "RecordId": sheet.position,
        "CountingGroupId": 2 if sheet.group == "Absentee" else 1,
        "ImageMask": f"D:\\Results\\Tabulator{sheet.tabulator:05}\\Images\\{dominion_stem(sheet)}*.*",
        "Original": {
            "PrecinctPortionId": portion,
            "BallotTypeId": 1 + sheet.style,
            "IsCurrent": True,
            "Cards": [{"Id": 1, "PaperIndex": 0, "Contests": [_dominion_contest(county, one) for one in sheet.votes]}],
        },
    }


def _dominion_contest(county: RecordedCounty, votes: KnownVotes) -> dict[str, Any]:
    over = county.overvoted(votes)
    number = len(votes.choices) + votes.write_ins
    marks = [_dominion_mark(_candidate(votes.contest, choice), not over) for choice in votes.choices]
    marks += [_dominion_mark(_candidate(votes.contest, 90), not over)] * votes.write_ins
    marks.append({**_dominion_mark(_candidate(votes.contest, 0), False), "IsAmbiguous": True})
    seats = county.contests[votes.contest].seats
    return {
        "Id": 10 + votes.contest,
        "Undervotes": 0 if over else seats - number,
        "Overvotes": seats if over else 0,
        "OutstackConditionIds": [5] if over else [],
        "Marks": marks,
    }


def _dominion_mark(candidate: int, vote: bool) -> dict[str, Any]:
    return {"CandidateId": candidate, "Rank": 1, "MarkDensity": 80, "IsAmbiguous": False, "IsVote": vote}


def hart_xml(county: RecordedCounty) -> Files:
    """One file a sheet."""
    return {f"1_{hart_key(sheet)}.xml": _hart_sheet(county, sheet) for sheet in county.sheets}


def hart_key(sheet: KnownSheet) -> str:
    """The record's own number."""
    return guid("sheet", sheet.number)


def _hart_sheet(county: RecordedCounty, sheet: KnownSheet) -> bytes:
    contests = "".join(_hart_contest(county, votes) for votes in sheet.votes)
    return (
        '\ufeff<?xml version="1.0" encoding="utf-8"?>'
        f'<Cvr xmlns="http://tempuri.org/CVRDesign.xsd"><Contests>{contests}</Contests>'
        f"<BatchSequence>{sheet.position}</BatchSequence><SheetNumber>1</SheetNumber>"
        f"<PrecinctSplit><Name>{sheet.precinct}</Name><Id>{guid(sheet.precinct)}</Id></PrecinctSplit>"
        f"<BatchNumber>{sheet.batch}</BatchNumber><CvrGuid>{hart_key(sheet)}</CvrGuid></Cvr>"
    ).encode()


def _hart_contest(county: RecordedCounty, votes: KnownVotes) -> str:
    contest = county.contests[votes.contest]
    options = [
        f"<Option><Name>{escape(name)}</Name><Id>{guid(name)}</Id><Value>1</Value></Option>"
        for name in county.names(votes)
    ]
    options += [
        "<Option><Id>0</Id><Value>1</Value><WriteInData><Text /><WriteInDataStatus>Unresolved</WriteInDataStatus>"
        "</WriteInData></Option>"
    ] * votes.write_ins
    left = contest.seats - len(options)
    flag = "<Overvoted />" if left < 0 else f"<Undervotes>{left}</Undervotes>" if left else ""
    return (
        f"<Contest><Name>{escape(contest.title)}</Name><Id>{guid(contest.title)}</Id>"
        f"<Options>{''.join(options)}</Options>{flag}</Contest>"
    )


def cdf_report(county: RecordedCounty) -> dict[str, Any]:
    """A report in NIST's format."""
    return {
        "@type": "CVR.CastVoteRecordReport",
        **_cdf_head(county),
        "CVR": [_cvr(county, one) for one in county.sheets],
    }


def _cdf_head(county: RecordedCounty) -> dict[str, Any]:
    precincts = sorted({sheet.precinct for sheet in county.sheets})
    return {
        "Version": "1.0.0",
        "GeneratedDate": "2026-11-03T20:00:00Z",
        "ReportGeneratingDeviceIds": ["device"],
        "ReportingDevice": [{"@type": "CVR.ReportingDevice", "@id": "device", "Manufacturer": "Simulator"}],
        "Election": [
            {
                "@type": "CVR.Election",
                "@id": "election",
                "Name": "Simulated Election",
                "ElectionScopeId": "county",
                "Candidate": [
                    {"@type": "CVR.Candidate", "@id": f"p{place}-{choice}", "Name": name}
                    for place, contest in enumerate(county.contests)
                    for choice, name in enumerate(contest.choices)
                ],
                "Contest": [_cdf_contest(county, place) for place in range(len(county.contests))],
            }
        ],
        "GpUnit": [
            {"@type": "CVR.GpUnit", "@id": "county", "Type": "county", "Name": "Example County"},
            *(
                {"@type": "CVR.GpUnit", "@id": f"u{place}", "Type": "precinct", "Name": name}
                for place, name in enumerate(precincts)
            ),
        ],
    }


def _cdf_contest(county: RecordedCounty, place: int) -> dict[str, Any]:
    contest = county.contests[place]
    listed = [
        {"@type": "CVR.CandidateSelection", "@id": f"s{choice}", "CandidateIds": [f"p{place}-{choice}"]}
        for choice in range(len(contest.choices))
    ]
    written = {"@type": "CVR.CandidateSelection", "@id": "write-in-0", "IsWriteIn": True}
    return {
        "@type": "CVR.CandidateContest",
        "@id": f"c{place}",
        "Name": contest.title,
        "VotesAllowed": contest.seats,
        "ContestSelection": [*listed, written],
    }


def _cvr(county: RecordedCounty, sheet: KnownSheet) -> dict[str, Any]:
    precincts = sorted({one.precinct for one in county.sheets})
    snapshots = [
        {"@type": "CVR.CVRSnapshot", "@id": f"{sheet.number}-original", "Type": "original", "CVRContest": []},
        {
            "@type": "CVR.CVRSnapshot",
            "@id": f"{sheet.number}-modified",
            "Type": "modified",
            "Status": ["other"],
            "OtherStatus": json.dumps({"ballotType": sheet.group}),
            "CVRContest": [_cdf_votes(county, votes) for votes in sheet.votes],
        },
    ]
    return {
        "@type": "CVR.CVR",
        "ElectionId": "election",
        "UniqueId": guid("cvr", sheet.number),
        "BallotStyleId": f"style-{sheet.style}",
        "BallotStyleUnitId": f"u{precincts.index(sheet.precinct)}",
        "BatchId": str(sheet.batch),
        "BallotSheetId": "1",
        "CurrentSnapshotId": f"{sheet.number}-modified",
        "CVRSnapshot": snapshots,
        "BallotImage": [{"@type": "CVR.ImageData", "Location": f"file:{sheet.number}-front.jpg"}],
    }


def _cdf_votes(county: RecordedCounty, votes: KnownVotes) -> dict[str, Any]:
    over = county.overvoted(votes)
    seats = county.contests[votes.contest].seats
    number = len(votes.choices) + votes.write_ins
    chosen = [_cdf_selection(f"s{choice}", "yes", "no" if over else "yes") for choice in votes.choices]
    chosen += [_cdf_selection("write-in-0", "yes", "no" if over else "unknown")] * votes.write_ins
    chosen.append(_cdf_selection("write-in-0", "no", "unknown"))
    return {
        "@type": "CVR.CVRContest",
        "ContestId": f"c{votes.contest}",
        "Overvotes": seats if over else 0,
        "Undervotes": 0 if over else seats - number,
        "Status": ["overvoted", "invalidated-rules"] if over else [],
        "CVRContestSelection": chosen,
    }


def _cdf_selection(selection: str, marked: str, counts: str) -> dict[str, Any]:
    place = {"@type": "CVR.SelectionPosition", "HasIndication": marked, "NumberVotes": 1, "IsAllocable": counts}
    return {"@type": "CVR.CVRContestSelection", "ContestSelectionId": selection, "SelectionPosition": [place]}


def as_cdf_xml(report: dict[str, Any]) -> bytes:
    """The report in XML: ids and classes are attributes."""
    inner = "".join(_xml(name, value) for name, value in report.items() if not name.startswith("@"))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<CastVoteRecordReport '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xmlns="http://itl.nist.gov/ns/voting/1500-103/v1">{inner}</CastVoteRecordReport>'
    ).encode()


def _xml(name: str, value: object) -> str:
    if isinstance(value, list):
        return "".join(_xml(name, one) for one in value)
    if isinstance(value, bool):
        return f"<{name}>{str(value).lower()}</{name}>"
    if not isinstance(value, dict):
        return f"<{name}>{escape(str(value))}</{name}>"
    own = {"@id": "ObjectId", "@type": "xsi:type"}
    attributes = "".join(f' {own[key]}="{str(one).removeprefix("CVR.")}"' for key, one in value.items() if key in own)
    inner = "".join(_xml(key, one) for key, one in value.items() if key not in own)
    return f"<{name}{attributes}>{inner}</{name}>"


def vxsuite(county: RecordedCounty) -> Files:
    """A file for all, and a folder for each sheet."""
    head = {"@type": "CVR.CastVoteRecordReport", **_cdf_head(county)}
    head["ReportingDevice"] = [{"@type": "CVR.ReportingDevice", "@id": "device", "Manufacturer": "VotingWorks"}]
    batches = sorted({sheet.batch for sheet in county.sheets})
    counted = [
        {"id": str(batch), "label": "", "sheetCount": sum(one.batch == batch for one in county.sheets)}
        for batch in batches
    ]
    return {
        "metadata.json": as_json(
            {"arePollsClosed": True, "castVoteRecordReportMetadata": head, "batchManifest": counted}
        ),
        **{
            f"{guid('cvr', sheet.number)}/cast-vote-record-report.json": as_json({**head, "CVR": [_cvr(county, sheet)]})
            for sheet in county.sheets
        },
    }
