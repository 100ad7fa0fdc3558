"""Printed words read without the barcode: small errors pass, another name never does."""

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imaging.sheets import PrintedBlock
from tabulate.election import Choice, ChoiceId, ContestKind, Election, Party, PartyId
from tabulate.likeness import alike, best_match, fold
from tabulate.printouts.words import WordsRead, WordsUnread, read_words
from tests.tabulate.elections import contest, election_of
from tests.tabulate.printout_makers import block


def named(name: str, title: str, choices: dict[str, str], seats: int = 1, write_ins: int = 1):
    made = contest(name, [], seats, write_ins)
    parties = (PartyId("green"),)
    return replace(
        made, title=title, choices=tuple(Choice(ChoiceId(key), text, parties) for key, text in choices.items())
    )


def question(name: str, title: str):
    made = contest(name, [])
    choices = (Choice(ChoiceId("yes"), "Yes"), Choice(ChoiceId("no"), "No"))
    return replace(made, title=title, kind=ContestKind.ISSUE, choices=choices)


ELECTION = replace(
    election_of(
        [
            named("senator", "Senator", {"holmes": "Sherlock Holmes", "edison": "Thomas Edison"}),
            named("senator-31", "Senator, District 31", {"weiss": "Eli Weiss", "reiss": "Eli Reiss"}),
            named(
                "council",
                "City Council",
                {"ames": "Ada Ames", "burke": "Bo Burke", "bell": "Alexander Graham Bell"},
                seats=3,
            ),
            question("measure-102", "Measure 102: Vehicle Abatement Program"),
            question("measure-103", "Measure 103: Vehicle Abatement Program"),
        ]
    ),
    parties=(Party(PartyId("green"), "Green"),),
)
STYLE = ELECTION.ballot_styles[0]

PAGE = {
    "senator": block("Senator", "Sherlock Holmes / Green"),
    "senator-31": block("Senator, District 31", "[no selection]"),
    "council": block("City Council", "Ada Ames / Green", "BOB SMITH (write-in)", "[1 of 3 not used]"),
    "measure-102": block("Measure 102: Vehicle", "Abatement Program", "No on Measure 102"),
    "measure-103": block("Measure 103: Vehicle Abatement Program", "Yes"),
}


def read(*blocks: PrintedBlock, election: Election = ELECTION) -> dict[str, list[str] | None]:
    """By contest what is chosen, None where unread."""
    words = read_words(blocks, election.ballot_styles[0], election)
    assert [one.contest for one in words] == list(election.ballot_styles[0].contests)
    return {one.contest: [*one.choices, *one.write_ins] if isinstance(one, WordsRead) else None for one in words}


def read_with(**blocks: PrintedBlock) -> dict[str, list[str] | None]:
    """The page with some blocks changed; keys with _ for -."""
    return read(*(PAGE | {key.replace("_", "-"): value for key, value in blocks.items()}).values())


def test_a_whole_page_is_read_contest_by_contest():
    assert read(*PAGE.values()) == {
        "senator": ["holmes"],
        "senator-31": [],
        "council": ["ames", "BOB SMITH"],
        "measure-102": ["no"],
        "measure-103": ["yes"],
    }


def test_columns_may_mix_the_order_of_the_blocks():
    assert read(*reversed(PAGE.values())) == read(*PAGE.values())


@pytest.mark.parametrize(
    "lines",
    [
        ["Sherlock Holmes"],
        ["SHERLOCK HOLMES / GREEN"],
        ["Sherlock", "Holmes / Green"],
        ["Sherlock Holmes /", "Green"],
        ["Sher1ock Ho1mes / Green"],
        ["Sherlock Holmes | Green"],
        ["SherlockHolmes / Green"],
        ["Sherlock Holmes / Green", "---"],
        ["Sherlock Holmés / Green"],
    ],
)
def test_a_name_with_small_errors_of_recognition_is_that_name(lines):
    assert read_with(senator=block("Senator", *lines))["senator"] == ["holmes"]


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["Thomas Holmes / Green"],
        ["Sherlock Edison / Green"],
        ["Mycroft Holmes"],
        ["Sherlock Holmes / Republican"],
        ["Sherlock Holmes Thomas Edison"],
        ["Sherlock Holmes", "for Senator"],
        ["Sherlock Holmes", "[no selection]"],
        ["Sherlock"],
        ["Green"],
        ["[2 of 2 not used]"],
        ["[0 of 1 not used]"],
        ["Sherlock Holmes", "[1 of 1 not used]"],
        ["(write-in)"],
        ["X" * 61 + " (write-in)"],
        ["no selectors here"],
    ],
)
def test_what_is_not_clearly_a_choice_leaves_the_contest_unread_and_the_others_alone(lines):
    words = read_with(senator=block("Senator", *lines))
    assert words == read(*PAGE.values()) | {"senator": None}


