"""Certificates: no notice, no certificate; who was written in accepts first; void follows from a later declaration."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tabulate.board.county.canvass_entries import CanvassEntry
from tabulate.board.county.canvass_state import CountyCanvass
from tabulate.board.county.canvass_terms import CanvassAct, DeclaredContest
from tabulate.board.county.certificate_entries import (
    CandidateCleared,
    CertificateAnnulled,
    CertificateEntry,
    CertificateIssued,
    CertificateKind,
    CertifiedPerson,
    FilingFee,
    LastGeneralStated,
    WriteInAccepted,
)
from tabulate.board.county.certificate_state import Certificates
from tabulate.board.county.entitling import Entitling
from tabulate.board.errors import NotAllowed
from tabulate.calendar.duties import LastDay
from tabulate.election import ContestId
from tests.tabulate.board.test_county_canvass import ADOPTED, AGAIN, DECLARED, MET, SHERIFF, after

AS_IT_FALLS = LastDay.AS_IT_FALLS
ELM, FIR = (CertifiedPerson(SHERIFF.contest, name.lower(), name, CertificateKind.ELECTION) for name in ("Elm", "Fir"))
WREN = replace(ELM, choice="w", name="Wren", written_in=True)
QUINN = replace(WREN, kind=CertificateKind.NOMINATION)
CLEARED = CandidateCleared(ELM, "2026-11-18", "ab" * 32, "2026-11-19T09:00-07:00", "Dee")
ISSUED = CertificateIssued(ELM, 3, 4, None, "cd" * 32, "2026-11-20T09:00-07:00", "Dee", "Dee")
ACCEPTED = WriteInAccepted(WREN, FilingFee.PAID, 4_200, "2026-11-27", "2026-11-27T16:59-07:00", "Dee")
DAY_11 = "2026-11-28T00:00-07:00"


def declared(*names: str, act: CanvassAct = CanvassAct.DECLARATION, once_more: bool = False) -> CountyCanvass:
    """The board met, adopted its report and declared by entry 3; once more by entry 13, of the report in 12."""
    first = replace(DECLARED, report_entry=2, contests=(replace(SHERIFF, act=act, names=names),))
    found = after(replace(MET, at=AGAIN.at), ADOPTED, first)
    return with_second(found, *names) if once_more else found


def with_second(canvass: CountyCanvass, *names: str, act: CanvassAct = CanvassAct.DECLARATION) -> CountyCanvass:
    again = replace(MET, at="2026-11-25T10:00-07:00")
    report = replace(ADOPTED, at="2026-11-25T11:00-07:00")
    second = replace(DECLARED, report_entry=12, contests=(replace(SHERIFF, act=act, names=names),), at=report.at)
    entries: tuple[CanvassEntry, ...] = (again, report, second)
    for number, entry in enumerate(entries, 11):
        canvass.check(entry)
        canvass = canvass.after(number, entry)
    return canvass


def kept(canvass: CountyCanvass, *entries: CertificateEntry) -> Certificates:
    found = Certificates()
    for number, entry in enumerate(entries, 4):
        found.check(entry, Entitling(canvass), AS_IT_FALLS)
        found = found.after(number, entry)
    return found


def refusal(canvass: CountyCanvass, *entries: CertificateEntry, last_day: LastDay = AS_IT_FALLS) -> str:
    before = kept(canvass, *entries[:-1])
    with pytest.raises(NotAllowed) as refused:
        before.check(entries[-1], Entitling(canvass), last_day)
    return str(refused.value)


def test_who_was_declared_is_cleared_and_has_one_certificate() -> None:
    whole = kept(declared("Elm"), CLEARED, ISSUED)
    assert [number for number, _ in whole.issued] == [5]
    assert "one certificate (13-15-406)" in refusal(declared("Elm"), CLEARED, ISSUED, ISSUED)


WRONG: list[tuple[CountyCanvass, tuple[CertificateEntry, ...], str]] = [
    (declared("Elm"), (ISSUED,), "no notice about Elm, sheriff"),
    (CountyCanvass(), (CLEARED,), "sheriff not declared"),
    (after(replace(MET, at=AGAIN.at), ADOPTED), (CLEARED,), "sheriff not declared"),
    (declared("Elm"), (replace(CLEARED, person=FIR),), "found declaration: Elm"),
    (declared("Elm", "Oak"), (replace(CLEARED, person=FIR),), "found declaration: Elm, Oak"),
    (declared("Elm", "Fir", act=CanvassAct.TIE), (CLEARED,), "certificate of a tie: Elm, Fir"),
    (declared("Elm", act=CanvassAct.PROCLAMATION), (CLEARED,), "proclamation: Elm"),
    (declared("Elm"), (replace(CLEARED, notice_date="2026-11-20"),), "the notice's day (13-37-127)"),
    (declared("Elm"), (replace(CLEARED, notice_date="soon"),), "the notice's day (13-37-127)"),
    (declared("Elm"), (replace(CLEARED, notice_sha256="AB"),), "the SHA-256 of the commissioner's notice"),
    (declared("Elm"), (CLEARED, CLEARED), "a notice entered once"),
    (declared("Elm"), (replace(CLEARED, entered_by=""),), "a name, in letters that can be printed"),
    (declared("Elm"), (replace(CLEARED, at="noon"),), "a day and an hour with the offset"),
    (declared("Elm"), (CLEARED, replace(ISSUED, cleared_entry=3)), "a certificate by the entries 3, 4; found 3, 3"),
    (declared("Elm"), (CLEARED, replace(ISSUED, certificate_sha256="")), "the SHA-256 of what the certificate says"),
    (declared("Elm"), (CLEARED, replace(ISSUED, at="2026-11-18T09:00-07:00")), "an hour not before 2026-11-19T09:00"),
    (declared("Wren"), (replace(CLEARED, person=WREN), replace(ISSUED, person=WREN)), "no acceptance of Wren"),
    (declared("Elm"), (replace(ACCEPTED, person=ELM),), "somebody who was written in (13-15-111)"),
    (declared("Wren"), (ACCEPTED, ACCEPTED), "one acceptance (13-15-111)"),
    (declared("Wren"), (replace(ACCEPTED, at=DAY_11),), "by 2026-11-27 (13-15-111; 1-1-307 read as as-it-falls)"),
    (declared("Wren"), (replace(ACCEPTED, at="2026-11-16T10:00-07:00"),), "after the canvass of 2026-11-17"),
    (declared("Wren"), (replace(ACCEPTED, reports_on="2026-11-28"),), "the reports were filed (13-37-225)"),
    (declared("Wren"), (replace(ACCEPTED, fee_cents=0),), "paid with the acceptance, 0 cents"),
    (declared("Wren"), (replace(ACCEPTED, fee=FilingFee.INDIGENT),), "statement of indigence filed, 4,200 cents"),
    (declared("Elm"), (LastGeneralStated(ELM.contest, 0, "report", "2026-11-18T09:00-07:00", "Dee"),), "at least 1"),
]


@pytest.mark.parametrize(("canvass", "entries", "words"), WRONG)
def test_what_may_not_follow_is_refused(
    canvass: CountyCanvass, entries: tuple[CertificateEntry, ...], words: str
) -> None:
    assert words in refusal(canvass, *entries)


def test_an_acceptance_comes_within_ten_days_as_the_last_day_is_read() -> None:
    canvass, late = declared("Wren"), replace(ACCEPTED, at="2026-11-30T10:00-07:00", reports_on="2026-11-27")
    assert kept(canvass, ACCEPTED).accepted(WREN.contest, "w") == (4, ACCEPTED)
    assert Entitling(canvass).accept_by(WREN, AS_IT_FALLS).isoformat() == "2026-11-27"
    assert "by 2026-11-27" in refusal(canvass, late, last_day=LastDay.NEXT_BUSINESS_DAY), "a Friday stays"
    corrected = with_second(declared("Elm"), "Wren")
    saturday = [str(Entitling(corrected).accept_by(WREN, one)) for one in LastDay]
    assert saturday == ["2026-12-05", "2026-12-07"]
    assert kept(corrected, late).accepted(WREN.contest, "w") is not None, "first named by the corrected report"
    assert Entitling(with_second(canvass, "Wren")).accept_by(WREN, AS_IT_FALLS).isoformat() == "2026-11-27"


def test_a_nomination_by_writing_in_is_in_no_declaration() -> None:
    canvass, accepted = declared(), replace(ACCEPTED, person=QUINN)
    cleared, issued = replace(CLEARED, person=QUINN), replace(ISSUED, person=QUINN, cleared_entry=5, accepted_entry=4)
    issued = replace(issued, at="2026-11-28T09:00-07:00")
    whole = kept(canvass, accepted, cleared, issued)
    assert whole.void_by(*whole.issued[0], Entitling(with_second(canvass))) is None
    assert whole.void_by(*whole.issued[0], Entitling(with_second(canvass, "Elm"))) == 13
    assert "by 2026-11-27 (13-10-204(1)(b)" in refusal(canvass, replace(accepted, at=DAY_11))


def test_a_certificate_is_void_from_the_declaration_that_names_others() -> None:
    first = declared("Elm")
    whole = kept(first, CLEARED, ISSUED)
    certificate = whole.issued[0]
    assert whole.void_by(*certificate, Entitling(first)) is None
    assert whole.void_by(*certificate, Entitling(with_second(first, "Elm"))) is None
    assert whole.void_by(*certificate, Entitling(with_second(first, "Fir"))) == 13
    assert whole.void_by(*certificate, Entitling(with_second(first, "Elm", "Fir", act=CanvassAct.TIE))) == 13
    changed, both = with_second(first, "Fir"), kept(first, CLEARED, ISSUED)
    second = replace(CLEARED, person=FIR, at="2026-11-26T09:00-07:00")
    both.check(second, Entitling(changed), AS_IT_FALLS)
    both = both.after(14, second)
    new = replace(ISSUED, person=FIR, declared_entry=13, cleared_entry=14, at="2026-11-26T10:00-07:00")
    both.check(new, Entitling(changed), AS_IT_FALLS)
    assert [both.void_by(number, one, Entitling(changed)) for number, one in both.after(15, new).issued] == [13, None]


def test_a_contest_is_told_by_its_own_declarations() -> None:
    other = DeclaredContest(ContestId("judge"), CanvassAct.SUPREME_COURT, ("Kay",))
    canvass = declared("Elm")
    assert [one.contest.names for one in canvass.declarations_of(SHERIFF.contest)] == [("Elm",)]
    assert canvass.declarations_of(other.contest) == ()


def test_a_courts_judgment_makes_one_void_and_no_other_follows() -> None:
    canvass = declared("Elm")
    annulled = CertificateAnnulled(ELM, 5, "DV-26-14", "2026-11-24", "2026-11-25T09:00-07:00", "Dee")
    whole = kept(canvass, CLEARED, ISSUED, annulled)
    assert (whole.void_by(*whole.issued[0], Entitling(canvass)), whole.annulled) == (6, (ELM,))
    assert "nobody from whom a court took it (13-36-212)" in refusal(canvass, CLEARED, ISSUED, annulled, ISSUED)
    assert "it void by entry 6" in refusal(canvass, CLEARED, ISSUED, annulled, annulled)
    assert "none in entry 4" in refusal(canvass, CLEARED, ISSUED, replace(annulled, issued_entry=4))
    assert "the judgment's day" in refusal(canvass, CLEARED, ISSUED, replace(annulled, judged_on="2026-11-26"))
