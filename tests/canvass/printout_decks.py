"""Printouts of the small county, made for the tests of the application."""

from pathlib import Path

from tabulate.definitions import load_definition
from test_ballots.printouts.decks import CLEAN_PRINTOUTS, DevicePlan, PrinterHabits, Tampering, make_printout_deck
from test_ballots.printouts.truth import PrintoutTruth

BOTH_SIDES = PrinterHabits(fading=0.0, dead_elements=0.0, empty_back=1.0)


def add_printouts(
    definition: Path, scans: Path, sheets: int, seed: int, tampering: tuple[Tampering, ...] = ()
) -> dict[str, PrintoutTruth]:
    """Put printouts into a folder of scans, made beside it; the truth of each by the name of its first file."""
    plan = DevicePlan(load_definition(definition), CLEAN_PRINTOUTS, printer=BOTH_SIDES, tampering=tampering)
    deck = make_printout_deck(plan, scans.parent / f"printouts-{seed}", sheets, seed)
    scans.mkdir(exist_ok=True)
    for file in deck.scans.iterdir():
        file.rename(scans / file.name)
    return {truth.files[0]: truth for truth in deck.truth.sheets}


def votes_of(truth: PrintoutTruth) -> dict[str, list[str]]:
    return {contest.contest: sorted(contest.votes) for contest in truth.contests}
