"""Whether two readings of a contest differ one way: all votes of the one are among those of the other."""

from enum import StrEnum

from outside.comparing.classes import ComparedLine
from outside.comparing.our_readings import OurVotes
from outside.comparing.their_records import TheirVotes


class OneWay(StrEnum):
    """Which way."""

    LOST = "lost"
    """We read votes that the system did not count."""
    ADDED = "added"
    """The system counted votes that we did not read."""


def one_way(line: ComparedLine) -> OneWay | None:
    """The way a line differs; None where each has a vote that the other has not."""
    match line.ours, line.theirs:
        case OurVotes() as ours, TheirVotes() as theirs:
            mine, other = set(ours.choices), set(theirs.choices)
            write_ins = ours.write_ins - theirs.write_ins - len(theirs.declared)
            if mine >= other and write_ins >= 0:
                return OneWay.LOST
            if mine <= other and write_ins <= 0:
                return OneWay.ADDED
    return None
