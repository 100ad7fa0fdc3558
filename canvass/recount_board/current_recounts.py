"""A recount of an address, its precinct, and what the pages show of both: who has entered, and no figure before."""

from dataclasses import dataclass

from django.http import Http404

from canvass.accounts.roles import Role
from canvass.recounting.standing import PrecinctStands, RecountStands, recounts_standing
from canvass.recounting.votes_by_precinct import PrecinctVotes, canvassed_votes, recounted_votes
from canvass.web.served import served
from tabulate.board.recount.recount_entries import count_name
from tabulate.election import Contest
from tabulate.ledger.state import RecordState

ADMINISTRATOR, MEMBER = Role.ELECTION_ADMINISTRATOR, Role.RECOUNT_BOARD_MEMBER
INSIDE = (ADMINISTRATOR, MEMBER, Role.SECRETARY_OF_STATE, Role.OBSERVER)
"""Who may watch: a recount is public (13-16-411)."""


@dataclass(frozen=True, slots=True)
class NumberedRecount:
    """A recount and its place in the addresses, from 1."""

    number: int
    stands: RecountStands


@dataclass(frozen=True, slots=True)
class NumberedPrecinct:
    """A precinct of a recount and its place in the addresses, from 1."""

    recount: NumberedRecount
    number: int
    stands: PrecinctStands
    contest: Contest
    people: tuple[tuple[str, str], ...]
    """Who reads and who records, by account: account and name. Empty before it is begun."""
    entered: frozenset[str]
    """The recorders whose sheets of this round are in, by account."""

    @property
    def count(self) -> str:
        """What its tally sheets are called by."""
        return count_name(self.recount.stands.name, self.stands.precinct)

    @property
    def locked(self) -> bool:
        """Whether its votes are found."""
        return self.stands.round is not None and self.stands.round.locked

    def records(self, account: str) -> bool:
        """Whether this account enters a sheet of this round, and has not."""
        round_ = self.stands.round
        recorder = account in {one for one, _ in self.people[1:]}
        waits = round_ is not None and not round_.equal and self.recount.stands.open
        return waits and recorder and account not in self.entered


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A row of a locked precinct."""

    name: str
    canvassed: int | None
    recounted: int | None


def recounts_now() -> tuple[NumberedRecount, ...]:
    """Every recount, in the order in which they were filed."""
    standing = served().state.read(lambda state: recounts_standing(served().election, state))
    return tuple(NumberedRecount(number, one) for number, one in enumerate(standing, 1))


def recount_or_404(number: int) -> NumberedRecount:
    """The recount of an address. Raises Http404."""
    found = recounts_now()
    if not 1 <= number <= len(found):
        raise Http404("There is no such recount.")
    return found[number - 1]


def precinct_or_404(number: int, place: int) -> NumberedPrecinct:
    """The precinct of an address. Raises Http404."""
    recount = recount_or_404(number)
    if not 1 <= place <= len(recount.stands.precincts):
        raise Http404("The recount has no such precinct.")
    stands = recount.stands.precincts[place - 1]
    contest = served().election.contest(recount.stands.filed.contest)
    people, entered = served().state.read(lambda state: _people(state, recount, stands))
    return NumberedPrecinct(recount, place, stands, contest, people, entered)


def _people(
    state: RecordState, recount: NumberedRecount, stands: PrecinctStands
) -> tuple[tuple[tuple[str, str], ...], frozenset[str]]:
    kept = state.board.recounts.recounts[recount.stands.name]
    count = kept.counts.get(stands.precinct)
    if count is None or kept.board is None:
        return (), frozenset()
    names = {one.account: one.name for one in kept.board.people}
    accounts = (count.opened.reader, *count.opened.recorders)
    by_hand = count.contests.get(kept.filed.contest)
    entered = frozenset() if by_hand is None else frozenset(sheet.recorder for sheet in by_hand.sheets)
    return tuple((one, names.get(one, one)) for one in accounts), entered


def compared(found: NumberedPrecinct) -> tuple[ComparedRow, ...]:
    """The precinct as it was canvassed and as it was recounted; nothing before it is locked."""
    election, audit, where = served().election, served().audit.state, found.stands.precinct
    return served().state.read(
        lambda state: _compared(state, found, canvassed_votes(election, state, audit, found.contest).get(where))
    )


def _compared(state: RecordState, found: NumberedPrecinct, was: PrecinctVotes | None) -> tuple[ComparedRow, ...]:
    sheet = state.board.recounts.recounts[found.recount.stands.name].locked(found.stands.precinct)
    if sheet is None:
        return ()
    now = recounted_votes(served().election, state, sheet, found.stands.precinct)
    names = {one.choice: one.name for votes in (was, now) if votes is not None for one in votes.position.votes}
    rows = [
        ComparedRow(name, 0 if was is None else was.figures.get(choice, 0), now.figures.get(choice, 0))
        for choice, name in names.items()
    ]
    rows.append(ComparedRow("Undervotes", None if was is None else was.undervotes, now.undervotes))
    rows.append(ComparedRow("Overvotes", None if was is None else was.overvotes, now.overvotes))
    return (*rows, ComparedRow("Ballots with the contest", 0 if was is None else was.ballots, now.ballots))
