"""The forms of the audit's pages."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from audit.committee import Member, MemberId
from audit.events.consequences import CauseOfDiscrepancy, MachineApproved, MachineExamined, VendorConsulted
from audit.exemption import Within
from audit.machines import Approval, Consultation, Examination, Expert
from canvass.board.forms import offer
from canvass.web.uploads import sha256_of

FIGURE = {"class": "figure", "inputmode": "numeric", "autocomplete": "off"}
"""How a field for a count looks."""
LARGEST = 10_000_000
"""No county counts more."""


def yes_no(label: str, help_text: str = "") -> forms.BooleanField:
    """A box to tick; left empty it says no."""
    return forms.BooleanField(label=label, help_text=help_text, required=False)


class DayForm(forms.Form):
    """The day on which something was done."""

    on = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    @property
    def day(self) -> date:
        """The day."""
        given = self.cleaned_data["on"]
        assert isinstance(given, date)
        return given


class MemberForm(forms.Form):
    """Somebody to be appointed, with what the law asks (13-17-504(1), (2))."""

    account = forms.ChoiceField(label="Sign-in account")
    name = forms.CharField(label="Full name", max_length=120, help_text="As in the oath.")
    county_employee = yes_no("Employee of the county")
    county_resident = yes_no("Resident of the county")
    election_judge = yes_no("Was an election judge in this election", "Bars from the committee.")
    vendor_employee = yes_no("Is employed by the vendor of the machines to be audited", "Bars from the committee.")
    maintained_machines = yes_no("Maintained the machines to be audited", "Bars from the committee.")

    def __init__(self, accounts: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        """`accounts` are the sign-in names of the committee's role, with how they are shown."""
        super().__init__(*args, **kwargs)
        offer(self.fields["account"], [("", "Choose"), *accounts])

    def member(self) -> Member:
        """As the audit knows a member."""
        given = self.cleaned_data
        return Member(
            MemberId(given["account"]),
            given["name"],
            given["county_employee"],
            given["county_resident"],
            given["election_judge"],
            given["vendor_employee"],
            given["maintained_machines"],
        )


class AppointmentForm(DayForm):
    """The appointment of the whole committee."""

    secretary = forms.CharField(label="Secretary: the election administrator", max_length=120)
    appointed_by = forms.CharField(label="Appointed by", max_length=120, initial="the county governing body")
    field_order = ("secretary", "appointed_by", "on")


class ReplacementForm(DayForm):
    """Another serves in a member's place."""

    leaving = forms.ChoiceField(label="Who leaves")
    reason = forms.CharField(max_length=300)
    appointed_by = forms.CharField(label="Appointed by", max_length=120, initial="the county governing body")

    def __init__(self, members: Sequence[Member], *args: Any, **kwargs: Any) -> None:
        """`members` are those who serve."""
        super().__init__(*args, **kwargs)
        offer(self.fields["leaving"], [(member.id, member.name) for member in members])


class OathForm(DayForm):
    """The oath of one member."""

    sworn_before = forms.CharField(label="Sworn before", max_length=120, help_text="Members may swear each other in.")
    field_order = ("sworn_before", "on")


class FindingForm(DayForm):
    """What a discrepancy over the threshold was due to."""

    cause = forms.ChoiceField(label="Due to", choices=[(one.value, one.value) for one in CauseOfDiscrepancy])
    machines = forms.MultipleChoiceField(
        label="Machines involved", required=False, widget=forms.CheckboxSelectMultiple, help_text="Each is barred."
    )
    found_by = forms.MultipleChoiceField(
        label="Found by", widget=forms.CheckboxSelectMultiple, help_text="A majority of the committee."
    )
    evidence = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    informed = yes_no("The secretary of state is informed")
    field_order = ("cause", "machines", "found_by", "evidence", "informed", "on")

    def __init__(self, machines: Sequence[str], members: Sequence[Member], *args: Any, **kwargs: Any) -> None:
        """`machines` counted these ballots; `members` serve."""
        super().__init__(*args, **kwargs)
        offer(self.fields["machines"], [(machine, machine) for machine in machines])
        offer(self.fields["found_by"], [(member.id, member.name) for member in members])


