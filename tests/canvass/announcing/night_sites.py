"""Sites that the commands make, and snapshots made up for the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from canvass.announcing.publishing_snapshots import NewSnapshot, Published, publish_snapshot
from canvass.announcing.snapshot import (
    FORMAT,
    ChoicePublished,
    ContestPublished,
    PlacePublished,
    RowPublished,
    Snapshot,
    SnapshotSaid,
    SnapshotStatus,
)
from canvass.cli import run

DAY = "2026-11-03"
LATE = ("--without-zero-report", "the site was made afterwards")
TWO = ("--by", "Ada Clerk", "--with", "Bea Second")
SENT = ("--sent-to-state-at", "22:05", "--sent-by", "Ada Clerk")


def key_for(folder: Path, county: str) -> Path:
    """A key of results, named after the county."""
    file = folder / f"{county}.key"
    if not file.exists():
        assert run(["keys", "make", str(file), "--name", f"{county}.mt.example/results/{DAY}"]) == 0
    return file


def published(record: Path, site: Path, key: Path, *more: str) -> int:
    """The exit code of `canvass publish results`."""
    return run(["publish", "results", str(record), "--out", str(site), "--key", str(key), *more])


def everything(site: Path) -> dict[str, bytes]:
    """Every file of a site."""
    return {str(one.relative_to(site)): one.read_bytes() for one in sorted(site.rglob("*")) if one.is_file()}


def contest_made(id_: str, rows: Sequence[Sequence[int]], joins: str = "", title: str = "") -> ContestPublished:
    """A contest of Ann, Bob and undervotes; a row for each precinct."""
    made = tuple(
        RowPublished(f"P{place}", f"Precinct {place}", sum(row), tuple(row[:2]), row[2], 0)
        for place, row in enumerate(rows)
        if sum(row)
    )
    sums = [sum(row[place] for row in rows) for place in range(3)]
    choices = (
        ChoicePublished("ann", "Ann Ames", "Blue", False, sums[0]),
        ChoicePublished("bob", "Bob Bell", "Red", False, sums[1]),
    )
    return ContestPublished(id_, title or id_.title(), 1, joins, sum(sums), sums[2], 0, 0, choices, made)


def snapshot_of_county(fips: str, contests: Sequence[ContestPublished], **changed: object) -> Snapshot:
    """A county's snapshot with these contests."""
    places = tuple(PlacePublished(f"P{one}", f"Precinct {one}", "partly counted", 20) for one in range(3))
    made = Snapshot(
        format=FORMAT,
        number=0,
        at=f"{DAY}T22:15:00-07:00",
        status=SnapshotStatus.PARTIAL,
        title="General election",
        date=DAY,
        county=f"County {fips}",
        fips=fips,
        place="precinct",
        fewest=10,
        dissent=2,
        release=7,
        release_hash="ab" * 32,
        ballots=60,
        unshown=0,
        no_longer_counted=0,
        places=places,
        contests=tuple(contests),
        said=SnapshotSaid(),
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def put(site: Path, key: Path, snapshot: Snapshot, drawn: str = "") -> Published:
    """A made-up snapshot on a site, past the gates."""
    return publish_snapshot(site, key, lambda last: NewSnapshot(snapshot, (), drawn), lambda found: None)
