"""What a recount came to: precinct by precinct, the result before and after, and what the law has people do then."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from canvass.console.text import dollars, plural
from canvass.errors import RefusedError
from canvass.recounting.filing import declared_by_state, voted_elsewhere, with_elsewhere
from canvass.recounting.of_record import contest_position
from canvass.recounting.votes_by_precinct import (
    PrecinctVotes,
    canvassed_votes,
    folded_before,
    recounted_in,
    recounted_votes,
)
from canvass.reporting.outside_words import outside_notes
from canvass.reporting.sealing import check_open
from tabulate.board.by_hand.hand_counts import ChoiceFigure
from tabulate.board.recount.one_recount import KeptRecount
from tabulate.board.recount.recount_entries import RecountCertified, RecountGround
from tabulate.board.signing.signatures import Signatures
from tabulate.election import Contest, Election, PrecinctId
from tabulate.ledger.fold import fold
from tabulate.ledger.state import RecordState
from tabulate.recounts.rights import RecountLine, VotesFor, line_of

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class PrecinctRecounted:
    """One precinct: as it was canvassed, and as the board found it."""

    precinct: PrecinctId
    name: str
    canvassed: PrecinctVotes | None
    """None where no ballot of it was counted."""
    recounted: PrecinctVotes
    unequal_rounds: int
    set_aside: int
    missing: int

    @property
    def agrees(self) -> bool:
        """Whether the board found what was canvassed, as far as that is told."""
        was, now = self.canvassed, self.recounted
        if was is None:
            return not now.ballots
        no_votes = ((was.undervotes, now.undervotes), (was.overvotes, now.overvotes))
        told = all(then is None or then == found for then, found in no_votes)
        same = Counter(was.figures) == Counter(now.figures)
        return told and same and was.ballots == now.ballots and not was.position.others


@dataclass(frozen=True, slots=True)
class RecountOutcome:
    """A certified recount, or one whose precincts are all locked."""

    kept: KeptRecount
    contest: Contest
    precincts: tuple[PrecinctRecounted, ...]
    before: RecountLine
    """The whole vote, other counties' with it where they are told, as it was canvassed."""
    after: RecountLine
    signatures: Signatures
    """Of the record, made with own keys."""
    outside: tuple[str, ...] = ()
    """That another system counted what was canvassed here, in words."""

    @property
    def others(self) -> tuple[ChoiceFigure, ...]:
        """The votes of other counties, as they were told last."""
        return _others(self.kept)

    @property
    def whole(self) -> bool:
        """Whether the figures are the whole vote, which decides: of several counties, whether the others' are told."""
        return bool(self.others) or not voted_elsewhere(self.contest)

    @property
    def changed(self) -> bool:
        """Whether by the whole vote another is elected or nominated, or none, or an issue went the other way."""
        return self.whole and _winners(self.before) != _winners(self.after)

    @property
    def agrees(self) -> bool:
        """Whether every figure is as it was canvassed, as far as that is told."""
        return all(one.agrees for one in self.precincts)

    @property
    def lost(self) -> tuple[VotesFor, ...]:
        """Who had won by the canvass, and has not."""
        return tuple(one for one in self.before.winners if one.choice not in _winners(self.after))

    @property
    def won(self) -> tuple[VotesFor, ...]:
        """Who has won, and had not."""
        return tuple(one for one in self.after.winners if one.choice not in _winners(self.before))

    @property
    def section(self) -> str:
        """By which the certificate changes."""
        return "13-16-419" if self.by_state else "13-16-418(1)"

    @property
    def by_state(self) -> bool:
        """Whether the board of state canvassers declares the result (13-16-419)."""
        return declared_by_state(self.contest)

    @property
    def ballots_differing(self) -> tuple[str, ...]:
        """Precincts with other ballots than were canvassed, a sentence each (13-16-420)."""
        pairs = [(one, 0 if one.canvassed is None else one.canvassed.ballots) for one in self.precincts]
        return tuple(
            f"{one.name}: {plural(one.recounted.ballots, 'ballot')} with the contest recounted, {was:,} canvassed "
            "(13-16-420)."
            for one, was in pairs
            if one.recounted.ballots != was
        )

    @property
    def still_tied(self) -> bool:
        """Whether a tie is left, which the officer whom the law names breaks (13-16-501)."""
        return self.whole and bool(self.after.tied)


def _others(kept: KeptRecount) -> tuple[ChoiceFigure, ...]:
    return (kept.certified.elsewhere if kept.certified else ()) or kept.filed.elsewhere


def _winners(line: RecountLine) -> frozenset[str]:
    return frozenset(one.choice for one in line.winners)


