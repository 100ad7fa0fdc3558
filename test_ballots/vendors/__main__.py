"""`python -m test_ballots.vendors FOLDER`: write a deck of each vendor's ballots."""

import argparse
from pathlib import Path

from test_ballots.vendors.county import definition_bytes
from test_ballots.vendors.decks import write_deck
from test_ballots.vendors.designs import DESIGNS


def main(arguments: list[str] | None = None) -> None:
    """Write a folder a vendor: its definition, blanks, scans and truth."""
    parser = argparse.ArgumentParser(prog="python -m test_ballots.vendors", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sheets", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    for design in DESIGNS:
        folder = chosen.folder / design.vendor.split()[0].lower()
        write_deck(design, definition_bytes(chosen.seed), folder, chosen.sheets, chosen.seed)


if __name__ == "__main__":
    main()
