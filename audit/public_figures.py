"""The machine's figures as they are published: no batch shows how somebody voted (13-1-102, 13-15-107(5)).

A batch of provisional ballots, or of new ballots made for others, may hold one ballot of a precinct. Figures of such
batches are published together, in the first of them. Which batches there are, and on which machines, stays said. The
precinct's sum is public by law (13-15-404), so what is put together is safe itself, or is all of it.
"""

from collections.abc import Sequence
from dataclasses import replace

from audit.coverage import BatchFigures, ChoiceVotes, MachineFigures

FEWEST = 10
"""Ballots in figures that are shown alone, as in every publication of totals."""
DISSENT = 2
"""Ballots among them that must differ from the leading answer."""


def as_published(figures: MachineFigures) -> MachineFigures:
    """The figures, with those of few ballots put together; all sums are the same."""
    hidden = [batch for batch in figures.batches if not _shows_nobody(batch)]
    spare = sorted(
        (batch for batch in figures.batches if batch.ballots and _shows_nobody(batch)), key=lambda one: one.ballots
    )
    while hidden and spare and (len(hidden) == 1 or not _shows_nobody(_together(hidden))):
        hidden.append(spare.pop(0))
    if len(hidden) < 2:
        return figures
    first, *others = sorted(hidden, key=figures.batches.index)
    public = {first.batch: _together([first, *others])} | {one.batch: _emptied(one) for one in others}
    return replace(figures, batches=tuple(public.get(batch.batch, batch) for batch in figures.batches))


def _shows_nobody(batch: BatchFigures) -> bool:
    none = batch.undervotes + batch.overvotes
    slots = none + sum(one.votes for one in batch.votes)
    without_a_vote = none * batch.ballots // slots if slots else 0
    leading = max([without_a_vote, *(one.votes for one in batch.votes)])
    return not batch.ballots or (batch.ballots >= FEWEST and leading <= batch.ballots - DISSENT)


def _together(batches: Sequence[BatchFigures]) -> BatchFigures:
    """Their figures in the first of them."""
    columns = zip(*(batch.votes for batch in batches), strict=True)
    return replace(
        batches[0],
        ballots=sum(batch.ballots for batch in batches),
        votes=tuple(ChoiceVotes(rows[0].choice, sum(row.votes for row in rows)) for rows in columns),
        undervotes=sum(batch.undervotes for batch in batches),
        overvotes=sum(batch.overvotes for batch in batches),
        together=True,
        undervotes_by_hand=sum(batch.ovals_not_said for batch in batches),
    )


def _emptied(batch: BatchFigures) -> BatchFigures:
    votes = tuple(ChoiceVotes(one.choice, 0) for one in batch.votes)
    return replace(batch, ballots=0, votes=votes, undervotes=0, overvotes=0, together=True)
