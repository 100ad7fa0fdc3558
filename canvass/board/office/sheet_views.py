"""The page *Sheets*: every sheet with its file and where it stands; and a batch withdrawn."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from canvass.accounts.models import Account
from canvass.auditing.papers.report_files import CONTENT_TYPES, bytes_of
from canvass.board.forms import Choices, named, offer, text
from canvass.board.steps import ADMINISTRATOR, AT_SCANNERS, deciding, entered, say_errors
from canvass.reporting.progress.sheets_listed import (
    SheetLine,
    SheetsAt,
    SheetsWanted,
    sheets_document,
    sheets_listed,
)
from canvass.web.access import account_of, page
from canvass.web.served import served
from imaging.sheets import ReasonCode
from tabulate.board.batches.withdrawn_batches import LONGEST_REASON, BatchWithdrawn
from tabulate.ledger.state import RecordState
from tabulate.questions import Question

_A_PAGE = 100
_FORMS = ("pdf", "csv")


class SheetsForm(forms.Form):
    """Which sheets are to be shown."""

    state = forms.ChoiceField(label="State", choices=named(SheetsAt), required=False)
    batch = forms.ChoiceField(label="Batch", required=False)
    asked = forms.ChoiceField(
        label="Asked", required=False, choices=[("", "Anything"), *named(Question), *named(ReasonCode)]
    )
    file = text("File", help_text="Letters of its name.", required=False)

    def __init__(self, batches: Choices, *args: Any, **kwargs: Any) -> None:
        """For these batches."""
        super().__init__(*args, **kwargs)
        offer(self.fields["batch"], [("", "Every batch"), *batches])

    @property
    def wanted(self) -> SheetsWanted:
        """What was chosen; what is set aside where the form is empty or wrong."""
        if not self.is_valid():
            return SheetsWanted()
        said = self.cleaned_data
        standing = SheetsAt(said["state"]) if said["state"] else SheetsAt.SET_ASIDE
        return SheetsWanted(standing, said["batch"], said["asked"], said["file"])


class WithdrawBatchForm(forms.Form):
    """A batch, and why it is taken back."""

    batch = forms.ChoiceField(label="Batch")
    reason = text("Reason", most=LONGEST_REASON, help_text="As: counted before, as AB-010.")
    sure = forms.BooleanField(
        label="None of its sheets is to count. This cannot be taken back.",
        error_messages={"required": "Say that none of its sheets is to count."},
    )

    def __init__(self, batches: Choices, *args: Any, **kwargs: Any) -> None:
        """For these batches. The page has another form with a batch."""
        super().__init__(*args, **{"auto_id": "withdraw_%s"} | kwargs)
        offer(self.fields["batch"], batches)


@dataclass(frozen=True, slots=True)
class SheetsPage:
    """A page of the list."""

    lines: tuple[SheetLine, ...]
    total: int
    first: int
    """Of the lines that are shown, from 1."""
    chosen: str
    """The choice, as an address has it; with a page's number it is another page."""
    earlier: int | None
    later: int | None

    @property
    def last(self) -> int:
        """Of the lines that are shown, from 1."""
        return self.first + len(self.lines) - 1


@page(*AT_SCANNERS)
@require_safe
def sheets(request: HttpRequest) -> HttpResponse:
    """The sheets that were chosen, a page at a time, or all of them as a file."""
    form = SheetsForm(_batches(withdrawn=True), request.GET or None)
    wanted = form.wanted
    record = served().record
    lines = served().state.read(lambda state: tuple(sheets_listed(record, state, wanted)))
    if (file := request.GET.get("form", "")) in _FORMS:
        content = bytes_of(sheets_document(lines, wanted), file)
        return HttpResponse(
            content,
            content_type=CONTENT_TYPES[file],
            headers={"Content-Disposition": f'attachment; filename="sheets.{file}"'},
        )
    context = {
        "form": form,
        "page": _shown(lines, wanted, request.GET.get("page", "1")),
        "withdraw": _withdraw_form(account_of(request)),
        "withdrawn": deciding().state().withdrawn.values(),
    }
    return render(request, "board/sheets.html", context)


@page(*ADMINISTRATOR)
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take a batch out of the count, whole."""
    form = WithdrawBatchForm(_batches(), request.POST)
    if form.is_valid():
        said, by = form.cleaned_data, account_of(request).name
        entered(request, f"Batch {said['batch']} is withdrawn.", BatchWithdrawn(said["batch"], said["reason"], by))
    else:
        say_errors(request, form)
    return redirect("board:sheets")


def _shown(lines: tuple[SheetLine, ...], wanted: SheetsWanted, typed: str) -> SheetsPage:
    pages = max(1, -(-len(lines) // _A_PAGE))
    number = min(max(int(typed), 1), pages) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else 1
    first = (number - 1) * _A_PAGE
    chosen = {"state": wanted.standing.value, "batch": wanted.batch, "asked": wanted.asked, "file": wanted.file}
    return SheetsPage(
        lines[first : first + _A_PAGE],
        len(lines),
        first + 1,
        urlencode(chosen),
        number - 1 if number > 1 else None,
        number + 1 if number < pages else None,
    )


def _withdraw_form(account: Account) -> WithdrawBatchForm | None:
    batches = _batches()
    return WithdrawBatchForm(batches) if account.has_role in ADMINISTRATOR and batches else None


def _batches(withdrawn: bool = False) -> Choices:
    def of(state: RecordState) -> list[str]:
        return [name for name in state.batches if withdrawn or name not in state.board.taken_out]

    return [(name, name) for name in served().state.read(of)]
