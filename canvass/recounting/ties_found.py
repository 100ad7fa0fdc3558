"""Ties in a record: recounted or not yet, whose they are to break, lots that were drawn (13-16-501 to 13-16-507)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from audit.dice import number_of, parse_rolls
from audit.errors import DiceError
from audit.state import AuditState
from canvass.console.text import hour_of, say
from canvass.errors import InputError, RefusedError
from canvass.record.audit_log import AuditLog
from canvass.recounting.filing import precincts_of, voted_elsewhere, with_elsewhere
from canvass.recounting.of_record import totals_in
from canvass.recounting.recount_typed import day_typed
from canvass.reporting.outside_words import outside_notes
from canvass.reporting.sealing import check_open
from canvass.reporting.tables import Document, PaperLook, Table, columns_of
from tabulate.board.by_hand.hand_counts import ChoiceFigure
from tabulate.board.county.entitling import AppointedAfterTie
from tabulate.board.recount.lots import TiedLot, drawn_by
from tabulate.board.recount.one_recount import KeptRecount
from tabulate.board.recount.tie_entries import LotAnnounced, LotDrawn, LotNotice, TieEntry
from tabulate.calendar.election_days import ElectionKind, kind_by_day
from tabulate.election import Contest, Election
from tabulate.ledger.chain import Head
from tabulate.ledger.fold import fold
from tabulate.ledger.state import RecordState
from tabulate.recounts.rights import PositionTotals, RecountLine, VotesFor, line_of
from tabulate.recounts.ties import TieBreaker, TieBroken, tie_breaker

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class TieFound:
    """Equal votes at the cut of one contest."""

    contest: Contest
    line: RecountLine
    votes: tuple[VotesFor, ...]
    """Of everyone, as the whole vote has them."""
    recount: KeptRecount | None
    """The certified recount that has left it."""
    breaker: TieBreaker
    lot: TiedLot | None
    appointed: AppointedAfterTie | None
    """By the officer whom the law names, as it was entered last."""
    outside: tuple[str, ...]
    """That another system counted, and where, in words."""

    @property
    def to_fill(self) -> int:
        """How many places are left for those tied."""
        return (self.contest.purpose.nominated or self.contest.seats) - len(self.line.winners)

    @property
    def waits(self) -> bool:
        """Whether people have to do something: recount, draw, or hand in the statement."""
        return self.appointed is None and (self.lot is None or self.lot.drawn is None)

    def called(self, choices: Iterable[str]) -> str:
        """Choices by their names."""
        names = {one.choice: one.name for one in self.votes}
        return ", ".join(names.get(one, one) for one in choices)

    @property
    def words(self) -> str:
        """What is to be done, or was."""
        if self.recount is None:
            return "to be recounted first, without a petition (13-16-203)"
        if self.appointed is not None:
            named, who = self.appointed, self.called(self.appointed.chosen)
            return f"appointed by {named.officer} on {named.appointed_on}: {who} ({named.section})"
        if self.lot is not None and self.lot.drawn is not None:
            return f"drawn by lot: {self.called(self.lot.drawn.nominated)} ({self.breaker.section})"
        return f"still equal after recount {self.recount.filed.recount}: {self.ends}"

    @property
    def ends(self) -> str:
        """Who breaks it, and how."""
        match self.breaker.how:
            case TieBroken.FAILS:
                return f"the issue fails: it was not approved by a majority ({self.breaker.section})"
            case TieBroken.LOT:
                return f"{self.breaker.officer} draws by lot ({self.breaker.section})"
            case TieBroken.APPOINTED:
                return f"{self.breaker.officer} appoints one of those tied ({self.breaker.section})"
            case TieBroken.SPECIAL_ELECTION:
                return f"{self.breaker.officer} orders a special election ({self.breaker.section})"
            case TieBroken.ELECTED:
                return f"{self.breaker.officer} elects one of those tied by joint ballot ({self.breaker.section})"
            case TieBroken.BY_SCHOOL_LAW:
                return f"{self.breaker.officer}, as the school laws say ({self.breaker.section})"
            case TieBroken.NOT_SAID:
                return "the sections that Canvass has name nobody: ask the secretary of state"


def ties_found(record: "Record") -> tuple[TieFound, ...]:
    """Every tie by the record's totals, recounted ones among them. Raises SealedError; TotalsDoNotAddUp.

    A contest of several counties is looked at once a recount of it tells the others' votes.
    """
    state = fold(record.outlines())
    check_open(record.election, state)
    return ties_in(record.election, state, AuditLog(record).state)


def ties_in(election: Election, state: RecordState, audit: AuditState | None) -> tuple[TieFound, ...]:
    """Those of a state of the record. Whether totals are sealed is asked before. Raises TotalsDoNotAddUp."""
    return tuple(_ties(election, state, totals_in(election, state, audit).positions))


def _ties(election: Election, state: RecordState, positions: tuple[PositionTotals, ...]) -> Iterator[TieFound]:
    primary = kind_by_day(election.date) is ElectionKind.PRIMARY
    for own in positions:
        contest, recounts = own.contest, _recounts(state, own.contest)
        others = _told_elsewhere(recounts)
        if not others and voted_elsewhere(contest):
            continue
        whole = with_elsewhere(own, others)
        line = line_of(whole)
        if line.tied and line.tied[0].votes:
            nominates = primary or contest.purpose.nominated is not None or contest.purpose.party is not None
            certified = _left_by(election, contest, recounts)
            kept = state.board.recounts.ties
            lot, named = kept.lots.get(contest.id), kept.appointed.get(contest.id)
            breaker = tie_breaker(contest, nominates)
            yield TieFound(contest, line, whole.votes, certified, breaker, lot, named, outside_notes(state))


def _left_by(election: Election, contest: Contest, recounts: Sequence[KeptRecount]) -> KeptRecount | None:
    """The recount that completed it: a tie is recounted as a whole, by one recount or several (13-16-203).

    None while a recount of it is open, or a precinct was never recounted.
    """
    certified = sorted((one for one in recounts if one.certified is not None), key=lambda one: one.certified_in)
    recounted = {precinct for one in certified for precinct in one.filed.precincts}
    if len(certified) < len(recounts) or not recounted >= set(precincts_of(election, contest)):
        return None
    return certified[-1] if certified else None


def _recounts(state: RecordState, contest: Contest) -> list[KeptRecount]:
    """Of a contest, in the order in which they were filed; without those withdrawn."""
    every = state.board.recounts.recounts.values()
    return [one for one in every if one.filed.contest == contest.id and one.withdrawn is None]


def _told_elsewhere(recounts: Sequence[KeptRecount]) -> tuple[ChoiceFigure, ...]:
    """The other counties' votes, as they were told last."""
    told = ((one.certified.elsewhere if one.certified else ()) or one.filed.elsewhere for one in reversed(recounts))
    return next((one for one in told if one), ())


