"""What `canvass results` says of a record: totals, what audit and recounts make of them, how official they are."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from audit.state import AuditState
from canvass.auditing.definitive import AuditedResults, audited_results
from canvass.auditing.papers.report_files import bytes_of
from canvass.canvassing.county_standing import county_standing
from canvass.canvassing.official.official_step import UNOFFICIAL, OfficialResults, official_results
from canvass.exporting.csv_files import spreadsheet_bytes, unmarked_bytes
from canvass.exporting.public_figures import figures_stated
from canvass.exporting.results_file import results_rows
from canvass.recounting.recounted_results import RecountedContest, recounted_results
from canvass.reporting.results import Breakdown, ShownResults, shown_results
from canvass.reporting.results_text import UNOFFICIAL_WORDS
from canvass.reporting.sealing import provisional_released
from canvass.reporting.shown.by_precinct import contests_by_precinct
from canvass.reporting.shown.contests_shown import contests_shown
from canvass.reporting.shown.precinct_progress import progress_words
from canvass.reporting.shown.results_paper import ResultsFigures, results_document
from canvass.reporting.shown.results_said import said_of_count
from canvass.returning.precincts_counted import precincts_counted
from tabulate.election import Election
from tabulate.ledger.state import RecordState

if TYPE_CHECKING:
    from canvass.record.store import Record
    from canvass.reporting.shown.precinct_progress import PrecinctProgress


@dataclass(frozen=True, slots=True)
class ResultsGathered:
    """All of it at one place of the ledger."""

    election: Election
    shown: ShownResults
    audited: AuditedResults | None
    recounted: tuple[RecountedContest, ...]
    precincts: "tuple[PrecinctProgress, ...]"
    """How far the count of each is; of the test batches nothing."""
    official: OfficialResults

    @property
    def around(self) -> tuple[str, ...]:
        """Sentences: how official, and how far."""
        official = self.official.sentence if self.official.said else UNOFFICIAL_WORDS
        return (official, progress_words(self.precincts)) if self.precincts else (official,)

    def as_csv(self, at: datetime, *, for_spreadsheets: bool) -> bytes:
        """One table; with the mark that spreadsheets want before letters that are not ASCII."""
        status = "test batches" if self.shown.totals.test else "not for publication"
        stated = figures_stated(self.election, "", status, at)
        rows = results_rows(self.election, self.shown.totals, self.shown.by, self.shown.methods, stated)
        return spreadsheet_bytes(rows) if for_spreadsheets else unmarked_bytes(rows)

    def on_paper(self, at: datetime, form: str) -> bytes:
        """As PDF, or as a page that stands alone."""
        shown, official, precincts = self.shown, self.official.sentence, progress_words(self.precincts)
        contests = contests_shown(self.election, shown.totals.contests)
        by_precinct = shown.by is Breakdown.PRECINCT
        rows = contests_by_precinct(contests, shown.totals.precincts) if by_precinct else ()
        figures = ResultsFigures(self.election, shown.by, contests, rows, shown.methods, self.precincts)
        said = said_of_count(shown, official if self.precincts else "", precincts if self.precincts else "", at)
        return bytes_of(results_document(figures, said), form)


def results_gathered(
    record: "Record", state: RecordState, audit: AuditState | None, by: Breakdown, *, test: bool
) -> ResultsGathered:
    """Gather it. Whether totals are sealed is asked before. Raises TotalsDoNotAddUp, InputError (by method)."""
    election, released = record.election, provisional_released(record.election)
    shown = shown_results(election, state, by, test)
    official = UNOFFICIAL
    if not test and state.board.office.canvass.reports:
        official = official_results(county_standing(election, state, audit, record.head(), released))
    return ResultsGathered(
        election,
        shown,
        audited_results(audit, shown.totals, state),
        () if test else recounted_results(election, state, audit),
        () if test else precincts_counted(election, state, released),
        official,
    )
