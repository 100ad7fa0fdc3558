"""Each edition that the ledger takes, held once more to what an edition may change (13-12-204)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tabulate.definitions.findings import Findings
from tabulate.editions.comparing import check_edition
from tabulate.errors import DefinitionError

if TYPE_CHECKING:
    from canvass.record.elections import ElectionOfRecord


def problems_of_edition(number: int, elections: "ElectionOfRecord", taken: int) -> Iterator[str]:
    """A sentence for what entry `number` lets ballots change that they may not; `taken` editions were before it."""
    findings, further = Findings(), elections.further[taken]
    check_edition(findings, elections.before(taken), further.election, further.names)
    try:
        findings.stop_if_any()
    except DefinitionError as error:
        yield from (f"Entry {number} (edition {taken + 2}): {problem}" for problem in error.problems)
