"""The notice to the members of the recount board: what is recounted, why, and by when they meet (13-16-204)."""

from datetime import date

from canvass.recounting.recount_papers import ground_lines
from canvass.reporting.tables import Document, PaperLook, Table, columns_of
from tabulate.board.recount.one_recount import KeptRecount
from tabulate.calendar.canvassing import recount_board_until
from tabulate.election import Election
from tabulate.ledger.chain import Head
from tabulate.recounts.classes import officer_of

_HASH_SHOWN = 16


def notice(election: Election, kept: KeptRecount, head: Head) -> Document:
    """For each member of the governing body, and for whoever has an interest: a recount is public (13-16-411)."""
    filed, contest = kept.filed, election.contest(kept.filed.contest)
    last = recount_board_until(date.fromisoformat(filed.notice_on))
    section = "13-16-301(4)" if filed.order is not None else "13-16-204(2)"
    rows = tuple((election.precinct_name(one), one) for one in filed.precincts)
    return Document(
        title=f"Notice of a recount: {contest.title}",
        lines=(
            f"{election.county}, {election.title} of {election.date}. Recount {filed.recount}. Filed with the "
            f"{officer_of(contest)}.",
            *ground_lines(filed, contest),
            f"Notice on {filed.notice_on}. The recount board meets by {last:%A} {last} ({section}).",
            "Place and hour of the meeting: ______________________________________________",
            "The board has three members of the governing body; nobody sits on it who is a candidate in this contest "
            "(13-16-101). The election administrator is its secretary.",
            "Votes are recounted by hand, in public. Each candidate, or a representative, may see everything. So may "
            "one elector for each side of an issue (13-16-411).",
            "Packages stay sealed until they are opened before the board, one precinct at a time (13-16-417).",
        ),
        tables=(Table("Precincts", "", columns_of("Precinct", "Id"), rows),),
        signatures=("Election administrator", "Day"),
        paper=PaperLook(
            upright=True,
            foot=f"Ledger {head.number}:{head.hash[:_HASH_SHOWN]}, recount {filed.recount}. {election.county}.",
        ),
    )
