"""From a blank to votes in a record: learned, shown, corrected in a table, counted, and checked."""

import csv
import io
import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from canvass.cli import run
from canvass.learning.layout_files import save_layout
from tabulate.definitions.layouts.layout_json import load_layout
from test_ballots.sheets import Scanning
from test_ballots.vendors.county import definition_bytes
from test_ballots.vendors.decks import vendor_sheets
from test_ballots.vendors.designs import COTTONWOOD, TWO_MEDICINE
from test_ballots.vendors.press import VendorPress
from test_ballots.voters.true_marks import TrueMark
from test_ballots.voters.voting import CAREFUL

DEFINITION = definition_bytes(3)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A definition, the blanks of both ballot styles, a folder of scans, and a layout learned of both styles."""
    folder = tmp_path_factory.mktemp("county")
    press = VendorPress(COTTONWOOD, DEFINITION)
    (folder / "definition.json").write_bytes(DEFINITION)
    (folder / "scans").mkdir()
    for style in (0, 1):
        (folder / f"blank-{style}.pdf").write_bytes(press.blank_pdf(style))
    for made in vendor_sheets(COTTONWOOD, DEFINITION, 2, 9, CAREFUL, Scanning({}), scales=(1.0,)):
        for name, content in zip(made.names, made.contents, strict=True):
            (folder / "scans" / name).write_bytes(content)
    assert _learn(folder, "blank-0.pdf") == 0
    assert _learn(folder, "blank-1.pdf", "--add") == 0
    return folder


def _learn(folder: Path, blank: str, *more: str) -> int:
    names = ["layout", "learn", folder / "definition.json", "--blank", folder / blank, "--out", folder / "layout.json"]
    return run([*map(str, names), *more])


def test_the_page_codes_say_which_style_a_blank_is(folder: Path) -> None:
    layout = load_layout(folder / "layout.json")
    assert [(card.ballot_style, len(card.targets())) for card in layout.cards] == [("1", 30), ("2", 30)]
    assert layout.unnamed() == 0


def test_a_layout_that_is_there_is_not_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder / "layout.json").read_bytes()
    assert _learn(folder, "blank-0.pdf") == 3
    assert "is there already" in capsys.readouterr().err
    assert (folder / "layout.json").read_bytes() == before


def test_proofs_are_pictures_of_every_page(folder: Path, tmp_path: Path) -> None:
    assert run(["layout", "show", str(folder / "layout.json"), "--out", str(tmp_path / "proof")]) == 0
    proofs = sorted((tmp_path / "proof").iterdir())
    assert [proof.name for proof in proofs] == [f"style-{s}-page-{p}.png" for s in (1, 2) for p in (1, 2)]
    for proof in proofs:
        assert proof.stat().st_size < 1_000_000
        with PIL.Image.open(proof) as picture:
            red, green, blue = np.asarray(picture.convert("RGB"), np.int16).reshape(-1, 3).T
        assert ((green > red + 40) & (green > blue + 30)).any()


def test_names_are_corrected_in_a_table(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layout, table = tmp_path / "layout.json", tmp_path / "table.csv"
    layout.write_bytes((folder / "layout.json").read_bytes())
    assert run(["layout", "table", str(layout), "--export", str(table)]) == 0
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig"))))
    rows[4] |= {"contest": "", "choice": ""}
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert run(["layout", "table", str(layout), "--import", str(table)]) == 0
    assert load_layout(layout).unnamed() == 1
    capsys.readouterr()
    scans = sorted(map(str, (folder / "scans").iterdir()))[:2]
    assert run(["read", str(folder / "definition.json"), "--layout", str(layout), *scans]) == 3
    said = capsys.readouterr().err
    assert "target 5 without a name" in said
    assert "layout.json cannot be used" in said


def test_a_record_keeps_its_layout_and_refuses_another(folder: Path, tmp_path: Path) -> None:
    record = tmp_path / "record"
    new = ["new", str(record), str(folder / "definition.json"), "--layout", str(folder / "layout.json")]
    assert run(new) == 0
    assert run(["count", str(record), str(folder / "scans"), "--batch", "A", "--machine", "M"]) in (0, 1)
    assert run(["verify", str(record), "--images"]) == 0
    kept = record / "layout.json"
    content = kept.read_bytes()
    kept.write_bytes(content.replace(b'"x_in": 0.', b'"x_in": 1.', 1))
    assert run(["status", str(record)]) == 4
    kept.unlink()
    assert run(["status", str(record)]) == 4
    kept.write_bytes(content)
    assert run(["status", str(record)]) in (0, 1)


def test_a_voted_sheet_says_its_votes_by_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    command = ["read", str(folder / "definition.json"), "--layout", str(folder / "layout.json"), "--json"]
    assert run([*command, str(folder / "scans")]) in (0, 1)
    sheets = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    made = vendor_sheets(COTTONWOOD, DEFINITION, 2, 9, CAREFUL, Scanning({}), scales=(1.0,))
    for sheet, true in zip(sheets, made, strict=True):
        marked = {(t["contest"], t["choice"]) for t in sheet["targets"] if t["mark"] == "marked"}
        assert marked == {(t.contest, t.choice) for t in true.truth.targets if t.mark is TrueMark.YES}
        assert sheet["ballot_style"] == true.truth.ballot_style


def test_a_blank_whose_picture_is_damaged_is_refused_before_anything_is_read(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    layout = load_layout(folder / "layout.json")
    card = layout.cards[0]
    blank = card.pages[0].blank
    assert blank is not None
    png = blank.png[:200] + bytes(len(blank.png) - 200)
    damaged = replace(card.pages[0], blank=replace(blank, png=png, sha256=sha256(png).hexdigest()))
    save_layout(tmp_path / "l.json", layout.with_card(replace(card, pages=(damaged, *card.pages[1:]))))
    command = ["read", str(folder / "definition.json"), str(folder / "scans"), "--layout", str(tmp_path / "l.json")]
    assert run(command) == 3
    assert "picture in the layout is damaged" in capsys.readouterr().err


def test_a_blank_that_does_not_say_its_style_must_be_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blank = tmp_path / "photo.png"
    PIL.Image.new("L", (850, 1100), 255).save(blank)
    command = ["layout", "learn", str(folder / "definition.json"), "--out", str(tmp_path / "l.json"), "--blank"]
    assert run([*command, str(blank)]) == 3
    assert "nothing printed on it stands out" in capsys.readouterr().err
    assert run([*command, str(folder / "nowhere.png")]) == 3
    assert "there is no such file" in capsys.readouterr().err
    assert run([*command, str(folder / "definition.json")]) == 3
    assert not (tmp_path / "l.json").exists()


@pytest.mark.long
def test_a_ballot_of_other_names_is_left_without_names(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = VendorPress(TWO_MEDICINE, definition_bytes(77))
    blank, out = tmp_path / "blank.pdf", tmp_path / "l.json"
    blank.write_bytes(other.blank_pdf(0))
    command = ["layout", "learn", str(folder / "definition.json"), "--blank", str(blank), "--out", str(out)]
    assert run([*command, "--ballot-style", "1"]) == 1
    said = capsys.readouterr().out
    assert "could not be named for certain" in said
    offices = {"us-senator", "governor", "sheriff", "clerk", "commissioner", "justice-1", "justice-2"}
    named = [target.name for card in load_layout(out).cards for target in card.targets() if target.name is not None]
    assert not [name for name in named if name.contest in offices and not name.choice.startswith("write-in")]


def test_a_blank_that_was_scanned_upside_down_is_learned_all_the_same(folder: Path, tmp_path: Path) -> None:
    press = VendorPress(TWO_MEDICINE, DEFINITION)
    files = [tmp_path / "p1.png", tmp_path / "p2.png"]
    for file, image in zip(files, press.blank_images(0, 150), strict=True):
        PIL.Image.fromarray(image[::-1, ::-1]).save(file)
    command = ["layout", "learn", str(folder / "definition.json"), "--out", str(tmp_path / "l.json"), "--blank"]
    assert run([*command, *map(str, files)]) == 0
    (card,) = load_layout(tmp_path / "l.json").cards
    first, placed = card.pages[0].targets[0].place, press.styles[0][0].targets[0]
    assert abs(first.x_in - placed.right_in) < 0.03
    assert abs(first.y_in - placed.down_in) < 0.03
