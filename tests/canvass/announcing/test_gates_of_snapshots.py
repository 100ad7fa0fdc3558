"""What a snapshot must be beside the one before it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from canvass.announcing.gates import check_follows
from canvass.announcing.snapshot import ChoicePublished, ContestPublished, Snapshot, SnapshotSaid, wrong_sums
from canvass.errors import RefusedError
from tests.canvass.announcing.night_sites import contest_made, snapshot_of_county

ROWS = [(10, 9, 1), (20, 15, 5), (8, 12, 0)]
FEWER = [(9, 9, 2), (21, 15, 5), (8, 12, 0)]
"""Ann has as many in all, and fewer in the first precinct."""


def snapshot(rows: list[tuple[int, int, int]] = ROWS, **changed: object) -> Snapshot:
    return snapshot_of_county("30001", [contest_made("mayor", rows)], **changed)


def with_pending(pending: int, named: int) -> ContestPublished:
    """Write-ins that the board has yet to read, and those of them that it read."""
    made, choices = contest_made("mayor", [(10, 9, 1)]), (("write-ins", pending), ("dora", named))
    lines = tuple(ChoicePublished(id_, id_, "", True, votes) for id_, votes in choices)
    rows = tuple(replace(one, votes=(*one.votes, pending, named), ballots=20 + pending + named) for one in made.rows)
    return replace(made, choices=(*made.choices, *lines), rows=rows, ballots=20 + pending + named)


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (snapshot([(9, 9, 2), *ROWS[1:]]), "Mayor, Ann Ames: 38 to 37"),
        (snapshot(FEWER), "Mayor, Precinct 0"),
        (replace(snapshot(), contests=()), "Mayor, Ann Ames: 38 to 0"),
        (snapshot(release=6), "older copy"),
        (snapshot(release_hash="cd" * 32), "older copy"),
        (snapshot(title="Primary election"), "a site of its own"),
        (snapshot(date="2026-06-02"), "a site of its own"),
    ],
)
def test_what_is_smaller_older_or_of_another_election_is_refused(now: Snapshot, why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        check_follows(snapshot(), now)


def test_a_correction_says_why_and_may_be_smaller() -> None:
    check_follows(snapshot(), snapshot(FEWER, said=SnapshotSaid(correction="a box was counted twice")))
    with pytest.raises(RefusedError, match="older copy"):
        check_follows(snapshot(), snapshot(FEWER, release=1, said=SnapshotSaid(correction="a box")))


def test_write_ins_that_get_names_and_precincts_that_are_shown_together_are_no_fall() -> None:
    check_follows(snapshot([(10, 9, 1)]), snapshot([(10, 9, 1), (1, 1, 1)]))
    before, now = (replace(snapshot(), contests=(one,)) for one in (with_pending(7, 0), with_pending(2, 5)))
    assert [wrong_sums(one) for one in (before, now)] == ["", ""]
    check_follows(before, now)
    first = snapshot().contests[0]
    together = replace(first.rows[0], place="small precincts together", name="small precincts together")
    check_follows(snapshot(), replace(snapshot(), contests=(replace(first, rows=(together, *first.rows[1:])),)))


@pytest.mark.parametrize("field", ["ballots", "undervotes", "overvotes", "untold", "seats"])
def test_figures_that_do_not_add_up_are_named(field: str) -> None:
    first = snapshot().contests[0]
    wrong = replace(first, **{field: getattr(first, field) + 1})
    assert wrong_sums(snapshot()) == ""
    assert wrong_sums(replace(snapshot(), contests=(wrong,))).startswith("Mayor: ")
