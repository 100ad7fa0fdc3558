"""Ballots of several sheets and separate ballots in definitions and layouts (13-17-306, 13-27-502(2), 13-10-209)."""

import json
from dataclasses import replace
from typing import Any

import pytest

from imaging.layout import CardId
from imaging.sheets import Mark
from tabulate.ballot_sheets import SeparateBallot, SeparateBy, UnmarkedSheets
from tabulate.definitions import parse_definition
from tabulate.definitions.doubts import definition_doubts
from tabulate.definitions.layouts.cards import with_layout
from tabulate.definitions.layouts.layout_file import BallotLayout, LayoutCard, SheetOfBallot, numbered
from tabulate.election import BallotStyleId, ChoiceId
from tabulate.errors import DefinitionError, LayoutError
from tabulate.questions import Question, RaisedQuestion
from tabulate.rules_edition import RulesEdition
from tabulate.votes import Counted, Questionable, cast_vote_record
from tests.tabulate.definitions_data import DELETE, Json, as_bytes, canvass_document, set_at, votingworks_document
from tests.tabulate.several_sheets import APPROVAL, sheet_of, two_sheet_election, two_sheets
from tests.tabulate.test_layout_json import DEFINITION, _layout

SHEET_1, SHEET_2 = CardId("1@north"), CardId("1@north, sheet 2")


def problems_of(document: Json) -> list[tuple[str, str]]:
    with pytest.raises(DefinitionError) as refused:
        parse_definition(as_bytes(document))
    return [(one.field, f"{one.found}; {one.expected}; {one.remedy}") for one in refused.value.problems]


def test_repair_noun4_each_sheet_is_a_card_with_its_own_codes_and_contests() -> None:
    election = two_sheet_election()
    assert [(card.id, str(card.sheet)) for card in election.cards] == [
        (SHEET_1, "sheet 1 of 2"),
        (SHEET_2, "sheet 2 of 2"),
        ("2@north", "sheet 1 of 1"),
        ("2@south", "sheet 1 of 1"),
    ]
    contests = [{meaning.contest for meaning in election.card(card).meanings} for card in (SHEET_1, SHEET_2)]
    assert contests == [{"commissioner", "justice"}, {"levy"}]
    codes = [page.code or "" for card in election.layouts.cards[:2] for page in card.pages]
    assert [code.rsplit("/", 3)[1:] for code in codes] == [["1", "1", "1"], ["1", "1", "3"]]


def test_repair_noun4_old_definitions_mean_one_sheet_and_keep_their_codes() -> None:
    election = parse_definition(as_bytes(canvass_document()))
    assert all(card.sheet.is_whole_ballot for card in election.cards)
    assert [style.separate for style in election.ballot_styles] == [(), ()]
    one_sheet = canvass_document()
    style = one_sheet["ballot_styles"][0]
    style["sheets"] = [{"number": 1, "layout": style.pop("layout")}]
    assert parse_definition(as_bytes(one_sheet)).layouts.code_prefix == election.layouts.code_prefix
    assert two_sheet_election().layouts.code_prefix != election.layouts.code_prefix


@pytest.mark.parametrize(
    ("field", "value", "at", "said"),
    [
        ("sheets[1].number", 3, "sheets[1].number", "2: sheets count from 1, in order and without a gap"),
        ("sheets[0].number", 2, "sheets[0].number", "1: sheets count from 1"),
        ("sheets[1].number", 1, "sheets[1].number", "2: sheets count from 1"),
        ("sheets[1].layout", "in-town", "sheets[1].layout", "cannot be told apart"),
        ("sheets[1].layout", "nowhere", "sheets[1].layout", "an id that is listed under layouts"),
        ("sheets", DELETE, "layout", "the id of the style's layout, or its sheets"),
        ("layout", "in-town", "layout", "sheets with layouts of their own"),
        ("sheets[0].separate_ballot", APPROVAL, "sheets[0].separate_ballot", "beside sheet 1"),
    ],
)
def test_repair_noun4_sheets_that_contradict_themselves_are_refused(field: str, value: Any, at: str, said: str) -> None:
    document = set_at(two_sheets(), f"ballot_styles[0].{field}", value)
    assert any(where == f"ballot_styles[0].{at}" and said in words for where, words in problems_of(document))


