"""The editions of a record's ballots in words."""

from collections.abc import Iterator
from typing import Any

from canvass.console.text import plural
from imaging.sheets import ReasonCode
from tabulate.editions.voted_apart import offices_voted_apart
from tabulate.election import ContestId, Election
from tabulate.ledger.batch_state import BatchState
from tabulate.ledger.edition_entries import EditionTaken
from tabulate.ledger.state import RecordState


def edition_words(entry: EditionTaken) -> str:
    """An edition that was taken: on which ground, by whom, and what was said of names."""
    ordered = f", ordered on {entry.ordered_on}" if entry.ordered_on else ""
    names = "".join(
        f' {one.path}: "{one.now}" is {"the same as" if one.same else "another person than"} "{one.before}".'
        for one in entry.names
    )
    apart = " Each batch is of one edition, which it says." if entry.apart else ""
    return f"Edition {entry.number} of the ballots, taken by {entry.taken_by}{ordered}: {entry.ground}.{names}{apart}"


def edition_json(entry: EditionTaken) -> dict[str, Any]:
    """The same for JSON."""
    return {
        "number": entry.number,
        "definition_sha256": entry.definition_sha256,
        "ground": entry.ground,
        "ordered_on": entry.ordered_on or None,
        "taken_by": entry.taken_by,
        "apart": entry.apart,
        "names": [{"path": one.path, "before": one.before, "now": one.now, "same": one.same} for one in entry.names],
    }


def counted_before_words(state: RecordState, before: Election, election: Election) -> Iterator[str]:
    """Of an edition with a separate ballot for an office: the batches counted before it, on which the office counts.

    What batches said of offices that had a separate ballot `before` says nothing of one that has it now.
    """
    asked_before = offices_voted_apart(before)
    for contest in offices_voted_apart(election):
        batches = [
            name
            for name, batch in state.batches_kept()
            if not batch.test
            and (contest not in asked_before or batch.opened.voted_apart is None)
            and _has(batch, contest)
        ]
        if batches:
            yield (
                f"Counted before: {', '.join(batches)}. {election.contest(contest).title} counts on these ballots, as "
                "those of electors who had no separate ballot for it. Where they had one, withdraw the batch, and "
                f"count it again, with --separate-for {contest} too (13-12-204(3))."
            )


def _has(batch: BatchState, contest: ContestId) -> bool:
    read = (kept.votes.contests for kept in batch.kept if kept.votes is not None)
    return any(reading.contest == contest for contests in read for reading in contests)


def set_aside_words(state: RecordState) -> Iterator[str]:
    """What became of sheets of an edition that were scanned before it was taken."""
    found = sum(batch.reasons[ReasonCode.OTHER_ELECTION] for batch in state.batches.values())
    if found:
        yield (
            f"{plural(found, 'sheet')} of this record were set aside as of another election. Ballots of this edition "
            "among them: scan them again as a batch of their own; the board then says of each set aside that it is the "
            "same paper."
        )
