"""The door to certificates: notices, acceptances, certificates; each is checked by the law and is one entry."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from canvass.canvassing.certificate_lines import entitled_by, other_party, too_few_votes, two_parties, why_none
from canvass.canvassing.certificate_papers import Certificate
from canvass.canvassing.county_standing import CountyStanding
from canvass.canvassing.declarations import ToDeclare, chosen_to_declare, declared_already
from canvass.canvassing.entering import check_report_stands, enter
from canvass.canvassing.report_document import title_of
from canvass.deciding.steps_of_people import refusals
from canvass.errors import InputError, RefusedError
from tabulate.board.county.certificate_entries import (
    CandidateCleared,
    CertificateAnnulled,
    CertificateIssued,
    CertificateKind,
    CertifiedPerson,
    FilingFee,
    LastGeneralStated,
    PartyChosen,
    WriteInAccepted,
)
from tabulate.board.county.certificate_state import acceptance_section
from tabulate.county_canvass.certified_people import EntitledPerson
from tabulate.county_canvass.declaring import nominates
from tabulate.election import ContestId
from tabulate.hours import MONTANA_TIME, is_day

if TYPE_CHECKING:
    from canvass.record.store import Record

_A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class DeclaredPerson:
    """Somebody whom a declaration that holds entitles, with its entry."""

    each: EntitledPerson
    title: str
    """Of the contest."""
    declared_entry: int


def declared_person(standing: CountyStanding, contest: str, choice: str) -> DeclaredPerson:
    """Who was declared, or has the most votes by writing in: by contest, and by id or name.

    Raises InputError for a contest that there is not, RefusedError where nobody of it, or somebody else, was declared.
    """
    (one,) = chosen_to_declare(standing, (contest,))
    title = title_of(one.canvassed)
    if why := why_none(standing, one):
        raise RefusedError(f"{title}: no certificate; {why}. Nothing was written.")
    people = entitled_by(standing, one)
    for each in people:
        if choice in (each.person.choice, each.person.called, f"write-in:{each.person.called}"):
            _check_declared(standing, one, each)
            with refusals():
                return DeclaredPerson(each, title, standing.entitling.now(each.person).number)
    names = ", ".join(f"{each.person.called} ({each.person.choice})" for each in people)
    raise RefusedError(
        f"{title}: a certificate is for who was declared: {names} (13-15-406); found {choice[:80]!r}. Nothing was "
        "written. Name one of them."
    )


def _check_declared(standing: CountyStanding, one: ToDeclare, each: EntitledPerson) -> None:
    """That the board's report and declaration stand, where no court declares somebody. Raises RefusedError."""
    if _of_court(standing, each.person):
        return
    check_report_stands(standing)
    if declared_already(standing, one) is None:
        raise RefusedError(
            f"{title_of(one.canvassed)}: the board has not declared these results, or declared others (13-15-405, "
            "13-15-406). Nothing was written. The board declares them first: canvass county declare."
        )


def _of_court(standing: CountyStanding, person: CertifiedPerson) -> bool:
    """Whether a court declares somebody: then its judgment stands for the board's declaration and the acceptance."""
    return person in (who for _, who in standing.counts.courts.declared(person.contest))


def clear_candidate(
    record: "Record",
    standing: CountyStanding,
    one: DeclaredPerson,
    notice_date: str,
    notice_sha256: str,
    at: str,
    entered_by: str,
) -> CountyStanding:
    """Enter the commissioner's notice that somebody complied (13-37-127). Raises RefusedError, BusyError."""
    _check_of_this_election(standing, notice_date)
    return enter(record, standing, CandidateCleared(one.each.person, notice_date, notice_sha256, at, entered_by))


def _check_of_this_election(standing: CountyStanding, notice_date: str) -> None:
    """A notice of a year before, or of longer ago, is about another election (13-37-127). Raises RefusedError."""
    held = standing.election.date
    if is_day(notice_date) and held - date.fromisoformat(notice_date) >= _A_YEAR:
        raise RefusedError(
            f"The commissioner's notice is about the election of {held} (13-37-127); found one of {notice_date}, a "
            "year before it or longer. Nothing was written. Look at the notice's day, or ask the commissioner anew."
        )


def state_last_general(
    record: "Record", standing: CountyStanding, contest: str, votes: int, source: str, at: str, entered_by: str
) -> CountyStanding:
    """Enter the votes of who won the office last. Raises InputError, RefusedError, BusyError."""
    (one,) = chosen_to_declare(standing, (contest,))
    if not nominates(one.canvassed.contest):
        raise RefusedError(
            f"{title_of(one.canvassed)} nominates nobody: the votes at the last general election are asked for "
            "nominations by writing in (13-10-204(1)(a)). Nothing was written."
        )
    return enter(record, standing, LastGeneralStated(one.canvassed.contest.id, votes, source, at, entered_by))


