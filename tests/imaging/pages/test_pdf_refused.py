"""Damaged PDFs and bombs are refused in words."""

import io
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from imaging.pages import Limits
from imaging.sheets import UnreadablePage
from tests.imaging.pages.pdfs import PLAIN, flate, pdf_bytes, saved
from tests.imaging.pages.scans import HEIGHT, WIDTH, jpeg_bytes, load_all, load_fault, page


def test_a_pdf_that_asks_for_a_password_says_what_to_do(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(pdf_bytes(flate(page().tobytes()), PLAIN))) as pdf:
        data = saved(pdf, encryption=pikepdf.Encryption(owner="owner", user="secret"))
    for padding in (b"", bytes(5000)):
        detail = load_fault(tmp_path, "a.pdf", data + padding)
        assert detail.startswith("the PDF is encrypted")
        assert "save it without a password" in detail


@pytest.mark.parametrize("kept", [0.01, 0.3, 0.9])
def test_a_truncated_pdf_is_refused(tmp_path: Path, kept: float) -> None:
    data = pdf_bytes(flate(page().tobytes()), PLAIN)
    assert "damaged or ends early" in load_fault(tmp_path, "a.pdf", data[: int(len(data) * kept)])


@pytest.mark.parametrize(
    ("stored", "entries"),
    [
        (jpeg_bytes(page())[:-900] + b"\xff\xd9", {"/Filter": Name.DCTDecode}),
        (flate(page().tobytes())[:-200], PLAIN),
        (flate(page()[:-1].tobytes()), PLAIN),
        (page()[:-1].tobytes(), {}),
        (jpeg_bytes(page(height=400)), {"/Filter": Name.DCTDecode}),
    ],
    ids=["jpeg cut", "flate cut", "a row short", "plain cut", "another size"],
)
def test_a_picture_inside_that_is_not_whole_is_refused(
    tmp_path: Path, stored: bytes, entries: dict[str, object]
) -> None:
    assert "scan the sheet again" in load_fault(tmp_path, "a.pdf", pdf_bytes(stored, entries))


def test_a_page_of_miles_is_refused_before_it_is_drawn(tmp_path: Path) -> None:
    box = Array([0, 0, 1_000_000, 1_000_000])
    data = pdf_bytes(b"", {}, content="0 0 10 10 re f", page_entries={"/MediaBox": box})
    assert "pixels, more than the" in load_fault(tmp_path, "a.pdf", data)


def test_a_picture_of_60000_by_60000_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    huge = PLAIN | {"/Width": 60_000, "/Height": 60_000}
    square = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Im0 Do Q"
    for content in (square, f"{square} 5 5 5 5 re f"):
        detail = load_fault(tmp_path, "a.pdf", pdf_bytes(flate(bytes(1000)), huge, content=content))
        assert "60,000 x 60,000 pixels" in detail or "another" in detail


def test_a_flate_bomb_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    detail = load_fault(tmp_path, "a.pdf", pdf_bytes(flate(bytes(50_000_000)), PLAIN))
    assert "unpacks to more than it may" in detail


def test_drawing_instructions_that_unpack_to_a_bomb_are_refused(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(pdf_bytes(b"", {}))) as pdf:
        pdf.pages[0].obj["/Contents"].write(flate(b" " * 50_000_000), filter=Name.FlateDecode)
        detail = load_fault(tmp_path, "a.pdf", saved(pdf))
    assert "bytes of drawing instructions" in detail


@pytest.mark.parametrize(("levels", "each", "says"), [(9, 10, "nested pictures"), (40, 1, "deep"), (0, 1, "nested")])
def test_forms_that_draw_forms_without_end_are_refused(tmp_path: Path, levels: int, each: int, says: str) -> None:
    """Nine levels of ten, forty levels of one, and a form that draws itself."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(612, 792))
    inner = pdf.make_stream(b"0 0 1 1 re f")
    inner["/Subtype"] = Name.Form
    if levels == 0:
        inner.write(b"/F Do")
        inner["/Resources"] = Dictionary({"/XObject": Dictionary({"/F": inner})})
    for _ in range(levels):
        outer = pdf.make_stream(b"/F Do " * each)
        outer["/Subtype"] = Name.Form
        outer["/Resources"] = Dictionary({"/XObject": Dictionary({"/F": inner})})
        inner = outer
    pdf.pages[0].obj["/Resources"] = Dictionary({"/XObject": Dictionary({"/F": inner})})
    pdf.pages[0].obj["/Contents"] = pdf.make_stream(b"/F Do")
    assert says in load_fault(tmp_path, "a.pdf", saved(pdf))


def test_a_pdf_that_has_lost_a_page_is_refused_as_a_file(tmp_path: Path) -> None:
    data = pdf_bytes(flate(page().tobytes()), PLAIN, pages=3)
    assert b"/Count 3" in data
    detail = load_fault(tmp_path, "a.pdf", data.replace(b"/Count 3", b"/Count 4"))
    assert "says it has 4 pages and 3 can be found" in detail


def test_more_pages_than_allowed_are_refused_as_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(flate(page().tobytes()), PLAIN, pages=4))
    (fault,) = load_all(tmp_path / "a.pdf", Limits(pages_per_file=3))
    assert isinstance(fault, UnreadablePage)
    assert "more than the 3 pages" in fault.detail
