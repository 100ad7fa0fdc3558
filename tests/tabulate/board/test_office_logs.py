"""What may follow what in the office's logs: provisional and electronic ballots, an election by mail, struck lines."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from itertools import pairwise

from tabulate.board.custody.container_entries import SealCondition
from tabulate.board.intake.electronic_log import (
    BallotElector,
    BallotGiven,
    BallotReturned,
    BallotWay,
    LoggedBallotTranscribed,
)
from tabulate.board.intake.intake_state import LogLineStruck
from tabulate.board.intake.mail_election import DepositBoxOpened, DepositBoxSealed, MailBallotsSent, MailPlanFiled
from tabulate.board.intake.provisional_log import (
    OrdinaryBallotsHeldBack,
    ProvisionalDecided,
    ProvisionalOutcome,
    ProvisionalReceived,
    WhyProvisional,
)
from tabulate.board.subjects import IntakeLog
from tabulate.calendar.ballot_words import DRAFTED, IN_CODE, words_on
from tabulate.election import PrecinctId
from tests.tabulate.board.intake_makers import AT, GENERAL, MAY, P1, SPECIAL, THREE, TWO, election, entered, refused
from tests.tabulate.board.test_worked_intake import ASKED, FIGURES, fwab, prepared

IN_LOG = ProvisionalReceived("V-1", P1, WhyProvisional.NO_IDENTIFICATION, AT, "clerk")


def decided(outcome: ProvisionalOutcome, at: str) -> ProvisionalDecided:
    return ProvisionalDecided("V-1", outcome, at, AT, "clerk")


def test_a_provisional_ballot_is_rejected_for_proof_only_once_proof_can_no_longer_come() -> None:
    early, late = "2026-11-09T14:59:59-07:00", "2026-11-09T15:00:00-07:00"
    assert "mailed proof" in refused(IN_LOG, decided(ProvisionalOutcome.NO_PROOF, early))
    assert entered(IN_LOG, decided(ProvisionalOutcome.NO_PROOF, late)).provisional["V-1"].decided
    on_day = entered(IN_LOG, decided(ProvisionalOutcome.PROVED, "2026-11-03T23:59:59-07:00")).provisional["V-1"]
    after = entered(IN_LOG, decided(ProvisionalOutcome.PROVED, "2026-11-04T00:00:00-07:00")).provisional["V-1"]
    assert (on_day.resolved_by(GENERAL), after.resolved_by(GENERAL)) == (True, False)
    assert "entered before" in refused(IN_LOG, IN_LOG)
    assert "not received" in refused(decided(ProvisionalOutcome.PROVED, late))
    assert "on 2026-11-03 or later" in refused(IN_LOG, decided(ProvisionalOutcome.VOTED, "2026-11-02T10:00:00-07:00"))


def test_an_hour_that_is_still_to_come_is_no_hour_of_an_event() -> None:
    """Else a ballot were rejected for missing proof on election night, by typing the sixth day's hour."""
    out, at = "2026-11-20T10:01:00-07:00", AT
    early = replace(decided(ProvisionalOutcome.NO_PROOF, "2026-11-09T15:00:00-07:00"), at="2026-11-09T14:58-07:00")
    assert "Enter it once that hour is over" in refused(IN_LOG, early)
    assert entered(IN_LOG, replace(early, at="2026-11-09T15:00-07:00")).provisional["V-1"].decided
    came = back("2026-11-03T19:59:59-07:00", "")
    done = LoggedBallotTranscribed("E-1", THREE, "2026-11-04T10:00:00-07:00", at, "clerk")
    opened = DepositBoxOpened("B-1", SealCondition.WHOLE, 1, TWO, "2026-05-08T10:01:00-06:00", MAY, "clerk")
    for entries in (
        (replace(OUT, given_at=out),),
        (OUT, replace(came, received_at=out)),
        (replace(fwab(), received_at=out),),
        (replace(fwab(), regular_received_at=out),),
        (OUT, came, replace(done, transcribed_at=out)),
        (replace(FIGURES, as_of=out),),
    ):
        assert "not after the hour of entry" in refused(*entries), entries
    for boxes in ((PLAN, replace(BOX, sealed_at=opened.opened_at)), (PLAN, BOX, opened)):
        assert "not after the hour of entry" in refused(*boxes, held=SPECIAL), boxes


