"""What forms of the election administrator have in common: the hour, and the hash of a paper that stays outside."""

from typing import Any

from django import forms

from canvass import clock
from canvass.board.forms import text
from canvass.deciding.custody_typed import moment_typed
from canvass.web.uploads import sha256_of

DAY = "As 2026-11-20."
NOW = "As 2026-11-20T10:00, in Montana. Left empty: now."


class OfficeForm(forms.Form):
    """A step of the election administrator's, with its hour."""

    at = text("When it is entered", 40, NOW, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The hour stands last."""
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "at"])

    def hour(self) -> str:
        """The hour that was typed, or now. Raises InputError."""
        return moment_typed(self.cleaned_data["at"] or None, clock.now())

    def lines_of(self, field: str) -> tuple[str, ...]:
        """What was typed, line by line."""
        return tuple(line for line in self.cleaned_data[field].splitlines() if line.strip())


class PaperForm(OfficeForm):
    """A step by a paper that stays with the county: its file, or the SHA-256 of it.

    A page that asks once more sends no file: what is sent again is the hash.
    """

    paper = forms.FileField(
        label="The paper's file", required=False, help_text="Its SHA-256 is recorded; the file stays with you."
    )
    paper_sha256 = text("Or its SHA-256", 80, "64 digits in hex.", required=False)

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        """With the hash of the file that came."""
        if data is not None and files and "paper" in files and not data.get("paper_sha256", "").strip():
            data = data.copy()
            data["paper_sha256"] = sha256_of(files["paper"])
            files = None
        super().__init__(data, files, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Check that one of the two is said."""
        said = self.cleaned_data
        if bool(said.get("paper")) is bool(said.get("paper_sha256")):
            self.add_error("paper", "Choose the file, or type its SHA-256: one of the two.")
        return said

    @property
    def sha256(self) -> str:
        """Of the file, as it was typed or found; only of a valid form."""
        return str(self.cleaned_data["paper_sha256"])
