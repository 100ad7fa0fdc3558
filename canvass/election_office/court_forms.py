"""The forms of actions in court (13-36-102, 13-36-207, 13-36-211, 13-35-107)."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from django import forms

from canvass.board.forms import lines, offer, text
from canvass.board.office.office_forms import DAY, OfficeForm, PaperForm
from canvass.canvassing.county_standing import CountyStanding
from canvass.canvassing.report_document import title_of
from canvass.contesting.court_entering import (
    FINDINGS,
    KINDS,
    appealed_typed,
    begun_typed,
    canvassed_of,
    ended_typed,
    judged_typed,
)
from canvass.deciding.custody_typed import name_typed, reason_typed
from tabulate.board.county.court_actions import CourtAction
from tabulate.board.county.court_entries import CourtEntry
from tabulate.county_canvass.canvassed import CanvassedContest

_MOST_VOTES = 999_999_999
_WHOLE, _CHOOSE = "the election itself, to be void", ("", "Choose")


class BeginForm(OfficeForm):
    """An action that was begun in court."""

    case = text("Case", 200, "The court's number of it.")
    kind = forms.ChoiceField(label="What the court is asked for")
    about = forms.ChoiceField(label="Against whom", help_text="By the contest of the ballot.")
    begun_by = text("Who began it", 200)
    grounds = lines("Grounds", "As the petition has them.", most=2_000)
    begun_on = text("The day on which it was filed with the court", 10, DAY)
    certified = text("Of a nomination: the day of its certificate", 10, "Left empty: the record's.", required=False)

    def __init__(self, standing: CountyStanding, *args: Any, **kwargs: Any) -> None:
        """With the contests of the ballot, and everybody who has votes in each."""
        super().__init__(*args, **kwargs)
        self.standing = standing
        offer(self.fields["kind"], [_CHOOSE, *_said(KINDS)])
        self.offered: dict[str, tuple[str, str | None]] = {}
        groups = [self._group(number, one) for number, one in enumerate(standing.contests, 1)]
        offer(self.fields["about"], [_CHOOSE, *groups])

    def _group(self, number: int, one: CanvassedContest) -> tuple[str, list[tuple[str, str]]]:
        contest = one.contest.id
        offered = {f"{number}": (contest, None)} | {
            f"{number}.{place}": (contest, choice.key) for place, choice in enumerate(one.choices, 1)
        }
        self.offered.update(offered)
        title, names = title_of(one), (_WHOLE, *(choice.name for choice in one.choices))
        return title, [(value, f"{title}: {name}") for value, name in zip(offered, names, strict=True)]

    def entry(self, by: str) -> CourtEntry:
        """As it was typed. Raises InputError."""
        said = self.cleaned_data
        contest, against = self.offered[said["about"]]
        began, grounds = name_typed(said["begun_by"], "who began it"), reason_typed(said["grounds"], "ground")
        kind, certified = KINDS[said["kind"]], said["certified"] or None
        days = (said["begun_on"], certified, self.hour(), by)
        return begun_typed(self.standing, said["case"], kind, contest, against, began, grounds, *days)


class JudgeForm(PaperForm):
    """A judgment, with the votes that it found illegal."""

    finding = forms.ChoiceField(label="What the judgment says")
    declares = forms.ChoiceField(label="Whom the court declares (13-36-212)", required=False)
    judged_on = text("The judgment's day", 10, DAY)

    def __init__(self, standing: CountyStanding, action: CourtAction, *args: Any, **kwargs: Any) -> None:
        """Of one action, with everybody in its contest."""
        super().__init__(*args, **kwargs)
        self.standing, self.action = standing, action
        self.choices = canvassed_of(standing, action.begun.contest).choices
        offer(self.fields["finding"], [_CHOOSE, *_said(FINDINGS)])
        offer(self.fields["declares"], [("", "Nobody"), *((one.key, one.name) for one in self.choices)])
        self.fields["paper"].label = "The judgment's file"
        for number, one in enumerate(self.choices):
            self.fields[f"illegal_{number}"] = illegal_field(one.name)
        illegal = [f"illegal_{number}" for number, _ in enumerate(self.choices)]
        self.order_fields(["finding", "declares", *illegal, "judged_on", "paper", "paper_sha256", "at"])

    def entry(self, by: str) -> CourtEntry:
        """As it was typed. Raises InputError, RefusedError."""
        said = self.cleaned_data
        typed = ((one.key, said[f"illegal_{number}"]) for number, one in enumerate(self.choices))
        illegal = [f"{key}={votes}" for key, votes in typed if votes]
        finding, declares, day = FINDINGS[said["finding"]], said["declares"] or None, said["judged_on"]
        paper = (day, self.sha256, self.hour(), by)
        return judged_typed(self.standing, self.action, finding, declares, illegal, *paper)


def illegal_field(name: str) -> forms.IntegerField:
    """How many votes for somebody were found illegal."""
    return forms.IntegerField(
        label=f"Illegal votes for {name} (13-36-211)", min_value=0, max_value=_MOST_VOTES, required=False
    )


def _said(typed: Mapping[str, StrEnum]) -> Iterator[tuple[str, str]]:
    """What may be chosen, as it is typed in commands and as people read it."""
    return ((key, one.value[:1].upper() + one.value[1:]) for key, one in typed.items())


class AppealForm(OfficeForm):
    """A judgment was appealed."""

    appealed_by = text("Who appeals", 200)
    appealed_on = text("The day of the appeal", 10, DAY)

    def entry(self, case: str, by: str) -> CourtEntry:
        """As it was typed. Raises InputError."""
        who = name_typed(self.cleaned_data["appealed_by"], "who")
        return appealed_typed(case, who, self.cleaned_data["appealed_on"], self.hour(), by)


class EndForm(OfficeForm):
    """Nothing of it is open any more."""

    reason = lines("Why", "As: the time to appeal is over; withdrawn.", most=2_000)
    ended_on = text("From when nothing of it is open", 10, DAY)

    def entry(self, case: str, by: str) -> CourtEntry:
        """As it was typed. Raises InputError."""
        why = reason_typed(self.cleaned_data["reason"], "reason")
        return ended_typed(case, why, self.cleaned_data["ended_on"], self.hour(), by)
