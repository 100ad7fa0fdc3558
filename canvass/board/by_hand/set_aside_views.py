"""Ballots set aside in a hand count: the numbered list, and the board's decisions on it (13-15-206(2)(a), (4))."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from canvass.board.by_hand.hand_count_forms import OVERVOTED, DecideSetAsideForm, SetAsideForm
from canvass.board.steps import BOARD, deciding, entered, say_errors
from canvass.web.access import account_of, page
from canvass.web.served import served
from tabulate.board.by_hand.counting_by_hand import HandCount, contests_in
from tabulate.board.by_hand.hand_counts import BallotSetAside, SetAside, SetAsideDecided
from tabulate.board.checking import found_by_hand
from tabulate.board.rulings import ContestRuling
from tabulate.board.write_ins import declared_in
from tabulate.election import ChoiceId, Contest, ContestId
from tabulate.ledger.state import RecordState


@dataclass(frozen=True, slots=True)
class SetAsideShown:
    """A ballot of the list; what a judge found is shown when all three have decided."""

    number: int
    contests: str
    why: str
    by: str
    judges: tuple[str, ...]
    """Who has decided."""
    decided: tuple[str, ...]
    """Contest by contest, what the board decided."""
    form: DecideSetAsideForm | None
    """For a judge who has yet to decide."""


@dataclass(frozen=True, slots=True)
class SetAsideList:
    """What a hand count's page shows of the ballots set aside."""

    ballots: tuple[SetAsideShown, ...]
    form: SetAsideForm | None
    """For a judge of the board."""


def people_of(contest: Contest) -> tuple[tuple[str, str], ...]:
    """Who may have votes: printed choices, then declared write-in candidates; ids and names."""
    printed = tuple((str(choice.id), choice.name) for choice in contest.choices)
    declared = declared_in(contest, deciding().state().declared)
    return (*printed, *((str(one.id), f"{one.name} (write-in)") for one in declared))


def set_aside_list(name: str, account: str) -> SetAsideList:
    """The list of a hand count, or of a recount's count, that there is, as this account may see it."""
    count = served().state.read(lambda state: _copied(state, name))
    judge = count.opened.board is not None and account in count.judges
    counts = count.opened.board is not None and account in count.people
    shown = tuple(_shown(one, account if judge else None) for one in count.set_aside)
    return SetAsideList(shown, SetAsideForm(_contests(count), prefix="aside") if counts else None)


def _contests(count: HandCount) -> tuple[Contest, ...]:
    """Those that are counted: of a recount its own alone."""
    every = contests_in(served().election, count.opened.precinct)
    return tuple(one for one in every if count.recounted in (None, one.id))


@page(*BOARD)
@require_POST
def set_aside(request: HttpRequest) -> HttpResponse:
    """Put a ballot on the list."""
    count = _count_or_404(request)
    enter_aside(request, count)
    return _back(count)


def enter_aside(request: HttpRequest, count: HandCount) -> None:
    """Put what the form says on a count's list."""
    form = SetAsideForm(_contests(count), request.POST, prefix="aside")
    if form.is_valid():
        said, number = form.cleaned_data, len(count.set_aside) + 1
        contests = tuple(map(ContestId, said["contests"]))
        entry = BallotSetAside(count.opened.count, number, contests, said["why"], account_of(request).name)
        entered(request, f"The ballot is set aside: write the number {number} on it.", entry)
    else:
        say_errors(request, form)


@page(*BOARD)
@require_POST
def decide_set_aside(request: HttpRequest, number: int) -> HttpResponse:
    """Record one judge's findings on a ballot of the list."""
    count = _count_or_404(request)
    enter_decision(request, count, number)
    return _back(count)


def enter_decision(request: HttpRequest, count: HandCount, number: int) -> None:
    """Record what the form says of a ballot of a count's list. Raises Http404 where there is none of this number."""
    if not 1 <= number <= len(count.set_aside):
        raise Http404(f"No ballot with number {number} is set aside.")
    asked = _asked(count.set_aside[number - 1])
    form = DecideSetAsideForm(asked, request.POST, prefix=f"aside-{number}")
    if form.is_valid():
        answers = (form.cleaned_data[f"votes_{place}"] for place, _ in enumerate(asked))
        found = tuple(_ruling(contest, chosen) for (contest, _), chosen in zip(asked, answers, strict=True))
        if crowded := [one for one, found_ in zip(asked, found, strict=True) if found_ is None]:
            messages.error(request, f"{crowded[0][0].title} has more written names than lines. Nothing was written.")
        else:
            rulings = tuple(one for one in found if one is not None)
            entry = SetAsideDecided(count.opened.count, number, account_of(request).name, rulings)
            entered(request, f"Your decision on number {number} is in.", entry)
    else:
        say_errors(request, form)


def _copied(state: RecordState, name: str) -> HandCount:
    """What the page needs of the count, to be read without holding the state."""
    count = state.board.recounts.beside(state.board.hand_counts)[name]
    aside = [SetAside(one.entry, list(one.decisions)) for one in count.set_aside]
    return HandCount(count.opened, set_aside=aside, recounted=count.recounted, members=count.members)


def recount_copied(name: str) -> HandCount | None:
    """The list of a recount's count, to be read without holding the state; None where there is no such count."""
    return served().state.read(lambda state: _copied(state, name) if name in state.board.recounts.counts else None)


def _count_or_404(request: HttpRequest) -> HandCount:
    name = request.GET.get("count", "")
    if not served().state.read(lambda state: name in state.board.hand_counts):
        raise Http404(f"There is no hand count {name}.")
    return served().state.read(lambda state: _copied(state, name))


def _back(count: HandCount) -> HttpResponse:
    return redirect(f"{reverse('board:hand-count')}?{urlencode({'count': count.opened.count})}")


def _asked(one: SetAside) -> list[tuple[Contest, tuple[tuple[str, str], ...]]]:
    contests = map(served().election.contest, one.entry.contests)
    return [(contest, people_of(contest)) for contest in contests]


def _ruling(contest: Contest, chosen: Iterable[str]) -> ContestRuling | None:
    """What the judge found; None where more names are written than the contest has lines."""
    ids = set(chosen)
    declared = declared_in(contest, deciding().state().declared)
    return found_by_hand(contest, map(ChoiceId, ids), declared, OVERVOTED in ids)


def _shown(one: SetAside, judge: str | None) -> SetAsideShown:
    election, entry = served().election, one.entry
    asked = _asked(one)
    judges = tuple(decision.judge for decision in one.decisions)
    waits = judge is not None and judge not in judges and not one.decided
    return SetAsideShown(
        entry.number,
        ", ".join(election.contest(contest).title for contest in entry.contests),
        entry.why,
        entry.set_aside_by,
        judges,
        tuple(_decided(one, contest, dict(people)) for contest, people in asked) if one.decided else (),
        DecideSetAsideForm(asked, prefix=f"aside-{entry.number}") if waits else None,
    )


def _decided(one: SetAside, contest: Contest, names: dict[str, str]) -> str:
    outcome = one.outcome(contest.id)
    if outcome is None:
        return ""
    votes = ", ".join(names.get(vote, vote) for vote in outcome.votes)
    said = "overvote: no vote" if outcome.overvotes else votes or "no vote"
    agreed = f"{outcome.agreed} of 3" if outcome.agreed else "no majority"
    return f"{contest.title}: {said} ({agreed})"
