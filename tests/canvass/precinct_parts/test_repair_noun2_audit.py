"""Ballots cast in the audit's figures, where a contest is on the ballots of some parts of a precinct alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.contests import Unit
from audit.coverage import Container
from audit.opening import open_audit
from audit.random_sample import fold as fold_audit
from canvass.auditing.boxes import first_figures
from canvass.auditing.poll_book import BallotsCast, with_parts
from canvass.deciding.decisions import Deciding
from tabulate.election import ContestId, PrecinctId
from tabulate.ledger.fold import fold
from tests.canvass.precinct_parts.split_county import electors
from tests.tabulate.split_precincts import big_sky, elected

if TYPE_CHECKING:
    from canvass.record.store import Record


def cast_in(record: Record, contest: str, said: int | None = None) -> int | None:
    """Ballots cast as the audit's figures of P2 have them, with the poll book's number of the precinct where said."""
    counted, election = fold(record.outlines()), record.election
    cast = with_parts(BallotsCast(said), election, counted, PrecinctId("P2"))
    state = fold_audit([open_audit(election)])
    assert state is not None
    unit = Unit(PrecinctId("P2"), ContestId(contest))
    return first_figures(state, counted, unit, (Container("1", ("A",)),), cast).ballots_cast


def test_repair_noun2_ballots_with_a_contest_of_some_parts_come_from_their_electors_voting(split: Record) -> None:
    """B2: P2-A alone votes on House District 45. Nobody needs to type its number when the boxes are opened."""
    assert cast_in(split, "house-45") == 21
    Deciding(split).enter(electors("P2-A", 24))
    assert cast_in(split, "house-45") == 24
    assert cast_in(split, "house-46") == 13, "of P2-B nothing is entered: the record's number stands"
    assert cast_in(split, "senator") == 34
    Deciding(split).enter(electors("P2-B", 13))
    assert cast_in(split, "senator") == 37
    assert cast_in(split, "senator", 40) == 40, "what is typed goes first"
    assert cast_in(split, "house-45", 40) == 24, "not every ballot of the precinct carries it"


def test_repair_noun2_electors_of_another_party_do_not_have_a_primarys_contest(split: Record) -> None:
    Deciding(split).enter(electors("P2-A", 24), electors("P2-B", 13))
    document = big_sky()
    council = {**document["contests"][0], "id": "clerk", "office": "clerk and recorder", "territory": "one county"}
    document["contests"].append({**council, "write_ins": 0})
    targets = [{"contest": "clerk", "choice": one, "column": 2, "row": 6 + 2 * n} for n, one in enumerate("ab")]
    layout = {**document["layouts"][0], "id": "3"}
    document["layouts"].append({**layout, "pages": [{**layout["pages"][0], "targets": targets}]})
    other = {"id": "3", "precincts": ["P2"], "parts": ["P2-A"], "contests": ["clerk"], "rotation": 0, "layout": "3"}
    document["ballot_styles"].append(other)
    found = with_parts(BallotsCast(), elected(document), fold(split.outlines()), PrecinctId("P2"))
    assert dict(found.by_parts) == {"house-46": 13}


def test_repair_noun2_a_precinct_without_parts_asks_the_poll_book_as_before(split: Record) -> None:
    Deciding(split).enter(electors("P1", 99))
    cast = BallotsCast(30, ((ContestId("senator"), 29),))
    assert with_parts(cast, split.election, fold(split.outlines()), PrecinctId("P1")) == cast
