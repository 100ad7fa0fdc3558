"""The papers of a recount as tables: the certificate (13-16-418) and the corrected abstract (13-16-418, 13-16-419).

PDF, page, CSV and JSON are made from these. Each carries the ledger's head and that of the canvass it corrects.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from canvass.auditing.papers.report_files import bytes_of
from canvass.console.text import dollars, plural
from canvass.recounting.choices_called import choice_called
from canvass.recounting.recount_outcome import RecountOutcome, costs_settled, what_follows
from canvass.recounting.votes_by_precinct import PrecinctVotes
from canvass.reporting.tables import Cell, Document, PaperLook, Table, columns_of
from canvass.signing.papers_signed import signatures_json, signatures_table
from tabulate.board.recount.recount_entries import Petition, RecountBoardMet, RecountCertified, RecountFiled
from tabulate.calendar.canvassing import recount_board_until
from tabulate.election import Contest, Election
from tabulate.ledger.chain import Head
from tabulate.recounts.rights import RecountLine, exact

if TYPE_CHECKING:
    from canvass.record.store import Record

FORMAT = "canvass-recount/1"
_HASH_SHOWN = 16


@dataclass(frozen=True, slots=True)
class RecountPaper:
    """What both papers are made from."""

    election: Election
    outcome: RecountOutcome
    board: RecountBoardMet
    certified: RecountCertified
    canvassed_at: Head
    """The ledger as the canvass's figures stood."""
    certified_at: Head


def paper_of(record: "Record", outcome: RecountOutcome) -> RecountPaper:
    """The paper of a recount that is certified."""
    kept = outcome.kept
    assert kept.board is not None
    assert kept.certified is not None
    return RecountPaper(
        record.election,
        outcome,
        kept.board,
        kept.certified,
        _head_at(record, kept.filed_in - 1),
        _head_at(record, kept.certified_in),
    )


def _head_at(record: "Record", number: int) -> Head:
    row = next(iter(record.ledger(number - 1)))
    return Head(row.number, row.hash)


def certificate(paper: RecountPaper) -> Document:
    """The board's certificate, in two copies where the second is the secretary of state's."""
    outcome, filed = paper.outcome, paper.outcome.kept.filed
    return Document(
        title=f"Certificate of the recount board: {outcome.contest.title}",
        lines=(
            f"{paper.election.county}, {paper.election.title} of {paper.election.date}. Recount {filed.recount}.",
            f"Office, nomination or question: {outcome.contest.title} ({outcome.contest.id}).",
            *ground_lines(filed, outcome.contest),
            *_board(paper.board, filed),
            f"Proceedings: {paper.certified.proceedings}",
            f"Appearances: {'; '.join(paper.certified.appearances) or 'none'}.",
            *costs_settled(outcome, paper.certified),
            *_ledger(paper),
        ),
        tables=(
            _precincts(paper),
            _result(outcome),
            _follows(outcome),
            *signatures_table(outcome.signatures.under(outcome.kept.certified_in)),
        ),
        signatures=(
            *(f"{name}, recount board member" for name in paper.certified.signers),
            f"{paper.certified.attested_by}, election administrator, attests under seal",
            f"Seal of the county, {paper.certified.certified_on}",
        ),
        paper=PaperLook(upright=True, foot=_foot(paper), copies=_copies(outcome)),
    )


def abstract(paper: RecountPaper) -> Document:
    """The corrected abstract of votes: the canvass's figures, and the correct ones in their place."""
    outcome = paper.outcome
    return Document(
        title=f"Corrected abstract of votes: {outcome.contest.title}",
        lines=(
            f"{paper.election.county}, {paper.election.title} of {paper.election.date}.",
            f"The recount of {paper.certified.certified_on} takes the place of what was canvassed in "
            f"{plural(len(outcome.precincts), 'precinct')} (13-16-418, 13-16-419).",
            *what_follows(outcome),
            *_ledger(paper),
        ),
        tables=(_precincts(paper), _result(outcome)),
        signatures=(
            "Presiding officer of the canvassers",
            f"{paper.certified.attested_by}, election administrator",
        ),
        paper=PaperLook(upright=True, foot=_foot(paper)),
    )


def _copies(outcome: RecountOutcome) -> tuple[str, ...]:
    first = "Original: filed with the election administrator"
    return (first, "Duplicate: to the secretary of state, by certified mail (13-16-418)") if outcome.by_state else ()


