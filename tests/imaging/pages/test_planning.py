"""Pages become sheets: by their file, by their names, by their order, and every page in exactly one."""

import pickle
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from imaging.pages import PlannedSheet, ScanFile, find_scans, natural_key, plan_sheets
from imaging.sheets import Pairing
from tests.imaging.pages.pdfs import flate, pdf_bytes
from tests.imaging.pages.scans import bits, jpeg_bytes, page


def batch(path: Path, pages: int) -> None:
    pictures = [Image.fromarray(bits()).convert("1")] * pages
    path.parent.mkdir(parents=True, exist_ok=True)
    pictures[0].save(path, "TIFF", compression="group4", save_all=True, append_images=pictures[1:])


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"not opened by the plan")


def shown(sheets: list[PlannedSheet]) -> list[list[str]]:
    return [[page.name if page.pages_in_file == 1 else f"{page.name}#{page.page}" for page in s.pages] for s in sheets]


def plan(folder: Path, images_per_sheet: int = 2) -> list[list[str]]:
    return shown(plan_sheets(find_scans(folder).files, images_per_sheet))


def test_one_image_a_sheet_makes_each_page_a_sheet(tmp_path: Path) -> None:
    put(tmp_path, "x-front.jpg", "x-back.jpg")
    batch(tmp_path / "y.tif", 3)
    assert plan(tmp_path, 1) == [["x-back.jpg"], ["x-front.jpg"], ["y.tif#1"], ["y.tif#2"], ["y.tif#3"]]


def test_pages_of_a_file_pair_inside_it_and_an_odd_last_one_stays_alone(tmp_path: Path) -> None:
    batch(tmp_path / "a.tif", 5)
    (tmp_path / "b.pdf").write_bytes(pdf_bytes(flate(page().tobytes()), {}, pages=2))
    assert plan(tmp_path) == [["a.tif#1", "a.tif#2"], ["a.tif#3", "a.tif#4"], ["a.tif#5"], ["b.pdf#1", "b.pdf#2"]]


def test_a_missing_side_does_not_shift_its_neighbours(tmp_path: Path) -> None:
    put(tmp_path, "1-front.jpg", "1-back.jpg", "2-front.jpg", "3-front.jpg", "3-back.jpg")
    assert plan(tmp_path) == [["1-front.jpg", "1-back.jpg"], ["2-front.jpg"], ["3-front.jpg", "3-back.jpg"]]
    put(tmp_path / "n", "7_A.jpg", "7_B.jpg", "8_B.jpg", "9_A.jpg", "9_B.jpg")
    assert plan(tmp_path / "n") == [["7_A.jpg", "7_B.jpg"], ["8_B.jpg"], ["9_A.jpg", "9_B.jpg"]]


def test_files_that_cannot_be_opened_keep_their_places(tmp_path: Path) -> None:
    put(tmp_path, "1_A.tif", "1_B.tif", "2_A.tif", "2_B.tif")
    (tmp_path / "1_B.tif").write_bytes(b"")
    assert plan(tmp_path) == [["1_A.tif", "1_B.tif"], ["2_A.tif", "2_B.tif"]]


def test_where_only_the_order_tells_files_pair_in_order_within_their_folder(tmp_path: Path) -> None:
    put(tmp_path, "a/s1.jpg", "a/s2.jpg", "a/s3.jpg", "b/s4.jpg", "b/s10.jpg", "b/s9.jpg")
    assert plan(tmp_path) == [["a/s1.jpg", "a/s2.jpg"], ["a/s3.jpg"], ["b/s4.jpg", "b/s9.jpg"], ["b/s10.jpg"]]


def test_batches_of_before_pair_by_names_as_they_did(tmp_path: Path) -> None:
    put(tmp_path, "Scan 1.00.00 PM.jpg", "Scan 12.59.57 PM.jpg", "n/1-front.jpg", "n/2-back.jpg")
    before = shown(plan_sheets(find_scans(tmp_path).files, 2, pairing=Pairing.BY_NAMES))
    assert before == [["n/1-front.jpg"], ["n/2-back.jpg"], ["Scan 1.00.00 PM.jpg", "Scan 12.59.57 PM.jpg"]]
    assert plan(tmp_path) == [["n/1-front.jpg", "n/2-back.jpg"], ["Scan 12.59.57 PM.jpg", "Scan 1.00.00 PM.jpg"]]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("Scan 2026-11-03 at 12.59.57 PM.png", "Scan 2026-11-03 at 1.00.00 PM.png"),
        ("Scan 2026-11-03 at 11.59.57 AM.png", "Scan 2026-11-03 at 12.00.01 PM.png"),
        ("Scan 2026-11-03 at 12.00.01 AM.png", "Scan 2026-11-03 at 1.00.00 AM.png"),
        ("Scan 2026-11-03 at 9.00.00\u202fAM.png", "Scan 2026-11-03 at 10.00.00\u202fAM.png"),
        ("scan_125957pm.png", "scan_010000pm.png"),
        ("scan 12-59 p.m. (2).png", "scan 1-00 p.m..png"),
        ("scan 9.59.png", "scan 10.00.png"),
        ("amps 12.png", "amps 100.png"),
    ],
)
def test_times_of_day_come_as_they_pass(earlier: str, later: str) -> None:
    assert natural_key(earlier) < natural_key(later)


