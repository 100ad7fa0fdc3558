"""The secretary of state's notice, sent with a form: the ground of a recount beyond the county (13-16-204)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from canvass.board.forms import text
from canvass.errors import BusyError, InputError, RefusedError
from canvass.recount_board.current_recounts import ADMINISTRATOR
from canvass.recounting.choices_called import choice_called
from canvass.recounting.filing import filed, filing_of
from canvass.recounting.notice_taken import MOST_BYTES, differing, filing_by_notice, notice_read
from canvass.recounting.recount_typed import day_typed
from canvass.web.access import account_of, page
from canvass.web.event_log import record_access
from canvass.web.forms import AskedAgain, ask_again, is_sure
from canvass.web.served import served
from canvass.web.uploads import content_of
from tabulate.board.recount.recount_entries import RecountFiled
from tabulate.board.recount.recount_notices import RecountNotice
from tabulate.ledger.entries import Access


class StateNoticeForm(forms.Form):
    """The file, then what it says: the page that asks once more sends the words again."""

    file = forms.FileField(label="Notice", help_text="The .json file that the secretary of state sent.")
    words = forms.CharField(widget=forms.HiddenInput, required=False, max_length=MOST_BYTES)
    notice_on = text("The day of the notice to the board", 10, "As 2026-12-02.")

    def __init__(self, data: Any = None, files: Any = None, **more: Any) -> None:
        """One of both is there."""
        super().__init__(data, files, **more)
        file = self.fields["file"]
        file.required, file.error_messages["required"] = not (data or {}).get("words"), "Choose the file."


@page(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def noticed(request: HttpRequest) -> HttpResponse:
    """Take a notice in, once somebody is sure."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    initial, status = {"notice_on": served().today.isoformat()}, 200
    form = StateNoticeForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            words = _words(form)
            notice = notice_read(words.encode(), "The file")
            on, by = day_typed(form.cleaned_data["notice_on"]), account_of(request).name
            said = filing_by_notice(served().record, notice, on, by)
            entry = filing_of(served().record, said)
            if not is_sure(request):
                again = StateNoticeForm({"words": words, "notice_on": on})
                return ask_again(request, _once_more(entry, notice), again)
            filed(served().record, said)
        except (RefusedError, InputError, BusyError) as refused:
            form.add_error(None, str(refused))
            status = 422
        else:
            messages.success(request, "The recount is filed by the notice. Give its board notice.")
            return redirect("recount_board:recounts")
    record_access(request, Access.TOTALS_SEEN, "notice of a recount")
    return render(request, "recount_board/notice.html", {"form": form}, status=status)


def _words(form: StateNoticeForm) -> str:
    """Raises InputError."""
    sent = form.cleaned_data.get("file")
    if not sent:
        return str(form.cleaned_data["words"])
    return content_of(sent, MOST_BYTES).decode("ascii", "replace")


def _once_more(entry: RecountFiled, notice: RecountNotice) -> AskedAgain:
    election, other = served().election, differing(served().record, notice)
    petition, contest = entry.petition, election.contest(entry.contest)
    others = [f"{choice_called(contest, one.choice)} {one.votes:,}" for one in entry.elsewhere]
    facts = (
        ("Recount", f"{entry.recount} of {notice.title}"),
        ("Ground", f"{entry.ground} ({entry.ground.section}), filed with the secretary of state"),
        ("Canvass, filing, notice", f"{entry.canvassed_on}, {entry.filed_on}, {entry.notice_on}"),
        ("Precincts", ", ".join(map(election.precinct_name, entry.precincts))),
        *(
            (("Petitioner", choice_called(contest, petition.petitioner)), ("It says", petition.statement))
            if petition
            else ()
        ),
        ("Votes in the other counties", "; ".join(others) or "none"),
        ("Notice", entry.noticed_by),
        *((("Differs", other),) if other else ()),
    )
    stays = "It stays in the ledger. A recount ends by its certificate, or is withdrawn."
    back = reverse("recount_board:noticed")
    return AskedAgain("File this recount?", facts, stays, "File the recount", back)
