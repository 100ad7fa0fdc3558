"""What a layout must agree with itself about: places inside the grid, nothing over a target, every choice once."""

from collections.abc import Iterable, Iterator, Sequence

from imaging.layout import GridBox, Outline, Side
from tabulate.definitions.findings import Findings, quoted
from tabulate.definitions.identifiers import write_in_line
from tabulate.definitions.layouts.printed import PrintedLayout, PrintedPage, PrintedStyle, PrintedTarget
from tabulate.election import ChoiceId, Contest, ContestId

_Key = tuple[ContestId, ChoiceId]
_SIDES = (Side.FRONT, Side.BACK)


def check_layouts(findings: Findings, layouts: Sequence[PrintedLayout]) -> None:
    """Everything printed lies on the paper and inside the grid, and nothing lies over a target."""
    for number, layout in enumerate(layouts):
        field = f"layouts[{number}]"
        if layout.outline.width < layout.outline.height:
            found = f"{layout.outline.width:g}, less than the height"
            findings.add(
                f"{field}.outline.width", found, "a target at least as wide as high", "Correct one of the two."
            )
        for place, page in enumerate(layout.pages):
            path = f"{field}.pages[{place}]"
            if page.side is not _SIDES[place]:
                findings.add(f"{path}.side", page.side, f"{_SIDES[place]}: front first, each once", "Correct it.")
            _check_paper(findings, path, layout, page)
            _check_places(findings, path, layout, page)
            _check_overlaps(findings, path, layout.outline, page)


def _check_paper(findings: Findings, field: str, layout: PrintedLayout, page: PrintedPage) -> None:
    paper = layout.paper
    right_in = paper.left_in + (layout.columns - 1) * paper.pitch_in
    bottom_in = paper.top_in + (page.rows - 1) * paper.pitch_in
    if right_in >= paper.width_in or bottom_in >= paper.height_in:
        found = f"a grid that reaches {right_in:g} inches to the right and {bottom_in:g} down"
        expected = f"one inside the paper, {paper.width_in:g} x {paper.height_in:g} inches"
        findings.add(f"{field}.rows", found, expected, "Correct the paper, the columns or the rows.")


def _check_places(findings: Findings, field: str, layout: PrintedLayout, page: PrintedPage) -> None:
    right, bottom = layout.columns - 1, page.rows - 1
    for place, column in enumerate(page.bottom_marks or ()):
        if column > right:
            findings.add(f"{field}.bottom_marks[{place}]", str(column), f"a column from 0 to {right}", "Correct it.")
    _check_box(findings, f"{field}.code_box", page.code_box, right, bottom)
    for place, target in enumerate(page.targets):
        path = f"{field}.targets[{place}]"
        box = _target_box(target, layout.outline)
        if box.left < 0 or box.right > right or box.top < 0 or box.bottom > bottom:
            found = f"column {target.meaning.column:g}, row {target.meaning.row:g}"
            expected = f"a target wholly between columns 0 and {right}, rows 0 and {bottom}"
            findings.add(path, found, expected, "Correct the place, or the layout's columns or rows.")
        if target.write_in_area is not None:
            _check_box(findings, f"{path}.write_in_area", target.write_in_area, right, bottom)
            if not target.meaning.write_in:
                found = f"one for the choice {quoted(target.meaning.choice)}"
                findings.add(f"{path}.write_in_area", found, "write-in areas for write-in lines only", "Remove it.")


def _check_box(findings: Findings, field: str, box: GridBox, right: int, bottom: int) -> None:
    if box.top >= box.bottom or box.left >= box.right:
        found = f"rows {box.top:g} to {box.bottom:g}, columns {box.left:g} to {box.right:g}"
        findings.add(field, found, "top above bottom and left before right", "Correct it.")
    elif box.right > right or box.bottom > bottom:
        found = f"a box to column {box.right:g} and row {box.bottom:g}"
        findings.add(field, found, f"one inside the grid, to column {right} and row {bottom}", "Correct it.")


def _target_box(target: PrintedTarget, outline: Outline) -> GridBox:
    column, row = target.meaning.column, target.meaning.row
    half_width, half_height = outline.width / 2, outline.height / 2
    return GridBox(row - half_height, column - half_width, row + half_height, column + half_width)


def _check_overlaps(findings: Findings, field: str, outline: Outline, page: PrintedPage) -> None:
    """No target lies over another one, a write-in area or the code. Each target is told of once."""
    targets = [(f"{field}.targets[{n}]", _target_box(target, outline)) for n, target in enumerate(page.targets)]
    areas = [
        (f"{field}.targets[{n}].write_in_area", target.write_in_area)
        for n, target in enumerate(page.targets)
        if target.write_in_area is not None
    ]
    for place, (name, box) in enumerate(targets):
        others = [*targets[:place], *areas, (f"{field}.code_box", page.code_box)]
        over = next((other for other, other_box in others if _overlap(box, other_box)), None)
        if over is not None:
            findings.add(name, f"a target that {over} overlaps", "targets free of everything else", "Move one of them.")


def _overlap(one: GridBox, other: GridBox) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def check_coverage(
    findings: Findings,
    styles: Sequence[PrintedStyle],
    contests: Sequence[Contest],
    layouts: Sequence[PrintedLayout],
) -> None:
    """On each style's sheets, each choice and write-in line of its contests has one target; nothing else has any.

    Without any layout nothing is printed, and nothing is asked.
    """
    by_contest = {contest.id: contest for contest in contests}
    numbers = {layout.id: number for number, layout in enumerate(layouts)}
    for printed in styles if layouts else ():
        sheets = [numbers[layout] for layout in printed.layouts]
        wanted = {key: None for contest in printed.style.contests for key in _votes(by_contest[contest])}
        taken: dict[_Key, str] = {}
        for path, target in (
            named for number in sheets for named in _named_targets(f"layouts[{number}]", layouts[number])
        ):
            key = (target.meaning.contest, target.meaning.choice)
            name = f"choice {quoted(key[1])} of contest {quoted(key[0])}"
            if key not in wanted:
                expected = f"a choice or write-in line of a contest of ballot style {quoted(printed.style.id)}"
                findings.add(path, name, expected, "Correct it, or the style.")
            elif key in taken:
                findings.add(path, f"{name}, which {taken[key]} has too", "one target for each", "Correct one of them.")
            taken.setdefault(key, path)
        for contest, choice in _missing(wanted, taken):
            found = f"no target for choice {quoted(choice)} of contest {quoted(contest)}"
            expected = f"one for every choice and write-in line of ballot style {quoted(printed.style.id)}"
            findings.add(f"layouts[{sheets[-1]}].pages", found, expected, "Add it.")


def _votes(contest: Contest) -> Iterator[_Key]:
    """All that one can vote for in a contest: its choices, then its write-in lines."""
    yield from ((contest.id, choice.id) for choice in contest.choices)
    yield from ((contest.id, write_in_line(line)) for line in range(contest.write_ins))


def _named_targets(field: str, layout: PrintedLayout) -> Iterator[tuple[str, PrintedTarget]]:
    for place, page in enumerate(layout.pages):
        for number, target in enumerate(page.targets):
            yield f"{field}.pages[{place}].targets[{number}]", target


def _missing(wanted: Iterable[_Key], taken: dict[_Key, str]) -> Iterator[_Key]:
    return (key for key in wanted if key not in taken)
