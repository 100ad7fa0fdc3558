"""Values of another device's barcodes: ballots by the definition's table, every refusal, and a wrong table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imaging.sheets import PrintedCode, ReasonCode
from tabulate.definitions import parse_definition
from tabulate.errors import DefinitionError
from tabulate.printouts.decoding import decode_codes
from tests.tabulate.code_checks import ELECTION, assert_possible, decoded, refused, votes_of
from tests.tabulate.definitions_data import DELETE, as_bytes, canvass_document, set_at
from tests.tabulate.printout_makers import (
    canvass_election,
    linear,
)

ROWS = [
    {"value": "S2", "ballot_style": "2"},
    {"value": "S1", "ballot_style": "1"},
    {"value": "PN", "precinct": "north"},
    {"value": "PS", "precinct": "south"},
    {"value": "0101", "contest": "commissioner", "choice": "ames"},
    {"value": "0102", "contest": "commissioner", "choice": "burke"},
    {"value": "0201", "contest": "justice", "choice": "yes"},
    {"value": "0202", "contest": "justice", "choice": "no"},
    {"value": "0301", "contest": "levy", "choice": "for"},
]
TABLE = canvass_election(device_codes=ROWS)


def values(*texts: str) -> list[PrintedCode]:
    return [linear(text.encode(), row=300 + 40 * row) for row, text in enumerate(texts)]


def test_another_devices_values_make_a_ballot_by_the_definitions_table():
    coded = decoded(*values("S2", "PN", "0102", "0101", "0201"), election=TABLE)
    assert (coded.style.id, coded.precinct, coded.test) == ("2", "north", False)
    assert votes_of(coded) == {"commissioner": ["ames", "burke"], "justice": ["yes"]}
    assert decoded(*values("S2"), election=TABLE).precinct is None
    assert decoded(*values("S1", "0301"), election=TABLE).precinct == "north"


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["S2", "0999"], ReasonCode.CODE_DAMAGED),
        (["S2", "0101", "0101"], ReasonCode.CODE_IMPOSSIBLE),
        (["S1", "0201", "0202"], ReasonCode.CODE_IMPOSSIBLE),
        (["S2", "0301"], ReasonCode.CODE_IMPOSSIBLE),
        (["0101"], ReasonCode.UNKNOWN_CARD),
        (["S1", "S2"], ReasonCode.UNKNOWN_CARD),
        (["S1", "PS"], ReasonCode.UNKNOWN_CARD),
        (["S2", "PN", "PS"], ReasonCode.UNKNOWN_CARD),
    ],
)
def test_another_devices_values_that_make_no_ballot_are_refused(texts, code):
    assert refused(*values(*texts), election=TABLE) is code


@given(st.lists(st.sampled_from([row["value"] for row in ROWS]), max_size=9))
def test_any_values_together_are_refused_or_possible(texts):
    assert_possible(decode_codes(values(*texts), TABLE), TABLE)


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("device_codes[0].ballot_style", "9", "device_codes[0].ballot_style"),
        ("device_codes[2].precinct", "west", "device_codes[2].precinct"),
        ("device_codes[4].contest", "mayor", "device_codes[4].contest"),
        ("device_codes[4].choice", "yes", "device_codes[4].choice"),
        ("device_codes[4].choice", DELETE, "device_codes[4]"),
        ("device_codes[0].precinct", "north", "device_codes[0]"),
        ("device_codes[1].value", "S2", "device_codes[1].value"),
        ("device_codes[1].value", "\u00e9", "device_codes[1].value"),
        ("device_printouts", "sometimes", "device_printouts"),
    ],
)
def test_a_table_that_is_wrong_is_refused_by_the_name_of_the_field(field, value, named):
    with pytest.raises(DefinitionError) as error:
        parse_definition(as_bytes(set_at(canvass_document() | {"device_codes": ROWS}, field, value)))
    assert named in [problem.field for problem in error.value.problems]


def test_the_table_is_not_printed_and_leaves_page_codes_alone():
    assert TABLE.layouts.code_prefix == ELECTION.layouts.code_prefix
