"""What may go wrong at the board: stale pages, double posts, wrong passwords, hostile text, files."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from canvass.accounts.roles import Role
from canvass.deciding.decisions import Deciding
from tabulate.board.boards import WorkingMode, WorkingModeSet
from tabulate.board.decisions import DecisionReopened
from tabulate.board.places import SheetName
from tabulate.election import ContestId
from tests.canvass.board.decks import BATCH, BoardDeck
from tests.canvass.web.served_records import PASSWORD, Site, account_name

JUDGE, ADMINISTRATOR = Role.COUNTING_BOARD_MEMBER, Role.ELECTION_ADMINISTRATOR
SHEET = 13
"""Asks about overvotes only."""
NAME = SheetName(BATCH, SHEET)
ADDRESS = f"/board/ballots/{BATCH}/{SHEET}/decide/"


def answers(site: Site, value: str = "none", **more: str) -> dict[str, str]:
    """Everything a page without scripts sends, the same answer to every contest."""
    view = Deciding(site.record).ballot(NAME)
    contests = {f"c{place}": value for place, _ in enumerate(view.ballot.contests_in_question)}
    return {"round": str(view.ballot.round), "order": "kind", "action": "decide", **contests, **more}


def decisions(site: Site) -> list[str]:
    return [one.judge for one in Deciding(site.record).ballot(NAME).ballot.decisions]


def said(client: Client, response: Any) -> str:
    """What the page says that one is led to."""
    page = client.get(response["Location"]) if response.status_code == 302 else response
    return str(page.content.decode())


def test_a_decision_without_scripts_is_taken_once(board_site: Site) -> None:
    client = board_site.client(JUDGE, 1)
    sent = answers(board_site)
    first = client.post(ADDRESS, sent)
    assert first.status_code == 302
    assert "/decide/" in first["Location"]
    second = client.post(ADDRESS, sent)
    assert "You have decided sheet 13" in said(client, second)
    assert decisions(board_site) == [account_name(JUDGE, 1)]


def test_a_page_that_is_not_filled_in_says_where(board_site: Site) -> None:
    client = board_site.client(JUDGE, 1)
    sent = answers(board_site)
    del sent["c0"]
    answer = client.post(ADDRESS, sent)
    assert answer.status_code == 422
    assert "Choose, or say that there is no vote." in answer.content.decode()
    assert decisions(board_site) == []


def test_nobody_sees_a_decision_before_all_three_are_in(board_site: Site) -> None:
    board_site.client(JUDGE, 1).post(ADDRESS, answers(board_site, "over"))
    for role, number in ((JUDGE, 2), (JUDGE, 1), (ADMINISTRATOR, 1)):
        page = board_site.client(role, number).get(f"/board/ballots/{BATCH}/{SHEET}/").content.decode()
        assert "1 of 3 judges have decided" in page
        assert "overvote: no vote" not in page
        assert account_name(JUDGE, 1) not in page


def test_a_ballot_opened_again_meanwhile_is_looked_at_anew(board_site: Site) -> None:
    first, second = board_site.client(JUDGE, 1), board_site.client(JUDGE, 2)
    stale = answers(board_site)
    first.post(ADDRESS, stale)
    Deciding(board_site.record).enter(DecisionReopened(BATCH, SHEET, 1, "administrator", "a wrong key"))
    answer = second.post(ADDRESS, stale)
    assert answer.status_code == 409
    assert "opened again meanwhile" in answer.content.decode()
    assert decisions(board_site) == []


def test_a_ballot_that_is_to_be_decided_anew_keeps_its_name(board_site: Site) -> None:
    client = board_site.client(JUDGE, 1)
    client.post(ADDRESS, answers(board_site))
    sent = {"round": "1", "reason": "a wrong key"}
    answer = client.post(f"/board/ballots/{BATCH}/{SHEET}/reopen/", sent)
    assert f"Sheet {SHEET} of batch {BATCH} is to be decided anew." in said(client, answer)


def test_another_board_cannot_decide_a_ballot_that_was_begun(board_site: Site) -> None:
    board_site.client(JUDGE, 1).post(ADDRESS, answers(board_site))
    other = board_site.client(JUDGE, 4)
    assert "Board 1 has begun" in said(other, other.post(ADDRESS, answers(board_site)))
    assert len(decisions(board_site)) == 1


def test_a_judge_on_no_board_decides_nothing(board_site: Site) -> None:
    alone = board_site.client(JUDGE, 7)
    assert "You are on no board" in said(alone, alone.post(ADDRESS, answers(board_site)))
    assert decisions(board_site) == []


@pytest.fixture
def shared_site(board_site: Site) -> Site:
    Deciding(board_site.record).enter(WorkingModeSet(WorkingMode.SHARED_SCREEN, "administrator"))
    return board_site


def test_on_a_shared_screen_each_judge_confirms_under_the_own_password(shared_site: Site) -> None:
    client = shared_site.client(JUDGE, 1)
    for number in (1, 2, 3):
        sent = answers(shared_site, judge=account_name(JUDGE, number), password=PASSWORD)
        assert client.post(ADDRESS, sent).status_code == 302
        if number < 3:
            page = client.get(ADDRESS).content.decode()
            assert "has confirmed" in page
            assert " checked>" in page, "the next judge begins from what was decided"
    outcome = Deciding(shared_site.record).ballot(NAME).ballot.outcome
    assert outcome is not None
    assert outcome.judges == tuple(account_name(JUDGE, number) for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("number", "password"), [(2, "wrong"), (2, ""), (4, PASSWORD), (7, PASSWORD)], ids=["wrong", "none", "other", "not"]
)
def test_a_wrong_password_or_another_boards_judge_confirms_nothing(
    shared_site: Site, number: int, password: str
) -> None:
    client = shared_site.client(JUDGE, 1)
    sent = answers(shared_site, judge=account_name(JUDGE, number), password=password)
    answer = client.post(ADDRESS, sent)
    assert answer.status_code == 422
    assert PASSWORD not in answer.content.decode()
    assert decisions(shared_site) == []


def test_another_session_of_the_board_goes_on_with_the_judge_who_has_not_confirmed(
    shared_site: Site, deck: BoardDeck
) -> None:
    client = shared_site.client(JUDGE, 1)
    client.post(ADDRESS, answers(shared_site, judge=account_name(JUDGE, 1), password=PASSWORD))
    anew = shared_site.client(JUDGE, 3)
    taken = anew.post("/board/next/", {"order": "kind"})
    assert f"/{SHEET}/decide/" in taken["Location"]
    page = anew.get(taken["Location"]).content.decode()
    assert '<option value="counting-board-member-2" selected>' in page
    assert decisions(shared_site) == [account_name(JUDGE, 1)]


SCRIPT = '<script>alert("x")</script>'


def test_script_in_what_people_type_is_only_text(board_site: Site, deck: BoardDeck) -> None:
    judge, administrator = board_site.client(JUDGE, 1), board_site.client(ADMINISTRATOR)
    judge.post("/board/object/", {"objection": SCRIPT})
    judge.post(ADDRESS, answers(board_site, objection=SCRIPT))
    for number in (2, 3):
        board_site.client(JUDGE, number).post(ADDRESS, answers(board_site))
    administrator.post(
        "/board/write-ins/declare/",
        {
            "contest": "commissioner",
            "name": SCRIPT,
            "forms_filed": SCRIPT,
            "ground": "13-10-211(2)",
            "candidate": f"commissioner|{board_site.served.election.contest(ContestId('commissioner')).choices[0].id}",
            "event": "died",
            "happened_on": "2026-10-20",
            "filed_at": "2026-11-02T16:00",
        },
    )
    for address in ("/board/decided/", f"/board/ballots/{BATCH}/{SHEET}/", "/board/write-ins/?contest=commissioner"):
        page = administrator.get(address).content.decode()
        assert SCRIPT not in page
        assert "&lt;script&gt;" in page, address


HOSTILE = {
    "empty": b"",
    "no head": b"P01,5\n",
    "unknown": b"precinct,ballots\nNowhere,5\n",
    "formula": b"precinct,ballots\n=cmd|' /C calc'!A0,5\n",
    "figure": b"precinct,ballots\nP01,five\n",
    "negative": b"precinct,ballots\nP01,-5\n",
    "huge figure": b"precinct,ballots\nP01,99999999999999\n",
    "twice": b"precinct,ballots\nP01,5\nP01,6\n",
    "one column": b"precinct,ballots\nP01\n",
    "utf-16": "precinct,ballots\nP01,5\n".encode("utf-16"),
    "latin": "precinct,ballots\nÉlan,5\n".encode("latin-1"),
    "zero bytes": b"precinct,ballots\nP01\0,5\n",
    "open quote": b'precinct,ballots\n"P01,5\n',
    "huge": b"precinct,ballots\n" + b"P01,5\n" * 200_000,
    "spreadsheet": b"PK\x03\x04" + bytes(range(256)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_list_of_numbers_is_refused_whole(board_site: Site, name: str) -> None:
    client = board_site.client(ADMINISTRATOR)
    file = SimpleUploadedFile("numbers.csv", HOSTILE[name])
    head = board_site.record.head()
    answer = client.post("/board/reconciliation/file/", {"file": file, "source": "pollbook"})
    page = said(client, answer)
    assert answer.status_code == 302
    assert "error" in page
    assert "Traceback" not in page
    assert board_site.record.head() == head


def test_numbers_from_a_file_and_typed_stand_beside_what_was_counted(board_site: Site) -> None:
    client = board_site.client(ADMINISTRATOR)
    precincts = board_site.record.election.precincts
    lines = "".join(f"{precinct.name},7\n" for precinct in precincts)
    file = SimpleUploadedFile("numbers.csv", f"\ufeffPrecinct,Ballots\r\n{lines}".encode())
    client.post("/board/reconciliation/file/", {"file": file, "source": "record of accepted ballots"})
    typed = {"subject": f"precinct:{precincts[0].id}", "number": "500", "source": "pollbook"}
    client.post("/board/reconciliation/expect/", typed)
    page = client.get("/board/reconciliation/").content.decode()
    assert "Not complete." in page
    assert "expected 500 ballots" in page


def test_every_answer_to_nonsense_is_a_page(board_site: Site) -> None:
    judge = board_site.client(JUDGE, 1)
    for sent in ({}, {"round": "x"}, {"round": "1"}, {"round": "1", "v0": "struck", "card": "none", "c0": "\0"}):
        assert judge.post(ADDRESS, sent).status_code in (409, 422)
    for query in ("page=-1", "page=99999999999", "contest=%00", "contest=" + "x" * 3000):
        assert judge.get(f"/board/write-ins/?{query}").status_code == 200
    assert judge.get("/board/decided/?before=x").status_code == 200
    assert judge.get("/board/find/?batch=&sheet=x").status_code == 302


def test_a_halt_and_a_hand_count_go_their_way_by_forms(board_site: Site) -> None:
    judge, administrator = board_site.client(JUDGE, 1), board_site.client(ADMINISTRATOR)
    halt_now = {"machine": "left-scanner", "reason": "The figures jump."}
    asked = judge.post("/board/halts/", halt_now).content.decode()
    assert all(words in asked for words in ("Halt now?", "The figures jump.", "left-scanner"))
    assert not Deciding(board_site.record).state().halting.by_number
    judge.post("/board/halts/", halt_now | {"sure": "yes"})
    halt = next(iter(Deciding(board_site.record).state().halting.by_number))
    assert "halted" in administrator.get("/board/halts/").content.decode()
    choice = {
        f"halt-{halt}-found": "an error that cannot be corrected",
        f"halt-{halt}-choice": "count the affected batches by hand",
        f"halt-{halt}-batches": [BATCH],
        f"halt-{halt}-left_out_because": "The others were scanned elsewhere first.",
        f"halt-{halt}-decided_by": "Judge 1, Judge 2",
        f"halt-{halt}-reason": "The test deck came out wrong.",
    }
    asked = administrator.post(f"/board/halts/{halt}/end/", choice).content.decode()
    assert all(words in asked for words in ("Record this choice?", BATCH, "an error that cannot be corrected"))
    assert Deciding(board_site.record).state().halting.open_halts()
    administrator.post(f"/board/halts/{halt}/end/", choice | {"sure": "yes"})
    assert not Deciding(board_site.record).state().halting.open_halts()
    precinct = board_site.record.election.precincts[0]
    recorders = [account_name(JUDGE, number) for number in (1, 2)]
    reader = account_name(JUDGE, 3)
    opened = {"count": "P1 by hand", "precinct": precinct.id, "number": "3", "batches": [BATCH], "reader": reader}
    administrator.post(
        "/board/hand-counts/", {**opened, "board": "1", "recorder_1": recorders[0], "recorder_2": recorders[1]}
    )
    address = "/board/hand-counts/one/?count=P1+by+hand"
    sheet = {"round": "1", "ballots": "3", "votes_0": "2", "undervotes": "1", "overvotes": "0"}
    for number, votes in ((1, "2"), (2, "1")):
        client = board_site.client(JUDGE, number)
        names = re.findall(r'name="(votes_\d+)"', client.get(address).content.decode())
        assert len(names) > 1
        zeros = dict.fromkeys(names, "0")
        answer = client.post(address, {**zeros, **sheet, "votes_0": votes, "undervotes": str(3 - int(votes))})
        assert answer.status_code == 302
    page = judge.get(address).content.decode()
    assert "unequal 1 time: count again" in page
    assert "round 2" in page
