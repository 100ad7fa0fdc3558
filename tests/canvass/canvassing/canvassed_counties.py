"""The county of the worked examples with every ballot in it, and others of its kind: states, standings, entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from audit.state import AuditState
from canvass.canvassing.county_standing import CountyStanding, county_standing
from tabulate.board.boards import BoardAppointed, Judge
from tabulate.board.by_hand.hand_counts import ChoiceFigure, HandCountOpened, TallySheetEntered
from tabulate.board.county.canvass_entries import CanvassMet, ReturnReceived
from tabulate.board.county.canvass_terms import ReturnedFigure, SeatedCanvasser, SeatOnBoard
from tabulate.board.polls import PollsClosed, WriteInDeclared
from tabulate.board.reconciliation_entries import BallotsExpected, ExpectedFrom
from tabulate.county_canvass.canvassed import CanvassedContest, PlaceKind
from tabulate.election import ChoiceId, ContestId, Election, PrecinctId
from tabulate.ledger.chain import Head
from tabulate.ledger.entries import BatchClosed, Entry
from tabulate.ledger.fold import fold
from tabulate.rules_edition import CURRENT_RULES
from tests.tabulate.ledger_makers import record_opened
from tests.tabulate.split_precincts import Cast, big_sky, document, elected, electors, sheets

Json = dict[str, Any]
HEAD = Head(1, "0" * 64)
JUDGES = ("ada", "bea", "cal")
WREN = ChoiceId("w")
BOARD = tuple(SeatedCanvasser(name, SeatOnBoard.MEMBER) for name in ("Ann Ash", "Bo Birch", "Cy Cole"))
MET = CanvassMet(3, BOARD, "Dee Clerk", "the courthouse", "2026-11-17T10:00-07:00", "Dee Clerk")

PART_OF = {"P1": ("1", "P1"), "P2-A": ("1", "P2"), "P2-B": ("2", "P2"), "P3": ("2", "P3")}
ELECTORS = {"P1": 612, "P2-A": 214, "P2-B": 131, "P3": 405}
SENATOR = {
    "P1": (310, 280, 4, 17, 1),
    "P2-A": (101, 107, 1, 5, 0),
    "P2-B": (70, 55, 0, 6, 0),
    "P3": (198, 190, 2, 14, 1),
}
"""A, B, written in, undervotes, overvotes (W1)."""
HOUSE = {"P1": (300, 298), "P2-A": (102, 100), "P2-B": (61, 64), "P3": (201, 196)}
COUNCIL = {"P1": (350, 330, 320), "P2-A": (120, 118, 117)}


def county() -> Election:
    return elected(big_sky())


def scanned(election: Election, part: str) -> list[Entry]:
    """One ballot for each elector of a part, whose votes are those of the tables; overvotes as undervotes."""
    style, precinct = PART_OF[part]
    house, names = ("house-45", "cd") if style == "1" else ("house-46", "ef")
    columns = [
        list(spread(("senator",) * 3, ("a", "b", "w"), SENATOR[part][:3], ELECTORS[part])),
        list(spread((house,) * 2, tuple(names), HOUSE[part], ELECTORS[part])),
    ]
    if part in COUNCIL:
        columns.append(list(council(part)))
    cast = [
        Cast(style, precinct, tuple(vote for column in columns for vote in column[place]))
        for place in range(ELECTORS[part])
    ]
    return [*sheets(election, part, cast), BatchClosed(part, len(cast), len(cast), 0, 0)]


def spread(
    contests: Sequence[str], choices: Sequence[str], votes: Sequence[int], ballots: int
) -> Iterator[tuple[tuple[str, str], ...]]:
    """Each ballot's vote: one after the other, and then none."""
    chosen = [
        (contest, choice)
        for contest, choice, number in zip(contests, choices, votes, strict=True)
        for _ in range(number)
    ]
    yield from (((chosen[place],) if place < len(chosen) else ()) for place in range(ballots))


def council(part: str) -> Iterator[tuple[tuple[str, str], ...]]:
    """Two votes a ballot at most, for two people: dealt out ballot by ballot, round and round."""
    dealt: list[list[tuple[str, str]]] = [[] for _ in range(ELECTORS[part])]
    place = 0
    for choice, number in zip("xyz", COUNCIL[part], strict=True):
        for _ in range(number):
            dealt[place % len(dealt)].append(("council", choice))
            place += 1
    yield from map(tuple, dealt)


def whole_county(election: Election) -> list[Entry]:
    entries = [entry for part in ELECTORS for entry in scanned(election, part)]
    return [declared(), *entries, *electors(ELECTORS)]


def declared() -> Entry:
    return WriteInDeclared(ContestId("senator"), WREN, "Wren", ("Wren",), "13-10-211(2)", "clerk")


def standing(
    election: Election, entries: Iterable[Entry], audit: AuditState | None = None, with_held: bool = True
) -> CountyStanding:
    judges = tuple(Judge(name, name.title(), "2026-11-02") for name in JUDGES)
    opened = replace(record_opened(), rules=CURRENT_RULES)
    state = fold([opened, BoardAppointed("east", judges, False, "clerk"), PollsClosed("clerk"), *entries])
    return county_standing(election, state, audit, HEAD, with_held)


def received(found: CountyStanding, *but: str) -> list[Entry]:
    """The return form of every precinct, as its figures stand, signed."""
    return [
        ReturnReceived(
            one.precinct.id,
            found.head.number,
            "0" * 64,
            one.electors,
            one.ballots,
            tuple(
                ReturnedFigure(contest.contest, row.choice or row.kind.value, row.counts)
                for contest in one.contests
                for row in contest.rows
                if row.counts is not None
            ),
            ("Ada", "Bea", "Cal"),
            "2026-11-04T01:00-07:00",
            "clerk",
        )
        for one in found.returns
        if one.precinct.id not in but
    ]


def by_hand(
    precinct: str, contest: str, figures: dict[str, int], under: int, over: int, electors_voting: int | None
) -> list[Entry]:
    """A precinct with one contest, counted by hand by two recorders alike."""
    own, ballots = PrecinctId(precinct), sum(figures.values()) + under + over
    opened = HandCountOpened(precinct, own, ballots, (), JUDGES[:2], JUDGES[2], "clerk", "east")
    found = tuple(ChoiceFigure(ChoiceId(choice), votes) for choice, votes in figures.items() if votes)
    counted = [
        TallySheetEntered(precinct, ContestId(contest), 1, judge, ballots, found, under, over) for judge in JUDGES[:2]
    ]
    pollbook = ExpectedFrom.POLLBOOK
    entered = [] if electors_voting is None else [BallotsExpected(own, None, electors_voting, pollbook, "clerk")]
    return [opened, *counted, *entered]


def contest_of(found: CountyStanding, contest: str) -> CanvassedContest:
    return next(one for one in found.contests if one.contest.id == contest)


def places(contest: CanvassedContest, *kinds: PlaceKind) -> dict[str, tuple[int | None, ...]]:
    """The figures of each place by its name: choices, undervotes, overvotes."""
    return {one.name: one.figures for one in contest.places if not kinds or one.kind in kinds}


def one_contest(contest: Json, *precincts: str) -> Election:
    """A county of whole precincts with one contest."""
    named = [{"id": name, "name": name, "districts": []} for name in precincts]
    style = {"id": "1", "precincts": list(precincts), "contests": [contest["id"]], "rotation": 0}
    return elected(document([], named, [contest], [style]))
