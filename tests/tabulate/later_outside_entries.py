"""Entries of another system's count, which version 0.1.0 did not have."""

from dataclasses import replace

from tabulate.board.outside.outside_entries import (
    ChoiceNamed,
    ContestNamed,
    OutsideFiguresTaken,
    OutsideFileKept,
    OutsideFileWithdrawn,
    OutsideFindingAccepted,
    OutsideNamesMapped,
    OutsideWriteInsNamed,
    PersonRead,
    PrecinctNamed,
    PrecinctPrinted,
)
from tabulate.election import PrecinctId
from tabulate.ledger.entries import Entry
from tabulate.outside_figures import (
    OutsideChoices,
    OutsideContestFigures,
    OutsideCount,
    OutsideGroupBallots,
    OutsidePrecinctFigures,
)
from tests.tabulate.ledger_makers import ANN, BOB, MAYOR

FILE = OutsideFileKept(
    "reports.zip/Precinct Summary.pdf",
    "ab" * 32,
    244_571,
    "ess-precinct-summary",
    "ess-precinct-summary | Example County | General Election | November 3, 2026",
    "UNOFFICIAL",
    "11/09/2026 10:04 AM",
    "cd" * 32,
    "the office calls it so",
    "clerk",
)
NAMED = OutsideNamesMapped(
    (
        PrecinctNamed("0001", "NORTH", PrecinctId("north"), "equal names"),
        PrecinctNamed("", "TEST", None, "a person said so"),
    ),
    (
        ContestNamed(
            "MAYOR",
            "City of Example",
            "NON",
            1,
            1,
            MAYOR,
            "a person said so",
            (ChoiceNamed("ANN", "NON", ANN, "equal names"), ChoiceNamed("WITHDRAWN", "", None, "a person said so")),
            (PrecinctPrinted("0001", "NORTH"),),
        ),
    ),
    "clerk",
)
NORTH_FIGURES = OutsidePrecinctFigures(
    PrecinctId("north"),
    60,
    (OutsideGroupBallots("Election Day", 40), OutsideGroupBallots("Absentee", 20)),
    (OutsideContestFigures(MAYOR, 47, (30, 12), 1, 0, 4),),
)
SOUTH_FIGURES = OutsidePrecinctFigures(
    PrecinctId("south"), None, (), (OutsideContestFigures(MAYOR, None, (3, 4), None, None, None),)
)
COUNT = OutsideCount(
    "Electionware Precinct Summary (PDF)",
    ("ab" * 32,),
    "11/09/2026 10:04 AM",
    "UNOFFICIAL",
    (NORTH_FIGURES, SOUTH_FIGURES),
)
TAKEN = OutsideFiguresTaken(
    COUNT,
    85,
    (OutsideFindingAccepted("label", "north, Mayor", "the file calls itself UNOFFICIAL", "printed before noon"),),
    "clerk",
)
LATER_OUTSIDE_ENTRIES: tuple[Entry, ...] = (FILE, NAMED, TAKEN)
WITHDRAWN = OutsideFileWithdrawn("cd" * 32, "of another county", "clerk")
WITH_CHOICES = replace(TAKEN, count=replace(COUNT, choices=(OutsideChoices(MAYOR, (ANN, BOB)),)))
WITH_SEATS = replace(TAKEN, count=replace(COUNT, choices=(OutsideChoices(MAYOR, (ANN, BOB), 2),)))
WRITE_INS = OutsideWriteInsNamed(
    88, PrecinctId("north"), MAYOR, (PersonRead(ANN, 1),), 0, ("Ada", "Bea", "Cal"), "clerk"
)
"""More are added at the end of `later_entries.py`."""
