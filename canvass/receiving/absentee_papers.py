"""The papers of absentee ballots: the numbers, the certificate of 13-13-233(3), and the tracker's file."""

from collections.abc import Iterator

from canvass.console.text import hour_of, plural
from canvass.receiving.accepted_scanned import AcceptedScanned, accepted_scanned, tracked_rows
from canvass.receiving.log_papers import hour_words, name_of, paper_of
from canvass.reporting.tables import Cell, Document, Table, columns_of
from tabulate.board.intake.absentee_figures import PrecinctIntake
from tabulate.board.intake.intake_state import IntakeState
from tabulate.calendar.ballot_words import words_on
from tabulate.election import Election
from tabulate.ledger.state import RecordState
from tabulate.publication.cells import FEWEST

NUMBERS = (
    "Precinct",
    "#Issued",
    "#Void",
    "#Replaced",
    "#Out",
    "#Returned",
    "#Accepted",
    "#Rejected",
    "#Pending",
    "#Deposited",
)


def number_rows(election: Election, intake: IntakeState) -> tuple[tuple[Cell, ...], ...]:
    """Each precinct's numbers, and all together."""
    figures = intake.figures
    if figures is None:
        return ()
    rows = [(name_of(election, one.precinct), *_numbers(one)) for one in figures.precincts]
    whole = tuple(sum(column) for column in zip(*(row[1:] for row in rows), strict=True))
    return (*rows, ("All", *whole))


def _numbers(one: PrecinctIntake) -> tuple[int, ...]:
    return (
        one.issued,
        one.void,
        one.replaced,
        one.out,
        one.returned,
        one.accepted,
        one.rejections,
        one.pending,
        one.deposited,
    )


def numbers_document(state: RecordState, election: Election) -> Document:
    """Everything that is known, in numbers alone."""
    intake, found = state.board.office.intake, accepted_scanned(state, election)
    words, figures = words_on(election.date), intake.figures
    lines = ["Numbers only: no paper of this record names a voter."]
    if figures is None:
        lines.append("No numbers are taken yet.")
    else:
        lines.append(f"As of {hour_words(figures.as_of)}.")
        agree = "Every accepted ballot is scanned." if found and found.agrees else ""
        lines += [found.said, *found.differences, agree] if found else []
    return paper_of(
        election,
        f"{words.ballots}: {election.county}",
        tuple(filter(None, lines)),
        Table("By precinct", "", columns_of(*NUMBERS), number_rows(election, intake)),
        Table(
            "Rejected, by reason",
            "",
            columns_of("Precinct", "Reason", "#Envelopes", "Marked at"),
            why_rows(election, intake),
        ),
        Table("Accepted and scanned, by batch", "", columns_of(*BATCHES), batch_rows(found)),
        Table("Days on which envelopes were opened (13-13-241(7), (8))", "", columns_of(*DAYS), day_rows(intake)),
    )


BATCHES = ("Batch", "#Accepted", "#Scanned", "How they stand")
DAYS = ("Day", "#Envelopes", "Sealed boxes", "Officials", "Announced")


def batch_rows(found: AcceptedScanned | None) -> tuple[tuple[Cell, ...], ...]:
    """Each batch; nothing before numbers are taken."""
    lines = () if found is None else found.lines
    return tuple((one.batch, one.accepted, one.scanned, one.said) for one in lines)


def day_rows(intake: IntakeState) -> tuple[tuple[Cell, ...], ...]:
    """Each day of preparation."""
    return tuple(
        (one.day, one.envelopes, ", ".join(one.boxes), ", ".join(one.officials), one.notice) for one in intake.prepared
    )


def why_rows(election: Election, intake: IntakeState) -> tuple[tuple[Cell, ...], ...]:
    """Each reason of each precinct."""
    return tuple(_why(election, intake))


def _why(election: Election, intake: IntakeState) -> Iterator[tuple[Cell, ...]]:
    for precinct in () if intake.figures is None else intake.figures.precincts:
        for one in precinct.rejected:
            yield (
                name_of(election, precinct.precinct),
                one.reason.value,
                one.envelopes,
                ", ".join(map(hour_words, one.times)),
            )


def certificate_document(state: RecordState, election: Election) -> Document:
    """Which ballots were issued in each precinct, to be signed (13-13-233(3))."""
    words, figures = words_on(election.date), state.board.office.intake.figures
    precincts = () if figures is None else figures.precincts
    rows = tuple(
        (name_of(election, one.precinct), one.numbers, one.issued, one.void, one.returned) for one in precincts
    )
    issued = plural(sum(one.issued for one in precincts), "ballot")
    as_of = "" if figures is None else f" As of {hour_words(figures.as_of)}."
    lines = (
        f"I certify that {issued} of these numbers were issued to {words.adjective} electors of these precincts "
        f"(13-13-233(3)).{as_of}",
        "Void ballots are those that were replaced, spoiled or not delivered. No elector is named here.",
    )
    titles = columns_of("Precinct", "Numbers of the ballots", "#Issued", "#Void", "#Returned")
    signed = ("Election administrator", "Day and hour", "Received by, for the precinct")
    return paper_of(
        election, f"Certificate of {words.adjective} ballots", lines, Table("", "", titles, rows), signed=signed
    )


def tracker_document(state: RecordState, election: Election) -> Document:
    """What a tracker of envelopes may be told, by batch, and nothing that ties an envelope to a ballot."""
    found = accepted_scanned(state, election)
    rows = () if found is None else tuple(tracked_rows(found))
    lines = (
        f"Batches of accepted envelopes: accepted, opened or counted. Batches of fewer than {FEWEST} stand together; "
        f"fewer than {FEWEST} in all are not told.",
    )
    table = Table("", "", columns_of("Batches", "#Accepted", "Stands"), rows)
    return paper_of(election, f"Batches of {words_on(election.date).adjective} envelopes", lines, table, signed=())


def as_of_words(intake: IntakeState) -> str:
    """For a page's head."""
    return (
        ""
        if intake.figures is None
        else f"As of {hour_words(intake.figures.as_of)}; entered {hour_of(intake.figures.at)}."
    )
