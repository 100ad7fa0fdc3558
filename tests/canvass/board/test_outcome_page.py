"""A ballot's page shows what was decided vote by vote, with the dissent on each (13-15-206(4)(a))."""

from canvass.accounts.roles import Role
from canvass.deciding.decisions import Deciding
from tabulate.board.checking import ruling
from tabulate.board.places import SheetName
from tabulate.board.rulings import BallotRuling, ContestRuling, LineFinding, Verdict
from tabulate.election import ContestId
from tabulate.questions import Question
from tests.canvass.board.decks import BATCH, TORN, BoardDeck
from tests.canvass.board.judging import Judge
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import Site, account_name

JUDGE = Role.COUNTING_BOARD_MEMBER
NAME = SheetName(BATCH, TORN)
CINDERWORTH, FROSTSPINDLE, RIPPLEFELL = range(3)


def found_by_each(site: Site, *places: tuple[int, ...]) -> None:
    """Three judges transfer the torn sheet; in the two-seat contest each finds the choices at these places."""
    election = site.record.election
    card = election.cards[0]
    contests = election.contests_of(election.ballot_style(card.ballot_style))
    transfer = [BallotRuling(Question.CONDITION, Verdict.TRANSFER)]
    for number, chosen in enumerate(places, start=1):
        rulings: list[ContestRuling] = []
        for contest in contests:
            choices = [contest.choices[place].id for place in chosen] if contest.id == "commissioner" else []
            rulings.append(ruling(contest, choices))
        Deciding(site.record).decide(account_name(JUDGE, number), NAME, 1, rulings, transfer, card.id)


def test_repair_A3_the_page_shows_each_vote_with_who_found_it_and_who_did_not(board_pages: Pages) -> None:
    site = board_pages.site
    found_by_each(site, (CINDERWORTH, FROSTSPINDLE), (CINDERWORTH,), (CINDERWORTH, RIPPLEFELL))
    names = [choice.name for choice in site.record.election.contest(ContestId("commissioner")).choices]
    page = board_pages.page_as(Role.ELECTION_ADMINISTRATOR)
    page.goto(f"/board/ballots/{BATCH}/{TORN}/")
    row = page.get_by_role("region", name="Contests decided in round 1").locator("tr", has_text=names[0])
    one, two, three = (account_name(JUDGE, number) for number in (1, 2, 3))
    said = row.locator("li").all_inner_texts()
    assert said == [
        f"{names[0]}: found by {one}, {two}, {three}",
        f"{names[1]}: found by {one}, not by {two}, {three} not counted",
        f"{names[2]}: found by {three}, not by {one}, {two} not counted",
    ]
    assert "3 of 3" in row.inner_text()
    check_fits(page)
    check_axe(page)
    picture(page, "board-vote-by-vote")


def test_repair_A3_the_page_notes_a_majority_that_is_not_possible(board_pages: Pages) -> None:
    site = board_pages.site
    found_by_each(site, (CINDERWORTH, FROSTSPINDLE), (CINDERWORTH, RIPPLEFELL), (FROSTSPINDLE, RIPPLEFELL))
    page = board_pages.page_as(JUDGE)
    page.goto(f"/board/ballots/{BATCH}/{TORN}/")
    region = page.get_by_role("region", name="Contests decided in round 1")
    said = region.locator("tr", has_text="each has a majority").inner_text()
    assert "together they are more than the votes allowed" in said
    assert "no majority: not counted" in said
    check_fits(page)
    check_axe(page)


def test_repair_B4_a_judge_says_by_one_key_that_the_oval_is_marked_on_the_paper(
    board_pages: Pages, deck: BoardDeck
) -> None:
    page = board_pages.page_as(JUDGE, 1)
    page.goto(f"/board/ballots/{BATCH}/{TORN}/decide/")
    Judge(deck, page).begin_transfer()
    page.evaluate(
        "document.querySelectorAll('input[data-alone][value=none], input[value=OVAL_NOT_MARKED]')"
        ".forEach((input) => { input.checked = true; })"
    )
    line = page.locator("[data-contest=sheriff][data-line]")
    assert "Without one the name is no vote (13-15-206(5)(b))" in line.inner_text()
    line.locator("input[value^='DECLARED:']").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Confirm my decision").click()
    assert "only where its oval is marked (13-15-206(5)(b))" in page.get_by_role("alert").inner_text()
    check_fits(page)
    check_axe(page)
    line.locator("input[value^='DECLARED:']").focus()
    page.keyboard.press(".")
    assert line.get_by_label("The oval is marked on the paper").is_checked()
    picture(page, "board-oval-on-paper")
    page.get_by_role("button", name="Confirm my decision").click()
    (decision,) = Deciding(board_pages.site.record).ballot(NAME).ballot.decisions
    (written,) = next(one.lines for one in decision.contests if one.contest == "sheriff")
    assert (written.oval_on_paper, written.finding) == (True, LineFinding.DECLARED)
