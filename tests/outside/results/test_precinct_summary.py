"""Electionware's summaries: every option that a county may print with, and pages that are missing or out of place."""

import io
from dataclasses import replace

import pytest
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from outside.errors import OutsideFileError
from outside.findings import FindingKind
from outside.formats import OutsideFormat
from outside.limits import OutsideLimits
from outside.pdf_pages import pages_of
from outside.reading import read_outside
from outside.results import OutsideResults, OutsideRow, OutsideRowKind, ResultsLevel
from outside.source import OutsideFile
from tests.outside.given_files import results_of
from tests.outside.simulated_county import Shape, as_printed, of_county, simulated_county
from tests.outside.summary_writer import Look, SummaryWriter, precinct_summary

SHAPES = [
    (Shape(), Look()),
    (Shape(groups=False, overvotes=False, totals=True, written_in=True), Look()),
    (Shape(overvotes=False), Look(percents=True, county_line=False)),
    (Shape(totals=True, written_in=True), Look(percents=True, page_rows=12)),
    (Shape(groups=False, overvotes=True), Look(percents=True, page_rows=9, label="UNOFFICIAL RESULTS")),
]


def reading_of(content: bytes) -> OutsideResults | OutsideFileError:
    (reading,) = read_outside([OutsideFile("report.pdf", content)])
    assert isinstance(reading, OutsideResults | OutsideFileError)
    return reading


@pytest.mark.parametrize("at", range(len(SHAPES)))
def test_a_summary_is_read_as_it_was_printed(at: int) -> None:
    shape, look = SHAPES[at]
    truth = as_printed(simulated_county(10 + at), shape)
    found = results_of(precinct_summary(truth, look))
    assert found.precincts == truth.precincts
    assert found.groups == truth.groups
    source = found.source
    assert source.format is OutsideFormat.ESS_PRECINCT_SUMMARY
    assert (source.label, source.election, source.election_date) == (
        look.label,
        "LARKSPUR COUNTY GENERAL",
        "November 3, 2026",
    )
    assert source.county == ("Larkspur County" if look.county_line else "")
    assert source.run_at == "11/09/2026 10:04 AM"
    assert {one.kind for one in found.findings} == ({FindingKind.LABEL} if "UNOFFICIAL" in look.label else set())


def test_an_election_summary_is_one_county() -> None:
    truth = simulated_county(20)
    whole = as_printed(replace(truth, precincts=(of_county(truth),)), Shape())
    found = results_of(precinct_summary(whole, Look(precinct_lines=False)))
    assert found.level is ResultsLevel.COUNTY
    assert found.precincts == whole.precincts
    assert found.source.format is OutsideFormat.ESS_ELECTION_SUMMARY


def small() -> OutsideResults:
    return as_printed(simulated_county(21, precincts=3), Shape(groups=False, totals=True))


def test_heads_that_are_wrapped_within_a_word_are_one_name() -> None:
    truth = replace(
        as_printed(simulated_county(22, precincts=2), Shape()), groups=("Wednesday", "Election Day", "Provisional")
    )
    assert results_of(precinct_summary(truth)).groups == ("Wednesday", "Election Day", "Provisional")


def test_a_name_that_ends_in_digits_keeps_them() -> None:
    truth = as_printed(simulated_county(23, precincts=1), Shape(groups=False, written_in=True))
    rows = results_of(precinct_summary(truth)).precincts[0].contests[0].rows
    assert "Duplicate 2" in {row.name for row in rows if row.kind is OutsideRowKind.WRITE_IN}


def test_a_title_that_ends_in_a_digit_above_the_figures_is_a_title() -> None:
    truth = small()
    ends = ("", " NO.", " NOS. AND POSITION")
    contests = tuple(
        replace(one, title=f"FOR UNIFIED SCHOOL DISTRICT 3 POSITION{end} 3")
        for one, end in zip(truth.precincts[0].contests, ends, strict=True)
    )
    truth = replace(truth, precincts=(replace(truth.precincts[0], contests=contests), *truth.precincts[1:]))
    assert results_of(precinct_summary(truth)).precincts == truth.precincts


