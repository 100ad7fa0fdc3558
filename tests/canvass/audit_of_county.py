"""An audit of a counted county from its opening to the certificate, each event through the door that it has in earnest.

Seven precincts are drawn of 65: P01 to P07. Two contests are counted in each: the senator's and the issue.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from audit.committee import Member, MemberId
from audit.contests import Unit
from audit.coverage import ChoiceVotes, Container
from audit.events.before import AuditOpened, CommitteeAppointed, OathTaken
from audit.events.certifying import AuditCertified
from audit.events.counting import SheetEntered, TallyStarted
from audit.opening import open_audit
from audit.random_sample import fold as fold_audit
from audit.report import county_report, report_sha256
from audit.selection import PRECINCTS
from audit.sheet_figures import Figures
from audit.state import AuditState
from audit.tally_sheets import EntryMode
from canvass.auditing.batch_figures import batches_of
from canvass.auditing.boxes import opening_boxes
from canvass.auditing.drawing import announcing, freezing, rolling
from canvass.auditing.poll_book import BallotsCast
from canvass.auditing.unofficial_results import results_published
from canvass.record.audit_log import AuditLog
from imaging.sheets import Mark
from tabulate.board.boards import BoardAppointed, Judge, WorkingMode
from tabulate.board.decisions import JudgeDecided
from tabulate.board.polls import WriteInDeclared
from tabulate.board.rulings import ContestRuling, LineFinding, WrittenLine
from tabulate.election import ChoiceId, ContestId, PrecinctId
from tabulate.ledger.fold import fold
from tabulate.ledger.state import RecordState
from tests.canvass.audited_county import SENATOR, CountedCounty, election_day

DANA = ChoiceId("dana-gray")
JUDGES = ("jo", "kim", "lee")
MEMBERS = ("ann", "ben", "cal")
LINE = ChoiceId("write-in-0")
WRITTEN = {LINE: Mark.MARKED, "for": Mark.MARKED}
SELECTED_ON = election_day() + timedelta(days=8)


def declare(county: CountedCounty, person: ChoiceId = DANA, name: str = "Dana Gray") -> None:
    county.record.append([WriteInDeclared(SENATOR, person, name, (name,), "13-10-211(2)", "clerk")])


def seat_board(county: CountedCounty) -> None:
    judges = tuple(Judge(name, name.title(), "2026-10-01") for name in JUDGES)
    county.record.append([BoardAppointed("1", judges, False, "clerk")])


def decide(county: CountedCounty, batch: str, sheet: int, ruling: ContestRuling) -> None:
    """All three judges of the board find the same."""
    mode = WorkingMode.OWN_SCREENS
    county.record.append([JudgeDecided("1", judge, batch, sheet, 1, mode, (), (ruling,)) for judge in JUDGES])


def written_in(person: ChoiceId | None) -> ContestRuling:
    """The line of a marked write-in oval: somebody declared, or nobody who is."""
    if person is None:
        return ContestRuling(SENATOR, (), (WrittenLine(LINE, LineFinding.UNDECLARED, "Zed"),), 1)
    return ContestRuling(SENATOR, (), (WrittenLine(LINE, LineFinding.DECLARED, "Dana Gray", person),), 0)


def printed(choice: str) -> ContestRuling:
    return ContestRuling(SENATOR, (ChoiceId(choice),), (), 0)


class CountyAudit:
    """The audit of a county's record, with the precincts P01 to P07 drawn."""

    def __init__(self, county: CountedCounty, opened: AuditOpened | None = None) -> None:
        self.county = county
        self.log = AuditLog(county.record)
        self.open(opened or open_audit(county.election))

    def open(self, opened: AuditOpened) -> None:
        before = election_day() - timedelta(days=30)
        members = tuple(Member(MemberId(name), name.title(), False, True, False, False, False) for name in MEMBERS)
        oaths = (OathTaken(member.id, "the chair", before) for member in members)
        self.log.take(opened, CommitteeAppointed(members, "Clerk", "the county commissioners", before), *oaths)

    @classmethod
    def again(cls, county: CountedCounty) -> "CountyAudit":
        """The audit that is in the record."""
        found = cls.__new__(cls)
        found.county, found.log = county, AuditLog(county.record)
        return found

    @staticmethod
    def unsaved(county: CountedCounty, opened: AuditOpened) -> AuditState:
        """An audit that was opened, and is not in the record."""
        found = fold_audit([opened])
        assert found is not None
        assert found.opened.county == county.election.county
        return found

    @staticmethod
    def counted_of(county: CountedCounty) -> RecordState:
        return fold(county.record.outlines())

    @property
    def state(self) -> AuditState:
        found = self.log.state
        assert found is not None
        return found

    @property
    def counted(self) -> RecordState:
        return self.counted_of(self.county)

    def select(self, on: date = SELECTED_ON) -> "CountyAudit":
        self.log.take(results_published(self.county.election, self.counted, on))
        with self.log.turn() as turn:
            turn.take(*freezing(turn.state, on))
            for number in range(1, 11):
                faces = divmod(number, 10)
                turn.take(rolling(turn.state.selection, PRECINCTS, faces, None, "the board"))
            turn.take(*freezing(turn.state, on))
            turn.take(*announcing(turn.state, on, "the board"))
        return self

    def open_boxes(self, precinct: PrecinctId, cast: BallotsCast | None = None) -> "CountyAudit":
        counted = self.counted
        box = Container(f"seal {precinct}", tuple(one.batch for one in batches_of(counted, precinct)))
        opening = opening_boxes(
            self.state, counted, precinct, (box,), opened_by=("Ann", "Ben"), on=SELECTED_ON, cast=cast
        )
        self.log.take(*opening)
        return self

    def tally(self, unit: Unit, figures: Figures) -> "CountyAudit":
        number = len(self.state.unit(unit).rounds) + 1
        reader, *recorders = (MemberId(name) for name in MEMBERS)
        self.log.take(TallyStarted(unit.precinct, unit.contest, number, reader, tuple(recorders)))
        for member in recorders:
            self.log.take(SheetEntered(unit.precinct, unit.contest, number, member, member, EntryMode.TOTALS, figures))
        return self

    def as_machine(self, unit: Unit, **changes: int) -> Figures:
        """A sheet that says what the first count says, but for the rows given: by choice, or by person."""
        first = self.state.unit(unit).figures
        assert first is not None
        found = {one.choice: one.votes for one in first.votes} | {one.person: one.votes for one in first.write_ins}
        found |= {ChoiceId(name.replace("_", "-")): votes for name, votes in changes.items()}
        votes = tuple(ChoiceVotes(one.choice, found[one.choice]) for one in first.votes)
        valid = tuple(ChoiceVotes(person, found[person]) for person in first.people)
        ballots = changes.get("ballots", first.ballots)
        seats = self.state.contest(unit.contest).seats
        rest = seats * ballots - sum(one.votes for one in votes) - first.overvotes
        return Figures(ballots, votes, rest, first.overvotes, valid)

    def count_the_rest(self) -> "CountyAudit":
        """Everything that is not locked, as the machines have it."""
        for one in self.state.units:
            if self.state.boxes_of(one.unit.precinct) is None:
                self.open_boxes(one.unit.precinct)
            if self.state.unit(one.unit).manual is None:
                self.tally(one.unit, self.as_machine(one.unit))
        return self

    def certify(self) -> "CountyAudit":
        members = tuple(MemberId(name) for name in MEMBERS)
        self.log.take(AuditCertified(members, SELECTED_ON, report_sha256(county_report(self.state))))
        return self


def count_drawn(county: CountedCounty, but: Sequence[int] = ()) -> None:
    """The seven precincts that are drawn, each in a batch of its own."""
    for number in range(1, 8):
        if number not in but:
            county.count_precinct(number)


ISSUE_UNIT = Unit(PrecinctId("P01"), ContestId("ca-116"))
SENATE_UNIT = Unit(PrecinctId("P01"), SENATOR)