def _foot(paper: RecountPaper) -> str:
    head = f"Ledger {paper.certified_at.number}:{paper.certified_at.hash[:_HASH_SHOWN]}"
    return f"{head}, recount {paper.outcome.kept.filed.recount}. {paper.election.county}, {paper.election.date}."


def ground_lines(filed: RecountFiled, contest: Contest) -> Iterator[str]:
    """Why it is recounted, and on whose paper."""
    yield f"Canvass of {filed.canvassed_on}. Ground: {filed.ground} of {filed.filed_on} ({filed.ground.section})."
    if filed.noticed_by:
        yield f"By notice of the secretary of state, {filed.noticed_by} (13-16-204)."
    if filed.petition is not None:
        name = petitioner_named(filed.petition, contest)
        yield f"Petition of {name}, verified before {filed.petition.verified_before}: {filed.petition.statement}"
    if filed.order is not None:
        deposit = dollars(filed.order.deposit_cents)
        yield f"Order {filed.order.order}, applied for on {filed.order.applied_on}; deposit {deposit}."


def petitioner_named(petition: Petition, contest: Contest) -> str:
    """Who petitions, as a candidate's name or as it was typed."""
    return choice_called(contest, petition.petitioner)


def _board(board: RecountBoardMet, filed: RecountFiled) -> Iterator[str]:
    members = "; ".join(f"{one.name} ({one.member_from.value})" for one in board.members)
    clerks = ", ".join(one.name for one in board.clerks) or "none"
    yield f"Board: {members}. Secretary: {board.secretary}. Clerks: {clerks}."
    yield f"Notice on {filed.notice_on}; the board met on {board.met_on}.{late_words(filed, board)}"


def late_words(filed: RecountFiled, board: RecountBoardMet) -> str:
    """That the board met late, where it did (13-16-204(2), 13-16-301(4)); with a space before."""
    last = recount_board_until(date.fromisoformat(filed.notice_on))
    return f" LATE: it was to meet by {last} (13-16-204(2))." if date.fromisoformat(board.met_on) > last else ""


def _ledger(paper: RecountPaper) -> Iterator[str]:
    yield from (f"As canvassed: {words}" for words in paper.outcome.outside)
    yield f"Canvassed: ledger {paper.canvassed_at.number}:{paper.canvassed_at.hash}"
    yield f"Recounted: ledger {paper.certified_at.number}:{paper.certified_at.hash}"
    yield f"Figures {figures_sha256(paper)}"


def _rows(paper: RecountPaper) -> list[tuple[str, str]]:
    """Everyone with a row: as totals name them, and by name."""
    found: dict[str, str] = {}
    for one in paper.outcome.precincts:
        for votes in (one.canvassed, one.recounted):
            found |= {} if votes is None else {row.choice: row.name for row in votes.position.votes}
    return list(found.items())


def _precincts(paper: RecountPaper) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one in paper.outcome.precincts:
        was, now = one.canvassed, one.recounted
        for choice, name in _rows(paper):
            rows.append((one.name, name, _votes(was, choice), _votes(now, choice)))
        rows.append((one.name, "Undervotes", None if was is None else was.undervotes, now.undervotes))
        rows.append((one.name, "Overvotes", None if was is None else was.overvotes, now.overvotes))
        rows.append((one.name, "Ballots with the contest", 0 if was is None else was.ballots, now.ballots))
        said = [f"unequal rounds: {one.unequal_rounds}"] if one.unequal_rounds else []
        said += [f"set aside and decided by the board: {one.set_aside}"] if one.set_aside else []
        said += [f"ballots missing (13-16-420): {one.missing}"] if one.missing else []
        if said:
            rows.append((one.name, "; ".join(said), None, None))
    columns = columns_of("Precinct", "Row", "#Canvassed", "#Recounted")
    return Table("Precincts recounted", "The recounted votes are the correct ones (13-16-418).", columns, tuple(rows))


def _votes(votes: PrecinctVotes | None, choice: str) -> int:
    return 0 if votes is None else votes.figures.get(choice, 0)


