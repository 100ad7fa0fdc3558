"""The sheet of a transfer, which three people sign, compares two ballots, and only once both of them are settled."""

import re

from canvass.accounts.roles import Role
from canvass.deciding.decisions import Deciding
from tabulate.board.checking import ruling
from tabulate.board.places import SheetName
from tabulate.board.rulings import LineFinding, WrittenLine
from tabulate.board.transfers import TransferMade, TransferPaired, TransferReason
from tabulate.election import ChoiceId, ContestId
from tests.canvass.board.decks import BATCH, NEW, TORN
from tests.canvass.board.test_outcome_page import CINDERWORTH, FROSTSPINDLE, found_by_each
from tests.canvass.web.served_records import Site, account_name

JUDGE, COPY = Role.COUNTING_BOARD_MEMBER, SheetName(NEW, 1)


def said_of_contests(site: Site) -> list[str]:
    """The last cell of each contest, as people read it."""
    page = site.client(Role.ELECTION_ADMINISTRATOR).get("/board/transfers/one/?number=T-1").content.decode()
    (table,) = re.findall("<tbody>(.*?)</tbody>", page, re.DOTALL)
    rows = [re.findall("<td>(.*?)</td>", row) for row in table.split("<tr")[1:]]
    return [re.sub("<[^>]*>", "", cells[-1]) for cells in rows]


def new_ballot_decided(site: Site) -> None:
    """Three judges find no vote in each contest of the new ballot that was asked about."""
    election, lines = site.record.election, [WrittenLine(ChoiceId("write-in-0"), LineFinding.NO_NAME)]
    asked = {"hd-27": [], "commissioner": [], "attorney": lines}
    found = [ruling(election.contest(ContestId(contest)), lines=lines) for contest, lines in asked.items()]
    for number in (1, 2, 3):
        Deciding(site.record).decide(account_name(JUDGE, number), COPY, 1, found, [], None)


def test_a_ballot_that_nobody_scanned_or_settled_yet_is_not_called_the_same(board_site: Site) -> None:
    found_by_each(board_site, *[(CINDERWORTH, FROSTSPINDLE)] * 3)
    work = Deciding(board_site.record)
    work.enter(TransferMade("T-1", TransferReason.DAMAGED, BATCH, TORN, ("Judge 1", "Judge 2", "Judge 3")))
    assert set(said_of_contests(board_site)) == {"not yet compared"}
    work.enter(TransferPaired("T-1", NEW, 1, account_name(Role.ELECTION_ADMINISTRATOR)))
    assert set(said_of_contests(board_site)) == {"not yet compared"}
    new_ballot_decided(board_site)
    said = said_of_contests(board_site)
    assert (said.count("the same"), said.count("differs")) == (5, 11)