def accept_write_in(
    record: "Record",
    standing: CountyStanding,
    one: DeclaredPerson,
    fee: FilingFee,
    fee_cents: int,
    reports_on: str,
    at: str,
    entered_by: str,
) -> CountyStanding:
    """Enter the acceptance of somebody written in (13-15-111, 13-10-204). Raises RefusedError, BusyError."""
    _check_nominated(standing, one)
    return enter(record, standing, WriteInAccepted(one.each.person, fee, fee_cents, reports_on, at, entered_by))


def issue_certificate(
    record: "Record", standing: CountyStanding, one: DeclaredPerson, issued_by: str, at: str, entered_by: str
) -> CountyStanding:
    """Enter that a certificate is made for delivery (13-15-406). Raises RefusedError, BusyError."""
    check_entitled(standing, one)
    person, kept = one.each.person, standing.certificates
    cleared = kept.cleared(person.contest, person.choice)
    accepted = None if _of_court(standing, person) else kept.accepted(person.contest, person.choice)
    entry = CertificateIssued(
        person,
        one.declared_entry,
        0 if cleared is None else cleared[0],
        None if accepted is None else accepted[0],
        "",
        at,
        issued_by,
        entered_by,
    )
    return enter(record, standing, Certificate(standing, one.title, entry).sealed())


def check_entitled(standing: CountyStanding, one: DeclaredPerson) -> None:
    """That somebody written in is nominated by enough votes, and accepted. Raises RefusedError."""
    _check_nominated(standing, one)
    _check_accepted(standing, one)
    if not _of_court(standing, one.each.person) and (why := other_party(standing, one.each.person)):
        raise RefusedError(f"{one.title}: {why} Nothing was written.")


def choose_party(
    record: "Record", standing: CountyStanding, one: DeclaredPerson, filed_on: str, at: str, entered_by: str
) -> CountyStanding:
    """Enter the written choice of somebody whom several parties nominated (13-10-303). Raises RefusedError."""
    others = check_choice(standing, one, filed_on)
    return enter(record, standing, PartyChosen(one.each.person, others, filed_on, at, entered_by))


def check_choice(standing: CountyStanding, one: DeclaredPerson, filed_on: str) -> tuple[ContestId, ...]:
    """The contests that a written choice of this one gives up (13-10-303). Raises RefusedError."""
    person = one.each.person
    found = next((each for each in two_parties(standing) if person in each.each), None)
    if found is None:
        raise RefusedError(
            f"{person.called} is not nominated by several parties for the office of {one.title} (13-10-303): printed "
            "on one, and on the other printed or written in, with an acceptance. Nothing was written."
        )
    if is_day(filed_on) and not standing.election.date <= date.fromisoformat(filed_on) <= found.choose_by:
        raise RefusedError(
            f"{person.called} chooses in writing within 10 days after the election, by {found.choose_by} (13-10-303); "
            f"found {filed_on}. Nothing was written. Without a choice the party of the declaration holds."
        )
    return tuple(each.contest for each in found.each if each != person)


def annul_certificate(
    record: "Record", standing: CountyStanding, number: int, judgment: str, judged_on: str, at: str, entered_by: str
) -> CountyStanding:
    """Enter that a court took a certificate away (13-36-212). Raises InputError, RefusedError, BusyError."""
    issued = dict(standing.certificates.issued).get(number)
    if issued is None:
        raise InputError(
            f"Entry {number:,} issued no certificate. Nothing was written. Name one of the list: canvass county "
            "certificates list."
        )
    entry = CertificateAnnulled(issued.person, number, judgment, judged_on, at, entered_by)
    return enter(record, standing, entry)


def _check_nominated(standing: CountyStanding, one: DeclaredPerson) -> None:
    """13-10-204(1)(a). Raises RefusedError."""
    person = one.each.person
    if not person.written_in or person.kind is CertificateKind.ELECTION or _of_court(standing, person):
        return
    if why := too_few_votes(standing, one.each):
        raise RefusedError(
            f"{person.called}, written in, is not nominated: {one.title} (13-10-204): {why} Nothing was written. State "
            "the votes of who won the office last by canvass county certificates last-general."
        )


def _check_accepted(standing: CountyStanding, one: DeclaredPerson) -> None:
    """13-15-111, 13-10-204(1)(b). Raises RefusedError."""
    person = one.each.person
    accepted = standing.certificates.accepted(person.contest, person.choice) is not None
    if not person.written_in or accepted or _of_court(standing, person):
        return
    last, section = standing.entitling.accept_by(person, standing.counts.last_day), acceptance_section(person)
    said = f"{person.called}, written in, accepts by {last} ({section}); found no acceptance"
    if standing.made_at.astimezone(MONTANA_TIME).date() > last:
        raise RefusedError(f"{one.title}: no certificate: not accepted. {said}. Nothing was written.")
    raise RefusedError(f"{said}. Nothing was written. Enter it: canvass county certificates accept.")
