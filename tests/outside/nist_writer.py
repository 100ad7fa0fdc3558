"""A simulated county in NIST's format, as JSON and XML, and as VxSuite's folders of it."""

import json
from typing import Any
from xml.sax.saxutils import escape

from tests.outside.given_files import Files, as_json
from tests.outside.recorded_county import KnownSheet, KnownVotes, RecordedCounty, guid


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
