"""The certificate of a precinct's pollbook, signed by its judges (13-15-204): to be printed, and as it was entered."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from canvass import clock
from canvass.auditing.papers.report_files import bytes_of
from canvass.console.text import hour, hour_of
from canvass.deciding.decisions import Deciding
from canvass.errors import RefusedError
from canvass.reporting.tables import Document, PaperLook, Table, columns_of
from canvass.returning.made_return import precinct_named
from canvass.returning.signers import signers_of
from canvass.signing.papers_signed import PaperInLedger, papers_in, signatures_json, signatures_table
from tabulate.board.reconciliation_entries import PollbookCertified
from tabulate.election import Election, Precinct
from tabulate.hours import MONTANA_TIME
from tabulate.ledger.chain import Head
from tabulate.ledger.fold import fold
from tabulate.totals.reconciliation import reconcile

if TYPE_CHECKING:
    from canvass.record.store import Record

FORMAT = "canvass-pollbook-certificate/1"
_BLANK = "________"


@dataclass(frozen=True, slots=True)
class PollbookStands:
    """A precinct's pollbook: the number entered from it, and the certificate, if it was entered."""

    election: Election
    precinct: Precinct
    head: Head
    electors: int | None
    """Electors voting, as they are entered; None where nobody entered them."""
    signers: tuple[str, ...]
    certified: PollbookCertified | None
    paper: PaperInLedger | None
    """The certificate in the ledger, with signatures by own keys."""


def pollbooks(record: "Record") -> tuple[PollbookStands, ...]:
    """Of every precinct, as they stand now."""
    head, election = record.head(), record.election
    state = fold(record.outlines())
    numbers = reconcile(state, election)
    voting = {one.precinct: one.expected for one in numbers.precincts}
    papers: dict[str, PaperInLedger] = {}
    for paper in papers_in(record):
        entry = record.entry(paper.number)
        if isinstance(entry, PollbookCertified):
            papers.setdefault(entry.precinct, paper)
    return tuple(
        PollbookStands(
            election,
            one,
            head,
            voting.get(one.id),
            signers_of(state, one.id),
            state.board.pollbooks.get(one.id),
            papers.get(one.id),
        )
        for one in election.precincts
    )


def pollbook_of(record: "Record", precinct: str) -> PollbookStands:
    """Of one precinct. Raises InputError."""
    named = precinct_named(record.election, precinct)
    return next(one for one in pollbooks(record) if one.precinct.id == named.id)


def certify_pollbook(
    record: "Record", precinct: str, electors: int, board: str, signed_by: tuple[str, ...], at: str, entered_by: str
) -> PollbookStands:
    """Enter that all judges of a board signed it. Raises RefusedError where the number is not the one entered."""
    now = pollbook_of(record, precinct)
    if now.electors is not None and now.electors != electors:
        raise RefusedError(
            f"The pollbook of precinct {now.precinct.id} is certified with {electors:,} electors, and {now.electors:,} "
            "electors voting are entered (13-15-201(2), 13-15-204). Nothing was written. Look into the pollbook, and "
            "correct the number on the page Reconciliation, or this one."
        )
    Deciding(record).enter(PollbookCertified(now.precinct.id, electors, board, signed_by, at, entered_by))
    return pollbook_of(record, precinct)


def pollbook_document(one: PollbookStands) -> Document:
    """The certificate, with places for the judges' ink."""
    election, certified = one.election, one.certified
    held_in = f"{election.county}, {election.title} of {election.date}"
    number = one.electors if certified is None else certified.electors
    signed = () if one.paper is None else tuple((each.number, each.signed) for each in one.paper.signatures)
    made = clock.now().astimezone(MONTANA_TIME)
    return Document(
        title=f"Certificate of the pollbook: precinct {one.precinct.name}",
        lines=(
            f"{held_in}. Precinct {one.precinct.id}.",
            "We, the election judges of this precinct, sign the pollbook and certify it (13-15-204):",
            f"The pollbook has the names of the electors who voted. Their number is {_shown(number)}.",
            f"The last name in it stands in line {_BLANK}, on page {_BLANK}.",
            *_entered(certified),
            f"Printed on {hour(made)}. Ledger {one.head.number}:{one.head.hash}",
        ),
        tables=(
            Table(
                "The pollbook",
                "What is not known here is written in ink.",
                columns_of("", "#Number"),
                (("Electors whose names stand in the pollbook as having voted", number),),
            ),
            *signatures_table(signed),
        ),
        signatures=one.signers if certified is None else tuple(f"{name}, judge" for name in certified.signed_by),
        paper=PaperLook(upright=True, foot=f"Ledger {one.head.number}:{one.head.hash[:16]}. {held_in}."),
    )


def _shown(number: int | None) -> str:
    return _BLANK if number is None else f"{number:,}"


def _entered(certified: PollbookCertified | None) -> tuple[str, ...]:
    if certified is None:
        return ("It lies in the container of the precinct register (13-15-205), and comes to the canvassers sealed.",)
    return (
        f"Signed by {', '.join(certified.signed_by)}, of board {certified.board}, on {hour_of(certified.at)}; entered "
        f"by {certified.entered_by}.",
    )


def pollbook_bytes(one: PollbookStands, form: str) -> bytes:
    """In one of the forms of reports."""
    return bytes_of(pollbook_document(one), form, json.dumps(pollbook_json(one), indent=1))


def pollbook_json(one: PollbookStands) -> dict[str, object]:
    """The same for programs."""
    certified = one.certified
    signed = () if one.paper is None else tuple((each.number, each.signed) for each in one.paper.signatures)
    return {
        "format": FORMAT,
        "county": one.election.county,
        "date": one.election.date.isoformat(),
        "precinct": one.precinct.id,
        "electors_voting": one.electors,
        "certified": None
        if certified is None
        else {
            "electors": certified.electors,
            "board": certified.board,
            "signed_by": list(certified.signed_by),
            "at": certified.at,
            "entry": None if one.paper is None else one.paper.number,
        },
        "signed_with_keys": signatures_json(signed),
        "ledger": {"number": one.head.number, "hash": one.head.hash},
    }
