"""Writes a planned election as a ballot definition in our own JSON, layouts included, and reads it back parsed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from imaging.layout import GridBox, Outline
from tabulate.definitions import parse_definition
from tabulate.election import BallotStyleId, Contest, Election
from tabulate.offices import Purpose
from test_ballots.page_layout import COLUMNS, OUTLINE, PlacedBallot, PlacedPage, PlacedTarget, lay_out
from test_ballots.plan import Plan

Json = dict[str, object]
_CODES_A_SHEET = 1024
"""From a sheet's card code to that of the next sheet: more than there are styles."""


def definition_bytes(plan: Plan) -> bytes:
    """The definition as UTF-8 JSON, the same bytes every time. Raises BallotTooLong."""
    layouts = {
        style.id: [
            lay_out(contests, style.rotation, number + sheet * _CODES_A_SHEET)
            for sheet, contests in enumerate(plan.sheets_of(style))
        ]
        for number, style in enumerate(plan.styles, 1)
    }
    return definition_of_layouts(plan, layouts)


def definition_of_layouts(
    plan: Plan, layouts: Mapping[BallotStyleId, Sequence[PlacedBallot]], outline: Outline = OUTLINE
) -> bytes:
    """The definition of a plan that has been laid out already, sheet by sheet, all with targets of one outline."""
    return (json.dumps(_document(plan, layouts, outline), indent=1, ensure_ascii=False) + "\n").encode()


def election_of(plan: Plan) -> tuple[Election, bytes]:
    """The parsed election and the definition's bytes."""
    document = definition_bytes(plan)
    return parse_definition(document), document


def _document(plan: Plan, layouts: Mapping[BallotStyleId, Sequence[PlacedBallot]], outline: Outline) -> Json:
    return {
        "format": "canvass-election/1",
        "id": plan.id,
        "title": plan.title,
        "date": plan.polls_close.date().isoformat(),
        "polls_close": plan.polls_close.isoformat(),
        "state": "Montana",
        "county": plan.county,
        "mark_thresholds": {
            "marginal": plan.thresholds.marginal_permille / 1000,
            "definite": plan.thresholds.definite_permille / 1000,
            "writing": plan.thresholds.writing_permille / 1000,
        },
        "districts": [{"id": district.id, "name": district.name} for district in plan.districts],
        "precincts": [{**asdict(precinct), "districts": list(districts)} for precinct, districts in plan.precincts],
        "parties": [asdict(party) for party in plan.parties],
        "contests": [_contest(contest) for contest in plan.contests],
        "ballot_styles": [
            {
                "id": style.id,
                "precincts": list(style.precincts),
                "contests": list(style.contests),
                "rotation": style.rotation,
                **_sheets(style.id, len(layouts[style.id])),
                **({"separate_ballot": {"section": style.separate}} if style.separate else {}),
            }
            for style in plan.styles
        ],
        "layouts": [
            _layout(_layout_id(style, sheet, len(sheets)), placed, outline)
            for style, sheets in layouts.items()
            for sheet, placed in enumerate(sheets, 1)
        ],
    }


def _sheets(style: BallotStyleId, sheets: int) -> Json:
    """The layout of a style's ballot, or of each of its sheets."""
    if sheets == 1:
        return {"layout": _layout_id(style, 1, 1)}
    return {"sheets": [{"number": n, "layout": _layout_id(style, n, sheets)} for n in range(1, sheets + 1)]}


def _layout_id(style: BallotStyleId, sheet: int, of: int) -> str:
    return f"layout-{style}" if of == 1 else f"layout-{style}-{sheet}"


def _contest(contest: Contest) -> Json:
    return {
        "id": contest.id,
        "title": contest.title,
        "kind": contest.kind.value,
        **({"scope": contest.scope.value} if contest.scope else _purpose(contest.purpose)),
        "district": contest.district,
        "seats": contest.seats,
        "choices": [{"id": c.id, "name": c.name, "parties": list(c.parties)} for c in contest.choices],
        "write_ins": contest.write_ins,
        "declared_write_ins": [
            {"id": d.id, "name": d.name, "forms": list(d.forms)} for d in contest.declared_write_ins
        ],
    }


def _purpose(purpose: Purpose) -> Json:
    """The fields that are said, flat, as a definition has them."""
    numbering = purpose.numbering
    stated: Json = {key: value for key, value in asdict(purpose).items() if value not in (None, False)}
    if numbering is not None:
        stated["numbering"] = {key: value for key, value in asdict(numbering).items() if value is not None}
    return stated


def _layout(id_: str, placed: PlacedBallot, outline: Outline) -> Json:
    return {
        "id": id_,
        "paper": asdict(placed.paper),
        "outline": asdict(outline),
        "columns": COLUMNS,
        "pages": [_page(page) for page in placed.pages],
    }


def _page(page: PlacedPage) -> Json:
    return {
        "side": page.side.value,
        "rows": page.rows,
        "bottom_marks": list(page.bottom_marks),
        "code_box": _box(page.code_box),
        "targets": [_target(target) for target in page.targets],
    }


def _target(target: PlacedTarget) -> Json:
    place: Json = {
        "contest": target.contest,
        "choice": target.choice,
        "column": target.column,
        "row": target.row,
    }
    return place if target.write_in_area is None else {**place, "write_in_area": _box(target.write_in_area)}


def _box(box: GridBox) -> Json:
    return {key: round(value, 4) for key, value in asdict(box).items()}
