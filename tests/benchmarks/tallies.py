"""Tallies for tests that need some and read no ballots."""

from collections import Counter

from benchmarks.campaign.judging import Fault, Wrong
from benchmarks.campaign.tallies import Axis, Misread, RefusedSheet, ShareTally, TargetOutcome
from imaging.sheets import Mark


def made_up(share: int, positions: int = 100) -> ShareTally:
    """A tally of one undamaged dense share with one wrong position and one sheet refused."""
    wrong = Wrong(Fault.LOST, 2, 14, "office-1 c1-2 is yes (fill), read as unmarked")
    return ShareTally(
        share,
        "undamaged",
        "dense, long",
        undamaged=True,
        ordinary=False,
        sheets=3,
        positions=positions,
        cpu_s=1.5,
        outcomes=Counter({TargetOutcome(Axis.ALL, "all", "fill", Mark.MARKED): 60}),
        refused=[RefusedSheet(3, 0, "position uncertain", "column 2, row 5", ("blurred",))],
        misread=[Misread(wrong, 0, "fill", 200, "3/2", ("blurred", "dust"))],
    )


def read_made_up(seed: int, number: int) -> ShareTally:
    """What stands for reading a share: it holds a hundred positions, and as many sheets as the seed says."""
    tally = made_up(number)
    tally.sheets = seed
    return tally
