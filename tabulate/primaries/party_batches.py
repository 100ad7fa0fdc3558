"""Batches that are said to be of one party, and the sheets in them that are not (13-10-311).

Judges bundle a primary's ballots by party. A sheet of another party is counted for its own party, whatever bundle it
lay in; it is named so that people find it, and put it where it belongs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tabulate.election import Election, PartyId
from tabulate.ledger.batch_state import BatchState
from tabulate.primaries.parties import party_of_style

_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class OtherPartySheet:
    """A sheet in another party's bundle."""

    batch: str
    sheet: int
    """Its number in the batch, from 1."""
    party: PartyId | None
    """Whose ballot it is; None of a ballot of no party."""


def sheets_of_other_parties(election: Election, batch: BatchState) -> tuple[OtherPartySheet, ...]:
    """The sheets of a batch said to be of one party that are of another, or of none; sheets not read are neither."""
    said = batch.opened.party
    if said is None:
        return ()
    found = []
    for number, kept in enumerate(batch.kept, 1):
        card = election.find_card(kept.votes.card) if kept.votes is not None else None
        if card is None:
            continue
        party = party_of_style(election, election.ballot_style(card.ballot_style))
        if party != said:
            found.append(OtherPartySheet(batch.opened.batch, number, party))
    return tuple(found)


def other_parties(election: Election, batches: Iterable[BatchState]) -> Iterator[str]:
    """A sentence for each batch with sheets of another party than it is said to be of."""
    names = {party.id: party.name for party in election.parties}
    for batch in batches:
        if found := sheets_of_other_parties(election, batch):
            said = names.get(PartyId(batch.opened.party or ""), batch.opened.party)
            more = f" and {len(found) - _MOST_NAMED:,} more" if len(found) > _MOST_NAMED else ""
            listed = ", ".join(f"sheet {one.sheet} ({_whose(names, one)})" for one in found[:_MOST_NAMED])
            yield (
                f"Batch {batch.opened.batch} is said to be of party {said}, and has ballots of others: {listed}{more}. "
                "They count for their own party. Look for them, and bundle them with their own (13-10-311)."
            )


def _whose(names: dict[PartyId, str], one: OtherPartySheet) -> str:
    return "no party" if one.party is None else names.get(one.party, str(one.party))