def test_repair_noun4_a_contest_on_two_sheets_is_refused_once() -> None:
    document = two_sheets()
    levy = document["layouts"][2]["pages"][0]["targets"]
    document["layouts"][0]["pages"][0]["targets"].append({**levy.pop(), "row": 30})
    ((field, words),) = problems_of(document)
    assert field == "ballot_styles[0].sheets"
    assert 'contest "levy" on sheets 1 and 2; each contest whole on one sheet' in words


def test_repair_noun4_sheets_with_one_card_code_are_refused() -> None:
    document = two_sheets()
    document["layouts"][2]["pages"][0]["bottom_marks"] = [33, 0, 3]
    ((field, words),) = problems_of(document)
    assert (field, "cannot be told apart" in words) == ("ballot_styles[0].sheets[1].layout", True)


@pytest.mark.parametrize("section", ["13-17-306", "13-27-502(2)"])
@pytest.mark.parametrize("lacking", [("ground",), ("approved_on",), ("ground", "approved_on")])
def test_repair_noun4_a_separate_ballot_without_its_approval_is_refused(section: str, lacking: tuple[str, ...]) -> None:
    given = {key: value for key, value in (APPROVAL | {"section": section}).items() if key not in lacking}
    ((field, words),) = problems_of(two_sheets(separate_ballot=given))
    assert field == "ballot_styles[0].sheets[1].separate_ballot"
    assert f"a separate ballot without {' and '.join(lacking)}" in words
    assert f"the secretary of state's written approval: its ground in words, and its day ({section})" in words


def test_repair_noun4_an_approval_is_kept_with_the_style_and_prints_nothing() -> None:
    election = parse_definition(as_bytes(two_sheets(separate_ballot=APPROVAL)))
    (separate,) = election.ballot_styles[0].separate
    assert isinstance(separate, SeparateBallot)
    assert (separate.sheet, separate.section) == (2, SeparateBy.ISSUES)
    assert (separate.ground, str(separate.approved_on)) == (APPROVAL["ground"], "2026-08-14")
    assert election.layouts.code_prefix == two_sheet_election().layouts.code_prefix
    ((_, words),) = problems_of(two_sheets(separate_ballot=APPROVAL | {"approved_on": "2026-02-30"}))
    assert "a day of the calendar" in words


def nonpartisan_ballot() -> Json:
    """A ballot of its own for the levy, beside the ballot of style 2 in the same precinct."""
    document = two_sheets()
    own = {"id": "np", "precincts": ["north"], "contests": ["levy"], "rotation": 0, "layout": "in-town-2"}
    style = document["ballot_styles"][0]
    style["layout"] = style.pop("sheets")[0]["layout"]
    style["contests"] = ["commissioner", "justice"]
    document["ballot_styles"][1]["precincts"] = ["south"]
    document["ballot_styles"].append({**own, "separate_ballot": {"section": "13-10-209"}})
    return document


def test_repair_noun4_a_nonpartisan_ballot_stands_beside_another_and_needs_no_approval() -> None:
    election = parse_definition(as_bytes(nonpartisan_ballot()))
    assert [one.section for one in election.ballot_styles[2].separate] == [SeparateBy.NONPARTISAN]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"precincts": ["north", "south"], "contests": ["commissioner", "levy"]}, "is on ballot style"),
        ({"separate_ballot": {"section": "13-17-306"}}, "written approval"),
    ],
)
def test_repair_noun4_a_ballot_of_its_own_repeats_no_contest_and_needs_its_ground(changes: Json, said: str) -> None:
    document = nonpartisan_ballot()
    document["ballot_styles"][2] |= changes
    assert any(said in words for _, words in problems_of(document))


def test_repair_noun4_a_separate_ballot_alone_in_its_precinct_is_refused() -> None:
    document = nonpartisan_ballot()
    document["ballot_styles"][0]["precincts"] = ["south"]
    document["ballot_styles"][1] |= {"precincts": ["north"], "separate_ballot": {"section": "13-10-209"}}
    found = problems_of(document)
    assert any("the only one there" in words for _, words in found)


