"""Loading a sheet: bytes, hashes and pixels; and every way in which a file can be bad becomes a message."""

import hashlib
import io
import os
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from imaging.pages import Limits, ScanChangedError, ScanFile, find_scans, load_sheet, opening, plan_sheets
from imaging.pages.formats.choosing import OneImage
from imaging.sheets import PageImage, UnreadablePage
from tests.imaging.pages.pdfs import pdf_bytes
from tests.imaging.pages.scans import (
    HEIGHT,
    WIDTH,
    bits,
    g4_bytes,
    jpeg_bytes,
    load_all,
    load_fault,
    load_images,
    one_tiff_page,
    page,
    planned,
    png_bytes,
    tiff_bytes,
)


def fault_of(path: Path, page_number: int = 1, pages_in_file: int = 1) -> UnreadablePage:
    (fault,) = load_sheet(planned(path, page_number, pages_in_file)).sheet.pages
    assert isinstance(fault, UnreadablePage)
    return fault


def test_a_sheet_carries_its_pages_and_each_file_once_with_its_hash(tmp_path: Path) -> None:
    front, back = jpeg_bytes(page(1)), png_bytes(page(2))
    (tmp_path / "x-front.jpg").write_bytes(front)
    (tmp_path / "x-back.png").write_bytes(back)
    (sheet,) = plan_sheets(find_scans(tmp_path).files, 2)
    loaded = load_sheet(sheet)
    assert [one.source.file for one in loaded.sheet.pages] == ["x-front.jpg", "x-back.png"]
    for file, data in zip(loaded.files, (front, back), strict=True):
        assert (file.data, file.size) == (data, len(data))
        assert file.sha256 == hashlib.sha256(data).hexdigest()
        assert b"".join(file.chunks()) == data
    assert [one.source.sha256 for one in loaded.sheet.pages] == [file.sha256 for file in loaded.files]


def test_a_batch_file_is_offered_once_a_sheet_and_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "batch.tif"
    pictures = [Image.fromarray(bits(seed)).convert("1") for seed in range(6)]
    pictures[0].save(path, "TIFF", compression="group4", save_all=True, append_images=pictures[1:])
    opened: list[Path] = []
    open_scan = opening.open_scan

    def counted(path: Path, limits: Limits) -> opening.OpenedScan:
        opened.append(path)
        return open_scan(path, limits)

    monkeypatch.setattr(opening, "open_scan", counted)
    sheets = plan_sheets([ScanFile(path, "batch.tif")], 2)
    with ThreadPoolExecutor(4) as pool:
        loaded = list(pool.map(load_sheet, sheets))
    assert opened == [path]
    assert [len(one.files) for one in loaded] == [1, 1, 1]
    pages = [one for sheet in loaded for one in sheet.sheet.pages]
    assert all(isinstance(one, PageImage) and np.array_equal(one.gray, bits(at)) for at, one in enumerate(pages))


@pytest.mark.parametrize("kind", ["tif", "pdf"])
def test_a_large_batch_file_stays_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(opening, "READ_WHOLE_BYTES", 1000)
    path = tmp_path / f"batch.{kind}"
    if kind == "pdf":
        path.write_bytes(pdf_bytes(page().tobytes(), {}, pages=3))
    else:
        with tifffile.TiffWriter(path) as writer:
            for _ in range(3):
                writer.write(page(), metadata=None)
    assert all(np.array_equal(image.gray, page()) for image in load_images(path))
    loaded = load_sheet(plan_sheets([ScanFile(path, path.name)], 2)[0])
    (file,) = loaded.files
    assert file.data is None
    assert b"".join(file.chunks()) == path.read_bytes()
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(ScanChangedError, match="count the folder again"):
        list(file.chunks())


def test_pages_drawn_from_a_pdf_in_many_threads_are_the_same(tmp_path: Path) -> None:
    content = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Im0 Do Q 9 9 40 40 re f"
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes(page().tobytes(), {}, content=content, pages=8))
    sheets = plan_sheets([ScanFile(path, "a.pdf")], 1) * 3
    with ThreadPoolExecutor(8) as pool:
        drawn = [loaded.sheet.pages[0] for loaded in pool.map(load_sheet, sheets)]
    grays = [one.gray for one in drawn if isinstance(one, PageImage)]
    assert len(grays) == 24
    assert all(np.array_equal(gray, grays[0]) for gray in grays)


