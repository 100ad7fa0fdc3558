"""How the certificates of a county stand: who is declared, cleared, has one, whose is void, who accepts (13-15-406)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from canvass.canvassing.county_standing import CountyStanding
from canvass.canvassing.declarations import ToDeclare, all_to_declare, declared_already
from canvass.canvassing.report_document import report_of, title_of
from tabulate.board.county.canvass_terms import CanvassAct
from tabulate.board.county.certificate_entries import CertificateIssued, CertificateKind, CertifiedPerson
from tabulate.board.county.certificate_state import acceptance_section
from tabulate.board.county.entitling import AppointedAfterTie, DrawnLot
from tabulate.calendar.canvassing import choice_until
from tabulate.county_canvass.certified_people import EntitledPerson, enough_to_nominate, entitled
from tabulate.county_canvass.declaring import ContestResult, NotTheCountys, winners_of
from tabulate.county_canvass.living_winners import deaths_of
from tabulate.county_canvass.two_parties import NominatedTwice, nominated_twice
from tabulate.hours import MONTANA_TIME


class CertificateStage(StrEnum):
    """How far a certificate is."""

    NOT_DECLARED = "not declared"
    SUPERSEDED = "declaration superseded"
    LAST_GENERAL = "last general election not stated"
    TO_ACCEPT = "to accept"
    NOT_ACCEPTED = "no certificate: not accepted"
    NO_NOMINEE = "no nominee"
    TO_CHOOSE = "to choose a party"
    OTHER_PARTY = "no nominee: another party"
    DECLARED = "declared"
    CLEARED = "cleared"
    ISSUED = "issued"
    VOID = "void"


WAITING = frozenset(set(CertificateStage) - {CertificateStage.ISSUED, CertificateStage.VOID}) - {
    CertificateStage.NOT_ACCEPTED,
    CertificateStage.NO_NOMINEE,
    CertificateStage.OTHER_PARTY,
}
"""What somebody has to do something about."""


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """One certificate, or one that may come."""

    person: CertifiedPerson
    title: str
    """Of the contest."""
    votes: int | None
    """As they count now; None of who is not entitled now."""
    stage: CertificateStage
    said: str
    """What it waits for, or why it is so."""
    issued: tuple[int, CertificateIssued] | None = None


@dataclass(frozen=True, slots=True)
class NoCertificate:
    """A contest for which the county makes no certificate."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class CertificatesShown:
    """All of them."""

    lines: tuple[CertificateLine, ...]
    none: tuple[NoCertificate, ...]
    to_choose: frozenset[CertifiedPerson] = frozenset()
    """Every nomination by one of several parties of whose nominee no written choice is entered (13-10-303)."""

    @property
    def waits(self) -> bool:
        """Whether something is to be done about one."""
        return any(one.stage in WAITING for one in self.lines)


def certificates_shown(standing: CountyStanding) -> CertificatesShown:
    """Every certificate by contest, void ones first; then the contests for which there is none.

    Who wins is told once the board has adopted a report.
    """
    adopted = bool(standing.canvass.reports)
    stands, twice = adopted and report_of(standing).adopted is not None, two_parties(standing)
    work = _Shown(standing, stands, twice)
    every = [one for one in all_to_declare(standing) if adopted or isinstance(one.result, NotTheCountys)]
    none = (NoCertificate(title_of(one.canvassed), why) for one in every if (why := why_none(standing, one)))
    lines = tuple(line for one in every for line in work.lines(one))
    open_choices = frozenset(person for one in twice if one.chosen is None for person in one.each)
    return CertificatesShown(lines, tuple(none), open_choices)


def entitled_by(standing: CountyStanding, one: ToDeclare) -> tuple[EntitledPerson, ...]:
    """Whom a contest entitles now, by figures, the end of a tie or a court; nobody where the county does nothing."""
    if not isinstance(one.result, ContestResult):
        return ()
    counts, contest = standing.counts, one.canvassed.contest.id
    written_in = frozenset(choice.key for choice in one.canvassed.choices if choice.write_in)
    ended = counts.ties_ended.get(contest)
    drawn = ended.chosen if isinstance(ended, DrawnLot) else ()
    appointed = ended.chosen if isinstance(ended, AppointedAfterTie) else ()
    by_figures = entitled(one.line, written_in, drawn, appointed)
    left = tuple(each for each in by_figures if counts.courts.barred_by(contest, each.person.choice) is None)
    declared = (person for _, person in counts.courts.declared(contest))
    pairs = zip(one.canvassed.choices, one.canvassed.county.votes, strict=True)
    votes = {choice.key: number or 0 for choice, number in pairs}
    named = {each.person.choice for each in left}
    more = (EntitledPerson(who, votes.get(who.choice, 0)) for who in declared if who.choice not in named)
    return (*left, *more)