def recounted_tie(record: "Record", contest: Contest) -> TieFound:
    """The tie of a contest that a recount has left. Raises RefusedError, naming the section, where there is none."""
    found = next((one for one in ties_found(record) if one.contest.id == contest.id), None)
    if found is None:
        raise RefusedError(
            f"The votes of {contest.title} are not equal, as far as this record knows (13-16-501). Nothing was "
            "written. Of a contest of several counties, a recount of it tells the others' votes."
        )
    return left_by_recount(found)


def left_by_recount(found: TieFound) -> TieFound:
    """The tie, once a recount has left it. Raises RefusedError (13-16-203)."""
    if found.recount is None:
        raise RefusedError(
            f"The tie of {found.contest.title} is recounted before anyone breaks it (13-16-203). Nothing was written. "
            "Enter it: canvass recount petition RECORD NAME --tie"
        )
    return found


def announced(found: TieFound, at: str, place: str, given: tuple[str, ...], entered_by: str) -> LotAnnounced:
    """A lot for a nomination that is tied, with the notices as typed, CHOICE=DAY. Raises InputError, RefusedError."""
    if found.breaker.how is not TieBroken.LOT:
        raise RefusedError(
            f"The tie of {found.contest.title} is broken by no lot: {found.ends}. Nothing was written. Hand in the "
            "statement: canvass ties statement"
        )
    days: dict[str, str] = {}
    for typed in given:
        choice, _, day = typed.strip().rpartition("=")
        days[choice] = day_typed(day)
    tied = [one.choice for one in found.line.tied]
    if strange := sorted(set(days) ^ set(tied)):
        raise InputError(
            f"{strange[0]!r} is not among both those tied and those given notice. Nothing was written. Each tied "
            f"candidate has a written notice (13-16-501(1)): {', '.join(tied)}."
        )
    notices = tuple(LotNotice(one, days[one]) for one in tied)
    return LotAnnounced(found.contest.id, found.breaker.officer, at, place, notices, found.to_fill, entered_by)


