"""Any simulated county: its names are all found by rule, its count is the truth, and the ledger's words come back."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime

import pytest

from canvass.importing.answered_names import Answer, NamesRefused, answered
from canvass.importing.changed_figures import changed_figures
from canvass.importing.checked_count import count_of
from canvass.importing.checking.run_hours import made_at, run_findings
from canvass.importing.name_lines import LEFT_OUT, name_lines
from canvass.importing.names_left_out import NamesLeftOut
from canvass.importing.names_of_record import KeptResults, NamesOfRecord, names_with
from canvass.importing.names_recorded import entry_of, left_out_of, map_of
from canvass.importing.names_table import names_table, read_names
from canvass.importing.other_election import day_in
from outside.matching.defined_election import defined_election
from outside.matching.name_map import NameMap
from outside.results import OutsideResults, OutsideRowKind
from tabulate.definitions import parse_definition
from tabulate.hours import MONTANA_TIME
from tests.canvass.outside.county_beside import definition_of, with_row
from tests.outside.simulated_county import simulated_county
from tests.tabulate.later_outside_entries import FILE

SEEDS = range(12)


def names_of(*reports: OutsideResults) -> NamesOfRecord:
    election = defined_election(parse_definition(definition_of(reports[0])))
    files = tuple(KeptResults(replace(FILE, sha256=f"{at:064}"), one) for at, one in enumerate(reports))
    return names_with(election, files, None, NameMap(), NamesLeftOut())


@pytest.mark.parametrize("seed", SEEDS)
def test_the_count_of_a_report_is_what_was_counted(seed: int) -> None:
    results = simulated_county(seed, precincts=5)
    names = names_of(results)
    assert names.matching.waiting == ()
    entry = names.entry("clerk")
    assert entry_of(map_of(entry), left_out_of(entry), "clerk") == entry
    count = count_of([(FILE, results)], entry, names.election)
    assert [one.ballots_cast for one in count.precincts] == [one.ballots_cast for one in results.precincts]
    titles = {one.title.casefold(): one.id for one in names.election.contests}
    for printed, counted in zip(results.precincts, count.precincts, strict=True):
        for contest in printed.contests:
            found = counted.contest(titles[contest.title.casefold()])
            assert found is not None
            assert found.votes == tuple(row.total for row in contest.rows if row.kind is OutsideRowKind.CHOICE)
            assert (found.ballots, found.overvotes, found.undervotes, found.write_ins) == (
                contest.ballots,
                contest.figure(OutsideRowKind.OVERVOTES),
                contest.figure(OutsideRowKind.UNDERVOTES),
                contest.figure(OutsideRowKind.WRITE_INS),
            )


@pytest.mark.parametrize("seed", SEEDS)
def test_a_table_that_comes_back_as_it_was_changes_nothing(seed: int) -> None:
    names = names_of(simulated_county(seed, precincts=5))
    back = answered(names, read_names(names_table(names), names))
    assert back.entry("clerk") == names.entry("clerk")


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_people_answer_is_taken_whole_or_refused_in_words(seed: int) -> None:
    draw = random.Random(seed)
    names = names_of(simulated_county(seed, precincts=5))
    ids = [one.means for one in name_lines(names)]
    problems: list[str] = []
    for _ in range(20):
        said = {
            one.key: Answer(draw.choice([*ids, LEFT_OUT, "", "x"])) for one in name_lines(names) if draw.random() < 0.2
        }
        try:
            now = answered(names, said)
        except NamesRefused as refused:
            problems += refused.problems
            continue
        lines = {one.key: one for one in name_lines(now)}
        for key, answer in said.items():
            if answer.means == LEFT_OUT or (answer.means and key in lines and lines[key].contest is None):
                assert key not in lines or lines[key].means == answer.means
        assert now.entry("clerk") == entry_of(map_of(now.entry("clerk")), left_out_of(now.entry("clerk")), "clerk")
    assert problems
    assert all(one.endswith((".", "?")) for one in problems)


def test_two_reports_may_name_one_precinct_in_two_ways() -> None:
    results = simulated_county(3)
    other = replace(results, precincts=tuple(replace(one, code=f"9{one.code}") for one in results.precincts))
    names = names_of(results, other)
    assert names.matching.waiting == ()
    by_name = names.matching.map.precincts
    assert len(by_name) == 2 * len(results.precincts)
    assert len({one.precinct for one in by_name}) == len(results.precincts)


def test_a_contest_that_is_said_to_be_another_one_has_the_choices_of_that() -> None:
    """Ids of choices are the same in both; who they are is not."""
    names = names_of(simulated_county(3))
    contests = {one.name for one in names.names.contests}
    first, second = [one for one in name_lines(names) if one.name in contests][:2]
    now = answered(names, {first.key: Answer(second.means), second.key: Answer(LEFT_OUT)})
    kept = [one for one in name_lines(now) if one.contest == first.name]
    known = names.election.contest(second.means)
    assert known is not None
    called = {str(one.id): one.name for one in known.choices}
    assert kept
    assert all(one.contest_means == second.means for one in kept)
    assert all(called[one.means] in str(one.name) for one in kept if one.means), "by the name, never by the id it had"


def test_every_figure_that_changed_is_named_once() -> None:
    before = simulated_county(3)
    assert changed_figures(before, before) == ()
    after = with_row(with_row(before, 0, 0, 0, 2), 1, 0, 1, 1)
    assert len(changed_figures(before, after)) == 4, "two rows, each in its total and its first group"
    fewer = replace(before, precincts=before.precincts[1:])
    assert all(one.after is None for one in changed_figures(before, fewer))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("November 3, 2026", "2026-11-03"),
        ("Nov. 3,2026", "2026-11-03"),
        ("TUESDAY 11/03/2026", "2026-11-03"),
        ("11/3/26 09:08 AM", "2026-11-03"),
        ("2026-11-03", "2026-11-03"),
        ("20261103", "2026-11-03"),
        ("20261399", ""),
        ("3 November 2026", "2026-11-03"),
        ("13/45/2026", ""),
        ("GENERAL 2026", ""),
        ("", ""),
    ],
)
def test_the_day_that_a_report_prints_is_read(text: str, day: str) -> None:
    found = day_in(text)
    assert (found.isoformat() if found else "") == day


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("11/09/2026 10:04 AM", "2026-11-09T10:04:00-07:00"),
        ("11/09/2026 12:04 AM", "2026-11-09T00:04:00-07:00"),
        ("11/09/2026 12:04:59 PM", "2026-11-09T12:04:00-07:00"),
        ("07/09/2026 9:04 p.m.", "2026-07-09T21:04:00-06:00"),
        ("11/09/2026 99:99", ""),
        ("10:04 AM", ""),
    ],
)
def test_the_hour_that_a_report_prints_is_montana_s(text: str, hour: str) -> None:
    found = made_at(text)
    assert (found.isoformat() if found else "") == hour


@pytest.mark.parametrize(
    ("made", "words"),
    [
        ("11/12/2026 10:01 AM", ["its system's clock, or this computer's, is wrong"]),
        ("11/12/2026 09:59 AM", []),
        ("11/12/2026", []),
        ("11/12/2027", ["here it is 2026-11-12 10:00"]),
        ("11/02/2026 11:00 PM", ["1 day before the election"]),
        ("10/01/2026", ["33 days before the election"]),
        ("11/03/2026 07:59 PM", ["before the polls closed"]),
        ("11/03/2026 10:00 PM", ["provisional ballots"]),
    ],
)
def test_a_report_of_a_day_that_cannot_be_of_the_count_is_found(made: str, words: list[str]) -> None:
    election = parse_definition(definition_of(simulated_county(7)))
    now = datetime(2026, 11, 12, 10, 0, tzinfo=MONTANA_TIME)
    found = list(run_findings("report", made, election, now))
    assert len(found) == len(words), found
    assert all(one in each.words and each.kind == "run" for one, each in zip(words, found, strict=True))
