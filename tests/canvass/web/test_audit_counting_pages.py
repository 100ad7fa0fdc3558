"""The counting's pages refuse what the law does not allow, with the rule's number, and lose no sheet and no mark."""

from dataclasses import replace

import pytest

from audit.committee import MemberId
from audit.events.counting import MachineFiguresTaken
from audit.selection import PRECINCTS
from canvass.accounts.roles import Role
from canvass.record import open_record
from canvass.record.audit_log import AuditLog
from tests.canvass.audited_county import USUAL_SENATOR
from tests.canvass.web.audit_begun import NAMES, boxes_of, said, start
from tests.canvass.web.audit_site import EA, MEMBER, SOS, count_in_process, sheet_form, state_of
from tests.canvass.web.served_records import Site


def test_numbers_longer_than_any_and_sheets_before_their_round_are_answered(audited: Site) -> None:
    endless = "9" * 5000
    assert "Refused" in said(audited, EA, "/audit/counts/1/start/", reader=NAMES[0], round_number=endless)
    assert "Refused" in said(
        audited, SOS, "/audit/selection/roll/", list=PRECINCTS, die_red="1", die_white="1", roll_number=endless
    )
    assert "No sheet of yours is open" in said(audited, MEMBER, "/audit/counts/1/marks/hand-in/", 2)
    count_in_process(audited, 1, USUAL_SENATOR)
    assert audited.client(EA).get("/audit/counts/1/why/", {"from": endless}).status_code == 200


def test_a_precinct_without_batches_and_a_batch_unknown_are_refused(audited: Site) -> None:
    answer = audited.client(EA).get("/audit/boxes/2/").content.decode()
    assert "13-17-506(2)" in answer
    refused = said(audited, EA, "/audit/boxes/17/", opened_by="Ann\nBen", on=audited.served.today)
    assert "Refused under 13-17-506(2)" in refused
    assert "Refused" in said(audited, EA, "/audit/boxes/3/", opened_by="Ann\nBen", on=audited.served.today, seal_0="9")


def test_boxes_opened_before_give_the_figures_of_a_contest_that_came_later(audited: Site) -> None:
    state = state_of(audited)
    first = state.units[0]
    later = replace(state, units=(replace(first, figures=None), *state.units[1:]))
    (event,) = boxes_of(audited, later, first.unit.precinct)
    assert first.figures is not None
    assert event == MachineFiguresTaken(first.figures)


def test_a_member_records_only_once_and_only_for_themselves(audited: Site) -> None:
    start(audited)
    other = said(audited, MEMBER, "/audit/counts/1/sheet/", 2, **sheet_form(USUAL_SENATOR), member=NAMES[2])
    assert "Every member enters their own" in other
    assert "handed in" in said(audited, MEMBER, "/audit/counts/1/sheet/", 2, **sheet_form(USUAL_SENATOR))
    again = said(audited, MEMBER, "/audit/counts/1/sheet/", 2, **sheet_form(USUAL_SENATOR))
    assert "A sheet is handed in once" in again
    reads = said(audited, MEMBER, "/audit/counts/1/sheet/", 1, **sheet_form(USUAL_SENATOR))
    assert "does not record in this round" in reads
    assert len(state_of(audited).units[0].rounds[0].sheets) == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"row_0": "10"}, "make 21"),
        ({"row_0": "-1"}, "greater than or equal to 0"),
        ({"row_0": "nine"}, "whole number"),
    ],
)
def test_a_sheet_that_cannot_be_true_is_refused(audited: Site, changed: dict[str, str], words: str) -> None:
    start(audited)
    answer = said(audited, MEMBER, "/audit/counts/1/sheet/", 2, **(sheet_form(USUAL_SENATOR) | changed))
    assert words in answer
    assert state_of(audited).units[0].rounds[0].sheets == ()


def test_a_sheet_is_never_changed_after_the_lock_and_a_stale_round_is_refused(audited: Site) -> None:
    count_in_process(audited, 1, USUAL_SENATOR)
    assert state_of(audited).units[0].manual is not None
    answer = said(audited, MEMBER, "/audit/counts/1/sheet/", 2, **sheet_form(USUAL_SENATOR, 1))
    assert "Refused under 13-17-507(1)" in answer
    assert "is locked" in said(audited, EA, "/audit/counts/1/start/", reader=NAMES[0], round_number="2")


