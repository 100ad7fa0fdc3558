"""The columns of a report: how many figures its rows have, where they end, and which groups they are of."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from outside.electionware.report_lines import VOTE_FOR, ReportLine, named_figures
from outside.errors import OutsideFileError
from outside.pdf_pages import PdfWord

_COUNTED = ("ballots cast - total", "contest totals", "total votes cast")
_NEAR = 15.0
"""How far, in points, figures of one column may end from one another; columns are 40 apart."""
_MOST_STRAY = 0.1


@dataclass(frozen=True, slots=True)
class ReportColumns:
    """The columns of figures, without those of percents."""

    count: int
    """The total, and one for each group."""
    ends: tuple[float, ...]
    """Where their figures end on the right, in points; none in a report that is not set in columns."""
    groups: tuple[str, ...]
    pitch: float
    """From row to row, in points."""

    def place(self, word: PdfWord) -> int | None:
        """In which column a figure ends; None where it is near none, or where there are no columns."""
        if not self.ends:
            return None
        place = min(range(self.count), key=lambda one: abs(self.ends[one] - word.right))
        return place if abs(self.ends[place] - word.right) <= _NEAR else None

    @property
    def names_end(self) -> float:
        """Left of this, in points, stand names; right of it heads of columns and figures."""
        return self.ends[0] - 2 * _NEAR if self.ends else 0.0


def learn_columns(lines: Sequence[ReportLine]) -> ReportColumns:
    """The columns of a whole report. Raises OutsideFileError where rows do not have the same number of figures."""
    counts = {mark: _counts(lines, mark) for mark in _COUNTED}
    told = next((found for found in counts.values() if found), None)
    if told is None:
        raise OutsideFileError(
            "no row of ballots cast, and no totals of contests",
            "a Precinct Summary with its statistics, or with totals of contests",
            "Print the report again with these.",
        )
    count = max(told, key=lambda one: told[one])
    if len(told) > 1 or not count:
        raise OutsideFileError(
            f"rows of one report with {' and '.join(map(str, sorted(told)))} figures",
            "as many in each",
            "Print the report anew, in one piece.",
        )
    ends = _ends(lines, count)
    return ReportColumns(count, ends, _groups(lines, count, ends), _pitch(lines, count))


def _counts(lines: Iterable[ReportLine], mark: str) -> Counter[int]:
    return Counter(
        len(found.figures) for line in lines if (found := named_figures(line)).name.lower() == mark and found.figures
    )


def _rows(lines: Sequence[ReportLine], count: int) -> list[tuple[ReportLine, tuple[PdfWord, ...]]]:
    """Lines that look like rows; a title before Vote For does not count, though it may end in a digit."""
    titles = {id(line) for line, after in pairwise(lines) if VOTE_FOR.fullmatch(after.text)}
    named = [(line, named_figures(line, count)) for line in lines if id(line) not in titles]
    return [(line, found.figures) for line, found in named if found.name and len(found.figures) == count]


def _ends(lines: Sequence[ReportLine], count: int) -> tuple[float, ...]:
    """Where figures end: the usual place of each column, if nearly all rows keep to it."""
    rows = [figures for _, figures in _rows(lines, count)]
    ends = tuple(median(row[place].right for row in rows) for place in range(count))
    stray = sum(any(abs(word.right - end) > _NEAR for word, end in zip(row, ends, strict=True)) for row in rows)
    return ends if stray <= _MOST_STRAY * len(rows) else ()


def _pitch(lines: Sequence[ReportLine], count: int) -> float:
    rows = [line for line, _ in _rows(lines, count)]
    steps = [a.middle - b.middle for a, b in pairwise(rows) if a.page == b.page]
    return median(steps) if steps else 0.0


def _groups(lines: Sequence[ReportLine], count: int, ends: tuple[float, ...]) -> tuple[str, ...]:
    """The groups' names from the first heads of columns; numbered where they cannot be told apart by place."""
    if count == 1:
        return ()
    head = _head(lines)
    if ends:
        names = _by_place(head, lines, count, ends)
    else:
        names = [word.text for line in head for word in line.words if word.text.upper() not in ("VOTE", "%", "TOTAL")]
    if len(names) != count - 1 or not all(names) or len(set(names)) < len(names):
        return tuple(f"group {place}" for place in range(1, count))
    return tuple(names)


def _head(lines: Sequence[ReportLine]) -> list[ReportLine]:
    """The lines of the first heads of columns, without the word Statistics: TOTAL, and what is beside and below it."""
    start = next((at for at, line in enumerate(lines) if "TOTAL" in [word.text for word in line.words]), None)
    if start is None:
        return []
    first = [word for word in lines[start].words if word.text.lower() != "statistics"]
    head = [ReportLine(lines[start].page, tuple(first))]
    above = lines[start - 1] if start else None
    if above is not None and first and above.left > first[0].right:
        head.insert(0, above)
    for line in lines[start + 1 :]:
        if named_figures(line).figures or line.left < first[0].left:
            break
        head.append(line)
    return head


def _by_place(
    head: Iterable[ReportLine], lines: Iterable[ReportLine], count: int, ends: tuple[float, ...]
) -> list[str]:
    percents = [word.right for line in lines for word in named_figures(line, count).percents]
    places = [*ends, *_clusters(percents)]
    names = [""] * len(places)
    for line in head:
        for word in line.words:
            place = min(range(len(places)), key=lambda one: abs(places[one] - word.right))
            glued = names[place] and word.text[:1].islower()
            names[place] += word.text if glued or not names[place] else f" {word.text}"
    return names[1:count]


def _clusters(ends: Iterable[float]) -> list[float]:
    """The places where percents end."""
    found: list[float] = []
    for end in sorted(ends):
        if not found or end - found[-1] > _NEAR:
            found.append(end)
    return found
