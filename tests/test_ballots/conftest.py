"""Fixtures: the demonstration county, parsed and printed once."""

import pytest

from tabulate.election import Election
from test_ballots.counties import small_county
from test_ballots.definition import election_of
from test_ballots.press import Press


@pytest.fixture(scope="session")
def larkspur() -> Election:
    """The demonstration county."""
    return election_of(small_county())[0]


@pytest.fixture(scope="session")
def press(larkspur: Election) -> Press:
    return Press(larkspur)
