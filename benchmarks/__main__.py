"""Run every benchmark, print the figures and write benchmarks/latest.json: `make bench`."""

import tempfile
from pathlib import Path

from benchmarks.measures import LATEST, ROOT, machine, table, write_measures
from benchmarks.reading import measure_reading
from benchmarks.start_up import measure_start_up


def main() -> None:
    """Measure in a temporary folder."""
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        measures = [*measure_reading(Path(folder)), *measure_start_up(Path(folder))]
    print(table(measures))
    write_measures(measures)
    print(f"written to {LATEST.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