def why_none(standing: CountyStanding, one: ToDeclare) -> str:
    """Why the county makes no certificate for a contest; empty where it does."""
    if isinstance(one.result, NotTheCountys):
        return f"{one.result.why}; the county's board does not declare it (13-15-406)"
    if entitled_by(standing, one):
        return ""
    if deceased := _deceased_after_tie(standing, one):
        return f"{deceased}, drawn or appointed after the tie, died before the election (13-15-106): none is made"
    if one.result.act is CanvassAct.TIE:
        return "a tie: nobody is declared (13-15-405(4))"
    barred = (standing.counts.courts.barred_by(one.canvassed.contest.id, won.choice) for won in one.line.winners)
    if (judged := next((number for number in barred if number is not None), None)) is not None:
        return f"a court took it away, by the judgment of entry {judged:,} (13-36-207, 13-36-212)"
    deceased = " and ".join(won.name for won, _ in winners_of(one.line).deceased)
    if deceased:
        return f"{deceased} has the highest number of votes and died before the election (13-15-106): none is made"
    return "nobody is elected or nominated by it (13-15-406)"


def _deceased_after_tie(standing: CountyStanding, one: ToDeclare) -> str:
    """Whom the end of a tie names and who died; empty where nobody did."""
    ended = standing.counts.ties_ended.get(one.canvassed.contest.id)
    chosen = () if ended is None else ended.chosen
    deaths = deaths_of(one.line.contest)
    return " and ".join(each.name for each in one.line.tied if each.choice in deaths and each.choice in chosen)


