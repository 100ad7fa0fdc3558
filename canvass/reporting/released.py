"""What the newest release of totals shows to anyone, as far as it shows nobody's choices (13-1-102, 13-15-107(5))."""

from dataclasses import dataclass, replace

from canvass.reporting.edition_words import edition_words
from canvass.reporting.methods import MethodContest, results_by_method
from canvass.reporting.not_held import NotHeldShown, not_held_shown
from canvass.reporting.outside_words import outside_notes
from canvass.reporting.results import Breakdown
from tabulate.election import Election
from tabulate.ledger.state import RecordState
from tabulate.publication.cells import DISSENT, FEWEST
from tabulate.publication.released import tally_of
from tabulate.totals.results import Results, total


@dataclass(frozen=True, slots=True)
class ReleasedResults:
    """The totals of a release."""

    by: Breakdown
    totals: Results
    """Only the precincts that are shown, and last those that are shown together."""
    unshown: int
    """Ballots that are counted and in no figure."""
    no_longer_counted: int
    """Ballots in the figures that were taken out of the count since."""
    complete: bool
    methods: tuple[MethodContest, ...]
    """Only of a complete count, and where results are broken down by counting method."""
    any_device: bool
    editions: tuple[str, ...] = ()
    """Editions of the ballots after the first, in words."""
    outside: tuple[str, ...] = ()
    """That another system counted, and where, in words."""
    not_held: tuple[NotHeldShown, ...] = ()
    """Elections that were cancelled: they have no figures."""
    fewest: int = FEWEST
    dissent: int = DISSENT


def released_results(
    election: Election, state: RecordState, by: Breakdown = Breakdown.CONTEST
) -> ReleasedResults | None:
    """The newest release, or None where nothing was released. Raises TotalsDoNotAddUp."""
    if not state.releases:
        return None
    election = state.board.office.deaths.applied(election)
    release, whole = state.releases[-1], state.completed
    totals = total(election, tally_of(release), False, state.board.declared)
    rows = tuple(precinct for precinct in totals.precincts if precinct.sheets)
    return ReleasedResults(
        by=by,
        totals=replace(totals, precincts=rows),
        unshown=release.unshown,
        no_longer_counted=release.no_longer_counted,
        complete=release.complete,
        methods=results_by_method(election, whole) if whole is not None and by is Breakdown.METHOD else (),
        any_device=whole is not None and bool(whole.by_device),
        editions=tuple(map(edition_words, state.editions)),
        outside=outside_notes(state) if totals.outside_ballots else (),
        not_held=not_held_shown(election, state),
    )
