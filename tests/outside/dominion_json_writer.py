"""A simulated county as the JSON of Dominion: manifests, and sessions."""

from typing import Any

from tests.outside.given_files import Files, as_json
from tests.outside.recorded_county import KnownSheet, KnownVotes, RecordedCounty


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
