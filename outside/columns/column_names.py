"""The columns and the kinds of figures of the CSV that anyone can write."""

from enum import StrEnum

WANTED = ("precinct", "contest", "choice", "kind", "votes")
OPTIONAL = ("group", "code", "party", "seats", "district", "contest party", "place")
"""Left out or empty where they say nothing."""


class ColumnKind(StrEnum):
    """What a row's figure counts. The first six are of a contest, the others of ballots and electors."""

    CHOICE = "choice"
    WRITE_INS = "write-ins"
    WRITE_IN = "write-in"
    NOT_ASSIGNED = "not-assigned"
    OVERVOTES = "overvotes"
    UNDERVOTES = "undervotes"
    BALLOTS_WITH_CONTEST = "ballots with contest"
    BALLOTS_CAST = "ballots cast"
    BLANK_BALLOTS = "blank ballots"
    REGISTERED = "registered"


OF_PRECINCT = frozenset({ColumnKind.BALLOTS_CAST, ColumnKind.BLANK_BALLOTS, ColumnKind.REGISTERED})
