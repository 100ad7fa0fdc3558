"""A definition of an election whose ballots are not counted here: it has no layouts, and so no cards."""

import pytest

from tabulate.definitions import parse_definition
from tabulate.errors import DefinitionError
from tests.tabulate.definitions_data import as_bytes, canvass_document


def unprinted():
    document = canvass_document()
    document["layouts"] = []
    for style in document["ballot_styles"]:
        del style["layout"]
    return document


def test_a_definition_without_layouts_has_everything_but_cards():
    election = parse_definition(as_bytes(unprinted()))
    printed = parse_definition(as_bytes(canvass_document()))
    assert (election.contests, election.precincts) == (printed.contests, printed.precincts)
    assert election.ballot_styles == printed.ballot_styles
    assert (election.cards, election.layouts.code_prefixes) == ((), ())


def test_a_style_that_names_a_layout_where_there_are_none_is_refused():
    document = unprinted()
    document["ballot_styles"][0]["layout"] = "L1"
    with pytest.raises(DefinitionError) as refused:
        parse_definition(as_bytes(document))
    assert [one.field for one in refused.value.problems] == ["ballot_styles[0].layout"]


def test_a_style_without_a_layout_beside_printed_ones_is_refused():
    document = canvass_document()
    del document["ballot_styles"][0]["layout"]
    with pytest.raises(DefinitionError) as refused:
        parse_definition(as_bytes(document))
    assert refused.value.problems[0].field == "ballot_styles[0].layout"
