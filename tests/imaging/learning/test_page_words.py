"""The words of a blank: as its text layer says, else as they are recognised, targets and rules out of the way."""

from dataclasses import replace

from imaging.layout import BoxIn, MeasuredTarget
from imaging.learning.blank import keep_print
from imaging.learning.learned import LearnedPage, PrintedWord
from imaging.learning.page_words import page_words, words_in
from test_ballots.vendors.county import definition_bytes
from test_ballots.vendors.designs import TWO_MEDICINE
from test_ballots.vendors.press import VendorPress

DPI = 200


def _page() -> tuple[LearnedPage, list[str]]:
    """A blank's picture with its targets, and the names printed on it."""
    press = VendorPress(TWO_MEDICINE, definition_bytes(3))
    gray = press.blank_images(0, DPI)[0]
    placed = press.styles[0][0].targets
    targets = tuple(
        MeasuredTarget(n, t.right_in, t.down_in, t.form.width_in, t.form.height_in) for n, t in enumerate(placed, 1)
    )
    width, height = TWO_MEDICINE.paper_in
    page = LearnedPage(width, height, targets, gray, DPI, keep_print(gray, DPI), None, ())
    return page, [target.name for target in placed if target.name]


def test_every_name_is_read_beside_its_target() -> None:
    page, names = _page()
    words = page_words(page)
    read = {word.text.strip(",.") for word in words}
    for name in names:
        assert set(name.split()) <= read, name
    first = next(word for word in words if word.text.startswith(names[0].split()[0]))
    middle = (first.box.top_in + first.box.bottom_in) / 2
    assert min(abs(target.y_in - middle) for target in page.targets) < 0.08


def test_what_is_printed_in_one_place_can_be_read_by_itself() -> None:
    page, names = _page()
    target = page.targets[0]
    box = BoxIn(target.y_in - 0.15, target.x_in, target.y_in + 0.15, target.x_in + 4.0)
    text = " ".join(word.text for word in words_in(page, box, hardly_legible=False))
    assert text.startswith(names[0])
    assert words_in(page, BoxIn(0.0, 0.0, 0.3, 0.3), hardly_legible=True) == ()


def test_a_text_layer_is_believed_before_the_picture() -> None:
    page, _ = _page()
    layer = (PrintedWord("Elsewhere", BoxIn(1.0, 1.0, 1.2, 2.0)),)
    assert page_words(replace(page, words=layer)) == layer
