"""The secretary of state's notice as the ground of a county's recount (13-16-201(1)(b), (d), (e), 13-16-204)."""

from pathlib import Path
from typing import TYPE_CHECKING

from canvass.errors import InputError, RefusedError, disk_errors
from canvass.recounting.choices_called import choice_called
from canvass.recounting.filing import FilingTyped, contest_named, position_in
from canvass.recounting.of_record import record_totals
from tabulate.board.recount.recount_notices import RecountNotice, read_notice
from tabulate.canonical_json import NotTheNoun
from tabulate.state_canvass.counties_of_montana import county_key

if TYPE_CHECKING:
    from canvass.record.store import Record

MOST_BYTES = 1_000_000


def notice_in(file: Path) -> RecountNotice:
    """The notice that a file is. Raises InputError."""
    if not file.is_file():
        raise InputError(f"{file} is no file. Nothing was written. Name the notice that the secretary of state sent.")
    with disk_errors(file), file.open("rb") as stream:
        return notice_read(stream.read(MOST_BYTES + 1), str(file))


def notice_read(content: bytes, called: str) -> RecountNotice:
    """The same from its bytes. Raises InputError."""
    try:
        if len(content) > MOST_BYTES:
            raise NotTheNoun(f"it has more than {MOST_BYTES:,} bytes")
        return read_notice(content.decode("ascii"))
    except (NotTheNoun, UnicodeDecodeError) as error:
        raise InputError(
            f"{called[:80]} is no notice of a recount: {str(error)[:160]}. Expected the .json file that `canvass state "
            "recount` writes. Nothing was written. Ask the secretary of state for it anew."
        ) from None


def filing_by_notice(record: "Record", notice: RecountNotice, notice_on: str, entered_by: str) -> FilingTyped:
    """What the notice says; on the day `notice_on` the county's board has it. Raises RefusedError, InputError."""
    election = record.election
    if (notice.election, notice.date) != (election.title, election.date.isoformat()):
        raise RefusedError(
            f"The notice is of another election: {notice.election[:80]} of {notice.date[:10]}. Expected "
            f"{election.title} of {election.date}. Nothing was written. Look which file it is."
        )
    if county_key(notice.county) != county_key(election.county):
        raise RefusedError(
            f"The notice is to {notice.county[:80]}, and this record is of {election.county}. Nothing was written. "
            "Take the notice to this county."
        )
    return FilingTyped(
        notice.recount,
        contest_named(election, notice.contest),
        notice.ground,
        notice.canvassed_on,
        notice.filed_on,
        notice_on,
        entered_by,
        notice.petition,
        None,
        notice.precincts,
        notice.elsewhere,
        notice.step,
    )


def differing(record: "Record", notice: RecountNotice) -> str:
    """Where the state canvassed other votes of this county than the record has, in words; empty where it did not."""
    contest = contest_named(record.election, notice.contest)
    own = {one.choice: one.votes for one in position_in(record_totals(record).positions, contest).votes}
    state = {str(one.choice): one.votes for one in notice.here}
    names = [one for one in dict.fromkeys((*own, *state)) if own.get(one, 0) != state.get(one, 0)]
    if not names:
        return ""
    said = "; ".join(
        f"{choice_called(contest, one)} {own.get(one, 0):,} here and {state.get(one, 0):,} there" for one in names[:6]
    )
    return (
        f"The record has other votes of this county than the state canvassed: {said}. The recount is made. Look "
        "whether corrected returns are to be sent (13-15-501)."
    )