def test_a_name_in_two_lines_is_one_name() -> None:
    truth = small()
    name = "Anneliese R. Ashbury-Applewhite and Benedict C. Birchington"
    rows = (OutsideRow(name, OutsideRowKind.CHOICE, 0), *truth.precincts[0].contests[0].rows)
    rows = (*rows, OutsideRow(f"{name} the Younger of Larkspur", OutsideRowKind.CHOICE, 0))
    contests = (replace(truth.precincts[0].contests[0], rows=rows), *truth.precincts[0].contests[1:])
    truth = replace(truth, precincts=(replace(truth.precincts[0], contests=contests), *truth.precincts[1:]))
    found = results_of(precinct_summary(truth)).precincts[0].contests[0]
    assert [row.name for row in found.rows] == [row.name for row in rows]


def test_a_precinct_s_name_in_two_lines_is_one_on_all_its_pages() -> None:
    truth = small()
    named = (replace(truth.precincts[1], name="PRECINCT 02 - LARKSPUR FAIRGROUNDS AND THE ISLANDS"), truth.precincts[2])
    truth = replace(truth, precincts=(truth.precincts[0], *named))
    assert results_of(precinct_summary(truth, Look(page_rows=12))).precincts == truth.precincts


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (OutsideLimits(pages=2), "pages; at most 2"),
        (OutsideLimits(pdf_bytes=100), "at most 100"),
        (OutsideLimits(pdf_megabytes=20), "broke its reader"),
    ],
)
def test_a_pdf_that_takes_more_than_it_may_is_stopped(limits: OutsideLimits, words: str) -> None:
    with pytest.raises(OutsideFileError, match=words):
        pages_of(precinct_summary(small()), limits)


def test_pages_in_another_order_are_read_by_their_numbers() -> None:
    truth = small()
    look = Look(page_rows=12)
    pages = len(read_pages(truth, look))
    found = results_of(precinct_summary(truth, replace(look, order=tuple(reversed(range(pages))))))
    assert found.precincts == truth.precincts
    assert [one.kind for one in found.findings] == [FindingKind.PAGES]


def read_pages(truth: OutsideResults, look: Look) -> list[object]:
    writer = SummaryWriter(truth, look)
    writer.content()
    return list(writer.pages)


@pytest.mark.parametrize("without", [0, 1, -1])
def test_a_missing_page_is_refused_or_found(without: int) -> None:
    truth, look = small(), Look(page_rows=12)
    pages = list(range(len(read_pages(truth, look))))
    del pages[without]
    found = reading_of(precinct_summary(truth, replace(look, order=tuple(pages))))
    assert isinstance(found, OutsideFileError) or FindingKind.PAGES in {one.kind for one in found.findings}


def test_a_page_that_is_there_twice_is_refused_or_found() -> None:
    truth, look = small(), Look()
    found = reading_of(precinct_summary(truth, replace(look, order=(0, 1, 1, 2))))
    assert isinstance(found, OutsideFileError) or FindingKind.PAGES in {one.kind for one in found.findings}


def with_row(truth: OutsideResults, change: OutsideRow) -> OutsideResults:
    precinct = truth.precincts[0]
    contest = precinct.contests[0]
    rows = tuple(change if row.kind is change.kind else row for row in contest.rows)
    contests = (replace(contest, rows=rows), *precinct.contests[1:])
    return replace(truth, precincts=(replace(precinct, contests=contests), *truth.precincts[1:]))


