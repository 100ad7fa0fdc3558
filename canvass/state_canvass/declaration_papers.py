"""One document a contest of what the board of state canvassers declared (13-15-507, 13-27-503)."""

import json
from typing import Any

from canvass.auditing.papers.report_files import bytes_of
from canvass.console.text import hour_of
from canvass.errors import RefusedError
from canvass.reporting.tables import Document, PaperLook, Table, columns_of
from canvass.returning.return_json import sha256_of
from canvass.signing.papers_signed import signatures_json, signatures_table
from canvass.state_canvass.declared_anew import DeclaredAnew, declared_anew
from canvass.state_canvass.papers_of_state import signatures_under
from canvass.state_canvass.state_declarations import DeclaredByState
from canvass.state_canvass.state_report import state_title
from canvass.state_canvass.state_standing import StateStanding, declared_late
from tabulate.recounts.rights import exact
from tabulate.state_canvass.state_declaring import StateAct
from tabulate.state_canvass.state_steps import StateResultsDeclared


def state_declaration_bytes(standing: StateStanding, one: DeclaredByState, form: str) -> bytes:
    """The document of a contest, in one of the forms of reports. Raises RefusedError before it is declared."""
    entry = standing.canvass.declared
    if entry is None:
        raise RefusedError("The board has not declared (13-15-507). Nothing was written.")
    said, paper_sha256 = _json(standing, entry, one), declaration_sha256(standing, entry, one)
    signed = signatures_under(standing.canvass, one.contest.contest.id, paper_sha256)
    carried = {"sha256": paper_sha256, "signed_with_keys": signatures_json(signed), "steps": standing.canvass.head}
    document = _document(standing, entry, one, paper_sha256, signatures_table(signed))
    return bytes_of(document, form, json.dumps(said | carried, indent=1))


def declaration_title(one: DeclaredByState) -> str:
    """What the document is called."""
    return f"{one.result.act.value.capitalize()}: {state_title(one.contest)}"


def declaration_sha256(standing: StateStanding, entry: StateResultsDeclared, one: DeclaredByState) -> str:
    """Of what was declared, by which votes, when and by whom: the board signs this."""
    opened = standing.canvass.opened
    return sha256_of({"of": [opened.election, opened.date], **_facts_json(standing, entry, one)})


def _document(
    standing: StateStanding,
    entry: StateResultsDeclared,
    one: DeclaredByState,
    paper_sha256: str,
    signed: tuple[Table, ...],
) -> Document:
    opened, result = standing.canvass.opened, one.result
    held_in = f"{opened.election} of {opened.date}"
    late = declared_late(standing)
    issue = result.section == "13-27-503"
    before = declared_anew(standing.canvass, one.contest.contest.id)
    copies = "the governor and the legislative services division" if issue else "the governor"
    votes = tuple(
        (choice.name, number) for choice, number in zip(one.contest.choices, one.contest.total.votes, strict=True)
    )
    return Document(
        title=declaration_title(one),
        lines=(
            f"{held_in}. The board of state canvassers ({result.section}):",
            result.said,
            *([before.said] if before is not None else []),
            f"Total vote for the position: {exact(one.contest.line.total_vote, thousands=',')} (13-15-208).",
            f"Canvassed on {hour_of(entry.at)}, filed on {entry.filed_on}.",
            f"Counties: {', '.join(one.contest.counties)}.",
            *([late] if late else []),
            *([f"A certified copy goes to {copies}."] if result.act is not StateAct.TIE else []),
            f"Declared by step {standing.canvass.last_declared:,} {standing.canvass.declared_line}",
            f"Steps {standing.canvass.head}",
            f"Paper {paper_sha256}",
        ),
        tables=(Table("Votes", "", columns_of("", "#Votes"), votes), *signed),
        signatures=(*map(str, entry.board), f"{entry.secretary}, secretary of the board"),
        paper=PaperLook(upright=True, foot=f"Steps {standing.canvass.head[:16]}. {held_in}."),
    )


def _json(standing: StateStanding, entry: StateResultsDeclared, one: DeclaredByState) -> dict[str, Any]:
    return {
        "format": "canvass-state-declaration/1",
        "title": one.contest.contest.title,
        "section": one.result.section,
        "said": one.result.said,
        "late": declared_late(standing),
        "declared_in": {"step": standing.canvass.last_declared, "hash": standing.canvass.declared_line},
        **_facts_json(standing, entry, one),
    }


def _facts_json(standing: StateStanding, entry: StateResultsDeclared, one: DeclaredByState) -> dict[str, Any]:
    result = one.result
    return {
        "contest": one.contest.contest.id,
        "act": result.act.value,
        "names": list(result.names),
        "effective": None if result.effective is None else result.effective.isoformat(),
        "filed_on": entry.filed_on,
        "votes": [
            {"name": choice.name, "write_in": choice.write_in, "votes": votes}
            for choice, votes in zip(one.contest.choices, one.contest.total.votes, strict=True)
        ],
        "declared_before": _before_json(declared_anew(standing.canvass, one.contest.contest.id)),
        "at": entry.at,
        "board": [str(member) for member in entry.board],
        "secretary": entry.secretary,
    }


def _before_json(before: DeclaredAnew | None) -> dict[str, Any] | None:
    if before is None:
        return None
    return {"at": before.at, "names": list(before.names), "steps": before.line, "void": before.changed}
