"""The audit's pages refuse what the law does not allow, with the rule's number, and lose nothing."""

import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from audit.committee import Member, MemberId
from audit.coverage import Container
from audit.dice import parse_rolls
from audit.events import AuditEvent
from audit.events.before import CommitteeAppointed, OathTaken, ResultsPublished
from audit.events.consequences import MachineBarredElsewhere
from audit.events.counting import MachineFiguresTaken
from audit.opening import open_audit
from audit.random_sample import apply
from audit.selection import PRECINCTS
from audit.state import AuditState, Phase
from canvass.accounts.roles import Role
from canvass.auditing.boxes import opening_boxes
from canvass.auditing.drawing import announcing, freezing, rolling
from canvass.record import audit_log, open_record
from canvass.record.audit_log import AuditLog
from tabulate.board.boards import BoardAppointed, BoardDismissed, Judge
from tabulate.election import PrecinctId
from tests.audit.audits import WHOLE
from tests.canvass.audited_county import USUAL_SENATOR, election_day
from tests.canvass.web.audit_site import (
    EA,
    MEMBER,
    MEMBERS,
    ROLLS,
    SAMPLE,
    SOS,
    audited_site,
    count_in_process,
    sheet_form,
    state_of,
)
from tests.canvass.web.served_records import Site, account_name, copy_record, site_of

NAMES = [account_name(MEMBER, number) for number in range(1, MEMBERS + 1)]


def member(name: str) -> Member:
    return Member(MemberId(name), name.title(), False, True, False, False, False)


def begin(site: Site) -> None:
    """Committee sworn, results public, precincts drawn, the first two precincts' boxes open."""
    today, before = site.served.today, election_day() - timedelta(days=10)
    with site.served.audit.turn() as turn:
        turn.take(open_audit(site.record.election))
        turn.take(CommitteeAppointed(tuple(map(member, NAMES)), "Clerk", "the county governing body", before))
        turn.take(*(OathTaken(MemberId(name), "the chair", before) for name in NAMES))
        turn.take(ResultsPublished(today, "ab" * 32, 200))
        turn.take(*freezing(turn.state, today))
        for faces in parse_rolls(", ".join(ROLLS), 2):
            turn.take(rolling(turn.state.selection, PRECINCTS, faces, None, "Dee"))
        turn.take(*freezing(turn.state, today))
        turn.take(*announcing(turn.state, today, "Dee"))
        for number in SAMPLE[:2]:
            turn.take(*boxes_of(site, turn.state, PrecinctId(f"P{number:02d}")))


