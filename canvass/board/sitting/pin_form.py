"""The form by which a judge sets a PIN for this sitting."""

from typing import Any

from django import forms

from canvass.accounts.sitting_pins import FEWEST_DIGITS, MOST_DIGITS, why_weak
from canvass.board.forms import offer
from tabulate.board.boards import BoardAppointed

_DIGITS = f"{FEWEST_DIGITS} to {MOST_DIGITS} digits. Take one that you use nowhere else."


def _secret(label: str, most: int, help_text: str = "", **shown: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "off", **shown})
    return forms.CharField(label=label, max_length=most, strip=False, help_text=help_text, widget=widget)


class PinForm(forms.Form):
    """The own password, and a PIN, typed twice."""

    judge = forms.ChoiceField(label="Judge")
    password = _secret("Own password", 1024, "For this once; then the PIN confirms at this screen.")
    pin = _secret("PIN", MOST_DIGITS, _DIGITS, inputmode="numeric")
    again = _secret("PIN, again", MOST_DIGITS, inputmode="numeric")

    def __init__(self, board: BoardAppointed, *args: Any, **kwargs: Any) -> None:
        """For the judges of this board."""
        super().__init__(*args, **kwargs)
        offer(self.fields["judge"], [(judge.account, judge.name) for judge in board.judges])

    def clean(self) -> dict[str, Any]:
        """A PIN that is not guessed first, the same twice."""
        cleaned = super().clean() or {}
        pin, again = cleaned.get("pin"), cleaned.get("again")
        if pin and (weak := why_weak(pin)):
            self.add_error("pin", weak)
        elif pin and again and pin != again:
            self.add_error("again", "The two PINs differ. Type the same twice.")
        return cleaned
