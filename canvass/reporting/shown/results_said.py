"""What stands around the figures of a report of results: how official, of when, what is left out, in sentences."""

from collections.abc import Iterator
from datetime import datetime

from canvass.console.text import hour, plural
from canvass.reporting.released import ReleasedResults
from canvass.reporting.results import ShownResults
from canvass.reporting.shown.results_paper import ResultsSaid
from tabulate.hours import MONTANA_TIME

NOT_FOR_PUBLICATION = "NOT FOR PUBLICATION"


def said_of_count(shown: ShownResults, official: str, precincts: str, at: datetime) -> ResultsSaid:
    """Around the figures as they are at a moment, for those who work on the count.

    `official` is the step and what is said of it, `precincts` how far they are; both may be empty.
    """
    step = official.partition(".")[0]
    every = "TEST BATCHES ONLY" if shown.totals.test else f"{NOT_FOR_PUBLICATION}. {step}"
    return ResultsSaid(tuple(_of_count(shown, official, precincts, at)), every)


def _of_count(shown: ShownResults, official: str, precincts: str, at: datetime) -> Iterator[str]:
    totals = shown.totals
    yield f"As of {hour(at.astimezone(MONTANA_TIME))}, for those who work on the count."
    yield from filter(None, (official, precincts))
    yield f"{plural(totals.sheets_counted, 'sheet')} counted, {totals.sheets_waiting:,} set aside for people."
    if totals.outside_ballots:
        yield f"Besides, {plural(totals.outside_ballots, 'ballot')} counted by another system."
    if totals.hand_ballots:
        yield f"Besides, {plural(totals.hand_ballots, 'ballot')} counted by hand."
    yield from (*shown.editions, *shown.outside, *(f"Read by the state: {words}" for words in shown.readings))
    yield from (one.line for one in shown.not_held)
    if shown.held:
        yield f"{plural(shown.held, 'sheet')} of {shown.held_words} ballots held until {hour(shown.released_from)}."


def said_of_release(found: ReleasedResults, official: str, precincts: str, at: datetime) -> ResultsSaid:
    """Around released figures, for everybody."""
    step = official.partition(".")[0]
    every = f"{step}: the count {'is complete' if found.complete else 'goes on'}"
    return ResultsSaid(tuple(_of_release(found, official, precincts, at)), every)


def _of_release(found: ReleasedResults, official: str, precincts: str, at: datetime) -> Iterator[str]:
    unit = "ballot" if found.totals.cast is None else "sheet"
    yield f"As released to everybody; seen on {hour(at.astimezone(MONTANA_TIME))}."
    yield from filter(None, (official, precincts))
    if not found.complete:
        yield "What waits for the counting board is not among the votes."
    if found.unshown:
        yield f"{plural(found.unshown, unit)} counted, not yet shown."
    if found.no_longer_counted:
        yield f"{plural(found.no_longer_counted, unit)} in these figures, no longer counted."
    yield from (*found.editions, *found.outside, *(one.line for one in found.not_held))
