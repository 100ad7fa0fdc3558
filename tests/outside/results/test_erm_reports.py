"""ERM's reports in text: what is printed is read, whatever the printer and the county's settings did to it."""

from dataclasses import replace

import pytest

from outside.errors import OutsideFileError
from outside.findings import FindingKind
from outside.formats import OutsideFormat
from outside.results import OutsideRowKind, ResultsLevel
from tests.outside.erm_writer import erm_report
from tests.outside.given_files import results_of
from tests.outside.simulated_county import Shape, as_printed, of_county, simulated_county
from tests.outside.workbook_writer import workbook

SHAPES = [Shape(groups=groups, overvotes=over, codes=True) for groups in (True, False) for over in (True, False)]
GROUPED = SHAPES[0]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_precinct_report_is_read_as_it_was_printed(shape: Shape, seed: int) -> None:
    truth = as_printed(simulated_county(seed), shape)
    found = results_of(erm_report(truth, line_end="\r\n" if seed == 1 else "\n"))
    assert (found.groups, found.precincts) == (truth.groups, truth.precincts)
    assert found.source.format is (OutsideFormat.ESS_EL30A if shape.groups else OutsideFormat.ESS_EL30)
    assert found.findings == ()
    source = found.source
    assert (source.label, source.county) == ("OFFICIAL", "LARKSPUR COUNTY, MONTANA")
    assert (source.election, source.election_date) == ("GENERAL ELECTION", "NOVEMBER 3, 2026")
    assert source.run_at == "11/09/26 10:04 AM"


@pytest.mark.parametrize("shape", SHAPES)
def test_a_report_of_the_county_is_the_sum_of_its_precincts(shape: Shape) -> None:
    truth = simulated_county(3)
    whole = as_printed(replace(truth, precincts=(of_county(truth),)), replace(shape, codes=False))
    found = results_of(erm_report(whole, county_level=True))
    assert found.level is ResultsLevel.COUNTY
    assert found.precincts == whole.precincts
    assert found.findings == ()


def test_a_report_in_a_web_page_and_one_in_a_workbook_are_read_alike() -> None:
    report = erm_report(as_printed(simulated_county(4), GROUPED))
    text = report.decode("cp1252").replace("\x1bE\r", "")
    web = f"<HTML>\n<PRE>\n{text.replace('&', '&amp;').replace(chr(34), '&quot;')}</PRE></HTML>".encode()
    lines = [[line] for line in text.replace("\f", "\n").split("\n")]
    as_text, as_web, as_sheet = results_of(report), results_of(web), results_of(workbook({"Sheet1": lines[1:]}))
    assert as_text.precincts == as_web.precincts == as_sheet.precincts


REPORT = """\
PREC REPORT-GROUP DETAIL                          LARKSPUR COUNTY, MONTANA                            OFFICIAL
RUN DATE:11/09/26 10:04 AM

0007 PRECINCT 07 - RURAL
                                        TOTAL VOTES     %             POLL      ABSENTEE
 REGISTERED VOTERS - TOTAL  .  .  .  .  .  .    612
 BALLOTS CAST - TOTAL .  .  .  .  .  .  .  .    431                     98           333

SHERIFF
DISTRICT 3
(VOTE FOR)  1
 ANNE ABLE (REP).  .  .  .  .  .  .  .  .  .    240    57.14            55           185
 BEN BAKER JR.  .  .  .  .  .  .  .  .  .  .    178    42.38            40           138
 WRITE-IN.  .  .  .  .  .  .  .  .  .  .  .       2      .48             1             1
 Over Votes  .  .  .  .  .  .  .  .  .  .  .      1                      0             1
 Under Votes .  .  .  .  .  .  .  .  .  .  .     10                      2             8
"""

YES = " YES .  .  .  .  .  .  .  .  .  .  .  .  .       9   100.00             4             5\n"


def changed(old: str, new: str) -> bytes:
    assert old in REPORT
    return REPORT.replace(old, new).encode("cp1252")


def test_the_report_of_the_manual_is_read_to_the_last_vote() -> None:
    found = results_of(REPORT.encode())
    (precinct,) = found.precincts
    (contest,) = precinct.contests
    assert (contest.title, contest.seats) == ("SHERIFF DISTRICT 3", 1)
    assert [row.total for row in contest.rows] == [240, 178, 2, 1, 10]
    assert contest.rows[0].party == "REP"
    assert contest.rows[1].name == "BEN BAKER JR."
    assert found.findings == ()


