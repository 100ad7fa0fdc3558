"""What the administrator enters for an early count: affirmations, and whom they designate."""

from collections.abc import Iterable
from typing import Any

from django import forms

from canvass import clock
from canvass.accounts.models import Account
from canvass.accounts.roles import Role
from canvass.board.forms import Choices
from tabulate.board.office.early_count import WitnessCapacity
from tabulate.hours import MONTANA_TIME

_CAPACITIES = {
    Role.ELECTION_ADMINISTRATOR: WitnessCapacity.ELECTION_ADMINISTRATOR,
    Role.COUNTING_BOARD_MEMBER: WitnessCapacity.CHIEF_ELECTION_JUDGE,
}
"""The roles of accounts that may witness, and as what."""
_SIGN = (Role.COUNTING_BOARD_MEMBER, Role.OBSERVER)


def _accounts(roles: Iterable[Role]) -> Choices:
    found = Account.objects.filter(role__in=[role.value for role in roles], is_active=True)
    return [(one.name, f"{one.full_name} ({one.name}), {one.role}") for one in found]


class AffirmationForm(forms.Form):
    """A non-disclosure affirmation that was signed on paper (13-15-207(4))."""

    account = forms.ChoiceField(label="Signed by")
    signed_on = forms.DateField(label="Signed on", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    witness = forms.ChoiceField(
        label="Witnessed and signed by",
        help_text="The election administrator, or the judge who is chief election judge.",
    )

    def __init__(self, readers: Iterable[str], *args: Any, **kwargs: Any) -> None:
        """For judges, observers, and `readers` of hand counts by name; witnessed by whom the law names."""
        super().__init__(*args, **kwargs)
        people = _accounts(_SIGN)
        known = {name for name, _ in people}
        people += [(one, f"{one}, who reads") for one in readers if one not in known]
        witnesses = [
            (f"{capacity.value}|{name}", f"{named} as {capacity.value}")
            for role, capacity in _CAPACITIES.items()
            for name, named in _accounts([role])
        ]
        for field_name, choices in (("account", people), ("witness", witnesses)):
            field = self.fields[field_name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "Choose"), *choices]
        self.fields["signed_on"].initial = clock.today(MONTANA_TIME)

    @property
    def witnessed_by(self) -> tuple[str, WitnessCapacity]:
        """The witness's account, and as what; only of a valid form."""
        capacity, _, name = self.cleaned_data["witness"].partition("|")
        return name, WitnessCapacity(capacity)


class DesigneesForm(forms.Form):
    """Whom the administrator designates (13-13-241(7)(d))."""

    accounts = forms.MultipleChoiceField(label="Designated", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """For all accounts but administrators, who need not be designated."""
        super().__init__(*args, **kwargs)
        field = self.fields["accounts"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = _accounts(role for role in Role if role is not Role.ELECTION_ADMINISTRATOR)
