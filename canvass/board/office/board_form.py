"""The form that appoints a board: who designated it, for which precincts, and what the law asks of each judge."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from canvass.accounts.models import Account
from canvass.accounts.roles import Role
from canvass.board.forms import Choices, named, text
from canvass.deciding.who_may_sit import candidates_of
from tabulate.board.boards import JUDGES_A_BOARD, BoardAppointed, Judge
from tabulate.board.office.qualifications import (
    NO_LIST,
    CertificateOfInstruction,
    Designation,
    KinOfCandidate,
    Kinship,
)
from tabulate.election import Election, PrecinctId

_PLACES = range(1, JUDGES_A_BOARD + 1)
_NONE = "none"
"""Typed or chosen for: from no party's list, kin to nobody."""
_NOT_SAID = ("", "Not said")
_QUALIFICATIONS = ("party_list", "elector", "kin", "kinship", "certificate", "issued", "valid_until")


def _day(label: str, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


def _choice(label: str, choices: Choices, required: bool = False, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=required, help_text=help_text)


def _judges() -> Choices:
    people = Account.objects.filter(role=Role.COUNTING_BOARD_MEMBER.value, is_active=True)
    return [("", "Choose a judge"), *((one.name, f"{one.full_name} ({one.name})") for one in people)]


class BoardForm(forms.Form):
    """A board to be appointed: three judges with oath. Who may count early follows from the affirmations entered."""

    board = text("Name of the board", 40, "As in 1, or Absentee A. An existing name replaces that board's judges.")
    act = text(
        "Designated by the governing body's act",
        200,
        "As the minutes name it (13-15-112). With it, all that the law asks of each judge is to be said. "
        "Leave it out in a rehearsal.",
        required=False,
    )
    act_on = _day("Day of that act", required=False)
    precincts = forms.MultipleChoiceField(
        label="Precincts whose ballots it decides",
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 4}),
        help_text="None chosen: the whole county's. Kin of a candidate may not sit where that candidate is voted for.",
    )

    def __init__(self, election: Election, *args: Any, by_register: bool = False, **kwargs: Any) -> None:
        """With three places for judges, filled from the accounts that are counting-board members.

        `by_register` where the record took a register of people: the oath, too, may be left to it.
        """
        super().__init__(*args, **kwargs)
        precincts = self.fields["precincts"]
        assert isinstance(precincts, forms.MultipleChoiceField)
        precincts.choices = [(one.id, one.name) for one in election.precincts]
        judges = _judges()
        kin = [_NOT_SAID, (_NONE, "Kin to no candidate"), *((name, name) for name in candidates_of(election))]
        for place in _PLACES:
            self.fields[f"judge_{place}"] = _choice(f"Judge {place}", judges, required=True)
            self.fields[f"oath_{place}"] = _day(f"Oath of judge {place} taken on", required=not by_register)
            for name, field in _qualifications(kin):
                self.fields[f"{name}_{place}"] = field

    def clean(self) -> dict[str, Any]:
        """An oath lies in the past; what belongs together is said together."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("act")) is not bool(cleaned.get("act_on")) and "act_on" not in self.errors:
            self.add_error("act_on", "Say both the act and its day, or neither.")
        for place in _PLACES:
            taken = cleaned.get(f"oath_{place}")
            if isinstance(taken, date) and taken > date.today():
                self.add_error(f"oath_{place}", "This day is yet to come.")
            if cleaned.get(f"kin_{place}") not in ("", _NONE, None) and not cleaned.get(f"kinship_{place}"):
                self.add_error(f"kinship_{place}", "Say what the judge is to the candidate.")
            parts = [bool(cleaned.get(f"{name}_{place}")) for name in ("certificate", "issued", "valid_until")]
            if any(parts) and not all(parts):
                self.add_error(f"certificate_{place}", "A certificate has its number, its first and its last day.")
        return cleaned

    def places(self) -> list[tuple[tuple[forms.BoundField, ...], tuple[forms.BoundField, ...]]]:
        """The fields of each judge: who it is, and what the law asks."""
        return [
            (
                tuple(self[f"{name}_{place}"] for name in ("judge", "oath")),
                tuple(self[f"{name}_{place}"] for name in _QUALIFICATIONS),
            )
            for place in _PLACES
        ]

    def appointed(self, by: str, witnesses: Mapping[str, str]) -> BoardAppointed:
        """The board as it is to be recorded, `witnesses` of affirmations by account; only of a valid form."""
        said = self.cleaned_data
        names = dict(Account.objects.values_list("name", "full_name"))
        judges = tuple(self._judge(place, names, witnesses) for place in _PLACES)
        return BoardAppointed(
            board=said["board"],
            judges=judges,
            early_count=all(judge.affirmation_witness for judge in judges),
            appointed_by=by,
            designated_by=Designation(said["act"], said["act_on"].isoformat()) if said["act"] else None,
            precincts=tuple(map(PrecinctId, said["precincts"])),
        )

    def _judge(self, place: int, names: Mapping[str, str], witnesses: Mapping[str, str]) -> Judge:
        said = {name: self.cleaned_data[f"{name}_{place}"] for name in ("judge", "oath", *_QUALIFICATIONS)}
        account, party = said["judge"], said["party_list"]
        return Judge(
            account=account,
            name=names[account],
            oath_taken_on=said["oath"].isoformat() if said["oath"] else "",
            affirmation_witness=witnesses.get(account),
            party_list=None if not party else NO_LIST if party.casefold() == _NONE else party,
            registered_elector={"yes": True, "no": False}.get(said["elector"]),
            kin=_kin(said["kin"], said["kinship"]),
            certificate=_certificate(said["certificate"], said["issued"], said["valid_until"]),
        )


def _qualifications(kin: Choices) -> Iterable[tuple[str, forms.Field]]:
    listed = "The party's name; none, where from no list. At most two judges are from one list (13-4-102(3))."
    yield "party_list", text("Party list", 60, listed, required=False)
    electors = [_NOT_SAID, ("yes", "Yes"), ("no", "No")]
    yield "elector", _choice("Registered elector of the county", electors, help_text="13-4-107(1)")
    yield "kin", _choice("Kin to a candidate", kin, help_text="13-4-107(2)")
    yield "kinship", _choice("The judge is the candidate's", [("", "Nothing"), *named(Kinship)])
    yield "certificate", text("Certificate of instruction", 60, "Its number (13-4-203(4))", required=False)
    yield "issued", _day("Issued on", required=False)
    yield "valid_until", _day("Valid until", required=False)


def _kin(candidate: str, kinship: str) -> tuple[KinOfCandidate, ...] | None:
    if not candidate:
        return None
    return () if candidate == _NONE else (KinOfCandidate(candidate, Kinship(kinship)),)


def _certificate(number: str, issued: date | None, valid_until: date | None) -> CertificateOfInstruction | None:
    if not number or issued is None or valid_until is None:
        return None
    return CertificateOfInstruction(number, issued.isoformat(), valid_until.isoformat())
