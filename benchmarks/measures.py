"""What a measurement is, on which machine it was made, and how it is written down."""

import json
import os
import platform
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import thread_time

ROOT = Path(__file__).resolve().parent.parent
LATEST = ROOT / "benchmarks" / "latest.json"

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class MeasuredFigure:
    """One figure, and whether it meets its goal, if it has one."""

    name: str
    value: float
    unit: str
    goal: float | None = None
    met: bool | None = None


class WrongAnswer(Exception):  # noqa: N818 - it is what it says
    """A benchmark's answers were not the truth, so there is nothing to time."""


def at_most(name: str, value: float, unit: str, goal: float) -> MeasuredFigure:
    """A figure that meets its goal where it is not above it."""
    return MeasuredFigure(name, value, unit, goal, value <= goal)


def at_least(name: str, value: float, unit: str, goal: float) -> MeasuredFigure:
    """A figure that meets its goal where it is not below it."""
    return MeasuredFigure(name, value, unit, goal, value >= goal)


def take_turns(
    works: Sequence[Callable[[], object]], rounds: int, clock: Clock = thread_time, warm_up: int = 1
) -> list[list[float]]:
    """Do each piece of work in turn, `rounds` times; the seconds of each, by work and round.

    Every other round goes backwards, so that none always finds the caches as the same one left them. By default the
    seconds are those of this thread's processor: what the machine does meanwhile counts little.
    """
    taken: list[list[float]] = [[] for _ in works]
    for round_ in range(-warm_up, rounds):
        for at in range(len(works))[:: -1 if round_ % 2 else 1]:
            start = clock()
            works[at]()
            if round_ >= 0:
                taken[at].append(clock() - start)
    return taken


def paired_ratio(seconds: Sequence[float], others: Sequence[float]) -> float:
    """The median of the ratios of what was measured side by side."""
    return median(one / other for one, other in zip(seconds, others, strict=True))


def machine() -> str:
    """The processor, its cores, the memory, the system and Python, in one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, "
        f"Python {platform.python_version()}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def commit() -> str:
    """The commit that was measured, marked where files differ from it."""
    try:
        return subprocess.run(
            ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def write_measures(measures: Sequence[MeasuredFigure], path: Path = LATEST) -> None:
    """Write the measures of one run, with machine, date and commit."""
    document = {
        "machine": machine(),
        "date": datetime.now(UTC).date().isoformat(),
        "commit": commit(),
        "measures": [asdict(measure) for measure in measures],
    }
    path.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def table(measures: Sequence[MeasuredFigure]) -> str:
    """The measures as lines of text: name, value, unit, and the goal with whether it is met."""
    width = max(len(measure.name) for measure in measures)
    return "\n".join(f"{m.name:<{width}}  {m.value:>10.2f} {m.unit:<10} {_goal(m)}".rstrip() for m in measures)


def _goal(measure: MeasuredFigure) -> str:
    if measure.goal is None:
        return ""
    return f"goal {measure.goal:g}: {'met' if measure.met else 'NOT MET'}"
