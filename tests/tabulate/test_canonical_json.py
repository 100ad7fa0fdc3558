"""Nouns to bytes that can be hashed, and back: nothing is lost, and what does not fit is refused."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabulate.canonical_json import CanonicalJson, NotTheNoun, Shapes, UnknownWord


class Colour(StrEnum):
    RED = "red"
    WHITE = "white"


@dataclass(frozen=True, slots=True)
class Point:
    row: int
    col: int


@dataclass(frozen=True, slots=True)
class Plain:
    colour: Colour
    faces: tuple[int, ...]
    by: str | None
    share: float
    at: Point
    note: str = ""


PLAIN = CanonicalJson(Shapes(rows=frozenset({Point}), later={Plain: frozenset({"note"})}))


@given(
    st.builds(
        Plain,
        st.sampled_from(Colour),
        st.lists(st.integers(), max_size=4).map(tuple),
        st.none() | st.text(),
        st.integers(-9999, 9999).map(lambda whole: whole / 100),
        st.builds(Point, st.integers(), st.integers()),
        st.text(),
    )
)
def test_what_is_written_reads_the_same_again_in_one_form(noun: Plain) -> None:
    text = PLAIN.write(noun)
    assert PLAIN.read(Plain, text) == noun
    assert text == PLAIN.write(PLAIN.read(Plain, text))
    assert text.isascii()


def test_the_form_is_the_one_the_ledger_has() -> None:
    noun = Plain(Colour.RED, (1, 2), None, 0.5, Point(3, 4))
    assert PLAIN.write(noun) == '{"at":[3,4],"by":null,"colour":"red","faces":[1,2],"share":50}'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"at":[3,4],"by":null,"colour":"blue","faces":[],"share":50}',
        '{"at":[3],"by":null,"colour":"red","faces":[],"share":50}',
        '{"at":[3,4],"by":7,"colour":"red","faces":[],"share":50}',
        '{"at":[3,4],"by":null,"colour":"red","faces":[],"share":0.5}',
        '{"at":[3,4],"by":null,"colour":"red","faces":[true],"share":50}',
        "[" * 100_000,
    ],
)
def test_what_is_not_the_noun_is_refused(text: str) -> None:
    with pytest.raises(NotTheNoun):
        PLAIN.read(Plain, text)


@pytest.mark.parametrize("more", ['"later":1,', '"at":[3,4,5],'])
def test_what_a_later_version_wrote_is_told_apart(more: str) -> None:
    at = "" if '"at"' in more else '"at":[3,4],'
    with pytest.raises(UnknownWord):
        PLAIN.read(Plain, f'{{{more}{at}"by":null,"colour":"red","faces":[],"share":50}}')


@dataclass(frozen=True, slots=True)
class Dated:
    on: date
    until: date | None
    others: tuple[date, ...]


DATED = CanonicalJson(Shapes(texts={date: date.fromisoformat}))


def test_what_has_a_text_of_its_own_is_written_as_that_and_read_again() -> None:
    noun = Dated(date(2026, 11, 3), None, (date(2026, 1, 2), date(2026, 11, 3)))
    text = '{"on":"2026-11-03","others":["2026-01-02","2026-11-03"],"until":null}'
    assert DATED.write(noun) == text
    assert DATED.read(Dated, text) == noun


@pytest.mark.parametrize("text", ['"soon"', "20261103", "null", '["2026-11-03"]'])
def test_a_text_that_is_none_of_its_kind_is_refused(text: str) -> None:
    with pytest.raises(NotTheNoun):
        DATED.read(Dated, f'{{"on":{text},"others":[],"until":null}}')


def test_a_noun_without_its_text_named_cannot_be_written() -> None:
    with pytest.raises(TypeError, match="no way to write"):
        CanonicalJson().write(Dated(date(2026, 11, 3), None, ()))
