"""The papers of provisional ballots: the log, what is counted together, and the letters (13-15-107(4), 13-15-108)."""

from canvass.receiving.held_together import HeldPrecinct, held_together
from canvass.receiving.log_papers import hour_words, name_of, paper_of
from canvass.reporting.tables import Cell, Document, Table, columns_of
from tabulate.board.custody.container_entries import ContainerHolds
from tabulate.board.custody.kept_containers import Custody
from tabulate.board.intake.intake_state import IntakeState
from tabulate.board.intake.provisional_log import ProvisionalLine
from tabulate.election import Election, PrecinctId
from tabulate.ledger.state import RecordState

LOG = ("Envelope", "Precinct", "Why provisional", "Outcome", "Decided", "Where the ballot goes")
TOGETHER = ("Precinct", "#Not decided", "#To be counted", "#Held back", "#Scanned", "How they stand")


def where_it_goes(line: ProvisionalLine, election: Election, custody: Custody) -> str:
    """With which ballots it is counted, or that it is sealed."""
    if line.decided is None:
        return "sealed until it is decided"
    if line.decided.outcome.counts:
        return "with the others" if line.resolved_by(election) else "held, then with ordinary ballots"
    lies_in = sealed_in(line.received.precinct, custody)
    return f"sealed with rejected ballots: container {lies_in}" if lies_in else "TO BE SEALED with rejected ballots"


def sealed_in(precinct: PrecinctId, custody: Custody) -> str:
    """The container of a precinct's rejected ballots; empty where none is sealed (13-15-108(2))."""
    found = (
        one.sealed.container
        for one in custody.containers.values()
        if one.sealed.holds is ContainerHolds.REJECTED and precinct in one.sealed.precincts
    )
    return next(found, "")


def log_rows(state: RecordState, election: Election) -> tuple[tuple[Cell, ...], ...]:
    """Each envelope."""
    office = state.board.office
    return tuple(
        (
            one.received.number,
            name_of(election, one.received.precinct),
            one.received.why.value,
            "" if one.decided is None else one.decided.outcome.value,
            "" if one.decided is None else hour_words(one.decided.decided_at),
            where_it_goes(one, election, office.custody),
        )
        for one in office.intake.provisional.values()
    )


def provisional_document(state: RecordState, election: Election) -> Document:
    """The log, and what is counted together."""
    held = held_together(state, election)
    return paper_of(
        election,
        "Log of provisional ballots",
        ("Envelopes by number. Nothing here says what a ballot holds, or which sheet it is (13-15-107(4), (5)).",),
        Table("Envelopes", "", columns_of(*LOG), log_rows(state, election)),
        Table("Counted together (13-15-107(5))", "", columns_of(*TOGETHER), together_rows(election, held)),
    )


def together_rows(election: Election, held: tuple[HeldPrecinct, ...]) -> tuple[tuple[Cell, ...], ...]:
    """Each precinct with ballots that are held."""
    return tuple(
        (name_of(election, one.precinct), one.pending, one.counting, one.held_back, one.scanned, one.said)
        for one in held
    )


def letter_document(election: Election, line: ProvisionalLine) -> Document:
    """The letter to one elector: whether the ballot counts, and why; free of its content, and without a name."""
    decided = line.decided
    assert decided is not None
    outcome, _, reason = decided.outcome.value.partition(": ")
    said = "is counted" if outcome == "counted" else "is rejected, and stays unopened"
    precinct = name_of(election, line.received.precinct)
    lines = (
        f"Your provisional ballot in envelope {line.received.number} of precinct {precinct} {said}.",
        f"You voted provisionally for this reason: {line.received.why.value}.",
        f"The reason of the decision: {reason} (13-15-107(4)).",
        "Nobody can say how you voted: the ballot is counted among others (13-15-107(5))."
        if decided.outcome.counts
        else "The envelope is sealed with other rejected ballots. A court's order opens it (13-15-108).",
    )
    title = f"To the elector of provisional ballot {line.received.number}"
    return paper_of(election, title, lines, signed=("Election administrator", "Day"))


def letters_of(election: Election, intake: IntakeState) -> tuple[Document, ...]:
    """The letters of all that are decided, by envelope."""
    return tuple(letter_document(election, one) for one in intake.provisional.values() if one.decided is not None)
