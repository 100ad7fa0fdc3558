"""Spoiled files and spoiled pages, read for as long as is asked: does anything crash, hang, or eat the memory?

`python -m benchmarks.fuzzing --minutes 60` spoils simulated scans of every kind of file, and real ones where a folder
is named with --real, and reads them in a process of its own, which is watched: longer than five seconds a page, more
memory than the limit, an exception or a dead process is a finding. What was found is kept in --keep, to become a test.
Every case follows from the seed and its number alone.
"""

import argparse
import resource
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from os import sysconf
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import numpy as np

from benchmarks.measures import machine
from benchmarks.spoiling import spoiled_bytes, spoiled_page
from imaging.pages import find_scans, load_sheet, plan_sheets
from imaging.pages.folders import SCAN_SUFFIXES
from imaging.reader import read_sheet
from imaging.sheets import PageImage, ReadPrintout, ReadSheet, ScannedSheet, SheetReading
from tabulate.election import Election
from test_ballots.counties import small_county
from test_ballots.decks import ROUGH, make_sheets
from test_ballots.definition import election_of
from test_ballots.scanning.degradation import ALL_FLAWS
from test_ballots.scanning.files import FileKind
from test_ballots.sheets import Scanning

DEFAULT_SEED = 13_17_211
PAGE_SECONDS = 5.0
"""Of processor time, so that a busy machine finds nothing that is not there."""
SILENCE_SECONDS = 60.0
"""Of processor time: a process that says nothing for so long hangs."""
SLEEP_SECONDS = 600.0
"""By the clock: so does one that says nothing for so long, whatever it does."""
MOST_PAGES = 20
"""A spoiled file may claim more pages than it has; so many of them are read."""
MEMORY_BYTES = 4 * 2**30
"""Of the reading process, in address space: libraries and kernels, two pages at the largest size allowed, and air."""
SHEETS_A_KIND = 3


@dataclass(frozen=True, slots=True)
class SpoiledCase:
    """What is spoiled and how: everything else follows."""

    seed: int
    number: int
    original: Path

    def generator(self) -> np.random.Generator:
        """The case's own numbers."""
        return np.random.default_rng((self.seed, self.number))


@dataclass(slots=True)
class FuzzingFindings:
    """What became of the cases."""

    cases: int = 0
    pages: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    slowest_s: float = 0.0
    most_memory_mb: int = 0
    found: list[str] = field(default_factory=list)
    """Each crash, hang and exception."""

    def __str__(self) -> str:
        """The report, in lines."""
        lines = [
            f"{self.cases} spoiled files, {self.pages} pages; the slowest page took {self.slowest_s:.2f} s; "
            f"at most {self.most_memory_mb} MB of memory",
            *(f"  {count:7d} {outcome}" for outcome, count in self.outcomes.most_common()),
            f"{len(self.found)} findings",
            *(f"  {one}" for one in self.found),
        ]
        return "\n".join(lines)


def read_spoiled(case: SpoiledCase, others: list[Path], folder: Path, election: Election) -> Iterator[SheetReading]:
    """Spoil the case's file, or its pages, and read what is left of it, sheet by sheet."""
    rng = case.generator()
    data = case.original.read_bytes()
    by_bytes = rng.random() < 0.6
    if by_bytes:
        data = spoiled_bytes(data, others[int(rng.integers(0, len(others)))].read_bytes(), rng)
    scan = folder / f"case{case.original.suffix}"
    scan.write_bytes(data)
    images = int(rng.integers(1, 3))
    for planned in plan_sheets(find_scans(folder).files, images_per_sheet=images):
        sheet = load_sheet(planned).sheet
        if not by_bytes:
            pages = tuple(
                PageImage(page.source, spoiled_page(page.gray, rng), page.bitonal, page.dpi)
                if isinstance(page, PageImage)
                else page
                for page in sheet.pages
            )
            sheet = ScannedSheet(sheet.number, pages)
        yield read_sheet(sheet, election.layouts, images)
        if planned.number * images >= MOST_PAGES:
            return


def _outcome(reading: SheetReading) -> str:
    match reading:
        case ReadSheet():
            return "read"
        case ReadPrintout():
            return "read as a device printout"
        case _:
            return f"set aside: {reading.reasons[0].code}"


