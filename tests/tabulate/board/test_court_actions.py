"""Actions in court: begun, judged, appealed, judged again, ended; which certificates a judgment takes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabulate.board.county.canvass_state import CountyCanvass
from tabulate.board.county.canvass_terms import CanvassAct
from tabulate.board.county.certificate_entries import CertificateKind, CertifiedPerson
from tabulate.board.county.court_actions import CourtActions, CourtStage
from tabulate.board.county.court_entries import (
    CourtActionAppealed,
    CourtActionBegun,
    CourtActionEnded,
    CourtActionJudged,
    CourtActionKind,
    CourtEntry,
    CourtFinding,
    IllegalVotesProved,
)
from tabulate.board.county.entitling import AppointedAfterTie, DrawnLot, EntitledBy, Entitling
from tabulate.board.errors import NotAllowed
from tabulate.calendar.duties import LastDay
from tests.tabulate.board.test_certificates import ACCEPTED, CLEARED, ELM, FIR, ISSUED, declared, kept, with_second

AT = "2026-12-20T09:00-07:00"
BEGUN = CourtActionBegun(
    "DV-26-118",
    CourtActionKind.ELECTION,
    ELM.contest,
    "elm",
    "Fir",
    "illegal votes",
    "2026-12-01",
    "",
    AT,
    "Dee",
)
JUDGED = CourtActionJudged(
    "DV-26-118",
    CourtFinding.DECLARES_ANOTHER,
    FIR,
    (IllegalVotesProved("elm", 7),),
    "2026-12-10",
    "ab" * 32,
    AT,
    "Dee",
)
APPEALED = CourtActionAppealed("dv-26-118", "Elm", "2026-12-12", AT, "Dee")
REVERSED = replace(JUDGED, finding=CourtFinding.STANDS, declared=None, illegal=(), judged_on="2026-12-18")
APPEALED_THEN = replace(APPEALED, appealed_on="2026-12-10")
ENDED = CourtActionEnded("DV-26-118", "the time to appeal is over", "2026-12-20", AT, "Dee")


def taken(*entries: CourtEntry, first: int = 20) -> CourtActions:
    found = CourtActions()
    for number, entry in enumerate(entries, first):
        found.check(entry)
        found = found.after(number, entry)
    return found


def test_it_holds_until_it_has_ended_judged_or_not() -> None:
    steps = (BEGUN, JUDGED, APPEALED, REVERSED, ENDED)
    stages = [taken(*steps[:length]) for length in range(1, 6)]
    assert [one.actions[0].stage for one in stages] == [
        CourtStage.BEGUN,
        CourtStage.JUDGED,
        CourtStage.APPEALED,
        CourtStage.JUDGED,
        CourtStage.ENDED,
    ]
    assert [len(one.open) for one in stages] == [1, 1, 1, 1, 0]
    assert taken(BEGUN, ENDED).open == (), "it may be withdrawn"


WRONG: list[tuple[tuple[CourtEntry, ...], str]] = [
    ((JUDGED,), "a case that was entered: none"),
    ((BEGUN, replace(BEGUN, case="dv-26-118")), "a case that was not entered yet"),
    ((BEGUN, JUDGED, REVERSED), "An appeal is entered between two judgments"),
    ((BEGUN, APPEALED), "Enter its judgment first"),
    ((BEGUN, ENDED, JUDGED), "case DV-26-118 open"),
    ((BEGUN, replace(JUDGED, judged_on="2026-11-30")), "a day not before 2026-12-01"),
    ((BEGUN, replace(JUDGED, judged_on="2026-12-21")), "its day, as 2026-11-25, not after 2026-12-20"),
    ((BEGUN, replace(JUDGED, declared=None)), "whom the court declares"),
    ((BEGUN, replace(JUDGED, finding=CourtFinding.SETS_ASIDE)), "nobody declared by it"),
    ((BEGUN, replace(JUDGED, declared=ELM)), "another of sheriff than elm"),
    ((BEGUN, replace(JUDGED, finding=CourtFinding.VOIDS, declared=None)), "what a court may find in the contest of"),
    ((BEGUN, replace(JUDGED, illegal=JUDGED.illegal * 2)), "once, at least 1 (13-36-211)"),
    ((BEGUN, replace(JUDGED, illegal=(IllegalVotesProved("elm", 0),))), "at least 1 (13-36-211)"),
    ((BEGUN, replace(JUDGED, judgment_sha256="x")), "64 digits in hex"),
    ((replace(BEGUN, against=None),), "whose nomination or election is contested"),
    ((replace(BEGUN, action=CourtActionKind.VOID),), "nobody by name"),
    ((replace(BEGUN, certified_on="2026-11-20"),), "no day of a certificate"),
    ((replace(BEGUN, action=CourtActionKind.NOMINATION),), "the day of the certificate, from which five days run"),
    ((replace(BEGUN, action=CourtActionKind.NOMINATION, certified_on="2026-12-02"),), "not after 2026-12-01"),
    ((replace(BEGUN, case=""),), "words of at most"),
    ((replace(BEGUN, grounds="a\u202eb"),), "words of at most"),
    ((replace(BEGUN, at="noon"),), "a day and an hour with the offset"),
]


@pytest.mark.parametrize(("entries", "words"), WRONG)
def test_what_may_not_follow_is_refused(entries: tuple[CourtEntry, ...], words: str) -> None:
    before = taken(*entries[:-1])
    with pytest.raises(NotAllowed) as refused:
        before.check(entries[-1])
    assert words in str(refused.value)


def test_a_judgment_takes_one_certificate_and_grounds_the_next() -> None:
    canvass = declared("Elm")
    first = kept(canvass, CLEARED, ISSUED)
    entitling = Entitling(canvass, courts=taken(BEGUN, JUDGED))
    assert first.void_by(*first.issued[0], entitling) == 21
    with pytest.raises(NotAllowed, match="nobody from whom a court took it"):
        entitling.now(ELM)
    assert (entitling.now(FIR).by, entitling.now(FIR).number) == (EntitledBy.COURT, 21)
    cleared, issued = replace(CLEARED, person=FIR), replace(ISSUED, person=FIR, declared_entry=21, cleared_entry=22)
    after = first.after(22, cleared).after(23, replace(issued, at="2026-12-21T09:00-07:00"))
    after.check(replace(cleared, notice_sha256="ef" * 32), entitling, LastDay.AS_IT_FALLS)
    number, second = after.issued[-1]
    assert after.void_by(number, second, entitling) is None
    later = Entitling(with_second(canvass, "Elm"), courts=entitling.courts)
    assert after.void_by(number, second, later) is None, "the board's figures do not undo a judgment"
    back = Entitling(canvass, courts=taken(BEGUN, JUDGED, APPEALED).after(30, REVERSED))
    assert after.void_by(number, second, back) == 30, "a judgment on appeal does"
    assert back.now(ELM).by is EntitledBy.BOARD


def test_an_election_that_is_void_takes_every_certificate() -> None:
    canvass = declared("Elm")
    first = kept(canvass, CLEARED, ISSUED)
    begun = replace(BEGUN, action=CourtActionKind.VOID, against=None)
    void = replace(JUDGED, finding=CourtFinding.VOIDS, declared=None, illegal=())
    entitling = Entitling(canvass, courts=taken(begun, void))
    assert first.void_by(*first.issued[0], entitling) == 21
    for person in (ELM, FIR):
        with pytest.raises(NotAllowed, match="nobody from whom a court took it"):
            entitling.now(person)


DRAWN = DrawnLot(9, AT, "Dee", ("Eve",), (2,), ("fir",))


def test_of_a_tied_nomination_whom_the_lot_drew_is_entitled() -> None:
    fir, elm = (replace(one, kind=CertificateKind.NOMINATION) for one in (FIR, ELM))
    canvass = declared("Elm", "Fir", act=CanvassAct.TIE)
    entitling = Entitling(canvass, {ELM.contest: DRAWN})
    assert (entitling.now(fir).by, entitling.now(fir).number) == (EntitledBy.LOT, 9)
    ahead = replace(fir, choice="oak", name="Oak")
    assert entitling.now(ahead).by is EntitledBy.LOT, "who had more votes is in no certificate of a tie"
    for person in (elm, FIR):
        with pytest.raises(NotAllowed, match="certificate of a tie: Elm, Fir"):
            entitling.now(person)
    again = with_second(canvass, "Elm", "Fir", act=CanvassAct.TIE)
    assert Entitling(again, entitling.ties).void_by(10, fir, 9) is None, "the tie was certified once more"
    assert Entitling(with_second(canvass, "Elm"), entitling.ties).void_by(10, fir, 9) == 13


def test_of_a_tied_election_whom_the_officer_appointed_is_entitled_until_another_is() -> None:
    canvass = declared("Elm", "Fir", act=CanvassAct.TIE)
    named = AppointedAfterTie(9, AT, "the county commissioners", "13-16-506", "2026-12-01", ("fir",))
    entitling = Entitling(canvass, {ELM.contest: named})
    assert (entitling.now(FIR).by, entitling.now(FIR).number) == (EntitledBy.APPOINTED, 9)
    with pytest.raises(NotAllowed, match="certificate of a tie: Elm, Fir"):
        entitling.now(ELM)
    assert entitling.void_by(10, FIR, 9) is None
    other = Entitling(canvass, {ELM.contest: replace(named, number=12, chosen=("elm",))})
    assert other.void_by(10, FIR, 9) == 12, "another was appointed"
    ahead = replace(FIR, choice="oak", name="Oak")
    assert other.void_by(10, ahead, 9) is None, "who had more votes was never tied"


def test_a_write_in_whom_a_court_declares_accepts_nothing() -> None:
    wren = CertifiedPerson(ELM.contest, "w", "Wren (write-in)", CertificateKind.ELECTION, written_in=True)
    entitling = Entitling(declared("Elm"), courts=taken(BEGUN, replace(JUDGED, declared=wren)))
    cleared = replace(CLEARED, person=wren, at="2026-12-21T09:00-07:00")
    whole = kept(declared("Elm"), CLEARED, ISSUED)
    whole.check(cleared, entitling, LastDay.AS_IT_FALLS)
    accepted = replace(ACCEPTED, person=wren)
    for canvass in (entitling.canvass, CountyCanvass()):
        with pytest.raises(NotAllowed, match="somebody whom no court declares"):
            whole.check(accepted, replace(entitling, canvass=canvass), LastDay.AS_IT_FALLS)
    issued = replace(
        ISSUED, person=wren, declared_entry=21, cleared_entry=30, accepted_entry=None, at="2026-12-22T09:00-07:00"
    )
    whole.after(30, cleared).check(issued, entitling, LastDay.AS_IT_FALLS)


FOUND = (
    JUDGED,
    replace(JUDGED, finding=CourtFinding.SETS_ASIDE, declared=None),
    replace(REVERSED, judged_on="2026-12-10"),
)


@given(st.lists(st.sampled_from(FOUND), min_size=1, max_size=5), st.integers(19, 32), st.sampled_from([ELM, FIR]))
def test_what_is_void_stays_void_and_who_is_barred_is_never_entitled(
    found: list[CourtActionJudged], issued_in: int, person: CertifiedPerson
) -> None:
    entries: list[CourtEntry] = [BEGUN]
    for one in found:
        entries += [APPEALED_THEN] if len(entries) > 1 else []
        entries.append(one)
    void: int | None = None
    for length in range(1, len(entries) + 1):
        actions = taken(*entries[:length])
        by = actions.taken_after(issued_in, ELM.contest, person.choice)
        assert void is None or by == void, "a certificate is void once, from one entry"
        void = by
        last = next((one for one in reversed(entries[:length]) if isinstance(one, CourtActionJudged)), None)
        barred = actions.barred_by(ELM.contest, person.choice) is not None
        assert barred is (last is not None and last.finding is not CourtFinding.STANDS and person is ELM)
        declared_by_court = person in (who for _, who in actions.declared(ELM.contest))
        assert not (barred and declared_by_court)
