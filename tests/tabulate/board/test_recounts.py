"""Recounts by hand, by the worked examples W19 and W20: boards, rounds, ballots set aside, locks, certificates."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabulate.board.by_hand.hand_counts import HandCountReopened, SetAsideDecided
from tabulate.board.custody.container_entries import OpeningGround
from tabulate.board.recount.one_recount import KeptRecount
from tabulate.board.recount.recount_entries import (
    RecountBallotsMissing,
    RecountCertified,
    RecountMember,
    RecountWithdrawn,
)
from tabulate.board.rulings import ContestRuling
from tabulate.election import ContestId, PrecinctId
from tabulate.ledger.entries import Entry
from tabulate.ledger.errors import LedgerBroken
from tabulate.ledger.fold import fold
from tests.soak import examples
from tests.tabulate.board.container_makers import AGAIN, OPENED, V3
from tests.tabulate.board.recount_makers import (
    CERTIFIED,
    FILED,
    HD45,
    MEMBERS,
    MET,
    ORDER,
    P1,
    P2,
    C,
    D,
    aside,
    begun,
    both,
    findings,
    tally,
    told,
)
from tests.tabulate.ledger_makers import batch_opened

W19 = [
    *(aside(number) for number in (1, 2, 3)),
    *both(297, 297, 15),
    *findings(1, C, C, C),
    *findings(2, D, D, C),
    *findings(3, C, D, None),
]
P2_DONE = [begun(P2, 214), *both(102, 101, 11, precinct=P2)]


def the_recount(*entries: Entry) -> KeptRecount:
    return fold(told(*entries)).board.recounts.recounts["R-1"]


def refused(*entries: Entry) -> str:
    """Why the last of these may not follow the others, which may."""
    fold(told(*entries[:-1]))
    with pytest.raises(LedgerBroken) as why:
        fold(told(*entries))
    return f"{why.value}"


def test_w19_what_two_of_three_find_is_added_to_equal_sheets() -> None:
    found = the_recount(FILED, MET, begun(), *W19).locked(P1)
    assert found is not None
    assert {one.choice: one.votes for one in found.figures} == {C: 298, D: 298}
    assert (found.undervotes, found.overvotes, found.ballots) == (16, 0, 612)


def test_w19_unequal_sheets_are_counted_again_and_every_round_is_kept() -> None:
    rounds = [entry for number in (1, 2, 3, 4) for entry in _unequal(number)]
    kept = the_recount(FILED, MET, begun(), *rounds)
    assert kept.locked(P1) is None
    count = kept.counts[P1].contests[HD45]
    assert (count.round, len(count.unequal)) == (5, 4)
    assert [[one.figures[0].votes for one in pair] for pair in count.unequal] == [[297, 296]] * 4
    assert the_recount(FILED, MET, begun(), *rounds, *both(297, 297, 18, number=5)).locked(P1) is not None


def _unequal(number: int) -> list[Entry]:
    return [tally("ida", 297, 297, 18, number), tally("jo", 296, 297, 19, number)]


def test_it_is_locked_only_once_every_ballot_set_aside_is_decided_and_then_for_good() -> None:
    waiting = [FILED, MET, begun(), aside(1), *both(300, 297, 14)]
    assert the_recount(*waiting, *findings(1, C, C, C)[:2]).locked(P1) is None
    done = [*waiting, *findings(1, C, C, C)]
    assert the_recount(*done).open_precincts == (P2,)
    again = HandCountReopened("R-1 of P1", None, 612, "clerk", "anew")
    for late in (tally("ida", 1, 1), tally("ida", 300, 297, 14), aside(2), again):
        assert "R-1 of P1 open (13-16-412), found it locked" in refused(*done, late)
    assert "both sheets are in and equal" in refused(*waiting, tally("ida", 1, 1)), "not locked before all is decided"
    missing = RecountBallotsMissing("R-1", P1, 1, 0, "petition of the board", "clerk")
    assert "locked" in refused(*done, missing)


def test_a_recount_adds_nothing_to_the_totals_and_does_not_stand_among_hand_counts() -> None:
    state = fold(told(FILED, MET, begun(), *W19, *P2_DONE, CERTIFIED))
    assert not state.real.contests
    assert not state.board.hand_counts
    assert [one.filed.recount for one in state.board.recounts.certified()] == ["R-1"]


def test_the_board_is_three_members_under_an_administrator_who_is_none() -> None:
    two, four = MEMBERS[:2], (*MEMBERS, RecountMember("zoe", "Zoe"))
    assert "exactly three members" in refused(FILED, replace(MET, members=two))
    assert "exactly three members" in refused(FILED, replace(MET, members=four))
    assert "each member and clerk once" in refused(FILED, replace(MET, members=(*two, two[0])))
    assert "who is no member" in refused(FILED, replace(MET, secretary="EVE"))
    assert "not before the notice" in refused(FILED, replace(MET, met_on="2026-11-19"))
    assert "a recount that was filed" in refused(MET)
    assert "before its first count" in refused(FILED, MET, begun(), MET)
    assert the_recount(FILED, MET, replace(MET, secretary="Lou")).board is not None


def test_only_the_board_and_its_clerks_count_and_only_the_members_decide() -> None:
    assert "one who reads and two who record" in refused(FILED, MET, replace(begun(), reader="zoe"))
    assert "one who reads and two who record" in refused(FILED, MET, replace(begun(), reader="ida"))
    assert the_recount(FILED, MET, replace(begun(), reader="eve", recorders=("flo", "hal"))).counts
    assert "one of the recorders" in refused(FILED, MET, begun(), tally("eve", 1, 1))
    assert "a judge of the board" in refused(FILED, MET, begun(), aside(1, by="zoe"))
    by_clerk = SetAsideDecided("R-1 of P1", 1, "hal", (ContestRuling(HD45, (), (), 1),))
    assert "a judge of the board" in refused(FILED, MET, begun(), aside(1), by_clerk)
    assert "hd45 alone" in refused(FILED, MET, begun(), aside(1, contest=ContestId("mayor")))
    assert "hd45 alone" in refused(FILED, MET, begun(), replace(tally("ida", 1, 1), contest=ContestId("mayor")))


def test_a_precinct_that_the_order_does_not_name_is_not_begun() -> None:
    ordered = replace(ORDER, precincts=(P1,))
    assert "a precinct of recount R-1: P1 (13-16-301)" in refused(ordered, MET, begun(P2))
    assert "the board of recount R-1" in refused(ordered, begun())
    assert "not begun" in refused(ordered, MET, begun(), begun())


def test_packages_of_another_precinct_are_sealed_before_the_next_is_begun_and_all_before_the_certificate() -> None:
    opened: list[Entry] = [batch_opened("A"), V3, FILED, MET, OPENED]
    assert OPENED.ground is OpeningGround.RECOUNT
    assert "packages of one precinct open at a time (13-16-417)" in refused(*opened, begun(P2))
    counted = [*opened, begun(), *both(300, 298, 14)]
    assert "packages of one precinct" in refused(*counted, begun(P2, 214))
    done = [*counted, AGAIN, *P2_DONE]
    assert the_recount(*done, CERTIFIED).certified == CERTIFIED
    again = replace(OPENED, found=(replace(OPENED.found[0], seal="12"),), at="2026-11-24T17:00-07:00")
    assert "every package sealed again (13-16-417)" in refused(*done, again, CERTIFIED)


@pytest.mark.parametrize(
    ("wrong", "asked"),
    [
        (replace(CERTIFIED, signers=("Eve",)), "at least 2 members who sign"),
        (replace(CERTIFIED, signers=("Eve", "Hal")), "at least 2 members who sign"),
        (replace(CERTIFIED, signers=("Eve", "eve")), "at least 2 members who sign"),
        (replace(CERTIFIED, attested_by="Eve"), "the election administrator, to attest"),
        (replace(CERTIFIED, certified_on="2026-11-23"), "a day not before 2026-11-24"),
        (replace(CERTIFIED, proceedings=" "), "the substance of the proceedings"),
        (replace(CERTIFIED, precincts=(P1,)), "each precinct recounted"),
    ],
)
def test_w20_a_certificate_that_lacks_something_is_refused(wrong: RecountCertified, asked: str) -> None:
    assert asked in refused(FILED, MET, begun(), *both(298, 298, 16), *P2_DONE, wrong)


def test_w20_it_is_certified_once_every_precinct_is_locked_and_then_it_is_over() -> None:
    half: list[Entry] = [FILED, MET, begun(), *both(298, 298, 16)]
    assert "P2 open" in refused(*half, CERTIFIED)
    whole = [*half, *P2_DONE, CERTIFIED]
    assert the_recount(*whole).certified == CERTIFIED
    assert "it certified on 2026-11-24" in refused(*whole, CERTIFIED)
    assert "it certified on 2026-11-24" in refused(*whole, MET)
    anew = replace(ORDER, recount="R-2")
    assert len(fold(told(*whole, anew)).board.recounts.recounts) == 2, "a court may order another"
    assert "no open recount of hd45" in refused(FILED, anew)
    assert "a new name" in refused(*whole, FILED)


def test_ballots_that_are_missing_are_noted_and_those_found_are_counted_with_their_own() -> None:
    noted = RecountBallotsMissing("R-1", P1, 3, 0, "petition of 2026-11-24", "clerk")
    found = replace(noted, missing=1, found=2, note="in the package of P2")
    grown = HandCountReopened("R-1 of P1", None, 611, "clerk", "two ballots were found")
    kept = the_recount(FILED, MET, noted, begun(ballots=609), tally("ida", 297, 297, 15), found, grown)
    assert (kept.missing[P1].missing, kept.missing[P1].found, kept.counts[P1].ballots) == (1, 2, 611)
    assert "a precinct of recount" in refused(FILED, MET, replace(noted, precinct=PrecinctId("P9")))
    assert "how many ballots are missing" in refused(FILED, MET, replace(noted, note=""))
    assert "how many ballots are missing" in refused(FILED, MET, replace(noted, missing=0))


def test_a_sheet_has_every_ballot_that_was_counted_before_the_tally_but_those_set_aside() -> None:
    asked = "the 612 ballots of R-1 of P1 that were counted before the tally"
    assert asked in refused(FILED, MET, begun(), tally("ida", 297, 297, 17))
    assert "611 tallied and 0 set aside" in refused(FILED, MET, begun(), tally("ida", 297, 297, 17))
    assert asked in refused(FILED, MET, begun(), *(aside(number) for number in (1, 2)), tally("ida", 297, 297, 15))
    assert the_recount(FILED, MET, begun(), aside(1), *both(297, 297, 17)).counts[P1].undecided


def test_a_recount_that_is_withdrawn_is_over_and_another_may_be_filed() -> None:
    gone = RecountWithdrawn("R-1", "the petition was withdrawn", "2026-11-24", "clerk")
    half: list[Entry] = [FILED, MET, begun(), tally("ida", 297, 297, 18)]
    for after in (tally("jo", 297, 297, 18), aside(1), begun(P2), MET, CERTIFIED, gone):
        assert "it withdrawn on 2026-11-24: the petition was withdrawn" in refused(*half, gone, after)
    assert "why recount R-1 is withdrawn" in refused(*half, replace(gone, reason=" "))
    assert "why recount R-1 is withdrawn" in refused(*half, replace(gone, withdrawn_on="2026-11-18"))
    state = fold(told(*half, gone, replace(ORDER, recount="R-2"))).board.recounts
    assert [one.is_open for one in state.recounts.values()] == [False, True]
    assert list(state.certified()) == []
    assert "it certified on" in refused(FILED, MET, begun(), *both(298, 298, 16), *P2_DONE, CERTIFIED, gone)


POOL: list[Entry] = [
    FILED,
    ORDER,
    MET,
    begun(),
    *P2_DONE,
    *both(297, 297, 18),
    *both(298, 298, 16, number=2),
    tally("ida", 296, 297, 19),
    aside(1),
    *findings(1, C, C, D),
    CERTIFIED,
    RecountWithdrawn("R-1", "stayed", "2026-11-24", "clerk"),
    HandCountReopened("R-1 of P1", None, 612, "clerk", "anew"),
]


@settings(max_examples=examples(60))
@given(st.lists(st.sampled_from(POOL), max_size=25))
def test_in_any_order_what_is_locked_stays_and_what_is_refused_changes_nothing(tried: list[Entry]) -> None:
    taken: list[Entry] = []
    locked: dict[PrecinctId, object] = {}
    for entry in tried:
        try:
            state = fold(told(*taken, entry))
        except LedgerBroken:
            continue
        taken.append(entry)
        for kept in state.board.recounts.recounts.values():
            now = {one: kept.locked(one) for one in kept.filed.precincts if kept.locked(one) is not None}
            assert {one: now.get(one) for one in locked} == locked
            locked = dict(now)
            assert kept.certified is None or set(now) == set(kept.filed.precincts)
        assert not state.real.contests