def test_repair_noun4_a_nonpartisan_ballot_is_no_sheet_of_one_party() -> None:
    for section in ("13-10-209", "13-12-204"):
        found = problems_of(two_sheets(separate_ballot={"section": section}))
        assert any(f"handed out beside others ({section})" in words for _, words in found)


def test_repair_noun4_a_separate_ballot_for_a_corrected_office_repeats_its_contest() -> None:
    """13-12-204: the office stands on the ballots printed before, and alone on the separate one."""
    document = canvass_document()
    own = {"id": "office", "precincts": ["south"], "contests": ["justice"], "rotation": 0, "layout": "office"}
    targets = [one for one in document["layouts"][1]["pages"][0]["targets"] if one["contest"] == "justice"]
    page = {**document["layouts"][1]["pages"][0], "targets": targets}
    document["layouts"].append({**document["layouts"][1], "id": "office", "pages": [page]})
    document["ballot_styles"].append({**own, "separate_ballot": {"section": "13-12-204"}})
    (separate,) = parse_definition(as_bytes(document)).ballot_styles[2].separate
    assert (separate.section, separate.section.needs_approval) == (SeparateBy.CORRECTED, False)


# Learned and measured layouts


def learned(*cards: LayoutCard) -> BallotLayout:
    return BallotLayout(cards)


def learned_sheet(number: int, first: int, last: int) -> LayoutCard:
    (page,) = _layout().cards[0].pages
    pages = numbered((replace(page, targets=page.targets[first:last]),))
    return LayoutCard(BallotStyleId("1"), pages, SheetOfBallot(number))


def test_repair_noun4_sheets_of_a_learned_layout_know_their_number() -> None:
    election = parse_definition(json.dumps(DEFINITION).encode())
    counted = with_layout(election, learned(learned_sheet(1, 0, 3), learned_sheet(2, 3, 5)))
    assert [(card.id, str(card.sheet)) for card in counted.cards] == [
        ("1", "sheet 1 of 2"),
        ("1, sheet 2", "sheet 2 of 2"),
    ]


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        (((1, 0, 3), (3, 3, 5)), "sheets 1, 3 of ballot style"),
        (((1, 0, 4), (2, 4, 5)), 'contest "levy" on sheets 1 and 2'),
    ],
)
def test_repair_noun4_a_learned_layout_splits_no_contest(sheets: tuple[tuple[int, int, int], ...], said: str) -> None:
    election = parse_definition(json.dumps(DEFINITION).encode())
    layout = learned(*(learned_sheet(*one) for one in sheets))
    with pytest.raises(LayoutError) as refused:
        with_layout(election, layout)
    assert any(said in problem.found for problem in refused.value.problems)
    assert with_layout(election, layout, of_before=True).cards


# VotingWorks


def votingworks_two_sheets(**grid: Any) -> Json:
    """The bond and the zoo on a second sheet."""
    document = votingworks_document()
    del document["gridLayouts"][1]
    own = document["gridLayouts"][0]
    for position in own["gridPositions"]:
        if position["side"] == "back":
            position |= {"side": "front", "sheetNumber": 2}
    own |= {"bottomMarks": [{"front": [0, 5, 33]}, {"front": [0, 9, 33]}]} | grid
    return document


def test_repair_noun4_a_votingworks_definition_says_its_sheets() -> None:
    election = parse_definition(as_bytes(votingworks_two_sheets()))
    assert [(card.id, str(card.sheet)) for card in election.cards] == [
        ("s@p1", "sheet 1 of 2"),
        ("s@p1, sheet 2", "sheet 2 of 2"),
    ]
    marks = [[set(page.bottom_marks or ()) for page in layout.pages] for layout in election.layouts.cards]
    assert marks == [[{0, 5, 33}], [{0, 9, 33}]]
    contests = [{meaning.contest for meaning in card.meanings} for card in election.cards]
    assert contests == [{"mayor"}, {"bond", "zoo-either", "zoo-pick"}]


