"""Certificates as they stand: the one place that says which of their entries may follow which (13-15-406, 13-37-127).

Somebody is declared, drawn by lot or declared by a court, cleared by the commissioner, and then has a certificate; who
was written in accepts before it. A certificate is void from the first later declaration of its contest that no longer
names them, and from the first judgment that takes it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar, assert_never

from tabulate.board.county.canvass_board import check_plain
from tabulate.board.county.certificate_entries import (
    CandidateCleared,
    CertificateAnnulled,
    CertificateEntry,
    CertificateIssued,
    CertificateKind,
    CertifiedPerson,
    FilingFee,
    LastGeneralStated,
    PartyChosen,
    WriteInAccepted,
)
from tabulate.board.county.entitling import EntitledBy, Entitling
from tabulate.board.errors import NotAllowed
from tabulate.board.words_said import check_day, check_sha256, day_in_montana
from tabulate.calendar.duties import LastDay
from tabulate.election import ContestId
from tabulate.hours import moment_of

_Kind = TypeVar("_Kind", bound=CertificateEntry)


@dataclass(frozen=True, slots=True)
class Certificates:
    """All that was said of them, in order; `after` makes the next."""

    history: tuple[tuple[int, CertificateEntry], ...] = ()
    """Every entry with its number."""

    def check(self, entry: CertificateEntry, entitling: Entitling, last_day: LastDay) -> None:
        """Whether the entry may follow those taken, by them, by the canvass, lots and courts. Raises NotAllowed."""
        check_plain(entry)
        match entry:
            case CandidateCleared():
                self._check_cleared(entry, entitling)
            case LastGeneralStated():
                if entry.won_with < 1:
                    raise NotAllowed(
                        "the votes of who won, at least 1 (13-10-204(1))", str(entry.won_with), "Look it up."
                    )
            case WriteInAccepted():
                self._check_accepted(entry, entitling, last_day)
            case CertificateIssued():
                self._check_issued(entry, entitling)
            case CertificateAnnulled():
                self._check_annulled(entry, entitling)
            case PartyChosen():
                self._check_chosen(entry)
            case _:
                assert_never(entry)

    def after(self, number: int, entry: CertificateEntry) -> "Certificates":
        """These once an entry that was found allowed is taken, with its number."""
        return replace(self, history=(*self.history, (number, entry)))

    def cleared(self, contest: ContestId, choice: str) -> tuple[int, CandidateCleared] | None:
        """The commissioner's last notice about somebody, with the number of its entry."""
        every = reversed(self._said(CandidateCleared))
        return next(((number, one) for number, one in every if _is(one.person, contest, choice)), None)

    def notice(self, number: int) -> CandidateCleared | None:
        """The commissioner's notice that the entry of this number has; None where it has none."""
        return dict(self._said(CandidateCleared)).get(number)

    def accepted(self, contest: ContestId, choice: str) -> tuple[int, WriteInAccepted] | None:
        """The acceptance of somebody written in, with the number of its entry."""
        every = self._said(WriteInAccepted)
        return next(((number, one) for number, one in every if _is(one.person, contest, choice)), None)

    def last_general(self, contest: ContestId) -> LastGeneralStated | None:
        """What was stated last of the votes at the last general election for the office of a contest."""
        return next((one for _, one in reversed(self._said(LastGeneralStated)) if one.contest == contest), None)

    @property
    def issued(self) -> tuple[tuple[int, CertificateIssued], ...]:
        """Every certificate, void or not, with the number of its entry."""
        return self._said(CertificateIssued)

    def void_by(self, number: int, issued: CertificateIssued, entitling: Entitling) -> int | None:
        """The entry that makes a certificate void: a judgment, or a later declaration; None where it stands."""
        return self._annulled(number) or entitling.void_by(number, issued.person, issued.declared_entry)

    @property
    def annulled(self) -> tuple[CertifiedPerson, ...]:
        """From whom a court took a certificate."""
        return tuple(one.person for _, one in self._said(CertificateAnnulled))

    @property
    def chosen(self) -> tuple[PartyChosen, ...]:
        """The written choices of people whom several parties nominated."""
        return tuple(one for _, one in self._said(PartyChosen))

    def _said(self, kind: type[_Kind]) -> tuple[tuple[int, _Kind], ...]:
        """Every entry of a kind, with its number."""
        return tuple((number, one) for number, one in self.history if isinstance(one, kind))

    def _annulled(self, number: int) -> int | None:
        return next((at for at, one in self._said(CertificateAnnulled) if one.issued_entry == number), None)

    def _check_annulled(self, entry: CertificateAnnulled, entitling: Entitling) -> None:
        issued = dict(self.issued).get(entry.issued_entry)
        if issued is None or issued.person != entry.person:
            raise NotAllowed(
                f"a certificate of {entry.person} (13-36-212)",
                f"none in entry {entry.issued_entry:,}",
                "Name its entry.",
            )
        if (by := self.void_by(entry.issued_entry, issued, entitling)) is not None:
            raise NotAllowed("a certificate that stands (13-36-212)", f"it void by entry {by:,}", "Go on.")
        check_day(entry.judged_on, day_in_montana(entry.at), "the judgment's day (13-36-212)")

    def _check_chosen(self, entry: PartyChosen) -> None:
        contests = {entry.person.contest, *entry.others}
        if len(contests) < 2 or entry.person.kind is not CertificateKind.NOMINATION:
            raise NotAllowed("a choice among nominations of several parties (13-10-303)", str(entry.person), "Name it.")
        check_day(entry.filed_on, day_in_montana(entry.at), "the day on which the choice was filed (13-10-303)")
        for number, one in self._said(PartyChosen):
            if one.person.called == entry.person.called and not contests.isdisjoint({one.person.contest, *one.others}):
                raise NotAllowed("one written choice (13-10-303)", f"that of entry {number:,} already", "Go on.")
        for number, issued in self.issued:
            if issued.person.called == entry.person.called and issued.person.contest in entry.others:
                what = "a choice before another party's certificate is issued (13-10-303)"
                raise NotAllowed(what, f"that of entry {number:,}", "Ask a court.")

    def _check_cleared(self, entry: CandidateCleared, entitling: Entitling) -> None:
        entitling.now(entry.person)
        check_day(entry.notice_date, day_in_montana(entry.at), "the notice's day (13-37-127)")
        check_sha256(entry.notice_sha256, "of the commissioner's notice (13-37-127)")
        before = self.cleared(entry.person.contest, entry.person.choice)
        if before is not None and before[1].notice_sha256 == entry.notice_sha256:
            raise NotAllowed("a notice entered once (13-37-127)", f"it in entry {before[0]:,} already", "Go on.")

    def _check_accepted(self, entry: WriteInAccepted, entitling: Entitling, last_day: LastDay) -> None:
        person = entry.person
        entitling.now(person)
        section = acceptance_section(person)
        if not person.written_in:
            raise NotAllowed(f"somebody who was written in ({section})", f"{person} printed", "Nobody else accepts.")
        if (before := self.accepted(person.contest, person.choice)) is not None:
            raise NotAllowed(f"one acceptance ({section})", f"that of entry {before[0]:,} already", "Go on.")
        canvassed, last = entitling.acceptance_days(person, last_day)
        if not canvassed <= day_in_montana(entry.at) <= last:
            raise NotAllowed(
                f"an acceptance after the canvass of {canvassed}, and within 10 days of it, by {last} ({section}; "
                f"1-1-307 read as {last_day.value})",
                entry.at,
                "There is no certificate without an acceptance in time.",
            )
        what = f"the day on which the reports were filed ({reports_section(person)})"
        check_day(entry.reports_on, day_in_montana(entry.at), what)
        if entry.fee_cents < 0 or (entry.fee is FilingFee.PAID) is not (entry.fee_cents > 0):
            raise NotAllowed(
                f"the fee in cents where it is paid with the acceptance, else none ({section})",
                f"{entry.fee}, {entry.fee_cents:,} cents",
                "Say what became of the fee.",
            )

    def _check_issued(self, entry: CertificateIssued, entitling: Entitling) -> None:
        person, declared = entry.person, entitling.now(entry.person)
        for number, one in self.issued:
            if not _is(one.person, person.contest, person.choice):
                continue
            if (judged := self._annulled(number)) is not None:
                raise NotAllowed("nobody from whom a court took it (13-36-212)", f"entry {judged:,}", "Obey the court.")
            if self.void_by(number, one, entitling) is None:
                raise NotAllowed("one certificate (13-15-406)", f"that of entry {number:,} already", "Print it anew.")
        cleared = self.cleared(person.contest, person.choice)
        if cleared is None:
            raise NotAllowed(
                "a certificate after the commissioner of political practices has written that the candidate complied "
                "(13-37-127)",
                f"no notice about {person}",
                "Enter the notice first: canvass county certificates clear.",
            )
        accepts = person.written_in and declared.by is not EntitledBy.COURT
        accepted = self.accepted(person.contest, person.choice) if accepts else None
        if accepts and accepted is None:
            raise NotAllowed(
                f"a certificate after somebody written in accepted ({acceptance_section(person)})",
                f"no acceptance of {person}",
                "Enter the acceptance first: canvass county certificates accept.",
            )
        asked = (declared.number, cleared[0], None if accepted is None else accepted[0])
        said = (entry.declared_entry, entry.cleared_entry, entry.accepted_entry)
        if said != asked:
            raise NotAllowed(f"a certificate by the entries {_listed(asked)}", _listed(said), "Make it anew.")
        check_sha256(entry.certificate_sha256, "of what the certificate says (13-15-406)")
        _check_not_before(entry.at, (declared.at, cleared[1].at, "" if accepted is None else accepted[1].at))


def acceptance_section(person: CertifiedPerson) -> str:
    """By which somebody written in accepts."""
    return "13-15-111" if person.kind is CertificateKind.ELECTION else "13-10-204(1)(b)"


def reports_section(person: CertifiedPerson) -> str:
    """By which somebody written in files the reports that the acceptance asks for."""
    return "13-37-225" if person.kind is CertificateKind.ELECTION else "13-37-126"


def _is(person: CertifiedPerson, contest: ContestId, choice: str) -> bool:
    return (person.contest, person.choice) == (contest, choice)


def _check_not_before(at: str, earlier: tuple[str, ...]) -> None:
    moments: Iterator[str] = (one for one in earlier if one)
    now = moment_of(at)
    late = [one for one in moments if (there := moment_of(one)) is not None and now is not None and now < there]
    if late:
        raise NotAllowed(f"an hour not before {late[0]}, by which it is issued (13-15-406)", at, "Say when.")


def _listed(entries: tuple[int | None, ...]) -> str:
    return ", ".join(str(one) for one in entries if one is not None)
