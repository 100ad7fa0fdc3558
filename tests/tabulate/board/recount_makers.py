"""Recounts of a small election's mayor: filed, met, counted, certified."""

from __future__ import annotations

from dataclasses import replace

from tabulate.board.by_hand.hand_counts import BallotSetAside, ChoiceFigure, SetAsideDecided, TallySheetEntered
from tabulate.board.recount.petition_law import STATEMENT
from tabulate.board.recount.recount_entries import (
    CourtOrder,
    Petition,
    RecountBegun,
    RecountBoardMet,
    RecountCertified,
    RecountClerk,
    RecountFiled,
    RecountGround,
    RecountMember,
)
from tabulate.board.rulings import ContestRuling
from tabulate.election import ChoiceId, ContestId, PrecinctId
from tabulate.ledger.entries import Entry
from tabulate.rules_edition import CURRENT_RULES
from tests.tabulate.ledger_makers import record_opened

C, D = ChoiceId("c"), ChoiceId("d")
HD45 = ContestId("hd45")
P1, P2 = PrecinctId("P1"), PrecinctId("P2")
PETITION = Petition("d", STATEMENT, "Nan Notary")
FILED = RecountFiled(
    "R-1", HD45, RecountGround.PETITION, "2026-11-17", "2026-11-19", "2026-11-20", (P1, P2), "clerk", PETITION
)
ORDER = replace(
    FILED,
    ground=RecountGround.COURT,
    filed_on="2026-11-24",
    notice_on="2026-11-24",
    order=CourtOrder("DV-26-14", "2026-11-20", "2026-11-24", 50_000),
)
TIE = replace(FILED, ground=RecountGround.TIE, petition=None)
MEMBERS = tuple(RecountMember(name.lower(), name) for name in ("Eve", "Flo", "Gus"))
CLERKS = tuple(RecountClerk(name.lower(), name) for name in ("Hal", "Ida", "Jo"))
MET = RecountBoardMet("R-1", MEMBERS, "Dee", CLERKS, "2026-11-24", "clerk")
CERTIFIED = RecountCertified(
    "R-1", (P1, P2), "2026-11-24", ("Eve", "Flo"), "Dee", "Both precincts were recounted.", ("C", "D"), 0, "clerk"
)


def begun(precinct: PrecinctId = P1, ballots: int = 612) -> RecountBegun:
    return RecountBegun("R-1", precinct, ballots, "hal", ("ida", "jo"), "clerk")


def tally(who: str, c: int, d: int, under: int = 0, number: int = 1, precinct: PrecinctId = P1) -> TallySheetEntered:
    votes = tuple(ChoiceFigure(choice, votes) for choice, votes in ((C, c), (D, d)) if votes)
    return TallySheetEntered(f"R-1 of {precinct}", HD45, number, who, c + d + under, votes, under, 0)


def both(c: int, d: int, under: int = 0, number: int = 1, precinct: PrecinctId = P1) -> list[Entry]:
    return [tally(who, c, d, under, number, precinct) for who in ("ida", "jo")]


def aside(number: int, by: str = "hal", contest: ContestId = HD45) -> BallotSetAside:
    return BallotSetAside("R-1 of P1", number, (contest,), "a cross beside the oval", by)


def findings(number: int, *found: ChoiceId | None) -> list[Entry]:
    """One of each member; None: no vote."""
    return [
        SetAsideDecided(
            "R-1 of P1", number, one.account, (ContestRuling(HD45, (), (), 1) if vote is None else _vote(vote),)
        )
        for one, vote in zip(MEMBERS, found, strict=True)
    ]


def _vote(vote: ChoiceId) -> ContestRuling:
    return ContestRuling(HD45, (vote,), (), 0)


def told(*entries: Entry) -> list[Entry]:
    return [replace(record_opened(), rules=CURRENT_RULES), *entries]
