"""Our own format, `canvass-election/1`: each way in which it can contradict itself, and what a clerk is told."""

import pytest

from tabulate.definitions import parse_definition
from tabulate.errors import DefinitionError
from tests.tabulate.definitions_data import DELETE, as_bytes, canvass_document, set_at

_TARGET = {"contest": "commissioner", "choice": "ames", "column": 12, "row": 20}
_AREA = {"top": 9, "left": 3, "bottom": 10, "right": 8}
_SHAPE = [
    ("title", DELETE, "title", "found nothing; expected the election's title as printed. Add it."),
    ("title", "two\nlines", "title", "text of one line"),
    ("contests[0].seats", DELETE, "contests[0].seats", "found nothing; expected the number of votes"),
    ("contests[1].seats", 0, "contests[1].seats", "found 0; expected the number of votes a voter has"),
    ("contests[1].seats", True, "contests[1].seats", "found true"),
    ("contests[1].seats", "1", "contests[1].seats", 'found "1"'),
    ("contests[0].kind", "race", "contests[0].kind", "candidate, issue or retention"),
    ("contests[0].scope", None, "contests[0].scope", "found null; expected the contest's scope: federal"),
    ("contests[0].color", "red", "contests[0].color", "found it; expected no such field. Remove it or correct"),
    ("contests", {}, "contests", "the list of contests"),
    ("contests[0].id", "a b", "contests[0].id", "at most 100 letters, digits"),
    ("ballot_styles[0].id", "1@2", "ballot_styles[0].id", "at most 100 letters, digits"),
    ("polls_close", "2026-11-03T20:00:00", "polls_close", "with the offset from UTC"),
    ("polls_close", "2026-11-03T20:00:00Z", "polls_close", "with the offset from UTC"),
    ("polls_close", "2026-11-03T20:00:00-99:00", "polls_close", "an offset from UTC"),
    ("date", "November 3", "date", "election day, such as 2026-11-03"),
    ("layouts[0].pages[1].targets[0].row", -1, "layouts[0].pages[1].targets[0].row", "the row of the target's centre"),
    ("layouts[0].pages[0].code_box", DELETE, "layouts[0].pages[0].code_box", "where the page's QR code is printed"),
    ("mark_thresholds.writing", 1, "mark_thresholds.writing", "a share above 0 and below 1"),
]
_CONTRADICTIONS = [
    ("date", "2026-02-30", "date", "a day of the calendar"),
    ("date", "9999-12-31", "date", "a day of the years 1900 to 2999, such as 2026-11-03"),
    ("date", "0001-01-01", "date", "a day of the years 1900 to 2999, such as 2026-11-03"),
    ("polls_close", "2026-11-04T20:00:00-07:00", "polls_close", "a time on election day, 2026-11-03"),
    ("mark_thresholds.marginal", 0.135, "mark_thresholds.marginal", "less than definite, 0.135"),
    ("mark_thresholds.definite", 0.1255, "mark_thresholds.definite", "at most three decimals"),
    ("districts[1].id", "county", "districts[1].id", "districts to have different ids"),
    ("precincts[1].id", "north", "precincts[1].id", "precincts to have different ids"),
    ("parties[1]", {"id": "green", "name": "Green"}, "parties[1].id", "which parties[0].id has too"),
    ("contests[2].id", "justice", "contests[2].id", "contests to have different ids"),
    ("ballot_styles[1].id", "1", "ballot_styles[1].id", "ballot_styles to have different ids"),
    ("layouts[1].id", "in-town", "layouts[1].id", "layouts to have different ids"),
    ("contests[0].choices[1].id", "ames", "contests[0].choices[1].id", "choices and declared write-ins"),
    (
        "contests[0].declared_write_ins[0].id",
        "ames",
        "contests[0].declared_write_ins[0].id",
        "which contests[0].choices",
    ),
    ("contests[0].choices[0].id", "write-in-0", "contests[0].choices[0].id", "an id that no write-in line has"),
    ("contests[0].choices[0].id", "write-ins", "contests[0].choices[0].id", 'one that begins with "write-in"'),
    ("contests[0].declared_write_ins[0].id", "write-in-ann", "contests[0].declared_write_ins[0].id", "another id"),
    ("precincts[0].districts[1]", "city", "precincts[0].districts[1]", "listed under districts"),
    ("precincts[0].districts[1]", "county", "precincts[0].districts[1]", "different ids"),
    (
        "contests[0].district",
        "city",
        "contests[0].district",
        'found "city"; expected an id that is listed under districts',
    ),
    ("contests[0].choices[0].parties[0]", "red", "contests[0].choices[0].parties[0]", "listed under parties"),
    ("ballot_styles[0].precincts[0]", "west", "ballot_styles[0].precincts[0]", "listed under precincts"),
    ("ballot_styles[1].precincts[1]", "north", "ballot_styles[1].precincts[1]", "different ids"),
    ("ballot_styles[0].contests[0]", "mayor", "ballot_styles[0].contests[0]", "listed under contests"),
    ("ballot_styles[0].contests[1]", "commissioner", "ballot_styles[0].contests[1]", "different ids"),
    ("ballot_styles[0].layout", "folded", "ballot_styles[0].layout", "listed under layouts"),
    ("contests[1].write_ins", 1, "contests[1].write_ins", "no write-ins (13-14-212)"),
    ("contests[1].seats", 2, "contests[1].seats", "1, as in every contest of kind retention"),
    ("contests[1].choices[2]", {"id": "maybe", "name": "Maybe"}, "contests[1].choices", "two, yes and no (13-14-212)"),
    ("contests[2].choices", [{"id": "for", "name": "For"}], "contests[2].choices", "at least two"),
    ("contests[2].write_ins", 1, "contests[2].write_ins", "a contest of kind issue has no write-ins"),
    ("contests[0].write_ins", 0, "contests[0].declared_write_ins", "1 for a contest without write-in lines"),
    (
        "contests[0].declared_write_ins[1]",
        {"id": "cobb", "name": "Cyn Cobb", "forms": ["c.  cole"]},
        "contests[0].declared_write_ins[1].forms[0]",
        'filed for "cole" too',
    ),
    ("ballot_styles[1].precincts", ["north"], "precincts[1]", '"south", which no ballot style is for'),
    ("ballot_styles[1].contests", ["justice"], "layouts[1].pages[0].targets[0]", 'a contest of ballot style "2"'),
    (
        "ballot_styles[1].contests",
        ["levy", "justice", "commissioner"],
        "ballot_styles[1].precincts",
        "to be identical (13-12-205)",
    ),
    ("precincts[0].districts", ["county"], "ballot_styles[0].contests", 'contest "levy" of district "town"'),
    ("ballot_styles[0].contests", ["commissioner", "justice"], "contests[2]", '"levy", which is on no ballot style'),
    ("layouts[0].outline.width", 0.3, "layouts[0].outline.width", "at least as wide as high"),
    ("layouts[0].pages[0].side", "back", "layouts[0].pages[0].side", "front first, each once"),
    ("layouts[0].pages[1].side", "front", "layouts[0].pages[1].side", "front first, each once"),
    ("layouts[0].paper.width_in", 8, "layouts[0].pages[0].rows", "one inside the paper, 8 x 11 inches"),
    ("layouts[0].pages[0].bottom_marks[3]", 34, "layouts[0].pages[0].bottom_marks[3]", "a column from 0 to 33"),
    ("layouts[0].pages[0].code_box.right", 20, "layouts[0].pages[0].code_box", "left before right"),
    ("layouts[0].pages[0].code_box.right", 35, "layouts[0].pages[0].code_box", "inside the grid, to column 33"),
    ("layouts[0].pages[0].targets[1].column", 33, "layouts[0].pages[0].targets[1]", "wholly between columns 0 and 33"),
    ("layouts[0].pages[0].targets[1].row", 60, "layouts[0].pages[0].targets[1]", "rows 0 and 40"),
    ("layouts[0].pages[0].targets[1].row", 8.2, "layouts[0].pages[0].targets[1]", "targets[0] overlaps"),
    (
        "layouts[0].pages[0].targets[1].write_in_area",
        _AREA,
        "layouts[0].pages[0].targets[1].write_in_area",
        "write-in lines",
    ),
    ("layouts[0].pages[0].targets[5]", _TARGET, "layouts[0].pages[0].targets[5]", "targets[1] has too"),
    (
        "layouts[1].pages[0].targets[0]",
        DELETE,
        "layouts[1].pages",
        'no target for choice "ames" of contest "commissioner"',
    ),
    ("contests[0].write_ins", 2, "layouts[0].pages", 'no target for choice "write-in-1"'),
    ("layouts[0].pages[0].targets[2].choice", "write-in-1", "layouts[0].pages[0].targets[2]", "or write-in line"),
    ("layouts[0].pages[0].targets[0].choice", "yes", "layouts[0].pages[0].targets[0]", 'choice "yes" of contest'),
]


