"""The committee: who serves, whether they may, and their oaths (13-17-504)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.committee import MemberId
from audit.events.before import CommitteeAppointed, MemberReplaced, OathTaken
from audit.state import AuditState
from canvass.accounts.models import Account
from canvass.auditing.judges import who_judged
from canvass.auditing.oaths import check_oath_day
from canvass.committee.current_audit import ADMINISTRATOR, INSIDE, MEMBER, acting, audit_or_404, show
from canvass.committee.forms import AppointmentForm, MemberForm, OathForm, ReplacementForm
from canvass.web.access import page
from canvass.web.served import served

ROWS = 7
"""Members that can be appointed on one page."""


@page(*INSIDE)
@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """The committee as it stands."""
    state = audit_or_404()
    rows = [(member, state.committee.sworn(member.id)) for member in state.committee.members]
    oaths = {oath.member: oath for oath in state.committee.oaths}
    shown = [(member, sworn, oaths.get(member.id)) for member, sworn in rows]
    return show(request, "members.html", {"members": shown, "oath": OathForm(initial={"on": served().today})})


@page(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: HttpRequest) -> HttpResponse:
    """Appoint the committee: its members, one form each, and who appointed them."""
    audit_or_404()
    data = request.POST or None
    appointment = AppointmentForm(data, initial={"secretary": _administrator(request)})
    forms = [
        MemberForm(_accounts(), _given(data, number), prefix=f"m{number}", use_required_attribute=False)
        for number in range(ROWS)
    ]
    filled = [form for form in forms if form.is_bound]
    wrong = [form for form in filled if not form.is_valid()]
    if data is not None and appointment.is_valid() and not wrong:
        given = appointment.cleaned_data
        found = tuple(who_judged(served().record, form.member()) for form in filled)
        with acting(request, "The committee is appointed.", appointment) as turn:
            turn.take(CommitteeAppointed(found, given["secretary"], given["appointed_by"], appointment.day))
        if turn.written:
            return redirect("committee:members")
    return show(request, "appoint.html", {"appointment": appointment, "forms": forms})


def _given(data: QueryDict | None, number: int) -> QueryDict | None:
    """What was sent for one member; None where that form was left empty."""
    return data if data is not None and data.get(f"m{number}-account") else None


def _administrator(request: HttpRequest) -> str:
    return request.user.full_name if isinstance(request.user, Account) else ""


def _accounts() -> list[tuple[str, str]]:
    found = Account.objects.filter(role=MEMBER.value, is_active=True)
    return [(one.name, f"{one.full_name} ({one.name})") for one in found]


@page(ADMINISTRATOR)
@require_POST
def swear(request: HttpRequest) -> HttpResponse:
    """Record one oath (13-17-504(3))."""
    form = OathForm(request.POST)
    if form.is_valid():
        member = MemberId(request.POST.get("member", ""))
        with acting(request, "The oath is recorded.") as turn:
            check_oath_day(turn.state, served().audit.events, member, form.day)
            turn.take(OathTaken(member, form.cleaned_data["sworn_before"], form.day))
    else:
        messages.error(request, "An oath needs the name of who heard it, and the day. Nothing was recorded.")
    return redirect("committee:members")


@page(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest) -> HttpResponse:
    """Another serves in a member's place; open counts of the one who leaves are counted again."""
    state = audit_or_404()
    serving = state.committee.members
    form = ReplacementForm(serving, request.POST or None, initial={"on": served().today})
    member = MemberForm(_free_accounts(state), request.POST or None, prefix="new")
    if request.method == "POST" and form.is_valid() and member.is_valid():
        given = form.cleaned_data
        leaving, coming = MemberId(given["leaving"]), who_judged(served().record, member.member())
        with acting(request, "The member is replaced; the new one has yet to take the oath.", form) as turn:
            turn.take(MemberReplaced(leaving, coming, given["reason"], given["appointed_by"], form.day))
        if turn.written:
            return redirect("committee:members")
    return show(request, "replace.html", {"form": form, "member": member})


def _free_accounts(state: AuditState) -> list[tuple[str, str]]:
    serving = {member.id for member in state.committee.members}
    return [one for one in _accounts() if one[0] not in serving]