@dataclass(frozen=True, slots=True)
class _Shown:
    """Whatever every line is made of."""

    standing: CountyStanding
    report_stands: bool
    twice: tuple[NominatedTwice, ...] = ()
    """Whom several parties nominated."""

    def lines(self, one: ToDeclare) -> Iterator[CertificateLine]:
        """Those of one contest."""
        title, people = title_of(one.canvassed), entitled_by(self.standing, one)
        there = set[str]()
        for number, entry in self.standing.certificates.issued:
            if entry.person.contest != one.canvassed.contest.id:
                continue
            stage, said = self._of_issued(number, entry, one)
            votes = next((each.votes for each in people if each.person == entry.person), None)
            if stage is CertificateStage.ISSUED or entry.person.choice in self._judged(one):
                there.add(entry.person.choice)
            yield CertificateLine(entry.person, title, votes, stage, said, (number, entry))
        for each in people:
            if each.person.choice not in there:
                stage, said = self._of_entitled(each, one)
                yield CertificateLine(each.person, title, each.votes, stage, said)

    def _judged(self, one: ToDeclare) -> frozenset[str]:
        """From whom a court took the certificate: whatever the figures say, there is no other for them."""
        kept, contest = self.standing.certificates, one.canvassed.contest.id
        return frozenset(person.choice for person in kept.annulled if person.contest == contest)

    def _of_issued(self, number: int, entry: CertificateIssued, one: ToDeclare) -> tuple[CertificateStage, str]:
        if (by := self.standing.certificates.void_by(number, entry, self.standing.entitling)) is not None:
            ended = self.standing.counts.ties_ended.get(entry.person.contest)
            if isinstance(ended, AppointedAfterTie) and ended.number == by:
                return CertificateStage.VOID, f"Void by entry {by:,}: another was appointed ({ended.section})."
            if by not in (at for at, _ in self.standing.canvass.history):
                return CertificateStage.VOID, f"Void by the judgment of a court, entry {by:,} (13-36-212)."
            return CertificateStage.VOID, f"Void by entry {by:,}: the board declared another result (13-16-419)."
        if entry.person in [each.person for each in entitled_by(self.standing, one)]:
            return CertificateStage.ISSUED, f"Entry {number:,}, by {entry.issued_by}."
        if any(own.recounted for _, own in one.canvassed.by_precinct):
            return CertificateStage.VOID, "Void: the recount found another result (13-16-418, 13-16-419)."
        return CertificateStage.ISSUED, f"Entry {number:,}. The figures name others now: the board canvasses anew."

    def _of_entitled(self, each: EntitledPerson, one: ToDeclare) -> tuple[CertificateStage, str]:
        person, kept = each.person, self.standing.certificates
        of_court = person in (who for _, who in self.standing.counts.courts.declared(person.contest))
        if not of_court and (missing := self._not_declared(one)) is not None:
            return missing
        if person.written_in and not of_court and (waits := self._of_written_in(each)) is not None:
            return waits
        if not of_court and (other := self.of_two_parties(person)) is not None:
            return other
        cleared = kept.cleared(person.contest, person.choice)
        if cleared is None:
            return CertificateStage.DECLARED, "Waits for the commissioner of political practices (13-37-127)."
        return CertificateStage.CLEARED, f"By the notice of {cleared[1].notice_date}, entry {cleared[0]:,}. Issue it."

    def _not_declared(self, one: ToDeclare) -> tuple[CertificateStage, str] | None:
        if self.report_stands and declared_already(self.standing, one) is not None:
            return None
        every = self.standing.canvass.declarations_of(one.canvassed.contest.id)
        if not every:
            return CertificateStage.NOT_DECLARED, "The board has not declared the contest (13-15-405)."
        return CertificateStage.SUPERSEDED, "The board adopts its report anew, and declares by it (13-15-405)."

    def _of_written_in(self, each: EntitledPerson) -> tuple[CertificateStage, str] | None:
        """What somebody written in waits for; None once nominated, where that is asked, and accepted."""
        person, kept = each.person, self.standing.certificates
        nominated = person.kind is CertificateKind.NOMINATION
        if nominated and (few := self.too_few(each)) is not None:
            return few
        if kept.accepted(person.contest, person.choice) is not None:
            return None
        last = self.standing.entitling.accept_by(person, self.standing.counts.last_day)
        section = acceptance_section(person)
        if self._today <= last:
            return CertificateStage.TO_ACCEPT, f"Accepts by {last:%A} {last} ({section})."
        if nominated:
            return CertificateStage.NO_NOMINEE, f"{person.called} did not accept by {last} ({section})."
        return CertificateStage.NOT_ACCEPTED, f"The day was {last} ({section}). {person.called} may not assume office."

    def too_few(self, each: EntitledPerson) -> tuple[CertificateStage, str] | None:
        """That the votes do not nominate, or are not known to; None where they do (13-10-204(1)(a))."""
        stated = self.standing.certificates.last_general(each.person.contest)
        if stated is None:
            return CertificateStage.LAST_GENERAL, "Whether 5% of them nominate is not known yet (13-10-204(1)(a))."
        if enough_to_nominate(each.votes, stated.won_with):
            return None
        reckoned = f"20 x {each.votes:,} = {20 * each.votes:,} is less than {stated.won_with:,}"
        return CertificateStage.NO_NOMINEE, f"Fewer than 5%: {reckoned} ({stated.source}; 13-10-204(1)(a))."

    def of_two_parties(self, person: CertifiedPerson) -> tuple[CertificateStage, str] | None:
        """What a nomination by several parties waits for; None where it is the one that holds (13-10-303)."""
        found = next((one for one in self.twice if person in one.each), None)
        if found is None or found.kept(self._today) == person:
            return None
        contests = ", ".join(self._title(one) for one in found.each)
        if found.is_open(self._today):
            last = f"{found.choose_by:%A} {found.choose_by}"
            said = f"Several parties nominate {person.called}: {contests}. Chooses one by {last} (13-10-303)."
            return CertificateStage.TO_CHOOSE, said
        kept = found.kept(self._today)
        if kept is None:
            said = f"No choice and no declaration tells the party: {contests}. No designation (13-10-303)."
            return None if person == found.each[0] else (CertificateStage.OTHER_PARTY, said)
        why = "chose" if found.chosen is not None else "did not choose; declared for"
        return CertificateStage.OTHER_PARTY, f"{person.called} {why} {self._title(kept)} (13-10-303)."

    def _title(self, person: CertifiedPerson) -> str:
        """Of the contest in which somebody is nominated."""
        every = all_to_declare(self.standing)
        return next(title_of(one.canvassed) for one in every if one.canvassed.contest.id == person.contest)

    @property
    def _today(self) -> date:
        return self.standing.made_at.astimezone(MONTANA_TIME).date()


def too_few_votes(standing: CountyStanding, each: EntitledPerson) -> str:
    """Why votes that were written in do not nominate, or are not known to; empty where they do."""
    found = _Shown(standing, report_stands=True).too_few(each)
    return "" if found is None else f"{found[0]}: {found[1]}"


def two_parties(standing: CountyStanding) -> tuple[NominatedTwice, ...]:
    """Everybody whom several parties nominated: printed, or written in with enough votes and accepted (13-10-303)."""
    work, kept = _Shown(standing, report_stands=True), standing.certificates
    held = (
        (one.canvassed.contest, each.person)
        for one in all_to_declare(standing)
        for each in entitled_by(standing, one)
        if each.person.kind is CertificateKind.NOMINATION
        and not (each.person.written_in and work.too_few(each))
        and (not each.person.written_in or kept.accepted(each.person.contest, each.person.choice))
    )
    until = choice_until(standing.election.date, standing.counts.last_day)
    return nominated_twice(held, kept.chosen, until)


def other_party(standing: CountyStanding, person: CertifiedPerson) -> str:
    """Why another party's nomination stands in the way of this one; empty where none does (13-10-303)."""
    found = replace(_Shown(standing, report_stands=True), twice=two_parties(standing)).of_two_parties(person)
    return "" if found is None else f"{found[0]}: {found[1]}"
