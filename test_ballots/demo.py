"""The demonstration county: its definition, its printed ballots and a deck of scans, written to a folder."""

from dataclasses import dataclass
from pathlib import Path

from tabulate.election import Election
from test_ballots.counties import small_county
from test_ballots.decks import OFFICE_SCANNING, Deck, make_deck
from test_ballots.definition import election_of
from test_ballots.draw import PrintOptions, draw_cards
from test_ballots.plan import Plan
from test_ballots.sheets import Scanning
from test_ballots.voters.voting import VotingHabits


@dataclass(frozen=True, slots=True)
class CountyPaths:
    """What was written."""

    definition: Path
    ballots: tuple[Path, ...]
    """A PDF for each ballot style of each precinct, all its sheets."""
    samples: Path
    """Sample ballots (13-12-214), every card."""
    deck: Deck
    election: Election


def write_county(folder: Path, plan: Plan) -> tuple[Election, Path, tuple[Path, ...], Path]:
    """Write a county's definition, its ballots as PDFs and its sample ballots; return the election and the paths."""
    election, document = election_of(plan)
    ballots = folder / "ballots"
    ballots.mkdir(parents=True, exist_ok=True)
    definition = folder / "definition.json"
    definition.write_bytes(document)
    sheets: dict[str, list[int]] = {}
    for index, card in enumerate(election.cards):
        name = f"{card.ballot_style}-{card.precinct}" if card.precinct else str(card.ballot_style)
        sheets.setdefault(name, []).append(index)
    printed = []
    for name, indexes in sheets.items():
        path = ballots / f"ballot-{name}.pdf"
        path.write_bytes(draw_cards(election, indexes))
        printed.append(path)
    samples = folder / "sample-ballots.pdf"
    samples.write_bytes(draw_cards(election, range(len(election.cards)), PrintOptions(sample=True)))
    return election, definition, tuple(printed), samples


def write_demo_county(
    folder: Path,
    seed: int = 2026,
    sheets: int = 200,
    habits: VotingHabits | None = None,
    scanning: Scanning = OFFICE_SCANNING,
    processes: int = 1,
    plan: Plan | None = None,
) -> CountyPaths:
    """Write the demonstration county: `definition.json`, `ballots/`, `sample-ballots.pdf`, `scans/`, `truth.json`.

    `plan` where it is not the small county of that seed as planned for 2026.
    """
    election, definition, ballots, samples = write_county(folder, plan or small_county(seed))
    deck = make_deck(election, folder, sheets, seed, habits, scanning, processes=processes)
    return CountyPaths(definition, ballots, samples, deck, election)
