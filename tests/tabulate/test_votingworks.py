"""VotingWorks election definitions, as they are."""

from datetime import date, datetime

import pytest

from imaging.layout import GridBox, MarkThresholds, Side
from tabulate.definitions import parse_definition
from tabulate.election import ContestKind
from tabulate.errors import DefinitionError
from tests.tabulate.definitions_data import DELETE, as_bytes, set_at, votingworks_document


def parsed(field=None, value=None):
    document = votingworks_document()
    return parse_definition(as_bytes(set_at(document, field, value) if field else document))


def test_contests_keep_their_ids_and_an_either_neither_contest_becomes_two():
    contests = parsed().contests
    assert [contest.id for contest in contests] == ["mayor", "bond", "zoo-either", "zoo-pick"]
    mayor, bond, either, pick = contests
    assert (mayor.kind, mayor.seats, mayor.write_ins, mayor.scope) == (ContestKind.CANDIDATE, 1, 1, None)
    assert [choice.parties for choice in mayor.choices] == [("x", "y"), ("y",)]
    assert [(choice.id, choice.name) for choice in bond.choices] == [("yes", "Yes"), ("no", "No")]
    assert either.title == "Zoo: Vote for either or against both"
    assert [choice.id for choice in pick.choices] == ["first", "second"]
    assert pick.title == "Zoo"


def test_a_yes_no_contest_with_options_keeps_their_ids_and_labels():
    document = votingworks_document()
    document["contests"][1] |= {"yesOption": {"id": "ban", "label": "YES"}, "noOption": {"id": "allow", "label": "NO"}}
    for grid in document["gridLayouts"]:
        grid["gridPositions"][0]["optionId"] = "ban"
        grid["gridPositions"][3]["optionId"] = "allow"
    bond = parse_definition(as_bytes(document)).contests[1]
    assert [(choice.id, choice.name) for choice in bond.choices] == [("ban", "YES"), ("allow", "NO")]


def test_each_grid_layout_is_a_card_with_targets_numbered_front_first():
    election = parsed()
    assert [card.id for card in election.cards] == ["s@p1", "s@p2"]
    front, back = election.layouts.cards[1].pages
    assert (front.side, back.side, front.rows, front.columns) == (Side.FRONT, Side.BACK, 53, 34)
    assert [target.number for target in front.targets] == [1, 2, 3]
    assert [target.number for target in back.targets] == [4, 5, 6, 7, 8, 9]
    assert front.bottom_marks == frozenset({0, 7, 33})
    assert back.bottom_marks == frozenset({0, 7, 9, 33})
    meanings = election.cards[1].meanings
    assert [meaning.choice for meaning in meanings[:5]] == ["ames", "burke", "write-in-0", "yes", "no"]
    assert meanings[2].write_in
    assert (meanings[2].column, meanings[2].row) == (2.0, 10.5)
    assert front.targets[2].write_in_area == GridBox(10.0, 3.0, 11.0, 8.5)


def test_a_side_that_only_the_card_code_names_is_a_page_without_targets():
    document = votingworks_document()
    document["contests"] = document["contests"][:1]
    for grid in document["gridLayouts"]:
        grid["gridPositions"] = [place for place in grid["gridPositions"] if place["contestId"] == "mayor"]
    front, back = parse_definition(as_bytes(document)).layouts.cards[0].pages
    assert len(front.targets) == 3
    assert (back.side, back.targets, back.bottom_marks) == (Side.BACK, (), frozenset({0, 5, 33, 9}))
    for grid in document["gridLayouts"]:
        del grid["bottomMarks"]
    (only,) = parse_definition(as_bytes(document)).layouts.cards[0].pages
    assert (only.side, only.bottom_marks) == (Side.FRONT, None)


def test_a_definition_without_grid_layouts_has_no_cards():
    election = parsed("gridLayouts", DELETE)
    assert (election.cards, election.layouts.cards) == ((), ())
    assert election.contests[0].write_ins == 1


def test_a_layout_without_a_precinct_serves_all_of_its_style():
    document = votingworks_document()
    document["gridLayouts"] = document["gridLayouts"][:1]
    del document["gridLayouts"][0]["precinctId"]
    (card,) = parse_definition(as_bytes(document)).cards
    assert (card.id, card.precinct) == ("s", None)
    document["ballotStyles"][0]["precincts"] = ["p2"]
    (card,) = parse_definition(as_bytes(document)).cards
    assert (card.id, card.precinct) == ("s@p2", "p2")