def _serve(connection: Connection, folder: Path, others: list[Path]) -> None:
    """Read case after case, and answer each sheet's outcome and seconds; then an empty answer with the memory."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    election, _ = election_of(small_county())
    while (case := connection.recv()) is not None:
        start = process_time()
        try:
            for reading in read_spoiled(case, others, folder, election):
                connection.send((_outcome(reading), process_time() - start))
                start = process_time()
        except BaseException as error:
            connection.send((f"RAISED {type(error).__name__}: {error}", process_time() - start))
        connection.send(("", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))


@dataclass(slots=True)
class _Watched:
    """The reading process, replaced where it dies or hangs."""

    folder: Path
    others: list[Path]
    connection: Connection | None = None
    process: BaseProcess | None = None

    def read(self, case: SpoiledCase, findings: FuzzingFindings) -> bool:
        """Have the case read; False where it is a finding."""
        connection = self._connection()
        connection.send(case)
        fine = True
        while self._answers(connection):
            try:
                outcome, figure = connection.recv()
            except EOFError:
                return self._lost(case, findings, "the process died")
            if not outcome:
                findings.most_memory_mb = max(findings.most_memory_mb, int(figure))
                return fine
            fine = self._note(case, findings, outcome, figure) and fine
        return self._lost(case, findings, f"no answer within {SILENCE_SECONDS:.0f} s of processor time")

    def _answers(self, connection: Connection) -> bool:
        """Whether an answer comes before the process has hung."""
        began, used = perf_counter(), self._processor_s()
        while not connection.poll(1.0):
            if self._processor_s() - used > SILENCE_SECONDS or perf_counter() - began > SLEEP_SECONDS:
                return False
        return True

    def _processor_s(self) -> float:
        """What the process has used, in seconds; endless once it is gone."""
        assert self.process is not None
        try:
            stated = Path(f"/proc/{self.process.pid}/stat").read_text()
        except OSError:
            return inf
        # the name of the program, in brackets, may have spaces; user and system time are fields 14 and 15
        user, system = stated.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / sysconf("SC_CLK_TCK")

    def _note(self, case: SpoiledCase, findings: FuzzingFindings, outcome: str, seconds: float) -> bool:
        findings.pages += 1
        findings.outcomes[outcome.split(":")[0] if outcome.startswith("RAISED") else outcome] += 1
        # the very first case also pays for starting up
        findings.slowest_s = max(findings.slowest_s, seconds if findings.cases else 0.0)
        slow = seconds > 2 * PAGE_SECONDS and findings.cases > 0
        if slow or outcome.startswith("RAISED"):
            findings.found.append(f"case {case.number} ({case.original.name}): {outcome} after {seconds:.1f} s")
            return False
        return True

    def _connection(self) -> Connection:
        if self.connection is None:
            context = get_context("spawn")
            self.connection, theirs = context.Pipe()
            self.process = context.Process(target=_serve, args=(theirs, self.folder, self.others), daemon=True)
            self.process.start()
            theirs.close()
        return self.connection

    def _lost(self, case: SpoiledCase, findings: FuzzingFindings, why: str) -> bool:
        findings.found.append(f"case {case.number} ({case.original.name}): {why}")
        self.stop()
        return False

    def stop(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.kill()
            self.process.join()
        self.connection = self.process = None


def fuzz(minutes: float, seed: int, keep: Path, real: Path | None) -> FuzzingFindings:
    """Read spoiled files until the time is over."""
    findings = FuzzingFindings()
    with TemporaryDirectory() as made, TemporaryDirectory() as place:
        originals = [*_simulated(Path(made), seed), *_real(real)]
        watched = _Watched(Path(place), originals)
        end = perf_counter() + 60 * minutes
        while perf_counter() < end:
            case = SpoiledCase(seed, findings.cases, originals[findings.cases % len(originals)])
            if not watched.read(case, findings):
                _keep(Path(place), keep, case)
            findings.cases += 1
            for left in Path(place).iterdir():
                left.unlink()
        watched.stop()
    return findings


def _simulated(folder: Path, seed: int) -> Iterator[Path]:
    election, _ = election_of(small_county())
    for kind in FileKind:
        scanning = Scanning(ALL_FLAWS, kinds=(kind,), dpis=(150, 200))
        for sheet in make_sheets(election, SHEETS_A_KIND, seed, ROUGH, scanning):
            for name, content in zip(sheet.names, sheet.contents, strict=True):
                path = folder / f"{kind.name}-{name}"
                path.write_bytes(content)
                yield path


def _real(folder: Path | None) -> list[Path]:
    if folder is None:
        return []
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in SCAN_SUFFIXES)


def _keep(place: Path, keep: Path, case: SpoiledCase) -> None:
    keep.mkdir(parents=True, exist_ok=True)
    for scan in place.iterdir():
        (keep / f"case-{case.seed}-{case.number}-{case.original.name}").write_bytes(scan.read_bytes())


def main() -> int:
    """Spoil, read, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument("--keep", type=Path, default=Path("fuzzing-findings"))
    parser.add_argument("--real", type=Path, help="a folder of real scans to spoil too")
    options = parser.parse_args()
    print(machine(), flush=True)
    findings = fuzz(options.minutes, options.seed, options.keep, options.real)
    print(findings)
    return 1 if findings.found else 0


if __name__ == "__main__":
    sys.exit(main())
