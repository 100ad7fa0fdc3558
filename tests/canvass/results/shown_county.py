"""A county whose results have all that a page shows: parties, seats, a long title, precincts on the way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from canvass import VERSION
from canvass.record import create_record
from imaging.sheets import Mark
from tabulate.board.polls import PollsClosed
from tabulate.board.reconciliation_entries import BallotsExpected, ExpectedFrom
from tabulate.election import PrecinctId
from tests.canvass.audited_county import CountedCounty, election_day
from tests.tabulate.definitions_data import as_bytes
from tests.tabulate.split_precincts import contest, document, style

if TYPE_CHECKING:
    from canvass.record.store import Record

LONG = "Shall the county levy six mills for the library: " + "for books, for its roof, and for people who read " * 6
PRECINCTS = {"P1": "North", "P2": "South", "P3": "Far <b>away</b>", "P4": "Nobody's"}
NAMES = {"ann": "Ann Ames", "bob": "Bob Bell", "cy": "Cy Cole"}
PARTIES = {"ann": "green", "bob": "blue"}


def definition() -> bytes:
    senator = contest("senator", None, ["ann", "bob", "cy"], office="us senator", territory="state", write_ins=1)
    council = contest("council", None, ["di", "ed", "flo"], office="other", territory="one county", seats=2)
    sheriff = contest("sheriff", None, ["gil", "hal"], office="sheriff", territory="one county")
    levy = contest("levy", None, ["for", "against"], kind="issue", territory="one county") | {"title": LONG}
    for choice in senator["choices"]:
        choice["name"] = NAMES[choice["id"]]
        choice["parties"] = [PARTIES[choice["id"]]] if choice["id"] in PARTIES else []
    contests: list[dict[str, Any]] = [senator, council, sheriff, levy]
    precincts = [{"id": id_, "name": name, "districts": []} for id_, name in PRECINCTS.items()]
    found = document([], precincts, contests, [style("1", list(PRECINCTS), [one["id"] for one in contests])])
    day = election_day().isoformat()
    parties = [{"id": "green", "name": "Green"}, {"id": "blue", "name": "Blue"}]
    more = {"parties": parties, "date": day, "polls_close": f"{day}T20:00:00-07:00", "county": "Larkspur County"}
    return as_bytes(found | more)


def votes(place: int) -> dict[str, Mark]:
    """Of ten ballots: senator 5 ann, 3 bob, 1 cy, 1 nobody; council 8 di, 5 ed, 5 flo; sheriff 5 and 5; levy 6, 4."""
    senator = ("ann",) * 5 + ("bob",) * 3 + ("cy", "")
    even = place % 2 == 0
    di = "di" if place % 5 else ""
    chosen = (senator[place % 10], di, "ed" if even else "flo", "gil" if even else "hal")
    levy = "for" if place % 10 < 6 else "against"
    return {one: Mark.MARKED for one in (*chosen, levy) if one}


class ShownCounty(CountedCounty):
    """North has 40 ballots and is complete; South has 30, and its pollbook 31; Far has 3; nobody voted in the last."""

    def __init__(self, directory: Path) -> None:
        self.record = create_record(directory, definition(), VERSION, "0" * 64)
        self._cards = {card.precinct: card for card in self.election.cards}
        for batch, precinct, ballots in (("north", "P1", 40), ("south", "P2", 30), ("far", "P3", 3)):
            self.count_batch(batch, PrecinctId(precinct), [votes(place) for place in range(ballots)])
        book = ExpectedFrom.POLLBOOK
        numbers = {"P1": 40, "P2": 31, "P3": 3, "P4": 0}
        self.record.append([PollsClosed("clerk")])
        self.record.append(
            [BallotsExpected(PrecinctId(one), None, count, book, "clerk") for one, count in numbers.items()]
        )

    @classmethod
    def again(cls, record: Record) -> ShownCounty:
        """The county of a record that is open."""
        found = cls.__new__(cls)
        found.record = record
        found._cards = {card.precinct: card for card in found.election.cards}
        return found

    def more(self, batch: str, precinct: str, ballots: int) -> None:
        """A further batch of a precinct."""
        self.count_batch(batch, PrecinctId(precinct), [votes(place) for place in range(ballots)])