def test_no_figure_of_the_machine_or_of_another_member_is_seen_before_the_lock(audited: Site) -> None:
    start(audited)
    telltale = {"ash": 1, "birch": 17, "cedar": 1, "write-ins": 0}
    said(audited, MEMBER, "/audit/counts/1/sheet/", 2, **sheet_form(telltale))
    for role, number in ((EA, 1), (MEMBER, 1), (MEMBER, 3), (SOS, 1), (Role.OBSERVER, 1)):
        client = audited.client(role, number)
        page = client.get("/audit/counts/1/").content.decode()
        assert ">17<" not in page, role
        assert 'value="17"' not in page, role
        assert client.get("/audit/counts/1/comparison/").status_code == 403
        assert client.get("/audit/report/").content.decode().count("Larkspur 65") > 0
        compared = client.get("/audit/comparison/").content.decode()
        assert "counts locked" in compared
        by_contest = compared.split("Only what differs")[1].split("What was counted")[0]
        assert "ready to tally" in by_contest
        assert '<td class="number' not in by_contest
    for role in (EA, MEMBER, SOS):
        assert audited.client(role).get("/audit/counts/1/why/").status_code == 403
        assert audited.client(role).get("/audit/counts/1/why/2/picture/").status_code == 404


def test_marks_are_kept_one_by_one_and_a_button_pressed_twice_counts_once(audited: Site) -> None:
    start(audited)
    client = audited.client(MEMBER, 2)
    for after, choice in enumerate(["ash", "ash", "", "write-ins"]):
        client.post("/audit/counts/1/marks/", {"after": str(after), "choice": choice})
    client.post("/audit/counts/1/marks/", {"after": "3", "choice": "write-ins"})
    client.post("/audit/counts/1/marks/", {"after": "4", "overvoted": "yes"})
    assert "overvoted" in client.get("/audit/counts/1/marks/").content.decode()
    with open_record(audited.directory) as opened_again:
        state = AuditLog(opened_again).state
        assert state is not None
        assert len(state.units[0].rounds[0].marks_of(MemberId(NAMES[1]))) == 5
    answer = client.post("/audit/counts/1/marks/hand-in/", follow=True).content.decode()
    assert "Your sheet is handed in" in answer
    (sheet,) = state_of(audited).units[0].rounds[0].sheets
    assert [one.votes for one in sheet.figures.votes] == [2, 0, 0, 1]
    assert (sheet.figures.ballots, sheet.figures.undervotes, sheet.figures.overvotes) == (5, 1, 1)


def test_a_wrong_mark_is_struck_once_and_stays_in_the_ledger(audited: Site) -> None:
    start(audited)
    for after, choice in enumerate(["ash", "cedar"]):
        said(audited, MEMBER, "/audit/counts/1/marks/", 2, after=str(after), choice=choice)
    assert "The mark of ballot 2 is struck" in said(audited, MEMBER, "/audit/counts/1/marks/strike/", 2, ballot="2")
    assert "Refused" in said(audited, MEMBER, "/audit/counts/1/marks/strike/", 2, ballot="2")
    said(audited, MEMBER, "/audit/counts/1/marks/", 2, after="1", choice="birch")
    made = state_of(audited).units[0].rounds[0].marks_of(MemberId(NAMES[1]))
    assert [call.choices for call in made] == [("ash",), ("birch",)]
    kept = [type(event).__name__ for event in AuditLog(audited.record).events]
    assert kept[-4:] == ["MarksMade", "MarksMade", "MarkStruck", "MarksMade"]


def test_two_windows_of_one_member_hand_in_one_sheet(audited: Site) -> None:
    start(audited)
    answers = [said(audited, MEMBER, "/audit/counts/1/sheet/", 3, **sheet_form(USUAL_SENATOR)) for _ in range(2)]
    assert "cannot be changed" in answers[0]
    assert "handed in once" in answers[1]
