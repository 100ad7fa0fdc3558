"""Real device printouts with truth, where they lie beside the repository, through the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from canvass.cli import run

BALLOTS = Path(__file__).parents[3] / "shared" / "ballots"
ACCEPTED = {"device-sample": "b52e9f4728bb34e7ff48"}
"""Sets whose codes were printed for an earlier edition of their definition."""


def truth_of(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "truth.json").read_text(encoding="utf-8")))


SHEETS = [
    (file.parent, sheet)
    for file in sorted(BALLOTS.glob("*/truth.json"))
    for sheet in truth_of(file.parent)["sheets"]
    if sheet.get("device_printout")
]
PRINTOUTS = [pytest.param(folder, sheet, id=f"{folder.name}-{sheet['id']}") for folder, sheet in SHEETS]
"""Empty where the collection is not at hand: then pytest names these tests as having nothing to run on."""


def read(capsys: pytest.CaptureFixture[str], folder: Path, sheet: dict[str, Any], *more: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    images = [str(folder / page["image"]) for page in sheet["pages"]]
    assert run(["read", str(folder / "election.json"), *images, "--json", *more]) in (0, 1)
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize(("folder", "sheet"), PRINTOUTS)
def test_a_real_printout_gives_its_votes_and_its_words_agree(
    folder: Path, sheet: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    accepted = ACCEPTED.get(folder.name)
    (line,) = read(capsys, folder, sheet, *(["--accept-hash", accepted] if accepted else []))
    assert (line["kind"], line["outcome"]) == ("device printout", "read")
    found = {one["contest"]: sorted(one["choices"]) for one in line["contests"]}
    assert found == {contest: sorted(votes) for contest, votes in sheet["votes"].items()}
    assert sorted(line["words"]["agree"]) == sorted(found)
    assert "targets" not in line


@pytest.mark.parametrize(("folder", "sheet"), [one for one in SHEETS if one[0].name in ACCEPTED][:1])
def test_a_code_of_another_edition_counts_only_where_it_is_accepted(
    folder: Path, sheet: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    (line,) = read(capsys, folder, sheet)
    assert (line["kind"], line["outcome"], line["contests"]) == ("device printout", "set aside", [])
    (reason,) = line["reasons"]
    assert reason["code"] == "other edition of the definition"
    assert ACCEPTED[folder.name] in reason["detail"]
