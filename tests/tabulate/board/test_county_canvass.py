"""The county canvass: which entries may follow which, who sits on the board and who signs (13-15-401 to 13-15-405)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabulate.board.county.canvass_entries import (
    CanvassEntry,
    CanvassMet,
    CanvassPostponed,
    CheckSettled,
    PollsNotOpened,
    ReportAdopted,
    ResultsDeclared,
    ReturnReceived,
)
from tabulate.board.county.canvass_state import CanvassPhase, CountyCanvass
from tabulate.board.county.canvass_terms import (
    CanvassAct,
    DeclaredContest,
    HowSettled,
    ReturnCheck,
    ReturnMessenger,
    SeatedCanvasser,
    SeatOnBoard,
)
from tabulate.board.county.sending_entries import ReturnsMailed, ReturnsSent
from tabulate.board.errors import NotAllowed
from tabulate.election import ContestId, PrecinctId
from tests.soak import examples

P1, P2 = PrecinctId("P1"), PrecinctId("P2")
ANN, BO, CY = (SeatedCanvasser(name, SeatOnBoard.MEMBER) for name in ("Ann", "Bo", "Cy"))
SAM = SeatedCanvasser("Sam", SeatOnBoard.OFFICER, "sheriff", "Cy")
LOU = SeatedCanvasser("Lou", SeatOnBoard.JOINING, "City of Larch")
MET = CanvassMet(3, (ANN, BO, CY), "Dee", "courthouse", "2026-11-16T10:00-07:00", "Dee")
RETURN = ReturnReceived(P1, 7, "ab" * 32, 20, 20, (), ("Ada", "Bea", "Cal"), "2026-11-04T00:10-07:00", "Dee")
POSTPONED = CanvassPostponed("2026-11-17", (P2,), (ReturnMessenger("Jo", P2),), "snow", "2026-11-16T10:30-07:00", "Dee")
AGAIN = replace(MET, at="2026-11-17T10:00-07:00")
CLOSED = PollsNotOpened(P2, "flood", "2026-11-17T10:10-07:00", "Dee")
SETTLED = CheckSettled(
    P1,
    ReturnCheck.ELECTORS,
    HowSettled.EXPLAINED,
    "1 missing.",
    "taken home",
    "Ann",
    (),
    "2026-11-17T10:20-07:00",
    "Dee",
)
ADOPTED = ReportAdopted("ab" * 32, 9, "cd" * 32, True, ("Ann", "Bo"), "2026-11-17T11:00-07:00", "Dee")
SHERIFF = DeclaredContest(ContestId("sheriff"), CanvassAct.DECLARATION, ("Elm",))
DECLARED = ResultsDeclared(6, (SHERIFF,), ("Ann", "Bo"), "2026-11-17T11:30-07:00", "Dee")
WHOLE = (RETURN, MET, POSTPONED, AGAIN, CLOSED, ADOPTED, DECLARED)


def after(*entries: CanvassEntry) -> CountyCanvass:
    canvass = CountyCanvass()
    for number, entry in enumerate(entries, 1):
        canvass.check(entry)
        canvass = canvass.after(number, entry)
    return canvass


def refusal(*entries: CanvassEntry) -> str:
    before = after(*entries[:-1])
    with pytest.raises(NotAllowed) as refused:
        before.check(entries[-1])
    return str(refused.value)


def test_a_canvass_goes_from_returns_over_a_postponement_to_the_declarations() -> None:
    whole = after(*WHOLE)
    assert (whole.phase, len(whole.meetings), list(whole.received), list(whole.not_opened)) == (
        CanvassPhase.ADOPTED,
        2,
        [P1],
        [P2],
    )
    assert ([number for number, _ in whole.reports], [number for number, _ in whole.declared]) == ([6], [7])
    assert after(RETURN, MET, POSTPONED).postponed == POSTPONED
    assert after(RETURN, MET, POSTPONED, AGAIN).postponed is None


def test_two_postponements_lead_from_day_to_day() -> None:
    once_more = replace(POSTPONED, until="2026-11-18", at="2026-11-17T10:30-07:00")
    canvass = after(RETURN, MET, POSTPONED, AGAIN, once_more, replace(AGAIN, at="2026-11-18T10:00-07:00"))
    assert sum(isinstance(entry, CanvassPostponed) for _, entry in canvass.history) == 2
    assert "from day to day, to 2026-11-17 (13-15-402)" in refusal(MET, replace(POSTPONED, until="2026-11-18"))
    assert "a meeting on 2026-11-17" in refusal(MET, POSTPONED, replace(MET, at="2026-11-16T18:00-07:00"))


BOARDS = [
    ((ANN, BO), 3, "a board of 3 canvassers"),
    ((ANN, BO), 2, "a board of 3 canvassers"),
    ((ANN, BO, CY), 5, "a board of 5 canvassers"),
    ((ANN, BO, CY), 2, "found 3 for 2 members"),
    ((ANN, BO, LOU), 3, "a board of 3 canvassers"),
    ((ANN, BO, replace(CY, name=" ann".strip())), 3, "each canvasser once"),
    ((ANN, CY, SAM), 3, "Cy absent"),
    ((ANN, SAM, replace(SAM, name="Tom")), 3, "one county officer for each absent member"),
    ((ANN, BO, replace(SAM, office="")), 3, "of a county officer the office"),
    ((ANN, BO, CY, replace(LOU, office="")), 3, "of a body that joins its name"),
]


@pytest.mark.parametrize(("board", "seats", "words"), BOARDS)
def test_a_board_that_is_not_whole_is_refused_with_its_section(
    board: tuple[SeatedCanvasser, ...], seats: int, words: str
) -> None:
    said = refusal(replace(MET, board=board, seats=seats))
    assert words in said
    assert "13-15-401" in said


def test_an_officer_sits_in_an_absent_members_place_and_a_body_joins() -> None:
    assert after(replace(MET, board=(ANN, BO, SAM, LOU))).phase is CanvassPhase.IN_SESSION


WRONG: list[tuple[tuple[CanvassEntry, ...], str]] = [
    ((POSTPONED,), "the board in session, before the canvass is postponed (13-15-402)"),
    ((MET, replace(POSTPONED, missing=())), "With all returns in, canvass at once"),
    ((replace(RETURN, precinct=P2), MET, POSTPONED), "P2 in"),
    ((MET, replace(POSTPONED, messengers=(ReturnMessenger("Jo", P1),))), "messengers sent for missing returns"),
    ((MET, AGAIN), "it in session since"),
    ((CLOSED,), "13-15-402(3)"),
    ((replace(RETURN, precinct=P2), AGAIN, CLOSED), "no return of precinct P2"),
    ((AGAIN, CLOSED, CLOSED), "it certified already"),
    ((AGAIN, ADOPTED, SETTLED), "an hour not before"),
    ((AGAIN, ADOPTED, replace(SETTLED, at="2026-11-17T12:00-07:00")), "Enter that the board met again first"),
    ((AGAIN, replace(SETTLED, how=HowSettled.CORRECTED)), "the entries that corrected it"),
    ((AGAIN, replace(SETTLED, entries=(3,))), "no entries, where nothing was corrected"),
    ((MET, POSTPONED, ADOPTED), "the board in session, before a report is adopted (13-15-404)"),
    ((AGAIN, replace(ADOPTED, signed_by=("Ann",))), "signed by more than half of the board"),
    ((AGAIN, replace(ADOPTED, signed_by=("Ann", "ANN"))), "signed by more than half of the board"),
    ((AGAIN, replace(ADOPTED, signed_by=("Ann", "Eve"))), "signed by canvassers"),
    ((AGAIN, DECLARED), "by the report that the board adopted last (13-15-405)"),
    ((AGAIN, ADOPTED, DECLARED), "by the report that the board adopted last (13-15-405)"),
    ((AGAIN, ADOPTED, replace(DECLARED, report_entry=2, contests=())), "each once"),
    ((replace(RETURN, signed_by=()),), "signed by all judges completing the count (13-15-101(3))"),
    ((replace(MET, at="2026-11-16"),), "a day and an hour with the offset"),
    ((replace(MET, place="court\nhouse"),), "words that can be printed in the minutes"),
    ((replace(MET, secretary=""),), "a name, in letters that can be printed"),
]


@pytest.mark.parametrize(("entries", "words"), WRONG)
def test_what_may_not_follow_is_refused(entries: tuple[CanvassEntry, ...], words: str) -> None:
    assert words in refusal(*entries)


def test_those_who_join_sign_beside_the_board_and_do_not_make_its_majority() -> None:
    met = replace(AGAIN, board=(ANN, BO, CY, LOU))
    assert after(met, replace(ADOPTED, signed_by=("Ann", "Bo", "Lou"))).reports
    assert "more than half" in refusal(met, replace(ADOPTED, signed_by=("Ann", "Lou")))


def test_a_corrected_report_takes_the_place_of_the_first_which_is_kept() -> None:
    later = replace(MET, at="2026-11-24T10:00-07:00")
    second = replace(ADOPTED, figures_sha256="ef" * 32, at="2026-11-24T10:30-07:00")
    canvass = after(*WHOLE, later, second)
    assert [number for number, _ in canvass.reports] == [6, 9]
    assert canvass.declared == (), "what was declared by the first report does not stand by the second"


def test_a_return_that_comes_in_after_all_ends_the_certificate_that_polls_were_not_open() -> None:
    late = replace(RETURN, precinct=P2, at="2026-11-17T10:15-07:00")
    assert list(after(AGAIN, CLOSED).not_opened) == [P2]
    assert list(after(AGAIN, CLOSED, late).not_opened) == []


def test_a_board_that_meets_again_may_declare_by_the_report_that_it_adopted_before() -> None:
    again = replace(MET, at="2026-11-18T10:00-07:00")
    declared = replace(DECLARED, report_entry=2, at="2026-11-18T10:30-07:00")
    assert [number for number, _ in after(AGAIN, ADOPTED, again, declared).declared] == [4]
    snow = replace(POSTPONED, at="2026-11-18T10:20-07:00", until="2026-11-19")
    assert "13-15-405" in refusal(AGAIN, ADOPTED, again, snow, declared)


def test_returns_are_sent_by_the_report_adopted_last_and_mailed_once_sent() -> None:
    sent = ReturnsSent(2, (), (), "ab" * 32, "2026-11-18T09:00-07:00", "Dee")
    mailed = ReturnsMailed(3, "7019", "2026-11-18", "2026-11-18T09:30-07:00", "Dee")
    found = after(MET, ADOPTED, sent, mailed)
    assert (found.phase, [number for number, _ in found.sent]) == (CanvassPhase.ADOPTED, [3])
    assert "13-15-501" in refusal(MET, sent)
    assert "13-15-501" in refusal(MET, ADOPTED, replace(sent, report_entry=1))
    assert "13-15-501" in refusal(MET, ADOPTED, mailed)
    assert "13-15-501" in refusal(MET, ADOPTED, sent, replace(mailed, sent_entry=2))
    assert "not after 2026-11-18" in refusal(MET, ADOPTED, sent, replace(mailed, mailed_on="2026-11-19"))
    assert "not before" in refusal(MET, ADOPTED, sent, replace(mailed, at="2026-11-18T08:00-07:00"))
    again = replace(MET, at="2026-11-19T10:00-07:00")
    corrected = replace(ADOPTED, at="2026-11-19T10:10-07:00")
    assert after(MET, ADOPTED, sent, again, corrected).sent == (), "another report is sent anew"


@given(st.lists(st.sampled_from((*WHOLE, SETTLED)), max_size=10))
@settings(max_examples=examples(150))
def test_any_order_comes_to_what_plain_words_come_to(entries: list[CanvassEntry]) -> None:
    """In session or not, returns in or not, adopted or not: no more is asked, but for the hours."""
    canvass, session, reported, last, there = CountyCanvass(), False, 0, "", set[PrecinctId]()
    for number, entry in enumerate(entries, 1):
        in_time = isinstance(entry, ReturnReceived) or entry.at >= last
        if isinstance(entry, ReturnReceived):
            allowed = True
        elif isinstance(entry, CanvassMet):
            allowed = not session and not (canvass.phase is CanvassPhase.POSTPONED and entry is MET)
        elif isinstance(entry, ResultsDeclared):
            allowed = reported == 6 and canvass.phase in (CanvassPhase.ADOPTED, CanvassPhase.IN_SESSION)
        else:
            closed_twice = isinstance(entry, (PollsNotOpened, CanvassPostponed)) and P2 in there
            allowed = session and not closed_twice
        allowed &= in_time
        try:
            canvass.check(entry)
        except NotAllowed:
            assert not allowed
            continue
        assert allowed
        canvass = canvass.after(number, entry)
        if not isinstance(entry, ReturnReceived):
            last = entry.at
        if isinstance(entry, PollsNotOpened):
            there.add(entry.precinct)
        session = isinstance(entry, CanvassMet) or (
            session and not isinstance(entry, (CanvassPostponed, ReportAdopted))
        )
        reported = number if isinstance(entry, ReportAdopted) else reported
