"""The forms of what ends a tie. What they let through, the law checks once more (13-16-501 to 13-16-507)."""

from typing import Any

from django import forms

from canvass.board.forms import lines, offer, text
from canvass.board.office.office_forms import DAY, OfficeForm, PaperForm
from canvass.deciding.custody_typed import name_typed, reason_typed
from canvass.recounting.tie_appointing import appointed_typed
from canvass.recounting.ties_found import TieFound, announced, lot_drawn
from tabulate.board.recount.tie_entries import TieEntry


class LotNoticeForm(OfficeForm):
    """When and where it is drawn, and the day of the notice to each."""

    at = text("When it is drawn", 40, "As 2026-06-22T10:00, in Montana.")
    place = text("Where", 200)

    def __init__(self, found: TieFound, *args: Any, **kwargs: Any) -> None:
        """For those tied."""
        super().__init__(*args, **kwargs)
        self.found = found
        for number, one in enumerate(found.line.tied):
            self.fields[f"given_{number}"] = text(f"The day of the written notice to {one.name}", 10, DAY)

    def entry(self, by: str) -> TieEntry:
        """As it was typed. Raises InputError, RefusedError."""
        said = self.cleaned_data
        pairs = enumerate(self.found.line.tied)
        given = tuple(f"{one.choice}={said[f'given_{number}'].strip()}" for number, one in pairs)
        return announced(self.found, self.hour(), reason_typed(said["place"], "place"), given, by)


class LotForm(OfficeForm):
    """The lot as the die showed it."""

    at = text("When it was drawn", 40, "As 2026-06-22T10:00, in Montana. Left empty: now.", required=False)
    rolls = text("What the die showed", 200, "As 7, 2; 0 stands for 10.")
    drawn_by = text("Who rolled it", 200)
    witnesses = lines("Who saw it", "One a line.")

    def __init__(self, found: TieFound, *args: Any, **kwargs: Any) -> None:
        """Of one tie."""
        super().__init__(*args, **kwargs)
        self.found = found

    def entry(self, by: str) -> TieEntry:
        """As it was typed. Raises InputError, NotAllowed."""
        said, seen = self.cleaned_data, tuple(name_typed(one, "who saw it") for one in self.lines_of("witnesses"))
        return lot_drawn(self.found, said["rolls"], self.hour(), name_typed(said["drawn_by"], "who"), seen, by)


class AppointedForm(PaperForm):
    """Whom the officer appointed, by which paper."""

    appointed = forms.MultipleChoiceField(label="Appointed", widget=forms.CheckboxSelectMultiple)
    appointed_on = text("The day of the appointment", 10, DAY)

    def __init__(self, found: TieFound, *args: Any, **kwargs: Any) -> None:
        """For those tied."""
        super().__init__(*args, **kwargs)
        self.found = found
        offer(self.fields["appointed"], [(one.choice, one.name) for one in found.line.tied])
        self.fields["paper"].label = "The order, the letter or the resolution"
        self.order_fields(["appointed", "appointed_on", "paper", "paper_sha256", "at"])

    def entry(self, by: str) -> TieEntry:
        """As it was typed. Raises InputError, RefusedError."""
        said = self.cleaned_data
        return appointed_typed(self.found, said["appointed"], said["appointed_on"], self.sha256, self.hour(), by)
