"""Printed names against stated ones, from words at places: clear contradictions alone are contradictions."""

from random import Random

import pytest

from imaging.layout import BoxIn, MeasuredTarget
from tabulate.definitions import parse_definition
from tabulate.naming import PageText, Word
from tabulate.naming.beside import NameSide
from tabulate.naming.stated import TextOfTargets, compare_names
from tests.tabulate.definitions_data import as_bytes, votingworks_document

NAMES = ("Hazel Basaltfield", "Heather Basaltmantle", "Hawthorn Lanternworth", "Poppy Thunderwobble")


def election():
    document = votingworks_document()
    document["contests"] = document["contests"][:1]
    document["contests"][0]["candidates"] = [{"id": f"c{n}", "name": name} for n, name in enumerate(NAMES)]
    for grid in document["gridLayouts"]:
        place = {"type": "option", "side": "front", "column": 2, "contestId": "mayor"}
        grid["gridPositions"] = [{**place, "row": 8 + n, "optionId": f"c{n}"} for n in range(len(NAMES))]
    return parse_definition(as_bytes(document))


def page(names, side=NameSide.RIGHT):
    """Targets one below another, a name beside each; None where nothing legible stands."""
    targets = tuple(MeasuredTarget(n + 1, 2.0, 1 + 0.4 * n, 0.19, 0.13) for n in range(len(names)))
    words = []
    for target, name in zip(targets, names, strict=True):
        left = 2.2 if side is NameSide.RIGHT else 0.2
        for word in (name or "").split():
            width = 0.08 * len(word)
            words.append(Word(word, BoxIn(target.y_in - 0.05, left, target.y_in + 0.05, left + width)))
            left += width + 0.05
    text = PageText(6.0, 4.0, targets, tuple(words))
    return TextOfTargets(text, tuple(range(1, len(names) + 1)), side)


def compared(names, side=NameSide.RIGHT):
    one = election()
    return compare_names([page(names, side)], one.cards[0], one)


@pytest.mark.parametrize("side", list(NameSide))
def test_the_stated_names_agree(side):
    found = compared(NAMES, side)
    assert (found.agree, found.unread, found.otherwise) == (4, 0, ())


@pytest.mark.parametrize("seed", range(30))
def test_any_permutation_is_found_and_names_which_where(seed):
    names = list(NAMES)
    Random(seed).shuffle(names)
    found = compared(names)
    moved = [(n + 1, NAMES[n], name) for n, name in enumerate(names) if name != NAMES[n]]
    assert [(one.number, one.stated, one.printed) for one in found.otherwise] == moved
    assert found.agree == 4 - len(moved)


@pytest.mark.parametrize("seed", range(60))
def test_words_that_are_lost_or_misread_never_contradict(seed):
    random = Random(seed)
    names = []
    for name in NAMES:
        letters = [random.choice("abcdefgh ") if random.random() < random.choice((0, 0.1, 0.5)) else c for c in name]
        names.append(random.choice((None, "".join(letters), name[: random.randrange(len(name))], name)))
    assert compared(names).otherwise == ()


def test_a_name_that_stands_at_its_own_place_too_contradicts_nothing():
    found = compared([NAMES[0], NAMES[0], NAMES[2], NAMES[3]])
    assert (found.otherwise, found.unread) == ((), 1)


def test_one_of_two_swapped_names_is_enough_where_the_other_is_illegible():
    found = compared([NAMES[1], None, NAMES[2], NAMES[3]])
    assert [(one.number, one.printed) for one in found.otherwise] == [(1, NAMES[1])]


@pytest.mark.parametrize("other", ["Zebulon Quixotefield", "Ivy Frostwick", "Meadow Party Ivy Micaby"])
def test_a_name_that_is_no_ones_on_the_ballot_is_told_and_contradicts_nothing(other):
    found = compared([*NAMES[:2], other, NAMES[3]])
    assert found.otherwise == ()
    assert [(one.number, one.stated, one.printed) for one in found.unlike] == [(3, NAMES[2], other)]


@pytest.mark.parametrize("seed", range(60))
def test_a_name_that_is_misread_in_a_few_letters_or_cut_short_is_not_unlike_itself(seed):
    random = Random(seed)
    names = []
    for name in NAMES:
        letters = [random.choice("abcdefgh") if random.random() < 0.08 else c for c in name]
        names.append(random.choice(("".join(letters), name[: random.randrange(len(name))], f"{name} Meadow Party")))
    assert compared(names).unlike == ()
