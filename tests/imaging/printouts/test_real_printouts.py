"""The device printouts among the real scans, where they are at hand: codes as the truth has them, words as printed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from imaging.printouts.reading import read_printout
from imaging.sheets import ReadPrintout
from tests.imaging.printouts.drawn_printouts import image

_BALLOTS = Path(__file__).parents[4] / "shared" / "ballots"
_SETS = [folder for name in ("device-sample", "famous-names") if (folder := _BALLOTS / name).is_dir()]


def printed_sides() -> Iterator[tuple[Path, dict[str, Any], dict[str, Any]]]:
    """Every page with a device's code: its file, the sheet's truth and the page's."""
    for folder in _SETS:
        for sheet in json.loads((folder / "truth.json").read_text())["sheets"]:
            for page in sheet["pages"]:
                if "votes" in sheet and page.get("qr"):
                    yield folder, sheet, page


def names(folder: Path, sheet: dict[str, Any]) -> dict[str, list[str]]:
    """For each candidate contest the words that its block must hold: its title and the names chosen."""
    definition = json.loads((folder / "election.json").read_text())
    return {
        contest["title"]: [
            next((c["name"] for c in contest["candidates"] if c["id"] == choice), choice.removeprefix("write-in:"))
            for choice in sheet["votes"][contest["id"]]
        ]
        for contest in definition["contests"]
        if contest["type"] == "candidate" and contest["id"] in sheet["votes"]
    }


@pytest.mark.skipif(not _SETS, reason="the real ballots are not part of the repository")
def test_every_real_printout_is_read_as_it_says() -> None:
    sides = list(printed_sides())
    assert sides
    for folder, sheet, page in sides:
        gray = np.asarray(cv2.imread(str(folder / page["image"]), cv2.IMREAD_GRAYSCALE), np.uint8)
        reading = read_printout(1, [image(gray)])
        assert isinstance(reading, ReadPrintout)
        (code,) = reading.codes
        assert bytes.fromhex(code.payload_hex).decode() == page["qr"]["text"]
        assert code.decoders == ("zbar", "zxing")
        blocks = [[line.text for line in block.lines] for block in reading.blocks]
        for title, chosen in names(folder, sheet).items():
            lines = next(lines for lines in blocks if lines[0] == title)
            said = " ".join(lines[1:]).replace("\u2019", "'")
            assert all(name in said for name in chosen or ["[no selection]"]), (title, said)
