"""The head of a page of an ERM report: label, county, election, day, hour, party, and the page's number."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from outside.ess_text.erm_text import TITLES, ErmLine

_CODE = re.compile(r"REPORT[- ]EL[0-9]{2}A?", re.IGNORECASE)
_PAGE = re.compile(r"PAGE\s+([0-9]{3,4})(?:-([0-9]{2,3}))?", re.IGNORECASE)
_RUN = re.compile(r"RUN DATE:\s*(\S+(?: \S+)*)", re.IGNORECASE)
_DAY = re.compile(r"[A-Z][A-Za-z]+ [0-9]{1,2}, [0-9]{4}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}")
_COUNTY = re.compile(r"\b(?:COUNTY|PARISH)\b", re.IGNORECASE)
_PARTY = re.compile(r".*\bPARTY|NON-?PARTISAN|DEMOCRATIC|REPUBLICAN|LIBERTARIAN|\([A-Z -]+\)", re.IGNORECASE)
_COUNTED = re.compile(r"\(WITH ([0-9,]+) OF ([0-9,]+) PRECINCTS COUNTED\)", re.IGNORECASE)
_LEGEND = re.compile(r"\s*(?:TOTAL VOTES|VOTES|TOTAL)\s+(?:%|PERCENT)", re.IGNORECASE)
_STATISTICS = "STATISTICS"
_RIGHT_AT = 95
"""Texts of the head that begin at this column or beyond stand on the right."""


@dataclass(frozen=True, slots=True)
class ErmHead:
    """What one page's head prints."""

    label: str = ""
    county: str = ""
    election: str = ""
    election_date: str = ""
    run_at: str = ""
    party: str = ""
    page: tuple[int, int] | None = None
    """The precinct's number and the page within it; of a county's report the page and 0."""
    counted: tuple[int, int] | None = None
    """Precincts counted, of so many."""
    heading: str = ""
    """All else that it prints."""


def begins_head(line: ErmLine) -> bool:
    """Whether a page begins with this line."""
    return line.text.lstrip()[:30].upper().startswith(TITLES)


def is_legend(line: ErmLine) -> bool:
    """Whether the line is the heads of the columns."""
    return _LEGEND.match(line.text) is not None


def read_head(lines: Iterable[ErmLine]) -> ErmHead:
    """The head that these lines are."""
    texts = [line.text for line in lines]
    whole = "\n".join(texts)
    page = _PAGE.search(whole)
    run = _RUN.search(whole)
    counted = _COUNTED.search(whole)
    middle: list[str] = []
    right: list[str] = []
    for text in texts:
        for start, part in _parts(text):
            (right if start >= _RIGHT_AT else middle).append(part)
    day = next((part for part in middle if _DAY.fullmatch(part)), "")
    county = next((part for part in middle if _COUNTY.search(part)), "")
    party = next((part for part in middle if _PARTY.fullmatch(part)), "")
    election = [part for part in middle if part not in (day, county, party, _STATISTICS)]
    return ErmHead(
        label=right[0] if right else next((part for part in election if "OFFICIAL" in part.upper()), ""),
        county=county,
        election=next((part for part in election if "OFFICIAL" not in part.upper()), ""),
        election_date=day,
        run_at=re.split(r"\s{2,}", run[1])[0] if run else "",
        party=party,
        page=(int(page[1]), int(page[2] or 0)) if page else None,
        counted=_pair(counted) if counted else None,
        heading="; ".join((*election[1:], *right[1:])),
    )


def _pair(found: re.Match[str]) -> tuple[int, int]:
    return int(found[1].replace(",", "")), int(found[2].replace(",", ""))


def _parts(text: str) -> Iterable[tuple[int, str]]:
    """The texts of a line that stand apart, without title, code, page and hour; each with its column."""
    for found in re.finditer(r"\S+(?: \S+)*", text):
        part = _PAGE.sub("", _CODE.sub("", _COUNTED.sub("", _RUN.sub("", found[0])))).strip()
        if part and not part.upper().startswith(TITLES):
            yield found.start(), part