def outcome_of(record: "Record", recount: str) -> RecountOutcome:
    """What the recount of that name came to.

    Raises RefusedError where there is none, and while a precinct of it is open; SealedError; TotalsDoNotAddUp.
    """
    now = fold(record.outlines())
    kept = kept_recount(now, recount)
    if open_ := kept.open_precincts:
        raise RefusedError(
            f"Recount {recount} is not at its end: {', '.join(open_)} not locked. Nothing was written. The votes of a "
            "precinct are shown once both tally sheets are equal and every ballot set aside is decided (13-16-412)."
        )
    election = record.election
    state, audit = folded_before(record, kept.filed_in)
    check_open(election, now)
    contest = election.contest(kept.filed.contest)
    earlier = recounted_in(election, now, contest, kept.certified_in)
    canvassed = canvassed_votes(election, state, audit, contest) | earlier
    found = tuple(_precinct(election, now, kept, canvassed.get(one), one) for one in kept.filed.precincts)
    recounted = earlier | {one.precinct: one.recounted for one in found}
    others = _others(kept)
    as_canvassed = kept.filed.elsewhere or others
    return RecountOutcome(
        kept,
        contest,
        found,
        line_of(with_elsewhere(contest_position(election, state, audit, contest, earlier), as_canvassed)),
        line_of(with_elsewhere(contest_position(election, state, audit, contest, recounted), others)),
        now.board.office.signatures,
        outside_notes(state, kept.filed.precincts),
    )


def kept_recount(state: RecordState, recount: str) -> KeptRecount:
    """The recount of that name. Raises RefusedError."""
    kept = state.board.recounts.recounts.get(recount)
    if kept is None:
        known = ", ".join(state.board.recounts.recounts) or "none"
        raise RefusedError(f"The record knows no recount {recount!r}: {known}. Nothing was written. Look at its name.")
    return kept


def _precinct(
    election: Election, state: RecordState, kept: KeptRecount, canvassed: PrecinctVotes | None, precinct: PrecinctId
) -> PrecinctRecounted:
    sheet, count = kept.locked(precinct), kept.counts[precinct]
    assert sheet is not None
    missing = kept.missing.get(precinct)
    by_hand = count.contests[kept.filed.contest]
    return PrecinctRecounted(
        precinct,
        election.precinct_name(precinct),
        canvassed,
        recounted_votes(election, state, sheet, precinct),
        len(by_hand.unequal),
        len(count.set_aside),
        0 if missing is None else missing.missing,
    )


def what_follows(found: RecountOutcome) -> Iterator[str]:
    """What the law has people do now, a sentence each, with its section."""
    if found.by_state:
        yield (
            "The duplicate of the certificate goes to the secretary of state by certified mail (13-16-418). The board "
            "of state canvassers reconvenes, corrects its abstract and declares (13-16-419)."
        )
    elif found.agrees:
        yield "Every figure is as it was canvassed: the report that the board adopted stands (13-16-418, 13-16-419)."
    else:
        yield "The county canvassers canvass again at once, and correct the abstract (13-16-418)."
    if not found.whole:
        yield (
            "These figures are this county's alone, and the whole vote decides: the state canvassers say whether the "
            "result is another (13-16-419)."
        )
    elif found.still_tied:
        yield "Votes are still equal. The officer whom the law names breaks the tie (13-16-501 to 13-16-507)."
        if found.changed and found.before.winners:
            yield f"The first certificate, of {_named(found.lost)}, is void ({found.section})."
    elif not found.changed:
        yield "The result is the same: nothing more is done, and the certificate that was issued stands."
    elif not found.after.recount_class.office:
        yield f"The result is another: {_named(found.won)}. What was proclaimed before is void ({found.section})."
    elif not found.lost:
        yield f"The tie is gone: {_named(found.won)} has the certificate ({found.section})."
    else:
        void = f"The first certificate, of {_named(found.lost)}, is void"
        yield f"The result is another. {void}; {_named(found.won)} has a new one ({found.section})."


def _named(people: tuple[VotesFor, ...]) -> str:
    return ", ".join(one.name for one in people) or "nobody"


def costs_settled(found: RecountOutcome, certified: RecountCertified) -> Iterator[str]:
    """Who bears the costs, a sentence each: of a bond, or of a deposit (13-16-211, 13-16-301)."""
    costs, filed = certified.costs_cents, found.kept.filed
    yield f"Costs of the recount: {dollars(costs)}."
    if filed.ground is RecountGround.BOND and filed.petition is not None:
        yield f"The petitioner bears all of them; the bond is {dollars(filed.petition.bond_cents)} (13-16-211)."
    if filed.order is None or filed.petition is None:
        return
    deposit = filed.order.deposit_cents
    if _applicant_won(found, filed.petition.petitioner):
        yield f"The deposit of {dollars(deposit)} is returned: the result is for the applicant (13-16-301)."
    elif costs > deposit:
        yield f"The applicant pays {dollars(costs - deposit)} beyond the deposit of {dollars(deposit)} (13-16-301)."
    else:
        yield f"{dollars(deposit - costs)} of the deposit of {dollars(deposit)} is refunded (13-16-301)."


def _applicant_won(found: RecountOutcome, applicant: str) -> bool:
    """Whether the applicant is elected or nominated, or the issue was reversed."""
    if found.after.recount_class.office:
        return any(one.choice == applicant for one in found.after.winners)
    return found.changed
