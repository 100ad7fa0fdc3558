"""The totals as they may be shown now: with ballots that were held once their hour is past, by method where asked."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from canvass.reporting.edition_words import edition_words
from canvass.reporting.kinds import KindLine, held_words, kind_lines
from canvass.reporting.methods import MethodContest, check_finished, results_by_method
from canvass.reporting.not_held import NotHeldShown, not_held_shown
from canvass.reporting.outside_words import outside_notes
from canvass.reporting.sealing import provisional_released
from tabulate.board.office.open_readings import DECIDE_TOTALS
from tabulate.election import Election
from tabulate.ledger.state import RecordState
from tabulate.publication.cells import FEWEST
from tabulate.publication.held import grouped
from tabulate.rules_edition import RulesEdition
from tabulate.tally import Tally
from tabulate.totals.results import Results, provisional_from, total


class Breakdown(StrEnum):
    """How totals are broken down."""

    CONTEST = "contest"
    PRECINCT = "precinct"
    METHOD = "counting method"

    @staticmethod
    def named(name: str) -> "Breakdown":
        """The breakdown of this name; by contest where there is none."""
        return next((one for one in Breakdown if one.key == name), Breakdown.CONTEST)

    @property
    def key(self) -> str:
        """As commands and addresses have it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class ShownResults:
    """The totals, and what is not among them yet."""

    by: Breakdown
    totals: Results
    held: int
    """Sheets of ballots that are not yet released and not among the totals."""
    released_from: datetime
    methods: tuple[MethodContest, ...]
    """Only where results are broken down by counting method."""
    any_device: bool
    """Whether any device printout is among the totals."""
    fewest: int = FEWEST
    kinds: tuple[KindLine, ...] = ()
    """Ballots by the kind of their batches; only where results are broken down by counting method."""
    held_words: str = "provisional"
    """What kinds of ballots the held ones are."""
    readings: tuple[str, ...] = ()
    """Readings of the law that the state has settled and that decide here, in words."""
    editions: tuple[str, ...] = ()
    """Editions of the ballots after the first, in words."""
    outside: tuple[str, ...] = ()
    """That another system counted, and where, in words."""
    not_held: tuple[NotHeldShown, ...] = ()
    """Elections that were cancelled: they have no figures."""

    @property
    def waiting(self) -> bool:
        """Whether sheets wait for people."""
        return self.totals.sheets_waiting > 0


def shown_results(
    election: Election,
    state: RecordState,
    by: Breakdown = Breakdown.CONTEST,
    test: bool = False,
    held_released: bool | None = None,
) -> ShownResults:
    """The totals of this state, or of its test batches alone. Whether they are sealed is asked before.

    `held_released` says whether the hour of ballots that were held is past; where not given, the clock does.
    Raises TotalsDoNotAddUp; InputError where batches are not finished (by method).
    """
    election = state.board.office.deaths.applied(election)
    released = test or (provisional_released(election) if held_released is None else held_released)
    tally = state.test if test else _tally(state, released, by)
    methods: tuple[MethodContest, ...] = ()
    kinds: tuple[KindLine, ...] = ()
    if by is Breakdown.METHOD:
        check_finished(state, test)
        methods = results_by_method(election, tally)
        kinds = kind_lines(state, released, test)
    return ShownResults(
        by=by,
        totals=total(election, tally, test, state.board.declared),
        held=0 if released else state.held.places.total(),
        released_from=provisional_from(election),
        methods=methods,
        any_device=bool(tally.by_device),
        kinds=kinds,
        held_words=held_words(state),
        readings=state.board.office.readings.sentences(*DECIDE_TOTALS),
        editions=tuple(map(edition_words, state.editions)),
        outside=() if test else outside_notes(state),
        not_held=() if test else not_held_shown(election, state),
    )


def _tally(state: RecordState, released: bool, by: Breakdown) -> Tally:
    """By precinct, held ballots that are released, where few, stand apart until the count is complete."""
    together = state.opened.rules is RulesEdition.FIRST or state.completed is not None
    if by is not Breakdown.PRECINCT or together or not released or not state.held.sheets:
        return state.countable(released)
    return grouped(*state.in_totals())
