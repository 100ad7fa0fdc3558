"""Rolls and lists that are read from files, and what is none."""

from pathlib import Path

import pytest

from audit.contests import Category
from audit.errors import DiceError
from audit.further import escalation_name
from audit.lists import lists_of
from audit.selection import PRECINCTS, NumberedList
from canvass.auditing.drawing import WrittenRoll, check_rolls_columns, read_roll
from canvass.auditing.opening import opened_if_needed
from canvass.record.audit_log import AuditLog
from tabulate.csv_rows import rows_of
from tabulate.election import ContestId
from tests.canvass.audited_county import CountedCounty
from tests.canvass.auditing.clerk import Clerk


def read_rolls(content: bytes, lists: tuple[NumberedList, ...]) -> list[WrittenRoll]:
    table = rows_of(content)
    check_rolls_columns(table)
    return [read_roll(row, lists) for row in table.rows]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("roll,red,white\n1,11,5\n", "Line 2.*ten-sided die shows 0 to 9"),
        ("roll,red,white\n1,6,5\n1,x,5\n", "Line 3"),
        ("roll,red,white\n1,6\n", "Line 2"),
        ("roll,red,white\none,6,5\n", "no number of a roll"),
        ("list,dice\nsheriffs,6 5\n", 'no list "sheriffs"'),
        ("red;white\n6;5\n", "columns"),
        ("", "columns"),
    ],
)
def test_a_file_of_rolls_that_is_none_is_refused_by_line(county: CountedCounty, text: str, words: str) -> None:
    lists = lists_of(opened_if_needed(AuditLog(county.record)))
    with pytest.raises(DiceError, match=f"(?s){words}"):
        read_rolls(text.encode(), lists)


def test_rolls_are_read_with_colors_or_as_dice_and_in_any_table_program_s_csv(county: CountedCounty) -> None:
    lists = lists_of(opened_if_needed(AuditLog(county.record)))
    colored = "Roll,Red,White,Blue,rolled_by\r\n1,6,5,,Dee\r\n,,,,\r\n2,0,1,,Dee\r\n"
    by_color = read_rolls(colored.encode("utf-8-sig"), lists)
    by_dice = read_rolls(b'list,dice\nprecincts,"6 5"\nprecincts,0 1\n', lists)
    assert [roll.faces for roll in by_color] == [roll.faces for roll in by_dice] == [(6, 5), (0, 1)]
    assert [roll.rolled_by for roll in by_color] == ["Dee", "Dee"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"dice\n" + b"9" * 200_000, "line 2 cannot be read"),
        (b'dice\n"6 5', "cannot be read"),
        (b"dice\n6\0 5\n", "no text"),
        (b"dice,Dice\n6 5,1 1\n", "two columns dice"),
        (b"\xff\xfe", "UTF-8"),
        (b"HEAD\n1,2,3,4,5,6,7,8\n", "line 2: found more cells"),
    ],
)
@pytest.mark.parametrize("command", ["select", "committee", "tally"])
def test_a_hostile_list_is_refused_in_words(
    county: CountedCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, content: bytes, words: str
) -> None:
    place = tmp_path / "list.csv"
    heads = {
        "select": b"roll,red,white",
        "committee": b"id,name,employee,resident,judge,vendor,maintained",
        "tally": b"row,ben,cal",
    }
    place.write_bytes(content.replace(b"HEAD", heads[command]))
    options = {
        "select": ("--rehearsal", "--dice", str(place)),
        "committee": (str(place), "--secretary", "Clerk"),
        "tally": (str(place), "--precinct", "P01", "--contest", "us-senator", "--reader", "ann"),
    }
    code, said = Clerk(county.record.directory, capsys).does(command, *options[command])
    assert (code, words in said) == (3, True), said


def test_a_rehearsal_is_held_again_from_a_file(
    county: CountedCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clerk, place = Clerk(county.record.directory, capsys), tmp_path / "rolls.csv"
    place.write_bytes(b"roll,dice\r" + b"".join(b"%d,%d %d\r" % (n, n // 10, n % 10) for n in range(1, 11)))
    for _ in range(2):
        code, said = clerk.does("select", "--rehearsal", "--dice", str(place))
        assert (code, "THIS IS A REHEARSAL" in said) == (0, True), said
    state = AuditLog(county.record).state
    assert state is not None
    assert state.selection.lists == ()


def test_every_word_that_a_file_of_rolls_may_have_for_a_list_is_in_the_documents() -> None:
    told = (Path(__file__).parents[3] / "docs" / "audit.md").read_text(encoding="utf-8")
    words = [PRECINCTS, *(category.value for category in Category), escalation_name(ContestId("us-senator"))]
    assert [word for word in words if f"`{word}`" not in told] == []
