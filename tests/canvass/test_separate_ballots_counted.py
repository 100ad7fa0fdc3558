"""A corrected ballot from scans to papers: old absentee ballots, replaced ones, and the polls' two papers (13-12-204).

Every elector who was handed the separate ballot marked the office on the other paper, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from audit.contests import Unit
from canvass.auditing.close_marks import closest_ballots
from canvass.cli import run
from canvass.record import open_record
from canvass.reporting.edition_words import counted_before_words
from canvass.scan_room.count_forms import StartForm
from canvass.starting.counts_started import CountAsked
from imaging.sheets import Mark
from tabulate.editions.joined import FurtherEdition, join
from tabulate.election import BallotStyleId, Contest, ContestId, Election
from tabulate.ledger.batch_kinds import BatchKind
from test_ballots.counties import small_county
from test_ballots.decks import CLEAN_SCANNING
from test_ballots.definition import election_of
from test_ballots.plan import Plan, PlannedStyle
from test_ballots.press import Press
from test_ballots.sheets import make_sheet
from test_ballots.voters.true_marks import SheetTruth
from tests.canvass.corrected_county import CLEAR, DEAD_ID, NEW, changed_contest, with_contest
from tests.canvass.counts import answer_of
from tests.tabulate.several_sheets import Style, batch_of, election_with, folded, sheet_of

TAKE = ("--ground", "the candidate died", "--on", "2026-10-20", "--by", "Ann Clerk")
BEFORE, REPLACED, POLLS = 2, 1, 2
"""Electors: absentee ballots returned before, absentee ballots voided and replaced, and at the polls."""


@dataclass(frozen=True)
class SeparateCounty:
    """Two editions, of which the second has a separate ballot for an office, and one folder of scans for each way."""

    office: Contest
    definitions: tuple[Path, Path]
    folders: dict[str, Path]
    truths: dict[str, tuple[list[SheetTruth], list[SheetTruth]]]
    """Of each folder: the ordinary ballots, and the separate ones."""

    def true_votes(self, contest: str, sheets: Iterable[SheetTruth]) -> Counter[str]:
        every = (one for sheet in sheets for one in sheet.contests if one.contest == contest)
        return Counter(choice for one in every for choice in one.yes)

    def sheets(self, of: int) -> list[SheetTruth]:
        """All ordinary ballots (0), or all separate ones (1)."""
        return [sheet for each in self.truths.values() for sheet in each[of]]


def plans() -> tuple[Plan, Plan]:
    plan = small_county(11)
    first, *others = changed_contest(plan).choices
    office = replace(changed_contest(plan), choices=(replace(first, id=DEAD_ID), *others))
    style = replace(plan.styles[0], precincts=plan.styles[0].precincts[:1])
    plan = with_contest(plan, office)
    voted_on = tuple(contest for contest in plan.contests if contest.id in style.contests)
    one = replace(plan, styles=(style,), precincts=plan.precincts[:1], contests=voted_on)
    without = replace(style, contests=tuple(contest for contest in style.contests if contest != office.id))
    separate = PlannedStyle(BallotStyleId("OFFICE"), style.precincts, (office.id,), 0, separate="13-12-204")
    two = replace(with_contest(one, replace(office, choices=(NEW, *others))), styles=(without, separate))
    return one, two


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> SeparateCounty:
    folder = tmp_path_factory.mktemp("separate")
    printed: list[tuple[Election, bytes]] = [election_of(plan) for plan in plans()]
    files = []
    for number, (_, content) in enumerate(printed, start=1):
        files.append(folder / f"edition-{number}.json")
        files[-1].write_bytes(content)
    presses = [Press(election) for election, _ in printed]
    folders: dict[str, Path] = {}
    truths: dict[str, tuple[list[SheetTruth], list[SheetTruth]]] = {}
    for name, electors in (("before", BEFORE), ("replaced", REPLACED), ("polls", POLLS)):
        scans = folder / name
        scans.mkdir()
        own: tuple[list[SheetTruth], list[SheetTruth]] = ([], [])
        for of in (0,) if name == "before" else (0, 1):
            for _ in range(electors):
                seed = sum(len(one[0]) + len(one[1]) for one in (*truths.values(), own)) + 1
                made = make_sheet(presses[of], seed, seed, CLEAR, CLEAN_SCANNING, of_card=of)
                own[of].append(made.truth)
                for file, content in zip(made.names, made.contents, strict=True):
                    (scans / file).write_bytes(content)
        folders[name], truths[name] = scans, own
    return SeparateCounty(changed_contest(plans()[0]), (files[0], files[1]), folders, truths)


def does(*arguments: str | Path) -> int:
    return run([str(argument) for argument in arguments])


def test_an_office_voted_on_two_papers_of_one_elector_counts_once_from_scans_to_papers(
    county: SeparateCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record, office = tmp_path / "record", county.office.id
    assert does("new", record, county.definitions[0]) == 0

    def count(name: str, batch: str, *more: str) -> int:
        return does("count", record, county.folders[name], "--batch", batch, "--machine", "left", *more)

    assert does("edition", record, county.definitions[1], *TAKE) == 0
    assert "Ballot style OFFICE is a separate ballot (13-12-204)." in capsys.readouterr().out
    with open_record(record) as opened:
        form = StartForm(opened.election, (), ())
        page = str(form["separate_for"])
        assert [f'value="{one}"' in page for one in ("none", office, "sheriff")] == [True, True, False]
        typed = StartForm(opened.elections.before(1), (), (), {"separate_for": ["none", office]})
        assert not typed.is_valid()
        assert typed.cleaned_data["separate_for"] == ["none", office], "several may be said: the count looks at them"
        assert "separate_for" not in StartForm(opened.elections.before(0), (), ()).fields
    asked = CountAsked("polls", "polls", "P-1", "left", "", "", None, False, "ann", "", separate_for=(office, "two"))
    said = [word for word in asked.command(record) if word.startswith("--separate-for")]
    assert said == [f"--separate-for={office}", "--separate-for=two"], "of two offices, both may be said"
    # Nobody can tell from a paper whether its elector had both: each batch must say it.
    assert count("polls", "P-1") == 3
    assert f"Say --separate-for {office} where all electors" in capsys.readouterr().err
    assert count("polls", "P-1", "--separate-for", office, "--separate-for", "none") == 3
    assert "are batches of their own" in capsys.readouterr().err
    assert count("polls", "P-1", "--separate-for", "sheriff-elsewhere") == 3
    assert "No separate ballot is printed for sheriff-elsewhere" in capsys.readouterr().err
    assert count("before", "AV-1", "--kind", "absentee", "--separate-for", "none") == 0
    assert count("replaced", "AV-2", "--kind", "absentee", "--separate-for", office) == 0
    assert count("polls", "P-1", "--separate-for", office) == 0
    assert count("polls", "P-1", "--separate-for", "none") == 3
    assert "opened with another set of offices voted on apart" in capsys.readouterr().err

    totals = answer_of(capsys, "results", record, "--json")
    expected = {
        one: county.true_votes(one, county.sheets(0)) for one in (each["contest"] for each in totals["contests"])
    }
    counting = [*county.truths["before"][0], *county.sheets(1)]
    expected[office] = county.true_votes(office, counting)
    for contest in totals["contests"]:
        votes = {one["choice"]: one["votes"] for one in contest["choices"] if one["votes"]}
        assert votes == dict(expected[contest["contest"]]), contest["contest"]
    assert county.true_votes(office, county.truths["polls"][0]), "the other papers have votes for the office, too"
    lines = [
        (one["ballot_style"], one["kind"], one.get("no_separate_ballot_for"), one["ballots"])
        for one in totals["ballots"]["sheets"]
    ]
    own = plans()[0].styles[0].id
    assert sorted(lines, key=str) == sorted(
        [
            (own, "absentee", [office], BEFORE),
            (own, "absentee", None, REPLACED),
            (own, "polls", None, POLLS),
            ("OFFICE", "absentee", None, REPLACED),
            ("OFFICE", "polls", None, POLLS),
        ],
        key=str,
    )
    status = answer_of(capsys, "status", record, "--json")
    assert status["ballots"] == {"cast": BEFORE + REPLACED + POLLS, "sheets": BEFORE + 2 * (REPLACED + POLLS)}
    assert [finding.partition(", so what ")[2][:19] for finding in status["findings"]] == [
        "1 of its other ball",
        "2 of its other ball",
    ]
    assert does("verify", record, "--images") == 0
    with open_record(record) as opened:
        unit = Unit(opened.election.precincts[0].id, county.office.id)
        closest = Counter(one.said for one in closest_ballots(opened, unit, ("P-1",)))
    assert (closest.total(), closest["not counted on this ballot"]) == (2 * POLLS, POLLS), (
        "it is printed on both papers"
    )


def test_a_batch_counted_before_the_separate_ballot_is_named_and_counted_again(
    county: SeparateCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The polls' first papers were counted before the edition was taken; the office counted on them."""
    record, office = tmp_path / "record", county.office.id
    early = tmp_path / "early"
    early.mkdir()
    for file in sorted(county.folders["polls"].iterdir())[: 2 * POLLS]:
        (early / file.name).write_bytes(file.read_bytes())
    assert does("new", record, county.definitions[0]) == 0
    assert does("count", record, early, "--batch", "P-1", "--machine", "left") == 0
    assert does("edition", record, county.definitions[1], *TAKE) == 0
    said = capsys.readouterr().err
    assert f"Counted before: P-1. {county.office.title} counts on these ballots" in said
    assert does("count", record, early, "--batch", "P-1", "--machine", "left", "--separate-for", "none") == 3
    assert "another set of offices voted on apart: nothing said, now 'none'" in capsys.readouterr().err
    with open_record(record) as opened:
        opened_batch = opened.batch_opened("P-1")
    assert opened_batch is not None
    assert opened_batch.voted_apart is None
    assert does("batches", "withdraw", record, "P-1", "--reason", "they had the separate ballot", "--by", "Ann") == 0
    again = ("--machine", "left", "--separate-for", office, "--allow-repeats")
    assert does("count", record, county.folders["polls"], "--batch", "P-2", *again) == 0
    totals = answer_of(capsys, "results", record, "--json")
    (found,) = [one for one in totals["contests"] if one["contest"] == office]
    votes = {one["choice"]: one["votes"] for one in found["choices"] if one["votes"]}
    assert votes == dict(county.true_votes(office, county.truths["polls"][1]))
    assert does("verify", record) == 0


