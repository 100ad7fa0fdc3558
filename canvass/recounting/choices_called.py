"""Choices as totals name them, called by the names that people know."""

from collections.abc import Iterable

from tabulate.election import Contest
from tabulate.recounts.totals_csv import WRITE_IN


def choice_called(contest: Contest | None, choice: str) -> str:
    """A printed choice by its name, whoever was written in as such; anything else as it stands."""
    name = choice.removeprefix(WRITE_IN)
    if name != choice:
        return f"{name} (write-in)"
    known = None if contest is None else contest.choice(choice)
    return choice if known is None else known.name


def choices_called(contest: Contest | None, choices: Iterable[str]) -> str:
    """Several, in order."""
    return ", ".join(choice_called(contest, one) for one in choices)
