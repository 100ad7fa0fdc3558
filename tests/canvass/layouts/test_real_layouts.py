"""Real ballots, where they lie beside the repository: learned from their blanks, or measured, and read by the command.

Scored as their collection asks: a filled oval must be marked, one without a pen mark must not be, what is marginal is
judged by what a person would say of it. What cannot be read has to be set aside.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from canvass.cli import run
from tabulate.definitions import load_definition
from tabulate.definitions.layouts.layout_file import LayoutTarget, Name
from tabulate.definitions.layouts.layout_json import load_layout

BALLOTS = Path(__file__).parents[4] / "shared" / "ballots"
BLANKS = {
    "amherst": ("template.pdf",),
    "durant": ("blank.tif",),
    "famous-names": ("ballot-p1.jpg", "ballot-p2.jpg"),
    "oaklawn": ("blank-p1.jpg", "blank-p2.jpg"),
    "right-side": ("ballot.pdf",),
}
FOLDERS = [BALLOTS / name for name in BLANKS if (BALLOTS / name).is_dir()]
MEASURED = [folder for folder in FOLDERS if (folder / "layout.json").exists()]
MOST_AWAY_IN = 0.03
ALLOWED: dict[tuple[str, bool | None], set[str]] = {
    ("yes", None): {"marked"},
    ("no", None): {"unmarked", "ambiguous"},
    ("marginal", True): {"marked", "ambiguous"},
    ("marginal", False): {"unmarked", "ambiguous"},
    ("marginal", None): {"marked", "unmarked", "ambiguous"},
}


def _folder_name(folder: Path) -> str:
    return folder.name


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The layout of each set, as the command learns it."""
    into = tmp_path_factory.mktemp("real")
    files = {}
    for folder in FOLDERS:
        files[folder.name] = into / f"{folder.name}.json"
        blanks = [str(folder / name) for name in BLANKS[folder.name]]
        command = ["layout", "learn", str(folder / "election.json"), "--blank", *blanks]
        assert run([*command, "--out", str(files[folder.name])]) == 0, folder.name
    return files


@cache
def _answers(folder: str) -> dict[tuple[str, str], tuple[str, str]]:
    """How the truth names the two answers of a question, and how the definition does."""
    election = load_definition(BALLOTS / folder / "election.json")
    return {
        (contest.id, typed): (contest.id, choice.id)
        for contest in election.contests
        if len(contest.choices) == 2 and not contest.write_ins
        for typed, choice in zip(("yes", "no"), contest.choices, strict=True)
    }


def _read(folder: Path, layout: Path, sheet: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    images = [str(folder / page["image"]) for page in sheet["pages"]]
    capsys.readouterr()
    command = ["read", str(folder / "election.json"), *images, "--layout", str(layout), "--json"]
    assert run([*command, "--sides", str(len(images))]) in (0, 1)
    return dict(json.loads(capsys.readouterr().out))


def _check(folder: Path, layout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every sheet of the set is read, and no oval of it wrongly."""
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    ovals = 0
    for sheet in truth["sheets"]:
        if not any(page.get("ovals") for page in sheet["pages"]):
            continue
        answer = _read(folder, layout, sheet, capsys)
        assert answer["outcome"] == "read", (sheet["id"], answer["reasons"])
        for oval in (oval for page in sheet["pages"] for oval in page["ovals"]):
            key = (oval["contestId"], oval["optionId"])
            key = _answers(folder.name).get(key, key)
            row, col = oval["center"][1], oval["center"][0]
            found = [target for target in answer["targets"] if (target["contest"], target["choice"]) == key]
            assert found, (sheet["id"], key)
            nearest = min(found, key=lambda t: abs(t["centre_px"][0] - row) + abs(t["centre_px"][1] - col))
            allowed = ALLOWED[oval["mark"], oval.get("intent") if oval["mark"] == "marginal" else None]
            assert nearest["mark"] in allowed, (sheet["id"], key, oval["mark"], nearest)
            ovals += 1
    assert ovals


@pytest.mark.long
@pytest.mark.parametrize("folder", FOLDERS, ids=_folder_name)
def test_no_oval_is_wrong_by_what_the_blank_taught(
    folder: Path, learned: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    _check(folder, learned[folder.name], capsys)


@pytest.mark.parametrize("folder", MEASURED, ids=_folder_name)
def test_no_oval_is_wrong_by_the_measured_layout(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _check(folder, folder / "layout.json", capsys)


@pytest.mark.long
@pytest.mark.parametrize("folder", MEASURED, ids=_folder_name)
def test_all_targets_are_found_where_they_were_measured_and_named_as_they_were(
    folder: Path, learned: dict[str, Path]
) -> None:
    election = load_definition(folder / "election.json")

    def by_name(file: Path) -> dict[tuple[int, Name | None], LayoutTarget]:
        (card,) = load_layout(file, election).cards
        return {(number, t.name): t for number, page in enumerate(card.pages) for t in page.targets}

    measured, found = by_name(folder / "layout.json"), by_name(learned[folder.name])
    assert found.keys() == measured.keys()
    for key, target in measured.items():
        assert abs(found[key].place.x_in - target.place.x_in) <= MOST_AWAY_IN, key
        assert abs(found[key].place.y_in - target.place.y_in) <= MOST_AWAY_IN, key
