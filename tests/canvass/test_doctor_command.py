"""`canvass doctor` prints a colour test page, and says by its scan which colours of ink a scanner drops."""

from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray

from canvass.cli import run
from canvass.errors import ExitCode
from canvass.printing.colour_page import COLOURS, colour_page_layouts, colour_page_pdf

DPI = 200
NAMES = [colour.name for colour in COLOURS]
Rgb = NDArray[np.uint8]


@pytest.fixture(scope="module")
def printed() -> Rgb:
    """The page as a printer prints it and a scanner in colour sees it: red, green, blue."""
    page = pypdfium2.PdfDocument(colour_page_pdf())[0]
    drawn = np.array(page.render(scale=DPI / 72).to_numpy()[:, :, 2::-1]).astype(np.float64)
    noise = np.random.default_rng(1).normal(0, 2, drawn.shape)
    return np.asarray(np.clip(np.rint(drawn * 0.96 + noise), 0, 255), np.uint8)


def scan(folder: Path, pixels: Rgb, name: str = "scan.jpg") -> Path:
    path = folder / name
    assert cv2.imwrite(str(path), pixels[:, :, ::-1] if pixels.ndim == 3 else pixels)
    return path


def filled(page: Rgb, pen: int, ink: tuple[int, int, int]) -> Rgb:
    """The page with one pen's oval filled."""
    target = colour_page_layouts().cards[0].pages[0].targets[len(COLOURS) + pen - 1]
    row, col = round((36 + 18 * target.row) * DPI / 72), round((9 + 18 * target.column) * DPI / 72)
    part = page[row - 10 : row + 11, col - 16 : col + 17]
    np.minimum(part, np.array(ink, np.uint8), out=part)
    return page


def lines_of(answer: str) -> dict[str, str]:
    """What is said of each printed colour."""
    lines = [line.strip() for line in answer.splitlines()]
    return {name: line.removeprefix(name).strip() for name in NAMES for line in lines if line.startswith(f"{name}  ")}


def test_a_scan_in_colour_drops_none_of_the_colours(
    printed: Rgb, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["doctor", str(scan(tmp_path, printed))]) == ExitCode.DONE
    answer = capsys.readouterr()
    said = lines_of(answer.out)
    assert list(said) == NAMES
    assert set(said.values()) == {"read as a mark", "asked about"}
    assert (said["black"], said["yellow"]) == ("read as a mark", "asked about")
    assert "pens 1, 2, 3, 4, 5, 6, 7, 8, 9, 10: nothing seen" in answer.out
    assert "DROPS" not in answer.err


def test_a_gray_scan_is_said_to_drop_yellow(printed: Rgb, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gray = np.asarray(cv2.cvtColor(printed, cv2.COLOR_RGB2GRAY), np.uint8)
    assert run(["doctor", str(scan(tmp_path, gray))]) == ExitCode.WAITING
    answer = capsys.readouterr()
    assert lines_of(answer.out)["yellow"] == "not seen"
    assert "scanned in gray" in answer.out
    assert "THE SCAN DROPS YELLOW. Scan in colour" in answer.err


def test_a_scanner_with_red_light_is_said_to_drop_what_is_near_to_red(
    printed: Rgb, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    red = np.ascontiguousarray(printed[:, :, 0])
    assert run(["doctor", str(scan(tmp_path, red))]) == ExitCode.WAITING
    said = lines_of(capsys.readouterr().out)
    assert {name for name, seen in said.items() if seen == "not seen"} == {"yellow", "orange", "pink"}
    assert said["red"] == "asked about", "hardly darker than paper"


def test_a_scanner_in_colour_that_takes_colours_out_is_told_by_name(
    printed: Rgb, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    strong = np.ptp(printed.astype(int), axis=2) > 60
    cleaned = np.where(strong[:, :, None] & (printed.max(axis=2) > 200)[:, :, None], np.uint8(245), printed)
    assert run(["doctor", str(scan(tmp_path, cleaned, "clean.png"))]) == ExitCode.WAITING
    answer = capsys.readouterr()
    assert "YELLOW" in answer.err
    assert "switch off its drop-out colour" in answer.err


def test_pens_that_are_seen_are_named_and_the_others_left_to_the_clerk(
    printed: Rgb, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = filled(filled(printed.copy(), 1, (30, 40, 160)), 3, (250, 240, 90))
    run(["doctor", str(scan(tmp_path, page))])
    answer = capsys.readouterr().out
    assert "pens 1: read as a mark" in answer
    assert "pens 3: asked about" in answer
    assert "pens 2, 4, 5, 6, 7, 8, 9, 10: nothing seen. If one of these ovals is filled" in answer


def test_the_page_is_written_and_read_back_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "colours.pdf"
    assert run(["doctor", "--page", str(page)]) == ExitCode.DONE
    assert page.read_bytes() == colour_page_pdf()
    assert run(["doctor", str(page)]) == ExitCode.DONE
    assert "asked about" in capsys.readouterr().out


def test_an_empty_back_is_passed_over(printed: Rgb, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scan(tmp_path, printed, "1.jpg")
    scan(tmp_path, np.full((2200, 1700), 250, np.uint8), "2.jpg")
    assert run(["doctor", str(tmp_path)]) == ExitCode.DONE
    assert "2.jpg" not in capsys.readouterr().out


@pytest.mark.parametrize("what", ["nothing named", "another page", "an empty page", "no picture", "nothing black"])
def test_what_is_no_scan_of_the_page_is_refused_with_what_to_do(
    what: str, printed: Rgb, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [] if what == "nothing named" else [str(tmp_path / "scan.png")]
    if what == "another page":
        scan(tmp_path, np.random.default_rng(2).integers(0, 256, (900, 700)).astype(np.uint8), "scan.png")
    if what == "an empty page":
        scan(tmp_path, np.full((2200, 1700), 250, np.uint8), "scan.png")
    if what == "no picture":
        (tmp_path / "scan.png").write_bytes(b"not a picture")
    if what == "nothing black":
        target = colour_page_layouts().cards[0].pages[0].targets[0]
        row, col = round((36 + 18 * target.row) * DPI / 72), round((9 + 18 * target.column) * DPI / 72)
        page = printed.copy()
        page[row - 9 : row + 10, col - 14 : col + 15] = 245
        scan(tmp_path, page, "scan.png")
    assert run(["doctor", *arguments]) == ExitCode.WRONG_INPUT
    assert "colour test page" in capsys.readouterr().err or what == "nothing black"
