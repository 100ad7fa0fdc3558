"""Each edition that the ledger takes, and batches of its separate ballots, held to what they may change (13-12-204)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tabulate.definitions.findings import Findings
from tabulate.editions.comparing import check_edition
from tabulate.editions.voted_apart import offices_voted_apart
from tabulate.election import Election
from tabulate.errors import DefinitionError
from tabulate.ledger.entries import BatchOpened

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


def apart_problems(number: int, entry: BatchOpened, election: Election) -> Iterator[str]:
    """A sentence where a batch says that electors voted apart on an office of which there was no separate ballot."""
    unknown = sorted(frozenset(entry.voted_apart or ()) - frozenset(offices_voted_apart(election)))
    if unknown:
        yield (
            f"Entry {number} (batch {entry.batch}): no votes count in {', '.join(unknown)} on its ballots, and no "
            "edition taken before has a separate ballot for it (13-12-204(3))."
        )
