"""Coded-edge ballots: what is printed is where the truth says it is, and pictures are stored as such systems do."""

import io
import zipfile
from functools import cache
from pathlib import Path

import numpy as np
import pikepdf
import PIL.Image
import pytest

from test_ballots.coded_edge.edge_drawing import ROWS, wide_rows
from test_ballots.coded_edge.edge_packages import (
    PackedAs,
    card_page,
    edge_pictures,
    packed,
    summary_pdf,
    write_package,
)
from test_ballots.coded_edge.edge_press import EdgePress
from test_ballots.vendors.county import definition_bytes
from test_ballots.voters.voting import CAREFUL

DPI = 200


@cache
def press() -> EdgePress:
    return EdgePress(definition_bytes(3, 2))


def test_every_choice_has_one_target_on_one_of_two_sides() -> None:
    for card in press().election.cards:
        wanted = sorted(
            (contest.id, choice)
            for contest in press().definition.contests
            for choice in [*(c.id for c in contest.choices), *(f"write-in-{n}" for n in range(contest.write_ins))]
        )
        assert sorted((one.contest, one.choice) for one in card.meanings) == wanted
    assert [len(pages) for pages in press().styles] == [2, 2]


@pytest.mark.parametrize("page", [0, 1])
def test_a_small_empty_oval_stands_close_under_a_rule_at_every_target(page: int) -> None:
    image = press().blank_images(1, DPI)[page]
    for target in press().styles[1][page].targets:
        rows, cols = (round(place * DPI) for place in (target.down_in, target.right_in))
        inside = image[rows - 5 : rows + 6, cols - 8 : cols + 9]
        assert (inside < 128).mean() < 0.02
        rule = round(target.cell.top_in * DPI)
        assert (image[rule - 2 : rule + 2, cols - 10 : cols + 10].min(axis=0) < 128).all(), "a rule above"
        edge = image[rows, cols - 18 : cols]
        assert edge.min() < 128, "its outline"


def test_the_code_tells_styles_and_sides_apart() -> None:
    codes = [wide_rows(style, page) for style in range(200) for page in range(2)]
    assert len(set(codes)) == len(codes)
    assert len({len(code) for code in codes}) == 1
    for page, image in enumerate(press().blank_images(1, DPI)):
        strip = image[:, round(0.37 * DPI) : round(0.42 * DPI)].mean(axis=1) < 128
        runs = int(np.count_nonzero(np.diff(strip.astype(int)) == 1))
        assert runs == len(wide_rows(1, page)) < ROWS


def test_pictures_are_bitonal_g4_of_two_sides_named_by_rising_numbers() -> None:
    made = list(edge_pictures(press(), 3, 7, CAREFUL))
    assert [one.key for one in made] == sorted({one.key for one in made}, key=int)
    assert made[0].pages[0].tobytes() == next(edge_pictures(press(), 1, 7, CAREFUL)).pages[0].tobytes()
    ((name, content),) = packed(made[0]).items()
    assert name == f"{made[0].folder}/{made[0].key}i.pdf"
    document = pikepdf.open(io.BytesIO(content))
    assert len(document.pages) == 2
    for page in document.pages:
        (image,) = page.get_images().values()
        assert "/CCITTFaxDecode" in [str(one) for one in list(image.Filter)]
        assert image.BitsPerComponent == 1
    ((_, tiff),) = packed(made[0], PackedAs.TIFF).items()
    stored = PIL.Image.open(io.BytesIO(tiff))
    assert (stored.mode, stored.n_frames, stored.info["compression"]) == ("1", 2, "group4")  # type: ignore[attr-defined]
    assert len(packed(made[0], PackedAs.PNG)) == 2


def test_a_package_is_the_same_bytes_every_time_and_may_hold_cards_and_records(tmp_path: Path) -> None:
    files = [("A\\1i.pdf", b"picture"), ("A/1c.pdf", summary_pdf("1", "North", "1", ["Sheriff A"]))]
    for name in ("one.zip", "two.zip"):
        write_package(tmp_path / name, files)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert len(zipfile.ZipFile(tmp_path / "one.zip").infolist()) == 2
    card = card_page(["Sheriff: A", "Clerk: B"])
    assert card.shape[1] == round(4.25 * DPI)
    assert set(np.unique(card)) == {0, 255}