@pytest.mark.parametrize(
    ("passed", "sorted_otherwise"),
    [
        (["12.59.57", "1.00.00", "1.00.03", "1.00.06"], True),
        (["11.58.00", "11.59.00", "12.00.10", "12.59.57", "01.00.00", "01.00.03"], True),
        (["9.00.00", "10.00.00", "11.00.00", "12.00.00"], False),
        (["11.59.00", "12.01.00", "13.00.00", "13.02.00"], False),
    ],
)
def test_times_without_their_half_of_the_day_go_on_after_twelve(
    tmp_path: Path, passed: list[str], sorted_otherwise: bool
) -> None:
    names = [f"Scan {time}.jpg" for time in passed]
    put(tmp_path, *names)
    assert ([file.name for file in find_scans(tmp_path).files] != names) == sorted_otherwise
    assert sorted(plan(tmp_path)) == sorted(
        [first, second] for first, second in zip(names[::2], names[1::2], strict=True)
    )


def test_files_that_are_named_keep_their_order_but_for_a_shells(tmp_path: Path) -> None:
    put(tmp_path, *(f"s{number}.jpg" for number in (1, 2, 3, 10)))

    def named(*numbers: int) -> list[str]:
        return [file.path.name for file in find_scans([tmp_path / f"s{number}.jpg" for number in numbers], True).files]

    assert named(3, 1, 10, 2) == ["s3.jpg", "s1.jpg", "s10.jpg", "s2.jpg"]
    assert named(1, 10, 2, 3) == ["s1.jpg", "s2.jpg", "s3.jpg", "s10.jpg"]
    assert named(3, 1, 3) == ["s3.jpg", "s1.jpg"]


COPIES = ["2.jpg_original", "2.jpg~", "1.bak", "1.jpg~", "3", "0", "2 copy", "2.scan"]
"""What programs call the picture that they changed, and other names no scanner gives."""


