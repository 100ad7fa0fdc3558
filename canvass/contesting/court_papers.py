"""Actions in court on paper and for programs: each with its days, what was found, and the certificates that follow."""

import json
from collections.abc import Iterator
from typing import Any, assert_never

from canvass.auditing.papers.report_files import bytes_of
from canvass.canvassing.certificate_lines import certificates_shown
from canvass.canvassing.county_standing import CountyStanding
from canvass.canvassing.report_document import title_of
from canvass.contesting.court_days import deadline_of, late_action, undeclared_action
from canvass.contesting.court_entering import canvassed_of, position_of_contest
from canvass.contesting.without_votes import said_of, taken_out, votes_table
from canvass.printing.custody_papers import hour_of
from canvass.reporting.tables import Document, PaperLook, Table, columns_of
from tabulate.board.county.court_actions import CourtAction
from tabulate.board.county.court_entries import (
    CourtActionAppealed,
    CourtActionBegun,
    CourtActionEnded,
    CourtActionJudged,
    CourtEntry,
)
from tabulate.county_canvass.declaring import for_the_state
from tabulate.recounts.illegal_votes import WithoutIllegalVotes

_HASH_SHOWN = 16
HOLDS = "It is open: nothing of this election is disposed of before it has ended (13-1-303(1)(c))."


def illegal_in(standing: CountyStanding, action: CourtAction, judged: CourtActionJudged) -> WithoutIllegalVotes:
    """The contest without the votes that a judgment found illegal, as far as the figures have so many now."""
    totals = position_of_contest(canvassed_of(standing, action.begun.contest))
    votes = {one.choice: one.votes for one in totals.votes}
    illegal = {one.choice: min(one.votes, votes.get(one.choice, 0)) for one in judged.illegal}
    return taken_out(totals, {choice: number for choice, number in illegal.items() if choice in votes})


def court_document(standing: CountyStanding, action: CourtAction) -> Document:
    """One action, to be signed and kept with the papers of the election."""
    begun, head, election = action.begun, standing.head, standing.election
    held_in, title = f"{election.county}, {election.title} of {election.date}", contest_title(standing, action)
    against = f" Against {name_in_action(standing, action, begun.against)}." if begun.against is not None else ""
    found, late = deadline_of(standing, begun), late_action(standing, begun)
    return Document(
        title=f"{begun.action.value.capitalize()}: case {begun.case}",
        lines=(
            f"{held_in}. {title}.{against}",
            f"Begun on {begun.begun_on} by {begun.begun_by}: {begun.grounds}",
            late or f"Begun in time: the last day is {found.last:%A} {found.last} ({found.section}).",
            *filter(None, (undeclared_action(standing, begun),)),
            HOLDS if action.is_open else "It has ended, and holds nothing any more (13-1-303(1)(c)).",
            *_of_this_county(standing, action),
            *_illegal_said(standing, action),
            f"Ledger {head.number}:{head.hash}",
        ),
        tables=(
            Table("What was done", "", columns_of("Entered", "What", "#Entry"), tuple(_steps(action))),
            *_illegal_tables(standing, action),
            _certificates(standing, action),
        ),
        signatures=("Election administrator, under seal", "Day"),
        paper=PaperLook(upright=True, foot=f"Ledger {head.number}:{head.hash[:_HASH_SHOWN]}. {held_in}."),
    )


def _of_this_county(standing: CountyStanding, action: CourtAction) -> Iterator[str]:
    if for_the_state(canvassed_of(standing, action.begun.contest).contest):
        yield "The votes here are this county's alone; other counties may vote on it too, and the state declares it."


def _illegal_said(standing: CountyStanding, action: CourtAction) -> Iterator[str]:
    """What they change: a line, so that words and CSV say it, too."""
    for _, judged in action.judgments:
        if judged.illegal:
            yield f"By the judgment of {judged.judged_on}: {' '.join(said_of(illegal_in(standing, action, judged)))}"


def _illegal_tables(standing: CountyStanding, action: CourtAction) -> Iterator[Table]:
    for _, judged in action.judgments:
        if judged.illegal:
            found = illegal_in(standing, action, judged)
            yield votes_table(found, f"Illegal votes by the judgment of {judged.judged_on} (13-36-211)")