def test_hours_at_the_ends_of_the_calendar_are_refused_in_words() -> None:
    for at in ("9999-12-31T23:59:59-07:00", "0001-01-01T00:00:00-07:00"):
        assert refused(OUT, back(at, at))
        assert refused(replace(fwab(), received_at=at, sent_at="9999-12-31T23:59:59-07:00"))


def test_a_ballot_challenged_for_unsound_mind_or_felony_counts_unless_documents_came_in_time() -> None:
    challenged = replace(IN_LOG, why=WhyProvisional.CHALLENGED_STATUS)
    counts = ProvisionalOutcome.NOT_DISPROVED
    assert "documents are in by" in refused(challenged, decided(counts, "2026-11-04T16:59:59-07:00"))
    assert entered(challenged, decided(counts, "2026-11-04T17:00:00-07:00")).provisional["V-1"].decided
    assert "whether documents" in refused(challenged, decided(ProvisionalOutcome.PROVED, "2026-11-05T10:00:00-07:00"))
    assert "that ground" in refused(IN_LOG, decided(counts, "2026-11-05T10:00:00-07:00"))


def test_no_word_of_a_provisional_ballots_log_is_typed_so_none_can_say_how_somebody_voted() -> None:
    """13-15-107(4): reasons are those of two lists; beside them stand numbers, hours and who entered it."""
    typed = {"number", "precinct", "at", "entered_by", "decided_at"}
    for noun in (ProvisionalReceived, ProvisionalDecided):
        assert {one.name for one in fields(noun)} - typed <= {"why", "outcome"}


def test_ballots_are_held_back_after_the_polls_close() -> None:
    back = OrdinaryBallotsHeldBack(P1, 9, TWO, AT, "clerk")
    assert entered(back).held_back[P1].ballots == 9
    assert "once the polls are closed" in refused(replace(back, at="2026-11-03T19:59-07:00"))
    assert "a precinct of the election" in refused(replace(back, precinct=PrecinctId("P99")))


OUT = BallotGiven("E-1", BallotElector.COVERED, BallotWay.SYSTEM, "2026-09-18T09:00:00-06:00", AT, "clerk")


def back(received: str, sent: str = "2026-11-03T19:59:59-07:00", way: BallotWay = BallotWay.EMAIL) -> BallotReturned:
    return BallotReturned("E-1", way, sent, received, AT, "clerk")


def test_a_covered_voters_ballot_sent_by_eight_comes_in_by_five_of_the_next_day() -> None:
    disabled = replace(OUT, elector=BallotElector.DISABLED)
    for given, came, counts in (
        (OUT, back("2026-11-03T19:59:59-07:00", ""), True),
        (OUT, back("2026-11-04T17:00:00-07:00"), True),
        (OUT, back("2026-11-04T17:00:01-07:00"), False),
        (OUT, back("2026-11-04T09:00:00-07:00", "2026-11-03T20:00:01-07:00"), False),
        (OUT, back("2026-11-04T09:00:00-07:00", ""), False),
        (OUT, back("2026-11-04T09:00:00-07:00", way=BallotWay.MAIL), False),
        (disabled, back("2026-11-03T20:00:00-07:00"), True),
        (disabled, back("2026-11-04T09:00:00-07:00"), False),
    ):
        assert (entered(given, came).logged("E-1").why_not(GENERAL) == "") is counts, came


def test_three_officials_transcribe_a_ballot_that_came_in_once() -> None:
    came = back("2026-11-03T19:59:59-07:00", "")
    done = LoggedBallotTranscribed("E-1", THREE, "2026-11-04T10:00:00-07:00", AT, "clerk")
    assert entered(OUT, came, done).logged("E-1").transcribed == done
    assert "3 officials" in refused(OUT, came, replace(done, officials=TWO))
    assert "3 officials" in refused(OUT, came, replace(done, officials=(*TWO, "ADA")))
    assert "nothing came in" in refused(OUT, done)
    assert "nothing came in" in refused(OUT, back("2026-11-03T10:00:00-07:00", "", BallotWay.MAIL), done)
    assert "one that is transcribed" in refused(OUT, came, done, done)
    assert "an hour after" in refused(OUT, came, replace(done, transcribed_at="2026-11-03T10:00:00-07:00"))
    assert "given electronically" in refused(replace(OUT, elector=BallotElector.DISABLED, way=BallotWay.MAIL))
    assert "entered before" in refused(OUT, OUT)
    assert "not given" in refused(came)
    assert "came back before" in refused(OUT, came, came)
    assert "a number of its own" in refused(OUT, replace(fwab(), number="E-1"))


