"""What every test runs under: the same random examples each time, and the real ballots where they are at hand."""

from pathlib import Path

from hypothesis import settings

settings.register_profile("house", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("house")

REAL_BALLOTS = Path(__file__).parents[2] / "shared" / "ballots"
"""Real scans with their truth. They stay out of the repository, so a clone may have none beside it."""

collect_ignore_glob = [] if REAL_BALLOTS.is_dir() else ["*/test_real_*.py"]


def pytest_report_header() -> str:
    where = "found" if REAL_BALLOTS.is_dir() else f"none at {REAL_BALLOTS}, so the tests named test_real_* are left out"
    return f"real ballots: {where}"