def _certificates(standing: CountyStanding, action: CourtAction) -> Table:
    lines = (one for one in certificates_shown(standing).lines if one.person.contest == action.begun.contest)
    rows = tuple(
        (
            one.person.name,
            one.person.kind.value,
            one.stage.value,
            one.said,
            None if one.issued is None else one.issued[0],
            "" if one.issued is None else one.issued[1].certificate_sha256[:_HASH_SHOWN],
        )
        for one in lines
    )
    columns = columns_of("Who", "What", "State", "Why, or what it waits for", "#Entry", "SHA-256")
    return Table("Certificates of the county (13-36-207)", "", columns, rows)


def _steps(action: CourtAction) -> Iterator[tuple[str, str, int]]:
    for number, entry in action.history:
        yield hour_of(entry.at), _did(entry), number


def _did(entry: CourtEntry) -> str:
    match entry:
        case CourtActionBegun():
            return f"Begun on {entry.begun_on} by {entry.begun_by}. Entered by {entry.entered_by}."
        case CourtActionJudged():
            return f"Judged on {entry.judged_on}: {finding_of(entry)} Judgment SHA-256 {entry.judgment_sha256}."
        case CourtActionAppealed():
            return f"Appealed on {entry.appealed_on} by {entry.appealed_by}."
        case CourtActionEnded():
            return f"Ended on {entry.ended_on}: {entry.reason}"
        case _:
            assert_never(entry)


def finding_of(judged: CourtActionJudged) -> str:
    """What a judgment says, in a sentence."""
    if judged.declared is None:
        return f"{judged.finding}."
    return f"{judged.finding}: {judged.declared.called} (13-36-212)."


def name_in_action(standing: CountyStanding, action: CourtAction, choice: str | None) -> str:
    """Of a choice of the contest that an action is about."""
    choices = canvassed_of(standing, action.begun.contest).choices
    return next((one.name for one in choices if one.key == choice), str(choice))


def contest_title(standing: CountyStanding, action: CourtAction) -> str:
    """Of the contest that an action is about."""
    return title_of(canvassed_of(standing, action.begun.contest))


def court_bytes(standing: CountyStanding, action: CourtAction, form: str) -> bytes:
    """The paper of one action in one of the forms of reports."""
    return bytes_of(court_document(standing, action), form, json.dumps(action_json(standing, action), indent=1))


def action_json(standing: CountyStanding, action: CourtAction) -> dict[str, Any]:
    """One action for programs."""
    begun, found = action.begun, deadline_of(standing, action.begun)
    certificates = _certificates(standing, action)
    return {
        "format": "canvass-court-action/1",
        "case": begun.case,
        "action": begun.action.value,
        "contest": begun.contest,
        "against": begun.against,
        "begun_by": begun.begun_by,
        "grounds": begun.grounds,
        "begun_on": begun.begun_on,
        "certified_on": begun.certified_on or None,
        "last_day": found.last.isoformat(),
        "section": found.section,
        "late": bool(late_action(standing, begun)),
        "not_declared": undeclared_action(standing, begun) or None,
        "stage": action.stage.value,
        "holds": action.is_open,
        "judgments": [_judgment_json(standing, action, number, one) for number, one in action.judgments],
        "entries": [number for number, _ in action.history],
        "certificates": [{"name": row[0], "state": row[2], "entry": row[4]} for row in certificates.rows],
        "ledger": {"number": standing.head.number, "hash": standing.head.hash},
    }


def _judgment_json(
    standing: CountyStanding, action: CourtAction, number: int, one: CourtActionJudged
) -> dict[str, Any]:
    return {
        "entry": number,
        "judged_on": one.judged_on,
        "finding": one.finding.value,
        "declared": None if one.declared is None else one.declared.choice,
        "judgment_sha256": one.judgment_sha256,
        "illegal": {each.choice: each.votes for each in one.illegal},
        "said": list(said_of(illegal_in(standing, action, one))) if one.illegal else [],
    }
