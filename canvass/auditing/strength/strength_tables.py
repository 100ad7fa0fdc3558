"""The measure of risk as a report: a table for each contest, with what it means and what it does not."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import assert_never

from audit.contests import AuditContest
from audit.risk.contest_risk import CountedByHand, RiskMeasured, RiskNotComputed, RiskUnit
from audit.risk.wager import STAKE
from audit.state import AuditState
from canvass.auditing.papers.titles_cut import short_titles
from canvass.auditing.strength.audit_risk import AuditStrength, ContestStrength
from canvass.console.text import plural
from canvass.reporting.tables import Cell, Column, Document, Table
from tabulate.election import ChoiceId, ContestKind

TITLE = "How strong is the evidence of the hand counts?"
_MILLION = 10**6
_SMALL = Fraction(1, 10)
_COLUMNS = (
    Column("Drawn", number=True),
    Column("Precinct"),
    Column("Public ballots", number=True),
    Column("Counted", number=True),
    Column("Not seen", number=True),
    Column("u", number=True),
    Column("e", number=True),
    Column("x", number=True),
    Column("Product", number=True),
)


def strength_document(state: AuditState, found: AuditStrength) -> Document:
    """The whole of it."""
    titles = short_titles({one.contest.id: one.contest.title for one in found.contests})
    measured = [one for one in found.contests if isinstance(one.answer, RiskMeasured)]
    others = [one for one in found.contests if one not in measured]
    tables = tuple(_table(state, one, titles[one.contest.id]) for one in measured)
    without = tuple(f"{one.contest.title}: {' '.join(sentences(state, one))}" for one in others)
    opened = state.opened
    head = f"{opened.election_title} of {opened.election_date}, {opened.county}"
    lines = ("REHEARSAL, NOT THE AUDIT.",) if found.rehearsal else ()
    return Document(TITLE, (*lines, head, *said_of_strength(found), *without), tables)


def said_of_strength(found: AuditStrength) -> tuple[str, ...]:
    """What the figure is, and is not."""
    taken = "The figures that were public before the dice are not known."
    if found.entry is not None:
        taken = (
            f"Public figures are those of entry {found.entry:,}, made again from the ledger: SHA-256 "
            f"{found.results_sha256}."
        )
    return (
        "This is a second opinion. The audit of 13-17-503 decides, and no step of it asks for this.",
        taken,
        "Precincts are taken as dice drew them, each with the same chance. An error against a winner counts as none.",
        "u is the largest error that a precinct could hide, and e the one found, in shares of the margin. x is 1 "
        "without an error, and less with one.",
    )


def _table(state: AuditState, one: ContestStrength, title: str) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = ()
    if isinstance(one.answer, RiskMeasured):
        drawn = enumerate(one.answer.drawn, 1)
        rows = tuple(_row(state, number, unit) for number, unit in drawn)
    return Table(title, " ".join(sentences(state, one)), _COLUMNS, rows)


def _row(state: AuditState, number: int, unit: RiskUnit) -> tuple[Cell, ...]:
    name = state.precinct(unit.public.precinct).name
    product = unit.wagered.product
    ballots = (unit.public.ballots, unit.counted.ballots, unit.unseen)
    shares = (decimal(unit.bound), decimal(unit.overstatement), decimal(unit.found))
    return (number, name, *ballots, *shares, "-" if product is None else decimal(product))


def sentences(state: AuditState, one: ContestStrength) -> tuple[str, ...]:
    """What the answer for one contest means, in words."""
    answer = one.answer
    match answer:
        case RiskMeasured():
            return tuple(_of_risk(state, one, answer))
        case CountedByHand():
            return tuple(_of_hand(one, answer))
        case RiskNotComputed():
            return (f"Not to be computed. {' '.join(answer.reasons)}",)
        case _:
            assert_never(answer)


def _of_hand(one: ContestStrength, answer: CountedByHand) -> Iterator[str]:
    precincts = "its only precinct" if answer.units == 1 else f"{answer.counted} of its {answer.units} precincts"
    said = answer.said
    yield f"{said[0].upper()}{said[1:]}: {precincts}. No figure of risk is needed, or can be given."
    if answer.unseen:
        yield f"{plural(answer.unseen, 'ballot')} there were not seen by the committee."
    if one.beyond:
        yield _BEYOND


_BEYOND = (
    "Others than this county's electors may vote on it: this is about this county's own votes, and not about who won."
)


def _of_risk(state: AuditState, one: ContestStrength, answer: RiskMeasured) -> Iterator[str]:
    yield f"P = {decimal_up(answer.risk)}."
    yield _meaning(one, answer)
    if one.beyond:
        yield _BEYOND
    yield f"{len(answer.drawn)} of {answer.units} precincts are reckoned with: drawn by dice, and counted by hand."
    if answer.risk > _SMALL:
        yield "Such a sample can miss a wrong outcome: the law's sample is not chosen to limit that risk."
    left_out = sum(unit.left_out for unit in answer.drawn)
    if answer.unseen:
        decided = f" ({left_out:,} listed, since the board decides them)" if left_out else ""
        yield (
            f"{plural(answer.unseen, 'ballot')}{decided} were not seen by the committee: each may be wrong by two "
            "votes, and is reckoned as a vote for the loser."
        )
    names = names_of(one.contest, state)
    margins = "; ".join(f"{names[pair.winner]} over {names[pair.loser]} {pair.margin:,}" for pair in answer.pairs)
    yield (
        f"N {answer.units}; V: {margins}; U {decimal(answer.bounds)}; u_max {decimal(answer.largest_bound)}; "
        f"t {decimal(answer.threshold)}; c {decimal(STAKE)}; with everything staked P {decimal_up(answer.all_in)}."
    )


def _meaning(one: ContestStrength, answer: RiskMeasured) -> str:
    if answer.risk == 0:
        return "With these counts a wrong outcome is impossible, as far as the public numbers of ballots hold."
    lost = "If the reported winner had really lost"
    if len({pair.winner for pair in answer.pairs}) > 1:
        lost = "If any of the reported winners had really lost"
    if one.contest.kind is not ContestKind.CANDIDATE:
        lost = "If the reported outcome were really wrong"
    if one.beyond:
        lost = "If who leads in this county's votes did not really lead in them"
    return f"{lost}, a sample as clean as this would appear with probability at most P."


def names_of(contest: AuditContest, state: AuditState) -> Mapping[ChoiceId, str]:
    """Printed choices and write-ins by id."""
    found = {one.id: one.name for one in (*contest.choices, *contest.declared)}
    for unit in state.units:
        if unit.unit.contest == contest.id and unit.figures is not None:
            found = {one.person: one.name for one in unit.figures.write_ins} | found
    return _NamedOrId(found)


class _NamedOrId(dict[ChoiceId, str]):
    """Somebody declared who is on no tally sheet is called by the id."""

    def __missing__(self, key: ChoiceId) -> str:
        return key


def decimal(share: Fraction) -> str:
    """Six places, to the nearest."""
    millionths = round(share * _MILLION)
    sign = "-" if millionths < 0 else ""
    return f"{sign}{abs(millionths) // _MILLION}.{abs(millionths) % _MILLION:06}"


def decimal_up(share: Fraction) -> str:
    """Six places, never less than it is."""
    return decimal(Fraction(-(-share.numerator * _MILLION // share.denominator), _MILLION))
