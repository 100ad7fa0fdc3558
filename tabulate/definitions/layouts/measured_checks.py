"""What a layout in inches must agree with itself about: targets on the page, none over another, none named twice."""

from imaging.layout import TargetShape
from tabulate.definitions.findings import Findings, quoted
from tabulate.definitions.identifiers import is_write_in_line
from tabulate.definitions.layouts.layout_file import LayoutPage, LayoutTarget

_BESIDE_IN = 0.02
"""Outlines may touch, as cells of a table do."""


def check_pages(findings: Findings, field: str, pages: tuple[LayoutPage, ...]) -> None:
    """Note what is wrong with the pages of one card; `field` is the card's."""
    for number, page in enumerate(pages):
        path = f"{field}.pages[{number}]"
        for place, target in enumerate(page.targets):
            _check_place(findings, f"{path}.targets[{place}]", target, page)
        _check_overlaps(findings, path, page)
        arrows = sum(target.place.shape is TargetShape.ARROW for target in page.targets)
        if page.blank is None and 0 < arrows < len(page.targets):
            found = f"{arrows} broken arrows among {len(page.targets)} targets"
            findings.add(f"{path}.targets", found, "arrows alone or none, on a page without its blank", "Correct them.")


def _check_place(findings: Findings, field: str, target: LayoutTarget, page: LayoutPage) -> None:
    place = target.place
    low, high = place.x_in - place.width_in / 2, place.x_in + place.width_in / 2
    top, bottom = place.y_in - place.height_in / 2, place.y_in + place.height_in / 2
    if low < 0 or high > page.width_in or top < 0 or bottom > page.height_in:
        found = f"x {place.x_in:g}, y {place.y_in:g}"
        expected = f"a target wholly on the page, {page.width_in:g} x {page.height_in:g} inches"
        findings.add(field, found, expected, "Correct its place.")
    if 2 * place.stroke_in >= min(place.width_in, place.height_in):
        found = f"{place.stroke_in:g} around a target {place.width_in:g} x {place.height_in:g} inches"
        findings.add(f"{field}.stroke_in", found, "a stroke that leaves room inside", "Correct it.")
    area = place.write_in_area
    if area is None:
        return
    if area.top_in >= area.bottom_in or area.left_in >= area.right_in:
        findings.add(f"{field}.write_in_area", "an empty box", "top above bottom, left before right", "Correct it.")
    elif area.right_in > page.width_in or area.bottom_in > page.height_in:
        findings.add(f"{field}.write_in_area", "a box beyond the page", "one on the page", "Correct it.")
    if target.name is not None and not is_write_in_line(target.name.choice):
        found = f"one for the choice {quoted(target.name.choice)}"
        findings.add(f"{field}.write_in_area", found, "write-in areas for write-in lines only", "Remove it.")


def _check_overlaps(findings: Findings, field: str, page: LayoutPage) -> None:
    """Compared with the targets near it in order of height: a page of 2,000 stays quick."""
    order = sorted(range(len(page.targets)), key=lambda n: page.targets[n].place.y_in)
    for at, number in enumerate(order):
        one = page.targets[number].place
        for other_number in order[at + 1 :]:
            other = page.targets[other_number].place
            if other.y_in - one.y_in > 2.0:
                break
            down = (one.height_in + other.height_in) / 2 - abs(one.y_in - other.y_in)
            across = (one.width_in + other.width_in) / 2 - abs(one.x_in - other.x_in)
            if down > _BESIDE_IN and across > _BESIDE_IN:
                first, second = sorted((number, other_number))
                found = f"a target that {field}.targets[{first}] overlaps"
                findings.add(f"{field}.targets[{second}]", found, "targets free of each other", "Move or remove one.")
