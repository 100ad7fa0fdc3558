"""Ids made of names: no printed choice has one under which votes for people who are not printed are kept."""

import pytest

from tabulate.defining.given_ids import choice_id
from tabulate.definitions import parse_definition
from tabulate.definitions.identifiers import stands_for_write_ins
from tabulate.errors import DefinitionError
from tests.tabulate.defining.completed import ELECTION, completed
from tests.tabulate.definitions_data import Json, as_bytes, canvass_document, votingworks_document

ALIKE = b"Precinct,House District\n1,45\n2,45\n"


@pytest.mark.parametrize(
    "name", ["Write-Ins", "write in", "Write-In Wilson", "WRITE-IN: ANN", "Write-in 0", "Write - Inn"]
)
def test_a_name_that_begins_as_write_ins_do_becomes_another_id(name: str) -> None:
    taken: set[str] = set()
    first, second = choice_id(name, taken), choice_id(name, taken)
    assert first != second
    assert not any(map(stands_for_write_ins, (first, second)))


def test_a_list_with_such_a_name_becomes_a_definition() -> None:
    standing = completed(b"Office,Candidate\nSheriff,Write-In Wilson\nSheriff,Ann Ash\n", ALIKE, ELECTION)
    assert standing.content, standing.problems
    ids = [one.id for one in parse_definition(standing.content).contests[0].choices]
    assert ids == ["choice-write-in-wilson", "ann-ash"]


@pytest.mark.parametrize("made", [canvass_document(), votingworks_document()], ids=["canvass", "votingworks"])
def test_a_record_that_has_such_a_choice_still_opens_but_none_with_the_id_of_a_line(made: Json) -> None:
    earlier = as_bytes(made).replace(b'"ames"', b'"write-ins"')
    with pytest.raises(DefinitionError, match="Give it another id"):
        parse_definition(earlier)
    choices = [one.id for one in parse_definition(earlier, of_before=True).contests[0].choices]
    assert "write-ins" in choices
    of_line = as_bytes(made).replace(b'"ames"', b'"write-in-7"')
    with pytest.raises(DefinitionError, match="Give it another id"):
        parse_definition(of_line, of_before=True)
