"""Every role has a guide; its commands are there, and the document says what the pages say."""

import pytest

from canvass.accounts.roles import Role
from canvass.guiding.check_lists import CheckLine
from canvass.guiding.guides import GUIDES, guide_of
from tests.house.guides import PAGE, guides_page
from tests.house.shown_commands import faults_of

LINES = [line for guide in GUIDES for _, lines in guide.parts for line in lines]


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_guide_for_every_part_of_an_election(role: Role) -> None:
    assert [len(lines) > 0 for _, lines in guide_of(role).parts] == [True, True, True]


def test_the_document_of_the_guides_is_what_the_pages_say() -> None:
    assert PAGE.read_text("utf-8") == guides_page(), "write it anew: .venv/bin/python -m tests.house.guides"


@pytest.mark.parametrize("line", LINES, ids=[line.what for line in LINES])
def test_a_line_of_a_guide_is_a_sentence_whose_command_is_there(line: CheckLine) -> None:
    assert line.what.endswith(".")
    assert not line.command or faults_of(line.command) == []
