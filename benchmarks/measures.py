"""What a measurement is, on which machine it was made, and how it is written down."""

import json
import os
import platform
import subprocess
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LATEST = ROOT / "benchmarks" / "latest.json"


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure, and whether it meets its goal, if it has one."""

    name: str
    value: float
    unit: str
    goal: float | None = None
    met: bool | None = None


class WrongAnswer(Exception):  # noqa: N818 - it is what it says
    """A benchmark's answers were not the truth, so there is nothing to time."""


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


def write_measures(measures: list[Measure], path: Path = LATEST) -> None:
    """Write the measures of one run, with machine, date and commit."""
    document = {
        "machine": machine(),
        "date": datetime.now(UTC).date().isoformat(),
        "commit": commit(),
        "measures": [asdict(measure) for measure in measures],
    }
    path.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def table(measures: list[Measure]) -> str:
    """The measures as lines of text."""
    width = max(len(measure.name) for measure in measures)
    return "\n".join(f"{m.name:<{width}}  {m.value:>10.2f} {m.unit}" for m in measures)
