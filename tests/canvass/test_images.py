"""Images are stored once, whole, under the hash of their bytes."""

import errno
import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from canvass.errors import EnvironmentFault
from canvass.record import images
from canvass.record.images import ImageStore, suffix_of

PICTURE = b"a picture" * 1000
SHA256 = hashlib.sha256(PICTURE).hexdigest()


def stored(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


@pytest.mark.parametrize(
    ("file", "suffix"),
    [
        ("front.JPEG", "jpeg"),
        ("a/b/scan.0001.tif", "tif"),
        ("noending", "bin"),
        (".hidden", "bin"),
        ("x.p/../../etc", "bin"),
        ("x.sp ace", "bin"),
        ("x.averyveryverylongone", "bin"),
    ],
)
def test_an_ending_is_kept_only_where_it_is_plain(file: str, suffix: str) -> None:
    assert suffix_of(file) == suffix


def test_an_image_comes_to_lie_under_the_first_two_figures_of_its_hash(tmp_path: Path) -> None:
    store = ImageStore(tmp_path)
    place = store.keep(SHA256, "front.png", [PICTURE[:100], PICTURE[100:]])
    assert not place.exists()
    store.settle()
    assert place == tmp_path / SHA256[:2] / f"{SHA256}.png"
    assert place.read_bytes() == PICTURE


def test_an_image_offered_again_is_not_written_again(tmp_path: Path) -> None:
    store = ImageStore(tmp_path)
    place = store.keep(SHA256, "front.png", [PICTURE])
    store.keep(SHA256, "other.png", iter(()))
    store.settle()
    before = place.stat().st_ino
    store.keep(SHA256, "other.png", iter(()))
    store.settle()
    assert place.stat().st_ino == before
    assert stored(tmp_path) == [place]


def test_many_threads_that_offer_the_same_image_store_one(tmp_path: Path) -> None:
    store = ImageStore(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        places = list(pool.map(lambda _: store.keep(SHA256, "front.png", [PICTURE]), range(40)))
    store.settle()
    assert stored(tmp_path) == [places[0]]
    assert places[0].read_bytes() == PICTURE


def test_what_a_killed_count_left_half_written_is_cleared(tmp_path: Path) -> None:
    store = ImageStore(tmp_path)
    (tmp_path / ".arriving").mkdir()
    (tmp_path / ".arriving" / "half").write_bytes(PICTURE[:50])
    store.clear_arriving()
    assert stored(tmp_path) == []
    store.keep(SHA256, "front.png", [PICTURE])
    store.settle()
    assert len(stored(tmp_path)) == 1


def test_what_a_count_wrote_and_never_settled_is_cleared_and_written_again(tmp_path: Path) -> None:
    store = ImageStore(tmp_path)
    place = store.keep(SHA256, "front.png", [PICTURE])
    store.clear_arriving()
    assert stored(tmp_path) == []
    store.settle()
    assert not place.exists()
    store.keep(SHA256, "front.png", [PICTURE])
    store.settle()
    assert place.read_bytes() == PICTURE


def test_bytes_are_on_the_disk_before_an_image_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[tuple[str, str]] = []
    sync, replace = images._sync, os.replace

    def told_sync(file: Path, flags: int) -> None:
        sync(file, flags)
        done.append(("sync", file.name))

    def told_replace(old: Path, new: Path) -> None:
        done.append(("name", new.name))
        replace(old, new)

    monkeypatch.setattr(images, "_sync", told_sync)
    monkeypatch.setattr("canvass.record.images.os.replace", told_replace)
    store = ImageStore(tmp_path)
    place = store.keep(SHA256, "front.png", [PICTURE])
    assert done == []
    store.settle()
    assert done == [
        ("sync", place.name),
        ("name", place.name),
        ("sync", tmp_path.name),
        ("sync", place.parent.name),
    ]
    assert place.stat().st_mode & 0o777 == 0o644


def test_an_image_that_could_not_be_settled_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    store = ImageStore(tmp_path)
    place = store.keep(SHA256, "front.png", [PICTURE])
    with monkeypatch.context() as broken:
        broken.setattr("canvass.record.images.os.fsync", refuses)
        with pytest.raises(EnvironmentFault):
            store.settle()
    assert not place.exists()
    store.settle()
    assert place.read_bytes() == PICTURE


def test_content_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def breaks_off() -> Iterator[bytes]:
        yield PICTURE[:50]
        raise ValueError("changed meanwhile")

    with pytest.raises(ValueError, match="changed meanwhile"):
        ImageStore(tmp_path).keep(SHA256, "front.png", breaks_off())
    assert stored(tmp_path) == []


def test_a_name_is_seen_to_once_for_all_images_kept_in_its_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(images, "_sync_directory", synced.append)
    store = ImageStore(tmp_path)
    for content in (b"one", b"two", b"one"):
        sha256 = hashlib.sha256(content).hexdigest()
        store.keep("ab" + sha256[2:], "front.png", [content])
    assert synced == []
    store.settle()
    assert synced == [tmp_path, tmp_path / "ab"]
    store.settle()
    assert synced == [tmp_path, tmp_path / "ab"]


def test_names_that_could_not_be_seen_to_are_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(directory: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    store = ImageStore(tmp_path)
    store.keep(SHA256, "front.png", [PICTURE])
    with monkeypatch.context() as broken:
        broken.setattr(images, "_sync_directory", refuses)
        with pytest.raises(EnvironmentFault):
            store.settle()
    synced: list[Path] = []
    monkeypatch.setattr(images, "_sync_directory", synced.append)
    store.settle()
    assert tmp_path / SHA256[:2] in synced