def test_a_name_altered_by_a_letter_is_no_name_where_it_was_clearly_read():
    for altered in ("Sherlock Holmos / Green", "Sherlock Hulmes", "Sherlok Holmes / Green", "Sherlock Holmess"):
        assert read_with(senator=block("Senator", altered))["senator"] is None
        strange = tuple(replace(line, least_confidence=70) for line in block("Senator", altered).lines)
        assert read_with(senator=PrintedBlock(strange))["senator"] is None
        hardly = tuple(replace(line, confidence=80) for line in block("Senator", altered).lines)
        assert read_with(senator=PrintedBlock(hardly))["senator"] == ["holmes"]


def test_two_names_so_alike_that_an_error_makes_one_the_other_need_to_be_exact():
    assert read_with(senator_31=block("Senator, District 31", "Eli Weiss"))["senator-31"] == ["weiss"]
    assert read_with(senator_31=block("Senator, District 31", "Eli Reiss"))["senator-31"] == ["reiss"]
    assert read_with(senator_31=block("Senator, District 31", "Eli Keiss"))["senator-31"] is None


@pytest.mark.parametrize("title", ["Senator, District", "Senator, District 3", "Senate, District 31 32"])
def test_a_number_in_a_title_must_be_right(title):
    words = read_with(senator_31=block(title, "Eli Weiss"))
    assert words["senator-31"] is None


def test_a_digit_misread_in_a_title_is_forgiven_unless_another_contest_of_the_election_has_that_title():
    page = PAGE | {"senator-31": block("Senator, District 37", "Eli Weiss")}
    assert read(*page.values())["senator-31"] == ["weiss"]
    other = named("senator-37", "Senator, District 37", {"weiss": "Eli Weiss"})
    elsewhere = replace(ELECTION, contests=(*ELECTION.contests, other))
    assert read(*page.values(), election=elsewhere)["senator-31"] is None


def test_a_title_with_a_small_error_is_found():
    assert read_with(council=block("City Coumdll", "Bo Burke"))["council"] is None
    assert read_with(council=block("City Councll", "Bo Burke"))["council"] == ["burke"]


def test_more_than_may_be_chosen_is_read_as_printed():
    assert read_with(senator=block("Senator", "Sherlock Holmes", "Thomas Edison"))["senator"] == ["holmes", "edison"]
    assert read_with(council=block("City Council", "Ada Ames", "Ada Ames"))["council"] == ["ames", "ames"]


@pytest.mark.parametrize(
    "last", ["[1 of 3 not used]", "[no selection for 1 of 3 choices]", "[l of 3 not used]", "[1 of 3not sed]"]
)
def test_votes_not_used_are_counted_right_or_the_contest_is_unread(last):
    assert read_with(council=block("City Council", "Ada Ames", "Bo Burke", last))["council"] == ["ames", "burke"]
    assert read_with(council=block("City Council", "Ada Ames", last))["council"] is None
    assert read_with(council=block("City Council", last, "Ada Ames", "Bo Burke"))["council"] is None


def test_long_names_may_be_wrapped_and_follow_each_other():
    lines = ["Alexander Graham", "Bell / Green", "Ada Ames / Green", "JOHN JACOB", "SMITH (write-in)"]
    assert read_with(council=block("City Council", *lines))["council"] == ["ames", "bell", "JOHN JACOB SMITH"]


def test_a_typed_name_that_is_a_candidates_is_a_write_in_all_the_same():
    assert read_with(council=block("City Council", "ADA AMES (write-in)"))["council"] == ["ADA AMES"]


@pytest.mark.parametrize("missing", list(PAGE))
def test_a_missing_block_leaves_its_contest_unread(missing):
    rest = [value for key, value in PAGE.items() if key != missing]
    assert read(*rest) == read(*PAGE.values()) | {missing: None}


