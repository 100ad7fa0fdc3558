"""A simulated county as the XML of Hart: one file a sheet."""

from xml.sax.saxutils import escape

from tests.outside.given_files import Files
from tests.outside.recorded_county import KnownSheet, KnownVotes, RecordedCounty, guid


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
