"""The page of the boards asks who designates a board and who may sit on it, and says what was not said (B6)."""

from datetime import date
from pathlib import Path

from canvass.accounts.roles import Role
from canvass.deciding.people_taken import take_people
from canvass.people_register.from_csv import entered_from
from canvass.people_register.lines import add_people, begin_people
from tabulate.board.office.qualifications import NO_LIST
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import Site, account_name

ADMINISTRATOR, JUDGE = Role.ELECTION_ADMINISTRATOR, Role.COUNTING_BOARD_MEMBER
LISTS = ("Republican", "Democratic", "none")


def said(**changes: str | list[str]) -> dict[str, str | list[str]]:
    """What the form of a designated board holds, for the judges who sit on no board but one."""
    form: dict[str, str | list[str]] = {"board": "2", "act": "Resolution 7", "act_on": "2026-01-15"}
    for place, party in enumerate(LISTS, 1):
        form |= {
            f"judge_{place}": account_name(JUDGE, place + 4),
            f"oath_{place}": "2026-01-20",
            f"party_list_{place}": party,
            f"elector_{place}": "yes",
            f"kin_{place}": "none",
            f"certificate_{place}": f"C-{place}",
            f"issued_{place}": "2026-01-10",
            f"valid_until_{place}": "2099-01-10",
        }
    return form | changes


def test_repair_b6_a_designated_board_is_entered_whole(board_site: Site) -> None:
    clerk, precinct = board_site.client(ADMINISTRATOR), board_site.record.election.precincts[0].id
    answer = clerk.post("/board/boards/", said(precincts=[precinct]), follow=True).content.decode()
    assert "Board 2 is appointed" in answer
    assert "Of board 2 it is not said" not in answer
    assert "Resolution 7" in answer
    board = board_site.served.state.read(lambda state: state.board.boards["2"])
    assert [judge.party_list for judge in board.judges] == ["Republican", "Democratic", NO_LIST]
    assert board.precincts == (precinct,)
    assert all(judge.kin == () and judge.registered_elector and judge.certificate for judge in board.judges)


def test_repair_b6_the_page_refuses_what_the_law_refuses_with_its_section(board_site: Site) -> None:
    clerk, head = board_site.client(ADMINISTRATOR), board_site.record.head()
    contest = next(one for one in board_site.record.election.contests if one.choices)
    wrong = {
        "13-4-102(3)": said(party_list_1="Green", party_list_2="green party", party_list_3="GREEN"),
        "13-4-107(1)": said(elector_2="no"),
        "13-4-107(2)": said(kin_1=contest.choices[0].name, kinship_1="spouse"),
        "13-4-203(4)": said(valid_until_3="2026-01-11"),
        "from which party": said(party_list_2=""),
        "Say what the judge is to the candidate": said(kin_1=contest.choices[0].name),
        "Say both the act and its day": said(act_on=""),
        "its first and its last day": said(issued_1=""),
        "Select a valid choice": said(kin_1="Nobody On The Ballot"),
    }
    for words, form in wrong.items():
        answer = clerk.post("/board/boards/", form)
        assert (answer.status_code, words in answer.content.decode()) == (200, True), words
    assert board_site.record.head() == head


def test_repair_b6_a_rehearsals_board_says_nothing_and_the_page_says_so(board_site: Site) -> None:
    form = {name: value for name, value in said().items() if name.split("_")[0] in ("board", "judge", "oath")}
    answer = board_site.client(ADMINISTRATOR).post("/board/boards/", form, follow=True).content.decode()
    assert "Of board 2 it is not said" in answer
    assert all(section in answer for section in ("13-15-112", "13-4-102(3)", "13-4-107(2)", "13-4-203(4)"))


def test_repair_b6_the_boards_page_in_chromium(board_pages: Pages) -> None:
    page = board_pages.page_as(ADMINISTRATOR)
    page.goto("/board/boards/")
    page.get_by_text("Not said of board 1").click()
    assert "13-15-112" in page.locator("main").inner_text()
    check_fits(page)
    check_axe(page)
    card = page.get_by_role("region", name="Appoint a board")
    card.get_by_label("Name of the board").fill("2")
    for place in (1, 2, 3):
        judge = card.get_by_role("group", name=f"Judge {place}")
        judge.get_by_label(f"Judge {place}", exact=True).select_option(account_name(JUDGE, place + 4))
        judge.get_by_label(f"Oath of judge {place} taken on").fill("2026-01-20")
        judge.get_by_label("Party list").fill("Green")
    card.get_by_role("button", name="Appoint the board").click()
    assert "at most 2 judges from one party's list (13-4-102(3))" in page.locator("body").inner_text()
    picture(page, "boards-refused")
    card.get_by_role("group", name="Judge 3").get_by_label("Party list").fill("none")
    card.get_by_role("button", name="Appoint the board").click()
    said_now = page.locator("body").inner_text()
    assert "Board 2 is appointed" in said_now
    assert "list, no certificate said" in said_now
    check_fits(page)
    check_axe(page)
    picture(page, "boards")


def test_repair_b6_with_a_register_of_people_the_page_leaves_to_it_what_it_has(
    board_pages: Pages, board_site: Site, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    accounts = [account_name(JUDGE, place) for place in (5, 6, 7)]
    known = zip(accounts, LISTS, strict=True)
    rows = [f"Judge {one},{one},judge,{party},yes,none,2026-01-20,clerk" for one, party in known]
    file.write_text("\n".join(["name,account,service,party_list,elector,kin,oath_on,oath_before", *rows]))
    register = tmp_path / "people.jsonl"
    begin_people(register, board_site.record.election.county)
    add_people(register, lambda known: entered_from(file.read_bytes(), known, "clerk", date(2026, 1, 21)))
    take_people(board_site.record, register, "clerk")
    page = board_pages.page_as(ADMINISTRATOR)
    page.goto("/board/boards/")
    assert "register of people, line 4" in page.locator("main").inner_text()
    card = page.get_by_role("region", name="Appoint a board")
    card.get_by_label("Name of the board").fill("2")
    for place, account in enumerate(accounts, 1):
        judge = card.get_by_role("group", name=f"Judge {place}")
        judge.get_by_label(f"Judge {place}", exact=True).select_option(account)
    card.get_by_role("group", name="Judge 1").get_by_label("Party list").fill("Green")
    card.get_by_role("button", name="Appoint the board").click()
    assert "expected the list of the register, that of 'Republican' (13-4-102)" in page.locator("body").inner_text()
    picture(page, "boards-register-refused")
    card.get_by_role("group", name="Judge 1").get_by_label("Party list").fill("")
    card.get_by_role("button", name="Appoint the board").click()
    assert "Board 2 is appointed" in page.locator("body").inner_text()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="2", exact=True))
    assert all(words in row.inner_text() for words in ("Republican", "2026-01-20", "held to the register of people"))
    check_fits(page)
    check_axe(page)
    picture(page, "boards-register")
