"""Differences on paper, one a page: both readings, the contest enlarged, the sheet, a place for the finding."""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image as Pixels
from reportlab.lib.units import inch
from reportlab.platypus import Flowable, Image, KeepTogether, PageBreak, Spacer
from reportlab.platypus import Table as PaperTable

from canvass.comparing.cause_words import cause_said
from canvass.comparing.comparison_tables import LIMITS
from canvass.comparing.made_comparison import MadeComparison
from canvass.comparing.names_said import CLASS_WORDS, NamesSaid
from canvass.comparing.shown_pictures import contest_pictures, sheet_pictures
from canvass.printing.paper import BODY, HEADING, LINES, TITLE, built, paragraph
from canvass.web.pictures import Picture
from outside.comparing.classes import ComparedAs
from outside.comparing.comparison import ListedLine
from tabulate.board.outside.record_entries import DifferenceFinding

if TYPE_CHECKING:
    from canvass.record.store import Record

MOST_PICTURED = 300
"""Differences with pictures; more fill a folder and not a meeting."""
_EXAMPLES = 2
"""Of what a cause explains."""
_NOT_PICTURED = frozenset({ComparedAs.UNREAD, ComparedAs.REDACTED})
_CONTEST_IN = 6.8, 2.9
_SHEET_IN = 3.3, 4.3
_SHEET_PX = 700
"""A whole sheet beside the contest is for orientation."""
_QUALITY = 80


def pictured_lines(lines: tuple[ListedLine, ...]) -> tuple[ListedLine, ...]:
    """Those that get pictures: what no cause explains, and a few examples of each cause."""
    shown: list[ListedLine] = []
    examples: Counter[int] = Counter()
    for one in lines:
        if one.line.kind in _NOT_PICTURED:
            continue
        if one.cause is not None:
            examples[one.cause] += 1
        if one.cause is None or examples[one.cause] <= _EXAMPLES:
            shown.append(one)
    return tuple(shown[:MOST_PICTURED])


def differences_pdf(record: "Record", made: MadeComparison, lines: tuple[ListedLine, ...]) -> bytes:
    """The paper. Its first page says the limits."""
    shown, names = pictured_lines(lines), NamesSaid(made.election)
    flow: list[Flowable] = [paragraph("Differences to look at", TITLE), *(paragraph(one, BODY) for one in LIMITS)]
    flow.append(paragraph(f"{len(shown):,} of {len(lines):,} differences are shown here; the tables list all.", BODY))
    for number, found in enumerate(made.comparison.causes, 1):
        said = cause_said(found.cause, names)
        flow.append(paragraph(f"Cause {number}: {said.title}", HEADING))
        flow.append(paragraph(f"{said.words} {said.remedy}", BODY))
    for number, one in enumerate(shown, 1):
        flow.append(PageBreak())
        flow += _page(record, made, one, number, names)
    return built(flow, "Differences to look at", f"{made.election.title}, records of entry {made.taken_at:,}")


def _page(record: "Record", made: MadeComparison, one: ListedLine, number: int, names: NamesSaid) -> Iterator[Flowable]:
    line = one.line
    where = names.precinct(line.record.precinct or line.picture.precinct)
    yield paragraph(f"{number}. {names.contest(line.contest)}: {CLASS_WORDS[line.kind]}", HEADING)
    facts = [f"record {line.record.key}", where]
    facts += [f"batch {line.record.batch}"] if line.record.batch else []
    facts += [f"machine {line.record.machine}"] if line.record.machine else []
    facts += [line.record.status] if line.record.status else []
    facts += [f"explained by cause {one.cause + 1}"] if one.cause is not None else []
    yield paragraph(", ".join(facts), BODY)
    rows = [("Canvass read", names.ours(line.ours)), ("The machine counted", names.theirs(line.theirs))]
    yield Spacer(1, 4)
    yield PaperTable(
        [[paragraph(title), paragraph(words)] for title, words in rows], [1.6 * inch, 5.4 * inch], style=LINES
    )
    yield Spacer(1, 8)
    picture = int(line.picture.picture or 0)
    contests = list(contest_pictures(record, picture, line.contest, seen=True))
    for part in contests:
        yield _image(part, *_CONTEST_IN)
    if not contests:
        yield paragraph("The contest's place on the picture is not known.")
    sheets = [_image(_small(part), *_SHEET_IN) for part in sheet_pictures(record, picture)][:2]
    if sheets:
        yield PaperTable([sheets], [3.5 * inch] * len(sheets))
    yield _finding(made, one)


def _finding(made: MadeComparison, one: ListedLine) -> Flowable:
    found = made.finding(one)
    said = None if found is None else found.finding
    boxes = [paragraph(f"[{'X' if said is kind else '  '}]  {kind.value}") for kind in DifferenceFinding]
    note = found.note if found is not None else ""
    table = PaperTable([boxes], [1.75 * inch] * len(boxes))
    return KeepTogether([Spacer(1, 6), table, paragraph(f"Note: {note or '_' * 80}")])


def _small(picture: Picture) -> Picture:
    with Pixels.open(BytesIO(picture.content)) as pixels:
        plain = pixels.convert("RGB")
        plain.thumbnail((_SHEET_PX, 2 * _SHEET_PX))
        kept = BytesIO()
        plain.save(kept, "JPEG", quality=_QUALITY)
    return Picture(kept.getvalue(), "image/jpeg")


def _image(picture: Picture, most_wide_in: float, most_high_in: float) -> Flowable:
    with Pixels.open(BytesIO(picture.content)) as pixels:
        wide, high = pixels.size
    scale = min(most_wide_in * inch / wide, most_high_in * inch / high)
    return Image(BytesIO(picture.content), wide * scale, high * scale)
