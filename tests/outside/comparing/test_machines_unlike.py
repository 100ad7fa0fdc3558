"""A machine that sees more or less than it should is named."""

from dataclasses import replace

from outside.comparing.causes import MarksAdded, MarksLost
from outside.comparing.our_readings import OurVotes
from outside.comparing.their_records import TheirVotes
from tests.outside.comparing import other_system as other
from tests.outside.comparing.other_system import compared


def test_a_machine_that_counts_dirt_is_named() -> None:
    files = other.counted_files(other.voted_sheets(29, 1200))
    blank = [
        one.key
        for one in files.sheets
        if one.machine == "0003" and other.reading_of(one, "clerk") == OurVotes("clerk", ())
    ][:12]
    files.change(
        "x",
        blank,
        lambda one: replace(
            one,
            contests=tuple(
                TheirVotes("clerk", ("dale",)) if each.contest == "clerk" else each for each in one.contests
            ),
        ),
    )
    ((one),) = compared(files).causes
    assert isinstance(one.cause, MarksAdded)
    assert (one.cause.machine, one.cause.sheets) == ("0003", len(blank))


def test_the_only_machine_of_a_county_is_named_where_all_goes_one_way() -> None:
    files = other.counted_files(other.voted_sheets(30, 600))
    for machine in other.MACHINES:
        other.raise_threshold(files, machine)
    files.records = [replace(one, machine="") for one in files.records]
    ((one),) = compared(files).causes
    assert isinstance(one.cause, MarksLost)
    assert (one.cause.machine, one.cause.rest_of) == ("", 0)
