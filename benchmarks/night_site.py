"""A site of 56 counties behind a plain web server on this computer: how long it takes to make, how many it serves.

`python -m benchmarks.night_site` makes the site, asks for its first page, its pointer and its contests from several
threads, compares every answer with the file, and says requests and bytes in a second.
"""

import argparse
import http.client
import random
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measures import WrongAnswer, machine
from canvass.announcing.combining import combined
from canvass.announcing.publishing_snapshots import NewSnapshot, publish_snapshot
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
from canvass.attesting.head_keys import make_key_files
from tabulate.heads.signed_notes import KeyKind

SEED = 2026
_DAY = "2026-11-03"
_COUNTIES, _PRECINCTS, _WIDE, _LOCAL = 56, 13, 12, 12
_THREADS, _SECONDS = 8, 10.0


@dataclass(frozen=True, slots=True)
class ServedPages:
    """What one thread was given."""

    requests: int
    bytes: int


def county(draw: random.Random, number: int) -> Snapshot:
    """A county with random figures that add up."""
    names = [f"contest-{one}" for one in range(_WIDE + _LOCAL)]
    contests = tuple(_contest(draw, name, place < _WIDE) for place, name in enumerate(names))
    places = tuple(PlacePublished(f"P{one}", f"Precinct {one}", "partly counted", 400) for one in range(_PRECINCTS))
    ballots, said = contests[0].ballots, SnapshotSaid()
    fips = str(30_001 + 2 * number)
    at, status = f"{_DAY}T22:15:00-07:00", SnapshotStatus.PARTIAL
    about = (FORMAT, 0, at, status, "General election", _DAY, f"County {fips}", fips, "precinct")
    return Snapshot(*about, 10, 2, 7, "00" * 32, ballots, 0, 0, places, contests, said)


def _contest(draw: random.Random, name: str, wide: bool) -> ContestPublished:
    rows = tuple(_row(draw, place) for place in range(_PRECINCTS))
    choices = tuple(
        ChoicePublished(
            f"choice-{one}", f"Candidate {one} of {name}", "Party", False, sum(row.votes[one] for row in rows)
        )
        for one in range(4)
    )
    under, joins = sum(row.undervotes for row in rows), f"state/{name}" if wide else ""
    ballots = sum(row.ballots for row in rows)
    return ContestPublished(name, f"Office of {name}", 1, joins, ballots, under, 0, 0, choices, rows)


def _row(draw: random.Random, place: int) -> RowPublished:
    votes, under = tuple(draw.randint(20, 300) for _ in range(4)), draw.randint(5, 40)
    return RowPublished(f"P{place}", f"Precinct {place}", sum(votes) + under, votes, under, 0)


def made(folder: Path) -> Path:
    """The site of the state."""
    draw, key = random.Random(SEED), folder / "state.key"
    make_key_files(key, f"state.mt.example/results/{_DAY}", KeyKind.LEDGER)
    state = combined([county(draw, one) for one in range(_COUNTIES)], None, SnapshotSaid())
    publish_snapshot(folder / "site", key, lambda last: NewSnapshot(state, ()), lambda found: None)
    return folder / "site"


def load(site: Path, port: int, seed: int, seconds: float) -> ServedPages:
    """Ask for pages until the time is over. Raises WrongAnswer where an answer is not the file."""
    draw, asking = random.Random(seed), http.client.HTTPConnection("127.0.0.1", port)
    pages = ["index.html", "latest.json", *(str(one.relative_to(site)) for one in (site / "contest").glob("*.json"))]
    requests = size = 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        page = draw.choice(pages[:2] if draw.random() < 0.8 else pages)
        asking.request("GET", f"/{page}")
        answer = asking.getresponse().read()
        if answer != (site / page).read_bytes():
            raise WrongAnswer(f"{page} was served otherwise than it stands in the folder")
        requests, size = requests + 1, size + len(answer)
    return ServedPages(requests, size)


def main() -> None:
    """Make the site, serve it, load it, and say what was measured."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=_SECONDS)
    seconds = asked.parse_args().seconds
    with TemporaryDirectory() as folder:
        begun = time.perf_counter()
        site = made(Path(folder))
        files = sum(1 for one in site.rglob("*") if one.is_file())
        print(f"{machine()}\n{_COUNTIES} counties, {files:,} files, made in {time.perf_counter() - begun:.1f} s")
        command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
        with subprocess.Popen(
            [*command, "--directory", str(site)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as server:
            try:
                assert server.stdout is not None
                found = re.search(r"port (\d+)", server.stdout.readline())
                assert found is not None
                port = int(found.group(1))
                with ThreadPoolExecutor(_THREADS) as readers:
                    served = list(readers.map(lambda one: load(site, port, one, seconds), range(_THREADS)))
            finally:
                server.terminate()
    requests, size = sum(one.requests for one in served), sum(one.bytes for one in served)
    print(
        f"{requests / seconds:,.0f} requests and {size / seconds / 1e6:.1f} MB in a second; every answer was the file"
    )


if __name__ == "__main__":
    main()
