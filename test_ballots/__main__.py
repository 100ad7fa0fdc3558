"""`python -m test_ballots FOLDER`: write the demonstration county there."""

import argparse
from pathlib import Path

from test_ballots.decks import CLEAN_SCANNING, OFFICE_SCANNING, ROUGH, ROUGH_SCANNING
from test_ballots.demo import write_demo_county

_DECKS = {
    "clean": (None, CLEAN_SCANNING),
    "office": (None, OFFICE_SCANNING),
    "rough": (ROUGH, ROUGH_SCANNING),
}


def main(arguments: list[str] | None = None) -> None:
    """Write a county's definition, ballots, samples, scans and truth, and say where they are."""
    parser = argparse.ArgumentParser(prog="python -m test_ballots", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sheets", type=int, default=200)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--deck", choices=sorted(_DECKS), default="office", help="how roughly ballots are treated")
    parser.add_argument("--processes", type=int, default=1)
    chosen = parser.parse_args(arguments)
    habits, scanning = _DECKS[chosen.deck]
    paths = write_demo_county(chosen.folder, chosen.seed, chosen.sheets, habits, scanning, chosen.processes)
    print(f"definition      {paths.definition}")
    print(f"ballots         {len(paths.ballots)} PDFs in {paths.ballots[0].parent}")
    print(f"sample ballots  {paths.samples}")
    print(f"scans           {len(paths.deck.truth.sheets)} sheets in {paths.deck.scans}")


if __name__ == "__main__":
    main()