def boxes_of(site: Site, state: AuditState, precinct: PrecinctId) -> list[AuditEvent]:
    boxes = (Container("7", (f"{precinct}-polls",)),)
    today = site.served.today
    return site.served.state.read(
        lambda counted: opening_boxes(state, counted, precinct, boxes, opened_by=("Ann",), on=today)
    )


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A counted county before its audit, and one in the midst of it. To be copied."""
    folder = tmp_path_factory.mktemp("audits")
    with audited_site(folder / "fresh"):
        pass
    with site_of(copy_record(folder / "fresh", folder / "begun")) as site:
        begin(site)
    return {"fresh": folder / "fresh", "begun": folder / "begun"}


@pytest.fixture
def fresh(templates: dict[str, Path], tmp_path: Path) -> Iterator[Site]:
    with site_of(copy_record(templates["fresh"], tmp_path / "fresh")) as site:
        yield site


@pytest.fixture
def audited(templates: dict[str, Path], tmp_path: Path) -> Iterator[Site]:
    with site_of(copy_record(templates["begun"], tmp_path / "begun")) as site:
        yield site


def said(site: Site, role: Role, address: str, number: int = 1, **given: Any) -> str:
    """What the page says after this was sent."""
    answer = site.client(role, number).post(address, given, follow=True)
    return answer.content.decode()


def test_nothing_is_selected_before_the_unofficial_results(fresh: Site) -> None:
    fresh.client(EA).post("/audit/open/")
    answer = said(fresh, SOS, "/audit/selection/freeze/")
    assert "Refused under 13-17-503(1)" in answer
    assert state_of(fresh).selection.lists == ()


def frozen(site: Site, *rolls: str) -> None:
    """The results public, the lists frozen, and these rolls made, on a day of the selection."""
    today = site.served.today
    with site.served.audit.turn() as turn:
        turn.take(open_audit(site.record.election), ResultsPublished(today, "ab" * 32, 200))
        turn.take(*freezing(turn.state, today))
        for faces in parse_rolls(", ".join(rolls), 2):
            turn.take(rolling(turn.state.selection, PRECINCTS, faces, None, "Dee"))


def test_no_roll_is_recorded_after_the_last_day_of_the_selection(fresh: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    frozen(fresh)
    given: dict[str, Any] = {"list": PRECINCTS, "roll_number": "1", "die_red": "6", "die_white": "5"}
    after = fresh.served.today + timedelta(days=2)
    monkeypatch.setattr("canvass.clock.today", lambda _zone: after)
    answer = said(fresh, SOS, "/audit/selection/roll/", **given)
    assert "outside the days of the selection" in answer
    assert state_of(fresh).selection.lists[0].draw.outcomes == ()
    said(fresh, SOS, "/audit/rehearsal/freeze/")
    said(fresh, SOS, "/audit/rehearsal/roll/", **given)
    assert len(state_of(fresh).rehearsal.lists[0].draw.outcomes) == 1


def test_who_selects_by_the_rules_rolls_where_no_other_name_is_typed(fresh: Site) -> None:
    frozen(fresh)
    page = fresh.client(EA).get("/audit/selection/").content.decode()
    assert 'name="rolled_by" value="the board of state canvassers"' in page
    said(fresh, EA, "/audit/selection/roll/", list=PRECINCTS, roll_number="1", die_red="6", die_white="5")
    assert state_of(fresh).selection.lists[0].rollers == ("the board of state canvassers",)


def test_a_selection_that_is_not_drawn_is_not_said_to_be_announced(fresh: Site) -> None:
    frozen(fresh, *ROLLS[:-1])
    answer = said(fresh, SOS, "/audit/selection/announce/")
    assert "The drawing of precincts is not complete" in answer
    assert "The selection is announced." not in answer
    assert state_of(fresh).announced is None


def test_a_rehearsal_never_becomes_the_selection(fresh: Site) -> None:
    fresh.client(EA).post("/audit/open/")
    said(fresh, SOS, "/audit/rehearsal/freeze/")
    answer = said(
        fresh,
        SOS,
        "/audit/rehearsal/roll/",
        list="precincts",
        roll_number="1",
        die_red="6",
        die_white="5",
        rolled_by="x",
    )
    assert "REHEARSAL. This is not the selection." in answer
    assert "Larkspur 65" in answer
    state = state_of(fresh)
    assert (state.rehearsal.lists[0].draw.sample, state.selection.lists) == ((65,), ())
    shown = fresh.client().get("/audit/selection/").content.decode()
    assert "REHEARSAL" not in shown
    assert "rehearsal" not in fresh.client().get("/audit/published/published.json").content.decode().replace(
        '"rehearsal": false', ""
    )


@pytest.mark.parametrize(
    ("faces", "number", "words"),
    [(("11", "5"), "1", "shows 0 to 9"), (("x", "5"), "1", "no face of a die"), (("6", "5"), "2", "out of order")],
)
def test_a_roll_that_cannot_be_is_refused_and_not_recorded(
    fresh: Site, faces: tuple[str, str], number: str, words: str
) -> None:
    fresh.client(EA).post("/audit/open/")
    said(fresh, EA, "/audit/rehearsal/freeze/")
    answer = said(
        fresh, EA, "/audit/rehearsal/roll/", list="precincts", roll_number=number, die_red=faces[0], die_white=faces[1]
    )
    assert words in answer
    assert state_of(fresh).rehearsal.lists[0].draw.outcomes == ()


def test_somebody_who_was_an_election_judge_is_not_appointed(fresh: Site) -> None:
    fresh.client(EA).post("/audit/open/")
    given: dict[str, Any] = {
        "secretary": "Clerk",
        "appointed_by": "them",
        "on": (election_day() - timedelta(days=9)).isoformat(),
    }
    for number, name in enumerate(NAMES[:3]):
        given |= {f"m{number}-account": name, f"m{number}-name": f"M {number}", f"m{number}-county_resident": "on"}
    answer = said(fresh, EA, "/audit/committee/appoint/", **(given | {"m1-election_judge": "on"}))
    assert "Refused under 13-17-504(2)" in answer
    assert state_of(fresh).committee.members == ()
    assert "not sworn" in said(fresh, EA, "/audit/committee/appoint/", **given)


def test_whoever_sat_on_a_counting_board_is_barred_whatever_the_form_says(fresh: Site) -> None:
    fresh.client(EA).post("/audit/open/")
    judges = tuple(Judge(f"judge-{number}", name, "2026-10-01") for number, name in enumerate(["Bea", "Cal", "M 2"]))
    fresh.record.append([BoardAppointed("1", judges, False, "the clerk")])
    given: dict[str, Any] = {"secretary": "Clerk", "appointed_by": "them"}
    given["on"] = (election_day() - timedelta(days=9)).isoformat()
    for number, name in enumerate(NAMES[:3]):
        given |= {f"m{number}-account": name, f"m{number}-name": f"M {number}", f"m{number}-county_resident": "on"}
    answer = said(fresh, EA, "/audit/committee/appoint/", **given)
    assert "M 2 was an election judge in this election" in answer
    assert state_of(fresh).committee.members == ()


def test_who_sat_on_a_board_after_the_appointment_counts_nothing(audited: Site) -> None:
    judges = tuple(Judge(account, account, "2026-10-01") for account in (NAMES[1], "judge-1", "judge-2"))
    audited.record.append([BoardAppointed("1", judges, False, "the clerk"), BoardDismissed("1", "the clerk")])
    answer = said(audited, EA, "/audit/counts/1/start/", reader=NAMES[0], round_number="1")
    assert "Refused under 13-17-504(2)" in answer
    assert state_of(audited).units[0].rounds == ()


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
    refused = said(audited, EA, "/audit/boxes/17/", opened_by="Ann", on=audited.served.today)
    assert "Refused under 13-17-506(2)" in refused
    assert "Refused" in said(audited, EA, "/audit/boxes/3/", opened_by="Ann", on=audited.served.today, seal_0="9")


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


def start(site: Site, unit: int = 1) -> None:
    site.client(EA).post(f"/audit/counts/{unit}/start/", {"reader": NAMES[0], "round_number": "1"})


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
        assert "Manual" not in compared.split("Both counts</h2>")[1].split("Discrepancies")[0]
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


def test_a_certificate_waits_for_every_count(audited: Site) -> None:
    answer = said(audited, EA, "/audit/report/certify/", signed=NAMES[0], on=audited.served.today)
    assert "Refused under 13-17-506(2)(c)" in answer
    assert state_of(audited).phase is Phase.TALLYING
    assert audited.client().get("/audit/published/").status_code == 404


def test_what_is_public_before_the_certificate_ends_with_the_selection(audited: Site) -> None:
    count_in_process(audited, 1, USUAL_SENATOR)
    text = audited.client().get("/audit/published/published.json").content.decode()
    assert '"dice rolled"' in text
    assert '"sheet entered"' not in text
    assert '"machine figures taken"' not in text


def test_the_hash_of_the_publication_is_that_of_the_file_everyone_is_served(
    fresh: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh.served.audit.take(*WHOLE)
    turn_as_it_is = AuditLog.turn

    def turn_after_another(log: AuditLog) -> AbstractContextManager[audit_log.Turn]:
        monkeypatch.setattr(AuditLog, "turn", turn_as_it_is)
        AuditLog(fresh.record).take(MachineBarredElsewhere("another", "Primary Election", "ab" * 32))
        return log.turn()

    monkeypatch.setattr(AuditLog, "turn", turn_after_another)
    fresh.client(EA).post("/audit/report/publish/")
    served = fresh.client().get("/audit/published/published.json").content
    published = state_of(fresh).published
    assert published is not None
    assert b'"another"' in served
    assert published.published_sha256 == hashlib.sha256(served).hexdigest()


def test_nothing_is_published_where_no_audit_is_open(fresh: Site) -> None:
    assert fresh.client(EA).post("/audit/report/publish/").status_code == 404


def test_a_file_that_proves_nothing_is_no_county(audited: Site, tmp_path: Path) -> None:
    own = audited.client().get("/audit/published/published.json").content
    altered = own.replace(b"Larkspur 65", b"Larkspur 64")
    for content, words in ((b"{}", "no published audit"), (b"\xff", "no text"), (altered, "altered")):
        file = tmp_path / "county.json"
        file.write_bytes(content)
        with file.open("rb") as opened:
            answer = audited.client(SOS).post("/audit/counties/add/", {"published": opened}, follow=True)
        assert words in answer.content.decode()
    assert not (audited.directory / "counties").exists()


def test_papers_and_files_of_the_report_come_as_files(audited: Site) -> None:
    client = audited.client(EA)
    for address in (
        "papers/retrieval-list.pdf",
        "papers/65/packet.pdf",
        "report/audit-report.pdf",
        "exemption/notice.pdf",
    ):
        answer = client.get(f"/audit/{address}")
        assert answer.content.startswith(b"%PDF"), address
    assert client.get("/audit/papers/2/packet.pdf").status_code == 404
    assert client.get("/audit/report/audit-report.exe").status_code == 404
    assert "Larkspur 65" in client.get("/audit/report/audit-report.csv").content.decode()


def test_the_audit_is_folded_once_for_all_pages_and_public_results(
    audited: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    folded: list[type] = []

    def counting(state: AuditState | None, event: AuditEvent) -> AuditState:
        folded.append(type(event))
        return apply(state, event)

    monkeypatch.setattr(audit_log, "apply", counting)
    for address in ("/results/", "/audit/", "/results/", "/audit/counts/"):
        assert audited.client(EA).get(address).status_code == 200
    assert len(folded) == len(audited.served.audit.events)
