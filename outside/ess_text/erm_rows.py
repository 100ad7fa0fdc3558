"""One row of an ERM report: its name, and its figures by the columns in which they end."""

import re
from dataclasses import dataclass

from outside.errors import OutsideFileError
from outside.ess_text.erm_text import ErmLine
from outside.figures import printed_figure

_NUMBER = re.compile(r"(?<![\w.,])(?:\d[\d,]*(?:\.\d\d)?|\.\d\d)(?!\S)", re.ASCII)
_OWN_DOT = re.compile(r"\b(?:Jr|Sr)\Z", re.IGNORECASE)
_LEADER_WITHIN = re.compile(r"\.\s+\.|\s{2,}\.")
"""A name does not go on after dots that lead to figures."""
_LEADER_STEP = 3
_TOTAL_END, _PERCENT_END, _FIRST_GROUP_END, _STEP = 51, 60, 74, 14
"""Where figures end, counted from 0: the same in all reports but for a column or two."""
_NEAR = 3
_LEGEND_START = 40
"""Where TOTAL VOTES begins in a report whose columns end so."""


@dataclass(frozen=True, slots=True)
class ErmRow:
    """A row's name and figures."""

    name: str
    total: int | None
    percent: int | None
    """In hundredths of a percent."""
    by_group: tuple[int, ...] | None


def group_names(legend: str) -> tuple[str, ...]:
    """The groups that the heads of the columns name: each in 14 characters, or parted by two blanks."""
    start = legend.upper().find("TOTAL VOTES")
    after = legend.find("%")
    if start < 0 or after < 0 or not legend[after + 1 :].strip():
        return ()
    shift = start - _LEGEND_START
    first = _FIRST_GROUP_END - _STEP + 1 + shift
    cuts = range(first, len(legend) + _STEP, _STEP)
    if legend[after + 1 : first].strip() or any(_is_within_a_word(legend, cut) for cut in cuts):
        return tuple(re.split(r"\s{2,}", legend[after + 1 :].strip()))
    names = [legend[cut : cut + _STEP].strip() for cut in cuts]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _is_within_a_word(legend: str, cut: int) -> bool:
    around = legend[cut - 1 : cut + 1]
    return len(around) == 2 and " " not in around


def read_row(line: ErmLine, text: str, groups: int) -> ErmRow:
    """The row that a line (or half of one) prints. Raises OutsideFileError for a figure that ends in no column."""
    found: dict[int, str] = {}
    name_end = len(text)
    for number in _NUMBER.finditer(text):
        place = _place(number.end() - 1, groups)
        if (place is None and found) or place in found:
            raise _strange(line, text)
        if place is not None:
            if not found:
                name_end = number.start()
            found[place] = number[0]
    if _NUMBER.sub("", text[max(name_end if found else 0, _TOTAL_END - _NEAR) :]).strip(" ."):
        raise _strange(line, text)
    if _LEADER_WITHIN.search(text[:name_end].rstrip(" .")):
        raise _strange(line, text)
    total, percent = found.pop(0, None), found.pop(1, None)
    if len(found) not in (0, groups) or (percent is not None and "." not in percent):
        raise _strange(line, text)
    return ErmRow(
        _name(text[:name_end]),
        None if total is None else printed_figure(total, line.where),
        None if percent is None else _hundredths(percent),
        tuple(printed_figure(found[place], line.where) for place in range(2, groups + 2)) if found else None,
    )


def _place(end: int, groups: int) -> int | None:
    """0 for the total, 1 for the percent, 2 and up for groups; None where no column ends there."""
    ends = [_TOTAL_END, _PERCENT_END, *(_FIRST_GROUP_END + _STEP * at for at in range(groups))]
    place = min(range(len(ends)), key=lambda one: abs(ends[one] - end))
    return place if abs(ends[place] - end) <= _NEAR else None


def _hundredths(percent: str) -> int:
    whole, _, part = percent.replace(",", "").partition(".")
    return 100 * int(whole or 0) + int(part)


def _name(text: str) -> str:
    """Without the dots that lead to the figures, three columns apart.

    A dot out of their step is the name's own. One in their step may be either: it is the name's after Jr and Sr.
    """
    ahead = text.rstrip(" .")
    dots = [at for at in range(len(ahead), len(text)) if text[at] == "."]
    bare = ahead.strip()
    if not dots or dots[0] != len(ahead) or not bare:
        return bare
    in_step = len(dots) > 1 and (dots[-1] - dots[0]) % _LEADER_STEP == 0
    own = _OWN_DOT.search(bare) if in_step else len(dots) > 1
    return f"{bare}." if own else bare


def _strange(line: ErmLine, text: str) -> OutsideFileError:
    return OutsideFileError(
        f"{text.strip()[:80]!r}, whose figures do not end where the columns do",
        "the report as ERM prints it, each figure below its column",
        "Print the report to a file again; do not change it by hand.",
        line.where,
    )
