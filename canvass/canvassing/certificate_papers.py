"""A certificate of nomination or election on paper and as JSON, and the list of all (13-15-406)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from canvass.auditing.papers.report_files import bytes_of
from canvass.canvassing.certificate_lines import CertificatesShown, CertificateStage, certificates_shown
from canvass.canvassing.county_standing import CountyStanding
from canvass.console.text import hour_of
from canvass.reporting.election_json import election_json
from canvass.reporting.tables import Document, PaperLook, Table, columns_of
from canvass.returning.return_json import sha256_of
from canvass.signing.papers_signed import signatures_json, signatures_table
from tabulate.board.county.certificate_entries import CertificateIssued, CertificateKind
from tabulate.board.county.court_entries import CourtActionJudged
from tabulate.board.county.entitling import AppointedAfterTie, DrawnLot, EndedTie

_HASH_SHOWN = 16


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate, as the ledger has it."""

    standing: CountyStanding
    title: str
    """Of the contest."""
    entry: CertificateIssued
    number: int = 0
    """Of its entry; 0 before it is written."""
    void: str = ""
    """Why it is void; empty where it is not."""

    def sealed(self) -> CertificateIssued:
        """The entry with the hash of what the certificate says."""
        return replace(self.entry, certificate_sha256=sha256_of(self.figures))

    @property
    def figures(self) -> dict[str, Any]:
        """What it says, and what is hashed: it follows from the definition and the entries that it names."""
        election, entry, person = self.standing.election, self.entry, self.entry.person
        every = self.standing.canvass.declarations_of(person.contest)
        declared = next((one for one in every if one.number == entry.declared_entry), None)
        notice = self.standing.certificates.notice(entry.cleared_entry)
        return {
            "certificate": entry.person.kind.value,
            "county": election.county,
            "election": election.title,
            "date": election.date.isoformat(),
            "contest": person.contest,
            "title": self.title,
            "choice": person.choice,
            "name": person.called,
            "written_in": person.written_in,
            "declared": {
                "entry": entry.declared_entry,
                "at": "" if declared is None else declared.at,
                "signed_by": [] if declared is None else list(declared.signed_by),
            },
            **_otherwise(self.standing, entry),
            "cleared": {
                "entry": entry.cleared_entry,
                "notice_date": "" if notice is None else notice.notice_date,
                "notice_sha256": "" if notice is None else notice.notice_sha256,
            },
            "accepted_entry": entry.accepted_entry,
            "issued_by": entry.issued_by,
            "at": entry.at,
        }


def _ended(standing: CountyStanding, entry: CertificateIssued) -> EndedTie | None:
    """The lot or the appointment by which it was issued; None where it was by anything else."""
    ended = standing.counts.ties_ended.get(entry.person.contest)
    return ended if ended is not None and ended.number == entry.declared_entry else None


def _judged(standing: CountyStanding, entry: CertificateIssued) -> CourtActionJudged | None:
    """The judgment by which it was issued."""
    every = (pair for one in standing.counts.courts.of(entry.person.contest) for pair in one.judgments)
    return next((judged for number, judged in every if number == entry.declared_entry), None)


def _otherwise(standing: CountyStanding, entry: CertificateIssued) -> dict[str, Any]:
    """Of a lot, an appointment or a judgment, what it says of that; nothing where the board declared the person."""
    match _ended(standing, entry):
        case DrawnLot() as drawn:
            return {"drawn": {"at": drawn.at, "by": drawn.drawn_by, "rolls": list(drawn.rolls)}}
        case AppointedAfterTie() as one:
            return {"appointed": {"by": one.officer, "section": one.section, "on": one.appointed_on}}
    if (judged := _judged(standing, entry)) is not None:
        return {"judged": {"case": judged.case, "on": judged.judged_on, "judgment_sha256": judged.judgment_sha256}}
    return {}


