"""What keeps the report of the canvass from being made, each with what settles it (13-15-403, 13-15-404)."""

from collections.abc import Iterator

from canvass.canvassing.county_standing import CountyStanding
from canvass.console.text import plural
from canvass.errors import RefusedError
from tabulate.board.county.canvass_terms import ReturnCheck
from tabulate.county_canvass.canvassed import whole_precincts
from tabulate.county_canvass.return_rows import RowKind
from tabulate.precincts import PrecinctId

_MOST_NAMED = 8


def check_settled(standing: CountyStanding) -> None:
    """Refuse a report while anything is to be settled first. Raises RefusedError."""
    if found := to_settle(standing):
        listed = "".join(f"\n  {one}" for one in found)
        raise RefusedError(
            f"The report of the canvass cannot be made yet (13-15-404). {plural(len(found), 'thing')} to settle "
            f"first:{listed}\nNothing was written."
        )


def to_settle(standing: CountyStanding) -> tuple[str, ...]:
    """Every such thing in a sentence; nothing where the report can be made."""
    wanted = [standing.counts.audit_wanted] if standing.counts.audit_wanted else []
    return (*wanted, *_waits(standing), *_electors(standing), *_not_told(standing), *_failing(standing))


def _waits(standing: CountyStanding) -> Iterator[str]:
    """What is not counted to the end; what several precincts wait for is said once."""
    waiting: dict[str, list[str]] = {}
    for own in standing.returns:
        for waits in own.waits:
            if waits.check is None:
                waiting.setdefault(waits.sentence, []).append(str(own.precinct.id))
    for sentence, precincts in waiting.items():
        yield f"Precinct {_named(precincts)}: {sentence}"


def _electors(standing: CountyStanding) -> Iterator[str]:
    not_opened = standing.canvass.not_opened
    lacking = [
        str(own.precinct.id) for own in standing.returns if own.electors is None and own.precinct.id not in not_opened
    ]
    if lacking:
        yield (
            f"Precinct {_named(lacking)}: no number of electors voting is entered, and the report states it "
            "(13-15-404(1)(a)). Enter it: page Reconciliation."
        )
    if standing.parts_without_electors:
        yield (
            f"No electors voting are entered for {_named(standing.parts_without_electors)}, and the report states them "
            "by portion of a district (13-15-404(1)(a)). Enter them: canvass electors-voting."
        )


def _failing(standing: CountyStanding) -> Iterator[str]:
    missing = [str(one.id) for one in standing.missing]
    if missing:
        yield (
            f"The return of precinct {_named(missing)} has not come in (13-15-402). Enter it: canvass county receive. "
            "Else postpone to the next day, or certify that the polls were not open."
        )
    said = _said_elsewhere(standing)
    for one in standing.failing:
        if (one.precinct.id, one.check) in said:
            continue
        yield (
            f"Precinct {one.precinct.id}, check ({one.check.number}) {one.check}: {one.found} The board explains it or "
            "petitions, or it is corrected (13-15-403(4)): canvass county check."
        )


def _said_elsewhere(standing: CountyStanding) -> set[tuple[PrecinctId, ReturnCheck]]:
    """The checks that fail by what is told already: no return, nothing entered, ballots that wait."""
    found = {(one.id, ReturnCheck.RETURN_FORM) for one in standing.missing}
    for own in standing.returns:
        if own.electors is None and own.precinct.id not in standing.canvass.not_opened:
            found.add((own.precinct.id, ReturnCheck.ELECTORS))
        if any(waits.check is None for waits in own.waits):
            found.add((own.precinct.id, ReturnCheck.ARITHMETIC))
    return found


def _not_told(standing: CountyStanding) -> Iterator[str]:
    """What no figure is told of."""
    if strays := standing.counts.strays:
        yield (
            f"{plural(strays, 'ballot')} of no precinct of the definition: they would be in no precinct's "
            "votes (13-15-404(1)(d)). Find out whose they are: page Reconciliation."
        )
    for district, precincts in whole_precincts(standing.election):
        yield (
            f"District {district}: the definition does not say which part of precinct "
            f"{_named([str(one.id) for one in precincts])} lies in it. A report by whole precincts cannot give the "
            "votes of the portion (13-15-404(1)(a), (d)). Give the precinct in parts."
        )
    for contest in standing.contests:
        title, pairs = contest.contest.title, zip(contest.choices, contest.county.votes, strict=True)
        if not contest.told:
            yield (
                f"{title}: the audit leaves no definitive total (13-17-507(1)). Look at the results by precinct, and "
                "verify the record."
            )
        unread = sum(votes or 0 for choice, votes in pairs if choice.key == RowKind.UNREAD_WRITE_INS.value)
        if unread:
            yield (
                f"{title}: {plural(unread, 'write-in vote')} not read by name, and the report names everybody "
                "(13-15-404(2)). Decide upon them: page Counting board. Enter those that another system counted here: "
                "canvass outside write-ins, or the page County canvass."
            )


def _named(names: list[str] | tuple[str, ...]) -> str:
    more = f" and {len(names) - _MOST_NAMED:,} others" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more