def lot_drawn(
    found: TieFound, rolls: str, drawn_at: str, drawn_by_: str, witnesses: tuple[str, ...], entered_by: str
) -> LotDrawn:
    """The lot as the ten-sided die showed it: 1 is the first who was given notice, 0 is 10. Raises InputError."""
    try:
        numbers = tuple(map(number_of, parse_rolls(rolls, 1)))
    except DiceError as refused:
        raise InputError(f"{refused} Nothing was written.") from None
    nominated: tuple[str, ...] = ()
    if found.lot is not None:
        nominated = drawn_by(numbers, [one.choice for one in found.lot.announced.notices], found.to_fill)
    return LotDrawn(found.contest.id, drawn_at, drawn_by_, witnesses, numbers, nominated, entered_by)


def facts_of_lot(found: TieFound, entry: TieEntry) -> tuple[tuple[str, str], ...]:
    """What is to be written of a lot, each with its heading; nothing of any other entry."""
    if not isinstance(entry, LotDrawn):
        return ()
    return (
        ("Rolls", ", ".join(map(str, entry.rolls))),
        ("Drawn", found.called(entry.nominated)),
        ("By", entry.drawn_by),
        ("Before", ", ".join(entry.witnesses)),
    )


def statement(election: Election, found: TieFound, head: Head) -> Document:
    """The statement of a tie for the officer whom the law names, with each individual's votes (13-16-501 ff.)."""
    assert found.recount is not None
    assert found.recount.certified is not None
    tied = {one.choice for one in found.line.tied}
    rows = tuple((one.name, one.votes, "tied" if one.choice in tied else "") for one in found.votes)
    lot = () if found.lot is None else (_lot(found, found.lot),)
    to = f", for {found.breaker.officer}" if found.breaker.officer else ""
    return Document(
        title=f"Statement of a tie: {found.contest.title}",
        lines=(
            f"{election.county}, {election.title} of {election.date}{to}.",
            f"Recount {found.recount.filed.recount}, certified on {found.recount.certified.certified_on}, has left the "
            f"votes equal (13-16-203). Places to be filled: {found.to_fill}.",
            f"By law: {found.ends}.",
            *(() if found.appointed is None else (f"It was {found.words}.",)),
            *found.outside,
            "This statement breaks no tie.",
            f"Ledger {head.number}:{head.hash}",
        ),
        tables=(Table("Votes", "", columns_of("Choice", "#Votes", "Tied"), rows), *lot),
        signatures=("Who certifies this statement, with the seal", "Day"),
        paper=PaperLook(
            upright=True, foot=f"Ledger {head.number}:{head.hash[:16]}. {election.county}, {election.date}."
        ),
    )


def _lot(found: TieFound, lot: TiedLot) -> Table:
    names = {one.choice: one.name for one in found.votes}
    rows = [
        (f"{number}", names.get(one.choice, one.choice), f"notice on {one.given_on}")
        for number, one in enumerate(lot.announced.notices, 1)
    ]
    note = f"By {lot.announced.officer} on {hour_of(lot.announced.at)}, {lot.announced.place}."
    if lot.drawn is not None:
        drawn = ", ".join(names.get(one, one) for one in lot.drawn.nominated)
        rolls = ", ".join(map(str, lot.drawn.rolls))
        note += (
            f" Rolled: {rolls}; a number of nobody was rolled again. Drawn: {drawn}, by {lot.drawn.drawn_by}, before "
        )
        note += f"{', '.join(lot.drawn.witnesses)}, on {hour_of(lot.drawn.drawn_at)}."
    return Table("The lot (13-16-501(1))", note, columns_of("Number", "Choice", "Notice"), tuple(rows))


def ties_json(found: tuple[TieFound, ...]) -> list[dict[str, Any]]:
    """For programs."""
    return [
        {
            "contest": one.contest.id,
            "tied": [choice.choice for choice in one.line.tied],
            "votes": {choice.choice: choice.votes for choice in one.votes},
            "recounted_by": None if one.recount is None else one.recount.filed.recount,
            "how": one.breaker.how.value,
            "officer": one.breaker.officer or None,
            "section": one.breaker.section,
            "rolls": list(one.lot.drawn.rolls) if one.lot is not None and one.lot.drawn is not None else None,
            "nominated": list(one.lot.drawn.nominated) if one.lot is not None and one.lot.drawn is not None else None,
            "appointed": None if one.appointed is None else list(one.appointed.chosen),
        }
        for one in found
    ]


def say_ties(found: tuple[TieFound, ...]) -> None:
    """For people."""
    if not found:
        say("No votes are equal at the cut.")
    for one in found:
        say(f"{one.contest.title} ({one.contest.id}): {one.words}")
        for choice in one.line.tied:
            say(f"  {choice.name} {choice.votes:,}")
