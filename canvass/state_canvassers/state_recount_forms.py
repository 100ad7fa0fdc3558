"""The form by which the secretary of state gives counties notice of a recount. Law and figures check it again."""

from datetime import datetime
from typing import Any

from django import forms

from canvass.board.forms import offer
from canvass.deciding.custody_typed import moment_typed, words_typed
from canvass.recounting.recount_typed import cents_typed, day_typed, signatures_typed
from canvass.state_canvass.noticing_recounts import NoticeTyped
from canvass.state_canvass.state_standing import StateStanding
from tabulate.board.recount.recount_entries import Petition, RecountGround
from tabulate.calendar.duties import LastDay
from tabulate.election import ContestKind
from tabulate.recounts.rights import RecountLine
from tabulate.state_canvass.state_figures import StateContest
from tabulate.state_canvass.state_recounts import GROUNDS, counties_of

_DAY = "As 2026-12-01."
_LAST_DAYS = (
    (LastDay.AS_IT_FALLS.value, "stays as it falls"),
    (LastDay.NEXT_BUSINESS_DAY.value, "moves to the next business day"),
)


def _text(label: str, most: int, help_text: str = "", required: bool = False) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, max_length=most, help_text=help_text, required=required, widget=widget)


def _lines(label: str, help_text: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=2_000, help_text=help_text, required=False, widget=widget)


class StateRecountForm(forms.Form):
    """A petition to the secretary of state, or a tie."""

    recount = _text("What the recount is called", 40, "Letters, digits and hyphens.", required=True)
    ground = forms.ChoiceField(label="Ground", choices=[(one.value, one.value.capitalize()) for one in GROUNDS])
    petitioner = forms.ChoiceField(label="Who petitions", required=False)
    elector = _text("Who petitions: an elector", 200)
    statement = _lines("What the petition says under oath")
    verified_before = _text("Who took the oath", 200)
    signatures = _lines("Who signed", "One county a line: Big Sky=60")
    bond = _text("Bond posted for all costs", 20, "In dollars, as 1200 or 1,200.50.")
    precincts = forms.MultipleChoiceField(
        label="Precincts",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Those that a petition with a bond names. None ticked: every precinct of the contest.",
    )
    filed_on = _text("The day of the petition; of a tie that of its certificate", 10, _DAY, required=True)
    notice_on = _text("The day of the notices", 10, _DAY, required=True)
    last_day = forms.ChoiceField(label="A last day that is no business day", choices=_LAST_DAYS)

    def __init__(self, standing: StateStanding, contest: StateContest, line: RecountLine, data: Any = None) -> None:
        """For a contest, whose losers may petition."""
        super().__init__(data, auto_id="recount_%s", initial={"recount": f"R-{len(standing.canvass.recounts) + 1}"})
        self.contest = contest
        losers = [(one.votes.choice, f"{one.votes.name}, {one.margin:,} behind") for one in line.defeats]
        offer(self.fields["petitioner"], [("", "Nobody of these"), *losers])
        counties = counties_of(contest, [one.package for one in standing.kept])
        named = [(f"{one.county}={each}", f"{one.county}, {each}") for one in counties for each in one.precincts]
        offer(self.fields["precincts"], named)
        issue = contest.contest.kind is ContestKind.ISSUE
        for field in ("petitioner", "bond", "precincts") if issue else ("signatures", "elector"):
            del self.fields[field]

    def said(self, now: datetime, entered_by: str) -> NoticeTyped:
        """As it was typed. Raises InputError."""
        said = self.cleaned_data
        ground, who = RecountGround(said["ground"]), said.get("petitioner") or words_typed(said.get("elector", ""))
        signed = tuple(line for line in said.get("signatures", "").splitlines() if line.strip())
        bond = said.get("bond", "")
        petition = Petition(
            who,
            words_typed(said["statement"]),
            words_typed(said["verified_before"]),
            signatures_typed(signed),
            cents_typed(bond) if bond else 0,
        )
        return NoticeTyped(
            words_typed(said["recount"]),
            str(self.contest.contest.id),
            ground,
            None if ground is RecountGround.TIE and not who else petition,
            tuple(said.get("precincts", ())),
            day_typed(said["filed_on"]),
            day_typed(said["notice_on"]),
            LastDay(said["last_day"]),
            moment_typed(None, now),
            entered_by,
        )
