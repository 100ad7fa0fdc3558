"""A block whose title is worn is placed by its neighbours; one whose title says another thing never is."""

from dataclasses import replace

import pytest

from imaging.sheets import PrintedBlock
from tabulate.printouts.words import WordsRead, read_words
from tests.tabulate.elections import election_of
from tests.tabulate.printout_makers import block
from tests.tabulate.test_printout_words import named, question

RETENTION = "Retention of Ada Ames: Shall Justice Ada Ames of the Supreme Court be retained in office for another term?"
LEVY = "Road Levy: Shall the county levy 12 mills each year for five years to mend its gravel roads and bridges?"
ELECTION = election_of(
    [
        named("sheriff", "Sheriff", {"holmes": "Sherlock Holmes", "edison": "Thomas Edison"}),
        question("retain", RETENTION),
        named("senator", "State Senator, District 31", {"weiss": "Eli Weiss", "burke": "Bo Burke"}),
        question("levy", LEVY),
    ]
)
SHERIFF = block("Sheriff", "Sherlock Holmes")
RETAIN = block("Retention of Ada Ames: Shall Justice Ada Ames of the", "Supreme Court be retained in office for", "NO")
SENATOR = block("State Senator, District 31", "Eli Weiss")
ROADS = block(LEVY, "YES")
AS_PRINTED = {"sheriff": ["holmes"], "retain": ["no"], "senator": ["weiss"], "levy": ["yes"]}


def read(*blocks: PrintedBlock) -> dict[str, list[str] | None]:
    words = read_words(blocks, ELECTION.ballot_styles[0], ELECTION)
    return {one.contest: [*one.choices, *one.write_ins] if isinstance(one, WordsRead) else None for one in words}


def worn(*texts: str, confidence: int = 75) -> PrintedBlock:
    """The first line hardly read, the others clearly."""
    first, *others = block(*texts).lines
    return PrintedBlock((replace(first, confidence=confidence), *others))


def test_without_its_title_a_block_between_two_others_is_the_contest_between() -> None:
    assert read(SHERIFF, block("NO"), SENATOR, ROADS) == AS_PRINTED
    assert read(SHERIFF, worn("Pe emion 9: -2%la Ames Shall", "NO"), SENATOR, ROADS) == AS_PRINTED


def test_the_first_and_the_last_block_are_placed_too_and_the_heading_is_no_block() -> None:
    heading = block("OFFICIAL BALLOT", "General Election", "Precinct: North")
    assert read(heading, worn("She ~*f", "Sherlock Holmes"), RETAIN, SENATOR, block("YES")) == AS_PRINTED


def test_several_in_a_row_are_placed_if_none_is_missing() -> None:
    assert read(SHERIFF, block("NO"), block("Eli Weiss"), ROADS) == AS_PRINTED
    words = read(SHERIFF, block("NO"), ROADS)
    assert (words["retain"], words["senator"], words["levy"]) == (None, None, None)


def test_a_block_too_many_is_placed_nowhere() -> None:
    words = read(SHERIFF, block("NO"), block("NO"), SENATOR, ROADS)
    assert (words["retain"], words["levy"]) == (None, None)


def test_blocks_out_of_the_styles_order_place_nothing() -> None:
    assert read(SENATOR, block("NO"), SHERIFF, ROADS)["retain"] is None


def test_what_a_placed_block_says_must_be_of_its_contest() -> None:
    assert read(block("Eli Weiss"), RETAIN, SENATOR, ROADS)["sheriff"] is None
    assert read(SHERIFF, RETAIN, block("Thomas Edison"), ROADS)["senator"] is None


def test_a_title_whose_number_is_worn_off_is_known_by_a_word_less_sure_and_has_no_other_number() -> None:
    def titled(title: str) -> PrintedBlock:
        first, *others = block(title, "Eli Weiss").lines
        return PrintedBlock((replace(first, least_confidence=75), *others))

    assert read(SHERIFF, RETAIN, titled("State Senator, District"), ROADS) == AS_PRINTED
    assert read(SHERIFF, RETAIN, titled("State Senator, District 44"), ROADS)["senator"] is None


@pytest.mark.parametrize(
    "title", ["State Senator, District 30", "State Senator, District", "State Senator, District 31 32", "Coroner"]
)
def test_a_title_clearly_read_that_is_another_is_not_placed(title: str) -> None:
    assert read(SHERIFF, RETAIN, block(title, "Eli Weiss"), ROADS)["senator"] in (None, ["weiss"])
    if "30" not in title:
        assert read(SHERIFF, RETAIN, block(title, "Eli Weiss"), ROADS)["senator"] is None


def test_a_title_with_a_broken_word_is_placed_if_its_numbers_are_right() -> None:
    assert read(SHERIFF, RETAIN, block("State Senator, Distri>t 31", "Eli Weiss"), ROADS) == AS_PRINTED
    assert read(SHERIFF, RETAIN, block("State Senator, Distri>t 3", "Eli Weiss"), ROADS)["senator"] is None


def test_a_second_name_hardly_read_is_not_taken_for_a_worn_title() -> None:
    for name in ("Bo Burk2", "B0 Barke", "Eli Weis5"):
        assert read(SHERIFF, RETAIN, worn(name, "Eli Weiss"), ROADS)["senator"] != ["weiss"]


def test_a_worn_title_is_not_taken_into_a_typed_name() -> None:
    page = SHERIFF, RETAIN, worn("Stat- 5en  or Distr ct 31", "LAUREL G. FROST (write-in)"), ROADS
    assert read(*page) == AS_PRINTED | {"senator": ["LAUREL G. FROST"]}


def test_where_the_end_of_a_title_is_worn_the_answer_is_not_taken_for_it() -> None:
    lines = ("Retention of Ada Ames: Shall Justice Ada Ames of the", "Supreme Court be retained in office for another")
    assert read(SHERIFF, block(*lines, "NO"), SENATOR, ROADS) == AS_PRINTED
    assert read(SHERIFF, block(*lines, "YES"), SENATOR, ROADS)["retain"] == ["yes"]


def test_an_answer_before_the_next_title_is_not_taken_into_it() -> None:
    both = block(RETENTION, "NO", "State Senator, District 31", "Eli Weiss")
    assert read(SHERIFF, both, ROADS) == AS_PRINTED


def test_a_title_and_its_choice_parted_by_a_fold_belong_together_if_nothing_else_is_missing() -> None:
    title, choice = block("State Senator, District 31"), block("Eli Weiss")
    assert read(SHERIFF, RETAIN, title, choice, ROADS) == AS_PRINTED
    words = read(SHERIFF, block(RETENTION), block("NO"), ROADS)
    assert (words["retain"], words["senator"]) == (None, None)
    words = read(SHERIFF, RETAIN, title, block("Thomas Edison"), ROADS)
    assert words["senator"] is None
