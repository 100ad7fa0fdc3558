"""Is a PDF page one picture and nothing else? Read from its drawing instructions, without drawing.

Where the answer is not plainly yes (a second picture, visible text, lines, a mask, a crop, a turn, transparency) it is
no, and the page is drawn instead: a slow page is better than a misread one.
"""

from dataclasses import dataclass, field

import pikepdf

from imaging.pages.formats.errors import UnreadableScanError
from imaging.pages.formats.pdf_filters import fits_when_unpacked

MOST_CONTENT_BYTES = 16_000_000
_MOST_DRAWN_FORMS = 10_000
_MOST_FORM_DEPTH = 16
_COVERED = 0.8
"""A scan fills its page; a picture that leaves more of it free is part of something else."""

_COLOURS_AND_LINES = frozenset(
    ("g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "w", "J", "j", "M", "d", "ri", "i")
)
_TEXT_PLACES = frozenset(("BT", "ET", "Tf", "Tm", "Td", "TD", "TL", "Tc", "Tw", "Tz", "Ts", "T*"))
_REMARKS = frozenset(("MP", "BMC", "EMC"))
_HARMLESS = _COLOURS_AND_LINES | _TEXT_PLACES | _REMARKS
"""Instructions that by themselves leave nothing on the page."""
_SHOWS_TEXT = frozenset({"Tj", "TJ", "'", '"'})
_INVISIBLE = 3

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """The one picture of a page and the size it has on the upright, unrotated page, in points."""

    image: pikepdf.Object
    width_pt: float
    height_pt: float


@dataclass(slots=True)
class _State:
    matrix: Matrix = (1, 0, 0, 1, 0, 0)
    text_mode: int = 0
    clips: tuple[Box, ...] = ()


@dataclass(slots=True)
class _Walk:
    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    path: list[Box] = field(default_factory=list)
    placed: list[tuple[str, _State]] = field(default_factory=list)


class _MoreThanAPictureError(Exception):
    """The page holds something that only drawing it can show."""


def only_picture(page: pikepdf.Object, box: Box) -> PlacedImage | None:
    """The picture that is the whole page, or None where the page has to be drawn. `box` is the visible page."""
    if len(list(page.get("/Annots", pikepdf.Array()))) > 0:
        return None
    walk = _Walk()
    try:
        for instruction in pikepdf.parse_content_stream(page):
            _step(walk, instruction)
    except (_MoreThanAPictureError, pikepdf.PdfError):
        return None
    if len(walk.placed) != 1:
        return None
    name, state = walk.placed[0]
    image = resources_of(page).get("/XObject", pikepdf.Dictionary()).get(name)
    if image is None or image.get("/Subtype") != "/Image" or any(key in image for key in ("/SMask", "/Mask", "/OC")):
        return None
    a, b, c, d, left, bottom = state.matrix
    placed = (left, bottom, left + a, bottom + d)
    if a <= 0 or d <= 0 or max(abs(b), abs(c)) > 0.001 * min(a, d):
        return None
    if not all(_inside(placed, clip) for clip in (*state.clips, box)) or not _covers(placed, box):
        return None
    return PlacedImage(image, width_pt=a, height_pt=d)


def resources_of(page: pikepdf.Object) -> pikepdf.Object:
    """The page's resources, its own or inherited."""
    found = inherited(page, "/Resources")
    return found if isinstance(found, pikepdf.Dictionary) else pikepdf.Dictionary()


def inherited(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """A page's entry, looked for in its parents where it has none itself."""
    node: pikepdf.Object | None = page
    for _ in range(50):
        if node is None or key in node:
            break
        node = node.get("/Parent")
    return None if node is None else node.get(key)


def check_drawable(page: pikepdf.Object, limit_px: int) -> None:
    """Raise UnreadableScanError where drawing the page could take hours or all memory.

    A form may draw forms that draw forms: ten levels of ten drawings each are ten thousand million drawings.
    """
    annotations = page.get("/Annots")
    if isinstance(annotations, pikepdf.Array) and len(annotations) > 1000:
        raise UnreadableScanError(
            "the PDF page has more than 1,000 annotations: print it to a new PDF or scan it again"
        )
    known: dict[tuple[int, int], int] = {}
    if _drawings(page, resources_of(page), known, limit_px, depth=0) > _MOST_DRAWN_FORMS:
        raise UnreadableScanError(
            f"the PDF page draws more than {_MOST_DRAWN_FORMS:,} nested pictures: scan the sheet again"
        )


def _drawings(
    content: pikepdf.Object, resources: pikepdf.Object, known: dict[tuple[int, int], int], limit_px: int, depth: int
) -> int:
    """How many pictures and forms the content draws, those inside its forms included."""
    if depth > _MOST_FORM_DEPTH:
        raise UnreadableScanError(f"the PDF page nests its drawings more than {_MOST_FORM_DEPTH} deep: scan it again")
    check_content_size(content)
    objects = resources.get("/XObject", pikepdf.Dictionary())
    total = 0
    for operands in _drawn_names(content):
        drawn = objects.get(str(operands[0])) if operands else None
        if drawn is None:
            continue
        total += 1
        if drawn.get("/Subtype") == "/Image":
            _check_image(drawn, limit_px)
            continue
        if drawn.objgen not in known:
            # A form that draws itself counts as endless.
            known[drawn.objgen] = _MOST_DRAWN_FORMS
            known[drawn.objgen] = _drawings(drawn, drawn.get("/Resources", resources), known, limit_px, depth + 1)
        total += known[drawn.objgen]
    return total


def _drawn_names(content: pikepdf.Object) -> list[list[pikepdf.Object]]:
    """The operands of each drawing of a picture or form; none where the instructions are damaged."""
    try:
        parsed = pikepdf.parse_content_stream(content, "Do")
    except pikepdf.PdfError:
        return []
    return [list(instruction.operands) for instruction in parsed]


def check_content_size(content: pikepdf.Object) -> None:
    """Raise UnreadableScanError where a page's or form's instructions are more than can sensibly be parsed."""
    streams = content if isinstance(content, pikepdf.Stream) else content.get("/Contents", pikepdf.Array())
    parts = list(streams) if isinstance(streams, pikepdf.Array) else [streams]
    share = MOST_CONTENT_BYTES // max(len(parts), 1)
    if len(parts) > 1000 or not all(fits_when_unpacked(part, share) for part in parts):
        raise UnreadableScanError(
            f"the PDF page has more than {MOST_CONTENT_BYTES:,} bytes of drawing instructions: scan the sheet again"
        )


def _check_image(image: pikepdf.Object, limit_px: int) -> None:
    width, height = int(image.get("/Width", 0)), int(image.get("/Height", 0))
    if width * height > limit_px:
        raise UnreadableScanError(
            f"a picture on the PDF page says it has {width:,} x {height:,} pixels, more than the {limit_px:,} a page "
            "may have: scan the sheet again at 200 to 300 dpi"
        )


def _step(walk: _Walk, instruction: pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage) -> None:
    operator = str(instruction.operator)
    operands = list(instruction.operands)
    state = walk.state
    match operator:
        case "q":
            walk.stack.append(_State(state.matrix, state.text_mode, state.clips))
        case "Q":
            walk.state = walk.stack.pop() if walk.stack else _State()
        case "cm":
            state.matrix = _product(_numbers(operands, 6), state.matrix)
        case "re":
            walk.path.append(_placed_box(_numbers(operands, 4), state.matrix))
        case "W" | "W*":
            if len(walk.path) != 1:
                raise _MoreThanAPictureError
            state.clips = (*state.clips, walk.path[0])
        case "n":
            walk.path.clear()
        case "Tr":
            state.text_mode = int(_numbers(operands, 1)[0])
        case "Do":
            walk.placed.append((str(operands[0]), _State(state.matrix, state.text_mode, state.clips)))
        case _ if operator in _SHOWS_TEXT:
            # Text that a scanner's software recognised lies invisible over the picture.
            if state.text_mode != _INVISIBLE:
                raise _MoreThanAPictureError
        case _ if operator not in _HARMLESS:
            raise _MoreThanAPictureError


def _numbers(operands: list[pikepdf.Object], count: int) -> Matrix:
    if len(operands) != count:
        raise _MoreThanAPictureError
    try:
        numbers = [float(operand) for operand in operands]
    except (TypeError, ValueError) as error:
        raise _MoreThanAPictureError from error
    padded = [*numbers, 0.0, 0.0, 0.0, 0.0, 0.0]
    return (padded[0], padded[1], padded[2], padded[3], padded[4], padded[5])


def _product(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    m, n, o, p, q, r = then
    return (a * m + b * o, a * n + b * p, c * m + d * o, c * n + d * p, e * m + f * o + q, e * n + f * p + r)


def _placed_box(rectangle: Matrix, matrix: Matrix) -> Box:
    x, y, width, height, _, _ = rectangle
    a, b, c, d, e, f = matrix
    if b != 0 or c != 0:
        raise _MoreThanAPictureError
    across, down = sorted((a * x + e, a * (x + width) + e)), sorted((d * y + f, d * (y + height) + f))
    return (across[0], down[0], across[1], down[1])


def _inside(inner: Box, outer: Box) -> bool:
    """True where nothing but a hair (half a per cent, or a point) is cut off."""
    slack = max(1.0, 0.005 * max(outer[2] - outer[0], outer[3] - outer[1]))
    return (
        inner[0] >= outer[0] - slack
        and inner[1] >= outer[1] - slack
        and inner[2] <= outer[2] + slack
        and inner[3] <= outer[3] + slack
    )


def _covers(inner: Box, outer: Box) -> bool:
    return inner[2] - inner[0] >= _COVERED * (outer[2] - outer[0]) and inner[3] - inner[1] >= _COVERED * (
        outer[3] - outer[1]
    )