@pytest.mark.parametrize(("field", "value", "named", "words"), _SHAPE + _CONTRADICTIONS)
def test_a_definition_that_is_wrong_is_refused_by_the_name_of_the_field(field, value, named, words):
    with pytest.raises(DefinitionError) as refused:
        parse_definition(as_bytes(set_at(canvass_document(), field, value)))
    told = [str(problem) for problem in refused.value.problems if problem.field == named]
    assert told, str(refused.value)
    assert any(words in line for line in told), told


def test_a_target_over_a_write_in_area_or_the_code_is_refused():
    for place, over in (({"column": 6, "row": 12}, "write_in_area"), ({"column": 29, "row": 3}, "code_box")):
        document = canvass_document()
        document["layouts"][0]["pages"][0]["targets"][4] |= place
        with pytest.raises(DefinitionError, match=f"{over} overlaps"):
            parse_definition(as_bytes(document))


def test_every_problem_is_told_at_once():
    document = canvass_document()
    document["contests"][1]["write_ins"] = 1
    document["contests"][0]["district"] = "city"
    document["layouts"][0]["pages"][0]["targets"][1]["column"] = 33.5
    with pytest.raises(DefinitionError) as refused:
        parse_definition(as_bytes(document))
    fields = {problem.field for problem in refused.value.problems}
    assert {"contests[1].write_ins", "contests[0].district", "layouts[0].pages[0].targets[1]"} <= fields


def test_every_blank_is_named_by_its_field_and_what_it_asks_before_anything_else():
    document = canvass_document()
    document["county"] = "?? the county's name"
    document["contests"][0]["seats"] = "?? for how many an elector may vote"
    document["ballot_styles"][0]["contests"].append("?? which more")
    with pytest.raises(DefinitionError) as refused:
        parse_definition(as_bytes(document))
    assert [(one.field, one.found, one.expected) for one in refused.value.problems] == [
        ("county", "a blank", "the county's name"),
        ("contests[0].seats", "a blank", "for how many an elector may vote"),
        (f"ballot_styles[0].contests[{len(document['ballot_styles'][0]['contests']) - 1}]", "a blank", "which more"),
    ]
