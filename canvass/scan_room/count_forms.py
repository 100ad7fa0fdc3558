"""What the operator says before a count: which folder, which batch, and how many sheets there are."""

from collections.abc import Sequence
from typing import Any

from django import forms

from canvass.board.forms import Choices, named, offer, text
from canvass.counting.batch_edition import NO_OFFICE
from canvass.starting.scan_folders import ScanFolder
from tabulate.board.batches.withdrawn_batches import LONGEST_REASON
from tabulate.editions.voted_apart import offices_voted_apart
from tabulate.election import Election
from tabulate.ledger.entries import BatchKind
from tabulate.primaries.parties import parties_of

_MOST_SHEETS = 1_000_000


class StartForm(forms.Form):
    """A count of a folder."""

    folder = forms.ChoiceField(label="Folder of scans", error_messages={"required": "Choose the folder."})
    batch = text("Batch", most=LONGEST_REASON, help_text="As on the box or the transmittal: AB-001.")
    machine = text("Scanner", most=LONGEST_REASON, help_text="The name it goes by in this county.")
    expected = forms.IntegerField(
        label="Sheets, as counted by hand",
        required=False,
        min_value=0,
        max_value=_MOST_SHEETS,
        widget=forms.NumberInput(attrs={"class": "figure"}),
        help_text="From the transmittal of the batch.",
    )
    kind = forms.ChoiceField(label="Where the ballots come from", required=False)
    precinct = forms.ChoiceField(label="Precinct", required=False)
    party = forms.ChoiceField(label="Party", required=False, help_text="Where the ballots are bundled by party.")
    separate_for = forms.MultipleChoiceField(
        label="Separate ballot for an office",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Each office for which all these electors had one: it does not count on their other ballots. Left "
        "empty: as the batch was opened.",
    )
    adds = forms.BooleanField(
        label="More papers of a batch that has sheets already",
        required=False,
        help_text="None of its sheets is in this folder: rescans, or the rest of the box.",
    )

    def __init__(
        self, election: Election, folders: Sequence[ScanFolder], machines: Sequence[str], *args: Any, **kwargs: Any
    ) -> None:
        """Of the folders that may be counted; `machines` are known by name."""
        super().__init__(*args, **kwargs)
        listed = [(one.name, f"{one.name} ({one.files:,} {'file' if one.files == 1 else 'files'})") for one in folders]
        offer(self.fields["folder"], [("", "Choose a folder"), *listed])
        offer(self.fields["kind"], [("", "From the polls, or as the batch was opened"), *named(BatchKind)])
        precincts: Choices = [(str(one.id), one.name) for one in election.precincts]
        offer(self.fields["precinct"], [("", "Several, or as the batch was opened"), *precincts])
        self._offer_parties(election)
        self._offer_offices(election)
        self.machines = machines
        if machines:
            self.fields["machine"].widget.attrs["list"] = "machines-known"

    def _offer_parties(self, election: Election) -> None:
        """Only a primary has parties with a ballot of their own."""
        parties: Choices = [(str(one.id), one.name) for one in parties_of(election)]
        offer(self.fields["party"], [("", "Several, or as the batch was opened"), *parties])
        if not parties:
            del self.fields["party"]

    def _offer_offices(self, election: Election) -> None:
        """Only where an office has a separate ballot beside ballots that have it, too (13-12-204(3))."""
        offices: Choices = [
            (str(one), f"All of them had it: {election.contest(one).title}") for one in offices_voted_apart(election)
        ]
        had_none = (NO_OFFICE, "None of them had one, as absentee ballots returned before")
        offer(self.fields["separate_for"], [had_none, *offices])
        if not offices:
            del self.fields["separate_for"]


class ExpectForm(forms.Form):
    """How many sheets a batch is to have, where nobody said it yet."""

    batch = forms.ChoiceField(label="Batch")
    sheets = forms.IntegerField(
        label="Sheets", min_value=0, max_value=_MOST_SHEETS, widget=forms.NumberInput(attrs={"class": "figure"})
    )

    def __init__(self, batches: Sequence[str], *args: Any, **kwargs: Any) -> None:
        """For these batches. The page has another form with a batch."""
        super().__init__(*args, **{"auto_id": "expect_%s"} | kwargs)
        offer(self.fields["batch"], [(one, one) for one in batches])