def test_a_percent_below_one_has_no_zero_and_is_no_group() -> None:
    row = next(
        one for one in results_of(REPORT.encode()).precincts[0].contests[0].rows if one.kind is OutsideRowKind.WRITE_INS
    )
    assert (row.total, row.by_group) == (2, (1, 1))


def test_the_last_line_of_a_page_has_no_end_before_the_form_feed() -> None:
    second = REPORT.replace("SHERIFF", "CORONER").partition("\n REGISTERED")
    pages = f"{REPORT.rstrip()}\f{second[0]}\n\nCORONER\n(VOTE FOR)  1\n{YES}"
    contests = results_of(pages.encode()).precincts[0].contests
    assert [one.title for one in contests] == ["SHERIFF DISTRICT 3", "CORONER"]


def test_two_contests_of_one_title_and_other_seats_are_two() -> None:
    more = REPORT + "\nSHERIFF\nDISTRICT 3\n(VOTE FOR)  2\n" + YES
    contests = results_of(more.encode()).precincts[0].contests
    assert [(one.title, one.seats, one.place) for one in contests] == [
        ("SHERIFF DISTRICT 3", 1, 1),
        ("SHERIFF DISTRICT 3", 2, 1),
    ]


def test_two_contests_that_only_their_order_tells_apart_are_a_finding() -> None:
    more = REPORT + "\nSHERIFF\nDISTRICT 3\n(VOTE FOR)  1\n" + YES
    found = results_of(more.encode())
    assert [one.place for one in found.precincts[0].contests] == [1, 2]
    assert {one.kind for one in found.findings} == {FindingKind.CONTESTS}


def test_a_party_s_page_gives_its_contests_the_party() -> None:
    (contest,) = results_of(changed("LARKSPUR COUNTY, MONTANA", "REPUBLICAN PARTY        ")).precincts[0].contests
    assert contest.party == "REPUBLICAN PARTY"


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("55           185", "55           186", {"groups"}),
        (" 10                      2", " 12                      4", {"ballots"}),
        ("    240    57.14            55 ", "    241    57.14            56 ", {"votes", "ballots"}),
        ("OFFICIAL", "UNOFFICIAL", {"label"}),
        ("\n\nSHERIFF", "\n VOTER TURNOUT - TOTAL  .  .  .  .  .  .  .            70.43\n\nSHERIFF", set()),
        ("\n\nSHERIFF", "\n VOTER TURNOUT - TOTAL  .  .  .  .  .  .  .            71.42\n\nSHERIFF", {"ballots"}),
        ("OFFICIAL", "OFFICIAL      REPORT-EL30A PAGE 0007-02", {"pages"}),
    ],
)
def test_what_does_not_add_up_is_found(old: str, new: str, kinds: set[str]) -> None:
    assert {one.kind.value for one in results_of(changed(old, new)).findings} == kinds


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("    240    57.14", "    24O    57.14", "figures do not end where the columns do|no known row"),
        ("(VOTE FOR)  1\n ANNE", " ANNE", "no known row"),
        ("SHERIFF\nDISTRICT 3\n", "", "without a title"),
        ("            55           185", "            55      185     ", "figures do not end"),
        ("0007 PRECINCT 07 - RURAL\n", "", "before any precinct"),
        ("DISTRICT 3\n", "RUN DATE:11/09/26 10:04 AM\n", "no known row"),
        ("(VOTE FOR)  1", "(VOTE FOR)  0", "for nobody"),
        ("WRITE-IN.  .  .", "WRITE-IN.  .  Q", "figures do not end"),
        ("           185", "              ", "figures do not end|no known row"),
    ],
)
def test_what_is_no_known_row_stops_the_file_with_its_line(old: str, new: str, words: str) -> None:
    with pytest.raises(OutsideFileError, match=words) as stopped:
        results_of(changed(old, new))
    assert "line " in str(stopped.value)


def test_a_title_that_begins_with_a_year_is_no_precinct() -> None:
    (precinct,) = results_of(changed("SHERIFF\nDISTRICT 3", "2026 LEVY")).precincts
    assert [one.title for one in precinct.contests] == ["2026 LEVY"]


def test_a_report_that_is_cut_anywhere_is_refused_or_shows_it() -> None:
    whole = erm_report(as_printed(simulated_county(5), GROUPED))
    for end in range(200, len(whole) - 4, 997):
        try:
            found = results_of(whole[:end])
        except OutsideFileError:
            continue
        assert FindingKind.PAGES in {one.kind for one in found.findings}, end
