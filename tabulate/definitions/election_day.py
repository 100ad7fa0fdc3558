"""What every definition's election day must be, whatever its format."""

from datetime import date

from tabulate.definitions.findings import Findings, quoted
from tabulate.hours import RECKONED_YEARS, is_reckoned


def is_usable(findings: Findings, day: date) -> bool:
    """Whether the days of the law around an election can be reckoned; a problem goes to `findings` where not."""
    if is_reckoned(day):
        return True
    expected = f"a day of the years {RECKONED_YEARS[0]} to {RECKONED_YEARS[-1]}, such as 2026-11-03"
    findings.add("date", quoted(day.isoformat()), expected, "Correct it.")
    return False
