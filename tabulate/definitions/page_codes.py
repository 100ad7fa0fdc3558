"""The codes on our own ballots: election, ballot style, precinct and page, never a serial number (13-12-202(3))."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from tabulate.definitions.layouts.printed import PrintedLayout, PrintedStyle, PrintedTarget
from tabulate.election import Contest, Party, Precinct

_HEX_DIGITS = 10


def code_prefix(
    election_id: str,
    day: date,
    parties: Iterable[Party],
    precincts: Iterable[Precinct],
    contests: Iterable[Contest],
    styles: Iterable[PrintedStyle],
    layouts: Iterable[PrintedLayout],
) -> str:
    """What each page code of an election begins with: `CV1/` and ten hex digits over all that is printed.

    What is not printed (thresholds, hours, districts, scopes, declared write-ins) leaves it as it is, so that a
    corrected closing time or a late declaration of a write-in candidate (13-10-211(2)) orphans no printed ballot.
    """
    printed = {
        "id": election_id,
        "date": day.isoformat(),
        "parties": [{"id": party.id, "name": party.name} for party in parties],
        "precincts": [{"id": precinct.id, "name": precinct.name} for precinct in precincts],
        "contests": [_contest(contest) for contest in contests],
        "ballot_styles": [_style(style) for style in styles],
        "layouts": [_layout(layout) for layout in layouts],
    }
    canonical = json.dumps(printed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    digits = hashlib.sha256(canonical.encode()).hexdigest()[:_HEX_DIGITS].upper()
    return f"CV1/{digits}/"


def page_code(prefix: str, style: int, precinct: int, page: int) -> str:
    """The code of one page; style, precinct and page count from 1, the first two in the definition's order.

    Pages 1 and 2 are the first sheet's, 3 and 4 the second's.
    """
    return f"{prefix}{style}/{precinct}/{page}"


def _contest(contest: Contest) -> dict[str, Any]:
    return {
        "id": contest.id,
        "title": contest.title,
        "kind": contest.kind,
        "seats": contest.seats,
        "choices": [{"id": one.id, "name": one.name, "parties": one.parties} for one in contest.choices],
        "write_ins": contest.write_ins,
    }


def _style(printed: PrintedStyle) -> dict[str, Any]:
    style, (first, *further) = printed.style, printed.layouts
    layouts = {"sheets": printed.layouts} if further else {"layout": first}
    return {"id": style.id, "precincts": style.precincts, "contests": style.contests, **layouts}


def _layout(layout: PrintedLayout) -> dict[str, Any]:
    return {
        "id": layout.id,
        "paper": asdict(layout.paper),
        "outline": asdict(layout.outline),
        "columns": layout.columns,
        "pages": [
            {
                "side": page.side,
                "rows": page.rows,
                "bottom_marks": None if page.bottom_marks is None else sorted(page.bottom_marks),
                "code_box": asdict(page.code_box),
                "targets": [_target(target) for target in page.targets],
            }
            for page in layout.pages
        ],
    }


def _target(target: PrintedTarget) -> dict[str, Any]:
    meaning = target.meaning
    return {
        "contest": meaning.contest,
        "choice": meaning.choice,
        "column": meaning.column,
        "row": meaning.row,
        "write_in_area": target.write_in_area and asdict(target.write_in_area),
    }