def _result(outcome: RecountOutcome) -> Table:
    before, after = _all(outcome.before), _all(outcome.after)
    ranked = sorted(after.items(), key=lambda one: -one[1][1])
    rows = [(name, before.get(choice, ("", 0))[1], votes) for choice, (name, votes) in ranked]
    elsewhere = " The votes of other counties are among these." if outcome.others else ""
    total, recounted = (exact(line.total_vote, thousands=",") for line in (outcome.before, outcome.after))
    note = f"Total vote for the position: {total}, then {recounted}."
    columns = columns_of("Choice", "#Canvassed", "#Recounted")
    return Table("The result", note + elsewhere, columns, tuple(rows))


def _all(line: RecountLine) -> dict[str, tuple[str, int]]:
    everyone = (*line.winners, *line.tied, *(one.votes for one in line.defeats))
    return {one.choice: (one.name, one.votes) for one in everyone}


def _follows(outcome: RecountOutcome) -> Table:
    return Table("What follows", "", columns_of("By law"), tuple((one,) for one in what_follows(outcome)))


def recount_json(paper: RecountPaper) -> dict[str, Any]:
    """The certificate for programs."""
    outcome, filed = paper.outcome, paper.outcome.kept.filed
    return {
        "format": FORMAT,
        "election": paper.election.title,
        "date": str(paper.election.date),
        "county": paper.election.county,
        "recount": filed.recount,
        "contest": outcome.contest.id,
        "ground": filed.ground.value,
        "canvassed_on": filed.canvassed_on,
        "certified_on": paper.certified.certified_on,
        "signed_by": list(paper.certified.signers),
        "attested_by": paper.certified.attested_by,
        "title": outcome.contest.title,
        "said": [*ground_lines(filed, outcome.contest), *_board(paper.board, filed)],
        "proceedings": paper.certified.proceedings,
        "appearances": list(paper.certified.appearances),
        "tables": [_table_json(table) for table in (_precincts(paper), _result(outcome))],
        "canvassed_at": {"number": paper.canvassed_at.number, "hash": paper.canvassed_at.hash},
        "ledger": {"number": paper.certified_at.number, "hash": paper.certified_at.hash},
        "figures_sha256": figures_sha256(paper),
        **_figures(paper),
        "changed": outcome.changed if outcome.whole else None,
        "tied": [one.choice for one in outcome.after.tied] if outcome.whole else [],
        "first_certificate": _first_certificate(outcome) if outcome.whole else None,
        "follows": list(what_follows(outcome)),
        "costs": list(costs_settled(outcome, paper.certified)),
        "signed_with_keys": signatures_json(outcome.signatures.under(outcome.kept.certified_in)),
    }


def _table_json(table: Table) -> dict[str, Any]:
    """A table as the other forms have it: with the names, its note and what stood before."""
    columns = [column.title for column in table.columns]
    return {"title": table.title, "note": table.note, "columns": columns, "rows": [list(row) for row in table.rows]}


def _first_certificate(outcome: RecountOutcome) -> str:
    if outcome.lost:
        return "void"
    return "stands" if outcome.before.winners else "none"


def _figures(paper: RecountPaper) -> dict[str, Any]:
    outcome = paper.outcome
    return {
        "precincts": [
            {
                "precinct": one.precinct,
                "canvassed": None if one.canvassed is None else one.canvassed.figures,
                "recounted": one.recounted.figures,
                "undervotes": one.recounted.undervotes,
                "overvotes": one.recounted.overvotes,
                "ballots": one.recounted.ballots,
                "unequal_rounds": one.unequal_rounds,
                "set_aside": one.set_aside,
                "missing": one.missing,
            }
            for one in outcome.precincts
        ],
        "before": _line_json(outcome.before, outcome.whole),
        "after": _line_json(outcome.after, outcome.whole),
    }


def _line_json(line: RecountLine, whole: bool) -> dict[str, Any]:
    """Who wins is told by the whole vote alone: of several counties, not by this county's."""
    return {
        "votes": {choice: votes for choice, (_, votes) in _all(line).items()},
        "winners": [one.choice for one in line.winners] if whole else None,
        "margin": line.margin if whole else None,
    }


def figures_sha256(paper: RecountPaper) -> str:
    """Of the figures alone: equal on two papers that say the same."""
    text = json.dumps(_figures(paper), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def paper_bytes(paper: RecountPaper, document: Document, form: str) -> bytes:
    """A paper in one of the forms of reports."""
    return bytes_of(document, form, json.dumps(recount_json(paper), indent=1))