@pytest.mark.parametrize("double", list(PAGE))
def test_a_double_block_leaves_its_contest_unread(double):
    assert read(*PAGE.values(), PAGE[double])[double] is None


def test_a_name_in_a_block_of_no_contest_leaves_its_contest_unread():
    words = read(*PAGE.values(), block("Vote here", "Thomas", "Edison / Green"))
    assert words == read(*PAGE.values()) | {"senator": None}


def test_a_heading_is_no_vote():
    heading = block("Official Ballot", "General Election", "Big Sky County", "Precinct", "North", "Ballot Style", "1")
    assert read(heading, *PAGE.values()) == read(*PAGE.values())


def test_two_contests_in_one_block_are_told_apart_by_their_titles():
    rest = [value for key, value in PAGE.items() if key not in ("senator", "council")]
    words = read(block("Senator", "Sherlock Holmes", "City Council", "Ada Ames"), *rest)
    assert (words["senator"], words["council"]) == (["holmes"], ["ames"])
    words = read(block("Senator", "City Council", "Ada Ames"), *rest)
    assert (words["senator"], words["council"]) == (None, ["ames"])
    words = read(block("Senator", "Sherlock Holmes", "Ada Ames", "City Council"), *rest)
    assert (words["senator"], words["council"]) == (None, None)


def test_a_number_misread_in_a_long_question_leaves_no_doubt_which_it_is():
    title = "Road Levy: Shall the county levy 12 mills each year for five years to mend its gravel roads and bridges?"
    other = "Library Levy: Shall the county levy 12 mills each year for five years to buy books for its libraries?"
    election = election_of([question("road", title), question("library", other)])
    misread = [block(title.replace("five", "fiv2"), "Yes"), block(other, "No")]
    assert read(*misread, election=election) == {"road": ["yes"], "library": ["no"]}
    near = election_of([question("road", title), question("more", title.replace("12", "13"))])
    words = read(block(title.replace("12", "14"), "Yes"), block(title, "No"), election=near)
    assert words == {"road": None, "more": None}


def test_contests_of_one_title_stand_in_the_styles_order_or_are_unread():
    contests = [named("east", "Judge", {"ames": "Ada Ames"}), named("west", "Judge", {"burke": "Bo Burke"})]
    election = election_of(contests)
    blocks = [block("Judge", "[no selection]"), block("Judge", "Bo Burke")]
    assert read(*blocks, election=election) == {"east": [], "west": ["burke"]}
    assert read(blocks[1], blocks[0], election=election) == {"east": None, "west": []}
    assert read(blocks[0], election=election) == {"east": None, "west": None}


letters = st.sampled_from(string.ascii_lowercase + " 0123456789/-'")


@given(st.lists(st.lists(st.text(max_size=40), max_size=6), max_size=6))
def test_no_words_make_the_reader_raise(texts):
    words = read_words([block(*lines) for lines in texts], STYLE, ELECTION)
    assert len(words) == 5


def test_a_page_of_endless_words_is_unread():
    words = read_words([block(*["Senator"] * 700)], STYLE, ELECTION)
    assert all(isinstance(one, WordsUnread) for one in words)
    assert read(block("x " * 100_000, "y"), *PAGE.values())["senator"] == ["holmes"]


@given(st.text(letters, max_size=25), st.text(letters, max_size=25))
def test_being_exactly_alike_is_the_same_both_ways(one, other):
    first, second = fold(one), fold(other)
    if first.words:
        assert alike(first, first)
    if first == second and first.words:
        assert alike(first, second)
        assert alike(second, first)


@given(st.lists(st.text(letters, min_size=4, max_size=25), min_size=2, max_size=5, unique_by=lambda t: fold(t).letters))
def test_a_name_that_is_on_the_list_is_never_taken_for_another_on_it(names):
    expected = [(name, fold(name)) for name in names]
    for name in names:
        match = best_match(fold(name), expected)
        assert match is None or match == (name, 0)


@given(st.sampled_from(["Sherlock Holmes", "Thomas Edison"]), st.integers(0, 20), st.sampled_from(string.ascii_letters))
def test_one_wrong_letter_never_makes_another_candidate(name, place, letter):
    place %= len(name)
    changed = name[:place] + letter + name[place + 1 :]
    words = read_with(senator=block("Senator", changed))["senator"]
    own = {"Sherlock Holmes": "holmes", "Thomas Edison": "edison"}[name]
    assert words in ([own], None)
