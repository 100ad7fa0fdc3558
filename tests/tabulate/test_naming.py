"""Names for the targets of a blank: what is printed beside them, every choice once, and nothing that is not certain."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from imaging.layout import BoxIn, CardId, MeasuredTarget
from tabulate.election import (
    BallotStyle,
    BallotStyleId,
    Card,
    Choice,
    ChoiceId,
    Contest,
    ContestId,
    ContestKind,
    Election,
    TargetMeaning,
)
from tabulate.naming import PageText, Word, name_targets
from tests.tabulate.elections import election_of

LETTER_IN = 0.08
Block = tuple[str, Sequence[str]]


def _office(id_: str, title: str, *names: str, lines: int = 0) -> Contest:
    choices = tuple(Choice(ChoiceId(name.lower().replace(" ", "-")), name) for name in names)
    return Contest(ContestId(id_), title, ContestKind.CANDIDATE, None, None, 1, choices, lines)


MAYOR = _office("mayor", "Mayor", "Ivy Elmwick", "Rue Ashdale", lines=1)
JUDGE_1 = _office("judge-1", "Justice, Seat 1", "Yes", "No")
JUDGE_2 = _office("judge-2", "Justice, Seat 2", "Yes", "No")


def _election(*contests: Contest) -> tuple[Election, BallotStyle]:
    style = BallotStyle(BallotStyleId("S"), (), tuple(contest.id for contest in contests))
    return replace(election_of(contests), contests=contests, ballot_styles=(style,), parties=()), style


def _words(text: str, down_in: float, left_in: float) -> list[Word]:
    words = []
    for word in text.split():
        right = left_in + LETTER_IN * len(word)
        words.append(Word(word, BoxIn(down_in - 0.06, left_in, down_in + 0.06, right)))
        left_in = right + LETTER_IN
    return words


def _page(*columns: Sequence[Block], pitch_in: float = 0.4, right: bool = False) -> PageText:
    """Contests in columns 2.6 inches wide: a heading, then a target a line with its words at its right, or its left."""
    targets: list[MeasuredTarget] = []
    words: list[Word] = []
    for number, blocks in enumerate(columns):
        left, down = 0.6 + 2.6 * number, 1.0
        for heading, lines in blocks:
            words += _words(heading, down, left)
            for line in lines:
                down += pitch_in
                x = left + 2.2 if right else left + 0.1
                targets.append(MeasuredTarget(len(targets) + 1, x, down, 0.2, 0.13))
                words += _words(line, down, left if right else left + 0.35)
            down += 0.9
    return PageText(8.5, 11.0, tuple(targets), tuple(words))


def _named(page: PageText, *contests: Contest) -> list[tuple[str, str] | None]:
    election, style = _election(*contests)
    (named,) = name_targets([page], style, election)
    return [None if one.name is None else (one.name.contest, one.name.choice) for one in named]


@pytest.mark.parametrize("right", [False, True])
def test_choices_are_named_in_whatever_order_they_are_printed(right: bool) -> None:
    page = _page(
        [("Mayor", ["Rue Ashdale", "Ivy Elmwick", "Write-in"])], [("Justice, Seat 1", ["Yes", "No"])], right=right
    )
    assert _named(page, MAYOR, JUDGE_1) == [
        ("mayor", "rue-ashdale"),
        ("mayor", "ivy-elmwick"),
        ("mayor", "write-in-0"),
        ("judge-1", "yes"),
        ("judge-1", "no"),
    ]


def test_questions_with_the_same_answers_are_told_apart_by_the_words_above() -> None:
    page = _page([("Justice, Seat 2", ["Yes", "No"]), ("Justice, Seat 1", ["Yes", "No"])])
    assert [name and name[0] for name in _named(page, JUDGE_1, JUDGE_2)] == ["judge-2", "judge-2", "judge-1", "judge-1"]


def test_questions_whose_headings_cannot_be_told_apart_get_no_names() -> None:
    page = _page([("Justice", ["Yes", "No"]), ("Justice", ["Yes", "No"])])
    assert _named(page, JUDGE_1, JUDGE_2) == [None] * 4


def test_a_misread_letter_is_forgiven_and_another_name_is_not() -> None:
    assert _named(_page([("Mayor", ["Ivy Elmw1ck", "Rue Ashdaie", "write-in:"])]), MAYOR)[:2] == [
        ("mayor", "ivy-elmwick"),
        ("mayor", "rue-ashdale"),
    ]
    assert _named(_page([("Mayor", ["Ivy Elmwood", "Rue Ashdale", "write-in:"])]), MAYOR)[0] is None


def test_a_name_that_stands_twice_is_given_to_neither() -> None:
    page = _page([("Mayor", ["Ivy Elmwick", "Ivy Elmwick", "Write-in"])])
    assert _named(page, MAYOR) == [None] * 3


def test_the_longer_of_two_names_is_the_one_printed() -> None:
    mayor = _office("mayor", "Mayor", "Ann Ashley Moss", "Ashley Moss")
    page = _page([("Mayor", ["Ann Ashley Moss", "Ashley Moss"])])
    assert _named(page, mayor) == [("mayor", "ann-ashley-moss"), ("mayor", "ashley-moss")]


def test_an_outline_that_stands_beside_no_choice_is_left_without_a_name() -> None:
    page = _page([("Instructions", ["like this"]), ("Mayor", ["Ivy Elmwick", "Rue Ashdale", "Write-in"])])
    assert _named(page, MAYOR) == [
        None,
        ("mayor", "ivy-elmwick"),
        ("mayor", "rue-ashdale"),
        ("mayor", "write-in-0"),
    ]


def test_a_contest_of_two_languages_is_named_by_one_of_them() -> None:
    page = _page([("Justice, Seat 1 Juez, Puesto 1", ["Yes / Sí", "No/No"])])
    assert _named(page, JUDGE_1) == [("judge-1", "yes"), ("judge-1", "no")]


def test_a_page_without_legible_words_gets_no_names() -> None:
    page = replace(_page([("Mayor", ["Ivy Elmwick", "Rue Ashdale", "Write-in"])]), words=())
    assert _named(page, MAYOR) == [None] * 3


def test_pages_are_named_together_and_answered_apart() -> None:
    election, style = _election(MAYOR, JUDGE_1)
    pages = [
        _page([("Justice, Seat 1", ["Yes", "No"])]),
        _page([("Mayor", ["Ivy Elmwick", "Rue Ashdale", "Write-in"])]),
    ]
    named = name_targets(pages, style, election)
    assert [[one.name and one.name.contest for one in page] for page in named] == [["judge-1"] * 2, ["mayor"] * 3]


def test_two_names_of_a_ticket_stand_on_two_lines_without_a_word_between() -> None:
    tickets = _office("gov", "Governor", "Ivy Elmwick and Rue Ashdale", "Ann Moss and Joy Sedge")
    page = _page([("Governor", ["Ivy Elmwick Rue Ashdale", "Ann Moss Joy Sedge"])])
    assert [name and name[1] for name in _named(page, tickets)] == [
        "ivy-elmwick-and-rue-ashdale",
        "ann-moss-and-joy-sedge",
    ]


def test_the_answer_may_stand_after_another_word() -> None:
    page = _page([("Justice, Seat 1", ["Bonds, Yes", "Bonds, No"])])
    assert _named(page, JUDGE_1) == [("judge-1", "yes"), ("judge-1", "no")]


def test_a_question_is_not_told_by_its_answers_where_another_was_not_read() -> None:
    page = _page([("Justice, Seat 1", ["Yas", "Nn"]), ("Justice", ["Yes", "No"])])
    assert _named(page, JUDGE_1, JUDGE_2) == [None] * 4


def test_half_a_question_is_not_given_to_another() -> None:
    page = _page([("Justice, Seat 1", ["Y3z", "Nn"]), ("Justice, Seat 2", ["Yzz", "No"])])
    assert ("judge-1", "no") not in _named(page, JUDGE_1, JUDGE_2)


def test_words_beyond_a_rule_belong_to_another_column() -> None:
    page = _page([("Mayor", ["Rue Ashdale", "Ivy Elmwick"])], right=True)
    moved = tuple(replace(one, x_in=one.x_in + 2.0) for one in page.targets)
    words = [Word(w.text, replace(w.box, left_in=w.box.left_in + 2, right_in=w.box.right_in + 2)) for w in page.words]
    words += _words("Office of Vote", 1.4, 0.8) + _words("Mayor for one", 1.8, 0.8)
    rule = BoxIn(0.8, 2.39, 2.4, 2.41)
    beside = replace(page, targets=moved, words=tuple(words), rules=(rule,))
    election, style = _election(replace(MAYOR, write_ins=0))
    ((one, other),) = name_targets([beside], style, election)
    assert (one.printed, other.printed) == ("Rue Ashdale", "Ivy Elmwick")
    assert one.name is not None
    assert one.name.choice == "rue-ashdale"


def test_a_title_above_may_reach_beyond_its_targets_to_the_rule() -> None:
    page = _page([("", ["Yes", "No"])], [("", ["Yes", "No"])], right=True)
    heads = _words("Justice, of the county in its Seat 2", 1.0, 0.5) + _words("Justice, Seat 1", 1.0, 3.2)
    with_heads = replace(page, words=page.words + tuple(heads), rules=(BoxIn(0.5, 3.1, 3.0, 3.11),))
    long = replace(JUDGE_2, title="Justice, of the county in its Seat 2")
    assert [name and name[0] for name in _named(with_heads, JUDGE_1, long)] == ["judge-2"] * 2 + ["judge-1"] * 2


def test_write_in_lines_are_numbered_as_the_definition_numbers_them() -> None:
    council = _office("council", "Council", "Ivy Elmwick", lines=2)
    page = _page([("Council", ["Ivy Elmwick", "Write-in", "Write-in"])])
    election, style = _election(council)
    stated = tuple(TargetMeaning(council.id, ChoiceId(f"write-in-{line}"), True, 3.0, 9.0 - line) for line in range(2))
    card = Card(CardId("c"), None, style.id, stated)
    (named,) = name_targets([page], style, replace(election, cards=(card,)))
    assert [one.name and one.name.choice for one in named] == ["ivy-elmwick", "write-in-1", "write-in-0"]
    (named,) = name_targets([page], style, election)
    assert [one.name and one.name.choice for one in named] == ["ivy-elmwick", "write-in-0", "write-in-1"]
