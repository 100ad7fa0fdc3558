"""A report that calls itself a test, or has nothing in it, is told from a count before anybody takes it for one."""

from dataclasses import replace

import pytest

from outside.checks import label_findings
from outside.findings import FindingKind
from tests.outside.erm_writer import erm_report
from tests.outside.given_files import results_of
from tests.outside.simulated_county import NOTHING, Shape, as_printed, simulated_county
from tests.outside.summary_writer import Look, precinct_summary


@pytest.mark.parametrize(
    "words",
    [
        "TEST RESULTS",
        "Logic and Accuracy",
        "LOGIC & ACCURACY TEST",
        "L&A RESULTS",
        "Zero Report",
        "ZEROS TAPE",
        "General_Test_2026",
        "SAMPLE RESULTS",
        "Public Testing",
        "TRAINING ELECTION",
    ],
)
def test_a_file_that_is_titled_as_a_test_says_so_wherever_its_head_has_it(words: str) -> None:
    for source in (replace(NOTHING, label=words), replace(NOTHING, election=words), replace(NOTHING, heading=words)):
        (finding,) = label_findings(source)
        assert finding.kind is FindingKind.LABEL
        assert words in finding.words


@pytest.mark.parametrize(
    "words",
    ["OFFICIAL RESULTS", "Protest Hill Primary", "DEMOCRATIC PRIMARY", "HALL & ANNEX", "Contested Offices", "Latest"],
)
def test_words_that_only_hold_those_letters_are_no_test(words: str) -> None:
    assert not [*label_findings(replace(NOTHING, label=words, election=words, heading=words))]


def test_the_printed_head_of_each_report_is_looked_through() -> None:
    truth = as_printed(simulated_county(5), Shape(codes=True))
    text = erm_report(truth)
    assert b"GENERAL ELECTION" in text
    assert not results_of(text).findings
    tested = results_of(text.replace(b"GENERAL ELECTION", b"GENERAL L&A TEST"))
    assert [one.kind for one in tested.findings] == [FindingKind.LABEL]
    summary = results_of(precinct_summary(as_printed(simulated_county(5), Shape()), Look(label="ZERO REPORT")))
    assert [one.kind for one in summary.findings if "ZERO" in one.words] == [FindingKind.LABEL]


def test_a_report_of_noughts_alone_is_a_zero_report_by_its_figures() -> None:
    truth = as_printed(simulated_county(5), Shape(codes=True))
    nothing = tuple(
        replace(
            one,
            ballots_cast=0,
            blank_cast=0,
            by_group=tuple(0 for _ in truth.groups),
            contests=tuple(
                replace(
                    each, rows=tuple(replace(r, total=0, by_group=tuple(0 for _ in truth.groups)) for r in each.rows)
                )
                for each in one.contests
            ),
        )
        for one in truth.precincts
    )
    found = results_of(erm_report(replace(truth, precincts=nothing)))
    assert [one.words for one in found.findings if "zero report" in one.words]
    assert not [one for one in results_of(erm_report(truth)).findings if "zero report" in one.words]
