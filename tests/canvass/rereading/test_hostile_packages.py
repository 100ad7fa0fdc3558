"""Packages made to fill a computer, to write beside themselves, or cut off: refused in words, with nothing read."""

import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from canvass.errors import InputError
from canvass.rereading.picture_package import PackageFileError, opened_package
from outside.limits import PICTURE_LIMITS


def _zip(file: Path, write: Callable[[zipfile.ZipFile], None]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        write(archive)
    return file


def _bomb(archive: zipfile.ZipFile) -> None:
    archive.writestr("1i.pdf", bytes(40_000_000))


def _path_out(archive: zipfile.ZipFile) -> None:
    archive.writestr("..\\..\\1i.pdf", b"x")


def _drive(archive: zipfile.ZipFile) -> None:
    archive.writestr("C:\\1i.pdf", b"x")


def _absolute(archive: zipfile.ZipFile) -> None:
    archive.writestr("/etc/1i.pdf", b"x")


def _link(archive: zipfile.ZipFile) -> None:
    entry = zipfile.ZipInfo("1i.pdf")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(entry, "/etc/passwd")


@pytest.mark.parametrize(
    ("write", "says"),
    [
        (_bomb, "may be made to fill a computer"),
        (_path_out, "leads out of the archive"),
        (_drive, "leads out of the archive"),
        (_absolute, "leads out of the archive"),
        (_link, "leads out of the archive"),
    ],
)
def test_an_archive_that_is_a_trap_is_refused(
    write: Callable[[zipfile.ZipFile], None], says: str, tmp_path: Path
) -> None:
    with (
        pytest.raises(InputError, match=f"{says}.*Nothing was read"),
        opened_package(_zip(tmp_path / "images.zip", write)),
    ):
        pass


def test_an_archive_that_is_cut_off_or_none_is_refused(tmp_path: Path) -> None:
    whole = _zip(tmp_path / "whole.zip", lambda archive: archive.writestr("1i.pdf", b"x" * 5000))
    (tmp_path / "cut.zip").write_bytes(whole.read_bytes()[:-30])
    (tmp_path / "none.zip").write_bytes(b"no archive")
    for name in ("cut.zip", "none.zip"):
        with pytest.raises(InputError, match="damaged or cut off"), opened_package(tmp_path / name):
            pass
    with pytest.raises(InputError, match="is not there"), opened_package(tmp_path / "missing.zip"):
        pass


def test_too_many_files_and_too_large_ones_are_refused_before_they_are_unpacked(tmp_path: Path) -> None:
    def write(archive: zipfile.ZipFile) -> None:
        for number in range(5):
            archive.writestr(f"{number}i.pdf", bytes(range(256)) * 8)

    file = _zip(tmp_path / "images.zip", write)
    few = replace(PICTURE_LIMITS, entries=4)
    with pytest.raises(InputError, match="an archive of 5 files"), opened_package(file, few):
        pass
    small = replace(PICTURE_LIMITS, file_bytes=1000)
    with pytest.raises(InputError, match="too many for the picture of one ballot"), opened_package(file, small):
        pass
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "1i.pdf").write_bytes(bytes(2000))
    with pytest.raises(InputError, match="too many for the picture"), opened_package(tmp_path / "folder", small):
        pass


def test_a_file_that_is_damaged_in_its_archive_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    def write(archive: zipfile.ZipFile) -> None:
        archive.writestr(zipfile.ZipInfo("1i.pdf"), b"first" * 100)
        archive.writestr(zipfile.ZipInfo("2i.pdf"), b"second" * 100)

    content = bytearray(_zip(tmp_path / "images.zip", write).read_bytes())
    content[content.index(b"firstfirst") + 3] ^= 1
    (tmp_path / "images.zip").write_bytes(content)
    with opened_package(tmp_path / "images.zip") as package:
        with pytest.raises(PackageFileError, match="damaged in its archive"):
            package.read(0)
        assert package.read(1) == b"second" * 100
        assert package.names == ("1i.pdf", "2i.pdf")


def test_a_folder_with_other_files_is_another_package(tmp_path: Path) -> None:
    folder = tmp_path / "images"
    (folder / "North").mkdir(parents=True)
    (folder / "North" / "1i.pdf").write_bytes(b"one")
    (folder / "loop.pdf").symlink_to("/etc/passwd")
    with opened_package(folder) as package:
        before = package.sha256
        assert package.names == ("North/1i.pdf",)
        assert package.read(0) == b"one"
    (folder / "North" / "2i.pdf").write_bytes(b"two")
    with opened_package(folder) as package:
        assert package.sha256 != before
