"""Whether a county's package says what its ledger's entry says, and whether it adds up (13-15-504)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from tabulate.board.county.sending_entries import ReturnsSent, SentContest
from tabulate.county_canvass.canvassed import PlaceKind
from tabulate.county_canvass.declaring import for_the_state
from tabulate.ledger.chain import hash_of
from tabulate.ledger.errors import LedgerBroken, NewerLedger
from tabulate.ledger.lines import read_entry
from tabulate.state_canvass.county_package import (
    CountyPackage,
    PackagedContest,
    PackagedPlace,
    SealingEntry,
    hashes_of,
)
from tabulate.state_canvass.electors_checks import Found, contest_faults, electors_faults


@dataclass(frozen=True, slots=True)
class DoesNotAddUp:
    """Something in a county's package that is not as it was sent, or does not make its sum."""

    county: str
    where: str
    """The entry of the ledger, or the contest and the place."""
    found: str


def faults_of(package: CountyPackage) -> tuple[DoesNotAddUp, ...]:
    """Everything; nothing where the package is as the county's ledger has it, and adds up."""
    found = [*_against_seal(package), *electors_faults(package)]
    for contest in package.contests:
        found += [*_whose(contest), *_sums(contest), *contest_faults(package, contest)]
    return tuple(DoesNotAddUp(package.county, where, said) for where, said in found)


def _against_seal(package: CountyPackage) -> Iterator[Found]:
    seal = package.seal
    if seal is None:
        yield "the package", "It has no entry of the county's ledger."
        return
    where = f"entry {seal.number:,} of the county's ledger"
    own = hash_of(seal.previous, seal.number, seal.kind, seal.written_at, seal.body, seal.salt)
    if own != seal.hash:
        yield where, f"It hashes to {own[:16]}..., and carries {seal.hash[:16]}...: the entry was altered."
    sent = _sent(seal)
    if sent is None:
        yield where, f"It does not say what was sent: it is no entry {ReturnsSent.kind!r} that this version reads."
        return
    hashes = hashes_of(package)
    if (sent.report_entry, sent.rest) != (package.report_entry, hashes.rest):
        yield "the package's head", f"Its election, county, report, signers or checks are not those of {where}."
    for row, (then, now) in zip_longest(package.electors, zip_longest(sent.electors, hashes.electors)):
        if then != now:
            name = "a row that is lacking" if row is None else f"{row.kind} {row.name}"
            yield f"electors voting, {name}", f"It is not what {where} has."
    yield from _contests(package.contests, sent.contests, hashes.contests, where)


def _sent(seal: SealingEntry) -> ReturnsSent | None:
    try:
        found = read_entry(seal.number, seal.kind, seal.body)
    except (LedgerBroken, NewerLedger):
        return None
    return found if isinstance(found, ReturnsSent) else None


def _contests(
    contests: Sequence[PackagedContest], sent: Sequence[SentContest], now: Sequence[SentContest], where: str
) -> Iterator[Found]:
    then, given = {one.contest: one for one in sent}, {one.contest for one in contests}
    for lacking in (one for one in then if one not in given):
        yield f"contest {lacking}", f"{where} says that it was sent, and the package has it not."
    for contest, own in zip(contests, now, strict=True):
        before = then.get(contest.contest)
        if before is None:
            yield contest.title, f"The package has it, and {where} does not say that it was sent."
            continue
        if before.named != own.named:
            yield contest.title, f"Its title, its choices or its counts by source are not what {where} has."
        for place, (one, other) in zip_longest(contest.places, zip_longest(before.rows, own.rows)):
            if one != other:
                name = "a row that is lacking" if place is None else f"{place.kind} {place.name}"
                yield f"{contest.title}, {name}", f"It is not what {where} has."


def _whose(contest: PackagedContest) -> Iterator[Found]:
    if not for_the_state(contest.as_contest):
        yield contest.title, "It is no contest that the board of state canvassers canvasses (13-15-501)."


def _sums(contest: PackagedContest) -> Iterator[Found]:
    """The parts make the precinct, the precincts the county; every figure is told; no votes beyond electors voting."""
    wholes: list[PackagedPlace] = []
    rows = [place for place in contest.places if place.precinct]
    for _, together in groupby(rows, key=lambda place: place.precinct):
        *parts, whole = together
        wholes.append(whole)
        if parts:
            yield from _compared(contest, parts, whole)
    yield from _compared(contest, wholes, contest.county)
    for choice, votes in zip(contest.choices, contest.county.votes, strict=True):
        if votes is None:
            yield (
                f"{contest.title}, county, {choice.name}",
                "No figure is told, so the state's sum would lack this county.",
            )
    for place in contest.places:
        most = max((votes or 0 for votes in place.votes), default=0)
        if place.electors is not None and place.kind is not PlaceKind.NOT_BY_PART and most > place.electors:
            yield f"{contest.title}, {place.kind} {place.name}", f"{most:,} votes, {place.electors:,} electors voting."


def _compared(contest: PackagedContest, parts: Sequence[PackagedPlace], whole: PackagedPlace) -> Iterator[Found]:
    names = (*(one.name for one in contest.choices), "undervotes", "overvotes", "electors")
    by_hand = [part for part in parts if part.kind is PlaceKind.NOT_BY_PART]
    rows = [(*part.figures, 0 if part in by_hand else part.electors) for part in parts]
    for at, (name, figure) in enumerate(zip(names, (*whole.figures, whole.electors), strict=True)):
        made = _sum([row[at] for row in rows])
        if None not in (made, figure) and made != figure:
            where = f"{contest.title}, {whole.kind} {whole.name}, {name}"
            yield where, f"{', '.join(part.name for part in parts[:6])} make {made:,}, and it has {figure:,}."


def _sum(figures: Sequence[int | None]) -> int | None:
    return None if None in figures else sum(one or 0 for one in figures)
