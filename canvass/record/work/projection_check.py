"""What the tables that follow the ledger must hold, from the fold, and whether they do: step 5 of verifying."""

from collections.abc import Iterator

from canvass.record.tables.models import BallotRow, EntryAboutRow
from canvass.record.work.figures import BallotFigures, figures_of, read_figures
from tabulate.board.ballot import Ballot
from tabulate.board.places import SheetName
from tabulate.ledger.state import RecordState

About = set[tuple[str, int]]


def problems_of(alias: str, state: RecordState, own_entries: dict[SheetName, int], about: About) -> Iterator[str]:
    """A sentence for each table that differs from the ledger.

    `own_entries` are the numbers of the sheets' own entries, of those that something is asked of; `about` what every
    entry is about.
    """
    expected = {figures.entry: figures for figures in _expected(state, own_entries)}
    rows = BallotRow.objects.using(alias).order_by("entry")
    found = {figures.entry: figures for figures in read_figures(alias, rows)}
    for entry in sorted(expected.keys() | found.keys()):
        if expected.get(entry) != found.get(entry):
            yield (
                f"The table of ballots differs from the ledger at entry {entry}: expected {expected.get(entry)}, found "
                f"{found.get(entry)}."
            )
            break
    indexed = set(EntryAboutRow.objects.using(alias).values_list("subject", "entry"))
    if differing := sorted(indexed ^ about):
        yield f"The index of entries differs from the ledger at {differing[0]}."


def _expected(state: RecordState, own_entries: dict[SheetName, int]) -> Iterator[BallotFigures]:
    for batch, batch_state in state.batches.items():
        for number, kept in enumerate(batch_state.kept, start=1):
            name = SheetName(batch, number)
            if name not in own_entries:
                continue
            ballot = state.board.ballots.get(name) or Ballot(name, kept.votes, kept.reasons)
            if ballot.asked:
                precinct = kept.votes.precinct if kept.votes is not None else None
                precinct = batch_state.opened.precinct if precinct is None else precinct
                yield figures_of(own_entries[name], ballot, state.place_of(name), precinct)