def certificates_made(standing: CountyStanding, shown: CertificatesShown) -> tuple[Certificate, ...]:
    """Every certificate that was issued, void ones too, by contest."""
    void = CertificateStage.VOID
    return tuple(
        Certificate(standing, one.title, one.issued[1], one.issued[0], one.said if one.stage is void else "")
        for one in shown.lines
        if one.issued is not None
    )


def certificate_document(one: Certificate) -> Document:
    """The certificate, with places for ink."""
    election, head, entry = one.standing.election, one.standing.head, one.entry
    held_in = f"{election.county}, {election.title} of {election.date}"
    return Document(
        title=entry.person.kind.value.capitalize(),
        lines=(
            f"{held_in}.",
            _said(one),
            "The election administrator delivers this certificate to whom it names (13-15-406). The commissioner of "
            "political practices has written that the candidate complied (13-37-127).",
            f"Certificate {entry.certificate_sha256}",
            f"Ledger {head.number}:{head.hash}",
        ),
        tables=(
            Table("By which entries", "", columns_of("What", "When", "#Entry"), tuple(_entries(one))),
            *signatures_table(one.standing.counts.signatures.under(one.number)),
        ),
        signatures=(
            f"{entry.issued_by}, election administrator, under seal",
            f"Delivered to {entry.person.called}, on",
        ),
        on_every_page=f"VOID: {one.void}" if one.void else "",
        paper=PaperLook(upright=True, foot=f"Ledger {head.number}:{head.hash[:_HASH_SHOWN]}. {held_in}."),
    )


def _said(one: Certificate) -> str:
    person = one.entry.person
    if (judged := _judged(one.standing, one.entry)) is not None:
        what = "elected" if person.kind is CertificateKind.ELECTION else "nominated"
        said = f"the judgment of {judged.judged_on}, case {judged.case} (13-36-212)"
        return f"{person.called} was declared {what}: {one.title}, by {said}."
    if (ended := _ended(one.standing, one.entry)) is not None:
        return _said_after_tie(one, ended)
    if person.kind is CertificateKind.ELECTION:
        return f"{person.called} was declared elected: {one.title} (13-15-405)."
    if person.written_in:
        return f"{person.called}, written in, accepted and is nominated: {one.title} (13-10-204)."
    return f"{person.called} was declared nominated: {one.title} (13-15-405)."


def _said_after_tie(one: Certificate, ended: EndedTie) -> str:
    person = one.entry.person
    became = "elected" if person.kind is CertificateKind.ELECTION else "nominated"
    if person.choice not in ended.chosen:
        return f"{person.called} has more votes than those who were tied, and is {became}: {one.title} (13-1-103)."
    if isinstance(ended, DrawnLot):
        return f"{person.called} was drawn by lot after a tie, and is {became}: {one.title} (13-16-501(1))."
    return (
        f"{person.called} was appointed by {ended.officer} after a tie, on {ended.appointed_on}, and holds the "
        f"{'office' if became == 'elected' else 'nomination'}: {one.title} ({ended.section})."
    )


def _entries(one: Certificate) -> Iterator[tuple[str, str, int]]:
    entry, kept = one.entry, one.standing.certificates
    every = one.standing.canvass.declarations_of(entry.person.contest)
    for declared in (each for each in every if each.number == entry.declared_entry):
        signed = ", ".join(declared.signed_by)
        yield f"Results declared, signed by {signed} (13-15-405)", hour_of(declared.at), declared.number
    match _ended(one.standing, entry):
        case DrawnLot() as drawn:
            said = f"Lot drawn by {drawn.drawn_by}, before {', '.join(drawn.witnesses)} (13-16-501(1))"
            yield said, hour_of(drawn.at), entry.declared_entry
        case AppointedAfterTie() as named:
            yield f"Appointed by {named.officer} ({named.section})", named.appointed_on, entry.declared_entry
    if (judged := _judged(one.standing, entry)) is not None:
        said = f"Judgment in case {judged.case}, SHA-256 {judged.judgment_sha256} (13-36-207, 13-36-212)"
        yield said, judged.judged_on, entry.declared_entry
    accepted = kept.accepted(entry.person.contest, entry.person.choice)
    if accepted is not None and accepted[0] == entry.accepted_entry:
        yield f"Acceptance; filing fee: {accepted[1].fee}", hour_of(accepted[1].at), accepted[0]
    if (notice := kept.notice(entry.cleared_entry)) is not None:
        said = f"Notice of the commissioner, of {notice.notice_date}, SHA-256 {notice.notice_sha256} (13-37-127)"
        yield said, hour_of(notice.at), entry.cleared_entry
    yield f"Certificate issued by {entry.issued_by}", hour_of(entry.at), one.number


