"""A simulated county as the CSV and workbooks of ES&S, Dominion and Clear Ballot."""

import csv
import io
from collections.abc import Iterable, Sequence

from tests.outside.pictured_workbook import Cell, workbook
from tests.outside.recorded_county import KnownSheet, RecordedCounty


def as_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """The rows, with lines that end as on Windows."""
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerows(rows)
    return file.getvalue().encode()


def ess_rows(county: RecordedCounty, repeat_titles: bool = False) -> list[list[Cell]]:
    """ES&S: one row a sheet, one column a vote; further votes of a contest have empty headings, or the same one."""
    heading: list[Cell] = ["Cast Vote Record", "Precinct", "Ballot Style", "Reporting Group"]
    for contest in county.contests:
        heading += [contest.title, *[contest.title if repeat_titles else ""] * (contest.seats - 1)]
    return [heading, *(_ess_row(county, sheet) for sheet in county.sheets)]


def _ess_row(county: RecordedCounty, sheet: KnownSheet) -> list[Cell]:
    row: list[Cell] = [sheet.number, sheet.precinct, f"Ballot Style {sheet.style}", sheet.group]
    by_contest = {votes.contest: votes for votes in sheet.votes}
    for place, contest in enumerate(county.contests):
        votes = by_contest.get(place)
        if votes is None:
            row += [""] * contest.seats
        elif county.overvoted(votes):
            row += ["overvote"] * contest.seats
        else:
            marked = [*county.names(votes), *["write-in:"] * votes.write_ins]
            row += [*marked, *["undervote"] * (contest.seats - len(marked))]
    return row


def ess_workbook(county: RecordedCounty) -> bytes:
    """The same as a workbook, in which write-ins are pictures over empty cells."""
    rows = ess_rows(county)
    pictures = [
        (number, column) for number, row in enumerate(rows) for column, cell in enumerate(row) if cell == "write-in:"
    ]
    return workbook([["" if cell == "write-in:" else cell for cell in row] for row in rows], pictures)


def ballots_table(county: RecordedCounty) -> bytes:
    """Electionware's Ballots table, with what stands above and below it."""
    above: list[list[Cell]] = [["Ballots"], ["GEN2611"], ["Example County,Montana"], ["11/03/2026"], []]
    heading: list[Cell] = [
        "Cast Vote Record",
        "Batch",
        "Ballot Status",
        "Original Ballot Exception",
        "Remaining Ballot Exception",
    ]
    heading += ["Reporting Group", "Tabulator CVR", "Precinct ID"]
    rows: list[list[Cell]] = [
        [
            sheet.number,
            f"AB-{sheet.batch:02}",
            "Not Reviewed",
            "Overvote, Undervote",
            "",
            sheet.group,
            f"{sheet.tabulator:04}{sheet.position:06}",
            sheet.precinct,
        ]
        for sheet in county.sheets
    ]
    return as_csv([*above, heading, *rows, [f"Total : {len(rows)}"]])


def dominion_csv(county: RecordedCounty) -> bytes:
    """Dominion: four rows of heading, one column a choice, and a write-in line for each seat."""
    titles: list[Cell] = [""] * 8
    names: list[Cell] = [""] * 8
    for contest in county.contests:
        columns = [*contest.choices, *["Write-in"] * contest.seats]
        titles += [f"{contest.title}\n  (Vote For={contest.seats})"] * len(columns)
        names += columns
    last: list[Cell] = ["CvrNumber", "TabulatorNum", "BatchId", "RecordId", "ImprintedId", "CountingGroup"]
    last += ["PrecinctPortion", "BallotType", *[""] * (len(titles) - 8)]
    first: list[Cell] = ["Simulated County", "5.17.18.1"]
    rows = [_dominion_row(county, place, sheet) for place, sheet in enumerate(county.sheets, 1)]
    return as_csv([first, titles, names, last, *rows])


def _dominion_row(county: RecordedCounty, number: int, sheet: KnownSheet) -> list[Cell]:
    row: list[Cell] = [number, f'="{sheet.tabulator}"', sheet.batch, sheet.position, dominion_key(sheet), sheet.group]
    row += [sheet.precinct, f"Ballot {sheet.style}"]
    by_contest = {votes.contest: votes for votes in sheet.votes}
    for place, contest in enumerate(county.contests):
        votes = by_contest.get(place)
        if votes is None:
            row += [""] * (len(contest.choices) + contest.seats)
        else:
            row += [int(choice in votes.choices) for choice in range(len(contest.choices))]
            row += [int(line < votes.write_ins) for line in range(contest.seats)]
    return row


def dominion_key(sheet: KnownSheet) -> str:
    """What is imprinted."""
    return f"{sheet.tabulator}-{sheet.batch}-{sheet.position}"


def clear_ballot_csv(county: RecordedCounty) -> bytes:
    """Clear Ballot: one column a choice; an overvoted contest has no mark at all."""
    heading: list[Cell] = ["RowNumber", "BoxID", "BoxPosition", "BallotID", "PrecinctID", "BallotStyleID"]
    heading += ["PrecinctStyleName", "ScanComputerName", "Status", "Remade"]
    number = 0
    for contest in county.contests:
        for choice in (*contest.choices, *["Write-In"] * contest.seats):
            number += 1
            heading.append(f"Choice_{number}_1:{contest.title}:Vote For {contest.seats}:{choice}:")
    rows = [_clear_ballot_row(county, place, sheet) for place, sheet in enumerate(county.sheets, 1)]
    return as_csv([heading, *rows])


def _clear_ballot_row(county: RecordedCounty, number: int, sheet: KnownSheet) -> list[Cell]:
    box = f"AB-{sheet.batch:03}"
    row: list[Cell] = [number, box, sheet.position, f"{box}+{10000 + sheet.position}", sheet.precinct, sheet.style]
    row += ["Precinct", "Computer-1", 0, 0]
    by_contest = {votes.contest: votes for votes in sheet.votes}
    for place, contest in enumerate(county.contests):
        votes = by_contest.get(place)
        if votes is None:
            row += [""] * (len(contest.choices) + contest.seats)
        elif county.overvoted(votes):
            row += [0] * (len(contest.choices) + contest.seats)
        else:
            row += [int(choice in votes.choices) for choice in range(len(contest.choices))]
            row += [int(line < votes.write_ins) for line in range(contest.seats)]
    return row


def clear_ballot_key(sheet: KnownSheet) -> str:
    """Computer, box and place in it."""
    return f"Computer-1-AB-{sheet.batch:03}-{sheet.position}"
