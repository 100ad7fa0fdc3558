"""The forms of the page of certificates. What they let through, the law and the record check once more."""

from typing import Any

from django import forms

from canvass.board.forms import named, offer, text
from canvass.canvassing.certificate_lines import WAITING, CertificateLine, CertificatesShown, CertificateStage
from tabulate.board.county.certificate_entries import CertificateKind, FilingFee

_AT = "As 2026-11-20T09:10, in Montana. Left empty: now."
_DAY = "As 2026-11-19."
_STAYS = "Its SHA-256 is recorded; the file stays with you."
_TO_CLEAR = WAITING - {CertificateStage.NOT_DECLARED, CertificateStage.SUPERSEDED, CertificateStage.CLEARED}


class _OfPerson(forms.Form):
    """A form about one of those on the page."""

    prefix_of_ids = "person"
    stages = WAITING
    written_in_only = False
    person = forms.ChoiceField(label="Who")
    at = text("When", 40, _AT, required=False)

    def __init__(self, shown: CertificatesShown, data: Any = None, files: Any = None) -> None:
        """With ids of its own, and those whose certificates are so far."""
        super().__init__(data, files, auto_id=f"{self.prefix_of_ids}_%s")
        self.shown = shown
        self.people = {_key(one): one for one in shown.lines if one.stage in self.stages and self.offers(one)}
        offer(self.fields["person"], [(key, f"{one.person.name}, {one.title}") for key, one in self.people.items()])

    def offers(self, one: CertificateLine) -> bool:
        """Whether it is about somebody of this kind."""
        return one.person.written_in or not self.written_in_only

    def chosen(self) -> CertificateLine:
        """Whose line; only of a valid form."""
        return self.people[self.cleaned_data["person"]]


class ClearForm(_OfPerson):
    """The commissioner's notice."""

    prefix_of_ids = "clear"
    stages = _TO_CLEAR
    notice_date = text("The notice's day", 10, _DAY)
    notice = forms.FileField(label="The notice", help_text=_STAYS)
    field_order = ("person", "notice_date", "notice", "at")


class AcceptForm(_OfPerson):
    """The acceptance of somebody written in."""

    prefix_of_ids = "accept"
    stages = frozenset({CertificateStage.TO_ACCEPT, CertificateStage.NOT_ACCEPTED, CertificateStage.NO_NOMINEE})
    written_in_only = True
    fee = forms.ChoiceField(label="Filing fee", choices=named(FilingFee))
    dollars = text("Of a fee paid with it, dollars", 20, required=False)
    reports_on = text("The day on which the reports were filed", 10, _DAY)
    field_order = ("person", "fee", "dollars", "reports_on", "at")


class ChoosePartyForm(_OfPerson):
    """The written choice of somebody whom several parties nominated."""

    prefix_of_ids = "choose"
    stages = frozenset(CertificateStage) - {CertificateStage.ISSUED, CertificateStage.VOID}
    filed_on = text("The day on which the written choice was filed", 10, _DAY)
    field_order = ("person", "filed_on", "at")

    def offers(self, one: CertificateLine) -> bool:
        """While no choice of theirs is entered; a choice filed in time may be entered later."""
        return one.person in self.shown.to_choose


class LastGeneralForm(_OfPerson):
    """The votes of who won the office at the last general election."""

    prefix_of_ids = "last"
    stages = frozenset({CertificateStage.LAST_GENERAL, CertificateStage.TO_ACCEPT, CertificateStage.NO_NOMINEE})
    written_in_only = True
    won_with = forms.IntegerField(label="Votes of who won it then", min_value=1, max_value=999_999_999)
    source = text("Where the figure stands", 300)
    field_order = ("person", "won_with", "source", "at")

    def offers(self, one: CertificateLine) -> bool:
        """For nominations alone."""
        return one.person.written_in and one.person.kind is CertificateKind.NOMINATION


class IssueForm(_OfPerson):
    """A certificate."""

    prefix_of_ids = "issue"
    stages = frozenset({CertificateStage.CLEARED})
    issued_by = text("Election administrator who signs it", 200)
    field_order = ("person", "issued_by", "at")


class AnnulForm(_OfPerson):
    """A judgment that takes a certificate away (13-36-212)."""

    prefix_of_ids = "annul"
    stages = frozenset({CertificateStage.ISSUED})
    judgment = text("The court's case, by its number", 200)
    judged_on = text("The judgment's day", 10, _DAY)
    field_order = ("person", "judgment", "judged_on", "at")


def _key(one: CertificateLine) -> str:
    return f"{one.person.contest} {one.person.choice}"
