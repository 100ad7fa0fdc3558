"""The forms of containers and their seals (13-15-205, 13-1-303). What they let through, the law checks once more."""

from typing import Any

from django import forms

from canvass.board.forms import lines, named, text
from canvass.board.office.office_forms import OfficeForm
from canvass.deciding.custody_typed import (
    GROUNDS_TYPED,
    HOLDS,
    OFFICES,
    handed_over_typed,
    resealed_typed,
    sealed_typed,
)
from tabulate.board.custody.container_entries import (
    ContainerHandedOver,
    ContainerResealed,
    ContainerSealed,
    SealCondition,
)
from tabulate.board.custody.kept_containers import KeptContainer
from tabulate.board.state import BoardState
from tabulate.election import Election

_AT = "As 2026-11-03T21:40, in Montana. Left empty: now."
_PEOPLE = f"One a line: Ada Ash=judge. Offices: {', '.join(sorted(OFFICES))}."
_BATCHES = "One a line. A hand count is named as it is called."


class CustodyForm(OfficeForm):
    """What each of them does."""

    at = text("When", 40, _AT, required=False)


class SealForm(CustodyForm):
    """A container was sealed for the first time."""

    container = text("Container", 40, "As it is written on it: P01-3.")
    holds = forms.ChoiceField(label="What lies in it", choices=[(key, one.value) for key, one in HOLDS.items()])
    precincts = lines("Precincts", "One a line, by id or name.")
    batches = lines("Batches that lie in it", _BATCHES, required=False)
    seals = lines("Seals", "Their numbers, one a line.")
    signers = lines("Who signed across all seals", _PEOPLE)
    field_order = ("container", "holds", "precincts", "batches", "seals", "signers", "at")

    def entry(self, election: Election, state: BoardState, by: str) -> ContainerSealed:
        """As it was typed. Raises InputError."""
        said, of = self.cleaned_data, self.lines_of
        return sealed_typed(
            election,
            state,
            said["container"],
            said["holds"],
            of("precincts"),
            of("batches"),
            of("seals"),
            of("signers"),
            self.hour(),
            by,
        )


class HandOverForm(CustodyForm):
    """A container went from one to another, sealed."""

    given_by = text("Who gave it", 200, "As Bo Birch=judge.")
    taken_by = text("Who took it", 200, "As Dee Clerk=administrator.")
    appointed_by = text(
        "Chief election judge who appointed the judge that delivers it", 200, "Where it is not the chief.", False
    )
    field_order = ("given_by", "taken_by", "appointed_by", "at")

    def entry(self, container: str, by: str) -> ContainerHandedOver:
        """As it was typed. Raises InputError."""
        said = self.cleaned_data
        return handed_over_typed(container, said["given_by"], said["taken_by"], said["appointed_by"], self.hour(), by)


class OpenForm(CustodyForm):
    """A container was opened: why, who was there, and how each seal was found."""

    ground = forms.ChoiceField(
        label="Why the law lets it be opened", choices=[(key, one.value) for key, one in GROUNDS_TYPED.items()]
    )
    authority = text("The order, notice or petition", 200, "By its number or its day.", required=False)
    present = lines("Who was there", _PEOPLE)
    note = text("What was seen where a seal was not whole", 400, required=False)

    def __init__(self, kept: KeptContainer, *args: Any, **kwargs: Any) -> None:
        """For a container with its seals."""
        super().__init__(*args, **kwargs)
        self.kept = kept
        places = [f"found_{number}" for number, _ in enumerate(kept.bears)]
        for place, seal in zip(places, kept.bears, strict=True):
            choices = [("", "Look at it"), *named(SealCondition)]
            self.fields[place] = forms.ChoiceField(label=f"Seal {seal} was found", choices=choices)
        self.order_fields(["ground", "authority", "present", *places, "note", "at"])

    def found(self) -> tuple[str, ...]:
        """How each seal was found, as the command takes it."""
        bears = self.kept.bears
        return tuple(f"{seal}={self.cleaned_data[f'found_{number}']}" for number, seal in enumerate(bears))


class ResealForm(CustodyForm):
    """A container that was open has new seals."""

    batches = lines("Batches that lie in it", f"{_BATCHES} Left empty: those that lay in it.", required=False)
    seals = lines("New seals", "Their numbers, one a line.")
    signers = lines("Who signed across all seals", _PEOPLE)
    field_order = ("batches", "seals", "signers", "at")

    def entry(self, state: BoardState, kept: KeptContainer, by: str) -> ContainerResealed:
        """As it was typed. Raises InputError."""
        of, container = self.lines_of, kept.sealed.container
        return resealed_typed(state, kept, container, of("batches"), of("seals"), of("signers"), self.hour(), by)