def test_the_kind_of_file_is_told_by_its_bytes_not_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.tif").write_bytes(png_bytes(page()))
    (image,) = load_images(tmp_path / "a.tif")
    assert np.array_equal(image.gray, page())


def test_a_text_file_called_tif_says_what_it_is(tmp_path: Path) -> None:
    detail = load_fault(tmp_path, "a.tif", b"Dear clerk, here are the ballots.")
    assert detail.startswith("the file is no scan: it begins with the text 'Dear clerk, ', expected a JPEG")


def test_an_empty_file_says_so_and_an_unread_file_has_no_hash(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"")
    fault = fault_of(tmp_path / "a.jpg")
    assert fault.detail.startswith("the file is empty (0 bytes)")
    assert fault.source.sha256 == ""


def test_a_bad_file_that_was_read_is_offered_for_the_record(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg_bytes(page())[:-500])
    loaded = load_sheet(planned(tmp_path / "a.jpg"))
    assert isinstance(loaded.sheet.pages[0], UnreadablePage)
    assert loaded.sheet.pages[0].source.sha256 == loaded.files[0].sha256


def test_a_folder_a_pipe_and_a_file_that_is_gone_are_messages(tmp_path: Path) -> None:
    (tmp_path / "x.jpg").mkdir()
    os.mkfifo(tmp_path / "p.jpg")
    assert fault_of(tmp_path / "x.jpg").detail.startswith("this is a folder")
    assert "device or pipe" in fault_of(tmp_path / "p.jpg").detail
    assert fault_of(tmp_path / "gone.jpg").detail.startswith("the file is no longer there")
    assert fault_of(tmp_path / "gone.tif", 3, 9).detail.startswith("the file is no longer there")