class ExaminationForm(DayForm):
    """The report of a computer software expert (13-17-502(1))."""

    expert = forms.CharField(label="Expert", max_length=120)
    degree = yes_no("Has a bachelor of science degree in computer science")
    expertise = yes_no("Has expertise in software engineering")
    ties = yes_no("Has ties to a vendor of election software", "Such an expert does not qualify.")
    sound = yes_no("The report finds that the machine works as it must")
    report = forms.FileField(label="The signed report", help_text="Its SHA-256 is recorded; the file stays with you.")
    field_order = ("expert", "degree", "expertise", "ties", "sound", "report", "on")

    def event(self, machine: str) -> MachineExamined:
        """As the audit records it."""
        given = self.cleaned_data
        expert = Expert(given["expert"], given["degree"], given["expertise"], given["ties"])
        return MachineExamined(machine, Examination(expert, self.day, sha256_of(given["report"]), given["sound"]))

    def done(self, machine: str) -> str:
        """What is said once it is recorded."""
        return "The expert's report is recorded."


class ConsultationForm(DayForm):
    """A vendor was consulted."""

    vendor = forms.CharField(max_length=120)
    field_order = ("vendor", "on")

    def event(self, machine: str) -> VendorConsulted:
        """As the audit records it."""
        return VendorConsulted(machine, Consultation(self.cleaned_data["vendor"], self.day))

    def done(self, machine: str) -> str:
        """What is said once it is recorded."""
        return "The consultation is recorded."


class ApprovalForm(DayForm):
    """The secretary of state's approval."""

    approved_by = forms.CharField(label="Approved by, for the secretary of state", max_length=120)
    document = forms.FileField(label="The approval", help_text="Its SHA-256 is recorded; the file stays with you.")
    field_order = ("approved_by", "document", "on")

    def event(self, machine: str) -> MachineApproved:
        """As the audit records it."""
        given = self.cleaned_data
        return MachineApproved(machine, Approval(given["approved_by"], self.day, sha256_of(given["document"])))

    def done(self, machine: str) -> str:
        """What is said once it is recorded."""
        return f"{machine} is cleared and may count again."


ClearingForm = ExaminationForm | ConsultationForm | ApprovalForm
CLEARING: dict[str, type[ClearingForm]] = {
    "examination": ExaminationForm,
    "consultation": ConsultationForm,
    "approval": ApprovalForm,
}
"""The three steps that clear a barred machine, as addresses name them (13-17-509(2))."""


class CertificateForm(DayForm):
    """Every member signed the report."""

    signed = forms.MultipleChoiceField(label="Signed by", widget=forms.CheckboxSelectMultiple)
    field_order = ("signed", "on")

    def __init__(self, members: Sequence[Member], *args: Any, **kwargs: Any) -> None:
        """`members` serve."""
        super().__init__(*args, **kwargs)
        offer(self.fields["signed"], [(member.id, member.name) for member in members])


class SignedNoticeForm(DayForm):
    """The signed notice of exemption."""

    contest = forms.ChoiceField(label="The close contest", required=False)
    reading = forms.ChoiceField(label="The margin that it names", choices=[(one.value, one.value) for one in Within])
    notice = forms.FileField(label="The signed notice", help_text="Its SHA-256 is recorded; the file stays with you.")
    field_order = ("contest", "reading", "notice", "on")

    def __init__(self, contests: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        """`contests` are the close ones."""
        super().__init__(*args, **kwargs)
        offer(self.fields["contest"], [("", "None: the county counts by hand"), *contests])


class PublishedFilesForm(forms.Form):
    """Published audits of other counties."""

    published = forms.FileField(label="Published file", help_text="As `canvass audit publish` writes it: JSON.")