def test_what_a_batch_said_of_one_office_says_nothing_of_another_that_is_corrected_later() -> None:
    """Who was asked of the house had not heard of the levy's separate ballot."""
    seats = {"house": 1, "levy": 1}
    separate = {"section": "13-12-204"}
    both = Style("S", ("north",), (("house", "levy"),))
    second = [Style("S", ("north",), (("levy",),)), Style("house-alone", ("north",), (("house",),), separate)]
    third = [Style("T", ("north",), (("house",),)), Style("levy-alone", ("north",), (("levy",),), separate)]
    further = [FurtherEdition(election_with(styles, seats)) for styles in (second, third)]
    first = election_with([both], seats)
    before, now = join(first, further[:1]), join(first, further)
    paper = sheet_of(now, "S@north", {("levy", "levy-a"): Mark.MARKED})
    unasked = batch_of(now, "A", BatchKind.POLLS, [paper])
    none = batch_of(now, "B", BatchKind.POLLS, [paper], voted_apart=())
    house = batch_of(now, "C", BatchKind.POLLS, [paper], voted_apart=(ContestId("house"),))
    state = folded(unasked, none, house)
    said = [line.partition(" counts on these")[0] for line in counted_before_words(state, before, now)]
    assert said == ["Counted before: A. House", "Counted before: A, B, C. Levy"]
    assert [line[:19] for line in counted_before_words(state, first, before)] == ["Counted before: A, "]
