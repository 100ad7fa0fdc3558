"""The official log of electronic ballots, the transcription log, and the report 60 days after the election."""

from collections import Counter
from datetime import timedelta

from canvass.receiving.log_papers import hour_words, paper_of
from canvass.reporting.tables import Cell, Document, Table, columns_of
from tabulate.board.intake.electronic_log import BallotWay, LoggedBallot
from tabulate.board.intake.intake_state import IntakeState
from tabulate.election import Election
from tabulate.ledger.state import RecordState

LOG = ("Number", "Whose", "Given", "How", "Sent back", "Received", "How it came", "Whether it counts")
TRANSCRIPTIONS = ("Number", "Transcribed", "First official", "Second official", "Third official")
REPORT = ("Method", "#Transmitted", "#Cast and returned")
_REPORT_DAYS = 60


def whose(one: LoggedBallot) -> str:
    """By kind, never by name."""
    if one.federal is not None:
        return "covered voter: federal write-in ballot"
    return "" if one.given is None else one.given.elector.value


def stands(one: LoggedBallot, election: Election) -> str:
    """Whether it counts, and what is to be done."""
    if one.returned is None and one.federal is None:
        return "out"
    if why := one.why_not(election):
        return f"does not count: {why}"
    if one.transcribed is not None:
        return "counts; transcribed"
    return "counts; to be transcribed" if one.to_be_transcribed else "counts"


def log_rows(election: Election, intake: IntakeState) -> tuple[tuple[Cell, ...], ...]:
    """Each number."""
    return tuple(_row(one, election) for one in intake.electronic.values())


def _row(one: LoggedBallot, election: Election) -> tuple[Cell, ...]:
    given, came = one.given, one.federal or one.returned
    return (
        one.number,
        whose(one),
        "" if given is None else hour_words(given.given_at),
        "" if given is None else given.way.value,
        "" if came is None else hour_words(came.sent_at),
        "" if came is None else hour_words(came.received_at),
        "" if one.returned is None else one.returned.way.value,
        stands(one, election),
    )


def electronic_document(state: RecordState, election: Election) -> Document:
    """The official log of ballots given and received (13-13-246(2)(b))."""
    lines = ("Each ballot by its number: on the envelope, on the transcribed ballot, and here. Nobody is named.",)
    table = Table("Given and received", "", columns_of(*LOG), log_rows(election, state.board.office.intake))
    return paper_of(election, "Official log of electronic ballots", lines, table)


def transcription_rows(intake: IntakeState, *, ink: bool) -> tuple[tuple[Cell, ...], ...]:
    """Each transcribed ballot with its officials; with room to sign beside each name on paper."""
    line = ": ______________" if ink else ""
    return tuple(
        (
            one.number,
            hour_words(one.transcribed.transcribed_at),
            *(f"{name}{line}" for name in one.transcribed.officials[:2]),
            "; ".join(f"{name}{line}" for name in one.transcribed.officials[2:]),
        )
        for one in intake.electronic.values()
        if one.transcribed is not None
    )


def transcription_document(state: RecordState, election: Election) -> Document:
    """Numbers, and three officials beside each (13-13-246(4)(c), (d), 13-3-208(5))."""
    lines = ("Each official signs beside the number of each ballot that was transcribed (13-13-246(4)(d)).",)
    table = Table(
        "Transcribed", "", columns_of(*TRANSCRIPTIONS), transcription_rows(state.board.office.intake, ink=True)
    )
    return paper_of(election, "Log of transcribed ballots", lines, table)


def report_rows(intake: IntakeState) -> tuple[tuple[Cell, ...], ...]:
    """Covered voters' ballots transmitted, and cast and returned, by method."""
    every = [one for one in intake.electronic.values() if one.covered]
    out = Counter(one.given.way for one in every if one.given is not None)
    back = Counter(one.returned.way for one in every if one.returned is not None)
    rows: list[tuple[Cell, ...]] = [(way.value, out[way], back[way]) for way in BallotWay if out[way] or back[way]]
    federal = sum(one.federal is not None for one in every)
    rows += [("federal write-in ballot", 0, federal)] if federal else []
    return (*rows, ("All", out.total(), back.total() + federal))


def covered_voters_document(state: RecordState, election: Election) -> Document:
    """The county's report on covered voters' ballots, by the 60th day (13-21-213)."""
    last = election.date + timedelta(days=_REPORT_DAYS)
    lines = (f"To the secretary of state by {last:%A} {last} (13-21-213). Numbers only.",)
    table = Table("", "", columns_of(*REPORT), report_rows(state.board.office.intake))
    return paper_of(election, "Report on ballots of covered voters", lines, table)
