"""The forms of a recount's steps. What they let through, the law and the figures check once more."""

from collections.abc import Iterable
from typing import Any

from django import forms

from canvass.accounts.models import Account
from canvass.accounts.roles import Role
from canvass.board.forms import lines, named, offer, text
from canvass.deciding.custody_typed import words_typed
from canvass.errors import InputError
from canvass.recounting.filing import FilingTyped, voted_elsewhere
from canvass.recounting.recount_typed import cents_typed, day_typed, signatures_typed
from tabulate.board.by_hand.hand_counts import ChoiceFigure
from tabulate.board.recount.recount_entries import (
    CourtOrder,
    MemberFrom,
    Petition,
    RecountBoardMet,
    RecountClerk,
    RecountGround,
    RecountMember,
)
from tabulate.election import ChoiceId, ContestKind, PrecinctId
from tabulate.recounts.rights import PositionTotals

_DAY = "As 2026-11-20."
_DOLLARS = "In dollars, as 1200 or 1,200.50."
_MOST_VOTES = 999_999_999
_MEMBERS = (1, 2, 3)


class StepForm(forms.Form):
    """What each of them does."""

    def lines_of(self, field: str) -> tuple[str, ...]:
        """What was typed, line by line."""
        return tuple(words_typed(line) for line in self.cleaned_data.get(field, "").splitlines() if line.strip())


class ElsewhereForm(StepForm):
    """A contest with a field for the other counties' votes of each choice, where several counties vote on it."""

    def __init__(self, position: PositionTotals, *args: Any, **kwargs: Any) -> None:
        """Of one contest."""
        super().__init__(*args, **kwargs)
        self.position = position
        for number, one in enumerate(position.votes if voted_elsewhere(position.contest) else ()):
            self.fields[f"elsewhere_{number}"] = forms.IntegerField(
                label=f"{one.name}: votes in the other counties together",
                min_value=0,
                max_value=_MOST_VOTES,
                required=False,
            )

    def elsewhere(self) -> tuple[ChoiceFigure, ...]:
        """The other counties' votes; none where nothing was typed."""
        typed = [(one, self.cleaned_data.get(f"elsewhere_{number}")) for number, one in enumerate(self.position.votes)]
        return tuple(ChoiceFigure(ChoiceId(one.choice), votes) for one, votes in typed if votes is not None)

    def elsewhere_facts(self) -> tuple[tuple[str, str], ...]:
        """The same with names, for the page that asks once more."""
        names = {one.choice: one.name for one in self.position.votes}
        said = "; ".join(f"{names[one.choice]} {one.votes:,}" for one in self.elsewhere())
        return (("Votes in the other counties", said),) if said else ()