def test_the_contests_of_a_style_are_those_of_its_districts_and_party():
    document = votingworks_document()
    del document["gridLayouts"]
    document["districts"].append({"id": "e", "name": "Elsewhere"})
    document["contests"][0]["partyId"] = "x"
    document["contests"][1]["districtId"] = "e"
    document["ballotStyles"] = [
        {"id": "both", "precincts": ["p1"], "districts": ["d", "e"], "partyId": "x"},
        {"id": "other", "precincts": ["p1"], "districts": ["d", "e"], "partyId": "y"},
        {"id": "none", "precincts": ["p1"], "districts": ["d"]},
    ]
    styles = parse_definition(as_bytes(document)).ballot_styles
    assert [style.contests for style in styles] == [
        ("mayor", "bond", "zoo-either", "zoo-pick"),
        ("bond", "zoo-either", "zoo-pick"),
        ("zoo-either", "zoo-pick"),
    ]


def test_a_candidate_of_two_parties_may_be_printed_twice_and_no_more():
    document = votingworks_document()
    again = {"type": "option", "side": "front", "column": 9, "row": 8, "contestId": "mayor", "optionId": "ames"}
    document["gridLayouts"][0]["gridPositions"].append(again)
    meanings = parse_definition(as_bytes(document)).cards[0].meanings
    assert sum(meaning.choice == "ames" for meaning in meanings) == 2
    document["gridLayouts"][0]["gridPositions"].append({**again, "column": 15})
    with pytest.raises(DefinitionError, match=r"gridPositions\[10\]: found \"ames\" of \"mayor\", which .* has too"):
        parse_definition(as_bytes(document))


@pytest.mark.parametrize(
    ("text", "day", "close"),
    [
        ("2022-07-12T12:00:00.000-04:00", date(2022, 7, 12), "2022-07-12T22:00:00-04:00"),
        ("2021-06-06T00:00:00-10:00", date(2021, 6, 6), "2021-06-06T20:00:00-10:00"),
        ("2026-11-03", date(2026, 11, 3), "2026-11-03T20:00:00-07:00"),
        ("2026-06-02", date(2026, 6, 2), "2026-06-02T20:00:00-06:00"),
        ("2026-11-03T00:00:00Z", date(2026, 11, 3), "2026-11-03T20:00:00-07:00"),
    ],
)
def test_polls_close_at_eight_where_the_date_was_written_but_never_before_eight_in_montana(text, day, close):
    election = parsed("date", text)
    assert election.date == day
    assert election.polls_close == datetime.fromisoformat(close)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        (DELETE, MarkThresholds()),
        ({"marginal": 0.05, "definite": 0.08}, MarkThresholds(83, 133)),
        ({"marginal": 0.12, "definite": 0.12}, MarkThresholds(40, 199)),
        ({"marginal": 0.01, "definite": 0.01}, MarkThresholds(16, 17)),
        ({"marginal": 0.05, "definite": 0.08, "writeInTextArea": 0.05}, MarkThresholds(83, 133, 50)),
    ],
)
def test_thresholds_are_shares_of_our_inside_and_always_leave_a_band(shares, expected):
    assert parsed("markThresholds", shares).layouts.thresholds == expected


