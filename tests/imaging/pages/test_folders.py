"""A folder's scans are found in the order people number them; what is passed over is said."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imaging.pages import ScansNotFoundError, find_scans, natural_key
from tests.imaging.pages.scans import load_fault


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")


def names(place: Path | list[Path]) -> list[str]:
    return [file.name for file in find_scans(place).files]


def test_scan2_comes_before_scan10_in_every_folder(tmp_path: Path) -> None:
    put(tmp_path, "scan10.jpg", "scan2.jpg", "scan.jpg", "box10/1.tif", "box9/2.TIFF", "box9/10.png", "box9/1.PDF")
    assert names(tmp_path) == [
        "box9/1.PDF",
        "box9/2.TIFF",
        "box9/10.png",
        "box10/1.tif",
        "scan.jpg",
        "scan2.jpg",
        "scan10.jpg",
    ]


def test_every_suffix_of_a_scan_counts_in_any_case_and_the_rest_is_reported(tmp_path: Path) -> None:
    kept = ["a.jpg", "b.JPEG", "c.jpe", "d.Png", "e.tif", "f.tiff", "g.pdf", "h.JFIF", "i.jif"]
    put(tmp_path, *kept, "notes.txt", ".hidden.jpg", ".git/x.jpg", "~$a.pdf", "Thumbs.db")
    found = find_scans(tmp_path)
    assert [file.name for file in found.files] == kept
    assert {one.name: one.why for one in found.ignored} == {
        "notes.txt": "not a JPEG, PNG, TIFF or PDF",
        "Thumbs.db": "a file of the system",
        ".hidden.jpg": "hidden",
        ".git": "hidden",
        "~$a.pdf": "a lock file",
    }


@pytest.mark.parametrize(
    "begins",
    [
        b"\xff\xd8\xff\xe0",
        b"\x89PNG\r\n\x1a\n",
        b"II*\x00",
        b"MM\x00+",
        b"@PJL\r\n%PDF-1.4",
        b"GIF89a",
        b"BM\x10\x00\x00\x00\x00\x00\x00\x00",
        b"RIFF\x10\x00\x00\x00WEBP",
        b"\x00\x00\x00\x18ftypheic",
    ],
)
@pytest.mark.parametrize("name", ["1.jfif", "1", "1.scan", "1.jpg.bak"])
def test_a_picture_is_found_by_its_first_bytes_whatever_its_name(tmp_path: Path, name: str, begins: bytes) -> None:
    (tmp_path / name).write_bytes(begins)
    assert names(tmp_path) == [name]
    assert find_scans(tmp_path).ignored == ()


def test_what_is_no_picture_is_passed_over_with_its_reason(tmp_path: Path) -> None:
    for name, data in {"a.csv": b"BM,1", "b": b"", "c.scan": b"text", "d.jpg.part": b"\xff\xd8\xff\xe0"}.items():
        (tmp_path / name).write_bytes(data)
    found = find_scans(tmp_path)
    assert found.files == ()
    assert {one.name: one.why for one in found.ignored} == {
        "a.csv": "not a JPEG, PNG, TIFF or PDF",
        "b": "not a JPEG, PNG, TIFF or PDF",
        "c.scan": "not a JPEG, PNG, TIFF or PDF",
        "d.jpg.part": "its ending .part says that it is still being written",
    }


def test_links_out_of_the_folder_and_in_circles_are_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "outside/secret.jpg", "in/a.jpg", "in/sub/b.jpg")
    inside = tmp_path / "in"
    (inside / "escape.jpg").symlink_to(tmp_path / "outside" / "secret.jpg")
    (inside / "escape").symlink_to(tmp_path / "outside")
    (inside / "circle").symlink_to(inside)
    (inside / "nothing.jpg").symlink_to(inside / "gone.jpg")
    (inside / "0-again.jpg").symlink_to(inside / "a.jpg")
    found = find_scans(inside)
    assert [file.name for file in found.files] == ["a.jpg", "sub/b.jpg"]
    assert {one.name for one in found.ignored} == {"escape.jpg", "escape", "circle", "nothing.jpg", "0-again.jpg"}


def test_pipes_are_passed_over_and_folders_named_like_scans_are_folders(tmp_path: Path) -> None:
    put(tmp_path, "batch.jpg/1.jpg")
    os.mkfifo(tmp_path / "pipe.jpg")
    found = find_scans(tmp_path)
    assert [file.name for file in found.files] == ["batch.jpg/1.jpg"]
    assert [one.name for one in found.ignored] == ["pipe.jpg"]


def test_files_and_folders_may_be_named_together_and_count_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "in/1.jpg", "in/2.jpg", "back.jpeg", "front.jpeg", "x.txt")
    monkeypatch.chdir(tmp_path)
    assert names([Path("front.jpeg"), Path("back.jpeg")]) == ["back.jpeg", "front.jpeg"]
    assert names(Path("front.jpeg")) == ["front.jpeg"]
    both = find_scans([Path("in"), Path("in/2.jpg"), Path("x.txt")])
    assert [file.name for file in both.files] == ["in/1.jpg", "in/2.jpg"]
    assert [one.name for one in both.ignored] == ["in/2.jpg", "x.txt"]


def test_an_empty_folder_has_no_scans_and_a_missing_one_says_so(tmp_path: Path) -> None:
    assert find_scans(tmp_path).files == ()
    with pytest.raises(ScansNotFoundError, match="no such file or folder"):
        find_scans(tmp_path / "gone")


def test_a_name_that_is_not_utf8_can_be_recorded(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"b\xff1.jpg")).write_bytes(b"x")
    (file,) = find_scans(tmp_path).files
    assert file.name == "b\\xff1.jpg"
    assert file.path.read_bytes() == b"x"


SAFE = st.text(st.characters(exclude_characters="/\x00", exclude_categories=["Cs"]), min_size=1, max_size=12)


@given(st.lists(SAFE, unique=True, max_size=8), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_where_names_began(listed: list[str], shuffler: object) -> None:
    expected = sorted(listed, key=natural_key)
    shuffler.shuffle(listed)  # type: ignore[attr-defined]
    assert sorted(listed, key=natural_key) == expected


@given(
    SAFE.filter(lambda text: not text[-1].isdigit() and "." not in text), st.integers(0, 10**6), st.integers(0, 10**6)
)
def test_numbers_are_compared_as_numbers(stem: str, one: int, other: int) -> None:
    smaller, larger = sorted((one, other))
    assert natural_key(f"{stem}{smaller}.jpg") <= natural_key(f"{stem}{larger}.jpg")


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"GIF89a", "a GIF picture"),
        (b"\x00\x00\x00\x18ftypheic", "a HEIC or AVIF picture"),
        (b"RIFF\x10\x00\x00\x00WEBP", "a WebP picture"),
        (b"BM\x10\x00\x00\x00\x00\x00\x00\x00", "a BMP picture"),
        (b"\x00\x00\x00\x0cjP  \r\n", "a JPEG 2000 picture"),
    ],
)
def test_a_picture_of_another_kind_is_called_by_its_name_whatever_its_ending(
    tmp_path: Path, head: bytes, kind: str
) -> None:
    for name in ("scan", "scan.jpg"):
        detail = load_fault(tmp_path, name, head + bytes(40))
        assert detail.startswith(f"the file is {kind}, which is not read")
        assert "save the picture as PNG or TIFF" in detail


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a", b"\x1f\x8b\x08"])
def test_an_archive_is_passed_over_and_said_to_be_one(tmp_path: Path, head: bytes) -> None:
    (tmp_path / "box7.zip").write_bytes(head + bytes(40))
    (ignored,) = find_scans(tmp_path).ignored
    assert ignored.why == "an archive, whatever is in it: unpack it"
    assert not ignored.is_usual