@pytest.mark.parametrize("marks", [{"front": [0, 5, 33]}, [{"front": [0, 5, 33]}]])
def test_repair_noun4_card_codes_are_of_all_sheets_or_of_none(marks: Any) -> None:
    ((_, words),) = problems_of(votingworks_two_sheets(bottomMarks=marks))
    assert "card codes of 1 of 2 sheets; a list of one for each sheet, or none" in words


def test_repair_noun4_votingworks_sheets_that_look_alike_are_said() -> None:
    document = votingworks_two_sheets(bottomMarks=[{"front": [0, 5, 33]}, {"front": [0, 5, 33]}])
    positions = document["gridLayouts"][0]["gridPositions"]
    rows = iter((8, 9, 10.5))
    document["gridLayouts"][0]["gridPositions"] = [
        {**one, "row": next(rows, one["row"])} if one.get("sheetNumber") == 2 else one for one in positions
    ]
    election = parse_definition(as_bytes(document))
    assert any("cannot be told apart" in doubt for doubt in definition_doubts(election))
    assert definition_doubts(parse_definition(as_bytes(votingworks_two_sheets()))) == ()


# The votes of one sheet


def test_repair_noun4_a_sheet_gives_the_votes_of_its_own_contests_alone() -> None:
    election = two_sheet_election()
    record = cast_vote_record(
        sheet_of(election, SHEET_2, {("levy", "for"): Mark.MARKED}), election, RulesEdition.SECOND
    )
    assert (record.contests, record.questions) == ((Counted(record.contests[0].contest, (ChoiceId("for"),), 0),), ())


def test_repair_noun4_a_sheet_without_a_mark_is_asked_about_as_a_sheet() -> None:
    """A7: unmarked is the whole ballot, and the other sheets are not known: the board looks at this one."""
    election = two_sheet_election()
    record = cast_vote_record(sheet_of(election, SHEET_2), election, RulesEdition.SECOND)
    assert record.questions == (RaisedQuestion(Question.UNMARKED_SHEET, None, None),)
    assert record.contests == (Questionable(record.contests[0].contest, Question.UNMARKED_SHEET),)
    whole = cast_vote_record(sheet_of(election, "2@south"), election, RulesEdition.SECOND)
    assert whole.questions == (RaisedQuestion(Question.UNMARKED_BALLOT, None, None),)
    of_before = cast_vote_record(sheet_of(election, SHEET_2), election, RulesEdition.FIRST)
    assert of_before.questions == (RaisedQuestion(Question.UNMARKED_BALLOT, None, None),)


def test_repair_noun4_where_the_state_reads_it_so_a_sheet_without_a_mark_is_undervotes() -> None:
    election, undervotes = two_sheet_election(), UnmarkedSheets.UNDERVOTES
    record = cast_vote_record(sheet_of(election, SHEET_2), election, RulesEdition.SECOND, undervotes)
    assert (record.contests, record.questions) == ((Counted(record.contests[0].contest, (), 1),), ())
    smudged = sheet_of(election, SHEET_2, {("levy", "for"): Mark.AMBIGUOUS})
    doubted = cast_vote_record(smudged, election, RulesEdition.SECOND, undervotes)
    assert [one.question for one in doubted.questions] == [Question.AMBIGUOUS_MARK]
    whole = cast_vote_record(sheet_of(election, "2@south"), election, RulesEdition.SECOND, undervotes)
    assert whole.questions == (RaisedQuestion(Question.UNMARKED_BALLOT, None, None),)


def test_repair_noun4_a_doubt_on_a_sheet_without_a_mark_stays_its_question() -> None:
    election = two_sheet_election()
    smudged = sheet_of(election, SHEET_1, {("justice", "yes"): Mark.AMBIGUOUS})
    record = cast_vote_record(smudged, election, RulesEdition.SECOND)
    assert [one.question for one in record.contests if isinstance(one, Questionable)] == [
        Question.UNMARKED_SHEET,
        Question.AMBIGUOUS_MARK,
    ]