PLAN = MailPlanFiled("2026-03-06", ("the courthouse",), MAY, "clerk")
BOX = DepositBoxSealed("B-1", "the courthouse", "S-1", 120, TWO, "2026-05-05T20:00:00-06:00", MAY, "clerk")


def test_an_election_by_mail_is_planned_by_the_60th_day_and_mailed_on_one_day() -> None:
    assert entered(PLAN, held=SPECIAL).plan == PLAN
    assert "by 2026-03-06" in refused(replace(PLAN, filed_on="2026-03-07"), held=SPECIAL)
    assert "13-19-104" in refused(PLAN)
    assert "13-19-104" in refused(PLAN, held=election("2026-06-02"))
    sent = MailBallotsSent("2026-04-15", 4_000, MAY, "clerk")
    for day, allowed in (("2026-04-14", False), ("2026-04-15", True), ("2026-04-20", True), ("2026-04-21", False)):
        one = replace(sent, mailed_on=day)
        if allowed:
            assert entered(PLAN, one, held=SPECIAL).sent == one
        else:
            assert "13-19-207" in refused(PLAN, one, held=SPECIAL)
    assert "on one day" in refused(PLAN, sent, replace(sent, mailed_on="2026-04-16"), held=SPECIAL)
    assert "with its plan" in refused(sent, held=SPECIAL)


def test_a_deposit_box_is_sealed_and_opened_by_two_officials_from_a_place_of_the_plan() -> None:
    opened = DepositBoxOpened("B-1", SealCondition.WHOLE, 119, TWO, "2026-05-05T21:00:00-06:00", MAY, "clerk")
    assert entered(PLAN, BOX, opened, held=SPECIAL).boxes["B-1"].differs
    assert "a place of the plan" in refused(PLAN, replace(BOX, place="a shop"), held=SPECIAL)
    assert "2 officials" in refused(PLAN, replace(BOX, officials=("Ada",)), held=SPECIAL)
    assert "entered before" in refused(PLAN, BOX, BOX, held=SPECIAL)
    for name in ("plan", "mailing"):
        assert "names another line" in refused(PLAN, replace(BOX, box=name), held=SPECIAL), "else it is never struck"
    assert "left its place" in refused(PLAN, opened, held=SPECIAL)
    assert "left its place" in refused(PLAN, BOX, opened, opened, held=SPECIAL)
    assert "an hour after" in refused(PLAN, BOX, replace(opened, opened_at="2026-05-05T19:00:00-06:00"), held=SPECIAL)


def test_a_line_is_struck_and_may_be_entered_again() -> None:
    struck = LogLineStruck(IntakeLog.PROVISIONAL, "V-1", "entered twice", AT, "clerk")
    assert "V-1" not in entered(IN_LOG, struck).provisional
    assert entered(IN_LOG, struck, IN_LOG).provisional["V-1"].received == IN_LOG
    assert "a line of the provisional log" in refused(struck)
    for log, line, before in (
        (IntakeLog.ELECTRONIC, "E-1", (OUT,)),
        (IntakeLog.REQUESTS, "R-1", (ASKED,)),
        (IntakeLog.ABSENTEE, "2026-10-30", (prepared("2026-10-30"),)),
    ):
        state = entered(*before, replace(struck, log=log, line=line))
        assert not any((state.electronic, state.requests, state.prepared))
    gone = entered(PLAN, BOX, replace(struck, log=IntakeLog.MAIL, line="B-1"), held=SPECIAL)
    assert not gone.boxes
    assert entered(PLAN, replace(struck, log=IntakeLog.MAIL, line="plan"), held=SPECIAL).plan is None


def test_the_laws_words_hold_from_their_day_on_and_a_draft_never_does() -> None:
    assert words_on(date(2026, 11, 3)) == IN_CODE
    assert DRAFTED.since is None
    passed = replace(DRAFTED, since=date(2027, 10, 1))
    every = (IN_CODE, DRAFTED, passed)
    said = [words_on(date(2027, month, 1), every).ballots for month in (9, 10, 11)]
    assert said == ["Absentee ballots", "Mail ballots", "Mail ballots"]
    assert [one != other for one, other in pairwise(said)] == [True, False]