def certificate_bytes(one: Certificate, form: str) -> bytes:
    """In one of the forms of reports."""
    as_json = {
        "format": "canvass-certificate/1",
        **one.figures,
        "certificate_sha256": one.entry.certificate_sha256,
        "entry": one.number,
        "void": one.void or None,
        "signed_with_keys": signatures_json(one.standing.counts.signatures.under(one.number)),
        "ledger": {"number": one.standing.head.number, "hash": one.standing.head.hash},
    }
    return bytes_of(certificate_document(one), form, json.dumps(as_json, indent=1))


def file_name_of_certificate(one: Certificate) -> str:
    """The entry's number, and the contest's id as far as a file may be called so."""
    own = f"{one.entry.person.contest}-{one.entry.person.choice}"
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in own)
    return f"{one.number:06d}-{plain[:60]}"


def list_document(standing: CountyStanding, shown: CertificatesShown) -> Document:
    """All of them, with their states."""
    election, head = standing.election, standing.head
    held_in = f"{election.county}, {election.title} of {election.date}"
    columns = columns_of("Contest", "Who", "What", "#Votes", "State", "Why, or what it waits for", "#Entry", "SHA-256")
    rows = tuple(
        (
            one.title,
            one.person.name,
            one.person.kind.value,
            one.votes,
            one.stage.value,
            one.said,
            None if one.issued is None else one.issued[0],
            "" if one.issued is None else one.issued[1].certificate_sha256[:_HASH_SHOWN],
        )
        for one in shown.lines
    )
    none = tuple((one.title, one.why) for one in shown.none)
    return Document(
        title=f"Certificates of nomination and election: {election.county}",
        lines=(f"{held_in}. Delivered by the election administrator (13-15-406).", f"Ledger {head.number}:{head.hash}"),
        tables=(
            Table("Certificates", "", columns, rows),
            Table("No certificate of the county", "", columns_of("Contest", "Why"), none),
        ),
        paper=PaperLook(foot=f"Ledger {head.number}:{head.hash[:_HASH_SHOWN]}. {held_in}."),
    )


def list_bytes(standing: CountyStanding, form: str) -> bytes:
    """The list in one of the forms of reports."""
    shown = certificates_shown(standing)
    return bytes_of(list_document(standing, shown), form, json.dumps(list_json(standing, shown), indent=1))


def list_json(standing: CountyStanding, shown: CertificatesShown) -> dict[str, Any]:
    """The same as JSON."""
    return {
        "format": "canvass-certificates/1",
        **election_json(standing.election),
        "certificates": [
            {
                "contest": one.person.contest,
                "title": one.title,
                "choice": one.person.choice,
                "name": one.person.called,
                "written_in": one.person.written_in,
                "certificate": one.person.kind.value,
                "votes": one.votes,
                "state": one.stage.value,
                "said": one.said,
                "entry": None if one.issued is None else one.issued[0],
                "certificate_sha256": None if one.issued is None else one.issued[1].certificate_sha256,
            }
            for one in shown.lines
        ],
        "none": [{"title": one.title, "why": one.why} for one in shown.none],
        "ledger": {"number": standing.head.number, "hash": standing.head.hash},
    }
