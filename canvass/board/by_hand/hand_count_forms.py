"""What people type on the pages of hand counts."""

from collections.abc import Iterable
from typing import Any

from django import forms

from canvass.board.forms import Choices, ballots, lines, or_zero, text
from tabulate.board.boards import BoardAppointed
from tabulate.election import Contest, Election


class OpenHandCountForm(forms.Form):
    """A hand count of one precinct's ballots (13-15-206(2))."""

    count = text("Name of the hand count", 60, "As in Precinct 4 by hand.")
    precinct = forms.ChoiceField(label="Precinct")
    number = ballots("Ballots", "As counted before the tally.")
    batches = forms.MultipleChoiceField(
        label="Batches that this replaces",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Those that a halt took out of the totals. None for a precinct that is counted by hand alone.",
    )
    board = forms.ChoiceField(label="Board", help_text="One of its judges reads, the two others record.")
    reader = forms.ChoiceField(label="Who reads the ballots")
    recorder_1 = forms.ChoiceField(label="First recorder")
    recorder_2 = forms.ChoiceField(label="Second recorder")

    def __init__(
        self,
        election: Election,
        replaced: Iterable[str],
        boards: Iterable[BoardAppointed],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """For the election's precincts and the boards that are appointed."""
        super().__init__(*args, **kwargs)
        appointed = tuple(boards)
        judges = [
            (judge.account, f"{judge.name} ({judge.account}, board {one.board})")
            for one in appointed
            for judge in one.judges
        ]
        choices: dict[str, Choices] = {
            "precinct": [(str(one.id), one.name) for one in election.precincts],
            "batches": [(one, one) for one in replaced],
            "board": [(one.board, one.board) for one in appointed],
            "reader": judges,
            "recorder_1": judges,
            "recorder_2": judges,
        }
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = offered


class TallySheetForm(forms.Form):
    """One recorder's tally sheet for one contest. Figures left empty are 0; all of them have to add up."""

    def __init__(self, contest: Contest, people: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        """`people` are those with a line: printed choices, and declared write-in candidates; ids and names."""
        super().__init__(*args, **kwargs)
        self.people = tuple(people)
        self.fields["ballots"] = ballots("Ballots that carry this contest")
        for place, (_, name) in enumerate(self.people):
            self.fields[f"votes_{place}"] = ballots(name, required=False)
        self.fields["undervotes"] = ballots("Undervotes", required=False)
        help_text = f"{contest.seats} for each overvoted ballot." if contest.seats > 1 else ""
        self.fields["overvotes"] = ballots("Overvotes", help_text, required=False)

    def clean(self) -> dict[str, Any]:
        """With 0 for what was left empty."""
        return or_zero(super().clean() or {})


class ReopenHandCountForm(forms.Form):
    """Equal tally sheets that were found wrong: counted again, with the reason."""

    contest = forms.ChoiceField(label="Contest", required=False)
    number = ballots("Ballots", "As counted before the tally. Another number opens the whole hand count again.")
    reason = lines("Reason")

    def __init__(self, settled: Iterable[Contest], *args: Any, **kwargs: Any) -> None:
        """For the contests whose two sheets are in and equal."""
        super().__init__(*args, **kwargs)
        field = self.fields["contest"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "The whole hand count"), *((str(one.id), one.title) for one in settled)]


class SetAsideForm(forms.Form):
    """A ballot with votes that are not cast according to the instructions (13-15-206(2)(a))."""

    contests = forms.MultipleChoiceField(label="Contests in question", widget=forms.CheckboxSelectMultiple)
    why = lines("What is not according to the instructions")

    def __init__(self, contests: Iterable[Contest], *args: Any, **kwargs: Any) -> None:
        """For the contests of the hand count."""
        super().__init__(*args, **kwargs)
        field = self.fields["contests"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.id), one.title) for one in contests]


OVERVOTED = "over"


class DecideSetAsideForm(forms.Form):
    """A judge's findings on a ballot that was set aside, contest by contest."""

    def __init__(self, asked: Iterable[tuple[Contest, tuple[tuple[str, str], ...]]], *args: Any, **kwargs: Any) -> None:
        """`asked` are the contests in question, each with the people who may have votes: ids and names."""
        super().__init__(*args, **kwargs)
        for place, (contest, people) in enumerate(asked):
            self.fields[f"votes_{place}"] = forms.MultipleChoiceField(
                label=contest.title,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[*people, (OVERVOTED, "Overvote: no vote is counted")],
                help_text=f"Vote for {contest.seats}. Nothing chosen: no vote, or it cannot be determined. A write-in "
                "only with its oval marked on the paper (13-15-206(5)(b)).",
            )
