"""The audit of ballots of several sheets: B is by the contest's own sheet (13-17-507(2)), never by all sheets."""

from audit.contests import Unit, contests_of
from audit.coverage import Container, MachineFigures, Treatment
from canvass.auditing.batch_figures import batches_of, county_ballots, machine_figures
from canvass.auditing.poll_book import BallotsCast, on_every_ballot
from imaging.layout import CardId
from imaging.sheets import Mark, ReadSheet
from tabulate.board.places import SheetName
from tabulate.board.rulings import BallotRuling, ContestRuling, Verdict
from tabulate.board.transfers import TransferMade, TransferPaired, TransferReason
from tabulate.election import ChoiceId, ContestId, Election, PrecinctId
from tabulate.ledger.batch_kinds import BatchKind
from tabulate.ledger.entries import Entry
from tabulate.ledger.state import RecordState
from tabulate.questions import Question
from tests.tabulate.board.board_makers import JUDGES, board, decided
from tests.tabulate.several_sheets import Style, batch_of, election_with, folded, sheet_of

NORTH = PrecinctId("north")
SHEETS = ("S@north", "S@north, sheet 2")
MARKS = {("mayor", "mayor-a"): Mark.MARKED, ("levy", "levy-b"): Mark.MARKED}


def two_sheets() -> Election:
    return election_with([Style("S", ("north",), (("mayor",), ("levy",)))], {"mayor": 1, "levy": 1})


def voted(election: Election, first: int, second: int) -> list[ReadSheet]:
    return [
        sheet_of(election, card, MARKS)
        for card, times in zip(SHEETS, (first, second), strict=True)
        for _ in range(times)
    ]


def figures_of(state: RecordState, election: Election, contest: str, *batches: str) -> MachineFigures:
    of = next(one for one in contests_of(election) if one.id == contest)
    return machine_figures(state, Unit(NORTH, ContestId(contest)), of, (Container("seal", batches),))


def test_repair_noun4_b_is_the_number_of_the_contests_own_sheets() -> None:
    election = two_sheets()
    state = folded(batch_of(election, "A", BatchKind.POLLS, voted(election, 40, 38)))
    cast = {name: figures_of(state, election, name, "A").ballots_cast for name in ("mayor", "levy")}
    assert cast == {"mayor": 40, "levy": 38}
    assert [(one.ballots, one.said) for one in batches_of(state, NORTH)] == [(78, "78 sheets")]


def test_repair_noun4_the_countys_ballots_are_not_its_sheets() -> None:
    election = two_sheets()
    polls = batch_of(election, "A", BatchKind.POLLS, voted(election, 40, 38))
    absentee = batch_of(election, "B", BatchKind.ABSENTEE, voted(election, 7, 9))
    assert county_ballots(folded(polls, absentee), election) == 49


def test_repair_noun4_the_poll_books_number_is_of_electors_and_says_nothing_of_one_sheet() -> None:
    """An elector may return one sheet only: the precinct's number stands for no contest of a ballot of two."""
    election = two_sheets()
    state = folded(batch_of(election, "A", BatchKind.POLLS, voted(election, 40, 38)))
    poll_book = BallotsCast(40, ((ContestId("levy"), 39),))
    for contest in contests_of(election):
        said = poll_book.of(contest.id, on_every_ballot(state, NORTH, contest))
        assert said == (39 if contest.id == "levy" else None)


def test_repair_noun4_a_remade_second_sheet_is_laid_apart_for_its_own_contests_only() -> None:
    election = two_sheets()
    batch = batch_of(election, "A", BatchKind.POLLS, [*voted(election, 2, 1), None], "north")
    levy = ContestRuling(ContestId("levy"), (ChoiceId("levy-b"),), (), 0)
    transfer, name = BallotRuling(Question.CONDITION, Verdict.TRANSFER), SheetName("A", 4)
    decisions = [decided(judge, name, [levy], [transfer], card=CardId(SHEETS[1])) for judge in JUDGES["east"]]
    copies = batch_of(election, "T", BatchKind.TRANSFER, voted(election, 0, 1), "north")
    made = TransferMade("7", TransferReason.DAMAGED, "A", 4, ("Ann A", "Bob B", "Cy C"))
    entries: list[Entry] = [board(), *decisions, made, TransferPaired("7", "T", 1, "the clerk")]
    state = folded(batch, copies, others=entries)
    mayor, levies = (figures_of(state, election, one, "A", "T") for one in ("mayor", "levy"))
    assert (mayor.ballots_cast, mayor.listed) == (2, ())
    assert [(one.sheet, one.treatment) for one in levies.listed] == [(4, Treatment.REMADE)]
    assert levies.ballots_cast == 2
