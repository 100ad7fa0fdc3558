"""A small primary: a ballot of each party, and the nonpartisan part on a ballot of its own or on each party's."""

import json
from collections.abc import Iterable, Mapping, Sequence

from tabulate.board.primary.party_ballot_entries import PartyBallotsKept, UnvotedOfParty
from tabulate.board.reconciliation_entries import BallotsExpected, ExpectedFrom
from tabulate.definitions import parse_definition
from tabulate.election import Election, PartyId, PrecinctId
from tests.tabulate.definitions_data import Json, as_bytes
from tests.tabulate.several_sheets import Style, definition_with

NORTH = PrecinctId("north")
SEPARATE = {"section": "13-10-209"}
NAMES = {"R": "Redbud", "D": "Dogwood", "L": "Larch"}


def primary_document(
    styles: Sequence[Style], seats: Mapping[str, int], purposes: Mapping[str, Json] | None = None
) -> Json:
    """Of these styles. A contest `sheriff-R` is party R's; any other is nonpartisan. `purposes` say more of one."""
    document: Json = json.loads(definition_with(styles, seats))
    document["date"], document["polls_close"] = "2026-06-02", "2026-06-02T20:00:00-06:00"
    document["parties"] = [{"id": id_, "name": name} for id_, name in NAMES.items()]
    document["contests"] = [
        _said(_of_primary(one) | (purposes or {}).get(one["id"], {})) for one in document["contests"]
    ]
    return document


def _of_primary(contest: Json) -> Json:
    """A contest without a scope, with what it is for: by the last part of its id, a party's or nobody's."""
    name, _, party = contest["id"].rpartition("-")
    of_party = party in NAMES
    own: Json = {"party": party} if of_party else {"nonpartisan": True}
    own |= {"office": "sheriff" if of_party else "justice of the peace", "territory": "one county"}
    own |= {"nominated": contest["seats"] * (1 if of_party else 2), "title": (name or contest["id"]).title()}
    return {key: value for key, value in contest.items() if key != "scope"} | own


def _said(contest: Json) -> Json:
    """Without what is None: a committee nominates nobody."""
    return {key: value for key, value in contest.items() if value is not None}


def primary_of(
    styles: Sequence[Style], seats: Mapping[str, int], purposes: Mapping[str, Json] | None = None
) -> Election:
    """Its election."""
    return parse_definition(as_bytes(primary_document(styles, seats, purposes)))


def two_parties(*, separate: bool = True) -> Election:
    """R and D in the north, and a justice of the peace on a ballot apart or on both."""
    beside = () if separate else ("justice",)
    styles = [Style(party, ("north",), ((f"attorney-{party}", *beside),)) for party in ("R", "D")]
    apart = [Style("NP", ("north",), (("justice",),), SEPARATE)] if separate else []
    return primary_of([*styles, *apart], {"attorney-R": 1, "attorney-D": 1, "justice": 1})


def pollbook(electors: int, precinct: PrecinctId = NORTH) -> BallotsExpected:
    """What the pollbook says."""
    return BallotsExpected(precinct, None, electors, ExpectedFrom.POLLBOOK, "the clerk")


def kept(
    sets: int, unvoted: Mapping[str, int] | Iterable[tuple[str, int]], precinct: PrecinctId = NORTH
) -> PartyBallotsKept:
    """Sets handed out, and ballots of each party left unvoted."""
    each = tuple(UnvotedOfParty(PartyId(party), ballots) for party, ballots in dict(unvoted).items())
    return PartyBallotsKept(precinct, sets, each, "4-north", "the clerk")