_POSITION = "gridLayouts[1].gridPositions"
_WRONG = [
    ("title", DELETE, "title", "found nothing; expected the election's title. Add it."),
    ("contests[0].seats", 0, "contests[0].seats", "a whole number from 1"),
    ("contests[0].seats", DELETE, "contests[0].seats", "the number to be elected"),
    ("contests[0].type", "ranked", "contests[0].type", "candidate, yesno or ms-either-neither"),
    ("contests[1].yesOption", {"id": "y", "label": "Y"}, "contests[1].noOption", "found nothing"),
    ("contests[2].firstOption", DELETE, "contests[2].firstOption", "the first option with its id and label"),
    ("contests[0].districtId", "nowhere", "contests[0].districtId", "listed under districts"),
    ("contests[0].candidates[1].partyId", "z", "contests[0].candidates[1]", "listed under parties"),
    ("contests[0].candidates[1].id", "ames", "contests[0].candidates[1].id", "different ids"),
    ("contests[0].candidates[1].id", "write-in-3", "contests[0].candidates[1].id", "no write-in line has"),
    ("contests[0].candidates[1].id", "write-ins", "contests[0].candidates[1].id", 'begins with "write-in"'),
    ("contests[1].id", "zoo-pick", "contests[2].pickOneContestId", "contests to have different ids"),
    ("precincts[1].id", "p1", "precincts[1].id", "precincts to have different ids"),
    ("ballotStyles[0].precincts[1]", "p9", "ballotStyles[0].precincts[1]", "listed under precincts"),
    ("ballotStyles[0].districts[0]", "q", "ballotStyles[0].districts[0]", "listed under districts"),
    ("ballotStyles[0].partyId", "q", "ballotStyles[0].partyId", "listed under parties"),
    ("date", "soon", "date", "a date such as 2026-11-03"),
    ("date", "9999-12-31", "date", "a day of the years 1900 to 2999, such as 2026-11-03"),
    ("date", "0001-01-01T00:00:00Z", "date", "a day of the years 1900 to 2999, such as 2026-11-03"),
    ("markThresholds.marginal", 0.2, "markThresholds.marginal", "at most 0.08"),
    ("markThresholds.definite", 0.9, "markThresholds.definite", "at most 0.60"),
    ("markThresholds.definite", 0, "markThresholds.definite", "a share above 0"),
    ("gridLayouts[1].ballotStyleId", "t", "gridLayouts[1].ballotStyleId", "listed under ballotStyles"),
    ("gridLayouts[1].precinctId", "p9", "gridLayouts[1].precinctId", 'one of the precincts of ballot style "s"'),
    ("gridLayouts[1].precinctId", "p1", "gridLayouts[1]", "which gridLayouts[0] has too"),
    ("gridLayouts[1].columns", 2, f"{_POSITION}[0].column", "a column from 0 to 1"),
    ("gridLayouts[1].columns", DELETE, "gridLayouts[1].columns", "the number of timing marks in the top row"),
    ("gridLayouts[1].bottomMarks.back[4]", 34, "gridLayouts[1].bottomMarks.back[4]", "a column from 0 to 33"),
    ("gridLayouts[1].bottomMarks.top", [1], "gridLayouts[1].bottomMarks.top", "no such field"),
    (f"{_POSITION}[0].column", 34, f"{_POSITION}[0].column", "found 34; expected a column from 0 to 33"),
    (f"{_POSITION}[0].row", -1, f"{_POSITION}[0].row", "a row of the timing-mark grid"),
    (
        f"{_POSITION}[2].row",
        8,
        f"{_POSITION}[2]",
        "column 2, row 8 on the front, where gridLayouts[1].gridPositions[1] is",
    ),
    (f"{_POSITION}[0].contestId", "judge", f"{_POSITION}[0].contestId", 'a contest of ballot style "s"'),
    (f"{_POSITION}[0].optionId", "maybe", f"{_POSITION}[0].optionId", 'an option of contest "bond"'),
    (f"{_POSITION}[0].optionId", DELETE, f"{_POSITION}[0].optionId", "the id of the position's option"),
    (f"{_POSITION}[4].writeInIndex", DELETE, f"{_POSITION}[4].writeInIndex", "the number of the write-in line"),
    (f"{_POSITION}[4].contestId", "bond", f"{_POSITION}[4]", "which allows no write-ins"),
    (f"{_POSITION}[2].optionId", "ames", _POSITION, 'no position for "burke" of contest "mayor"'),
    (f"{_POSITION}[0].sheetNumber", 2, _POSITION, 'contest "bond" on sheets 1 and 2'),
    (f"{_POSITION}[0].sheetNumber", 0, f"{_POSITION}[0].sheetNumber", "the number of the sheet, from 1 to 9"),
    (f"{_POSITION}[0].side", "left", f"{_POSITION}[0].side", "front or back"),
    (f"{_POSITION}[3]", DELETE, _POSITION, 'no position for "no" of contest "bond"'),
]


@pytest.mark.parametrize(("field", "value", "named", "words"), _WRONG)
def test_a_definition_that_is_wrong_is_refused_by_the_name_of_the_field(field, value, named, words):
    with pytest.raises(DefinitionError) as refused:
        parsed(field, value)
    told = [str(problem) for problem in refused.value.problems if problem.field == named]
    assert told, str(refused.value)
    assert any(words in line for line in told), told