@pytest.mark.parametrize(
    ("kind", "kinds"),
    [
        (OutsideRowKind.UNDERVOTES, {FindingKind.BALLOTS}),
        (OutsideRowKind.WRITE_INS, {FindingKind.VOTES, FindingKind.BALLOTS}),
    ],
)
def test_a_changed_figure_is_found(kind: OutsideRowKind, kinds: set[FindingKind]) -> None:
    truth = small()
    row = next(one for one in truth.precincts[0].contests[0].rows if one.kind is kind)
    found = results_of(precinct_summary(with_row(truth, replace(row, total=row.total + 1))))
    assert {one.kind for one in found.findings} >= kinds


@pytest.mark.parametrize("end", [0, 100, 1000, -600, -40])
def test_a_pdf_that_is_cut_off_is_refused_or_read_whole(end: int) -> None:
    truth = small()
    content = precinct_summary(truth)[: end or None]
    found = reading_of(content)
    assert isinstance(found, OutsideFileError) or found.precincts == truth.precincts


def drawn_line_by_line(lines: list[str]) -> bytes:
    """A report whose lines are each one text, so that no columns are seen."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=letter, invariant=1)
    for at, line in enumerate(lines):
        canvas.drawString(40, 760 - 13 * at, line)
    canvas.save()
    return out.getvalue()


LINES = [
    "Summary Results Report",
    "LARKSPUR COUNTY GENERAL",
    "November 3, 2026",
    "OFFICIAL RESULTS",
    "Larkspur County",
    "PRECINCT 07",
    "Statistics TOTAL Poll Absentee",
    "Registered Voters - Total 612",
    "Ballots Cast - Total 431 98 333",
    "Voter Turnout - Total 70.42%",
    "SHERIFF",
    "DISTRICT 3",
    "Vote For 1",
    "TOTAL Poll Absentee",
    "REP ANNE ABLE 240 55 185",
    "DEM BEN BAKER 178 40 138",
    "Write-In: Duplicate 2 2 1 1",
    "Write-In Totals 2 1 1",
    "Not Assigned 0 0 0",
    "Total Votes Cast 420 96 324",
    "Overvotes 1 0 1",
    "Undervotes 10 2 8",
    "Contest Totals 431 98 333",
    "Precinct Summary - 11/09/2026 10:04 AM 1 of 1",
    "Report generated with Electionware Copyright © 2007-2020",
]


def test_a_report_that_is_not_set_in_columns_is_read_from_the_right() -> None:
    found = results_of(drawn_line_by_line(LINES))
    (precinct,) = found.precincts
    (contest,) = precinct.contests
    assert (precinct.name, precinct.ballots_cast, precinct.by_group) == ("PRECINCT 07", 431, (98, 333))
    assert (contest.title, contest.contest_total) == ("SHERIFF DISTRICT 3", 431)
    assert [(row.name, row.total) for row in contest.rows][:3] == [
        ("ANNE ABLE", 240),
        ("BEN BAKER", 178),
        ("Duplicate 2", 2),
    ]
    assert (found.groups, found.findings) == (("Poll", "Absentee"), ())
    source = found.source
    assert (source.label, source.county, source.election) == (
        "OFFICIAL RESULTS",
        "Larkspur County",
        "LARKSPUR COUNTY GENERAL",
    )


def test_a_column_of_totals_that_is_no_choice_stops_the_report() -> None:
    lines = [line.replace("DEM BEN BAKER", "Total") for line in LINES]
    with pytest.raises(OutsideFileError, match="page 1: found a line that is no known row: 'Total 178 40 138'"):
        results_of(drawn_line_by_line(lines))


def test_precincts_that_are_not_counted_are_found() -> None:
    lines = [*LINES[:9], "Election Day Precincts Reporting 11 of 12", *LINES[9:]]
    found = results_of(drawn_line_by_line(lines))
    assert [one.title for one in found.precincts[0].contests] == ["SHERIFF DISTRICT 3"]
    assert [(one.kind, one.words) for one in found.findings] == [
        (FindingKind.PRECINCTS, "Election Day Precincts Reporting: 11 of 12")
    ]
