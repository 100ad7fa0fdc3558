"""Judges read in words what the machine saw at an oval."""

from dataclasses import replace

from canvass.reading.mark_words import CAUSES, DOUBTS, SHAPES, seen_words
from imaging.layout import Side
from imaging.sheets import Cause, Doubt, Mark, Shape, TargetReading

CLEAN = TargetReading(1, Side.FRONT, Mark.UNMARKED, 0, 500, 10.0, 20.0, 0.7)


def test_every_shape_cause_and_doubt_has_words():
    assert set(SHAPES) == set(Shape)
    assert set(CAUSES) == set(Cause)
    assert set(DOUBTS) == set(Doubt)


def test_shape_ink_and_doubt_are_told_in_one_line():
    thin = replace(CLEAN, mark=Mark.AMBIGUOUS, ink_px=90, shape=Shape.LINE, doubt=Doubt.THIN)
    assert seen_words(thin) == "a line, 18 % of the inside inked, one thin stroke, or one that runs on"
    fold = replace(CLEAN, mark=Mark.AMBIGUOUS, ink_px=22, shape=Shape.LINE, cause=Cause.FOLD, doubt=Doubt.EXPLAINED)
    assert seen_words(fold).startswith("a line, 4.4 % of the inside inked, on a line that runs on across the image")


def test_nothing_is_told_of_a_clean_oval_and_only_the_ink_of_one_from_an_old_ledger():
    assert seen_words(CLEAN) == ""
    assert seen_words(replace(CLEAN, mark=Mark.MARKED, ink_px=400)) == "80 % of the inside inked"
