"""What the law makes of a picture's marks, in the terms of the comparison."""

from dataclasses import replace

import pytest

from canvass.comparing.our_pictures import contests_read, place_of_pictures
from imaging.layout import Side
from imaging.sheets import Mark, ReadSheet
from outside.comparing.our_readings import DoubtKind, OurContest, OurQuestion, OurUnread, OurVotes
from tabulate.board.outside.picture_entries import PictureRead
from tabulate.election import Election, PrecinctId
from tabulate.precincts import Precinct
from tabulate.rules_edition import CURRENT_RULES
from tabulate.votes import cast_vote_record
from tests.tabulate.elections import contest, election_of, read, sheet, target
from tests.tabulate.later_picture_entries import PICTURES_OPENED

CONTESTS = (contest("mayor", ["ann", "bob"], write_ins=1), contest("board", ["cy", "di", "ed"], seats=2))
ELECTION = election_of(CONTESTS)
MARKED, AMBIGUOUS = Mark.MARKED, Mark.AMBIGUOUS
BOARD = ("board", "cy"), MARKED
NO_MAYOR, NO_BOARD = OurVotes("mayor", ()), OurVotes("board", ())


def contests_of(reading: ReadSheet, election: Election = ELECTION) -> tuple[OurContest, ...]:
    votes = cast_vote_record(reading, election, CURRENT_RULES)
    return tuple(contests_read(PictureRead("a batch", "50112", (), reading, votes), election))


@pytest.mark.parametrize(
    ("marks", "writing", "mayor", "board"),
    [
        ([BOARD], [], NO_MAYOR, OurVotes("board", ("cy",))),
        ([BOARD, (("mayor", "bob"), MARKED)], [], OurVotes("mayor", ("bob",)), OurVotes("board", ("cy",))),
        ([BOARD, (("mayor", "write-in-0"), MARKED)], [], OurVotes("mayor", (), 1), OurVotes("board", ("cy",))),
        ([BOARD], [("mayor", "write-in-0")], OurVotes("mayor", (), 0, 1), OurVotes("board", ("cy",))),
        (
            [BOARD, (("mayor", "ann"), MARKED), (("mayor", "write-in-0"), MARKED)],
            [],
            OurQuestion("mayor", DoubtKind.OVERVOTE, ("ann",), 1),
            OurVotes("board", ("cy",)),
        ),
        (
            [(("board", "di"), MARKED), (("board", "ed"), AMBIGUOUS)],
            [],
            NO_MAYOR,
            OurQuestion("board", DoubtKind.AMBIGUOUS, ("di",)),
        ),
    ],
)
def test_each_contest_is_said_as_it_was_read(
    marks: list[tuple[tuple[str, str], Mark]], writing: list[tuple[str, str]], mayor: OurContest, board: OurContest
) -> None:
    assert contests_of(sheet(ELECTION, dict(marks), writing)) == (mayor, board)


def test_an_unmarked_ballot_has_no_vote_and_no_doubt() -> None:
    """The board looks at it, but a record without a vote is the same."""
    assert contests_of(sheet(ELECTION, {})) == (NO_MAYOR, NO_BOARD)


def test_choices_stand_in_the_definitions_order_whatever_the_print() -> None:
    """Names rotate from style to style (13-12-205)."""
    turned = election_of(CONTESTS, tuple(reversed(ELECTION.cards[0].meanings)))
    marks = {("board", "ed"): MARKED, ("board", "cy"): MARKED}
    assert OurVotes("board", ("cy", "ed")) in contests_of(sheet(turned, marks), turned)


def test_contests_of_a_side_that_is_missing_are_unread() -> None:
    election = election_of(CONTESTS, on_front=3)
    front = read([target(1, MARKED), target(2, Mark.UNMARKED), target(3, Mark.UNMARKED)], [Side.FRONT])
    assert contests_of(front, election) == (OurVotes("mayor", ("ann",)), OurUnread("board"))


@pytest.mark.parametrize(
    ("name", "precinct", "place"),
    [
        ("images.zip/AB-07/NORTH", "p1", "AB-07"),
        ("images.zip/AB/7/north", "p1", "AB/7"),
        ("images.zip/AB-07/An Unknown One", None, "AB-07"),
        ("images.zip/AB-07", None, "AB-07"),
        ("images.zip/not in the table", None, "not in the table"),
    ],
)
def test_a_batch_is_named_as_its_table_names_it_and_records_do(name: str, precinct: str | None, place: str) -> None:
    """Pictures of one batch and several precincts are of one batch."""
    known = PrecinctId("p1")
    election = replace(ELECTION, precincts=(Precinct(known, "North"),))
    opened = replace(PICTURES_OPENED, batch=name, package="images.zip", precinct=known if precinct else None)
    assert place_of_pictures(replace(opened, table_sha256="a" * 64), election) == place
    assert place_of_pictures(replace(opened, table_sha256=""), election) == name