def test_a_file_one_may_not_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg_bytes(page()))

    def denied(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    # The superuser may read everything, so the system's answer is given here.
    monkeypatch.setattr(os, "open", denied)
    fault = fault_of(tmp_path / "a.jpg")
    monkeypatch.undo()
    assert fault.detail.startswith("you may not read this file")


def test_a_file_that_vanishes_or_changes_between_plan_and_count_is_a_message(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(g4_bytes(bits()))
    (sheet,) = plan_sheets([ScanFile(path, "a.tif")], 1)
    with tifffile.TiffWriter(path) as writer:
        for _ in range(2):
            writer.write(page(), metadata=None)
    (fault,) = load_sheet(sheet).sheet.pages
    assert isinstance(fault, UnreadablePage)
    assert "has 2 pages and had 1" in fault.detail
    path.unlink()
    (fault,) = load_sheet(sheet).sheet.pages
    assert isinstance(fault, UnreadablePage)
    assert "no longer there" in fault.detail


def test_files_larger_than_allowed_are_refused_by_kind(tmp_path: Path) -> None:
    limits = Limits(image_bytes=500, document_bytes=1000)
    assert "200 to 300 dpi" in load_fault(tmp_path, "a.jpg", jpeg_bytes(page()), limits)
    for name, data in (("a.jpg", jpeg_bytes(page())), ("a.tif", tiff_bytes(page()))):
        assert "more than the 1,000 a scan file may have" in load_fault(tmp_path, name, data, limits)
    small = Limits(image_bytes=500)
    assert "more than the 500 a PNG image may have" in load_fault(tmp_path, "a.png", png_bytes(page()), small)


def huge_headers() -> dict[str, bytes]:
    jpeg = bytearray(jpeg_bytes(page()))
    frame = jpeg.index(b"\xff\xc0")
    jpeg[frame + 5 : frame + 9] = struct.pack(">HH", 60_000, 60_000)
    png = bytearray(png_bytes(page()))
    png[16:24] = struct.pack(">LL", 60_000, 60_000)
    png[29:33] = struct.pack(">L", zlib.crc32(png[12:29]))
    tiff = one_tiff_page(page().tobytes(), t256=60_000, t257=60_000, t278=60_000)
    return {"a.jpg": bytes(jpeg), "a.png": bytes(png), "a.tif": tiff}


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif"])
def test_a_header_of_60000_by_60000_is_refused_before_decoding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("decoded")

    for decoder in ("simplejpeg.decode_jpeg", "imagecodecs.png_decode", "imagecodecs.tiff_decode"):
        monkeypatch.setattr(decoder, never)
    detail = load_fault(tmp_path, name, huge_headers()[name])
    assert "60,000 x 60,000 pixels, more than the 100,000,000 a page may have" in detail


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif"])
def test_a_page_too_small_for_a_ballot_is_refused(tmp_path: Path, name: str) -> None:
    small = page(height=299)
    data = {"a.jpg": jpeg_bytes(small), "a.png": png_bytes(small), "a.tif": tiff_bytes(small)}[name]
    assert "less than the 300 each way" in load_fault(tmp_path, name, data)


def test_a_png_that_unpacks_to_more_than_its_header_says_stays_within_its_header(tmp_path: Path) -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))

    header = struct.pack(">LLBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(50_000_000)))
    (tmp_path / "a.png").write_bytes(bomb + chunk(b"IEND", b""))
    for one in load_all(tmp_path / "a.png"):
        assert isinstance(one, UnreadablePage) or one.gray.shape == (HEIGHT, WIDTH)


def test_running_out_of_memory_is_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(OneImage, "decode", full)
    assert "not enough memory" in load_fault(tmp_path, "a.jpg", jpeg_bytes(page()))


def test_a_programming_error_is_not_hidden_as_a_bad_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(OneImage, "decode", wrong)
    (tmp_path / "a.jpg").write_bytes(jpeg_bytes(page()))
    with pytest.raises(ZeroDivisionError):
        load_all(tmp_path / "a.jpg")


def originals() -> dict[str, bytes]:
    pages = io.BytesIO()
    with tifffile.TiffWriter(pages) as writer:
        for seed in range(3):
            writer.write(page(seed), compression="lzw", metadata=None)
    return {
        "jpeg": jpeg_bytes(page()),
        "progressive": jpeg_bytes(page(), progressive=True, dpi=(200, 200)),
        "png": png_bytes(page()),
        "g4": g4_bytes(bits()),
        "lzw pages": pages.getvalue(),
        "jpeg in tiff": tiff_bytes(page(), compression="jpeg", tile=(128, 128)),
        "pdf": pdf_bytes(page().tobytes(), {}, pages=2),
    }


@pytest.mark.parametrize("kind", sorted(originals()))
def test_no_damage_to_a_file_is_ever_an_exception(tmp_path: Path, kind: str) -> None:
    """Bytes changed, cut out and doubled, mostly near the beginning, where the headers are."""
    data = originals()[kind]
    draw = np.random.default_rng(sorted(originals()).index(kind))
    path = tmp_path / "a.tif"
    refused = 0
    for _ in range(60):
        damaged = bytearray(data)
        for _ in range(int(draw.integers(1, 6))):
            reach = len(damaged) if draw.random() < 0.4 else min(len(damaged), 700)
            # A PDF keeps its table of contents at the end.
            at = (
                int(draw.integers(0, reach)) if draw.random() < 0.7 else len(damaged) - 1 - int(draw.integers(0, reach))
            )
            match int(draw.integers(0, 4)):
                case 0 | 1:
                    damaged[at] = int(draw.integers(0, 256))
                case 2:
                    del damaged[at : at + int(draw.integers(1, 30))]
                case _:
                    damaged[at:at] = damaged[at : at + int(draw.integers(1, 30))]
        path.write_bytes(damaged)
        for one in load_all(path):
            if isinstance(one, UnreadablePage):
                refused += 1
                assert ":" in one.detail
            else:
                assert one.gray.dtype == np.uint8
                assert one.gray.flags.c_contiguous
    assert refused > 0
