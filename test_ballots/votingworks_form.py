"""A simulated election's definition in VotingWorks' form: places of ovals, neither their outlines nor the card code.

So most counties' definitions of that form are, and reading by them costs more than by our own.
"""

import json
from typing import Any

Json = dict[str, Any]


def votingworks_bytes(definition: bytes) -> bytes:
    """Our own definition of ballots with timing marks, one sheet a style, as VotingWorks would write it: UTF-8 JSON."""
    own: Json = json.loads(definition)
    layouts = {layout["id"]: layout for layout in own["layouts"]}
    contests = {contest["id"]: contest for contest in own["contests"]}
    document = {
        "title": own["title"],
        "state": own["state"],
        "county": {"id": "county", "name": own["county"]},
        "date": own["date"],
        "districts": own["districts"],
        "parties": [{**party, "fullName": party["name"]} for party in own["parties"]],
        "precincts": [{"id": precinct["id"], "name": precinct["name"]} for precinct in own["precincts"]],
        "ballotStyles": [
            {
                "id": style["id"],
                "precincts": style["precincts"],
                "districts": sorted({contests[contest]["district"] for contest in style["contests"]}),
            }
            for style in own["ballot_styles"]
        ],
        "contests": [_contest(contest) for contest in own["contests"]],
        "gridLayouts": [_grid(style, layouts[style["layout"]]) for style in own["ballot_styles"]],
        "markThresholds": {"definite": 0.08, "marginal": 0.05},
    }
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


def _contest(own: Json) -> Json:
    contest = {"id": own["id"], "districtId": own["district"], "title": own["title"]}
    if own["kind"] == "candidate":
        candidates = [
            {"id": one["id"], "name": one["name"], **({"partyIds": one["parties"]} if one["parties"] else {})}
            for one in own["choices"]
        ]
        allowed = own["write_ins"] > 0
        return {
            **contest,
            "type": "candidate",
            "seats": own["seats"],
            "allowWriteIns": allowed,
            "candidates": candidates,
        }
    yes, no = ({"id": one["id"], "label": one["name"]} for one in own["choices"])
    return {**contest, "type": "yesno", "description": own["title"], "yesOption": yes, "noOption": no}


def _grid(style: Json, layout: Json) -> Json:
    return {
        "ballotStyleId": style["id"],
        "precinctId": style["precincts"][0],
        "columns": layout["columns"],
        "rows": max(page["rows"] for page in layout["pages"]),
        "gridPositions": [_position(page["side"], target) for page in layout["pages"] for target in page["targets"]],
    }


def _position(side: str, target: Json) -> Json:
    place = {"side": side, "column": target["column"], "row": target["row"], "contestId": target["contest"]}
    kind, _, number = target["choice"].rpartition("-")
    if kind != "write-in":
        return {"type": "option", **place, "optionId": target["choice"]}
    written = {"type": "write-in", **place, "writeInIndex": int(number)}
    area = target.get("write_in_area")
    return written if area is None else {**written, "writeInArea": _area(area)}


def _area(box: Json) -> Json:
    return {
        "x": box["left"],
        "y": box["top"],
        "width": round(box["right"] - box["left"], 4),
        "height": round(box["bottom"] - box["top"], 4),
    }
