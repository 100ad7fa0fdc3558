"""What an edition may not change is told in words: what was found, what was expected, what to do, and the section."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from imaging.layout import Layouts, MarkThresholds
from tabulate.definitions.findings import Findings
from tabulate.editions.comparing import check_edition, check_same_election
from tabulate.editions.joined import FurtherEdition, join
from tabulate.editions.told_apart import not_told_apart
from tabulate.election import (
    BallotStyleId,
    Contest,
    ContestId,
    ContestKind,
    DeviceVote,
    District,
    DistrictId,
    Election,
    Precinct,
    PrecinctId,
    PrintoutRule,
)
from tabulate.errors import DefinitionError
from tabulate.offices import Office, Purpose
from tabulate.precincts import PartId, PrecinctPart
from tests.tabulate.editions.edited import with_digest
from tests.tabulate.elections import contest, election_of

SHERIFF = contest("sheriff", ["ames", "burke"], write_ins=1)
LEVY = contest("levy", ["for", "against"])
SOUTH = DistrictId("south")
FIRST = replace(with_digest(election_of([SHERIFF, LEVY]), 1), districts=(District(SOUTH, "South"),))
SECOND = with_digest(replace(FIRST, contests=(replace(SHERIFF, choices=SHERIFF.choices[1:]), LEVY)), 2)


def problems(new: Election, counted: frozenset[ContestId] = frozenset(), before: Election = FIRST) -> list[str]:
    findings = Findings()
    check_edition(findings, before, new, (), counted)
    try:
        findings.stop_if_any()
    except DefinitionError as error:
        return [str(problem) for problem in error.problems]
    return []


def with_levy(new: Contest) -> Election:
    return replace(SECOND, contests=(SECOND.contests[0], new))


def renamed_levy(name: str) -> Election:
    return with_levy(replace(LEVY, choices=(replace(LEVY.choices[0], name=name), LEVY.choices[1])))


FIRE = replace(contest("fire", ["ash"]), purpose=Purpose(office=Office.SPECIAL_DISTRICT, not_held=True))
BEFORE_FIRE = replace(FIRST, not_held=(FIRE,))


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (replace(SECOND, contests=(*SECOND.contests, replace(FIRE, purpose=Purpose()))), 'ballots with contest "fire"'),
        (replace(SECOND, not_held=(replace(FIRE, seats=2),)), 'another "fire" with not_held'),
        (replace(SECOND, not_held=(FIRE, replace(FIRE, id=ContestId("water")))), '"water" with not_held'),
        (replace(SECOND, contests=SECOND.contests[:1], not_held=(FIRE, replace(LEVY, choices=()))), '"levy" with'),
    ],
)
def test_nobody_is_elected_by_acclamation_and_voted_on_in_another_edition(new: Election, said: str) -> None:
    (problem,) = problems(new, before=BEFORE_FIRE)
    assert said in problem
    assert not problems(replace(SECOND, not_held=(FIRE,)), before=BEFORE_FIRE)
    assert not problems(SECOND, before=BEFORE_FIRE), "an edition may leave it out: nothing of it is printed"


CHANGES: dict[str, tuple[Callable[[], Election], str]] = {
    "another day": (lambda: replace(SECOND, date=date(2026, 6, 2)), "date: found"),
    "another county": (lambda: replace(SECOND, county="Other"), "county: found"),
    "another state": (lambda: replace(SECOND, state="Idaho"), "state: found"),
    "another hour": (lambda: replace(SECOND, polls_close=SECOND.polls_close + timedelta(hours=1)), "13-1-106"),
    "other thresholds": (
        lambda: replace(SECOND, layouts=Layouts(SECOND.layouts.cards, MarkThresholds(50, 130, 20))),
        "13-15-206(3)",
    ),
    "another rule for printouts": (
        lambda: replace(SECOND, printout_rule=PrintoutRule.BARCODE_ONLY),
        "13-3-208(3)",
    ),
    "the same definition": (lambda: FIRST, "has already"),
    "a precinct renamed": (
        lambda: replace(SECOND, precincts=(Precinct(PrecinctId("north"), "Elsewhere"),)),
        "precincts[0].name",
    ),
    "a precinct renumbered": (
        lambda: replace(SECOND, precincts=(Precinct(PrecinctId("n-1"), "North"),)),
        "precincts[0].id",
    ),
    "a precinct moved": (
        lambda: replace(SECOND, precincts=(Precinct(PrecinctId("north"), "North", (SOUTH,)),)),
        "precincts[0].districts",
    ),
    "a precinct divided": (
        lambda: replace(SECOND, parts=(PrecinctPart(PartId("a"), "A", PrecinctId("north"), (SOUTH,)),)),
        "precincts[0].parts",
    ),
    "a district renamed": (lambda: replace(SECOND, districts=(District(SOUTH, "West"),)), "districts[0].name"),
    "another kind": (lambda: with_levy(replace(LEVY, kind=ContestKind.ISSUE)), "contests[1].kind"),
    "another number of seats": (lambda: with_levy(replace(LEVY, seats=2)), "contests[1].seats"),
    "another district": (lambda: with_levy(replace(LEVY, district=SOUTH)), "contests[1].district"),
    "another party's primary": (lambda: with_levy(replace(LEVY, purpose=Purpose(party="G"))), "contests[1].party"),
    "a title that was not said": (lambda: with_levy(replace(LEVY, title="Bond")), '--corrected "levy"'),
    "a name that was not said": (lambda: renamed_levy("Zorn"), '--replaced "levy/for"'),
    "an id that Canvass makes": (
        lambda: with_levy(replace(LEVY, choices=(*LEVY.choices, replace(LEVY.choices[0], id="x-edition-2")))),  # type: ignore[arg-type]
        "no edition's",
    ),
}


def test_an_id_that_a_style_of_the_first_edition_has_by_chance_is_not_given_again() -> None:
    style = replace(FIRST.ballot_styles[0], id=BallotStyleId("style-edition-2"))
    first = replace(FIRST, ballot_styles=(*FIRST.ballot_styles, style))
    (problem,) = problems(SECOND, before=first)
    assert '"style", which ends as ids do that Canvass makes for editions, or would be made to' in problem
    assert "Give it another id." in problem
    (kept,) = problems(replace(SECOND, ballot_styles=(style,), cards=()), before=first)
    assert '"style-edition-2"' in kept


@pytest.mark.parametrize("what", CHANGES)
def test_what_makes_it_another_election_is_refused_in_words(what: str) -> None:
    make, words = CHANGES[what]
    (problem,) = problems(make())
    assert words in problem
    assert "found" in problem
    assert "expected" in problem
    assert problem.endswith(".")


def test_choices_gone_and_come_contests_styles_and_cards_are_what_editions_are_for() -> None:
    assert problems(SECOND) == []
    added = replace(contest("auditor", ["zed"]), choices=contest("auditor", ["zed"]).choices)
    assert problems(replace(SECOND, contests=(*SECOND.contests, added), cards=(), ballot_styles=())) == []
    assert problems(replace(SECOND, contests=(LEVY,))) == []


def test_a_contest_with_counted_votes_is_not_dropped() -> None:
    (problem,) = problems(replace(SECOND, contests=(LEVY,)), frozenset({SHERIFF.id}))
    assert 'no contest "sheriff"' in problem
    assert "drops none" in problem


def test_an_edition_taken_before_is_not_taken_again_nor_one_that_is_older() -> None:
    joined = join(FIRST, [FurtherEdition(SECOND)])
    for older in (FIRST, SECOND):
        (problem,) = problems(older, before=joined)
        assert "has already" in problem


def test_definitions_of_another_format_or_id_are_of_another_election() -> None:
    findings = Findings()
    check_same_election(findings, {"format": "canvass-election/1", "id": "one"}, {"contests": []})
    with pytest.raises(DefinitionError, match="open a record of its own") as told:
        findings.stop_if_any()
    assert [problem.field for problem in told.value.problems] == ["format", "id"]


def test_cards_without_codes_and_with_ovals_at_the_same_places_are_not_told_apart() -> None:
    longer = with_digest(election_of([SHERIFF, LEVY, contest("more", ["x", "y", "z"], write_ins=3)]), 2)
    assert not_told_apart(FIRST, with_digest(FIRST, 2))
    assert not_told_apart(FIRST, longer), "all of the first edition's ovals are on the second's cards, too"
    coded = [replace(one, layouts=replace(one.layouts, code_prefix=prefix)) for one, prefix in _with_codes()]
    assert not_told_apart(*coded) == ()


def _with_codes() -> list[tuple[Election, str]]:
    return [(_coded(FIRST, prefix), prefix) for prefix in ("CV1/AAAAAAAAAA/", "CV1/BBBBBBBBBB/")]


def _coded(election: Election, prefix: str) -> Election:
    (card,) = election.layouts.cards
    pages = tuple(replace(page, code=f"{prefix}1/1/1") for page in card.pages)
    return replace(election, layouts=replace(election.layouts, cards=(replace(card, pages=pages),)))


def test_values_that_devices_print_for_both_editions_do_not_tell() -> None:
    vote = DeviceVote("S-1", LEVY.id, LEVY.choices[0].id)
    one, two = (replace(_coded(FIRST, prefix), device_codes=(vote,)) for _, prefix in _with_codes())
    (words,) = not_told_apart(*(replace(e, layouts=replace(e.layouts, code_prefix="CV1/")) for e in (one, two)))
    assert "'S-1'" in words
