"""PDFs made for the tests: pages that are one stored picture, and pages that only look so."""

import io
import zlib
from collections.abc import Mapping
from typing import Any

import pikepdf

from tests.imaging.pages.scans import HEIGHT, WIDTH

PLACED = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Im0 Do Q"
"""The whole page filled: one pixel is one point, so the page says 72 dpi."""
PLAIN = {"/Filter": pikepdf.Name.FlateDecode}


def pdf_bytes(
    stored: bytes,
    entries: Mapping[str, Any],
    content: str = PLACED,
    page_entries: Mapping[str, Any] | None = None,
    pages: int = 1,
    mask: bytes | None = None,
) -> bytes:
    """A PDF whose pages show one picture: `stored` are its bytes as they lie in the file, `entries` its dictionary."""
    pdf = pikepdf.new()
    image = pikepdf.Stream(pdf, b"")
    image.write(stored, filter=entries.get("/Filter"), decode_parms=entries.get("/DecodeParms"))
    described = {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": WIDTH, "/Height": HEIGHT}
    for key, value in (
        described | {"/BitsPerComponent": 8, "/ColorSpace": pikepdf.Name.DeviceGray} | dict(entries)
    ).items():
        if key not in ("/Filter", "/DecodeParms"):
            image[key] = value
    if mask is not None:
        soft = pikepdf.Stream(pdf, mask)
        for key, value in (described | {"/BitsPerComponent": 8, "/ColorSpace": pikepdf.Name.DeviceGray}).items():
            soft[key] = value
        image["/SMask"] = pdf.make_indirect(soft)
    shared = pdf.make_indirect(image)
    for _ in range(pages):
        pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
        page = pdf.pages[-1].obj
        page["/Resources"] = pikepdf.Dictionary(
            {
                "/XObject": pikepdf.Dictionary({"/Im0": shared}),
                "/Font": pikepdf.Dictionary({"/F1": _font()}),
                "/ExtGState": pikepdf.Dictionary({"/Half": pikepdf.Dictionary({"/ca": 0.5})}),
            }
        )
        page["/Contents"] = pdf.make_stream(content.encode())
        for key, value in (page_entries or {}).items():
            page[key] = value
    return saved(pdf)


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    """The document's file, stored streams left as they are."""
    file = io.BytesIO()
    if "encryption" not in options:
        options |= {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none}
    pdf.save(file, **options)
    return file.getvalue()


def flate(samples: bytes) -> bytes:
    return zlib.compress(samples)


def _font() -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        {"/Type": pikepdf.Name.Font, "/Subtype": pikepdf.Name.Type1, "/BaseFont": pikepdf.Name.Helvetica}
    )
