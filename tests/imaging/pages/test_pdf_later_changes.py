"""What lies before or behind a PDF is left out; a later change is followed whole, and never half."""

import io
import re
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from tests.imaging.pages.pdfs import PLACED, PLAIN, flate, pdf_bytes
from tests.imaging.pages.scans import HEIGHT, WIDTH, load_fault, load_image, page


@pytest.mark.parametrize("behind", [bytes(1 << 21), b"\xff" * 4096, b"\x1a" + bytes(3000), b"<html>done</html>" * 200])
@pytest.mark.parametrize("content", [PLACED, f"{PLACED} 0 0 5 5 re f"], ids=["picture", "drawn"])
def test_what_was_put_behind_a_pdf_is_left_out(tmp_path: Path, behind: bytes, content: str) -> None:
    plain = pdf_bytes(flate(page().tobytes()), PLAIN, content=content)
    expected = load_image(tmp_path, "plain.pdf", plain).gray
    assert np.array_equal(load_image(tmp_path, "padded.pdf", plain + behind).gray, expected)


@pytest.mark.parametrize("before", [b"@PJL ENTER LANGUAGE=PDF\r\n", b"\n" * 900])
def test_what_was_put_before_a_pdf_is_left_out(tmp_path: Path, before: bytes) -> None:
    plain = pdf_bytes(flate(page().tobytes()), PLAIN)
    for behind in (b"", bytes(5000)):
        assert np.array_equal(load_image(tmp_path, "a.pdf", before + plain + behind).gray, page())


def test_places_in_a_pdf_may_be_counted_from_what_was_put_before_it(tmp_path: Path) -> None:
    before = b"@PJL ENTER LANGUAGE=PDF\r\n"
    for content in (PLACED, f"{PLACED} 0 0 5 5 re f"):
        plain = pdf_bytes(flate(page().tobytes()), PLAIN, content=content)
        places = re.compile(rb"(?<=startxref\n)\d+|\d{10}(?= 00000 n)")
        moved = places.sub(lambda place: b"%0*d" % (len(place[0]), int(place[0]) + len(before)), plain)
        assert moved != plain
        expected = load_image(tmp_path, "plain.pdf", plain).gray
        for behind in (b"", bytes(5000)):
            assert np.array_equal(load_image(tmp_path, "a.pdf", before + moved + behind).gray, expected)


def test_a_pdf_whose_later_part_ends_early_is_not_read_as_it_was_before(tmp_path: Path) -> None:
    earlier = pdf_bytes(flate(page().tobytes()), PLAIN)
    later = b"\n90 0 obj\n<< /Length 90000 >>\nstream\n" + bytes(range(256)) * 20
    for data in (earlier + later, earlier + later + bytes(1 << 21)):
        detail = load_fault(tmp_path, "a.pdf", data)
        assert "damaged or ends early" in detail
        assert "_io" not in detail
        assert "0x" not in detail


def changed_later(earlier: bytes, gap: bytes, picture: bytes) -> bytes:
    """What a program writes behind a document when it changes its picture: the new one, and where it lies."""
    with pikepdf.open(io.BytesIO(earlier)) as pdf:
        (number, _), size = pdf.pages[0].obj["/Resources"]["/XObject"]["/Im0"].objgen, int(pdf.trailer["/Size"])
        root = pdf.trailer["/Root"].objgen[0]
    places = re.findall(rb"startxref\s+(\d+)", earlier)
    begin = b"\n%d 0" % number + gap + b"obj"
    entries = b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray" % (WIDTH, HEIGHT)
    stored = b"<< %s /BitsPerComponent 8 /Filter /FlateDecode /Length %d >>" % (entries, len(picture))
    whole = begin + b"\n" + stored + b"\nstream\n" + picture + b"\nendstream\nendobj\n"
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, len(earlier) + 1)
    trailer = b"trailer\n<< /Size %d /Root %d 0 R /Prev %s >>\n" % (size, root, places[-1])
    return whole + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (len(earlier) + len(whole))


@pytest.mark.parametrize("gap", [b" ", b"\n", b"\r\n", b"  \t", b" " * 300])
@pytest.mark.parametrize("padding", [0, 2000])
def test_a_pdf_cut_anywhere_in_its_last_change_never_shows_the_earlier_picture(
    tmp_path: Path, gap: bytes, padding: int
) -> None:
    earlier = pdf_bytes(flate(page().tobytes()), PLAIN)
    new = np.full((HEIGHT, WIDTH), 200, np.uint8)
    update = changed_later(earlier, gap, flate(new.tobytes()))
    assert np.array_equal(load_image(tmp_path, "whole.pdf", earlier + update).gray, new)
    for kept in range(2, len(update.rstrip())):
        detail = load_fault(tmp_path, "a.pdf", earlier + update[:kept] + bytes(padding))
        assert "damaged or ends early" in detail


@pytest.mark.parametrize("at", range(-6, 7))
def test_a_change_is_seen_though_its_beginning_lies_where_the_file_is_read_in_two_parts(
    tmp_path: Path, at: int
) -> None:
    earlier = pdf_bytes(flate(page().tobytes()), PLAIN)
    begin = b"%a comment of some program\n90 0 \n obj"
    before = (1 << 20) - len(earlier) % (1 << 20) - len(begin) + at
    data = earlier + b"\n%" + b"-" * (before - 3) + b"\n" + begin + b"<< /Length 9"
    assert "damaged or ends early" in load_fault(tmp_path, "a.pdf", data)
