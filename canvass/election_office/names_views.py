"""What the names in another system's reports mean, on a page: proposed, and confirmed by a person. It has no figure."""

import hashlib
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from canvass.accounts.roles import Role
from canvass.errors import BusyError, RecordError, RefusedError
from canvass.importing.answered_names import Answer, NamesRefused, answered
from canvass.importing.confirming_names import confirm_names
from canvass.importing.name_lines import LEFT_OUT, NameLine, name_lines
from canvass.importing.names_of_record import KeptResults, NamesOfRecord, names_of_record
from canvass.importing.names_table import called, meaning
from canvass.web.access import account_of, page
from canvass.web.served import served
from outside.matching.defined_election import DefinedElection
from outside.matching.outside_names import OutsideContestName, OutsidePrecinctName
from outside.results import ResultsLevel

_NOT_YET = "not known yet"
_NONE = "none of this election: left out"


@dataclass(frozen=True, slots=True)
class NameOption:
    """One answer that may be given."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class NameAsked:
    """One line of the page."""

    key: str
    called: str
    of: str
    """The contest of a choice, and where a contest's name means this."""
    means: str
    by: str
    alike: tuple[NameOption, ...]
    """What is proposed, the most alike first."""
    others: tuple[NameOption, ...]
    first: tuple[NameOption, ...]
    """Not known yet, or none of this election."""


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def names(request: HttpRequest) -> HttpResponse:
    """What waits, what is known, and by what; `change` makes every line one that can be answered anew."""
    return _shown(request, {}, ())


def _shown(request: HttpRequest, said: dict[str, str], problems: tuple[str, ...]) -> HttpResponse:
    try:
        found = names_of_record(served().record)
    except RecordError as broken:
        return render(request, "election_office/names.html", {"problems": (str(broken),)}, status=503)
    return _rendered(request, found, said, problems)


def _rendered(
    request: HttpRequest, found: NamesOfRecord, said: dict[str, str], problems: tuple[str, ...]
) -> HttpResponse:
    lines = name_lines(found)
    change = "change" in request.GET or any(line.means and line.key in said for line in lines)
    waiting = [_asked(one, found.election, said) for one in lines if not one.means or change]
    context = {
        "files": [(one, _what(one)) for one in found.files],
        "waiting": waiting,
        "known": () if change else [_asked(one, found.election, said) for one in lines if one.means],
        "change": change,
        "open": len(found.matching.waiting),
        "recorded": found.is_recorded,
        "seen": _seen(found),
        "problems": problems,
    }
    return render(request, "election_office/names.html", context, status=422 if problems else 200)


def _what(one: KeptResults) -> str:
    """The format in words; how much there is, without a figure."""
    county = one.results.level is ResultsLevel.COUNTY
    size = "the whole county" if county else f"{len(one.results.precincts):,} precincts"
    return f"{one.results.source.format.words}, {size}"


def _asked(line: NameLine, election: DefinedElection, said: dict[str, str]) -> NameAsked:
    chosen = said.get(line.key, line.means)
    alike = tuple(
        NameOption(one.id, f"{one.name} ({one.ratio_percent} % alike)", one.id == chosen) for one in line.proposals
    )
    proposed = {one.id for one in line.proposals}
    others = tuple(NameOption(id_, name, id_ == chosen) for id_, name in _every(line, election) if id_ not in proposed)
    first = (NameOption("", _NOT_YET, not chosen), NameOption(LEFT_OUT, _NONE, chosen == LEFT_OUT))
    of = str(line.contest) if line.contest is not None else "; ".join(map(str, line.where))
    by = "" if line.found is None else line.found.value
    return NameAsked(line.key, called(line), of, meaning(line, election), by, alike, others, first)


def _every(line: NameLine, election: DefinedElection) -> list[tuple[str, str]]:
    """All that the name may mean."""
    match line.name:
        case OutsidePrecinctName():
            return [(one.id, one.name) for one in election.precincts]
        case OutsideContestName():
            return [(one.id, one.title) for one in election.contests]
        case _:
            contest = election.contest(line.contest_means)
            return [(one.id, one.name) for one in (contest.choices if contest else ())]


def _seen(found: NamesOfRecord) -> str:
    """What the page was made of: an answer to another state of things is not taken."""
    said = "\n".join(f"{one.key} {one.means}" for one in name_lines(found))
    return hashlib.sha256(said.encode()).hexdigest()


@page(Role.ELECTION_ADMINISTRATOR)
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """A person says what names mean; all of it is taken, or nothing."""
    record = served().record
    try:
        found = names_of_record(record)
        keys = {line.key for line in name_lines(found)}
        said = {key: str(request.POST[key]) for key in keys if key in request.POST}
        if request.POST.get("seen") != _seen(found):
            changed = "Names or files changed since the page was loaded. Nothing was taken. Look at it again."
            return _shown(request, said, (changed,))
        now = answered(found, {key: Answer(value) for key, value in said.items()})
        written = confirm_names(record, now, account_of(request).name)
    except NamesRefused as refused:
        return _shown(request, said, refused.problems)
    except (RefusedError, BusyError, RecordError) as refused:
        messages.error(request, str(refused))
        return redirect("office:names")
    left = len(now.matching.waiting)
    if not written:
        messages.success(request, "Nothing changed: the record says this already.")
    elif left:
        messages.warning(request, f"What the names mean is confirmed as far as it was said; {left:,} wait.")
    else:
        messages.success(request, "What the names mean is confirmed.")
    return redirect("office:names")