def put_copy(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(jpeg_bytes(page()))


@pytest.mark.parametrize("copies", [*([one] for one in COPIES), COPIES])
def test_a_picture_that_is_not_named_as_a_scan_shifts_no_pair_and_is_a_sheet_of_its_own(
    tmp_path: Path, copies: list[str]
) -> None:
    put(tmp_path, *(f"{number}.jpg" for number in range(1, 7)))
    put_copy(tmp_path, *copies)
    planned = plan(tmp_path)
    pairs = [["1.jpg", "2.jpg"], ["3.jpg", "4.jpg"], ["5.jpg", "6.jpg"]]
    assert [sheet for sheet in planned if len(sheet) > 1] == pairs
    assert sorted(sheet for sheet in planned if len(sheet) == 1) == sorted([name] for name in copies)


def test_a_picture_that_is_not_named_as_a_scan_breaks_no_pair_that_names_tell(tmp_path: Path) -> None:
    put(tmp_path, "s1_front.jpg", "s1_back.jpg", "s2_front.jpg", "s2_back.jpg")
    put_copy(tmp_path, "s1_front.jpg_original", "s2_back", "s3_front.jpg~")
    pairs = [["s1_front.jpg", "s1_back.jpg"], ["s2_front.jpg", "s2_back.jpg"]]
    assert [sheet for sheet in plan(tmp_path) if len(sheet) > 1] == pairs
    assert sum(len(sheet) for sheet in plan(tmp_path)) == 7


def test_where_no_file_of_a_folder_is_named_as_a_scan_they_pair_as_scans_do(tmp_path: Path) -> None:
    put(tmp_path, "named/1.jpg", "named/2.jpg")
    put_copy(tmp_path, "a/1", "a/2", "a/3", "b/s1_front", "b/s1_back", "b/s2_front")
    assert plan(tmp_path) == [
        ["a/1", "a/2"],
        ["a/3"],
        ["b/s1_front", "b/s1_back"],
        ["b/s2_front"],
        ["named/1.jpg", "named/2.jpg"],
    ]


def test_a_scan_that_windows_renamed_pairs_as_any_other(tmp_path: Path) -> None:
    put(tmp_path, "1-1.jpg", "1-2.jpg", "2-1.jfif", "2-2.jfif", "3-1.jpg", "3-2.jif")
    assert plan(tmp_path) == [["1-1.jpg", "1-2.jpg"], ["2-1.jfif", "2-2.jfif"], ["3-1.jpg", "3-2.jif"]]


def test_a_batch_file_between_single_scans_parts_them(tmp_path: Path) -> None:
    put(tmp_path, "s1.jpg", "s3.jpg")
    batch(tmp_path / "s2.tif", 2)
    assert plan(tmp_path) == [["s1.jpg"], ["s2.tif#1", "s2.tif#2"], ["s3.jpg"]]


def test_a_file_that_cannot_be_opened_and_may_hold_many_pages_parts_the_others(tmp_path: Path) -> None:
    put(tmp_path, *(f"s{number}.jpg" for number in (1, 2, 3, 6, 7)), "s4.pdf", "s5.tif")
    assert plan(tmp_path) == [["s1.jpg", "s2.jpg"], ["s3.jpg"], ["s4.pdf"], ["s5.tif"], ["s6.jpg", "s7.jpg"]]
    files = find_scans(tmp_path).files
    closed = [page.name for sheet in plan_sheets(files, 2) for page in sheet.pages if page.is_closed]
    assert closed == ["s4.pdf", "s5.tif"]


def test_what_is_still_being_written_or_was_planned_before_pairs_as_one_page(tmp_path: Path) -> None:
    put(tmp_path, "s1.jpg", "s2.pdf", "s3.jpg", "s4.jpg")
    in_order = [["s1.jpg", "s2.pdf"], ["s3.jpg", "s4.jpg"]]
    files = find_scans(tmp_path).files
    assert shown(plan_sheets(files, 2, late=frozenset({"s2.pdf"}))) == in_order
    assert shown(plan_sheets(files, 2, pairing=Pairing.BY_NAMES)) == in_order


def test_numbers_go_on_from_where_they_are_told_and_plans_travel(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg_bytes(page()))
    sheets = plan_sheets(find_scans(tmp_path).files, 1, first_number=41)
    assert [sheet.number for sheet in sheets] == [41]
    assert pickle.loads(pickle.dumps(sheets)) == sheets
    assert len(pickle.dumps(sheets[0])) < 1000


def test_a_sheet_has_one_or_two_images() -> None:
    with pytest.raises(ValueError, match="1 or 2 images"):
        plan_sheets([], 3)


STEMS = st.sampled_from(["", "x", "x1", "scan", "0007", "b"])
ENDINGS = st.sampled_from(
    ["", "-front", "-back", "-rear", "-vorn", "_a", "_b", "f", "b", "-1", "-2", "-3", "p1", "p2", "10"]
)
NAMES = st.builds(lambda folder, stem, end: f"{folder}{stem}{end}.jpg", st.sampled_from(["", "d/"]), STEMS, ENDINGS)


@settings(deadline=None)
@given(
    st.lists(NAMES.filter(lambda name: Path(name).stem not in ("", ".jpg")), unique=True, max_size=14),
    st.lists(st.integers(2, 5), max_size=3),
    st.sampled_from([1, 2]),
)
def test_every_page_of_every_file_ends_in_exactly_one_sheet(singles: list[str], batches: list[int], per: int) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        put(folder, *singles)
        for number, pages in enumerate(batches):
            batch(folder / f"s{number}.tif", pages)
        everything = {(name, 1) for name in singles}
        everything |= {(f"s{at}.tif", number) for at, pages in enumerate(batches) for number in range(1, pages + 1)}
        names = sorted({name for name, _ in everything}, key=natural_key)
        sheets = plan_sheets([ScanFile(folder / name, name) for name in names], per)
    planned = [(page.name, page.page) for sheet in sheets for page in sheet.pages]
    assert sorted(planned) == sorted(everything)
    assert all(1 <= len(sheet.pages) <= per for sheet in sheets)
    assert [sheet.number for sheet in sheets] == list(range(1, len(sheets) + 1))
    assert all(len({Path(page.name).parent for page in sheet.pages}) == 1 for sheet in sheets)
