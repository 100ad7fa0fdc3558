"""Real scans, where they lie beside the repository: two images of one paper are known by its ink, and no others joined.

Of one set, one marked paper is there twice: as scanned, and stretched as a worn feed would have it.
"""

import json
from itertools import combinations
from pathlib import Path

import pytest

from imaging.pages import ScanFile, load_sheet, plan_sheets
from imaging.papers.same_ink import can_be_told, compare
from imaging.reader import read_sheet
from imaging.sheets import InkFingerprint, ReadSheet
from tabulate.definitions import load_definition

BALLOTS = Path(__file__).parents[3] / "shared" / "ballots"
FOLDERS = [
    pytest.param(file.parent, id=file.parent.name)
    for file in sorted(BALLOTS.glob("*/truth.json"))
    if json.loads(file.read_text(encoding="utf-8"))["kind"] == "timing-mark"
]
"""Empty where the collection is not at hand: then pytest names these tests as having nothing to run on."""
ONE_PAPER = {("marked", "marked-stretch")}


def inks_of(folder: Path) -> dict[str, InkFingerprint]:
    """The fingerprint of each sheet of a set that could be read."""
    election = load_definition(folder / "election.json")
    inks = {}
    for sheet in json.loads((folder / "truth.json").read_text(encoding="utf-8"))["sheets"]:
        files = [ScanFile(folder / page["image"], page["image"]) for page in sheet["pages"]]
        (planned,) = plan_sheets(files, images_per_sheet=len(files))
        reading = read_sheet(load_sheet(planned).sheet, election.layouts, len(files))
        if isinstance(reading, ReadSheet) and reading.fingerprint is not None:
            inks[sheet["id"]] = reading.fingerprint
    return inks


@pytest.mark.parametrize("folder", FOLDERS)
def test_images_of_one_real_paper_are_joined_and_those_of_others_are_not(folder: Path) -> None:
    inks = inks_of(folder)
    joined = {pair for pair in combinations(sorted(inks), 2) if compare(inks[pair[0]], inks[pair[1]]).is_same_paper}
    assert joined == {pair for pair in ONE_PAPER if set(pair) <= set(inks)}
    assert all(can_be_told(inks[sheet]) for pair in joined for sheet in pair)
    assert not any(can_be_told(ink) for ink in inks.values() if len(ink.targets) < 3)
