"""Every target of a blank is found, and nothing else: not letters, examples, cells, seals or boxes in a sentence."""

import cv2
import numpy as np
import pytest

from imaging.layout import MeasuredTarget, TargetShape
from imaging.learning.blank import BlankError, learn_blank, learn_page
from imaging.learning.upright import measure_skew_deg, set_upright
from test_ballots.vendors.placing import VendorTarget
from tests.imaging.measured_ballots import BY_NAME, blank, image, press

NEAR_IN = 0.03
DPI = 200


def _assert_all_found(found: tuple[MeasuredTarget, ...], placed: tuple[VendorTarget, ...]) -> None:
    assert len(found) == len(placed)
    for target in placed:
        near = [t for t in found if abs(t.x_in - target.right_in) < NEAR_IN and abs(t.y_in - target.down_in) < NEAR_IN]
        assert len(near) == 1, target
        assert abs(near[0].width_in - target.form.width_in) < 0.04


@pytest.mark.parametrize("dpi", [150, pytest.param(300, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_every_target_of_every_vendor_is_found(name, dpi):
    for page, placed in enumerate(press(BY_NAME[name]).styles[0]):
        learned = learn_page(image(blank(BY_NAME[name], 0, page, dpi)))
        _assert_all_found(learned.targets, placed.targets)


@pytest.mark.parametrize("name", ["cottonwood", "juniper"])
def test_a_pdf_is_learned_with_its_words(name, tmp_path):
    file = tmp_path / "blank.pdf"
    file.write_bytes(press(BY_NAME[name]).blank_pdf(0))
    pages = learn_blank(file)
    for page, placed in zip(pages, press(BY_NAME[name]).styles[0], strict=True):
        _assert_all_found(page.targets, placed.targets)
        names = [target.name for target in placed.targets if target.name]
        words = {word.text.strip(",") for word in page.words}
        assert all(set(name.replace(",", "").split()) <= words for name in names[:5])


@pytest.mark.parametrize("skew_deg", [-3.0, 1.2, 4.5])
def test_a_skewed_scan_of_a_blank_is_set_straight(skew_deg):
    gray = blank(BY_NAME["cottonwood"], 0, 0)
    turn = cv2.getRotationMatrix2D(((gray.shape[1] - 1) / 2, (gray.shape[0] - 1) / 2), -skew_deg, 1.0)
    skewed = np.asarray(cv2.warpAffine(gray, turn, gray.shape[::-1], borderValue=255), np.uint8)
    assert measure_skew_deg(skewed) == pytest.approx(skew_deg, abs=0.06)
    _assert_all_found(learn_page(image(skewed)).targets, press(BY_NAME["cottonwood"]).styles[0][0].targets)


def test_the_paper_is_told_by_its_shape_where_the_file_says_nothing_usual():
    for shape, width, height in (((2200, 1700), 8.5, 11.0), ((2100, 1275), 8.5, 14.0), ((1700, 2200), 11.0, 8.5)):
        page = set_upright(np.full(shape, 255, np.uint8), 72.0)
        assert page.width_in == pytest.approx(width, rel=0.01)
        assert page.height_in == pytest.approx(height, rel=0.01)


class Paper:
    """A page to draw on, in inches."""

    def __init__(self) -> None:
        self.gray = np.full((11 * DPI, 17 * DPI // 2), 250, np.uint8)

    def at(self, x_in: float, y_in: float) -> tuple[int, int]:
        return round(x_in * DPI), round(y_in * DPI)

    def text(self, x_in: float, y_in: float, words: str, size: float = 0.55) -> None:
        cv2.putText(self.gray, words, self.at(x_in, y_in), cv2.FONT_HERSHEY_DUPLEX, size, 20, 1, cv2.LINE_AA)

    def oval(self, x_in: float, y_in: float, width_in: float = 0.22, height_in: float = 0.14, fill: int = 2) -> None:
        axes = round(width_in * DPI / 2), round(height_in * DPI / 2)
        cv2.ellipse(self.gray, self.at(x_in, y_in), axes, 0, 0, 360, 20, fill, cv2.LINE_AA)

    def box(self, x_in: float, y_in: float, width_in: float, height_in: float) -> None:
        low, high = (
            self.at(x_in - width_in / 2, y_in - height_in / 2),
            self.at(x_in + width_in / 2, y_in + height_in / 2),
        )
        cv2.rectangle(self.gray, low, high, 20, 2)

    def found(self) -> list[tuple[float, float]]:
        return [(round(t.x_in, 1), round(t.y_in, 1)) for t in learn_page(image(self.gray)).targets]


def _with_ovals() -> tuple[Paper, list[tuple[float, float]]]:
    paper = Paper()
    places = [(x, y) for x in (1.0, 4.5) for y in (3.0, 3.4, 3.8, 5.0, 5.4)]
    for x, y in places:
        paper.oval(x, y)
        paper.text(x + 0.25, y + 0.05, "Olive Oconnor")
    return paper, places


def test_an_empty_example_in_a_sentence_is_no_target():
    paper, places = _with_ovals()
    paper.text(1.0, 1.05, "Fill in the oval")
    paper.oval(2.55, 1.0)
    paper.text(2.72, 1.05, "next to your choice.")
    assert paper.found() == places


def test_an_example_by_itself_is_no_target():
    paper, places = _with_ovals()
    paper.text(1.0, 1.5, "Like this:")
    paper.oval(2.4, 1.45)
    paper.oval(3.1, 1.45, fill=cv2.FILLED)
    assert paper.found() == places


def test_letters_are_no_targets():
    paper, places = _with_ovals()
    for row in range(3):
        paper.text(1.0, 7.0 + 0.5 * row, "OFFICE OF DOOR 0 100 QUORUM", size=1.3)
    assert paper.found() == places


def test_cells_of_a_table_are_no_targets():
    paper, places = _with_ovals()
    for row in range(4):
        for column in range(6):
            paper.box(2.0 + 0.3 * column, 8.0 + 0.22 * row, 0.3, 0.22)
    assert paper.found() == places


def test_frames_and_seals_are_no_targets():
    paper, places = _with_ovals()
    paper.box(2.0, 9.0, 2.0, 0.6)
    for radius in (0.9, 0.7, 0.2):
        paper.oval(6.5, 1.5, radius, radius)
    assert paper.found() == places


def test_a_box_in_a_sentence_is_no_target():
    paper, places = _with_ovals()
    paper.text(1.0, 9.05, "Judges: check")
    paper.box(2.42, 9.0, 0.16, 0.16)
    paper.text(2.56, 9.05, "here if spoiled")
    assert paper.found() == places


def test_targets_that_touch_a_write_in_line_are_found():
    paper, places = _with_ovals()
    for y in (6.5, 6.9):
        paper.oval(1.0, y)
        cv2.line(paper.gray, paper.at(1.1, y), paper.at(3.2, y), 20, 1)
    assert paper.found() == [*places[:5], (1.0, 6.5), (1.0, 6.9), *places[5:]]


def test_two_answers_in_one_row_are_found():
    paper = Paper()
    paper.text(1.0, 4.0, "Shall the county keep its old bridge for another ten years and pay for it?", size=0.7)
    for x, word in ((2.0, "Yes"), (4.0, "No")):
        paper.oval(x, 5.0)
        paper.text(x - 0.6, 5.05, word)
    assert paper.found() == [(2.0, 5.0), (4.0, 5.0)]


def test_forms_are_told_apart():
    paper = Paper()
    paper.text(1.0, 1.0, "One question is asked here, and another one there, in two forms", size=0.8)
    for row in range(3):
        paper.oval(1.0, 3 + row)
        paper.box(4.0, 3 + row, 0.18, 0.18)
    shapes = {round(t.x_in): t.shape for t in learn_page(image(paper.gray)).targets}
    assert shapes == {1: TargetShape.OVAL, 4: TargetShape.BOX}


def test_an_empty_page_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(BlankError, match="Leave an empty back out"):
        learn_page(image(np.full((2200, 1700), 250, np.uint8)))
    with pytest.raises(BlankError, match="there is no such file"):
        learn_blank(tmp_path / "blank.pdf")
    (tmp_path / "blank.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    with pytest.raises(BlankError, match=r"blank\.pdf"):
        learn_blank(tmp_path / "blank.pdf")
