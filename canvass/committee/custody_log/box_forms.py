"""Forms of a precinct's boxes: the custody log, and what a report of another system cannot tell."""

from collections.abc import Sequence
from typing import Any

from django import forms

from audit.contests import AuditContest
from audit.coverage import Container
from audit.outside_reports import FiguresSource
from canvass.auditing.boxes import CustodyLog
from canvass.auditing.poll_book import BallotsCast
from canvass.committee.forms import LARGEST, DayForm, yes_no


class BoxesForm(DayForm):
    """The custody log of one precinct: in which sealed package each batch lay."""

    opened_by = forms.CharField(
        label="Opened by",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The people who broke the seals, each on a line of its own. Two sign.",
    )
    cast = forms.IntegerField(
        label="Ballots cast in the precinct",
        min_value=0,
        max_value=LARGEST,
        required=False,
        help_text="As the poll book has it. Empty: as many as the record holds.",
    )

    def __init__(
        self,
        batches: Sequence[tuple[str, str]],
        parts: Sequence[AuditContest],
        *args: Any,
        reported: bool = False,
        waiting: str = "",
        **kwargs: Any,
    ) -> None:
        """`batches` are those with ballots of the precinct, each with what is shown of it.

        `parts` are the contests to be counted there that not every ballot of it carries. Where the first count is
        `reported` by another system they are groups of ballots, each in as many packages as there are seals. `waiting`
        says which ballots wait for the board.
        """
        super().__init__(*args, **kwargs)
        self._reported = reported
        self._batches = [batch for batch, _ in batches]
        self._parts = [contest.id for contest in parts]
        for number, contest in enumerate(parts):
            self.fields[f"cast_{number}"] = forms.IntegerField(
                label=f"Ballots cast with {contest.title}",
                min_value=0,
                max_value=LARGEST,
                required=False,
                help_text="Not every ballot of the precinct carries it. Empty: as electors voting are entered for the "
                "parts that vote on it; else as many as the record holds.",
            )
        for number, (batch, shown) in enumerate(batches):
            self.fields[f"seal_{number}"] = forms.CharField(
                label=f"Ballots: {batch}" if reported else f"Batch {batch}",
                max_length=400 if reported else 80,
                required=reported,
                help_text=f"{shown}. Seals of all packages they lay in, with commas between."
                if reported
                else f"{shown}. Seal of the package it lay in; empty where it is in none of these boxes.",
            )
        if reported:
            self.fields["cast"].help_text = "As the poll book has it. Empty: as the report has it."
        if waiting:
            self.fields["sure"] = yes_no(
                "Open the boxes all the same",
                f"{waiting} What the board decides after this stays out of the audit.",
            )
        seals = [f"seal_{number}" for number in range(len(batches))]
        own = [f"cast_{number}" for number in range(len(parts))]
        self.order_fields([*seals, "opened_by", "cast", *own, "on"])

    def clean(self) -> dict[str, Any]:
        """Where ballots wait, the boxes stay sealed until somebody says otherwise."""
        given = super().clean() or {}
        if "sure" in self.fields and not given.get("sure"):
            self.add_error("sure", "Let the board decide first, or tick this box.")
        return given

    def poll_book(self) -> BallotsCast:
        """What the poll book says."""
        given = [(contest, self.cleaned_data[f"cast_{number}"]) for number, contest in enumerate(self._parts)]
        own = tuple((contest, ballots) for contest, ballots in given if ballots is not None)
        return BallotsCast(self.cleaned_data["cast"], own)

    def containers(self) -> tuple[Container, ...]:
        """Each sealed package and the batches that lay in it, in the order of the form."""
        batches: dict[str, list[str]] = {}
        for number, batch in enumerate(self._batches):
            given = self.cleaned_data[f"seal_{number}"]
            for seal in filter(None, (one.strip() for one in (given.split(",") if self._reported else [given]))):
                batches.setdefault(seal, []).append(batch)
        return tuple(Container(seal, tuple(inside)) for seal, inside in batches.items())

    def people(self) -> tuple[str, ...]:
        """Who broke the seals."""
        return tuple(line.strip() for line in self.cleaned_data["opened_by"].splitlines() if line.strip())


class CorrectionForm(BoxesForm):
    """The same log as it should have been, with the reason."""

    reason = forms.CharField(label="What was written wrong", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, may_take_again: bool = False, **kwargs: Any) -> None:
        """`may_take_again` before any count has begun there: then the poll book's numbers are asked once more."""
        super().__init__(*args, **kwargs)
        of_poll_book = [name for name in self.fields if name.startswith("cast")]
        if may_take_again:
            again = "With other batches, or with what the board decided since. Give the poll book's numbers again."
            self.fields["again"] = yes_no("Take the machines' figures anew", again)
            self.order_fields([name for name in self.fields if name not in of_poll_book])
        else:
            for name in of_poll_book:
                del self.fields[name]

    @property
    def again(self) -> bool:
        """Whether the figures are taken anew."""
        return bool(self.cleaned_data.get("again"))

    def poll_book(self) -> BallotsCast:
        """What the poll book says, for figures that are taken anew."""
        return super().poll_book() if self.again else BallotsCast()


def typed_again(log: CustodyLog, batches: Sequence[str]) -> dict[str, object]:
    """What a form shows of a log that stands: the seals by batch, the names, the day."""
    seals = {
        f"seal_{number}": ", ".join(box.seal for box in log.boxes if batch in box.batches)
        for number, batch in enumerate(batches)
    }
    return {**seals, "opened_by": "\n".join(log.opened_by), "on": log.on}


class ReportForm(DayForm):
    """What no report of another system tells, and the county says of a precinct (13-17-503(2))."""

    source = forms.ChoiceField(
        label="The first count is",
        choices=[
            (FiguresSource.REPORT.value, "The other system's report"),
            (FiguresSource.RECORDS.value, "Its cast vote records"),
        ],
        widget=forms.RadioSelect,
        initial=FiguresSource.REPORT.value,
    )
    although = forms.CharField(
        label="Why records and report differ",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Only where they differ in this precinct. The audit's report prints it.",
    )
    machines = forms.CharField(
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Every machine that counted the precinct, or may have, each on a line of its own.",
    )
    added_by_hand = forms.IntegerField(
        label="Ballots added by hand",
        min_value=0,
        max_value=LARGEST,
        help_text="Ballots whose votes people added to the system's figures; 0 where there are none.",
    )
    ovals = yes_no("Its write-ins are all ovals marked", "Nobody has rejected or assigned any yet. Only then compared.")
    field_order = ("source", "machines", "added_by_hand", "ovals", "although", "on")

    def __init__(self, *args: Any, records: bool = False, **kwargs: Any) -> None:
        """`records` where cast vote records may be the first count; then these may tell the machines."""
        super().__init__(*args, **kwargs)
        if records:
            self.fields["machines"].required = False
            self.fields["machines"].help_text += " Empty where records tell the machine of each ballot."
        else:
            del self.fields["source"], self.fields["although"]

    @property
    def of_records(self) -> bool:
        """Whether the first count is the sums of cast vote records."""
        return bool(self.cleaned_data.get("source") == FiguresSource.RECORDS.value)

    def clean(self) -> dict[str, Any]:
        """Machines are asked of a report: it tells none."""
        given = super().clean() or self.cleaned_data
        if not self.of_records and "machines" in given and not given["machines"].strip():
            self.add_error("machines", "No report tells which machines counted the precinct. Name them.")
        return given

    def named(self) -> tuple[str, ...]:
        """The machines."""
        return tuple(line.strip() for line in self.cleaned_data["machines"].splitlines() if line.strip())
