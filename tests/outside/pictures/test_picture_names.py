"""Which files of a package are pictures, of which number: by their names alone, and nothing is lost."""

import pytest

from outside.pictures.packed_pictures import packed_pictures
from outside.pictures.picture_names import FileOf, picture_name


@pytest.mark.parametrize(
    ("name", "folder", "of", "key", "side"),
    [
        ("P 07/Nonpartisan/50112i.pdf", "P 07/Nonpartisan", FileOf.PICTURE, "50112", None),
        ("Nonpartisan\\50112i.pdf", "Nonpartisan", FileOf.PICTURE, "50112", None),
        ("50112c.pdf", "", FileOf.RECORD, "50112", None),
        ("0050112I.PDF", "", FileOf.PICTURE, "50112", None),
        ("50112i_1.png", "", FileOf.PICTURE, "50112", 1),
        ("50112-back.tif", "", FileOf.PICTURE, "50112", 2),
        ("00003_00017_000123.tif", "", FileOf.PICTURE, "3-17-123", None),
        ("00003_00017_000123_F.png", "", FileOf.PICTURE, "3-17-123", 1),
        ("cover.pdf", "", FileOf.PICTURE, "", None),
        ("000.pdf", "", FileOf.PICTURE, "0", None),
        ("readme.txt", "", FileOf.OTHER, "", None),
        ("P 07/Thumbs.db", "P 07", FileOf.SYSTEM, "", None),
        ("__MACOSX/P 07/50112i.pdf", "__MACOSX/P 07", FileOf.SYSTEM, "", None),
    ],
)
def test_a_name_tells_number_side_and_kind(name: str, folder: str, of: FileOf, key: str, side: int | None) -> None:
    told = picture_name(name)
    assert (told.folder, told.of, told.key, told.side) == (folder, of, key, side)


def test_sides_come_in_their_order_and_records_are_left_closed() -> None:
    packed = packed_pictures(["A/9i_2.png", "A/9i_1.png", "A/10i.pdf", "A/10c.pdf", "A/notes.txt"])
    assert [(one.key, [file.name for file in one.files], one.fault) for one in packed.pictures] == [
        ("9", ["A/9i_1.png", "A/9i_2.png"], ""),
        ("10", ["A/10i.pdf"], ""),
    ]
    assert [one.name for one in packed.left] == ["A/10c.pdf", "A/notes.txt"]
    assert "not opened" in packed.left[0].why


@pytest.mark.parametrize(
    "names",
    [
        ["A/9i.pdf", "B/9i.pdf"],
        ["A/9i.pdf", "A/9i.pdf"],
        ["A/9i.pdf", "A/9i_1.png"],
        ["A/9i_1.png", "A/9i_1.tif"],
        ["A/9i.pdf", "A/009i.tif"],
    ],
)
def test_two_pictures_of_one_number_are_both_set_apart(names: list[str]) -> None:
    packed = packed_pictures(names)
    assert len(packed.pictures) == len(names)
    assert all(one.key == "9" and "cannot be told" in one.fault for one in packed.pictures)


def test_a_picture_without_a_number_is_kept_with_why() -> None:
    (one,) = packed_pictures(["A/cover.pdf"]).pictures
    assert one.key == ""
    assert "no number" in one.fault
