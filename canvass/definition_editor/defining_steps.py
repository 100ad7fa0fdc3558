"""The steps from an empty draft to the file, and where each stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from canvass.definition_editor.edited_draft import SeenDraft
from tabulate.defining.asked import AskedGroup, AskedQuestion

GROUP_TITLES = {
    AskedGroup.OFFICES: "Which offices",
    AskedGroup.TERRITORIES: "Where they are voted on",
    AskedGroup.PARTIES: "Nonpartisan or not",
}


@dataclass(frozen=True, slots=True)
class DefiningStep:
    """One step: a page."""

    title: str
    url: str
    state: str
    """In words: *done*, or what is open."""
    done: bool
    asks: bool = True
    """Whether something is typed or given there."""


def steps_of(draft: SeenDraft) -> tuple[DefiningStep, ...]:
    """All of them in order."""
    return tuple(_steps(draft))


def _steps(draft: SeenDraft) -> Iterator[DefiningStep]:
    standing = draft.standing
    yield _asking("The election", reverse("election"), group_of(draft, AskedGroup.ELECTION))
    lacking, wrong = len(standing.lacking_lists), len(standing.problems)
    state = f"{lacking} missing" if lacking else f"{wrong} to correct" if wrong else "done"
    yield DefiningStep("The lists", reverse("lists"), state, not lacking and not wrong)
    for group, title in GROUP_TITLES.items():
        asked = group_of(draft, group)
        if asked:
            yield _asking(title, reverse("questions", args=(group.value,)), asked)
    for title, name, rows in (("Precincts", "precincts", standing.parts), ("Contests", "contests", standing.contests)):
        yield DefiningStep(title, reverse(name), "to look at" if rows else "after the lists", bool(rows), False)
    yield DefiningStep(
        "The definition", reverse("finish"), "ready" if standing.is_complete else "not yet", standing.is_complete, False
    )


def _asking(title: str, url: str, asked: tuple[AskedQuestion, ...]) -> DefiningStep:
    waiting = sum(not one.answer for one in asked)
    return DefiningStep(title, url, f"{waiting} open" if waiting else "done", not waiting)


def group_of(draft: SeenDraft, group: AskedGroup) -> tuple[AskedQuestion, ...]:
    """The questions of one page."""
    return tuple(one for one in draft.standing.asked if one.group is group)


def next_step(draft: SeenDraft, after: str) -> DefiningStep:
    """The first later step with something open, else the first earlier one, else the first that is looked at."""
    steps = steps_of(draft)
    place = next((number for number, one in enumerate(steps) if one.url == after), -1)
    waiting = [one for one in (*steps[place + 1 :], *steps[: place + 1]) if one.asks and not one.done]
    return waiting[0] if waiting else next(one for one in steps if not one.asks)