class PetitionForm(ElsewhereForm):
    """Why votes are recounted."""

    recount = text("What the recount is called", 40, "Letters, digits and hyphens.")
    ground = forms.ChoiceField(label="Ground", choices=named(RecountGround))
    petitioner = forms.ChoiceField(label="Who petitions or applies", required=False)
    elector = text(
        "Or an elector, or the canvassers", 200, "Of an issue, an error, or a court's order.", required=False
    )
    statement = lines("What it says under oath", required=False)
    verified_before = text("Who took the oath", 200, required=False)
    signatures = lines("Of an issue: who signed", "One county a line: Big Sky=60", required=False)
    bond = text("Bond posted for all costs", 20, _DOLLARS, required=False)
    order = text("The court's order, by its number", 200, required=False)
    applied_on = text("Of an order: the day of the application", 10, _DAY, required=False)
    deposit = text("Of an order: the deposit", 20, _DOLLARS, required=False)
    precincts = forms.MultipleChoiceField(
        label="Precincts",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Those that an order, a bond or an error names. None ticked: every precinct of the contest.",
    )
    canvassed_on = text("The day of the canvass", 10, _DAY)
    filed_on = text("The day of the petition, or of the order", 10, _DAY)
    notice_on = text("The day of the notice to the board", 10, _DAY)

    def __init__(self, position: PositionTotals, precincts: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        """For a contest and its precincts."""
        super().__init__(position, *args, **kwargs)
        offered = [(one.choice, f"{one.name}, {one.votes:,} votes") for one in position.votes]
        offer(self.fields["petitioner"], [("", "Nobody of these"), *offered])
        offer(self.fields["precincts"], precincts)
        issue = position.contest.kind is ContestKind.ISSUE
        for field in ("petitioner", "bond") if issue else ("signatures",):
            del self.fields[field]

    def filing(self, entered_by: str) -> FilingTyped:
        """As it was typed. Raises InputError."""
        said = self.cleaned_data
        ground, filed_on, paper = RecountGround(said["ground"]), day_typed(said["filed_on"]), self._petition()
        without = ground is RecountGround.TIE and not paper.petitioner
        return FilingTyped(
            words_typed(said["recount"]),
            self.position.contest,
            ground,
            day_typed(said["canvassed_on"]),
            filed_on,
            day_typed(said["notice_on"]),
            entered_by,
            None if without else paper,
            self._order(filed_on) if ground is RecountGround.COURT else None,
            tuple(map(PrecinctId, said["precincts"])),
            self.elsewhere(),
        )

    def _petition(self) -> Petition:
        said = self.cleaned_data
        return Petition(
            said.get("petitioner") or words_typed(said["elector"]),
            words_typed(said["statement"]),
            words_typed(said["verified_before"]),
            signatures_typed(self.lines_of("signatures")),
            _cents(said.get("bond", "")),
        )

    def _order(self, ordered_on: str) -> CourtOrder:
        said = self.cleaned_data
        if not said["applied_on"]:
            raise InputError("The day of the application is not said. Nothing was written. Say it with the order.")
        applied, deposit = day_typed(said["applied_on"]), _cents(said["deposit"])
        return CourtOrder(words_typed(said["order"]), applied, ordered_on, deposit)


class RecountBoardForm(StepForm):
    """Who sits on the recount board, by account."""

    secretary = text("Secretary: the election administrator", 200)
    clerks = forms.MultipleChoiceField(
        label="Clerks, who read and record", required=False, widget=forms.CheckboxSelectMultiple
    )
    met_on = text("The day on which it met", 10, _DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """For the accounts of the role."""
        super().__init__(*args, **kwargs)
        accounts = Account.objects.filter(role=Role.RECOUNT_BOARD_MEMBER.value, is_active=True)
        self.names = {one.name: one.full_name for one in accounts}
        offered = [(name, f"{full} ({name})") for name, full in self.names.items()]
        for number in _MEMBERS:
            self.fields[f"member_{number}"] = forms.ChoiceField(
                label=f"Member {number}", choices=[("", "Choose"), *offered]
            )
            self.fields[f"from_{number}"] = forms.ChoiceField(label="Sits as", choices=named(MemberFrom))
        offer(self.fields["clerks"], offered)
        self.order_fields([f"{what}_{number}" for number in _MEMBERS for what in ("member", "from")])

    def board(self, recount: str, entered_by: str) -> RecountBoardMet:
        """As it was typed. Raises InputError."""
        said = self.cleaned_data
        members = tuple(
            RecountMember(account, self.names[account], MemberFrom(said[f"from_{number}"]))
            for number in _MEMBERS
            if (account := said[f"member_{number}"])
        )
        clerks = tuple(RecountClerk(account, self.names[account]) for account in said["clerks"])
        secretary, met = words_typed(said["secretary"]), day_typed(said["met_on"])
        return RecountBoardMet(recount, members, secretary, clerks, met, entered_by)


class CertifyForm(ElsewhereForm):
    """The board's certificate."""

    signers = forms.MultipleChoiceField(
        label="Signed by", widget=forms.CheckboxSelectMultiple, help_text="At least two of the members."
    )
    attested_by = text("Attested under seal by: the election administrator", 200)
    proceedings = lines("The proceedings, in substance")
    appearances = lines("Who appeared, and for whom", "One a line.", required=False)
    costs = text("Costs of the recount", 20, _DOLLARS, required=False)
    certified_on = text("The day of the certificate", 10, _DAY)

    def __init__(self, position: PositionTotals, members: Iterable[RecountMember], *args: Any, **kwargs: Any) -> None:
        """For the members of the board."""
        super().__init__(position, *args, **kwargs)
        offer(self.fields["signers"], [(one.name, one.name) for one in members])

    @property
    def costs_cents(self) -> int:
        """Raises InputError."""
        return _cents(self.cleaned_data["costs"])


class WithdrawForm(StepForm):
    """A recount is over without a certificate."""

    reason = lines("Who withdrew it or stayed it, and by which paper")
    withdrawn_on = text("The day", 10, _DAY)


def _cents(typed: str) -> int:
    return cents_typed(typed) if typed else 0
